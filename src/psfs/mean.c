#include "psfs/mean.h"

#include <stdlib.h>
#include <string.h>

#include "register/interpolate.h"

/* The sum over the beads in one plane, scaled to 1. False: it is not positive. */
static bool average(const struct beads *beads, size_t ph, size_t pw, const struct bspline *spline, double background,
                    double *sum, float *psf)
{
    double total = 0;
    memset(sum, 0, ph * pw * sizeof *sum);
    for (size_t i = 0; i < beads->count; i++)
        for (size_t k = 0; beads->bead[i].fate == BEAD_USED && k < ph * pw; k++) {
            double y = beads->bead[i].centre_y + (double)(k / pw) - (double)(ph / 2);
            double x = beads->bead[i].centre_x + (double)(k % pw) - (double)(pw / 2);
            sum[k] += (double)bspline_value(spline, y, x) - background;
        }
    for (size_t k = 0; k < ph * pw; k++)
        total += sum[k];
    for (size_t k = 0; k < ph * pw; k++)
        psf[k] = (float)(sum[k] / total);
    return total > 0;
}

bool beads_mean(size_t n, size_t h, size_t w, const float *const *plane, const struct beads *beads, size_t ph,
                size_t pw, size_t *dark, float *psf)
{
    double *sum = calloc(ph * pw, sizeof *sum);
    float *scratch = calloc(h * w, sizeof *scratch);
    struct bspline *spline = bspline_new(h, w);
    bool whole = sum && scratch && spline;
    for (*dark = 0; whole && *dark < n; ++*dark) {
        bspline_set(spline, plane[*dark]);
        double background = beads_find_ground(h * w, plane[*dark], scratch).level;
        if (!average(beads, ph, pw, spline, background, sum, psf + *dark * ph * pw))
            break;
    }
    bspline_free(spline);
    free(scratch);
    free(sum);
    return whole;
}
