/* The radial spectrum against closed forms: white noise and a wave. */
#include <stdlib.h>

#include "near.h"

#include "measure/ring.h"
#include "stats/rng.h"

enum { H = 128, W = 192, RINGS = H / 2 };

static float frame[H * W];
static double ln_power[RINGS];

/* The mean of the logarithm of an exponential variable of mean 1 is -Euler's constant. */
static void test_white_noise(void **state)
{
    (void)state;
    struct rng *rng = rng_new(3, 0);
    assert_non_null(rng);
    double sum = 0;
    for (int i = 0; i < H * W; i++)
        frame[i] = 50 + 3 * (float)rng_gauss(rng);
    rng_free(rng);
    assert_true(ring_spectrum(H, W, frame, ln_power));
    for (int k = 8; k < RINGS; k++)
        sum += ln_power[k];
    assert_near(sum / (RINGS - 8), log(9) - 0.5772, 0.05);
}

/* A wave stands out of a little noise in its own ring, and through the window beside it,
 * whatever its direction; the lowest rings are of too few frequencies to tell. */
static void test_wave(void **state)
{
    (void)state;
    struct rng *rng = rng_new(4, 0);
    assert_non_null(rng);
    for (int turned = 0; turned < 2; turned++) {
        for (int y = 0; y < H; y++)
            for (int x = 0; x < W; x++)
                frame[y * W + x] = (float)(cos(2 * M_PI * 20 / H * (turned ? x : y)) + 1e-5 * rng_gauss(rng));
        assert_true(ring_spectrum(H, W, frame, ln_power));
        for (int k = 0; k < RINGS; k++)
            assert_true(k < 10 || abs(k - 20) <= 1 || ln_power[k] < ln_power[20] - 0.3);
    }
    rng_free(rng);
}

static void test_constant(void **state)
{
    (void)state;
    for (int i = 0; i < H * W; i++)
        frame[i] = 4;
    assert_true(ring_spectrum(H, W, frame, ln_power));
    for (int k = 0; k < RINGS; k++)
        assert_true(isfinite(ln_power[k]) && ln_power[k] < -15);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_white_noise),
        cmocka_unit_test(test_wave),
        cmocka_unit_test(test_constant),
    };
    return cmocka_run_group_tests_name("ring", tests, NULL, NULL);
}
