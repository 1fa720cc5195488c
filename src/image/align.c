#include "image/align.h"

#include <complex.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "fourier/fft.h"
#include "image/sharpness.h"

/* BORDER: pixels at the border that are not compared, because smoothing has spoilt them. */
enum { BORDER = 2, LEVELS_MAX = 16, SEARCH_SIDE = 128, STEPS_MAX = 30, TURN_STEP_DEG = 2, TURNS = 4 };

/* One level of the pyramid. The centre of the frame is the point about which everything turns, on every level. */
struct level {
    size_t h, w;
    double cy, cx;
    float *reference, *image; /* of the frame before and of this one */
    struct bspline *spline;   /* of this one */
};

struct align {
    enum align_model model;
    size_t levels;
    struct level level[LEVELS_MAX];
    float *work;           /* of the size of the frame */
    float *moved, *window; /* on the smallest level, where the search is */
    struct fft *forward, *backward;
    float complex *spectrum; /* of the reference */
    struct rigid motion;     /* of the reference, from the anchor */
};

static size_t columns(const struct level *l)
{
    return l->w / 2 + 1;
}

static bool level_new(struct level *l, size_t h, size_t w, double cy, double cx)
{
    *l = (struct level){h, w, cy, cx, calloc(h, w * sizeof(float)), calloc(h, w * sizeof(float)), bspline_new(h, w)};
    return l->reference && l->image && l->spline;
}

/* 1 in the middle, falling to 0 as a cosine over the outermost quarter. */
static double fade(size_t i, size_t n)
{
    double edge = fmin((double)i + 0.5, (double)(n - i) - 0.5) / ((double)n / 4);
    return edge < 1 ? 0.5 - 0.5 * cos(M_PI * edge) : 1;
}

struct align *align_new(enum align_model model, size_t h, size_t w)
{
    struct align *a = calloc(1, sizeof *a);
    if (!a)
        return NULL;
    a->model = model;
    a->work = calloc(h, w * sizeof *a->work);
    double cy = ((double)h - 1) / 2, cx = ((double)w - 1) / 2;
    bool ok = true;
    while (ok) {
        ok = level_new(&a->level[a->levels++], h, w, cy, cx);
        bool small = (h <= SEARCH_SIDE && w <= SEARCH_SIDE) || h / 2 < SHARPNESS_SIDE_MIN || w / 2 < SHARPNESS_SIDE_MIN;
        if (small || a->levels == LEVELS_MAX)
            break;
        h /= 2;
        w /= 2;
        cy = (cy - 0.5) / 2;
        cx = (cx - 0.5) / 2;
    }
    a->moved = calloc(h, w * sizeof *a->moved);
    a->window = calloc(h, w * sizeof *a->window);
    a->spectrum = calloc(h, (w / 2 + 1) * sizeof *a->spectrum);
    a->forward = fft_new(FFT_R2C, h, w);
    a->backward = fft_new(FFT_C2R, h, w);
    if (!ok || !a->work || !a->moved || !a->window || !a->spectrum || !a->forward || !a->backward) {
        align_free(a);
        return NULL;
    }
    for (size_t y = 0; y < h; y++)
        for (size_t x = 0; x < w; x++)
            a->window[y * w + x] = (float)(fade(y, h) * fade(x, w));
    return a;
}

void align_free(struct align *a)
{
    if (!a)
        return;
    for (size_t i = 0; i < a->levels; i++) {
        free(a->level[i].reference);
        free(a->level[i].image);
        bspline_free(a->level[i].spline);
    }
    free(a->work);
    free(a->moved);
    free(a->window);
    free(a->spectrum);
    fft_free(a->forward);
    fft_free(a->backward);
    free(a);
}

const char *align_status_name(enum align_status status)
{
    static const char *const names[] = {[ALIGN_OK] = "ok", [ALIGN_BLANK] = "blank", [ALIGN_LOST] = "lost"};
    return names[status];
}

