#include "register/level.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* BORDER: pixels at the border that are not compared, because smoothing distorts them. BLOCK: side of the blocks of
 * pixels whose errors are independent. */
enum { BORDER = 2, BLOCK = 16, STEPS_MAX = 30 };

/* The terms of the fit; the motion comes first: dy, dx, and the angle times the lever, so that all are in pixels. */
enum { BRIGHTNESS = LEVEL_MOTION, CONTRAST, COARSE, TERMS = COARSE + LEVEL_BANDS };

bool level_new(struct level *l, size_t h, size_t w, double cy, double cx)
{
    *l = (struct level){
        .h = h,
        .w = w,
        .cy = cy,
        .cx = cx,
        .reference = calloc(h, w * sizeof(float)),
        .image = calloc(h, w * sizeof(float)),
        .work = calloc(h, w * sizeof(float)),
        .weight = calloc(h, w * sizeof(float)),
        .spline = bspline_new(h, w),
        .moved = calloc(h, w * sizeof(float)),
        .rows = calloc(w, (TERMS + LEVEL_MOTION + 3) * sizeof(double)),
    };
    bool ok = l->reference && l->image && l->work && l->weight && l->spline && l->moved && l->rows;
    for (size_t k = 0; k < LEVEL_BANDS; k++)
        ok = (l->coarse[k] = calloc(h, w * sizeof(float))) && ok;
    return ok;
}

void level_free(struct level *l)
{
    free(l->reference);
    free(l->image);
    for (size_t k = 0; k < LEVEL_BANDS; k++)
        free(l->coarse[k]);
    free(l->work);
    free(l->weight);
    bspline_free(l->spline);
    free(l->moved);
    free(l->rows);
}

/* Index i - back of n, or that of the nearest pixel. */
static size_t nearest(size_t i, size_t back, size_t n)
{
    return i < back ? 0 : i - back < n ? i - back : n - 1;
}

void level_halve(const struct level *large, struct level *small)
{
    static const float tap[4] = {0.125F, 0.375F, 0.375F, 0.125F};
    for (size_t y = 0; y < small->h; y++)
        for (size_t x = 0; x < small->w; x++) {
            float sum = 0;
            for (size_t j = 0; j < 4; j++) {
                const float *row = large->image + nearest(2 * y + j, 1, large->h) * large->w;
                for (size_t i = 0; i < 4; i++)
                    sum += tap[j] * tap[i] * row[nearest(2 * x + i, 1, large->w)];
            }
            small->image[y * small->w + x] = sum;
        }
}

void level_set_image(struct level *l)
{
    bspline_set(l->spline, l->image);
}

/* The reference --------------------------------------------------------------------------------------------------- */

/* Smooths with the binomial filter 1 4 6 4 1, whose taps are `step` pixels apart: the a trous algorithm. */
static void coarsen(const struct level *l, size_t step, const float *from, float *to)
{
    static const float tap[5] = {0.0625F, 0.25F, 0.375F, 0.25F, 0.0625F};
    memset(l->work, 0, l->h * l->w * sizeof(float));
    for (size_t y = 0; y < l->h; y++)
        for (size_t i = 0; i < 5; i++) {
            const float *row = from + nearest(y + i * step, 2 * step, l->h) * l->w;
            for (size_t x = 0; x < l->w; x++)
                l->work[y * l->w + x] += tap[i] * row[x];
        }
    for (size_t y = 0; y < l->h; y++)
        for (size_t x = 0; x < l->w; x++) {
            float sum = 0;
            for (size_t i = 0; i < 5; i++)
                sum += tap[i] * l->work[y * l->w + nearest(x + i * step, 2 * step, l->w)];
            to[y * l->w + x] = sum;
        }
}

double level_window(double at, size_t n)
{
    double edge = fmin(at + 0.5, (double)n - at - 0.5) / ((double)n / 4);
    return edge < 1 ? 0.5 - 0.5 * cos(M_PI * fmax(edge, 0)) : 1;
}

