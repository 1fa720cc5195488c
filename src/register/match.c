#include "register/match.h"

#include <complex.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "fourier/fft.h"

/* BORDER: pixels at the border that are not compared, because smoothing distorts them. BLOCK: side of the blocks of
 * pixels whose errors are independent. */
enum { BORDER = 2, BLOCK = 16, LEVELS_MAX = 16, SEARCH_SIDE = 128, STEPS_MAX = 30, TURN_STEP_DEG = 2, TURNS = 4 };

/* One level of the pyramid. On every level, rotations are about the centre of the frame. */
struct level {
    size_t h, w;
    double cy, cx;
    float *reference, *image; /* the reference, and the loaded frame */
    float *weight;            /* weights of the pixels of the reference */
    struct bspline *spline;   /* of the loaded frame */
};

struct match {
    bool turns;
    size_t levels;
    struct level level[LEVELS_MAX];
    float *work;           /* of the size of the frame */
    float *moved, *window; /* on the smallest level, where the search takes place */
    struct fft *forward, *backward;
    float complex *spectrum; /* of the reference */
};

static size_t columns(const struct level *l)
{
    return l->w / 2 + 1;
}

static bool level_new(struct level *l, size_t h, size_t w, double cy, double cx)
{
    *l = (struct level){
        .h = h,
        .w = w,
        .cy = cy,
        .cx = cx,
        .reference = calloc(h, w * sizeof *l->reference),
        .image = calloc(h, w * sizeof *l->image),
        .weight = calloc(h, w * sizeof *l->weight),
        .spline = bspline_new(h, w),
    };
    return l->reference && l->image && l->weight && l->spline;
}

/* A window over n pixels: 1 in the middle, falling to 0 as a cosine over the outermost quarter. */
static double fade(double at, size_t n)
{
    double edge = fmin(at + 0.5, (double)n - at - 0.5) / ((double)n / 4);
    return edge < 1 ? 0.5 - 0.5 * cos(M_PI * fmax(edge, 0)) : 1;
}

struct match *match_new(bool turns, size_t h, size_t w)
{
    struct match *m = calloc(1, sizeof *m);
    if (!m)
        return NULL;
    m->turns = turns;
    m->work = calloc(h, w * sizeof *m->work);
    double cy = ((double)h - 1) / 2, cx = ((double)w - 1) / 2;
    bool ok = true;
    while (ok) {
        ok = level_new(&m->level[m->levels++], h, w, cy, cx);
        bool small =
            (h <= SEARCH_SIDE && w <= SEARCH_SIDE) || h / 2 < INTERPOLATE_SIDE_MIN || w / 2 < INTERPOLATE_SIDE_MIN;
        if (small || m->levels == LEVELS_MAX)
            break;
        h /= 2;
        w /= 2;
        cy = (cy - 0.5) / 2;
        cx = (cx - 0.5) / 2;
    }
    m->moved = calloc(h, w * sizeof *m->moved);
    m->window = calloc(h, w * sizeof *m->window);
    m->spectrum = calloc(h, (w / 2 + 1) * sizeof *m->spectrum);
    m->forward = fft_new(FFT_R2C, h, w);
    m->backward = fft_new(FFT_C2R, h, w);
    if (!ok || !m->work || !m->moved || !m->window || !m->spectrum || !m->forward || !m->backward) {
        match_free(m);
        return NULL;
    }
    for (size_t y = 0; y < h; y++)
        for (size_t x = 0; x < w; x++)
            m->window[y * w + x] = (float)(fade((double)y, h) * fade((double)x, w));
    return m;
}

void match_free(struct match *m)
{
    if (!m)
        return;
    for (size_t i = 0; i < m->levels; i++) {
        free(m->level[i].reference);
        free(m->level[i].image);
        free(m->level[i].weight);
        bspline_free(m->level[i].spline);
    }
    free(m->work);
    free(m->moved);
    free(m->window);
    free(m->spectrum);
    fft_free(m->forward);
    fft_free(m->backward);
    free(m);
}

/* The pyramid ----------------------------------------------------------------------------------------------------- */

/* Index i - 1 of n, mirrored at the edge of the outermost pixels. */
static size_t clamp_index(size_t i, size_t n)
{
    return i == 0 ? 0 : i > n ? n - 1 : i - 1;
}

/* Halves the image with the filter 1 3 3 1 along both axes; pixel i of the small image lies at 2 i + 1/2 of the large
 * one. */
