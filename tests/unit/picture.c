/* Contrast, spectra and montages against closed forms. */
#include <string.h>

#include "near.h"

#include "picture/picture.h"

/* A wave of ky, kx periods has two peaks of h w / 2, mirrored through the middle; a constant one peak there. */
static void spectrum_of_a_wave(void **state)
{
    (void)state;
    static const size_t sides[][2] = {{8, 12}, {7, 9}, {8, 9}, {1, 6}, {6, 1}};
    for (size_t s = 0; s < sizeof sides / sizeof *sides; s++) {
        size_t h = sides[s][0], w = sides[s][1];
        int ky = h > 4 ? 2 : 0, kx = w > 4 ? -1 : 0;
        float image[96], magnitude[96];
        for (size_t i = 0; i < h * w; i++)
            image[i] = (float)cos(2 * M_PI * (ky * (double)(i / w) / (double)h + kx * (double)(i % w) / (double)w));
        assert_true(picture_spectrum(h, w, image, magnitude));
        for (size_t y = 0; y < h; y++)
            for (size_t x = 0; x < w; x++) {
                int fy = (int)y - (int)(h / 2), fx = (int)x - (int)(w / 2);
                bool peak = (fy == ky && fx == kx) || (fy == -ky && fx == -kx);
                assert_near(magnitude[y * w + x], peak ? (double)(h * w) / 2 : 0, 1e-4);
            }
    }
}

static void complex_values(void **state)
{
    (void)state;
    const float complex v[3] = {3 + 4 * I, -2, -I};
    float magnitude[3], phase[3];
    picture_magnitude(3, v, magnitude);
    picture_phase(3, v, phase);
    assert_true(magnitude[0] == 5 && magnitude[1] == 2 && magnitude[2] == 1);
    assert_true(fabs((double)phase[1] - M_PI) < 1e-6 && fabs((double)phase[2] + M_PI / 2) < 1e-6);
    picture_log(3, magnitude);
    assert_near(magnitude[0], log(26), 1e-6);
}

static void contrast(void **state)
{
    (void)state;
    float v[101];
    unsigned char gray[101];
    for (int i = 0; i <= 100; i++)
        v[i] = (float)((i * 37) % 101); /* 0 to 100, shuffled */
    double limits[2];
    assert_true(picture_percentiles(101, v, (double[]){10, 95}, limits));
    assert_true(limits[0] == 10 && limits[1] == 95);
    picture_gray(101, v, (double[]){20, 71}, 1, gray);
    for (int i = 0; i <= 100; i++)
        assert_int_equal(gray[i], v[i] <= 20 ? 0 : v[i] >= 71 ? 255 : 5 * (int)v[i] - 100);
    picture_gray(1, (float[]){0.25f}, (double[]){0, 1}, 2, gray);
    assert_int_equal(gray[0], 128); /* 255 x 0.25^(1/2) = 127.5 */
    picture_gray(2, (float[]){4, 5}, (double[]){4, 4}, 1, gray);
    assert_true(gray[0] == 0 && gray[1] == 255);
}

static void mean_of_frames(void **state)
{
    (void)state;
    float v[3][2] = {{1, 10}, {2, -20}, {6, 40}}, mean[2];
    picture_mean(3, 2, v[0], mean);
    assert_true(mean[0] == 3 && mean[1] == 10);
    picture_mean(3, 2, v[0], v[0]);
    assert_memory_equal(v[0], mean, sizeof mean);
}

static void montage(void **state)
{
    (void)state;
    struct montage m = {.h = 1, .w = 2, .channels = 1, .columns = 2, .gap = 1, .scale = 2};
    size_t h, w;
    assert_true(montage_size(&m, 3, &h, &w));
    assert_true(h == 2 + 1 + 2 && w == 4 + 1 + 4);
    unsigned char picture[45];
    memset(picture, '.', sizeof picture);
    montage_put(&m, 0, (const unsigned char *)"ab", w, picture);
    montage_put(&m, 1, (const unsigned char *)"cd", w, picture);
    montage_put(&m, 2, (const unsigned char *)"ef", w, picture);
    assert_memory_equal(picture,
                        "aabb.ccdd"
                        "aabb.ccdd"
                        "........."
                        "eeff....."
                        "eeff.....",
                        45);
    m.columns = 7;
    assert_true(montage_size(&m, 3, &h, &w) && m.columns == 3 && w == 3 * 4 + 2);
    m.columns = 0;
    assert_true(montage_size(&m, 3, &h, &w) && m.columns == 2);
    m.scale = SIZE_MAX / 2;
    assert_false(montage_size(&m, 3, &h, &w));
}

static void colours(void **state)
{
    (void)state;
    struct montage m = {.h = 1, .w = 2, .channels = 3, .columns = 1, .gap = 1, .scale = 1};
    size_t h, w;
    assert_true(montage_size(&m, 6, &h, &w));
    assert_true(h == 3 && w == 2);
    char picture[] = "..................";
    static const char *const frame[] = {"rR", "gG", "bB", "sS", "hH", "cC"};
    for (size_t i = 0; i < 6; i++)
        montage_put(&m, i, (const unsigned char *)frame[i], w, (unsigned char *)picture);
    assert_string_equal(picture, "rgbRGB......shcSHC");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spectrum_of_a_wave), cmocka_unit_test(complex_values), cmocka_unit_test(contrast),
        cmocka_unit_test(mean_of_frames),     cmocka_unit_test(montage),        cmocka_unit_test(colours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
