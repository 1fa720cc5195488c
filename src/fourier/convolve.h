/* convolve.h -- circular convolutions of real images with one kernel, many times, on all processors.
 *
 * Between the transforms of the rows, each group of columns is transformed, multiplied and transformed back while it is
 * in the cache, so the spectrum crosses the memory once instead of three times. Rows and groups do not depend on each
 * other: the result has the same bytes for any number of processors.
 */
#ifndef CONVOLVE_H
#define CONVOLVE_H

#include <complex.h>
#include <stdbool.h>
#include <stddef.h>

struct convolver {
    size_t h, w;
    size_t threads; /* that are used at once */
    size_t groups;
    float complex *freq; /* [groups][h][columns of a group] */
    size_t row_room, freq_room;
    float *row;              /* [threads][row_room] */
    float complex *row_freq; /* [threads][freq_room] */
    float complex *column;   /* [threads][columns of a group][h] */
    void *row_forward, *row_backward, *column_forward, *column_backward;
};

/* For images of h x w. NULL: no memory. Making and freeing is not thread-safe. */
struct convolver *convolver_new(size_t h, size_t w);
void convolver_free(struct convolver *convolver);
/* The bytes that a convolver and each transfer function need. */
double convolver_bytes(size_t h, size_t w);
double transfer_bytes(size_t h, size_t w);

/* The transform of kernel[h][w], whose origin is at [0][0], for convolver_run. Free with transfer_free. NULL: no
 * memory. */
float complex *transfer_new(const struct convolver *convolver);
void transfer_set(struct convolver *convolver, const float *kernel, float complex *transfer);
void transfer_free(float complex *transfer);
/* The largest square of the magnitude of the transfer function. */
double transfer_gain(const struct convolver *convolver, const float complex *transfer);

/* result(y, x) = sum kernel(v, u) image(y - v, x - u), or, mirrored, image(y + v, x + u), which is the transposed
 * operation. image and result, both [h][w], may be the same array. */
void convolver_run(struct convolver *convolver, const float complex *transfer, bool mirrored, const float *image,
                   float *result);

/* The same in parts, for what is done between convolutions while a row is in the cache: the spectrum is that of the
 * rows that convolver_rows has got or left, convolver_apply multiplies it. convolver_rows gives every row to `work`,
 * which is called by several threads at once. If `in`, the row is that of the current image, otherwise it must be
 * filled; if `out`, the row that is left becomes that of the next image. */
typedef void convolver_work(void *context, size_t y, float *row);
void convolver_rows(struct convolver *convolver, bool in, bool out, convolver_work *work, void *context);
void convolver_apply(struct convolver *convolver, const float complex *transfer, bool mirrored);

#endif
