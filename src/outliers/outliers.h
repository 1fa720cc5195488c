/* outliers.h -- takes the pixels out of frames that no light has made, and counts them in their metadata. */
#ifndef OUTLIERS_H
#define OUTLIERS_H

#include <stdbool.h>
#include <stddef.h>

#include "tensor/tensor.h"

struct outliers {
    size_t count;
    bool many; /* what is measured in the frame is in doubt: more than one pixel of a thousand, or a doubtful one */
};

/* Replaces the outliers of a frame (measure/outlier.h), of which a type other than f4 keeps the values if there are
 * none. How wide a point is, the keys na, lambda_um and pixel_um of `optics` say. Returns their number and that of
 * those which were replaced before. The keys outliers and doubtful of the frame are set where they are not 0. `where`
 * names it. */
struct outliers outliers_replace(struct tensor *frame, const struct meta *optics, const char *where);

/* What the metadata of a frame of so many pixels, or of what was made of it, say. */
struct outliers outliers_said(const struct meta *meta, size_t pixels);

#endif
