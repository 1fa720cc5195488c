#include "psfs/beads.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/rank.h"

struct field {
    size_t h, w, ph, pw;
    const float *sharpest;
    float *smooth, *scratch; /* [h][w] */
    struct beads_ground ground, smooth_ground;
};

struct beads_ground beads_find_ground(size_t n, const float *value, float *scratch)
{
    memcpy(scratch, value, n * sizeof *scratch);
    struct beads_ground g = {.level = (double)rank_select(n, scratch, n / 2)};
    for (int round = 0; round < 8; round++) {
        double square = 0, below = 0, sum = 0, near = 0;
        for (size_t i = 0; i < n; i++) {
            double d = (double)value[i] - g.level;
            square += d <= 0 ? d * d : 0;
            below += d <= 0;
        }
        g.noise = below > 0 ? sqrt(square / below) : 0;
        for (size_t i = 0; i < n; i++) {
            double d = (double)value[i] - g.level;
            bool counts = fabs(d) <= 2.5 * g.noise;
            sum += counts ? d : 0;
            near += counts;
        }
        g.level += near > 0 ? sum / near : 0;
    }
    return g;
}

static size_t find_sharpest(size_t n, size_t pixels, const float *const *plane)
{
    size_t best = 0;
    double most = -1;
    for (size_t i = 0; i < n; i++) {
        double sum = 0, square = 0;
        for (size_t k = 0; k < pixels; k++)
            sum += (double)plane[i][k];
        for (size_t k = 0; k < pixels; k++)
            square += pow((double)plane[i][k] - sum / (double)pixels, 2);
        if (square > most) {
            most = square;
            best = i;
        }
    }
    return best;
}

/* Binomial weights 1 2 1 along both axes; the border is repeated. */
static void smooth(struct field *f)
{
    for (size_t y = 0; y < f->h; y++)
        for (size_t x = 0; x < f->w; x++) {
            float sum = 0;
            for (size_t i = 0; i < 9; i++) {
                size_t yy = y + i / 3, xx = x + i % 3;
                yy = yy ? (yy > f->h ? f->h : yy) - 1 : 0;
                xx = xx ? (xx > f->w ? f->w : xx) - 1 : 0;
                sum += (i / 3 == 1 ? 2.0f : 1.0f) * (i % 3 == 1 ? 2.0f : 1.0f) * f->sharpest[yy * f->w + xx];
            }
            f->smooth[y * f->w + x] = sum / 16;
        }
}

/* Whether no pixel around (y, x), h x w pixels cut at the border, is higher; of equal ones the first counts. */
static bool is_highest(const struct field *f, size_t y, size_t x, size_t h, size_t w)
{
    float here = f->smooth[y * f->w + x];
    size_t bottom = y + h / 2 < f->h ? y + h / 2 : f->h - 1, right = x + w / 2 < f->w ? x + w / 2 : f->w - 1;
    for (size_t yy = y > h / 2 ? y - h / 2 : 0; yy <= bottom; yy++)
        for (size_t xx = x > w / 2 ? x - w / 2 : 0; xx <= right; xx++) {
            float there = f->smooth[yy * f->w + xx];
            if (there > here || (there == here && yy * f->w + xx < y * f->w + x))
                return false;
        }
    return true;
}

static bool find_beads(const struct field *f, double threshold, struct beads *beads)
{
    size_t room = 0;
    double least = f->smooth_ground.level + threshold * f->smooth_ground.noise;
    for (size_t y = 0; y < f->h; y++)
        for (size_t x = 0; x < f->w; x++) {
            if ((double)f->smooth[y * f->w + x] <= least || !is_highest(f, y, x, 3, 3) ||
                !is_highest(f, y, x, f->ph, f->pw))
                continue;
            if (beads->count == room) {
                struct bead *more = reallocarray(beads->bead, room = 2 * room + 64, sizeof *more);
                if (!more)
                    return false;
                beads->bead = more;
            }
            beads->bead[beads->count] =
                (struct bead){.number = beads->count + 1,
                              .y = y,
                              .x = x,
                              .height = (double)f->smooth[y * f->w + x] - f->smooth_ground.level,
                              .centre_y = (double)y,
                              .centre_x = (double)x};
            beads->count++;
        }
    return true;
}

static bool is_inside(const struct field *f, const struct bead *b)
{
    size_t top = f->ph / 2 + BEADS_MARGIN, left = f->pw / 2 + BEADS_MARGIN;
    return b->y >= top && b->x >= left && b->y - top + f->ph + 2 * BEADS_MARGIN <= f->h &&
           b->x - left + f->pw + 2 * BEADS_MARGIN <= f->w;
}

static bool is_clipped(const struct field *f, const struct bead *b, size_t n, const float *const *plane, float most)
{
    for (size_t i = 0; i < n; i++)
        for (size_t y = b->y - f->ph / 2; y < b->y - f->ph / 2 + f->ph; y++)
            for (size_t x = b->x - f->pw / 2; x < b->x - f->pw / 2 + f->pw; x++) {
                const float *at = plane[i] + y * f->w + x;
                if (at[0] == most && (at[1] == most || at[f->w] == most))
                    return true;
            }
    return false;
}

