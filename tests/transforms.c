/* transforms H W -- prints how many ms the transforms of one iteration of a deconvolution take on a grid of h x w, with
 * nothing done in between: the median of eleven times. For bench-deconv. */
#include <omp.h>
#include <stdio.h>
#include <stdlib.h>

#include "fourier/convolve.h"
#include "stats/sort.h"

enum { TIMES = 11 };

static void nothing(void *context, size_t y, float *row)
{
    (void)context;
    (void)y;
    (void)row;
}

int main(int argc, char **argv)
{
    size_t h = argc == 3 ? strtoul(argv[1], NULL, 10) : 0, w = argc == 3 ? strtoul(argv[2], NULL, 10) : 0;
    struct convolver *c = convolver_new(h, w);
    float complex *transfer = c ? transfer_new(c) : NULL;
    float *image = c ? calloc(h * w, sizeof *image) : NULL;
    if (!transfer || !image) {
        fprintf(stderr, "transforms: expected two sides of a grid that fits into memory\n");
        return 1;
    }
    image[0] = 1;
    transfer_set(c, image, transfer);
    double ms[TIMES];
    for (size_t i = 0; i < TIMES; i++) {
        double start = omp_get_wtime();
        for (int half = 0; half < 2; half++) {
            convolver_apply(c, transfer, half);
            convolver_rows(c, true, true, nothing, NULL);
        }
        ms[i] = 1000 * (omp_get_wtime() - start);
    }
    sort_ascending(TIMES, ms);
    printf("%.3f\n", ms[TIMES / 2]);
    free(image);
    transfer_free(transfer);
    convolver_free(c);
    return 0;
}
