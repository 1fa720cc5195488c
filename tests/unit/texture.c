/* The texture of an image: closed forms for noise, and what it does not depend on. */
#include <stdlib.h>

#include "noise.h"

#include "measure/texture.h"

enum { SIDE = 64, OCTAVES = 5, COUNT = OCTAVES + 2 };

static float noise[SIDE * SIDE], other[SIDE * SIDE];

static int images(void **state)
{
    (void)state;
    set_gauss(SIDE * SIDE, noise, 7, 0);
    return 0;
}

static void test_the_rings_are_divided_into_octaves(void **state)
{
    (void)state;
    assert_int_equal(texture_count(2), 2);
    assert_int_equal(texture_count(4), 3);
    assert_int_equal(texture_count(48), 6); /* rings 1, 2-3, 4-7, 8-15 of 24 */
    assert_int_equal(texture_count(64), COUNT);
    assert_int_equal(texture_count(128), 8);
}

/* White noise has as much power in each octave, no skewness and a kurtosis of 3. */
static void test_noise(void **state)
{
    (void)state;
    double x[COUNT], sum = 0;
    assert_true(texture(SIDE, noise, x));
    for (int i = 0; i < OCTAVES; i++)
        sum += x[i];
    assert_near(sum, 0, 1e-12);
    for (int i = 2; i < OCTAVES; i++)
        assert_near(x[i], x[OCTAVES - 1], 0.3);
    assert_near(x[OCTAVES], 0, 0.1);
    assert_near(x[OCTAVES + 1], log(3), 0.1);
}

/* A pixel of ten in a hundred, p = 0.01, has skewness (1 - 2p) / sqrt(p q) and kurtosis 3 + (1 - 6 p q) / (p q). */
static void test_sparse_pixels(void **state)
{
    (void)state;
    double x[COUNT], p = 64.0 / (SIDE * SIDE), v = p * (1 - p);
    for (int i = 0; i < SIDE * SIDE; i++)
        other[i] = i % 64 == 17;
    assert_true(texture(SIDE, other, x));
    assert_near(x[OCTAVES], (1 - 2 * p) / sqrt(v), 1e-6);
    assert_near(x[OCTAVES + 1], log(3 + (1 - 6 * v) / v), 1e-6);
}

static void test_brightness_does_not_matter(void **state)
{
    (void)state;
    double x[COUNT], y[COUNT];
    for (int i = 0; i < SIDE * SIDE; i++)
        other[i] = 5 * noise[i] + 30;
    assert_true(texture(SIDE, noise, x) && texture(SIDE, other, y));
    for (int i = 0; i < COUNT; i++)
        assert_near(x[i], y[i], 1e-4);
}

static void test_a_blurred_image_lacks_the_last_octave(void **state)
{
    (void)state;
    double x[COUNT], y[COUNT];
    for (int i = 0; i < SIDE * SIDE; i++) {
        int row = i / SIDE, column = i % SIDE;
        float sum = 0;
        for (int v = 0; v < 3; v++)
            for (int u = 0; u < 3; u++)
                sum += noise[(row + v) % SIDE * SIDE + (column + u) % SIDE];
        other[i] = sum;
    }
    assert_true(texture(SIDE, noise, x) && texture(SIDE, other, y));
    assert_true(y[OCTAVES - 1] < x[OCTAVES - 1] - 1 && y[0] > x[0]);
}

static void test_a_constant_has_none(void **state)
{
    (void)state;
    double x[COUNT];
    for (int i = 0; i < SIDE * SIDE; i++)
        other[i] = 3;
    assert_true(texture(SIDE, other, x));
    assert_true(!isfinite(x[OCTAVES]));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_rings_are_divided_into_octaves),
        cmocka_unit_test(test_noise),
        cmocka_unit_test(test_sparse_pixels),
        cmocka_unit_test(test_brightness_does_not_matter),
        cmocka_unit_test(test_a_blurred_image_lacks_the_last_octave),
        cmocka_unit_test(test_a_constant_has_none),
    };
    return cmocka_run_group_tests(tests, images, NULL);
}