static void halve(const struct level *large, struct level *small)
{
    static const float tap[4] = {0.125F, 0.375F, 0.375F, 0.125F};
    for (size_t y = 0; y < small->h; y++)
        for (size_t x = 0; x < small->w; x++) {
            float sum = 0;
            for (size_t j = 0; j < 4; j++) {
                const float *row = large->image + clamp_index(2 * y + j, large->h) * large->w;
                for (size_t i = 0; i < 4; i++)
                    sum += tap[j] * tap[i] * row[clamp_index(2 * x + i, large->w)];
            }
            small->image[y * small->w + x] = sum;
        }
}

/* Smooths with the binomial filter 1 4 6 4 1 (standard deviation 1) along both axes; pixels near the border get the
 * nearest complete sum. Without smoothing, pixel noise would bias motions towards half pixels, where interpolation
 * averages the noise away. */
static void smooth(size_t h, size_t w, float *image, float *work)
{
    for (size_t y = 0; y < h; y++)
        for (size_t x = 0; x < w; x++) {
            const float *c = image + y * w + (x < 2 ? 2 : x + 2 < w ? x : w - 3);
            work[y * w + x] = (c[-2] + c[2]) / 16 + (c[-1] + c[1]) / 4 + c[0] * 0.375F;
        }
    for (size_t y = 0; y < h; y++)
        for (size_t x = 0; x < w; x++) {
            const float *c = work + (y < 2 ? 2 : y + 2 < h ? y : h - 3) * w + x;
            image[y * w + x] = ((c - 2 * w)[0] + c[2 * w]) / 16 + ((c - w)[0] + c[w]) / 4 + c[0] * 0.375F;
        }
}

/* Smooths the frame, scales it to mean 0 and variance 1, and computes all levels. */
void match_load(struct match *m, const float *frame)
{
    struct level *l = m->level;
    size_t n = l->h * l->w;
    double sum = 0, square = 0;
    memcpy(l->image, frame, n * sizeof *frame);
    smooth(l->h, l->w, l->image, m->work);
    for (size_t i = 0; i < n; i++)
        sum += (double)l->image[i];
    double mean = sum / (double)n;
    for (size_t i = 0; i < n; i++)
        square += ((double)l->image[i] - mean) * ((double)l->image[i] - mean);
    double scale = 1 / sqrt(square / (double)n);
    for (size_t i = 0; i < n; i++)
        l->image[i] = (float)(((double)l->image[i] - mean) * scale);
    for (size_t i = 0; i < m->levels; i++) {
        if (i)
            halve(&m->level[i - 1], &m->level[i]);
        bspline_set(m->level[i].spline, m->level[i].image);
    }
}

static struct rigid scaled(struct rigid motion, double factor)
{
    return (struct rigid){motion.dy * factor, motion.dx * factor, motion.angle};
}

static void weigh(struct level *l, struct rigid window)
{
    double c = cos(window.angle), s = sin(window.angle);
    for (size_t row = 0; row < l->h; row++)
        for (size_t column = 0; column < l->w; column++) {
            double y = (double)row - l->cy, x = (double)column - l->cx;
            double at_y = l->cy + s * x + c * y + window.dy, at_x = l->cx + c * x - s * y + window.dx;
            l->weight[row * l->w + column] = (float)(fade(at_y, l->h) * fade(at_x, l->w));
        }
}

void match_set_reference(struct match *m, struct rigid window)
{
    double scale = 1;
    for (size_t i = 0; i < m->levels; i++, scale /= 2) {
        struct level *l = &m->level[i];
        float *image = l->image;
        l->image = l->reference;
        l->reference = image;
        weigh(l, scaled(window, scale));
    }
}

/* The descent ----------------------------------------------------------------------------------------------------- */

/* Computes the mean squared difference, and the normal equations of a small motion of the reference. The parameters are
 * dy, dx, and the angle times `lever`, so that all three are in pixels. */
struct fit {
    double difference, matrix[3][3], right[3];
};

