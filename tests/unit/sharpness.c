/* The focus measures against closed forms and the published sum, and the focus of curves. */
#include <complex.h>
#include <stdlib.h>
#include <string.h>

#include "near.h"

#include "cli/cli.h"
#include "focus/focus.h"
#include "focus/sharpness.h"
#include "measure/contrast.h"
#include "stats/rng.h"

static double score_of(const char *name, size_t h, size_t w, const float *frame)
{
    int measure = cli_word_find(SHARPNESS_MEASURES, name);
    assert_true(measure >= 0);
    struct sharpness *s = sharpness_new((enum sharpness_measure)measure, h, w, 0.25);
    assert_non_null(s);
    double score = sharpness_score(s, frame);
    sharpness_free(s);
    return score;
}

static void noise(size_t n, float *frame, uint64_t seed)
{
    struct rng *rng = rng_new(seed, 0);
    assert_non_null(rng);
    for (size_t i = 0; i < n; i++)
        frame[i] = 100 + 10 * (float)rng_gauss(rng);
    rng_free(rng);
}

/* The mean of each pixel and its four neighbours, on a torus. */
static void blur(size_t h, size_t w, const float *from, float *to)
{
    for (size_t y = 0; y < h; y++)
        for (size_t x = 0; x < w; x++)
            to[y * w + x] = (from[y * w + x] + from[(y + 1) % h * w + x] + from[(y + h - 1) % h * w + x] +
                             from[y * w + (x + 1) % w] + from[y * w + (x + w - 1) % w]) /
                            5;
}

/* The published recipe word by word, for a frame of n x n, from the definition of the transform. */
static double published(size_t n, const float *frame)
{
    double sum[64] = {0}, count[64] = {0}, score = 0;
    long half = (long)n / 2;
    for (long v = 0; v < (long)n; v++)
        for (long u = 0; u < (long)n; u++) { /* as after fftshift: frequency 0 at half, half */
            double complex f = 0;
            for (size_t y = 0; y < n; y++)
                for (size_t x = 0; x < n; x++) {
                    long turns = ((v - half) * (long)y + (u - half) * (long)x) % (long)n;
                    f += (double)frame[y * n + x] * cexp(-2 * M_PI * I * (double)turns / (double)n);
                }
            size_t bin = (size_t)rint(hypot((double)(v - half), (double)(u - half)));
            sum[bin] += log(creal(f) * creal(f) + cimag(f) * cimag(f));
            count[bin]++;
        }
    size_t length = n / 2 - 1;
    for (size_t bin = length / 4; bin < length; bin++)
        score += sum[bin] / count[bin];
    return score;
}

static void test_power_is_the_published_sum(void **state)
{
    (void)state;
    for (size_t n = 16; n <= 24; n += 4) {
        float frame[24 * 24];
        noise(n * n, frame, n);
        assert_near(score_of("power", n, n, frame), published(n, frame), 2e-4);
    }
}

static void test_power_of_other_frames(void **state)
{
    (void)state;
    /* The noise of independent pixels of variance v has E ln |F|^2 = ln(h w v) - gamma in every ring, so on frames that
     * are not square too; of 64 x 160 the rings 7 .. 30 count. */
    float frame[64 * 160];
    double mean = 0;
    for (uint64_t seed = 0; seed < 20; seed++) {
        noise(64 * 160, frame, seed);
        mean += score_of("power", 64, 160, frame) / (24 * 20);
    }
    assert_near(mean, log(64 * 160 * 100.0) - 0.5772157, 0.02);
}

static void test_measures_of_a_ramp(void **state)
{
    (void)state;
    enum { H = 20, W = 31 };
    float frame[H * W];
    const double a = 0.5, b = 2;
    for (size_t y = 0; y < H; y++)
        for (size_t x = 0; x < W; x++)
            frame[y * W + x] = (float)(7 + a * (double)y + b * (double)x);
    double mean = 7 + a * (H - 1) / 2 + b * (W - 1) / 2, variance = (a * a * (H * H - 1) + b * b * (W * W - 1)) / 12;
    assert_near(score_of("tenengrad", H, W, frame), 64 * (a * a + b * b), 1e-3);
    assert_near(score_of("edges", H, W, frame), 8 * hypot(a, b) / mean, 1e-6);
    assert_near(score_of("sd", H, W, frame), sqrt(variance), 1e-9);
    assert_near(score_of("normalized-variance", H, W, frame), variance / mean, 1e-9);
    assert_near(score_of("redondo", H, W, frame), 16 * b * b, 1e-3);
    assert_near(score_of("brenner", H, W, frame), 4 * b * b, 1e-3);
}