/* The pyramid ----------------------------------------------------------------------------------------------------- */

/* Index i - 1 of n, mirrored between the pixels. */
static size_t clamp_index(size_t i, size_t n)
{
    return i == 0 ? 0 : i > n ? n - 1 : i - 1;
}

/* Halves by the filter 1 3 3 1 both ways; pixel i of the small image lies at 2 i + 1/2 of the large one. */
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

/* Smooths by the binomial 1 4 6 4 1, of standard deviation 1, both ways; the border keeps its nearest full sum. Noise
 * of the pixels would otherwise draw a motion to half pixels, where interpolation averages it away. */
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

/* Smooths the frame, scales it to mean 0 and variance 1, and puts it on all levels. */
static void load(struct align *a, const float *frame)
{
    struct level *l = a->level;
    size_t n = l->h * l->w;
    double sum = 0, square = 0;
    memcpy(l->image, frame, n * sizeof *frame);
    smooth(l->h, l->w, l->image, a->work);
    for (size_t i = 0; i < n; i++)
        sum += (double)l->image[i];
    double mean = sum / (double)n;
    for (size_t i = 0; i < n; i++)
        square += ((double)l->image[i] - mean) * ((double)l->image[i] - mean);
    double scale = 1 / sqrt(square / (double)n);
    for (size_t i = 0; i < n; i++)
        l->image[i] = (float)(((double)l->image[i] - mean) * scale);
    for (size_t i = 0; i < a->levels; i++) {
        if (i)
            halve(&a->level[i - 1], &a->level[i]);
        bspline_set(a->level[i].spline, a->level[i].image);
    }
}

/* This frame becomes the one before. */
static void step_on(struct align *a)
{
    for (size_t i = 0; i < a->levels; i++) {
        float *image = a->level[i].image;
        a->level[i].image = a->level[i].reference;
        a->level[i].reference = image;
    }
}

/* The descent ----------------------------------------------------------------------------------------------------- */

/* Mean squared difference, and the normal equations of a small motion of the reference: parameters dy, dx, and the
 * angle times `lever`, so that all three are pixels. */
struct fit {
    double difference, matrix[3][3], right[3];
};

static void evaluate(const struct level *l, struct rigid motion, double lever, struct fit *fit)
{
    double c = cos(motion.angle), s = sin(motion.angle), square = 0, count = 0, last_y = (double)(l->h - 1 - BORDER);
    double last_x = (double)(l->w - 1 - BORDER);
    *fit = (struct fit){0};
    for (size_t row = BORDER; row + BORDER < l->h; row++) {
        const float *r = l->reference + row * l->w;
        double y = (double)row - l->cy;
        for (size_t column = BORDER; column + BORDER < l->w; column++) {
            double x = (double)column - l->cx;
            double at_y = l->cy + s * x + c * y + motion.dy, at_x = l->cx + c * x - s * y + motion.dx;
            if (!(at_y >= BORDER && at_y <= last_y && at_x >= BORDER && at_x <= last_x))
                continue;
            double d = (double)(bspline_value(l->spline, at_y, at_x) - r[column]);
            double gy = (double)(r[column + l->w] - (r + column)[-(ptrdiff_t)l->w]) / 2;
            double gx = (double)(r[column + 1] - r[column - 1]) / 2, ga = (gy * x - gx * y) / lever;
            square += d * d;
            count++;
            fit->matrix[0][0] += gy * gy;
            fit->matrix[0][1] += gy * gx;
            fit->matrix[0][2] += gy * ga;
            fit->matrix[1][1] += gx * gx;
            fit->matrix[1][2] += gx * ga;
            fit->matrix[2][2] += ga * ga;
            fit->right[0] += gy * d;
            fit->right[1] += gx * d;
            fit->right[2] += ga * d;
        }
    }
    /* Less than a quarter in common is no overlap to judge by. */
    fit->difference = count < 0.25 * (double)(l->h * l->w) ? INFINITY : square / count;
}

