/* Features against the whole transform, closed forms of simple images, and the published geometry. */
#include <complex.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "near.h"

#include "feature/feature.h"
#include "feature/view.h"
#include "fourier/fft.h"
#include "stats/rng.h"

static void random_image(float *image, size_t n)
{
    struct rng *rng = rng_new(1, 1);
    for (size_t i = 0; i < n; i++)
        image[i] = (float)(100 + 10 * rng_gauss(rng));
    rng_free(rng);
}

static void published_box_has_the_published_size(void **state)
{
    (void)state;
    struct feature_spec s = {.smooth = 1, .patch = feature_default_patch(2048, 2048)};
    assert_int_equal(s.patch, 1024);
    feature_default_box(&s, 0.401, 0);
    assert_int_equal(s.rows, 614);
    assert_int_equal(s.columns, 51);
    assert_int_equal(feature_bins(&s, NULL), 31314);
    feature_default_box(&s, 0, -0.401);
    assert_int_equal(s.rows, 102);
    assert_int_equal(s.columns, 307);
    assert_int_equal(feature_bins(&s, NULL), 31314);
    assert_int_equal(feature_default_patch(2000, 2560), 512);
}

static void features_are_the_crop_of_the_whole_transform(void **state)
{
    (void)state;
    enum { H = 70, W = 100, N = 32 };
    static float image[H * W];
    random_image(image, H * W);
    struct feature_spec s = {.smooth = 1, .patch = N, .norm = FEATURE_UNSCALED, .rows = 12, .columns = 9};
    struct features *f = features_new(&s, H, W);
    assert_non_null(f);
    size_t patches = features_patches(f), count = features_count(f);
    assert_int_equal(patches, 2 * 3);
    assert_int_equal(count, 12 * 9);
    float *out = calloc(patches * count, sizeof *out);
    features_extract(f, image, out);
    struct fft *fft = fft_new(FFT_R2C, N, N);
    for (size_t p = 0; p < patches; p++) {
        for (size_t y = 0; y < N; y++)
            memcpy(fft->real + y * N, image + (p / 3 * N + y) * W + p % 3 * N, N * sizeof(float));
        fft_run(fft);
        for (size_t i = 0; i < count; i++) {
            size_t row = (i / 9 + N - 6) % N, column = i % 9;
            float whole = row || column ? cabsf(fft->freq[row * (N / 2 + 1) + column]) : 0; /* the mean is taken out */
            assert_near(out[p * count + i], whole, 2e-2);
        }
    }
    fft_free(fft);
    free(out);
    features_free(f);
}

static void a_wave_is_one_feature(void **state)
{
    (void)state;
    enum { N = 64 };
    static float image[N * N];
    for (size_t y = 0; y < N; y++)
        for (size_t x = 0; x < N; x++)
            image[y * N + x] = (float)(1 + 0.5 * cos(2 * M_PI * (3 * (double)x - 5 * (double)y) / N + 0.7));
    for (int part = FEATURE_MAGNITUDE; part <= FEATURE_PHASE; part++) {
        struct feature_spec s = {.smooth = 1,
                                 .patch = N,
                                 .part = (enum feature_part)part,
                                 .norm = FEATURE_UNSCALED,
                                 .rows = 20,
                                 .columns = 8};
        struct features *f = features_new(&s, N, N);
        float out[20 * 8];
        features_extract(f, image, out);
        double expected = part == FEATURE_MAGNITUDE ? N * N / 4.0 : part == FEATURE_REAL ? N * N / 4.0 * cos(0.7) : 0.7;
        assert_near(out[(10 - 5) * 8 + 3], expected, 1e-3 * fabs(expected) + 1e-3);
        if (part == FEATURE_MAGNITUDE)
            for (size_t i = 0; i < 20 * 8; i++)
                assert_true(i == (10 - 5) * 8 + 3 || out[i] < 0.1f);
        features_free(f);
    }
}

