/* orthogonal.h -- the orthogonal matrix nearest to a given one, roughly: all singular values become about 1.
 *
 * Five Newton-Schulz steps with the polynomial 3.4445 s - 4.7750 s^3 + 2.0315 s^5 of Jordan et al., Muon (2024), which
 * brings singular values from 1 / 200 to 1 of the norm of the matrix between 0.65 and 1.25, and smaller ones towards
 * them. That suffices for a direction in which to move weights.
 */
#ifndef ORTHOGONAL_H
#define ORTHOGONAL_H

#include <stdbool.h>
#include <stddef.h>

/* The floats that orthogonal_nearest needs besides x. */
size_t orthogonal_scratch(size_t rows, size_t columns);
/* x (rows x columns, row-major, at most as many rows as columns) is overwritten; a matrix of zeros stays one. False: no
 * memory. */
bool orthogonal_nearest(size_t rows, size_t columns, float *x, float *scratch);

#endif
