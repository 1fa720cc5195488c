/* The camera's noise: mean and variance against the photon transfer curve, saturation, reproducibility. */
#include <stdlib.h>

#include "near.h"

#include "optics/sensor.h"

enum { N = 200000 };

static float intensity[N], sensitivity[N];
static uint16_t counts[N], again[N];

static void expose(const struct sensor *sensor, double level, uint64_t stream, uint16_t *to)
{
    for (int i = 0; i < N; i++)
        intensity[i] = (float)level;
    struct rng *rng = rng_new(3, stream);
    assert_non_null(rng);
    sensor_expose(sensor, N, intensity, sensitivity, rng, to);
    rng_free(rng);
}

/* Variance = (mean - offset)/gain + (read noise/gain)^2 + 1/12 for the rounding; bounds of five standard errors. */
static void test_photon_transfer(void **state)
{
    (void)state;
    struct sensor sensor = {500, 0, 1e6, 4, 0.8, 100, 16};
    static const double levels[] = {0, 0.01, 0.15, 0.3, 1, 4};
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        expose(&sensor, levels[i], i, counts);
        double sum = 0, squares = 0, mean = 500 * levels[i] / 0.8 + 100;
        for (int j = 0; j < N; j++) {
            sum += (double)counts[j] - mean;
            squares += pow((double)counts[j] - mean, 2);
        }
        double variance = squares / N - sum / N * (sum / N), expected = (mean - 100) / 0.8 + pow(4 / 0.8, 2) + 1.0 / 12;
        assert_near(sum / N, 0, 5 * sqrt(expected / N));
        assert_near(variance / expected, 1, 5 * sqrt(2.5 / N));
    }
}

/* A slope leaves the mean and the middle, and ends at no light. */
static void test_slope(void **state)
{
    (void)state;
    enum { H = 4, W = 6 };
    float flat[H * W], steep[H * W];
    for (int i = 0; i < H * W; i++)
        flat[i] = steep[i] = 2;
    sensor_tilt_light(H, W, 0.4, -0.6, flat);
    sensor_tilt_light(H, W, 0, 4, steep);
    double sum = 0;
    for (int i = 0; i < H * W; i++)
        sum += (double)flat[i];
    assert_near(sum / (H * W), 2, 1e-6);
    assert_near((double)(flat[(H - 1) * W] - flat[0]), 2 * 0.4 * (H - 1) / H, 1e-6);
    assert_near((double)(flat[W - 1] - flat[0]), -2 * 0.6 * (W - 1) / W, 1e-6);
    assert_near((double)steep[0], 0, 0);
}

static void test_saturation(void **state)
{
    (void)state;
    struct sensor sensor = {1e5, 0, 1000, 0, 2, 10, 16};
    expose(&sensor, 1, 0, counts);
    for (int i = 0; i < N; i++)
        assert_int_equal(counts[i], 1000 / 2 + 10);
    sensor.full_well = 1e9;
    sensor.bits = 12;
    expose(&sensor, 1, 0, counts);
    for (int i = 0; i < N; i++)
        assert_int_equal(counts[i], 4095);
    sensor = (struct sensor){0, 0, 1000, 50, 1, 0, 16}; /* below 0 there is nothing to count */
    expose(&sensor, 1, 0, counts);
    int zeros = 0;
    for (int i = 0; i < N; i++)
        zeros += counts[i] == 0;
    assert_true(abs(zeros - N / 2) < N / 50);
}

static void test_streams(void **state)
{
    (void)state;
    struct sensor sensor = {1000, 0, 30000, 3, 1.7, 32, 16};
    expose(&sensor, 1, 4, counts);
    expose(&sensor, 1, 4, again);
    assert_memory_equal(counts, again, sizeof counts);
    expose(&sensor, 1, 5, again);
    double product = 0;
    for (int i = 0; i < N; i++)
        product += ((double)counts[i] - 32 - 1000 / 1.7) * ((double)again[i] - 32 - 1000 / 1.7);
    assert_near(product / N, 0, 5 * (1009 / 1.7 / 1.7) / sqrt(N));
}

/* Stray light adds to the mean like light of the specimen; unequal pixels differ in proportion to the light, in the
 * same way in every frame. */
static void test_stray_light_and_fixed_pattern(void **state)
{
    (void)state;
    struct sensor sensor = {1000, 0.25, 1e6, 0, 1, 0, 16};
    expose(&sensor, 0.75, 6, counts);
    double sum = 0, product = 0;
    for (int i = 0; i < N; i++)
        sum += counts[i];
    assert_near(sum / N, 1000, 5 * sqrt(1000.0 / N));
    struct rng *rng = rng_new(8, 0);
    sensor_sensitivity(0.1, N, rng, sensitivity);
    rng_free(rng);
    expose(&sensor, 0.75, 7, counts);
    expose(&sensor, 0.75, 8, again);
    for (int i = 0; i < N; i++)
        product += ((double)counts[i] - 1000) * ((double)again[i] - 1000);
    assert_near(product / N, pow(0.1 * 1000, 2), 5 * (1000 + 1e4) / sqrt(N));
}

static int even_pixels(void **state)
{
    (void)state;
    struct rng *rng = rng_new(1, 0);
    sensor_sensitivity(0, N, rng, sensitivity);
    rng_free(rng);
    return 0;
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_photon_transfer),
        cmocka_unit_test(test_saturation),
        cmocka_unit_test(test_slope),
        cmocka_unit_test(test_streams),
        cmocka_unit_test(test_stray_light_and_fixed_pattern),
    };
    return cmocka_run_group_tests_name("sensor", tests, even_pixels, NULL);
}