static void test_measures_of_stripes(void **state)
{
    (void)state;
    enum { H = 32, W = 64 };
    float frame[H * W];
    for (size_t i = 0; i < H * W; i++)
        frame[i] = i % 2 ? 9 : 11; /* neighbours 10^2 - 1, next but one 10^2 + 1 in the mean */
    assert_near(score_of("vollath4", H, W, frame), -2, 1e-6);
    assert_near(score_of("vollath5", H, W, frame), -1, 1e-6);
    assert_near(score_of("bandpass", H, W, frame), 0, 1e-6);

    /* A wave inside the band: two frequencies of power (amplitude h w / 2)^2 among those that the band holds. */
    double count = 0;
    for (int fy = -16; fy < 16; fy++)
        for (int fx = -32; fx < 32; fx++) {
            double part = hypot(fy / (double)H, fx / (double)W) / 0.5;
            count += part >= 0.025 && part < 0.14;
        }
    for (size_t i = 0; i < H * W; i++)
        frame[i] = 50 + 3 * (float)cos(2 * M_PI * 2 * (double)(i % W) / W);
    assert_near(score_of("bandpass", H, W, frame), 9.0 * H * W / 2 / count, 1e-2);
}

static void test_blur_lowers_every_measure(void **state)
{
    (void)state;
    float raw[64 * 48], sharp[64 * 48], dull[64 * 48];
    noise(64 * 48, raw, 5);
    blur(64, 48, raw, sharp);
    blur(64, 48, sharp, dull);
    char name[CLI_WORD_MAX + 1];
    for (size_t i = 0; cli_word_at(SHARPNESS_MEASURES, i, name); i++)
        assert_true(score_of(name, 64, 48, sharp) > score_of(name, 64, 48, dull));
}

static void test_noise_has_no_structure(void **state)
{
    (void)state;
    float frame[64 * 48], other[64 * 48];
    for (uint64_t seed = 0; seed < 200; seed++) {
        noise(64 * 48, frame, seed);
        assert_false(contrast_structured(64, 48, frame));
        blur(64, 48, frame, other);
        assert_true(contrast_structured(64, 48, other));
    }
    assert_false(contrast_absent(64, 48, frame));
    for (size_t i = 0; i < 64 * 48; i++)
        frame[i] = 3;
    assert_true(contrast_absent(64, 48, frame));
    assert_false(contrast_structured(64, 48, frame));
    frame[64 * 48 - 1] = 4;
    assert_false(contrast_absent(64, 48, frame));
}

static void test_saturation(void **state)
{
    (void)state;
    float frame[64 * 64];
    noise(64 * 64, frame, 1);
    assert_false(contrast_saturated(64, 64, frame, HUGE_VAL));
    for (size_t i = 0; i < 5; i++) /* a thousandth is 4.1 pixels */
        frame[100 * i] = 255;
    assert_true(contrast_saturated(64, 64, frame, 255));
    assert_false(contrast_saturated(64, 64, frame, 256));
    frame[0] = 254;
    assert_false(contrast_saturated(64, 64, frame, 255));
}

static void test_focus_of_a_hill(void **state)
{
    (void)state;
    double z[9], score[9];
    struct focus focus;
    for (size_t i = 0; i < 9; i++) {
        z[i] = 2 * (double)i - 8;
        score[i] = 5 - (z[i] - 1.3) * (z[i] - 1.3);
    }
    assert_true(focus_find(9, z, score, FOCUS_MAXIMUM, 0.5, &focus));
    assert_near(focus.z, 1.3, 1e-12);
    assert_near(focus.score, 5, 1e-12);
    assert_near(focus.confidence, 1, 0);
    assert_string_equal(status_name(focus.status), "ok");

    /* The highest plane but one, and the summit beyond it, in the last gap. */
    assert_true(
        focus_find(6, z, score, FOCUS_MAXIMUM, 0.5, &focus)); /* ends at z = 2, and the plane at 2 is the highest */
    assert_string_equal(status_name(focus.status), "edge");
    for (size_t i = 0; i < 9; i++)
        score[i] = 5 - (z[i] - 6.9) * (z[i] - 6.9);
    assert_true(focus_find(9, z, score, FOCUS_MAXIMUM, 0.5, &focus));
    assert_near(focus.z, 6.9, 1e-12);
    assert_string_equal(status_name(focus.status), "edge");
    assert_true(focus_find(1, z, score, FOCUS_MAXIMUM, 0.5, &focus));
    assert_string_equal(status_name(focus.status), "edge");
}

