/* padded.h -- the backward transform of a small spectrum in the corner of a larger grid of zeros.
 *
 * Columns of zeros are not transformed: if half of the columns are zero, it takes at most two thirds of the time.
 */
#ifndef PADDED_H
#define PADDED_H

#include <complex.h>
#include <stddef.h>

#include "fourier/columns.h"

/* Fill all rows of the columns 0 .. columns-1 of freq; the others need not be set. padded_run overwrites freq with the
 * unnormalised image
 *     sum freq[ky][kx] exp(+2 pi i (ky y / h + kx x / w)). */
struct padded {
    size_t h, w, columns;
    float complex *freq; /* h x w */
    struct columns down;
    void *rows; /* plan */
};

/* NULL: no memory. Making and freeing is not thread-safe; running different ones is. */
struct padded *padded_new(size_t h, size_t w, size_t columns);
void padded_run(struct padded *padded);
void padded_free(struct padded *padded);

#endif