static void scaling_takes_brightness_out(void **state)
{
    (void)state;
    enum { N = 32 };
    static float image[N * N], brighter[N * N];
    random_image(image, N * N);
    for (size_t i = 0; i < N * N; i++)
        brighter[i] = 4 * image[i];
    for (int norm = FEATURE_UNIT_MEAN; norm <= FEATURE_UNIT_LENGTH; norm++) {
        struct feature_spec s = {.smooth = 1, .patch = N, .norm = (enum feature_norm)norm, .rows = 8, .columns = 8};
        struct features *f = features_new(&s, N, N);
        float a[64], b[64];
        features_extract(f, image, a);
        features_extract(f, brighter, b);
        double sum = 0, squares = 0;
        for (size_t i = 0; i < 64; i++) {
            assert_near(a[i], b[i], 1e-5);
            sum += (double)a[i];
            squares += (double)a[i] * (double)a[i];
        }
        assert_near(norm == FEATURE_UNIT_MEAN ? sum / 64 : squares, 1, 1e-5);
        features_free(f);
    }
}

static void a_patch_without_contrast_is_zero(void **state)
{
    (void)state;
    enum { N = 16 };
    static float image[2 * N * N];
    random_image(image, 2 * N * N);
    for (size_t i = 0; i < N * N; i++)
        image[i] = 77;
    struct feature_spec s = {.smooth = 1, .patch = N, .rows = 8, .columns = 4};
    struct features *f = features_new(&s, 2 * N, N);
    float out[2 * 32];
    features_extract(f, image, out);
    for (size_t i = 0; i < 32; i++)
        assert_true(out[i] == 0);
    assert_true(out[33] > 0);
    features_free(f);
}

static void circles_hold_what_the_geometry_says(void **state)
{
    (void)state;
    struct feature_spec s = {.smooth = 1, .patch = 256};
    assert_true(feature_circles(&s, 0.25, 0.2, 0, 0.5, 0.25));
    /* radius 0.25 / 0.5 * 256 * 0.25 = 32 bins, centres at +-25.6 rows */
    assert_near(s.radius, 32, 1e-9);
    assert_near(s.center_y, 25.6, 1e-9);
    int(*bins)[2] = calloc(feature_bins(&s, NULL), sizeof *bins);
    size_t count = feature_bins(&s, bins);
    /* half the union of two circles of radius r whose centres are d apart */
    double r = 32, d = 51.2, lens = 2 * r * r * acos(d / (2 * r)) - d / 2 * sqrt(4 * r * r - d * d);
    assert_near((double)count, (2 * M_PI * r * r - lens) / 2, 60);
    for (size_t i = 0; i < count; i++) {
        assert_true(bins[i][1] > 0 || (bins[i][1] == 0 && bins[i][0] >= 0)); /* none twice */
        double near = fmin(hypot(bins[i][0] - 25.6, bins[i][1]), hypot(bins[i][0] + 25.6, bins[i][1]));
        assert_true(near < 32);
    }
    assert_null(feature_complaint(&s));
    free(bins);
    assert_false(feature_circles(&s, 1e-6, 0.2, 0, 0.5, 0.25)); /* circles between the bins */
}

static void threads_change_nothing(void **state)
{
    (void)state;
    enum { N = 128 };
    static float image[N * N], out[2][16 * 32 * 16];
    random_image(image, N * N);
    struct feature_spec s = {.smooth = 1, .patch = 32, .rows = 32, .columns = 16};
    for (int threads = 1; threads <= 2; threads++) {
        omp_set_num_threads(threads);
        struct features *f = features_new(&s, N, N);
        features_extract(f, image, out[threads - 1]);
        features_free(f);
    }
    assert_memory_equal(out[0], out[1], sizeof out[0]);
}

static void what_does_not_fit_is_said(void **state)
{
    (void)state;
    assert_non_null(feature_complaint(&(struct feature_spec){.smooth = 1, .patch = 32, .rows = 34, .columns = 4}));
    assert_non_null(feature_complaint(&(struct feature_spec){.smooth = 1, .patch = 32, .rows = 32, .columns = 18}));
    assert_non_null(feature_complaint(&(struct feature_spec){.smooth = 1, .patch = 31, .rows = 8, .columns = 8}));
    assert_non_null(feature_complaint(&(struct feature_spec){.smooth = 1, .patch = 32, .rows = 0, .columns = 8}));
    assert_null(feature_complaint(&(struct feature_spec){.smooth = 1, .patch = 32, .rows = 32, .columns = 17}));
}

/* A spectrum that is e^b times as strong in part 2 b of the crop has the shape 0, 0.5, ..., 7.5, and twice as bright it
 * is log 2 above. Without the circles there are no rings. */
