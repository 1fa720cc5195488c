/* Rounding to 8 bits, and convolutions of what is rounded, against their definitions. */
#include <stdlib.h>
#include <string.h>

#include "aligned.h"
#include "noise.h"

#include "conv/bfloat16.h"
#include "conv/conv.h"

enum { N = 2, IN = 24, OUT = 40, H = 5, W = 7, BLOCK = 16 };

static double widened(uint16_t half)
{
    uint32_t bits = (uint32_t)half << 16;
    float x;
    memcpy(&x, &bits, sizeof x);
    return (double)x;
}

static double rounded(float x)
{
    return widened(bfloat16(x));
}

static void nearest_even_and_not_finite(void **state)
{
    (void)state;
    assert_true(rounded(1) == 1 && rounded(-0.5f) == -0.5 && rounded(0) == 0);
    assert_true(rounded(1.00390625f) == 1);          /* 1 + 2^-8: in the middle, to the even one */
    assert_true(rounded(1.01171875f) == 1.015625);   /* 1 + 3 2^-8 */
    assert_true(rounded(1.00391f) == 1.0078125);     /* above the middle */
    assert_true(rounded(3.4028234e38f) == INFINITY); /* the largest float is nearer to the next power of two */
    assert_true(rounded(-INFINITY) == -INFINITY);
    assert_true(isnan(rounded(NAN)) && isnan(rounded(-NAN)));
    float x[37];
    uint16_t y[37];
    set_gauss(37, x, 1, 1);
    bfloat16_round(37, x, y);
    for (size_t i = 0; i < 37; i++) {
        assert_true(y[i] == bfloat16(x[i]));
        assert_true(fabs(widened(y[i]) - (double)x[i]) <= ldexp(fabs((double)x[i]), -8));
    }
}

/* Random plain images, and as blocks. */
static float *images(size_t channels, bool halo, uint64_t seed, struct blocked *x)
{
    float *plain = floats(N * channels * H * W);
    set_gauss(N * channels * H * W, plain, seed, 3);
    *x = blocked_view(floats(blocked_floats(BLOCK, N, channels, H, W, halo)), BLOCK, N, channels, H, W, halo);
    blocked_read(plain, x);
    return plain;
}

static void images_free(float *plain, const struct blocked *x)
{
    free(plain);
    free(x->halo ? x->at - x->row - x->block : x->at);
}

static size_t repeated(size_t i, size_t tap, size_t n)
{
    return i + tap < 1 ? 0 : i + tap > n ? n - 1 : i + tap - 1;
}

/* What a tap of the convolution at (n, y, x) reads of channel i. */
static double seen(const float *plain, size_t n, size_t i, size_t y, size_t x, size_t tap)
{
    return rounded(plain[((n * IN + i) * H + repeated(y, tap / 3, H)) * W + repeated(x, tap % 3, W)]);
}

static void convolutions_of_what_is_rounded(void **state)
{
    (void)state;
    if (!conv_isa_here(CONV_BF16)) {
        print_message("this processor has no AVX512_BF16\n");
        skip();
    }
    struct conv_engine *engine = conv_engine_new(CONV_BF16);
    assert_non_null(engine);
    assert_int_equal(conv_engine_block(engine), BLOCK);
    struct conv_spec spec = {BLOCK, N, IN, OUT, H, W, .stride = 1, .halo = true, .slope = 1};
    struct conv *conv = conv_new(engine, &spec, true);
    assert_non_null(conv);
    float *w = floats(OUT * IN * CONV_WINDOW), *dw = floats(OUT * IN * CONV_WINDOW), b[OUT], db[OUT];
    float *packed = floats(conv_packed(conv)), *scratch = floats(conv_scratch(conv));
    set_gauss(OUT * IN * CONV_WINDOW, w, 1, 1);
    set_gauss(OUT, b, 2, 1);
    struct blocked x, y, dx, dy;
    float *plain = images(IN, true, 3, &x), *out = images(OUT, false, 4, &y), *by_in = images(IN, true, 5, &dx);
    float *by_out = images(OUT, false, 6, &dy);
    conv_pack(conv, w, b, packed);
    assert_true(conv_forward(conv, packed, scratch, &x, &y));
    assert_true(conv_gradient_input(conv, packed, scratch, &dy, &dx));
    assert_true(conv_gradient(conv, packed, scratch, &x, &dy, dw, db));
    blocked_write(&y, out);
    blocked_fold(&dx);
    blocked_write(&dx, by_in);

    double *by_input = calloc(N * IN * H * W, sizeof *by_input),
           *by_weight = calloc(OUT * IN * CONV_WINDOW, sizeof *by_weight);
    assert_non_null(by_input);
    assert_non_null(by_weight);
    for (size_t n = 0; n < N; n++)
        for (size_t o = 0; o < OUT; o++)
            for (size_t at = 0; at < H * W; at++) {
                double sum = (double)b[o], slope = rounded(by_out[(n * OUT + o) * H * W + at]);
                for (size_t i = 0; i < IN; i++)
                    for (size_t tap = 0; tap < CONV_WINDOW; tap++) {
                        size_t k = (o * IN + i) * CONV_WINDOW + tap;
                        size_t from = repeated(at / W, tap / 3, H) * W + repeated(at % W, tap % 3, W);
                        double value = seen(plain, n, i, at / W, at % W, tap);
                        sum += rounded(w[k]) * value;
                        by_weight[k] += slope * value;
                        by_input[(n * IN + i) * H * W + from] += slope * rounded(w[k]);
                    }
                assert_near(out[(n * OUT + o) * H * W + at], sum, 2e-4);
            }
    for (size_t i = 0; i < N * IN * H * W; i++)
        assert_near(by_in[i], by_input[i], 2e-4);
    for (size_t i = 0; i < OUT * IN * CONV_WINDOW; i++)
        assert_near(dw[i], by_weight[i], 5e-4);
    free(by_input), free(by_weight), free(w), free(dw), free(packed), free(scratch);
    images_free(plain, &x), images_free(out, &y), images_free(by_in, &dx), images_free(by_out, &dy);
    conv_free(conv);
    conv_engine_free(engine);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nearest_even_and_not_finite),
        cmocka_unit_test(convolutions_of_what_is_rounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
