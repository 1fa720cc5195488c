/* The deconvolutions against closed forms and by their properties. */
#include <complex.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "near.h"

#include "restore/deconvolve.h"
#include "stats/rng.h"

enum { H = 24, W = 30, PIXELS = H * W };

static float scene[PIXELS], frame[PIXELS], result[PIXELS], other[PIXELS];
static struct iteration last;

static struct recipe recipe_of(enum deconvolution method, bool circular)
{
    return (struct recipe){.method = method, .step = method == RICHARDSON_LUCY ? 0 : 1, .circular = circular};
}

/* An off-centre PSF without any symmetry, bright in its upper left corner, of any size. */
static void set_psf(size_t h, size_t w, float *psf)
{
    for (size_t y = 0; y < h; y++)
        for (size_t x = 0; x < w; x++)
            psf[y * w + x] = expf(-0.9f * (float)y - 0.6f * (float)x) + (y == 1 && x == 2 ? 0.4f : 0);
}

/* The circular convolution of the scene with the PSF, whose middle is (h/2, w/2) and which is scaled to a sum of 1. */
static void blur(size_t h, size_t w, const float *psf, const float *of, float *to)
{
    double sum = 0;
    for (size_t i = 0; i < h * w; i++)
        sum += (double)psf[i];
    for (size_t y = 0; y < H; y++)
        for (size_t x = 0; x < W; x++) {
            double value = 0;
            for (size_t v = 0; v < h; v++)
                for (size_t u = 0; u < w; u++)
                    value += (double)psf[v * w + u] * (double)of[(y + H + h / 2 - v) % H * W + (x + W + w / 2 - u) % W];
            to[y * W + x] = (float)(value / sum);
        }
}

static double deconvolve(const struct recipe *recipe, size_t h, size_t w, const float *psf, int iterations, float *to)
{
    struct deconvolver *d = deconvolver_new(recipe, H, W, h, w);
    assert_non_null(d);
    double gain = deconvolver_psf(d, h, w, psf);
    deconvolver_begin(d, frame);
    for (int i = 0; i < iterations; i++)
        last = deconvolver_iterate(d);
    deconvolver_result(d, to);
    deconvolver_free(d);
    return gain;
}

static void add_noise(size_t n, double mean, double sd, float *to)
{
    struct rng *rng = rng_new(5, 0);
    assert_non_null(rng);
    for (size_t i = 0; i < n; i++)
        to[i] = (float)(mean + sd * rng_gauss(rng));
    rng_free(rng);
}

static void set_spots(float *to)
{
    memset(to, 0, PIXELS * sizeof *to);
    to[9 * W + 12] = 5;
    to[10 * W + 12] = 3;
    to[15 * W + 17] = 4;
}

static double total(const float *of)
{
    double sum = 0;
    for (int i = 0; i < PIXELS; i++)
        sum += (double)of[i];
    return sum;
}

/* The relative distance of a from b. */
static double distance(const float *a, const float *b)
{
    double sum = 0, norm = 0;
    for (int i = 0; i < PIXELS; i++) {
        sum += pow((double)a[i] - (double)b[i], 2);
        norm += pow((double)b[i], 2);
    }
    return sqrt(sum / norm);
}

static double complex harmonic(size_t h, size_t w, const float *of, size_t ky, size_t kx)
{
    double complex sum = 0;
    for (size_t y = 0; y < h; y++)
        for (size_t x = 0; x < w; x++)
            sum += (double)of[y * w + x] * cexp(-2 * M_PI * I * ((double)(ky * y) / H + (double)(kx * x) / W));
    return sum;
}

/* X = (1 - (1 - g |H|^2)^(N + 1)) Y / H after N iterations, at every frequency. */
static void test_landweber_is_its_closed_form(void **state)
{
    (void)state;
    float psf[5 * 6];
    set_psf(5, 6, psf);
    double sum = creal(harmonic(5, 6, psf, 0, 0));
    add_noise(PIXELS, 100, 20, frame);
    static const int iterations[] = {1, 7, 100};
    static const double steps[] = {0.1, 1.7};
    for (size_t n = 0; n < 3; n++)
        for (size_t g = 0; g < 2; g++) {
            struct recipe recipe = recipe_of(LANDWEBER, true);
            recipe.step = steps[g];
            deconvolve(&recipe, 5, 6, psf, iterations[n], result);
            for (size_t ky = 0; ky < H; ky += 3)
                for (size_t kx = 0; kx <= W / 2; kx++) {
                    double complex shift = cexp(2 * M_PI * I * ((double)(2 * ky) / H + (double)(3 * kx) / W));
                    double complex transfer = harmonic(5, 6, psf, ky, kx) / sum * shift;
                    double part = 1 - pow(1 - steps[g] * pow(cabs(transfer), 2), iterations[n] + 1);
                    double complex expected = part * harmonic(H, W, frame, ky, kx) / transfer;
                    assert_near(cabs(harmonic(H, W, result, ky, kx) - expected), 0, 1e-5 * 100 * PIXELS);
                }
        }
}

