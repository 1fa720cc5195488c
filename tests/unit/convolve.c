/* Circular convolutions against the direct sum, and the same bytes whatever the number of threads. */
#include <omp.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "near.h"

#include "fourier/convolve.h"
#include "fourier/fft.h"
#include "stats/rng.h"

enum { MOST = 40 * 50 };

static float image[MOST], kernel[MOST], result[MOST], other[MOST];

static void set_noise(size_t n, float *to, uint64_t seed)
{
    struct rng *rng = rng_new(seed, 0);
    assert_non_null(rng);
    for (size_t i = 0; i < n; i++)
        to[i] = (float)rng_uniform(rng);
    rng_free(rng);
}

static void convolve(size_t h, size_t w, bool mirrored, float *to)
{
    struct convolver *c = convolver_new(h, w);
    assert_non_null(c);
    float complex *transfer = transfer_new(c);
    assert_non_null(transfer);
    transfer_set(c, kernel, transfer);
    convolver_run(c, transfer, mirrored, image, to);
    transfer_free(transfer);
    convolver_free(c);
}

static void test_direct_sum(void **state)
{
    (void)state;
    static const size_t sides[][2] = {{1, 1}, {1, 7}, {9, 1}, {12, 16}, {13, 30}, {30, 31}, {8, 50}};
    for (size_t s = 0; s < sizeof sides / sizeof *sides; s++)
        for (int mirrored = 0; mirrored < 2; mirrored++) {
            size_t h = sides[s][0], w = sides[s][1];
            set_noise(h * w, image, 1);
            set_noise(h * w, kernel, 2);
            convolve(h, w, mirrored, result);
            for (size_t y = 0; y < h; y++)
                for (size_t x = 0; x < w; x++) {
                    double sum = 0;
                    for (size_t v = 0; v < h; v++)
                        for (size_t u = 0; u < w; u++) {
                            size_t iy = (mirrored ? y + v : y + h - v) % h, ix = (mirrored ? x + u : x + w - u) % w;
                            sum += (double)kernel[v * w + u] * (double)image[iy * w + ix];
                        }
                    assert_near(result[y * w + x] / sum, 1, 1e-5);
                }
        }
}

static void test_in_place_and_by_any_number_of_threads(void **state)
{
    (void)state;
    int most = omp_get_max_threads();
    set_noise(MOST, image, 3);
    set_noise(MOST, kernel, 4);
    convolve(40, 50, false, result);
    for (int threads = 1; threads <= 5; threads++) {
        omp_set_num_threads(threads);
        convolve(40, 50, false, other);
        assert_memory_equal(result, other, sizeof result);
    }
    omp_set_num_threads(most);
    convolve(40, 50, false, image);
    assert_memory_equal(result, image, sizeof result);
}

static void test_gain(void **state)
{
    (void)state;
    struct convolver *c = convolver_new(16, 20);
    assert_non_null(c);
    float complex *transfer = transfer_new(c);
    assert_non_null(transfer);
    memset(kernel, 0, sizeof kernel);
    kernel[0] = 2;
    kernel[3 * 20 + 5] = -1; /* |2 - exp(i t)|^2 is at most 9 */
    transfer_set(c, kernel, transfer);
    assert_near(transfer_gain(c, transfer), 9, 1e-4);
    transfer_free(transfer);
    convolver_free(c);
}

static void test_fast_sizes(void **state)
{
    (void)state;
    static const size_t pairs[][2] = {{1, 2}, {2, 2}, {11, 12}, {22, 24}, {1024, 1024}, {1056, 1080}, {1088, 1120}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_int_equal(fft_fast_size(pairs[i][0]), pairs[i][1]);
}

static void test_absurd_sizes(void **state)
{
    (void)state;
    assert_null(convolver_new(0, 5));
    assert_null(convolver_new(5, 0));
    assert_null(convolver_new(SIZE_MAX, 2));
    assert_null(convolver_new(2000000000, 2000000000));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_direct_sum),   cmocka_unit_test(test_in_place_and_by_any_number_of_threads),
        cmocka_unit_test(test_gain),         cmocka_unit_test(test_fast_sizes),
        cmocka_unit_test(test_absurd_sizes),
    };
    return cmocka_run_group_tests_name("convolve", tests, NULL, NULL);
}
