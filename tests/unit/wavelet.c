/* Complex wavelets: what they keep, and what they do not see. */
#include "noise.h"

#include "wavelet/wavelet.h"

enum { MOST = 150 };

static float image[MOST * MOST], back[MOST * MOST];

static void test_reconstruction(void **state)
{
    (void)state;
    static const size_t size[][3] = {{1, 16, 16}, {3, 33, 150}, {6, 150, 149}, {9, 17, 61}};
    for (size_t i = 0; i < sizeof size / sizeof *size; i++) {
        size_t h = size[i][1], w = size[i][2];
        struct wavelet *wt = wavelet_new(size[i][0], h, w);
        assert_non_null(wt);
        assert_true(wt->scales >= 1 && wt->scales <= size[i][0]);
        set_gauss(h * w, image, 3, 0);
        wavelet_analyse(wt, image);
        wavelet_synthesise(wt, back);
        for (size_t p = 0; p < h * w; p++)
            assert_near(back[p], image[p], 1e-5);
        wavelet_free(wt);
    }
}

/* All coefficients together have the squares of the image and its mirrored border. */
static void test_energy(void **state)
{
    (void)state;
    struct wavelet *wt = wavelet_new(3, 16, 16);
    assert_non_null(wt);
    assert_int_equal(wt->h, 24);
    assert_int_equal(wt->w, 24);
    set_gauss(16 * 16, image, 3, 0);
    double want = 0, energy = 0;
    for (size_t y = 0; y < 24; y++)
        for (size_t x = 0; x < 24; x++) { /* four rows below the image mirror its end, four its beginning */
            size_t from_y = y < 16 ? y : y < 20 ? 31 - y : 23 - y, from_x = x < 16 ? x : x < 20 ? 31 - x : 23 - x;
            want += (double)image[from_y * 16 + from_x] * (double)image[from_y * 16 + from_x];
        }
    wavelet_analyse(wt, image);
    for (size_t i = 0; i < wt->h * wt->w; i++)
        energy += (double)wt->re[i] * (double)wt->re[i] + (double)wt->im[i] * (double)wt->im[i];
    assert_near(energy / want, 1, 1e-5);
    wavelet_free(wt);
}

/* Three moments vanish: details of polynomials of second degree are 0, away from the border. */
static void test_polynomials_have_no_details(void **state)
{
    (void)state;
    enum { SIDE = 128 };
    struct wavelet *wt = wavelet_new(2, SIDE, SIDE);
    assert_non_null(wt);
    for (size_t i = 0; i < SIDE * SIDE; i++) {
        double y = (double)(i / SIDE) / SIDE, x = (double)(i % SIDE) / SIDE;
        image[i] = (float)(1 + 2 * x - y + x * x - 3 * x * y + 2 * y * y);
    }
    wavelet_analyse(wt, image);
    for (size_t s = 0; s < 2; s++) {
        size_t h = wt->h >> (s + 1), w = wt->w >> (s + 1), end = ((size_t)SIDE >> (s + 1)) - 3;
        for (size_t y = 3; y < end; y++)
            for (size_t x = 3; x < end; x++)
                for (size_t band = 1; band < 4; band++) {
                    size_t i = (y + band / 2 * h) * wt->w + x + band % 2 * w;
                    assert_near(hypotf(wt->re[i], wt->im[i]), 0, 3e-6);
                }
    }
    wavelet_free(wt);
}

/* An edge that moves by a pixel keeps its energy; in the real Daubechies wavelet of this length it changes by half. */
static void test_edges_may_move(void **state)
{
    (void)state;
    enum { SIDE = 64 };
    struct wavelet *wt = wavelet_new(1, SIDE, SIDE);
    assert_non_null(wt);
    double energy[2];
    for (size_t shift = 0; shift < 2; shift++) {
        for (size_t i = 0; i < SIDE * SIDE; i++)
            image[i] = (float)tanh(((double)(i % SIDE) - 32 - (double)shift) / 2);
        wavelet_analyse(wt, image);
        energy[shift] = 0;
        for (size_t x = 0; x < 28; x++) {
            size_t i = 10 * wt->w + wt->w / 2 + x;
            energy[shift] += (double)wt->re[i] * (double)wt->re[i] + (double)wt->im[i] * (double)wt->im[i];
        }
    }
    assert_near(energy[1] / energy[0], 1, 0.05);
    wavelet_free(wt);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reconstruction),
        cmocka_unit_test(test_energy),
        cmocka_unit_test(test_polynomials_have_no_details),
        cmocka_unit_test(test_edges_may_move),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