static void the_shape_is_the_log_of_the_mean_in_each_band(void **state)
{
    (void)state;
    struct feature_spec spec = {.smooth = 1, .patch = 64, .rows = 32, .columns = 16};
    size_t count = feature_bins(&spec, NULL);
    int(*bins)[2] = calloc(count, sizeof *bins);
    unsigned char(*band)[2] = calloc(count, sizeof *band);
    float *x = calloc(count, sizeof *x);
    double shape[FEATURE_BANDS];
    feature_bins(&spec, bins);
    feature_bands(&spec, &spec, band);
    for (size_t i = 0; i < count; i++) {
        int ky = abs(bins[i][0]), kx = bins[i][1]; /* 1/16, 4/16 and 9/16 of 17 are 1.06, 4.25 and 9.56 */
        int row = (ky + 0.5 > 1.06) + (ky + 0.5 > 4.25) + (ky + 0.5 > 9.56);
        int column = (kx + 0.5 > 1.06) + (kx + 0.5 > 4.25) + (kx + 0.5 > 9.56);
        assert_int_equal(band[i][0], 4 * row + column);
        assert_int_equal(band[i][1], FEATURE_BANDS);
        x[i] = expf((float)band[i][0] / 2) * (bins[i][0] % 2 ? 1 : -1);
    }
    feature_shape(count, x, (const unsigned char(*)[2])band, shape);
    for (int b = 0; b < FEATURE_BANDS; b++)
        assert_near(shape[b], b < FEATURE_BANDS - FEATURE_RINGS ? b / 2.0 : 0, 1e-3);
    for (size_t i = 0; i < count; i++)
        x[i] *= 2;
    feature_shape(count, x, (const unsigned char(*)[2])band, shape);
    for (int b = 0; b < FEATURE_BANDS - FEATURE_RINGS; b++)
        assert_near(shape[b], b / 2.0 + log(2), 1e-3);
    free(bins);
    free(band);
    free(x);
}

/* Rings along the edges of the two circles: ring r holds the frequencies whose distance from the nearest edge is from r
 * - 4 to r - 3 times 0.04 of the radius. */
static void rings_lie_along_the_edges_of_the_circles(void **state)
{
    (void)state;
    enum { N = 256, ROWS = 192, COLUMNS = 96 };
    static unsigned char band[ROWS * COLUMNS][2];
    static int bins[ROWS * COLUMNS][2];
    struct feature_spec spec = {.smooth = 1, .patch = N, .rows = ROWS, .columns = COLUMNS}, edges = spec;
    assert_true(feature_circles(&edges, 0.5, 0.4, 0, 0.53, 0.325));
    feature_bins(&spec, bins);
    feature_bands(&spec, &edges, band);
    size_t members[FEATURE_RINGS] = {0};
    for (size_t i = 0; i < ROWS * COLUMNS; i++) {
        double distance = feature_edge(&edges, bins[i][0], bins[i][1]) / (0.04 * edges.radius);
        if (fabs(distance) >= FEATURE_RINGS / 2) {
            assert_int_equal(band[i][1], FEATURE_BANDS);
            continue;
        }
        int ring = band[i][1] - (FEATURE_BANDS - FEATURE_RINGS);
        assert_in_range(ring, 0, FEATURE_RINGS - 1);
        assert_true(ring - FEATURE_RINGS / 2 <= distance && distance < ring - FEATURE_RINGS / 2 + 1);
        members[ring]++;
    }
    for (size_t r = 0; r < FEATURE_RINGS; r++)
        assert_true(members[r] > 100);
}

/* Twice the power of what is folded is that at ky and -ky; row -rows/2 is left out; a mirrored image changes nothing.
 */
