/* The theoretical point spread function against closed forms and by its symmetries. */
#include <stdlib.h>

#include "near.h"

#include "psfs/theory.h"

enum { SIDE = 129, MIDDLE = SIDE / 2, MOST = 200 * 200 };

static const struct psf_optics ideal = {.na = 0.75,
                                        .lambda_um = 0.584,
                                        .pixel_um = 0.1,
                                        .immersion_index = 1,
                                        .sample_index = 1.46,
                                        .coverslip_index = 1.525};
static float plane[MOST], other[MOST];

static void take(const struct psf_optics *optics, size_t h, size_t w, double z_um, float *to)
{
    struct psf_theory *theory = psf_theory_new(optics, h, w, fabs(z_um));
    assert_non_null(theory);
    psf_theory_plane(theory, z_um, to);
    psf_theory_free(theory);
}

static double largest_difference(size_t n, const float *a, const float *b)
{
    double largest = 0;
    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, fabs((double)a[i] - (double)b[i]));
    return largest;
}

/* Where n values, a step apart, that fall from the first one pass half of it. */
static double half_width(size_t n, const double *value, double step)
{
    for (size_t i = 1; i < n; i++)
        if (value[i] < value[0] / 2)
            return step * ((double)i - (value[0] / 2 - value[i]) / (value[i - 1] - value[i]));
    return NAN;
}

static void test_lateral_width(void **state)
{
    (void)state;
    static const double na[] = {0.2, 0.75, 0.95};
    for (size_t i = 0; i < 3; i++) {
        struct psf_optics optics = ideal;
        optics.na = na[i];
        optics.pixel_um = 0.02 / na[i];
        take(&optics, SIDE, SIDE, 0, plane);
        double row[MIDDLE];
        for (size_t x = 0; x < MIDDLE; x++)
            row[x] = (double)plane[MIDDLE * SIDE + MIDDLE + x];
        double airy_um = 0.5145 * optics.lambda_um / optics.na;
        assert_near(2 * half_width(MIDDLE, row, optics.pixel_um) / airy_um, 1, 0.02);
    }
}

/* (2 J1(v) / v)^2 with v = 2 pi NA r / lambda, for pixels that are small against it. */
static void test_airy_disc(void **state)
{
    (void)state;
    struct psf_optics optics = ideal;
    optics.pixel_um = 0.01;
    take(&optics, SIDE, SIDE, 0, plane);
    for (size_t x = 1; x < MIDDLE; x++) {
        double v = 2 * M_PI * optics.na * (double)x * optics.pixel_um / optics.lambda_um;
        double expected = pow(2 * j1(v) / v, 2);
        assert_near(plane[MIDDLE * SIDE + MIDDLE + x] / plane[MIDDLE * SIDE + MIDDLE], expected, 0.002);
    }
}

/* The scalar Debye integral on the axis is a sinc of z (n - sqrt(n^2 - NA^2)) / lambda. */
static void test_axial_width(void **state)
{
    (void)state;
    static const double na[] = {0.4, 0.75};
    for (size_t i = 0; i < 2; i++) {
        struct psf_optics optics = ideal;
        optics.na = na[i];
        double debye_um = 0.8859 * optics.lambda_um / (1 - sqrt(1 - na[i] * na[i])), axis[50];
        for (size_t z = 0; z < 50; z++) {
            take(&optics, SIDE, SIDE, debye_um * (double)z / 50, plane);
            axis[z] = (double)plane[MIDDLE * SIDE + MIDDLE];
        }
        assert_near(2 * half_width(50, axis, debye_um / 50) / debye_um, 1, 0.05);
    }
}

static void test_every_plane_sums_to_1(void **state)
{
    (void)state;
    struct psf_optics aberrated = ideal;
    aberrated.depth_um = 30;
    static const size_t side[][2] = {{SIDE, SIDE}, {16, 31}, {1, 1}, {3, 200}};
    for (size_t i = 0; i < 4; i++)
        for (double z_um = -6; z_um <= 6; z_um += 1.5) {
            double sum = 0;
            take(&aberrated, side[i][0], side[i][1], z_um, plane);
            for (size_t k = 0; k < side[i][0] * side[i][1]; k++)
                sum += (double)plane[k];
            assert_near(sum, 1, 1e-6);
        }
}

