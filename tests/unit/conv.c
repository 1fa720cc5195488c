/* Convolutions and what happens between them: against their definitions, and gradients against difference quotients. */
#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "aligned.h"
#include "noise.h"

#include "conv/conv.h"

enum { N = 2 };

/* Of the images; AVX2 has kernels for 8, and does 16 slowly. */
static size_t block;

static float *random_floats(size_t n, uint64_t seed)
{
    float *p = floats(n);
    set_gauss(n, p, seed, 9);
    return p;
}

/* A function from x to y, plain images, with its gradient, whatever it is made of. */
struct layer {
    size_t in, out, h, w, to_h, to_w; /* channels, and sides before and after */
    bool halo;                        /* x has one */
    void (*run)(const void *context, const struct blocked *x, const struct blocked *y);
    void (*gradient)(const void *context, const struct blocked *x, const struct blocked *dy, const struct blocked *dx);
    const void *context;
};

static void run(const struct layer *l, const float *x, float *y)
{
    float *from = floats(blocked_floats(block, N, l->in, l->h, l->w, l->halo));
    float *to = floats(blocked_floats(block, N, l->out, l->to_h, l->to_w, false));
    struct blocked input = blocked_view(from, block, N, l->in, l->h, l->w, l->halo);
    struct blocked output = blocked_view(to, block, N, l->out, l->to_h, l->to_w, false);
    blocked_read(x, &input);
    l->run(l->context, &input, &output);
    blocked_write(&output, y);
    free(from);
    free(to);
}

static double sum_of(size_t n, const float *a, const float *b)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (double)a[i] * (double)b[i];
    return sum;
}

/* Of n values about a hundred are moved, as blocks that a processor has no instructions for take long: steps without
 * the factors 2 and 3 meet all taps, rows, channels and images. */
static size_t stride(size_t n)
{
    return n < 200 ? 1 : 6 * (n / 600) + 7;
}

/* The loss is the sum of the outputs, weighted. */
static void check_gradient(const struct layer *l)
{
    size_t in = N * l->in * l->h * l->w, out = N * l->out * l->to_h * l->to_w;
    float *x = random_floats(in, 1), *weight = random_floats(out, 2), *y = floats(out), *got = floats(in);
    float *from = floats(blocked_floats(block, N, l->in, l->h, l->w, l->halo));
    float *d_from = floats(blocked_floats(block, N, l->in, l->h, l->w, l->halo));
    float *d_to = floats(blocked_floats(block, N, l->out, l->to_h, l->to_w, false));
    struct blocked input = blocked_view(from, block, N, l->in, l->h, l->w, l->halo);
    struct blocked d_input = blocked_view(d_from, block, N, l->in, l->h, l->w, l->halo);
    struct blocked d_output = blocked_view(d_to, block, N, l->out, l->to_h, l->to_w, false);
    blocked_read(x, &input);
    blocked_read(weight, &d_output);
    l->gradient(l->context, &input, &d_output, &d_input);
    blocked_fold(&d_input);
    blocked_write(&d_input, got);
    for (size_t i = 0; i < in; i += stride(in)) {
        const float h = 1e-2f;
        float old = x[i];
        x[i] = old + h;
        run(l, x, y);
        double above = sum_of(out, weight, y);
        x[i] = old - h;
        run(l, x, y);
        double below = sum_of(out, weight, y);
        x[i] = old;
        assert_near(got[i], (above - below) / (2 * (double)h), 2e-3 * (1 + fabs((double)got[i])));
    }
    free(x), free(weight), free(y), free(got), free(from), free(d_from), free(d_to);
}

static void run_pool(const void *context, const struct blocked *x, const struct blocked *y)
{
    (void)context;
    blocked_pool(x, y);
}

static void gradient_of_pool(const void *context, const struct blocked *x, const struct blocked *dy,
                             const struct blocked *dx)
{
    (void)context;
    blocked_pool_gradient(x, dy, dx);
}

/* Two ways to twice the size, as the context. */
struct larger {
    void (*run)(const struct blocked *x, const struct blocked *y);
    void (*gradient)(const struct blocked *dy, const struct blocked *dx);
};
static const struct larger bilinear = {blocked_up, blocked_up_gradient};
static const struct larger spread_out = {blocked_spread, blocked_spread_gradient};