static void test_confidence(void **state)
{
    (void)state;
    const double z[] = {0, 1, 2, 3, 4, 5, 6, 7, 8};
    struct focus focus;
    const double two[] = {0, 1, 4, 1, 0, 1, 4, 1, 0}, lower[] = {1, 2, 9, 2, 1, 2, 3, 2, 0};
    assert_true(focus_find(9, z, two, FOCUS_MAXIMUM, 0.5, &focus));
    assert_near(focus.confidence, 0, 0);
    assert_string_equal(status_name(focus.status), "low-confidence");
    assert_true(
        focus_find(9, z, lower, FOCUS_MAXIMUM, 0.5, &focus)); /* climbs 2 on the way, stands 8 above the higher foot */
    assert_near(focus.confidence, 0.75, 1e-15);
    assert_string_equal(status_name(focus.status), "ok");
}

static void test_centre_of_a_hill(void **state)
{
    (void)state;
    double z[41], score[41];
    struct focus focus;
    /* Two maxima of nearly the same height, alike on both sides of 1.25: the centre is between them. */
    for (size_t i = 0; i < 41; i++) {
        z[i] = (double)i / 2 - 10;
        double a = z[i] - 1.25 - 1.5, b = z[i] - 1.25 + 1.5;
        score[i] = 3 + 1.001 * exp(-a * a / 2) + exp(-b * b / 2);
    }
    assert_true(focus_find(41, z, score, FOCUS_MAXIMUM, 0.2, &focus));
    assert_near(focus.z, 2.75, 0.1);
    assert_true(focus_find(41, z, score, FOCUS_CENTRE, 0.2, &focus));
    assert_near(focus.z, 1.25, 0.01);
    assert_string_equal(status_name(focus.status), "ok");

    /* The half of a lopsided hill that is above 1/2: 0 .. 1 rising, 1 .. 3 falling to 0, so 0.5 .. 2. */
    for (size_t i = 0; i < 41; i++)
        score[i] = fmax(0, z[i] < 1 ? z[i] : (3 - z[i]) / 2);
    assert_true(focus_find(41, z, score, FOCUS_CENTRE, 0.5, &focus));
    assert_near(focus.z, (0.5 * 0.5 * (1 - 0.5 / 3) + 1 * 0.5 * (1 + 1.0 / 3)) / (0.5 * 0.5 + 1 * 0.5), 0.05);
}

/* Planes of a real brightfield series, in which a not-a-knot spline puts the focus at 1355.69 and the score at 5842. */
static void test_focus_of_uneven_planes(void **state)
{
    (void)state;
    const double z[] = {1327.6, 1341.95, 1351.6, 1352.25, 1362, 1376.8}, score[] = {5540, 5547, 5639, 5699, 5542, 5539};
    struct focus focus;
    for (enum focus_peak peak = FOCUS_MAXIMUM; peak <= FOCUS_CENTRE; peak++) {
        assert_true(focus_find(6, z, score, peak, 0.5, &focus));
        assert_near(focus.z, 1352.2, peak == FOCUS_MAXIMUM ? 0.1 : 3);
        assert_near(focus.score, 5699, 1e-6);
        assert_string_equal(status_name(focus.status), "ok");
    }
}

/* A plane that is missing does not make even planes uneven: the focus is still found between the planes. */
static void test_missing_plane(void **state)
{
    (void)state;
    double z[12], score[12];
    struct focus focus;
    for (size_t i = 0; i < 12; i++) {
        z[i] = 0.1 * (double)(i < 3 ? i : i + 1); /* with rounding errors */
        score[i] = 5 - (z[i] - 0.73) * (z[i] - 0.73);
    }
    assert_true(focus_find(12, z, score, FOCUS_MAXIMUM, 0.5, &focus));
    assert_near(focus.z, 0.73, 1e-9);
}

/* Hills over 60 planes, which rise to a single top and fall again. */
static double hill(int shape, double u)
{
    switch (shape) {
    case 0:
        return exp(-u * u / 8);
    case 1:
        return 1 / (1 + u * u / 4);
    case 2:
        return exp(-fabs(u) / 8);
    case 3:
        return u < 0 ? exp(-u * u / 8) : exp(-u * u / 200);
    default:
        return log(1 + 100 * exp(-u * u / 18));
    }
}