static void evaluate(const struct level *l, struct rigid motion, double lever, struct fit *fit)
{
    double c = cos(motion.angle), s = sin(motion.angle), square = 0, common = 0;
    double last_y = (double)(l->h - 1 - BORDER), last_x = (double)(l->w - 1 - BORDER);
    *fit = (struct fit){0};
    for (size_t row = BORDER; row + BORDER < l->h; row++) {
        const float *r = l->reference + row * l->w;
        double y = (double)row - l->cy;
        for (size_t column = BORDER; column + BORDER < l->w; column++) {
            double x = (double)column - l->cx, weight = (double)l->weight[row * l->w + column];
            double at_y = l->cy + s * x + c * y + motion.dy, at_x = l->cx + c * x - s * y + motion.dx;
            if (!(at_y >= BORDER && at_y <= last_y && at_x >= BORDER && at_x <= last_x))
                continue;
            double d = (double)(bspline_value(l->spline, at_y, at_x) - r[column]);
            double gy = (double)(r[column + l->w] - (r + column)[-(ptrdiff_t)l->w]) / 2;
            double gx = (double)(r[column + 1] - r[column - 1]) / 2, ga = (gy * x - gx * y) / lever;
            double wy = weight * gy, wx = weight * gx, wa = weight * ga, wd = weight * d;
            square += wd * d;
            common += weight;
            fit->matrix[0][0] += wy * gy;
            fit->matrix[0][1] += wy * gx;
            fit->matrix[0][2] += wy * ga;
            fit->matrix[1][1] += wx * gx;
            fit->matrix[1][2] += wx * ga;
            fit->matrix[2][2] += wa * ga;
            fit->right[0] += gy * wd;
            fit->right[1] += gx * wd;
            fit->right[2] += ga * wd;
        }
    }
    /* Less than a quarter of the window, whose mean is 3/4 along each axis, is too little to compare. */
    double whole = 0.75 * 0.75 * (double)(l->h * l->w);
    fit->difference = common < 0.25 * whole ? INFINITY : square / common;
}

/* Solves for n = 2 or 3 parameters by Cholesky factorisation, with the diagonal multiplied by 1 + damping.
 * False: the matrix is not positive definite; then p is large. */
static bool solve(const struct fit *fit, int n, double damping, double p[3])
{
    double f[3][3];
    bool definite = true;
    p[2] = 0;
    for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
            double sum = fit->matrix[j][i] * (i == j ? 1 + damping : 1);
            for (int k = 0; k < j; k++)
                sum -= f[i][k] * f[j][k];
            definite = definite && (i != j || sum > 0);
            f[i][j] = i == j ? sqrt(fmax(sum, DBL_MIN)) : sum / f[j][j];
        }
        double sum = fit->right[i];
        for (int k = 0; k < i; k++)
            sum -= f[i][k] * p[k];
        p[i] = sum / f[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
        for (int k = i + 1; k < n; k++)
            p[i] -= f[k][i] * p[k];
        p[i] /= f[i][i];
    }
    return definite;
}

/* Descends on one level from *motion; returns the mean squared difference. */
static double descend(const struct level *l, bool turns, double tolerance_px, struct rigid *motion)
{
    double lever = hypot(l->cy, l->cx), damping = 1e-2;
    struct fit fit, next;
    evaluate(l, *motion, lever, &fit);
    for (int i = 0; i < STEPS_MAX && isfinite(fit.difference); i++) {
        double p[3];
        solve(&fit, turns ? 3 : 2, damping, p);
        struct rigid small = {p[0], p[1], p[2] / lever};
        struct rigid moved = rigid_compose(*motion, rigid_inverse(small));
        evaluate(l, moved, lever, &next);
        if (next.difference < fit.difference) {
            *motion = moved;
            fit = next;
            damping /= 10;
        } else {
            damping *= 10;
        }
        if (fmax(fmax(fabs(p[0]), fabs(p[1])), fabs(p[2])) < tolerance_px)
            break;
    }
    return fit.difference;
}

double match_likeness(const struct match *m, bool rough, struct rigid motion)
{
    double scale = rough && m->levels > 1 ? 2 : 1;
    const struct level *l = &m->level[scale > 1];
    struct fit fit;
    evaluate(l, scaled(motion, 1 / scale), hypot(l->cy, l->cx), &fit);
    return isfinite(fit.difference) ? 1 - fit.difference / 2 : NAN;
}

/* The error ------------------------------------------------------------------------------------------------------- */

/* The slope of an image for a small motion, as in struct fit. */
static void slope(const float *at, size_t w, double y, double x, double lever, double g[3])
{
    g[0] = (double)(at[w] - at[-(ptrdiff_t)w]) / 2;
    g[1] = (double)(at[1] - at[-1]) / 2;
    g[2] = (g[0] * x - g[1] * y) / lever;
}

/* Adds a block to the matrix, which has the slopes of one frame times those of the other, as each has noise of its own;
 * and computes the right side from the block alone. */