static void run_larger(const void *context, const struct blocked *x, const struct blocked *y)
{
    const struct larger *larger = context;
    larger->run(x, y);
}

static void gradient_of_larger(const void *context, const struct blocked *x, const struct blocked *dy,
                               const struct blocked *dx)
{
    const struct larger *larger = context;
    (void)x;
    larger->gradient(dy, dx);
}

/* The means as 1 x 1 images. */
static void run_mean(const void *context, const struct blocked *x, const struct blocked *y)
{
    (void)context;
    float mean[N * 16];
    blocked_mean(x, mean);
    blocked_read(mean, y);
}

static void gradient_of_mean(const void *context, const struct blocked *x, const struct blocked *dy,
                             const struct blocked *dx)
{
    (void)context;
    (void)x;
    float mean[N * 16];
    blocked_write(dy, mean);
    blocked_mean_gradient(mean, dx);
}

static void gradients_between_convolutions_are_difference_quotients(void **state)
{
    (void)state;
    const struct layer pool = {.in = 11, .out = 11, 4, 6, 2, 3, .run = run_pool, .gradient = gradient_of_pool};
    const struct layer up = {
        .in = 11, .out = 11, 3, 4, 6, 8, .context = &bilinear, .run = run_larger, .gradient = gradient_of_larger};
    const struct layer single = {
        .in = 3, .out = 3, 1, 1, 2, 2, .context = &bilinear, .run = run_larger, .gradient = gradient_of_larger};
    const struct layer spread = {
        .in = 11, .out = 11, 3, 4, 6, 8, .context = &spread_out, .run = run_larger, .gradient = gradient_of_larger};
    const struct layer mean = {.in = 11, .out = 11, 3, 4, 1, 1, .run = run_mean, .gradient = gradient_of_mean};
    check_gradient(&pool);
    check_gradient(&up);
    check_gradient(&single);
    check_gradient(&spread);
    check_gradient(&mean);
}

/* Of equal values only the first gets the gradient. */
static void a_tie_has_one_winner(void **state)
{
    (void)state;
    float x[4 * 16] = {0}, dy[16], dx[4 * 16] = {0};
    for (int c = 0; c < 16; c++)
        dy[c] = 1;
    struct blocked in = blocked_view(x, block, 1, block, 2, 2, false);
    struct blocked d_out = blocked_view(dy, block, 1, block, 1, 1, false);
    struct blocked d_in = blocked_view(dx, block, 1, block, 2, 2, false);
    blocked_pool_gradient(&in, &d_out, &d_in);
    for (size_t i = 0; i < 4 * block; i++)
        assert_near(dx[i], i < block, 0);
}

static void up_sampling_is_linear_interpolation(void **state)
{
    (void)state;
    const struct layer up = {.in = 1, .out = 1, 4, 5, 8, 10, .context = &bilinear, .run = run_larger};
    float x[N * 20], y[N * 80];
    for (int i = 0; i < N * 20; i++)
        x[i] = (float)(3 * (i / 5 % 4) - 2 * (i % 5));
    run(&up, x, y);
    for (int r = 0; r < 8; r++)
        for (int k = 0; k < 10; k++) {
            double at_y = fmin(fmax((r - 0.5) / 2, 0), 3), at_x = fmin(fmax((k - 0.5) / 2, 0), 4);
            assert_near(y[80 + r * 10 + k], 3 * at_y - 2 * at_x, 1e-5);
        }
}

static void halo_repeats_the_border(void **state)
{
    (void)state;
    float x[3 * 4], *buffer = floats(blocked_floats(block, 1, 1, 3, 4, true));
    struct blocked v = blocked_view(buffer, block, 1, 1, 3, 4, true);
    set_gauss(12, x, 4, 9);
    blocked_read(x, &v);
    for (int r = 0; r < 5; r++)
        for (int k = 0; k < 6; k++) {
            int near_r = r < 1 ? 0 : r > 3 ? 2 : r - 1, near_k = k < 1 ? 0 : k > 4 ? 3 : k - 1;
            assert_near(buffer[(size_t)(r * 6 + k) * block], x[near_r * 4 + near_k], 0);
        }
    free(buffer);
}