static bool is_crowded(const struct field *f, const struct bead *b)
{
    double least = f->smooth_ground.level + fmax(b->height / 10, 5 * f->smooth_ground.noise);
    for (size_t y = b->y - f->ph / 2; y < b->y - f->ph / 2 + f->ph; y++)
        for (size_t x = b->x - f->pw / 2; x < b->x - f->pw / 2 + f->pw; x++)
            if ((y != b->y || x != b->x) && (double)f->smooth[y * f->w + x] > least && is_highest(f, y, x, 3, 3))
                return true;
    return false;
}

/* The light in the window, and the centre. */
static void measure(const struct field *f, struct bead *b)
{
    for (size_t y = b->y - f->ph / 2; y < b->y - f->ph / 2 + f->ph; y++)
        for (size_t x = b->x - f->pw / 2; x < b->x - f->pw / 2 + f->pw; x++)
            b->light += (double)f->sharpest[y * f->w + x] - f->ground.level;
    double moved = INFINITY;
    for (int i = 0; i < 100 && moved > 1e-4; i++) {
        double sum = 0, sum_y = 0, sum_x = 0;
        for (size_t y = b->y > 4 ? b->y - 4 : 0; y <= b->y + 4 && y < f->h; y++)
            for (size_t x = b->x > 4 ? b->x - 4 : 0; x <= b->x + 4 && x < f->w; x++) {
                double dy = (double)y - b->centre_y, dx = (double)x - b->centre_x;
                double part =
                    exp(-(dy * dy + dx * dx) / (2 * 1.5 * 1.5)) * ((double)f->sharpest[y * f->w + x] - f->ground.level);
                sum += part;
                sum_y += part * dy;
                sum_x += part * dx;
            }
        b->centre_y += sum_y / sum;
        b->centre_x += sum_x / sum;
        moved = hypot(sum_y, sum_x) / fabs(sum);
    }
}

static double median_of(const struct beads *beads, float *scratch, bool relative)
{
    size_t n = 0;
    for (size_t i = 0; i < beads->count; i++) {
        const struct bead *b = &beads->bead[i];
        if (b->fate == BEAD_USED)
            scratch[n++] = (float)(relative ? b->height / b->light : b->light);
    }
    return n ? (double)rank_select(n, scratch, n / 2) : 0;
}

static void choose(const struct field *f, size_t n, const float *const *plane, struct beads *beads)
{
    float most = plane[0][0];
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < f->h * f->w; k++)
            most = plane[i][k] > most ? plane[i][k] : most;
    for (size_t i = 0; i < beads->count; i++) {
        struct bead *b = &beads->bead[i];
        b->fate = !is_inside(f, b)                   ? BEAD_EDGE
                  : is_clipped(f, b, n, plane, most) ? BEAD_CLIPPED
                  : is_crowded(f, b)                 ? BEAD_CROWDED
                                                     : BEAD_USED;
        if (b->fate == BEAD_USED)
            measure(f, b);
    }
    double light = median_of(beads, f->scratch, false), relative = median_of(beads, f->scratch, true);
    for (size_t i = 0; i < beads->count; i++) {
        struct bead *b = &beads->bead[i];
        double off = hypot(b->centre_y - (double)b->y, b->centre_x - (double)b->x);
        bool like =
            b->light > 0.5 * light && b->light < 1.5 * light && b->height / b->light > 0.7 * relative && off < 1.5;
        b->fate = b->fate == BEAD_USED && !like ? BEAD_ODD : b->fate;
        beads->of[b->fate]++;
    }
}

bool beads_find(size_t n, size_t h, size_t w, const float *const *plane, double threshold, size_t ph, size_t pw,
                struct beads *beads)
{
    *beads = (struct beads){.sharpest = find_sharpest(n, h * w, plane)};
    struct field f = {h, w, ph, pw, .sharpest = plane[beads->sharpest]};
    f.smooth = calloc(h * w, sizeof *f.smooth);
    f.scratch = calloc(h * w, sizeof *f.scratch);
    bool whole = f.smooth && f.scratch;
    if (whole) {
        smooth(&f);
        f.ground = beads_find_ground(h * w, f.sharpest, f.scratch);
        f.smooth_ground = beads_find_ground(h * w, f.smooth, f.scratch);
        whole = find_beads(&f, threshold, beads);
    }
    if (whole)
        choose(&f, n, plane, beads);
    free(f.smooth);
    free(f.scratch);
    return whole;
}

struct bead bead_at(size_t number, double y, double x, size_t h, size_t w, size_t ph, size_t pw)
{
    double top = round(y) - (double)(ph / 2), left = round(x) - (double)(pw / 2);
    struct bead b = {.number = number, .centre_y = y, .centre_x = x, .fate = BEAD_EDGE};
    if (top >= 0 && top + (double)ph <= (double)h && left >= 0 && left + (double)pw <= (double)w) {
        b.y = (size_t)top + ph / 2;
        b.x = (size_t)left + pw / 2;
        b.fate = BEAD_USED;
    }
    return b;
}

void beads_free(struct beads *beads)
{
    free(beads->bead);
}