static void add_block(const struct level *l, const float *moved, struct rigid motion, size_t top, size_t left,
                      double lever, struct fit *fit)
{
    double c = cos(motion.angle), s = sin(motion.angle);
    memset(fit->right, 0, sizeof fit->right);
    for (size_t row = top; row < top + BLOCK && row + BORDER < l->h; row++)
        for (size_t column = left; column < left + BLOCK && column + BORDER < l->w; column++) {
            double y = (double)row - l->cy, x = (double)column - l->cx;
            double beyond_y = fabs(s * x + c * y + motion.dy) + BORDER - l->cy;
            double beyond_x = fabs(c * x - s * y + motion.dx) + BORDER - l->cx;
            size_t i = row * l->w + column;
            if (!(beyond_y <= 0 && beyond_x <= 0))
                continue;
            double here[3], there[3], weight = (double)l->weight[i];
            slope(l->reference + i, l->w, y, x, lever, here);
            slope(moved + i, l->w, y, x, lever, there);
            for (int j = 0; j < 3; j++) {
                fit->right[j] += weight * (double)(moved[i] - l->reference[i]) * (here[j] + there[j]) / 2;
                for (int k = j; k < 3; k++)
                    fit->matrix[j][k] += weight * (here[j] * there[k] + here[k] * there[j]) / 2;
            }
        }
}

double match_error(struct match *m, bool rough, struct rigid motion)
{
    double scale = rough && m->levels > 1 ? 2 : 1, scatter[3][3] = {{0}}, variance = 0;
    const struct level *l = &m->level[scale > 1];
    double lever = hypot(l->cy, l->cx);
    struct fit fit = {0};
    int n = m->turns ? 3 : 2;
    motion = scaled(motion, 1 / scale);
    bspline_move(l->spline, motion, m->work);
    for (size_t top = BORDER; top + BORDER < l->h; top += BLOCK)
        for (size_t left = BORDER; left + BORDER < l->w; left += BLOCK) {
            add_block(l, m->work, motion, top, left, lever, &fit);
            for (int j = 0; j < n; j++)
                for (int k = 0; k < n; k++)
                    scatter[j][k] += fit.right[j] * fit.right[k];
        }
    for (int i = 0; i < n; i++) {
        double row[3]; /* of the inverse matrix */
        for (int j = 0; j < n; j++)
            fit.right[j] = i == j;
        if (!solve(&fit, n, 0, row))
            return INFINITY;
        for (int j = 0; j < n; j++)
            for (int k = 0; k < n; k++)
                variance += row[j] * scatter[j][k] * row[k];
    }
    return scale * sqrt(variance);
}

/* The start ------------------------------------------------------------------------------------------------------- */

static void transform(struct match *m, const struct level *l, const float *image)
{
    for (size_t i = 0; i < l->h * l->w; i++)
        m->forward->real[i] = m->window[i] * image[i];
    fft_run(m->forward);
}

/* Finds the best peak of the cross-correlation over all rotations, on the smallest level. */
static struct rigid search(struct match *m, const struct level *l)
{
    struct rigid best = {0};
    float highest = -INFINITY;
    int turns = m->turns ? TURNS : 0;
    transform(m, l, l->reference);
    for (size_t i = 0; i < l->h * columns(l); i++)
        m->spectrum[i] = m->forward->freq[i];
    for (int turn = -turns; turn <= turns; turn++) {
        struct rigid rotation = {0, 0, turn * TURN_STEP_DEG * M_PI / 180};
        bspline_move(l->spline, rotation, m->moved);
        transform(m, l, m->moved);
        for (size_t i = 0; i < l->h * columns(l); i++) {
            float complex product = conjf(m->spectrum[i]) * m->forward->freq[i];
            m->backward->freq[i] = i ? product / sqrtf(cabsf(product) + FLT_MIN) : 0;
        }
        fft_run(m->backward);
        for (size_t i = 0; i < l->h * l->w; i++)
            if (m->backward->real[i] > highest) {
                highest = m->backward->real[i];
                struct rigid shift = {fft_index(i / l->w, l->h), fft_index(i % l->w, l->w), 0};
                best = rigid_compose(rotation, shift);
            }
    }
    return best;
}

double match_find(struct match *m, bool rough, struct rigid *motion)
{
    size_t level = m->levels - 1, finest = rough && level ? 1 : 0;
    struct rigid jump = search(m, &m->level[level]), still = {0};
    double jumped = descend(&m->level[level], m->turns, 0.01, &jump);
    double difference = descend(&m->level[level], m->turns, 0.01, &still);
    *motion = still;
    if (jumped < difference) {
        *motion = jump;
        difference = jumped;
    }
    while (level-- > finest) {
        *motion = scaled(*motion, 2);
        difference = descend(&m->level[level], m->turns, level ? 0.01 : 0.001, motion);
    }
    *motion = scaled(*motion, finest ? 2 : 1);
    return isfinite(difference) ? 1 - difference / 2 : NAN;
}