static void addition_fills_missing_channels_with_zeros(void **state)
{
    (void)state;
    float x[32 * 6], more[16 * 6], sum[32 * 6];
    size_t few = block * 6, all = 2 * few;
    set_gauss(all, x, 5, 9);
    set_gauss(few, more, 6, 9);
    float *a = floats(all), *b = floats(few), *c = floats(blocked_floats(block, 1, 3 * block, 2, 3, true));
    struct blocked va = blocked_view(a, block, 1, 2 * block, 2, 3, false),
                   vb = blocked_view(b, block, 1, block, 2, 3, false);
    struct blocked vc = blocked_view(c, block, 1, 3 * block, 2, 3, true), last = blocked_part(&vc, block, 2 * block);
    blocked_read(x, &va);
    blocked_read(more, &vb);
    blocked_add(&va, &vb, &last);
    blocked_write(&last, sum);
    for (size_t i = 0; i < all; i++)
        assert_near(sum[i], x[i] + (i < few ? more[i] : 0), 0);
    free(a), free(b), free(c);
}

/* A convolution with its memory. */
struct whole_conv {
    struct conv_engine *engine;
    struct conv *conv;
    struct conv_spec spec;
    float *w, *b, *packed, *scratch;
};

static struct whole_conv conv_of(const struct conv_spec *spec)
{
    struct whole_conv c = {.engine = conv_engine_new(CONV_AVX2), .spec = *spec};
    c.spec.block = block;
    assert_non_null(c.engine);
    c.conv = conv_new(c.engine, &c.spec, true);
    assert_non_null(c.conv);
    c.w = random_floats(spec->in * spec->out * CONV_WINDOW, 11);
    c.b = random_floats(spec->out, 12);
    c.packed = floats(conv_packed(c.conv));
    c.scratch = floats(conv_scratch(c.conv));
    conv_pack(c.conv, c.w, c.b, c.packed);
    return c;
}

static void whole_conv_free(struct whole_conv *c)
{
    conv_free(c->conv);
    conv_engine_free(c->engine);
    free(c->w), free(c->b), free(c->packed), free(c->scratch);
}

static void run_conv(const void *context, const struct blocked *x, const struct blocked *y)
{
    const struct whole_conv *c = context;
    assert_true(conv_forward(c->conv, c->packed, c->scratch, x, y));
}

static void gradient_of_conv(const void *context, const struct blocked *x, const struct blocked *dy,
                             const struct blocked *dx)
{
    const struct whole_conv *c = context;
    float *y = floats(blocked_floats(block, dy->n, dy->channels, dy->h, dy->w, false));
    struct blocked out = blocked_view(y, block, dy->n, dy->channels, dy->h, dy->w, false);
    run_conv(c, x, &out);
    blocked_relu_gradient(&out, c->spec.slope, dy, dy);
    assert_true(conv_gradient_input(c->conv, c->packed, c->scratch, dy, dx));
    free(y);
}

static const struct conv_spec specs[] = {
    {0, N, 1, 11, 4, 6, 1, true, 1},      {0, N, 19, 1, 3, 5, 1, true, 1},  {0, N, 1, 1, 3, 4, 1, true, 1},
    {0, N, 3, 5, 4, 6, 1, true, 1},       {0, N, 16, 8, 6, 5, 1, true, 1},  {0, N, 8, 24, 2, 2, 1, true, 1},
    {0, N, 8, 16, 1, 1, 1, true, 1},      {0, N, 12, 8, 6, 5, 1, false, 1}, {0, N, 8, 16, 6, 8, 2, false, 1},
    {0, N, 8, 16, 7, 5, 2, false, 1},     {0, N, 8, 8, 2, 2, 2, false, 1},  {0, N, 8, 8, 1, 1, 2, false, 1},
    {0, N, 16, 24, 18, 34, 1, true, 0},   {0, N, 1, 8, 5, 9, 1, true, 0},   {0, N, 8, 1, 5, 9, 1, true, 0.2f},
    {0, N, 8, 8, 20, 18, 2, false, 0.01f}};
enum { SPECS = sizeof specs / sizeof *specs };

static struct layer layer_of(const struct whole_conv *c)
{
    const struct conv_spec *s = &c->spec;
    return (struct layer){s->in,
                          s->out,
                          s->h,
                          s->w,
                          (s->h + s->stride - 1) / s->stride,
                          (s->w + s->stride - 1) / s->stride,
                          s->halo,
                          run_conv,
                          gradient_of_conv,
                          c};
}