static void folded_features_do_not_change_in_a_mirror(void **state)
{
    (void)state;
    enum { N = 32, ROWS = 12, COLUMNS = 9 };
    static float image[N * N], mirrored[N * N], whole[ROWS * COLUMNS], folded[ROWS / 2 * COLUMNS],
        again[ROWS / 2 * COLUMNS];
    random_image(image, N * N);
    for (size_t i = 0; i < N * N; i++)
        mirrored[i] = image[i / N * N + N - 1 - i % N];
    struct feature_spec s = {.smooth = 1, .patch = N, .norm = FEATURE_UNSCALED, .rows = ROWS, .columns = COLUMNS};
    struct features *f = features_new(&s, N, N);
    features_extract(f, image, whole);
    features_free(f);
    s.part = FEATURE_FOLDED;
    f = features_new(&s, N, N);
    assert_int_equal(features_count(f), ROWS / 2 * COLUMNS);
    features_extract(f, image, folded);
    features_extract(f, mirrored, again);
    features_free(f);
    int bins[ROWS / 2 * COLUMNS][2];
    feature_bins(&s, bins);
    for (size_t i = 0; i < ROWS / 2 * COLUMNS; i++) {
        int ky = bins[i][0];
        size_t up = (size_t)(ROWS / 2 + ky) * COLUMNS + i % COLUMNS,
               down = (size_t)(ROWS / 2 - ky) * COLUMNS + i % COLUMNS;
        assert_int_equal(bins[i][1], i % COLUMNS);
        assert_int_equal(ky, i / COLUMNS);
        assert_near(2 * folded[i] * folded[i], whole[up] * whole[up] + whole[down] * whole[down], 1e-1);
        assert_near(folded[i], again[i], 1e-3 * folded[i] + 1e-3);
    }
    unsigned char band[ROWS / 2 * COLUMNS][2], of_whole[ROWS * COLUMNS][2];
    feature_bands(&s, &s, band);
    s.part = FEATURE_MAGNITUDE;
    feature_bands(&s, &s, of_whole);
    assert_memory_equal(band, of_whole + ROWS / 2 * COLUMNS, sizeof band);
}

/* The mean over nine frequencies, across the axes too, where the spectrum is that of the mirrored frequency. */
static void powers_are_averaged_over_neighbours(void **state)
{
    (void)state;
    enum { N = 32 };
    static float image[N * N], plain[N * 17], smooth[N * 17];
    random_image(image, N * N);
    struct feature_spec s = {.smooth = 1, .patch = N, .norm = FEATURE_UNSCALED, .rows = N, .columns = 17};
    struct features *f = features_new(&s, N, N);
    features_extract(f, image, plain);
    features_free(f);
    s.smooth = 3;
    f = features_new(&s, N, N);
    features_extract(f, image, smooth);
    features_free(f);
    for (int ky = -N / 2; ky < N / 2; ky++)
        for (int kx = 0; kx <= N / 2; kx++) {
            double sum = 0, count = 0;
            for (int y = ky - 1; y <= ky + 1; y++)
                for (int x = kx - 1; x <= kx + 1; x++) {
                    bool mirror = x < 0 || x > N / 2;
                    int row = ((mirror ? -y : y) + N + N / 2) % N, column = x < 0 ? -x : x > N / 2 ? N - x : x;
                    sum += y || x ? pow((double)plain[row * 17 + column], 2) : 0;
                    count += y || x;
                }
            double got = (double)smooth[(ky + N / 2) * 17 + kx];
            assert_near(got * got / (sum / count), 1, 1e-4);
        }
    s.part = FEATURE_PHASE;
    assert_non_null(feature_complaint(&s));
    s.smooth = 2;
    assert_non_null(feature_complaint(&s));
}

/* The smooth component of a ramp is the ramp; of an image that is periodic, next to nothing. */
static void the_jumps_at_the_border_are_removed(void **state)
{
    (void)state;
    enum { N = 32 };
    static float image[N * N], kept[N * 17], removed[N * 17];
    struct feature_spec s = {.smooth = 1, .patch = N, .norm = FEATURE_UNSCALED, .rows = N, .columns = 17};
    for (int periodic = 0; periodic < 2; periodic++) {
        for (int i = 0; i < N * N; i++) {
            double y = i / N, x = i % N;
            image[i] = (float)(periodic ? 100 * cos(2 * M_PI * (3 * y + 2 * x) / N) : 5 * y - 2 * x);
        }
        s.border = FEATURE_BORDER_KEPT;
        struct features *f = features_new(&s, N, N);
        features_extract(f, image, kept);
        s.border = FEATURE_BORDER_REMOVED;
        assert_false(features_fit(f, &s, N, N));
        features_free(f);
        f = features_new(&s, N, N);
        features_extract(f, image, removed);
        features_free(f);
        double before = 0, after = 0;
        for (int i = 0; i < N * 17; i++) {
            before += (double)kept[i] * (double)kept[i];
            after += (double)removed[i] * (double)removed[i];
        }
        assert_true(periodic ? after > 0.7 * before && after < before : after < 1e-3 * before);
    }
}

