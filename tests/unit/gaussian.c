/* The Gaussian through points: exact ones, noisy ones, and points without a peak. */
#include "near.h"

#include "stats/gaussian.h"
#include "stats/rng.h"

enum { N = 15 };

static void draw(struct gaussian g, double noise, uint64_t seed, double *x, double *y)
{
    struct rng *rng = rng_new(seed, 0);
    assert_non_null(rng);
    for (size_t i = 0; i < N; i++) {
        x[i] = -7 + (double)i;
        double t = (x[i] - g.centre) / g.sd;
        y[i] = g.offset + g.height * exp(-t * t / 2) + noise * rng_gauss(rng);
    }
    rng_free(rng);
}

static void test_exact_points(void **state)
{
    (void)state;
    double x[N], y[N];
    const struct gaussian of[] = {{0, 1, 0.3, 2}, {1e9, 1e6, -4.7, 1.1}, {-5, 1e-9, 6.5, 3}, {2, 7, 9, 4}};
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        struct gaussian fit;
        draw(of[i], 0, 1, x, y);
        assert_true(gaussian_fit(N, x, y, &fit));
        assert_near(fit.centre, of[i].centre, 1e-4);
        assert_near(fit.sd, of[i].sd, 1e-4);
        assert_near(fit.height / of[i].height, 1, 1e-4);
        assert_near((fit.offset - of[i].offset) / of[i].height, 0, 1e-4);
    }
}

static void test_noisy_points(void **state)
{
    (void)state;
    /* The centre has the standard deviation (noise / height) sqrt(2 sd / sqrt(pi)), with points 1 apart. */
    double x[N], y[N], squares = 0, expected = 0.02 * sqrt(2 * 2 / sqrt(M_PI));
    for (uint64_t seed = 0; seed < 200; seed++) {
        struct gaussian fit;
        draw((struct gaussian){3, 1, 0.4, 2}, 0.02, seed, x, y);
        assert_true(gaussian_fit(N, x, y, &fit));
        squares += (fit.centre - 0.4) * (fit.centre - 0.4);
    }
    assert_near(sqrt(squares / 200) / expected, 1, 0.15);
}

static void test_no_peak(void **state)
{
    (void)state;
    double x[N], y[N];
    struct gaussian fit;
    draw((struct gaussian){3, 0, 0, 1}, 0, 1, x, y);
    assert_true(gaussian_fit(N, x, y, &fit));
    assert_true(isnan(fit.centre));
    draw((struct gaussian){3, 1, 0, 2}, 0, 1, x, y);
    assert_true(gaussian_fit(3, x, y, &fit));
    assert_true(isnan(fit.centre) && isnan(fit.height));
    draw((struct gaussian){3, -1, 0, 2}, 0, 1, x, y);
    assert_true(gaussian_fit(N, x, y, &fit));
    assert_true(isnan(fit.centre) || fabs(fit.centre) > 7); /* the rim of the valley, if anything */
}

enum { ROWS = 21, COLUMNS = 18 };

static double axis_y[ROWS], axis_x[COLUMNS];
static const double start[2] = {0.2, 0};

/* Axes of points 0.1 apart and, for the columns, 0.25 apart, with the given cells. */
static void set_axes(double cell_y, double cell_x, struct gaussian_axis axis[2])
{
    for (size_t i = 0; i < ROWS; i++)
        axis_y[i] = 0.1 * ((double)i - 10);
    for (size_t i = 0; i < COLUMNS; i++)
        axis_x[i] = 0.25 * ((double)i - 9);
    axis[0] = (struct gaussian_axis){ROWS, axis_y, cell_y};
    axis[1] = (struct gaussian_axis){COLUMNS, axis_x, cell_x};
}

/* The mean over the cell, by many points in it. */
static double bell(double at, double cell, double centre, double sd)
{
    double sum = 0;
    for (int i = 0; i < 400; i++) {
        double t = at + cell * ((i + 0.5) / 400 - 0.5) - centre;
        sum += exp(-t * t / (2 * sd * sd)) / 400;
    }
    return sum;
}