static void convolution_is_its_definition(void **state)
{
    (void)state;
    for (size_t k = 0; k < SPECS; k++) {
        struct whole_conv c = conv_of(&specs[k]);
        struct layer l = layer_of(&c);
        float *x = random_floats(N * l.in * l.h * l.w, 21), *y = floats(N * l.out * l.to_h * l.to_w), *at = y;
        run(&l, x, y);
        long h = (long)l.h, w = (long)l.w, s = (long)c.spec.stride;
        /* as TensorFlow has it: an odd number of zeros has one more at the end */
        long top = c.spec.halo ? 1 : (((long)l.to_h - 1) * s + 3 - h) / 2;
        long left = c.spec.halo ? 1 : (((long)l.to_w - 1) * s + 3 - w) / 2;
        for (size_t n = 0; n < N; n++)
            for (size_t o = 0; o < l.out; o++)
                for (long r = 0; r < (long)l.to_h; r++)
                    for (long q = 0; q < (long)l.to_w; q++, at++) {
                        double sum = (double)c.b[o];
                        for (size_t i = 0; i < l.in; i++)
                            for (long tap = 0; tap < CONV_WINDOW; tap++) {
                                long py = r * s - top + tap / 3, px = q * s - left + tap % 3;
                                long iy = py < 0 ? 0 : py < h ? py : h - 1, ix = px < 0 ? 0 : px < w ? px : w - 1;
                                if (c.spec.halo || (iy == py && ix == px))
                                    sum += (double)c.w[(o * l.in + i) * CONV_WINDOW + (size_t)tap] *
                                           (double)x[((n * l.in + i) * l.h + (size_t)iy) * l.w + (size_t)ix];
                            }
                        sum = sum > 0 ? sum : sum * (double)c.spec.slope;
                        assert_near(*at, sum, 1e-4);
                    }
        free(x), free(y);
        whole_conv_free(&c);
    }
}

/* Without the ReLU the output is linear, so difference quotients are exact; with it, the mask is tested elsewhere. */
static void gradients_of_convolutions_are_difference_quotients(void **state)
{
    (void)state;
    for (size_t k = 0; k < SPECS && specs[k].slope > 0.5f; k++) {
        struct whole_conv c = conv_of(&specs[k]);
        struct layer l = layer_of(&c);
        check_gradient(&l);

        size_t in = N * l.in * l.h * l.w, out = N * l.out * l.to_h * l.to_w, weights = l.in * l.out * CONV_WINDOW;
        float *x = random_floats(in, 31), *dy = random_floats(out, 32), *y = floats(out);
        float *from = floats(blocked_floats(block, N, l.in, l.h, l.w, l.halo));
        float *to = floats(blocked_floats(block, N, l.out, l.to_h, l.to_w, false));
        float *dw = floats(weights), *db = floats(l.out), *room = floats(conv_packed(c.conv));
        struct blocked input = blocked_view(from, block, N, l.in, l.h, l.w, l.halo);
        struct blocked output = blocked_view(to, block, N, l.out, l.to_h, l.to_w, false);
        blocked_read(x, &input);
        blocked_read(dy, &output);
        assert_true(conv_gradient(c.conv, room, c.scratch, &input, &output, dw, db));
        for (size_t i = 0; i < weights + l.out; i += stride(weights)) {
            float *at = i < weights ? c.w + i : c.b + (i - weights), old = *at;
            double sum[2], got = (double)(i < weights ? dw[i] : db[i - weights]);
            for (int side = 0; side < 2; side++) {
                *at = old + (side ? 0.1f : -0.1f);
                conv_pack(c.conv, c.w, c.b, c.packed);
                run(&l, x, y);
                sum[side] = sum_of(out, dy, y);
            }
            *at = old;
            assert_near(got, (sum[1] - sum[0]) / 0.2, 2e-3 * (1 + fabs(got)));
        }
        free(x), free(dy), free(y), free(from), free(to), free(dw), free(db), free(room);
        whole_conv_free(&c);
    }
}