/* Solves for n = 2 or 3 parameters by the Cholesky factors, the diagonal raised by the factor 1 + damping. */
static void solve(const struct fit *fit, int n, double damping, double p[3])
{
    double f[3][3];
    p[2] = 0;
    for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
            double sum = fit->matrix[j][i] * (i == j ? 1 + damping : 1);
            for (int k = 0; k < j; k++)
                sum -= f[i][k] * f[j][k];
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
}

/* Descends on one level from *motion; returns the mean squared difference. */
static double descend(const struct level *l, enum align_model model, double tolerance_px, struct rigid *motion)
{
    double lever = hypot(l->cy, l->cx), damping = 1e-2;
    struct fit fit, next;
    evaluate(l, *motion, lever, &fit);
    for (int i = 0; i < STEPS_MAX && isfinite(fit.difference); i++) {
        double p[3];
        solve(&fit, model == ALIGN_RIGID ? 3 : 2, damping, p);
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

/* The start ------------------------------------------------------------------------------------------------------- */

static void transform(struct align *a, const struct level *l, const float *image)
{
    for (size_t i = 0; i < l->h * l->w; i++)
        a->forward->real[i] = a->window[i] * image[i];
    fft_run(a->forward);
}

/* The best peak of the cross-correlation over the turns, on the smallest level. */
static struct rigid search(struct align *a, const struct level *l)
{
    struct rigid best = {0};
    float highest = -INFINITY;
    int turns = a->model == ALIGN_RIGID ? TURNS : 0;
    transform(a, l, l->reference);
    for (size_t i = 0; i < l->h * columns(l); i++)
        a->spectrum[i] = a->forward->freq[i];
    for (int turn = -turns; turn <= turns; turn++) {
        struct rigid rotation = {0, 0, turn * TURN_STEP_DEG * M_PI / 180};
        bspline_move(l->spline, rotation, a->moved);
        transform(a, l, a->moved);
        for (size_t i = 0; i < l->h * columns(l); i++) {
            float complex product = conjf(a->spectrum[i]) * a->forward->freq[i];
            a->backward->freq[i] = i ? product / sqrtf(cabsf(product) + FLT_MIN) : 0;
        }
        fft_run(a->backward);
        for (size_t i = 0; i < l->h * l->w; i++)
            if (a->backward->real[i] > highest) {
                highest = a->backward->real[i];
                struct rigid shift = {fft_index(i / l->w, l->h), fft_index(i % l->w, l->w), 0};
                best = rigid_compose(rotation, shift);
            }
    }
    return best;
}

static struct rigid scaled(struct rigid motion, double factor)
{
    return (struct rigid){motion.dy * factor, motion.dx * factor, motion.angle};
}

/* The chain ------------------------------------------------------------------------------------------------------- */

void align_anchor(struct align *a, const float *frame)
{
    load(a, frame);
    step_on(a);
    a->motion = (struct rigid){0};
}

enum align_status align_next(struct align *a, const float *frame, struct rigid *motion, double *likeness)
{
    *motion = a->motion;
    *likeness = NAN;
    if (!frame_structured(a->level[0].h, a->level[0].w, frame))
        return ALIGN_BLANK;
    load(a, frame);
    const struct level *smallest = &a->level[a->levels - 1];
    struct rigid step = search(a, smallest), still = {0};
    double jumped = descend(smallest, a->model, 0.01, &step), stayed = descend(smallest, a->model, 0.01, &still);
    if (stayed <= jumped)
        step = still;
    double difference = fmin(stayed, jumped);
    for (size_t i = a->levels - 1; i-- > 0;) {
        step = scaled(step, 2);
        difference = descend(&a->level[i], a->model, i ? 0.01 : 0.001, &step);
    }
    *likeness = isfinite(difference) ? 1 - difference / 2 : NAN;
    if (!(*likeness >= ALIGN_LIKENESS_MIN))
        return ALIGN_LOST;
    *motion = a->motion = rigid_compose(step, a->motion);
    step_on(a);
    return ALIGN_OK;
}

/* The sharpest frame that is not blank; n: there is none, n + 1: no memory. */
static size_t sharpest(size_t h, size_t w, size_t n, align_frame *get, void *context, float *frame)
{
    struct sharpness *sharpness = sharpness_new(SHARPNESS_POWER, h, w, 0.25);
    if (!sharpness)
        return n + 1;
    double highest = -INFINITY;
    size_t best = n;
    for (size_t i = 0; i < n; i++) {
        get(context, i, frame);
        double score = frame_structured(h, w, frame) ? sharpness_score(sharpness, frame) : -INFINITY;
        if (score > highest) {
            highest = score;
            best = i;
        }
    }
    sharpness_free(sharpness);
    return best;
}

bool align_stack(enum align_model model, size_t h, size_t w, size_t n, align_frame *get, void *context,
                 struct aligned *aligned)
{
    struct align *a = align_new(model, h, w);
    float *frame = calloc(h, w * sizeof *frame);
    size_t anchor = a && frame ? sharpest(h, w, n, get, context, frame) : n + 1;
    for (size_t i = 0; i < n; i++)
        aligned[i] = (struct aligned){{0}, NAN, ALIGN_BLANK};
    if (anchor < n)
        aligned[anchor] = (struct aligned){{0}, 1, ALIGN_OK};
    for (int way = -1; way <= 1 && anchor < n; way += 2) {
        get(context, anchor, frame);
        align_anchor(a, frame);
        for (size_t i = anchor + (size_t)way; i < n; i += (size_t)way) { /* below 0 wraps beyond n */
            get(context, i, frame);
            aligned[i].status = align_next(a, frame, &aligned[i].motion, &aligned[i].likeness);
        }
    }
    align_free(a);
    free(frame);
    return anchor <= n;
}

/* What all have in common ----------------------------------------------------------------------------------------- */

/* By how much the point lies outside a frame, along each axis. */
static void outside(size_t h, size_t w, struct rigid m, double y, double x, double *beyond_y, double *beyond_x)
{
    const double tiny = 1e-6; /* of a pixel */
    double cy = ((double)h - 1) / 2, cx = ((double)w - 1) / 2, c = cos(m.angle), s = sin(m.angle);
    double at_y = s * (x - cx) + c * (y - cy) + m.dy, at_x = c * (x - cx) - s * (y - cy) + m.dx;
    *beyond_y = ceil(fabs(at_y) - cy - tiny);
    *beyond_x = ceil(fabs(at_x) - cx - tiny);
}

struct area align_valid(size_t h, size_t w, size_t n, const struct rigid *motion)
{
    /* Sides move inwards until no corner lies outside any frame: a rectangle is convex, and so is each frame. */
    double top = 0, left = 0, bottom = (double)h - 1, right = (double)w - 1;
    for (bool moved = true; moved && top <= bottom && left <= right;) {
        moved = false;
        for (size_t i = 0; i < 4 * n; i++) {
            double beyond_y, beyond_x;
            bool low = i & 1, far = i & 2;
            outside(h, w, motion[i / 4], low ? bottom : top, far ? right : left, &beyond_y, &beyond_x);
            if (beyond_y > 0) {
                *(low ? &bottom : &top) += low ? -beyond_y : beyond_y;
                moved = true;
            }
            if (beyond_x > 0) {
                *(far ? &right : &left) += far ? -beyond_x : beyond_x;
                moved = true;
            }
        }
    }
    if (top > bottom || left > right)
        return (struct area){0};
    return (struct area){(size_t)(bottom - top) + 1, (size_t)(right - left) + 1, (size_t)top, (size_t)left};
}