static void draw_plane(const struct gaussian_axis axis[2], const struct gaussian_plane *g, double noise, uint64_t seed,
                       float *value)
{
    struct rng *rng = rng_new(seed, 0);
    assert_non_null(rng);
    for (size_t y = 0; y < ROWS; y++)
        for (size_t x = 0; x < COLUMNS; x++)
            value[y * COLUMNS + x] = (float)(g->offset + noise * rng_gauss(rng) +
                                             g->height * bell(axis_y[y], axis[0].cell, g->centre[0], g->sd[0]) *
                                                 bell(axis_x[x], axis[1].cell, g->centre[1], g->sd[1]));
    rng_free(rng);
}

static void test_exact_plane(void **state)
{
    (void)state;
    float value[ROWS * COLUMNS];
    const struct gaussian_plane of[] = {{.offset = 3, .height = 10, .centre = {0.31, -0.2}, .sd = {0.3, 0.5}},
                                        {.offset = -1e4, .height = 1e5, .centre = {-0.4, 0.77}, .sd = {0.12, 0.2}}};
    const double cell[][2] = {{0, 0}, {0.1, 0.25}, {0, 0.25}};
    for (size_t i = 0; i < 2; i++)
        for (size_t c = 0; c < 3; c++) {
            struct gaussian_axis axis[2];
            struct gaussian_plane fit;
            set_axes(cell[c][0], cell[c][1], axis);
            draw_plane(axis, &of[i], 0, 1, value);
            const double near[2] = {of[i].centre[0] + 0.1, of[i].centre[1] - 0.2};
            assert_true(gaussian_plane_fit(axis, value, near, &fit));
            assert_near(fit.height / of[i].height, 1, 1e-4);
            assert_near((fit.offset - of[i].offset) / of[i].height, 0, 1e-4);
            for (size_t a = 0; a < 2; a++) {
                assert_near(fit.centre[a], of[i].centre[a], 1e-4);
                assert_near(fit.sd[a], of[i].sd[a], 1e-4);
            }
        }
}

/* The errors are those by which the fits scatter. */
static void test_noisy_plane(void **state)
{
    (void)state;
    enum { TIMES = 200 };
    float value[ROWS * COLUMNS];
    const struct gaussian_plane of = {.offset = 3, .height = 10, .centre = {0.1, -0.2}, .sd = {0.3, 0.5}};
    struct gaussian_axis axis[2];
    double square[3] = {0}, expected[3] = {0};
    set_axes(0.1, 0.25, axis);
    for (uint64_t seed = 0; seed < TIMES; seed++) {
        struct gaussian_plane fit;
        draw_plane(axis, &of, 1, seed, value);
        assert_true(gaussian_plane_fit(axis, value, start, &fit));
        double off[] = {fit.sd[0] - of.sd[0], fit.sd[1] - of.sd[1], (fit.sd[0] + fit.sd[1] - 0.8) / 2};
        double error[] = {fit.sd_error[0], fit.sd_error[1], fit.mean_sd_error};
        for (size_t i = 0; i < 3; i++) {
            square[i] += off[i] * off[i];
            expected[i] += error[i] * error[i];
        }
    }
    for (size_t i = 0; i < 3; i++)
        assert_near(sqrt(square[i] / expected[i]), 1, 0.15);
}

static void test_no_plane(void **state)
{
    (void)state;
    float value[ROWS * COLUMNS];
    struct gaussian_axis axis[2];
    struct gaussian_plane fit;
    set_axes(0, 0, axis);
    draw_plane(axis, &(struct gaussian_plane){.offset = 3, .sd = {1, 1}}, 0, 1, value);
    assert_true(gaussian_plane_fit(axis, value, start, &fit));
    assert_true(isnan(fit.height) && isnan(fit.sd[0]) && isnan(fit.mean_sd_error));
    draw_plane(axis, &(struct gaussian_plane){.offset = 3, .height = -1, .sd = {0.3, 0.5}}, 0, 1, value);
    assert_true(gaussian_plane_fit(axis, value, start, &fit));
    assert_true(isnan(fit.height) || fabs(fit.centre[0]) > 1 || fabs(fit.centre[1]) > 2.25); /* of the rim */
    axis[0].n = 1;
    assert_true(gaussian_plane_fit(axis, value, start, &fit));
    assert_true(isnan(fit.height));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exact_points), cmocka_unit_test(test_noisy_points), cmocka_unit_test(test_no_peak),
        cmocka_unit_test(test_exact_plane),  cmocka_unit_test(test_noisy_plane),  cmocka_unit_test(test_no_plane),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
