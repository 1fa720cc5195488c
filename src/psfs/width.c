#include "psfs/width.h"

#include <math.h>
#include <stdlib.h>

#include "stats/gaussian.h"

/* A Gaussian is this many standard deviations wide at half of its maximum: 2 sqrt(2 ln 2). */
#define FWHM 2.3548200450309493

/* h x w values, with the coordinates of the rows and of the columns; these are pixels, from `left` on. */
struct window {
    size_t h, w;
    float *value;
    double *at[2];
};

static bool window_new(struct window *window, size_t h, size_t w, size_t left)
{
    *window = (struct window){h, w, calloc(h * w, sizeof(float)), {calloc(h + w, sizeof(double))}};
    if (window->value && window->at[0]) {
        window->at[1] = window->at[0] + h;
        for (size_t x = 0; x < w; x++)
            window->at[1][x] = (double)(left + x);
        return true;
    }
    free(window->value);
    free(window->at[0]);
    return false;
}

/* Fits and frees the window. */
static bool window_fit(struct window *window, double cell, const double start[2], struct gaussian_plane *fit)
{
    struct gaussian_axis axis[2] = {{window->h, window->at[0], cell}, {window->w, window->at[1], 1}};
    bool whole = gaussian_plane_fit(axis, window->value, start, fit);
    free(window->value);
    free(window->at[0]);
    return whole;
}

static bool is_doubtful(double fwhm, double error, double most, const struct gaussian_plane *fit)
{
    return !(fwhm <= most && 2 * WIDTH_INTERVAL * error <= fwhm / 2 && fit->explained >= 0.75);
}

static bool fit_plane(size_t w, const float *plane, const struct bead *bead, size_t ph, size_t pw, struct width *width)
{
    struct window window;
    struct gaussian_plane fit;
    size_t top = bead->y - ph / 2, left = bead->x - pw / 2;
    *width = (struct width){NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, STATUS_LOST};
    if (!window_new(&window, ph, pw, left))
        return false;
    for (size_t y = 0; y < ph; y++)
        window.at[0][y] = (double)(top + y);
    for (size_t i = 0; i < ph * pw; i++)
        window.value[i] = plane[(top + i / pw) * w + left + i % pw];
    if (!window_fit(&window, 1, (double[2]){bead->centre_y, bead->centre_x}, &fit))
        return false;
    /* Further away it is the blur of neighbours. */
    if (fabs(fit.centre[0] - bead->centre_y) <= (double)ph / 4 &&
        fabs(fit.centre[1] - bead->centre_x) <= (double)pw / 4) {
        double fwhm = FWHM * (fit.sd[0] + fit.sd[1]) / 2, error = FWHM * fit.mean_sd_error;
        bool doubtful = is_doubtful(fwhm, error, (double)(ph < pw ? ph : pw), &fit);
        *width = (struct width){fwhm,
                                error,
                                FWHM * fit.sd[0],
                                FWHM * fit.sd[1],
                                fit.centre[0],
                                fit.centre[1],
                                fit.height,
                                fit.offset,
                                doubtful ? STATUS_LOW_CONFIDENCE : STATUS_OK};
    }
    return true;
}

static bool fit_along_z(size_t n, const double *z, size_t w, const float *const *plane, const struct bead *bead,
                        size_t pw, size_t focus, const struct width *lateral, struct axial_width *axial)
{
    struct window window;
    struct gaussian_plane fit;
    size_t y = (size_t)lround(lateral->y), left = bead->x - pw / 2;
    *axial = (struct axial_width){NAN, NAN, NAN, n < WIDTH_PLANES_MIN ? STATUS_FEW : STATUS_LOST};
    if (n < WIDTH_PLANES_MIN)
        return true;
    if (!window_new(&window, n, pw, left))
        return false;
    for (size_t i = 0; i < n; i++)
        window.at[0][i] = z[i];
    for (size_t i = 0; i < n * pw; i++)
        window.value[i] = plane[i / pw][y * w + left + i % pw];
    if (!window_fit(&window, 0, (double[2]){z[focus], lateral->x}, &fit))
        return false;
    if (fit.centre[1] >= (double)left && fit.centre[1] <= (double)(left + pw - 1)) {
        double fwhm = FWHM * fit.sd[0], error = FWHM * fit.sd_error[0];
        bool edge = fit.centre[0] <= z[0] || fit.centre[0] >= z[n - 1];
        *axial = (struct axial_width){fwhm, error, fit.centre[0],
                                      edge                                              ? STATUS_EDGE
                                      : is_doubtful(fwhm, error, z[n - 1] - z[0], &fit) ? STATUS_LOW_CONFIDENCE
                                                                                        : STATUS_OK};
    }
    return true;
}

static bool is_better(const struct width *a, const struct width *b)
{
    bool a_ok = a->status == STATUS_OK, b_ok = b->status == STATUS_OK;
    return a_ok != b_ok ? a_ok : !isnan(a->height) && !(a->height <= b->height);
}

bool width_measure(size_t n, const double *z, size_t w, const float *const *plane, const struct bead *bead, size_t ph,
                   size_t pw, struct width *lateral, size_t *focus, struct axial_width *axial)
{
    static const enum status refused[BEAD_FATES] = {[BEAD_EDGE] = STATUS_EDGE,
                                                    [BEAD_CLIPPED] = STATUS_SATURATED,
                                                    [BEAD_CROWDED] = STATUS_CROWDED,
                                                    [BEAD_ODD] = STATUS_ODD};
    *focus = 0;
    for (size_t i = 0; i < n; i++) {
        lateral[i] = (struct width){NAN, NAN, NAN, NAN, bead->centre_y, bead->centre_x, NAN, NAN, refused[bead->fate]};
        if (bead->fate == BEAD_USED && !fit_plane(w, plane[i], bead, ph, pw, &lateral[i]))
            return false;
        if (is_better(&lateral[i], &lateral[*focus]))
            *focus = i;
    }
    *axial = (struct axial_width){NAN, NAN, NAN, lateral[*focus].status};
    return bead->fate != BEAD_USED || axial->status != STATUS_OK ||
           fit_along_z(n, z, w, plane, bead, pw, *focus, &lateral[*focus], axial);
}