void level_set_reference(struct level *l, struct rigid window)
{
    float *image = l->image;
    l->image = l->reference;
    l->reference = image;
    for (size_t k = 0, step = 1; k < LEVEL_BANDS; k++, step *= 3)
        coarsen(l, step, k ? l->coarse[k - 1] : l->reference, l->coarse[k]);
    double c = cos(window.angle), s = sin(window.angle);
    for (size_t row = 0; row < l->h; row++)
        for (size_t column = 0; column < l->w; column++) {
            double y = (double)row - l->cy, x = (double)column - l->cx;
            double at_y = l->cy + s * x + c * y + window.dy, at_x = l->cx + c * x - s * y + window.dx;
            l->weight[row * l->w + column] = (float)(level_window(at_y, l->h) * level_window(at_x, l->w));
        }
}

/* The equations --------------------------------------------------------------------------------------------------- */

/* A run of pixels in a row of the reference, from `first` on: the weight, which is 0 where the moved frame has no
 * pixel; the moved frame less the reference; the terms. `product` has room for a run, `apart` for three. */
struct run {
    size_t at, first, n;
    double *weight, *difference, *product, *term[TERMS], *apart[LEVEL_MOTION];
};

static struct run run_of(const struct level *l, size_t first, size_t n)
{
    struct run run = {.first = first, .n = n};
    double *next = l->rows;
    run.weight = next, next += l->w;
    run.difference = next, next += l->w;
    run.product = next, next += l->w;
    for (size_t i = 0; i < TERMS; i++, next += l->w)
        run.term[i] = next;
    for (size_t i = 0; i < LEVEL_MOTION; i++, next += l->w)
        run.apart[i] = next;
    return run;
}

static double lever_of(const struct level *l)
{
    return hypot(l->cy, l->cx);
}

static void weigh(const struct level *l, struct rigid motion, const struct run *run)
{
    double c = cos(motion.angle), s = sin(motion.angle), y = (double)run->at - l->cy, left = (double)run->first - l->cx;
    double last_y = (double)(l->h - 1 - BORDER), last_x = (double)(l->w - 1 - BORDER);
    const float *restrict own = l->weight + run->at * l->w + run->first;
    double *restrict weight = run->weight;
    for (int i = 0; i < (int)run->n; i++) {
        double x = left + i, at_y = l->cy + s * x + c * y + motion.dy, at_x = l->cx + c * x - s * y + motion.dx;
        bool inside = at_y >= BORDER && at_y <= last_y && at_x >= BORDER && at_x <= last_x;
        weight[i] = inside ? (double)own[i] : 0;
    }
}

/* The slopes of an image for a small motion. */
static void slopes(const struct level *l, const float *restrict image, const struct run *run, double *const *slope)
{
    const float *row = image + run->at * l->w + run->first, *above = row - l->w, *below = row + l->w;
    double y = (double)run->at - l->cy, left = (double)run->first - l->cx, lever = lever_of(l);
    double *restrict dy = slope[LEVEL_DY], *restrict dx = slope[LEVEL_DX], *restrict turn = slope[LEVEL_TURN];
    for (int i = 0; i < (int)run->n; i++) {
        dy[i] = (double)(below[i] - above[i]) / 2;
        dx[i] = (double)(row[i + 1] - row[i - 1]) / 2;
        turn[i] = (dy[i] * (left + i) - dx[i] * y) / lever;
    }
}

static void widen(const struct level *l, const float *restrict image, const struct run *run, double *restrict to)
{
    for (size_t i = 0; i < run->n; i++)
        to[i] = (double)image[run->at * l->w + run->first + i];
}

static void fill(const struct level *l, struct rigid motion, const struct run *run)
{
    weigh(l, motion, run);
    slopes(l, l->reference, run, run->term);
    widen(l, l->reference, run, run->term[CONTRAST]);
    for (size_t k = 0; k < LEVEL_BANDS; k++)
        widen(l, l->coarse[k], run, run->term[COARSE + k]);
    widen(l, l->moved, run, run->difference);
    for (size_t i = 0; i < run->n; i++) {
        run->difference[i] -= run->term[CONTRAST][i];
        run->term[BRIGHTNESS][i] = 1;
    }
}