/* Eight or more of n planes: any, or those of two passes with wide steps, which are far from even. */
static void choose(struct rng *rng, bool passes, size_t n, bool *chosen)
{
    size_t step = 4 + (size_t)(rng_uniform(rng) * 10), wanted = 8 + (size_t)(rng_uniform(rng) * (double)(n - 8));
    size_t first = (size_t)(rng_uniform(rng) * (double)step), second = (first + 1 + step / 4) % step;
    for (size_t i = 0; i < n; i++) {
        if (passes)
            chosen[i] = i % step == first || i % step == second;
        else if ((chosen[i] = rng_uniform(rng) * (double)(n - i) < (double)wanted))
            wanted--;
    }
}

/* Some planes of a hill: the focus is no farther from that of all planes than the wider gap next to the highest plane,
 * and its score not above the hill by more than a quarter of its height; or the status says that it is not to be
 * trusted. */
static void test_focus_of_some_planes(void **state)
{
    (void)state;
    enum { PLANES = 60, TRIALS = 400 };
    struct rng *rng = rng_new(3, 0);
    assert_non_null(rng);
    int trusted = 0;
    for (int trial = 0; trial < 5 * TRIALS; trial++) {
        double z[PLANES], score[PLANES], some_z[PLANES], some_score[PLANES], at = 15 + 30 * rng_uniform(rng);
        bool chosen[PLANES];
        size_t n = 0, top = 0;
        choose(rng, trial % 2, PLANES, chosen);
        for (size_t i = 0; i < PLANES; i++) {
            z[i] = (double)i;
            score[i] = 5000 + 200 * hill(trial / TRIALS, z[i] - at);
            if (!chosen[i])
                continue;
            some_z[n] = z[i];
            some_score[n] = score[i];
            top = some_score[n] > some_score[top] ? n : top;
            n++;
        }
        assert_true(n >= 8);
        struct focus all, some;
        assert_true(focus_find(PLANES, z, score, FOCUS_MAXIMUM, 0.5, &all));
        assert_string_equal(status_name(all.status), "ok");
        assert_true(focus_find(n, some_z, some_score, FOCUS_MAXIMUM, 0.5, &some));
        if (some.status != STATUS_OK)
            continue;
        trusted++;
        assert_true(some.score - all.score < (all.score - 5000) / 4);
        assert_true(fabs(some.z - all.z) < fmax(some_z[top] - some_z[top - 1], some_z[top + 1] - some_z[top]));
    }
    rng_free(rng);
    assert_true(trusted > 5 * TRIALS / 2);
}

/* How many of 1000 curves of noise have a confidence of 0.5 and no edge. */
static int taken_for_focus(size_t n)
{
    struct rng *rng = rng_new(1, n);
    assert_non_null(rng);
    int taken = 0;
    for (int trial = 0; trial < 1000; trial++) {
        double z[64], score[64];
        struct focus focus;
        for (size_t i = 0; i < n; i++) {
            z[i] = (double)i;
            score[i] = rng_gauss(rng);
        }
        assert_true(focus_find(n, z, score, FOCUS_MAXIMUM, 0.5, &focus));
        taken += focus.status == STATUS_OK;
    }
    rng_free(rng);
    return taken;
}

static void test_noise_is_rarely_taken_for_focus(void **state)
{
    (void)state;
    int few = taken_for_focus(9), many = taken_for_focus(30);
    print_message("# noise taken for focus, of 1000 curves: %d with 9 planes, %d with 30\n", few, many);
    assert_true(few <= 100);
    assert_true(many <= 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_power_is_the_published_sum),
        cmocka_unit_test(test_power_of_other_frames),
        cmocka_unit_test(test_measures_of_a_ramp),
        cmocka_unit_test(test_measures_of_stripes),
        cmocka_unit_test(test_blur_lowers_every_measure),
        cmocka_unit_test(test_noise_has_no_structure),
        cmocka_unit_test(test_saturation),
        cmocka_unit_test(test_focus_of_a_hill),
        cmocka_unit_test(test_confidence),
        cmocka_unit_test(test_centre_of_a_hill),
        cmocka_unit_test(test_focus_of_uneven_planes),
        cmocka_unit_test(test_missing_plane),
        cmocka_unit_test(test_focus_of_some_planes),
        cmocka_unit_test(test_noise_is_rarely_taken_for_focus),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