/* White noise of 3 a pixel has a power of 9 N^2 at every frequency: what is left of it averages out, and a wave stays
 * as strong as it was. */
static void white_noise_is_subtracted(void **state)
{
    (void)state;
    enum { N = 128 };
    static float image[N * N], kept[N * 65], removed[N * 65];
    struct feature_spec s = {.smooth = 1, .patch = N, .norm = FEATURE_UNSCALED, .rows = N, .columns = 65};
    random_image(image, N * N);
    for (int i = 0; i < N * N; i++)
        image[i] += (float)(20 * cos(2 * M_PI * (5 * (i / N) + 7 * (i % N)) / N));
    struct features *f = features_new(&s, N, N);
    features_extract(f, image, kept);
    s.noise = FEATURE_NOISE_REMOVED;
    assert_false(features_fit(f, &s, N, N));
    features_free(f);
    f = features_new(&s, N, N);
    features_extract(f, image, removed);
    features_free(f);
    double noise = 0, count = 0;
    for (int ky = -N / 2; ky < N / 2; ky++)
        for (int kx = 56; abs(ky) >= 56 && kx <= 64; kx++, count++) {
            double x = (double)kept[(N / 2 + ky) * 65 + kx];
            noise += x * x;
        }
    noise /= count;
    assert_near(noise, 100.0 * N * N, 10.0 * N * N);
    for (size_t i = 0; i < N * 65; i++) {
        double was = (double)kept[i] * (double)kept[i], is = (double)removed[i] * (double)removed[i];
        assert_near(is, fmax(was - noise, 0), 1e-3 * (was + noise));
    }
    size_t wave = (N / 2 + 5) * 65 + 7;
    assert_near(removed[wave], 10 * N * N, 0.02 * 10 * N * N);
    s.part = FEATURE_PHASE;
    assert_non_null(feature_complaint(&s));
}

/* What is not seen has a derivative of 0, and what is seen is shifted and multiplied. */
static void a_view_leaves_out_what_has_no_gain(void **state)
{
    (void)state;
    enum { FEATURES = 6 };
    const float shift[] = {1, 2, 3, 4, 5, 6}, gain[] = {2, 0, 0.5f, 3, 0, 1}, features[] = {5, 6, 7, 8, 9, 10};
    float x[4], gradient[] = {9, 9, 9, 9, 9, 9};
    struct view view;
    assert_true(view_new(&view, FEATURES));
    assert_int_equal(view.inputs, 0);
    memcpy(view.shift, shift, sizeof shift);
    memcpy(view.gain, gain, sizeof gain);
    view_find(&view);
    assert_int_equal(view.inputs, 4);
    assert_int_equal(view.runs, 3);
    view_apply(&view, features, x);
    for (size_t i = 0; i < 4; i++)
        assert_near(x[i], ((double[]){8, 2, 12, 4})[i], 0);
    view_adjoint(&view, (float[]){3, 5, 7, 11}, gradient);
    for (size_t i = 0; i < FEATURES; i++)
        assert_near(gradient[i], ((double[]){6, 0, 2.5, 21, 0, 11})[i], 0);
    view_find(&view);
    assert_int_equal(view.inputs, 4);
    view_free(&view);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_box_has_the_published_size),
        cmocka_unit_test(features_are_the_crop_of_the_whole_transform),
        cmocka_unit_test(a_wave_is_one_feature),
        cmocka_unit_test(scaling_takes_brightness_out),
        cmocka_unit_test(a_patch_without_contrast_is_zero),
        cmocka_unit_test(circles_hold_what_the_geometry_says),
        cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(what_does_not_fit_is_said),
        cmocka_unit_test(the_shape_is_the_log_of_the_mean_in_each_band),
        cmocka_unit_test(rings_lie_along_the_edges_of_the_circles),
        cmocka_unit_test(folded_features_do_not_change_in_a_mirror),
        cmocka_unit_test(powers_are_averaged_over_neighbours),
        cmocka_unit_test(the_jumps_at_the_border_are_removed),
        cmocka_unit_test(white_noise_is_subtracted),
        cmocka_unit_test(a_view_leaves_out_what_has_no_gain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