static double dot(size_t n, const double *a, const double *b)
{
    double sum = 0;
#pragma omp simd reduction(+ : sum)
    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

static void multiply(size_t n, const double *restrict a, const double *restrict b, double *restrict to)
{
    for (size_t i = 0; i < n; i++)
        to[i] = a[i] * b[i];
}

/* The normal equations. Of the matrix, the upper triangle. */
struct fit {
    double matrix[TERMS][TERMS], right[TERMS], square, weight;
};

static void add_right(const struct run *run, double right[TERMS])
{
    multiply(run->n, run->weight, run->difference, run->product);
    for (size_t i = 0; i < TERMS; i++)
        right[i] += dot(run->n, run->product, run->term[i]);
}

static void add(const struct run *run, struct fit *fit)
{
    add_right(run, fit->right);
    fit->square += dot(run->n, run->product, run->difference);
    fit->weight += dot(run->n, run->weight, run->term[BRIGHTNESS]);
    for (size_t i = 0; i < TERMS; i++) {
        multiply(run->n, run->weight, run->term[i], run->product);
        for (size_t j = i; j < TERMS; j++)
            fit->matrix[i][j] += dot(run->n, run->product, run->term[j]);
    }
}

/* Eliminates the terms beside the motion from the matrix: its first rows are then those of the motion in a fit of all
 * terms. A term that the others make up, as where nothing is fine, is left out: its diagonal is 0 then. */
static void eliminate(double matrix[TERMS][TERMS])
{
    const double tiny = 1e-11;
    double diagonal[TERMS];
    for (int k = 0; k < TERMS; k++)
        diagonal[k] = matrix[k][k];
    for (int k = TERMS - 1; k >= LEVEL_MOTION; k--) {
        if (!(matrix[k][k] > tiny * diagonal[k])) {
            matrix[k][k] = 0;
            continue;
        }
        for (int i = 0; i < k; i++)
            for (int j = i; j < k; j++)
                matrix[i][j] -= matrix[i][k] / matrix[k][k] * matrix[j][k];
    }
}

/* The same for a right side, after `eliminate`. Returns by how much the terms lessen the squared difference. */
static double reduce(double matrix[TERMS][TERMS], double right[TERMS])
{
    double less = 0;
    for (int k = TERMS - 1; k >= LEVEL_MOTION; k--) {
        double value = matrix[k][k] > 0 ? right[k] / matrix[k][k] : 0;
        for (int i = 0; i < k; i++)
            right[i] -= matrix[i][k] * value;
        less += right[k] * value;
    }
    return less;
}

/* Solves for the first n terms, 2 or 3, by Cholesky factorisation, with the diagonal multiplied by 1 + damping.
 * False: the matrix is not positive definite; then p is large. */
static bool solve(const struct fit *fit, int n, double damping, double p[LEVEL_MOTION])
{
    double f[LEVEL_MOTION][LEVEL_MOTION];
    bool definite = true;
    p[LEVEL_TURN] = 0;
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

/* The motion ------------------------------------------------------------------------------------------------------ */

/* Computes the equations at a motion; returns the mean squared difference that the other terms leave. */
static double evaluate(const struct level *l, struct rigid motion, struct fit *fit)
{
    struct run run = run_of(l, BORDER, l->w - 2 * BORDER);
    *fit = (struct fit){0};
    bspline_move(l->spline, motion, l->moved);
    for (run.at = BORDER; run.at + BORDER < l->h; run.at++) {
        fill(l, motion, &run);
        add(&run, fit);
    }
    eliminate(fit->matrix);
    double less = reduce(fit->matrix, fit->right);
    /* Less than a quarter of the window, whose mean is 3/4 along each axis, is too little to compare. */
    bool enough = fit->weight >= 0.25 * 0.75 * 0.75 * (double)(l->h * l->w);
    return enough ? (fit->square - less) / fit->weight : INFINITY;
}

double level_difference(struct level *l, struct rigid motion)
{
    struct fit fit;
    return isfinite(evaluate(l, motion, &fit)) ? fit.square / fit.weight : INFINITY;
}

double level_descend(struct level *l, bool turns, double tolerance_px, struct rigid *motion)
{
    double lever = lever_of(l), damping = 1e-2;
    struct fit fit, next;
    double rest = evaluate(l, *motion, &fit);
    if (!isfinite(rest))
        return INFINITY;
    for (int i = 0; i < STEPS_MAX; i++) {
        double p[LEVEL_MOTION];
        solve(&fit, turns ? LEVEL_MOTION : LEVEL_TURN, damping, p);
        struct rigid small = {p[LEVEL_DY], p[LEVEL_DX], p[LEVEL_TURN] / lever};
        struct rigid moved = rigid_compose(*motion, rigid_inverse(small));
        double left = evaluate(l, moved, &next);
        if (left < rest) {
            *motion = moved;
            fit = next;
            rest = left;
            damping /= 10;
        } else {
            damping *= 10;
        }
        if (fmax(fmax(fabs(p[LEVEL_DY]), fabs(p[LEVEL_DX])), fabs(p[LEVEL_TURN])) < tolerance_px)
            break;
    }
    return fit.square / fit.weight;
}

/* Replaces the slopes by the mean of those of both frames, and puts half of what they are apart beside. */
static void take_both_slopes(const struct level *l, const struct run *run)
{
    slopes(l, l->moved, run, run->apart);
    for (int k = 0; k < LEVEL_MOTION; k++)
        for (size_t i = 0; i < run->n; i++) {
            double own = run->term[k][i], other = run->apart[k][i];
            run->term[k][i] = (own + other) / 2;
            run->apart[k][i] = (own - other) / 2;
        }
}

/* The equations with the slopes of one frame times those of the other: (a b' + a' b) / 2 is the product of the means of
 * the slopes, less that of half their differences. Beside them, the values of the other terms if the motion stays. */
static void evaluate_both(const struct level *l, struct rigid motion, struct fit *fit, double value[TERMS])
{
    struct run run = run_of(l, BORDER, l->w - 2 * BORDER);
    *fit = (struct fit){0};
    bspline_move(l->spline, motion, l->moved);
    for (run.at = BORDER; run.at + BORDER < l->h; run.at++) {
        fill(l, motion, &run);
        take_both_slopes(l, &run);
        add(&run, fit);
        for (size_t i = 0; i < LEVEL_MOTION; i++) {
            multiply(run.n, run.weight, run.apart[i], run.product);
            for (size_t j = i; j < LEVEL_MOTION; j++)
                fit->matrix[i][j] -= dot(run.n, run.product, run.apart[j]);
        }
    }
    eliminate(fit->matrix);
    reduce(fit->matrix, fit->right);
    for (int k = LEVEL_MOTION; k < TERMS; k++) {
        value[k] = fit->right[k];
        for (int j = LEVEL_MOTION; j < k; j++)
            value[k] -= fit->matrix[j][k] * value[j];
        value[k] = fit->matrix[k][k] > 0 ? value[k] / fit->matrix[k][k] : 0;
    }
}

/* The gradient in a block, as of a fit of all terms. */
static void block_gradient(const struct level *l, struct rigid motion, size_t top, size_t left, struct fit *fit,
                           const double value[TERMS])
{
    size_t beyond = l->w - BORDER;
    struct run run = run_of(l, left, left + BLOCK < beyond ? BLOCK : beyond - left);
    memset(fit->right, 0, sizeof fit->right);
    for (run.at = top; run.at < top + BLOCK && run.at + BORDER < l->h; run.at++) {
        fill(l, motion, &run);
        take_both_slopes(l, &run);
        for (int k = LEVEL_MOTION; k < TERMS; k++)
            for (size_t i = 0; i < run.n; i++)
                run.difference[i] -= value[k] * run.term[k][i];
        add_right(&run, fit->right);
    }
    reduce(fit->matrix, fit->right);
}

bool level_variances(struct level *l, bool turns, struct rigid motion, double variance[LEVEL_MOTION])
{
    double scatter[LEVEL_MOTION][LEVEL_MOTION] = {{0}}, value[TERMS];
    struct fit fit;
    int n = turns ? LEVEL_MOTION : LEVEL_TURN;
    evaluate_both(l, motion, &fit, value);
    for (size_t top = BORDER; top + BORDER < l->h; top += BLOCK)
        for (size_t left = BORDER; left + BORDER < l->w; left += BLOCK) {
            block_gradient(l, motion, top, left, &fit, value);
            for (int j = 0; j < n; j++)
                for (int k = 0; k < n; k++)
                    scatter[j][k] += fit.right[j] * fit.right[k];
        }
    variance[LEVEL_TURN] = 0;
    for (int i = 0; i < n; i++) {
        double row[LEVEL_MOTION]; /* of the inverse matrix */
        for (int j = 0; j < n; j++)
            fit.right[j] = i == j;
        if (!solve(&fit, n, 0, row))
            return false;
        variance[i] = 0;
        for (int j = 0; j < n; j++)
            for (int k = 0; k < n; k++)
                variance[i] += row[j] * scatter[j][k] * row[k];
    }
    return true;
}
