/* status.h -- how far a result can be trusted, in one word. All programs use the same list. */
#ifndef STATUS_H
#define STATUS_H

#include <stddef.h>

enum status {
    STATUS_OK,
    STATUS_EDGE,           /* at the end of the range that was searched or trained on: the true value may lie outside;
                              or at the edge of the frame */
    STATUS_LOW_CONFIDENCE, /* doubtful: an unseen kind of specimen, a second peak */
    STATUS_BLANK,          /* the data are only noise */
    STATUS_SATURATED,      /* pixels are at the limit of the camera, where frames do not differ */
    STATUS_LOST,           /* the object being tracked was not found again */
    STATUS_FEW,            /* too few data for an interval */
    STATUS_NONE,           /* no data at all */
    STATUS_CROWDED,        /* the object has a neighbour too near */
    STATUS_ODD,            /* the object is unlike the others of its kind */
    STATUS_UNFIT,          /* not what was expected: of another size, optics or kind, or not finite */
    STATUSES
};

/* The status of a result, which is not better than low-confidence if one of its n numbers is not finite. */
enum status status_of(enum status status, size_t n, const double *number);

/* "ok", "edge", "low-confidence", "blank", "saturated", "lost", "few", "none", "crowded", "odd",
 * "unfit". */
const char *status_name(enum status status);
/* The status of that name; STATUSES if there is none. */
enum status status_parse(const char *name);

#endif
