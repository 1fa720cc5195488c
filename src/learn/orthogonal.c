#include "learn/orthogonal.h"

#include <math.h>
#include <string.h>

#include "conv/product.h"

enum { STEPS = 5 };
static const float c1 = 3.4445f, c3 = -4.7750f, c5 = 2.0315f;

size_t orthogonal_scratch(size_t rows, size_t columns)
{
    return rows * columns + 2 * rows * rows;
}

/* To the norm 1, so that no singular value is larger. */
static void scale(size_t n, float *x)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (double)x[i] * (double)x[i];
    float factor = (float)(1 / (sqrt(sum) + 1e-7));
    for (size_t i = 0; i < n; i++)
        x[i] *= factor;
}

bool orthogonal_nearest(size_t rows, size_t columns, float *x, float *scratch)
{
    float *before = scratch, *square = before + rows * columns, *polynomial = square + rows * rows;
    scale(rows * columns, x);
    for (int step = 0; step < STEPS; step++) {
        memcpy(before, x, rows * columns * sizeof *x);
        if (!product_across(rows, columns, rows, x, x, square))
            return false;
        memcpy(polynomial, square, rows * rows * sizeof *square);
        if (!product_add(rows, rows, rows, c5, square, square, c3, polynomial) ||
            !product_add(rows, rows, columns, 1, polynomial, before, c1, x))
            return false;
    }
    return true;
}
