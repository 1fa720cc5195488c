/* status.h -- how far a result can be trusted, in one word of one list, whoever gives the result. */
#ifndef STATUS_H
#define STATUS_H

enum status {
    STATUS_OK,
    STATUS_EDGE,           /* at the end of the range in which it was sought or learned: it may lie outside */
    STATUS_LOW_CONFIDENCE, /* it may be something else: an unseen kind of specimen, a second hill */
    STATUS_BLANK,          /* nothing but noise to tell it from */
    STATUS_LOST,           /* what it goes by could not be found again */
    STATUS_FEW,            /* from too few for an interval */
    STATUS_NONE,           /* from nothing at all */
    STATUSES
};

/* "ok", "edge", "low-confidence", "blank", "lost", "few", "none". */
const char *status_name(enum status status);
/* The status of that name, STATUSES when there is no such one. */
enum status status_parse(const char *name);

#endif