/* The point is in the middle of pixel (h/2, w/2) of even sides too, and the planes of an odd and an even frame agree.
 */
static void test_middle_of_even_frames(void **state)
{
    (void)state;
    take(&ideal, 32, 20, 1, plane);
    take(&ideal, 33, 21, 1, other);
    double scale = (double)other[16 * 21 + 10] / (double)plane[16 * 20 + 10];
    for (size_t y = 0; y < 32; y++)
        for (size_t x = 0; x < 20; x++)
            assert_near(plane[y * 20 + x] * scale, other[y * 21 + x], 1e-7);
}

/* A pixel is the mean over its square: nine pixels of a third of the side add up to it. */
static void test_pixels_are_integrals(void **state)
{
    (void)state;
    struct psf_optics coarse = ideal, fine = ideal;
    coarse.pixel_um = 0.3;
    take(&coarse, 43, 43, 0.8, plane);
    take(&fine, SIDE, SIDE, 0.8, other);
    for (size_t y = 0; y < 43; y++)
        for (size_t x = 0; x < 43; x++) {
            double sum = 0;
            for (size_t i = 0; i < 9; i++)
                sum += (double)other[(3 * y + i / 3) * SIDE + 3 * x + i % 3];
            assert_near(plane[y * 43 + x], sum, 1e-5 * plane[21 * 43 + 21]);
        }
}

/* Without aberration both sides of the focus look the same. With it they differ, and what the one coverslip does above
 * the focus the opposite does below. */
static void test_sides_of_focus(void **state)
{
    (void)state;
    struct psf_optics thick = ideal, thin = ideal, deep = ideal;
    thick.coverslip_error_um = 20;
    thin.coverslip_error_um = -20;
    deep.depth_um = 20;
    take(&ideal, SIDE, SIDE, 2, plane);
    take(&ideal, SIDE, SIDE, -2, other);
    assert_true(largest_difference(SIDE * SIDE, plane, other) < 1e-8);
    take(&deep, SIDE, SIDE, 2, plane);
    take(&deep, SIDE, SIDE, -2, other);
    assert_true(largest_difference(SIDE * SIDE, plane, other) > 0.5 * (double)plane[MIDDLE * SIDE + MIDDLE]);
    take(&thick, SIDE, SIDE, 2, plane);
    take(&thin, SIDE, SIDE, -2, other);
    assert_true(largest_difference(SIDE * SIDE, plane, other) < 1e-8);
}

/* 0 is the sharpest plane, to the depth of focus, however deep the point is, and a sample like the immersion is none.
 */
static void test_focus_is_at_0(void **state)
{
    (void)state;
    struct psf_optics deep = ideal;
    deep.depth_um = 15;
    double best_um = NAN;
    float best = 0;
    for (double z_um = -4; z_um <= 4; z_um += 0.25) {
        take(&deep, SIDE, SIDE, z_um, plane);
        if (plane[MIDDLE * SIDE + MIDDLE] > best) {
            best = plane[MIDDLE * SIDE + MIDDLE];
            best_um = z_um;
        }
    }
    assert_near(best_um, 0, 0.5);
    deep.sample_index = deep.immersion_index;
    take(&deep, SIDE, SIDE, 1, plane);
    take(&ideal, SIDE, SIDE, 1, other);
    assert_true(largest_difference(SIDE * SIDE, plane, other) < 1e-8);
}

/* An objective cannot use light that is reflected totally. */
static void test_critical_angle(void **state)
{
    (void)state;
    struct psf_optics oil = {1.4, 0.584, 0.05, 1.515, 1.33, 1.525, 0, 0}, water = oil;
    water.na = 1.33;
    take(&oil, SIDE, SIDE, 0.2, plane);
    take(&water, SIDE, SIDE, 0.2, other);
    assert_true(largest_difference(SIDE * SIDE, plane, other) < 1e-5);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lateral_width),         cmocka_unit_test(test_airy_disc),
        cmocka_unit_test(test_axial_width),           cmocka_unit_test(test_every_plane_sums_to_1),
        cmocka_unit_test(test_middle_of_even_frames), cmocka_unit_test(test_pixels_are_integrals),
        cmocka_unit_test(test_sides_of_focus),        cmocka_unit_test(test_focus_is_at_0),
        cmocka_unit_test(test_critical_angle),
    };
    return cmocka_run_group_tests_name("theory", tests, NULL, NULL);
}
