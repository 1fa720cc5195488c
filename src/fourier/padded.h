/* padded.h -- the backward transform of a small spectrum in the corner of a larger grid that is 0 elsewhere.
 *
 * Columns that are 0 need no transform of their own: with half of them empty it takes two thirds of the time or less.
 */
#ifndef PADDED_H
#define PADDED_H

#include <complex.h>
#include <stddef.h>

/* Fill the columns 0 .. columns-1 of freq, all rows of them; padded_run overwrites freq with the image
 * sum freq[ky][kx] exp(+2 pi i (ky y / h + kx x / w)), unnormalised. The other columns need not be set. */
struct padded {
    size_t h, w, columns;
    float complex *freq; /* h x w */
    void *column_plan, *row_plan;
};

/* NULL: no memory. Making and freeing is not thread-safe; running different ones is. */
struct padded *padded_new(size_t h, size_t w, size_t columns);
void padded_run(struct padded *padded);
void padded_free(struct padded *padded);

#endif