/* The sum is kept on a circular grid, and zeros, alone or beside bright spots, stay finite and are not negative. */
static void test_richardson_lucy_keeps_the_sum(void **state)
{
    (void)state;
    float psf[7 * 6];
    set_psf(7, 6, psf);
    for (int spots = 0; spots < 2; spots++)
        for (int accelerated = 0; accelerated < 2; accelerated++) {
            add_noise(PIXELS, 100, 20, frame);
            if (spots)
                set_spots(frame);
            struct recipe recipe = recipe_of(RICHARDSON_LUCY, true);
            recipe.accelerated = accelerated;
            for (int iterations = 1; iterations <= 125; iterations *= 5) {
                deconvolve(&recipe, 7, 6, psf, iterations, result);
                assert_near(total(result) / total(frame), 1, 1e-5);
                assert_near(last.sum / total(frame), 1, 1e-5);
                for (int i = 0; i < PIXELS; i++)
                    assert_true(isfinite(result[i]) && result[i] >= 0);
            }
        }
    memset(frame, 0, sizeof frame);
    struct recipe recipe = recipe_of(RICHARDSON_LUCY, false);
    deconvolve(&recipe, 7, 6, psf, 3, result);
    assert_memory_equal(result, frame, sizeof frame);
}

/* Every method, with both kinds of edges, puts the spots back where they were, whatever the sides of the PSF. */
static void test_asymmetric_psf_neither_shifts_nor_flips(void **state)
{
    (void)state;
    static const size_t sides[][2] = {{5, 5}, {6, 6}, {7, 4}, {2, 9}};
    for (size_t s = 0; s < 4; s++) {
        float psf[36];
        set_psf(sides[s][0], sides[s][1], psf);
        set_spots(scene);
        blur(sides[s][0], sides[s][1], psf, scene, frame);
        for (unsigned method = 0; method < 3; method++)
            for (int circular = 0; circular < 2; circular++) {
                struct recipe recipe = recipe_of((enum deconvolution)method, circular);
                deconvolve(&recipe, sides[s][0], sides[s][1], psf, 1500, result);
                assert_true(distance(result, scene) < (method == LANDWEBER ? 0.1 : 1e-4));
            }
    }
}

/* Even light stays even up to the border, and a bright rim has no ghost at the opposite side. */
static void test_extended_edges(void **state)
{
    (void)state;
    float psf[7 * 7];
    set_psf(7, 7, psf);
    for (unsigned method = 0; method < 3; method++) {
        struct recipe recipe = recipe_of((enum deconvolution)method, false);
        for (int i = 0; i < PIXELS; i++)
            frame[i] = 7;
        deconvolve(&recipe, 7, 7, psf, 200, result);
        assert_true(distance(result, frame) < 1e-3);
        for (int i = 0; i < PIXELS; i++)
            frame[i] = i % W < 6 ? 50 : 10;
        deconvolve(&recipe, 7, 7, psf, 50, result);
        for (size_t y = 4; y < H - 4; y++)
            assert_near(result[y * W + W - 1], 10, 0.01);
        recipe.circular = true;
        deconvolve(&recipe, 7, 7, psf, 50, result);
        assert_true(fabs((double)result[H / 2 * W + W - 1] - 10) > 0.1);
    }
}

static void test_acceleration_gets_further(void **state)
{
    (void)state;
    float psf[6 * 6];
    set_psf(6, 6, psf);
    set_spots(scene);
    blur(6, 6, psf, scene, frame);
    for (unsigned method = 0; method < 3; method++) {
        struct recipe recipe = recipe_of((enum deconvolution)method, true);
        deconvolve(&recipe, 6, 6, psf, 60, result);
        double plain = distance(result, scene);
        recipe.accelerated = true;
        deconvolve(&recipe, 6, 6, psf, 60, result);
        assert_true(distance(result, scene) < 0.6 * plain);
    }
}