static void rectifiers_pass_what_they_passed(void **state)
{
    (void)state;
    float y[16] = {-1, 1, 0, 2, -3}, dy[16] = {5, 5, 5, 5, 5};
    struct blocked out = blocked_view(y, block, 1, 16, 1, 1, false), d = blocked_view(dy, block, 1, 16, 1, 1, false);
    blocked_relu_gradient(&out, 0.5f, &d, &d);
    assert_near(dy[0], 2.5, 0);
    assert_near(dy[1], 5, 0);
    assert_near(dy[2], 2.5, 0);
    assert_near(dy[3], 5, 0);
    assert_near(dy[4], 2.5, 0);
}

static void outputs_and_their_gradients_are_the_same_on_any_number_of_threads(void **state)
{
    (void)state;
    for (size_t k = 0; k < SPECS; k++) {
        const struct conv_spec *s = &specs[k];
        struct layer l = {0};
        float *y[2], *dx[2];
        size_t d_size = blocked_floats(block, N, s->in, s->h, s->w, s->halo), before = (size_t)omp_get_max_threads();
        for (int i = 0; i < 2; i++) {
            omp_set_num_threads(1 + 2 * i);
            struct whole_conv c = conv_of(s);
            l = layer_of(&c);
            float *x = random_floats(N * l.in * l.h * l.w, 41);
            float *dy = random_floats(blocked_floats(block, N, l.out, l.to_h, l.to_w, false), 42);
            y[i] = floats(N * l.out * l.to_h * l.to_w);
            dx[i] = floats(d_size);
            run(&l, x, y[i]);
            struct blocked d_out = blocked_view(dy, block, N, l.out, l.to_h, l.to_w, false);
            struct blocked d_in = blocked_view(dx[i], block, N, s->in, s->h, s->w, s->halo);
            assert_true(conv_gradient_input(c.conv, c.packed, c.scratch, &d_out, &d_in));
            free(x), free(dy);
            whole_conv_free(&c);
        }
        omp_set_num_threads((int)before);
        assert_memory_equal(y[0], y[1], N * l.out * l.to_h * l.to_w * sizeof(float));
        assert_memory_equal(dx[0], dx[1], d_size * sizeof(float));
        free(y[0]), free(y[1]), free(dx[0]), free(dx[1]);
    }
}

static void moments_are_those_of_each_channel(void **state)
{
    (void)state;
    enum { CHANNELS = 11, H = 5, W = 7 };
    float *plain = random_floats(N * CHANNELS * H * W, 5);
    float *at = floats(blocked_floats(block, N, CHANNELS, H, W, true));
    struct blocked x = blocked_view(at, block, N, CHANNELS, H, W, true);
    double mean[CHANNELS], square[CHANNELS];
    blocked_read(plain, &x);
    blocked_moments(&x, mean, square);
    for (size_t c = 0; c < CHANNELS; c++) {
        double sum = 0, squares = 0;
        for (size_t i = 0; i < N; i++)
            for (size_t k = 0; k < H * W; k++) {
                double value = (double)plain[(i * CHANNELS + c) * H * W + k];
                sum += value / (N * H * W);
                squares += value * value / (N * H * W);
            }
        assert_near(mean[c], sum, 1e-6);
        assert_near(square[c], squares, 1e-6);
    }
    free(plain);
    free(at);
}

static int blocks_of_eight(void **state)
{
    (void)state;
    block = 8;
    return 0;
}

static int blocks_of_sixteen(void **state)
{
    (void)state;
    block = 16;
    return 0;
}

#define BOTH(test) cmocka_unit_test_setup(test, blocks_of_eight), cmocka_unit_test_setup(test, blocks_of_sixteen)

int main(void)
{
    omp_set_num_threads(1); /* so small images are not worth more */
    const struct CMUnitTest tests[] = {
        BOTH(moments_are_those_of_each_channel),
        BOTH(gradients_between_convolutions_are_difference_quotients),
        BOTH(a_tie_has_one_winner),
        BOTH(up_sampling_is_linear_interpolation),
        BOTH(halo_repeats_the_border),
        BOTH(addition_fills_missing_channels_with_zeros),
        BOTH(convolution_is_its_definition),
        BOTH(gradients_of_convolutions_are_difference_quotients),
        BOTH(rectifiers_pass_what_they_passed),
        BOTH(outputs_and_their_gradients_are_the_same_on_any_number_of_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
