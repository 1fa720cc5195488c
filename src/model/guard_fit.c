#include "model/guard_fit.h"

#include <math.h>
#include <stdlib.h>

#include "cli/cli.h"
#include "measure/blur.h"
#include "model/deepr_focuser.h"
#include "stats/sort.h"

enum {
    PAIRS_MOST = 2048, /* evenly chosen; more do not make it better */
    NEAR_LEAST = 32,   /* pairs for a limit, at least */
    PERCENT = 97,
};

/* What has been seen at about the same defocus. */
struct plane {
    size_t count;
    double sum_um;
    struct blur_sums *ring;
};

static size_t plane_of(const struct deepr_model *m, double target_um)
{
    double low_um = meta_need(&m->meta, "target_low_um"), high_um = meta_need(&m->meta, "target_high_um");
    double part = (target_um - low_um) / (high_um - low_um);
    return part > 0 ? (size_t)fmin(part * GUARD_PLANES_MAX, GUARD_PLANES_MAX - 1) : 0;
}

/* The first ring always counts: it is the coarsest that is known. */
static void set_ring(size_t k, const struct blur_sums *s, float *transfer, float *weight)
{
    *transfer = s->yy > 0 ? (float)(s->xy / s->yy) : 0;
    *weight = k == 1 || (k > 1 && s->xy * s->xy > 0.5 * s->xx * s->yy);
}

static void measure(struct deepr_model *m, const struct dataset *set)
{
    const struct dataset_array **array;
    size_t arrays = dataset_select(set, false, &array), count = arrays < PAIRS_MOST ? arrays : PAIRS_MOST;
    size_t n = set->size, rings = pairs_h(set) < pairs_w(set) ? pairs_h(set) / 2 : pairs_w(set) / 2, planes = 0;
    struct plane plane[GUARD_PLANES_MAX] = {0};
    struct blur_sums *ring = cli_alloc(GUARD_PLANES_MAX * rings, sizeof *ring);
    float *x = cli_alloc(2 * n, sizeof *x);
    struct blur blur;
    cli_need(blur_new(&blur, pairs_h(set), pairs_w(set)) ? x : NULL, "the transforms of the pairs");
    for (size_t i = 0; i < GUARD_PLANES_MAX; i++)
        plane[i].ring = ring + i * rings;
    for (size_t i = 0; i < count; i++) {
        const struct dataset_array *a = array[i * arrays / count];
        struct plane *p = &plane[plane_of(m, (double)a->target_um)];
        planes += !p->count++;
        p->sum_um += (double)a->target_um;
        pairs_image(set, a, 0, x);
        pairs_image(set, a, 1, x + n);
        blur_set(&blur, x, x + n);
        blur_rings(&blur, rings, p->ring);
    }
    guard_new(&m->guard, planes, rings);
    planes = 0;
    for (const struct plane *p = plane; p < plane + GUARD_PLANES_MAX; p++) {
        if (!p->count)
            continue;
        for (size_t k = 0; k < rings; k++)
            set_ring(k, &p->ring[k], m->guard.transfer + planes * rings + k, m->guard.weight + planes * rings + k);
        m->guard.limit[planes] = 1;
        m->guard.defocus_um[planes++] = (float)(p->sum_um / (double)p->count);
    }
    blur_free(&blur);
    free(array);
    free(ring);
    free(x);
}

/* The 97th percentile of the values whose defocus is nearest. `room` for 2 count. */
static double limit_at(double defocus_um, size_t count, size_t near, const double *found_um, const double *mismatch,
                       double *room)
{
    double *distance = room, *chosen = room + count;
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        distance[i] = fabs(found_um[i] - defocus_um);
    sort_ascending(count, distance);
    for (size_t i = 0; i < count; i++)
        if (fabs(found_um[i] - defocus_um) <= distance[near - 1])
            chosen[n++] = mismatch[i];
    sort_ascending(n, chosen);
    return chosen[(n - 1) * PERCENT / 100];
}

static void set_limits(struct deepr_model *m, const struct dataset *set)
{
    const struct dataset_array **array;
    size_t arrays = dataset_select(set, true, &array), most = arrays < PAIRS_MOST ? arrays : PAIRS_MOST;
    size_t h = pairs_h(set), w = pairs_w(set), n = h * w, count = 0;
    float *x = cli_alloc(4 * n, sizeof *x), *focused = x + n, *map = focused + n, *guard = map + n;
    double *found_um = cli_alloc(4 * most, sizeof *found_um), *mismatch = found_um + most;
    struct deepr_focuser focuser = {.model = m};
    for (size_t i = 0; i < most; i++) {
        pairs_image(set, array[i * arrays / most], 0, x);
        struct deepr_opinion opinion = deepr_focus(&focuser, h, w, x, focused, map, guard);
        found_um[count] = opinion.target_um;
        mismatch[count] = opinion.mismatch;
        count += opinion.status != STATUS_BLANK;
    }
    if (!count)
        cli_die("every held-out pair is blank");
    size_t near = 2 * count / m->guard.planes;
    near = near < NEAR_LEAST ? NEAR_LEAST : near;
    near = near < count ? near : count;
    for (size_t i = 0; i < m->guard.planes; i++)
        m->guard.limit[i] =
            (float)limit_at((double)m->guard.defocus_um[i], count, near, found_um, mismatch, mismatch + most);
    deepr_focuser_free(&focuser);
    free(array);
    free(x);
    free(found_um);
}

void guard_fit(struct deepr_model *m, const struct dataset *set)
{
    measure(m, set);
    set_limits(m, set);
}