/* Noise on an even field is amplified without total variation, and flattened with it. */
static void test_total_variation_flattens_noise(void **state)
{
    (void)state;
    float psf[4 * 4], even[PIXELS];
    set_psf(4, 4, psf);
    add_noise(PIXELS, 100, 5, frame);
    for (int i = 0; i < PIXELS; i++)
        even[i] = 100;
    for (unsigned method = 0; method < 3; method++) {
        struct recipe recipe = recipe_of((enum deconvolution)method, true);
        deconvolve(&recipe, 4, 4, psf, 50, result);
        double plain = distance(result, even);
        recipe.tv = 0.01;
        deconvolve(&recipe, 4, 4, psf, 50, result);
        assert_true(plain > distance(frame, even));
        assert_true(distance(result, even) < 0.6 * plain);
    }
}

static void test_residue_falls_to_nothing(void **state)
{
    (void)state;
    float psf[5 * 5];
    set_psf(5, 5, psf);
    set_spots(scene);
    blur(5, 5, psf, scene, frame);
    for (unsigned method = 0; method < 3; method++) {
        struct recipe recipe = recipe_of((enum deconvolution)method, true);
        double before = INFINITY;
        for (int iterations = 1; iterations <= 256; iterations *= 4) {
            deconvolve(&recipe, 5, 5, psf, iterations, result);
            assert_true(last.residue < before);
            before = last.residue;
        }
        assert_true(before < 0.02 && last.change < 0.01);
    }
}

static void test_same_bytes_for_any_number_of_threads(void **state)
{
    (void)state;
    float psf[6 * 5];
    int most = omp_get_max_threads();
    set_psf(6, 5, psf);
    add_noise(PIXELS, 50, 10, frame);
    for (unsigned method = 0; method < 3; method++) {
        struct recipe recipe = {.method = (enum deconvolution)method, .step = 0.5, .tv = 0.01, .accelerated = true};
        omp_set_num_threads(1);
        deconvolve(&recipe, 6, 5, psf, 10, result);
        struct iteration alone = last;
        omp_set_num_threads(4);
        deconvolve(&recipe, 6, 5, psf, 10, other);
        assert_memory_equal(result, other, sizeof result);
        assert_memory_equal(&alone, &last, sizeof last);
    }
    omp_set_num_threads(most);
}

/* Richardson-Lucy takes negative values for 0; the scale of the PSF does not matter; a PSF of nothing is refused. */
static void test_psf_is_scaled(void **state)
{
    (void)state;
    float psf[25], scaled[25];
    set_psf(5, 5, psf);
    psf[24] = 0;
    memcpy(scaled, psf, sizeof psf);
    scaled[24] = -0.5f;
    for (int i = 0; i < 25; i++)
        scaled[i] *= 3;
    add_noise(PIXELS, 50, 10, frame);
    struct recipe recipe = recipe_of(RICHARDSON_LUCY, true);
    assert_near(deconvolve(&recipe, 5, 5, psf, 5, result), 1, 1e-5);
    deconvolve(&recipe, 5, 5, scaled, 5, other);
    assert_true(distance(other, result) < 1e-5);
    recipe.method = LANDWEBER;
    assert_true(deconvolve(&recipe, 5, 5, scaled, 5, other) > 1.01);
    memset(psf, 0, sizeof psf);
    assert_true(isnan(deconvolve(&recipe, 5, 5, psf, 0, other)));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_landweber_is_its_closed_form),
        cmocka_unit_test(test_richardson_lucy_keeps_the_sum),
        cmocka_unit_test(test_asymmetric_psf_neither_shifts_nor_flips),
        cmocka_unit_test(test_extended_edges),
        cmocka_unit_test(test_acceleration_gets_further),
        cmocka_unit_test(test_total_variation_flattens_noise),
        cmocka_unit_test(test_residue_falls_to_nothing),
        cmocka_unit_test(test_same_bytes_for_any_number_of_threads),
        cmocka_unit_test(test_psf_is_scaled),
    };
    return cmocka_run_group_tests_name("deconvolve", tests, NULL, NULL);
}
