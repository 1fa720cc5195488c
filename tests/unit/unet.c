/* The U-Net and its critic: sizes, memory, and gradients against difference quotients. */
#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "noise.h"

#include "net/critic.h"
#include "net/standard.h"
#include "net/unet.h"

enum { N = 2, SIDE = 16, PIXELS = SIDE * SIDE };

static float *random_floats(size_t n, uint64_t seed)
{
    float *p = calloc(n, sizeof *p);
    assert_non_null(p);
    set_gauss(n, p, seed, 9);
    return p;
}

static size_t params_of(const struct unet_spec *spec, enum unet_part part)
{
    struct layer layers[UNET_LAYERS_MAX];
    return layers_params(layers, unet_layers(spec, part, layers));
}

static void published_networks_have_the_published_sizes(void **state)
{
    (void)state;
    struct unet_spec unet = {1, 1, UNET_BASE, UNET_LEVELS, 1};
    struct critic_spec critic = {1, CRITIC_BASE, CRITIC_BLOCKS};
    struct layer layers[CRITIC_LAYERS_MAX];
    assert_int_equal(params_of(&unet, UNET_TRUNK) + params_of(&unet, UNET_IMAGE), 18522731);
    assert_int_equal(params_of(&unet, UNET_DPM), params_of(&unet, UNET_IMAGE));
    assert_int_equal(layers_params(layers, critic_layers(&critic, layers)), 94346017);
    assert_string_equal(layers[1].name, "block1b");
    assert_string_equal(layers[13].name, "dense2");
}

static void channels_of_narrow_networks_are_multiples_of_eight(void **state)
{
    (void)state;
    static const size_t first[] = {0, 8, 8, 16, 16, 24, 25}; /* of 25, at base 8, 16, ... */
    for (size_t base = 8; base <= UNET_BASE; base += 8) {
        struct unet_spec spec = {2, 3, base, UNET_LEVELS, 2};
        struct layer layers[UNET_LAYERS_MAX];
        assert_int_equal(unet_layers(&spec, UNET_TRUNK, layers), 10);
        assert_int_equal(layers[0].in, 2);
        assert_int_equal(layers[0].out, first[base / 8]);
        assert_int_equal(layers[1].out, base);
        for (size_t i = 1; i < 10; i++)
            assert_true(base == UNET_BASE || layers[i].out % 8 == 0);
        assert_int_equal(layers[9].out, 16 * base);
        assert_int_equal(unet_layers(&spec, UNET_DPM, layers), 9);
        assert_string_equal(layers[0].name, "dpm4a");
        assert_int_equal(layers[0].in, 24 * base);
        assert_string_equal(layers[8].name, "dpm");
        assert_int_equal(layers[8].out, 2);
        unet_layers(&spec, UNET_IMAGE, layers);
        assert_int_equal(layers[8].out, 3);
    }
}

static void first_weights_have_the_variance_of_glorot(void **state)
{
    (void)state;
    struct unet_spec spec = {1, 1, 16, UNET_LEVELS, 1};
    struct layer layers[UNET_LAYERS_MAX];
    size_t count = unet_layers(&spec, UNET_IMAGE, layers);
    float *params = calloc(layers_params(layers, count), sizeof *params);
    assert_true(layers_init(layers, count, 1, params));
    for (size_t l = 0; l + 1 < count; l++) {
        double squares = 0, most = 0, sd = sqrt(2.0 / (9 * (double)(layers[l].in + layers[l].out)));
        for (size_t i = layers[l].w; i < layers[l].b; i++) {
            squares += (double)params[i] * (double)params[i];
            most = fmax(most, fabs((double)params[i]));
        }
        double n = (double)(layers[l].b - layers[l].w);
        assert_near(sqrt(squares / n) / sd, 1, 3 / sqrt(n));
        assert_true(most < 2.28 * sd && most > 2 * sd); /* cut at 2 sd of the uncut distribution */
        assert_near(params[layers[l].b], 0, 0);
    }
    free(params);
}

/* Compares a gradient with the difference quotients of two intervals about *at, set by `set`. Where a ReLU or a maximum
 * switches inside, the two quotients differ and say nothing: they are counted as kinks. */
struct tally {
    size_t tried, kinks, wrong;
};

static void compare(struct tally *t, float *at, double got, float h, double least, double (*loss)(void *),
                    void *context)
{
    float old = *at;
    double quotient[2];
    for (int i = 0; i < 2; i++) {
        float half = i ? h / 2 : h;
        *at = old + half;
        double above = loss(context);
        *at = old - half;
        quotient[i] = (above - loss(context)) / (2 * (double)half);
    }
    *at = old;
    bool kink = fabs(quotient[0] - quotient[1]) > 0.005 * (fabs(got) + least);
    t->tried++;
    t->kinks += kink;
    t->wrong += !kink && fabs(quotient[1] - got) > 0.02 * (fabs(got) + least);
}

static void assert_right(const struct tally *t)
{
    assert_true(t->wrong <= t->tried / 20);
    assert_true(t->kinks < t->tried * 2 / 3);
}

/* A network and all that its gradient needs. */
struct case_of {
    struct unet_spec spec;
    struct unet *unet;
    float *params[UNET_PARTS], *gradient[UNET_PARTS], *x, *y, *weight, *dx;
    size_t in, out;
    enum unet_part way, part; /* which of them is compared */
};

static struct case_of new_case(const struct unet_spec *spec)
{
    struct case_of c = {.spec = *spec, .in = N * spec->inputs * PIXELS, .out = N * PIXELS};
    c.out *= spec->dpm > spec->outputs ? spec->dpm : spec->outputs;
    c.unet = unet_new(spec, N, SIDE, SIDE, true, CONV_AVX2);
    assert_non_null(c.unet);
    for (enum unet_part part = 0; part < UNET_PARTS; part++) {
        struct layer layers[UNET_LAYERS_MAX];
        size_t count = unet_layers(spec, part, layers);
        c.params[part] = random_floats(layers_params(layers, count), part);
        c.gradient[part] = calloc(layers_params(layers, count), sizeof(float));
        assert_true(layers_init(layers, count, 5, c.params[part]));
        for (size_t l = 0; l < count; l++)
            for (size_t i = 0; i < layers[l].out; i++)
                c.params[part][layers[l].b + i] = 0.1f * (float)(i % 5) - 0.2f;
        if (part != UNET_DPM || spec->dpm)
            unet_set(c.unet, part, c.params[part]);
    }
    c.x = random_floats(c.in, 7);
    c.weight = random_floats(c.out, 8);
    c.y = calloc(c.out, sizeof *c.y);
    c.dx = calloc(c.in, sizeof *c.dx);
    return c;
}

static void free_case(struct case_of *c)
{
    for (enum unet_part part = 0; part < UNET_PARTS; part++)
        free(c->params[part]), free(c->gradient[part]);
    free(c->x), free(c->y), free(c->weight), free(c->dx);
    unet_free(c->unet);
}

static double unet_loss(struct case_of *c, enum unet_part way)
{
    double sum = 0;
    assert_true(unet_down(c->unet, c->x) && unet_up(c->unet, way, c->y));
    for (size_t i = 0; i < N * unet_outputs(&c->spec, way) * PIXELS; i++)
        sum += (double)c->y[i] * (double)c->weight[i];
    return sum;
}

/* The loss of `way`, after a change of the weights of `part`. */
static double changed_loss(void *context)
{
    struct case_of *c = context;
    if (c->part < UNET_PARTS)
        unet_set(c->unet, c->part, c->params[c->part]);
    return unet_loss(c, c->way);
}

/* Compares the gradient by some numbers of the vector of a part; part UNET_PARTS is the input. */
static void check_unet(struct case_of *c, enum unet_part way, enum unet_part part)
{
    bool input = part == UNET_PARTS;
    struct tally tally = {0};
    c->way = way;
    c->part = part;
    for (size_t i = 0; i < (input ? c->in : params_of(&c->spec, part)); i += input ? 31 : 97)
        compare(&tally, (input ? c->x : c->params[part]) + i, (double)(input ? c->dx : c->gradient[part])[i], 1e-3f,
                0.5, changed_loss, c);
    changed_loss(c);
    assert_right(&tally);
}

static void gradients_of_the_unet_are_difference_quotients(void **state)
{
    (void)state;
    struct unet_spec spec = {2, 1, 8, 3, 2};
    struct case_of c = new_case(&spec);
    for (enum unet_part way = UNET_IMAGE; way < UNET_PARTS; way++) {
        unet_loss(&c, way);
        assert_true(unet_up_gradient(c.unet, way, c.weight, c.gradient[way]));
        assert_true(unet_down_gradient(c.unet, c.gradient[UNET_TRUNK], c.dx));
        check_unet(&c, way, way);
        check_unet(&c, way, UNET_TRUNK);
        check_unet(&c, way, UNET_PARTS);
    }
    free_case(&c);
}

struct standard_case {
    struct case_of *of;
    struct standard standard;
    float *v; /* the weights for standardised features; those of the network are in `of` */
};

static double standard_loss(void *context)
{
    struct standard_case *c = context;
    standard_weights(&c->standard, c->v, c->of->params[UNET_DPM]);
    unet_set(c->of->unet, UNET_DPM, c->of->params[UNET_DPM]);
    return unet_loss(c->of, UNET_DPM);
}

/* Of a decoder: each channel of the trunk is seen once, its weights are for mean 0 and variance 1, and the gradient by
 * them is their difference quotient. */
static void decoders_see_standardised_features(void **state)
{
    (void)state;
    for (enum unet_rise up = UNET_BILINEAR; up <= UNET_TRANSPOSED; up++) {
        struct unet_spec spec = {1, 1, 8, 3, 2, up};
        struct case_of of = new_case(&spec);
        struct standard_case c = {.of = &of, .v = random_floats(params_of(&spec, UNET_DPM), 3)};
        static double mean[UNET_LEVELS][UNET_CHANNELS_MAX], sd[UNET_LEVELS][UNET_CHANNELS_MAX];
        size_t channels = 0, seen = 0;
        unet_loss(&of, UNET_DPM);
        for (size_t level = 0; level < spec.levels; level++) {
            size_t here = unet_moments(of.unet, level, mean[level], sd[level]);
            for (size_t i = 0; i < here; i++) {
                assert_true(sd[level][i] >= mean[level][i] * mean[level][i]);
                sd[level][i] = sqrt(sd[level][i] - mean[level][i] * mean[level][i]) + 0.1;
            }
            channels += here;
        }
        assert_true(standard_new(&c.standard, of.unet, &spec, UNET_DPM, mean, sd));
        memcpy(c.v, of.params[UNET_DPM], params_of(&spec, UNET_DPM) * sizeof *c.v);
        standard_loss(&c);
        for (size_t l = 0; l < c.standard.layers; l++) {
            const struct layer *layer = &c.standard.layer[l];
            size_t columns = layer_columns(layer), level, channel;
            for (size_t input = 0; input < layer->in; input++)
                seen += unet_sees(of.unet, UNET_DPM, l, input, &level, &channel);
            for (size_t o = 0; o < layer->out; o++) {
                double bias = (double)of.params[UNET_DPM][layer->b + o];
                for (size_t i = 0; i < columns; i++) {
                    size_t at = layer->w + o * columns + i;
                    bool feature = unet_sees(of.unet, UNET_DPM, l, i / 9, &level, &channel);
                    double w = (double)of.params[UNET_DPM][at];
                    assert_near(w * (feature ? sd[level][channel] : 1), c.v[at], 1e-5);
                    bias += w * (feature ? mean[level][channel] : 0);
                }
                assert_near(bias, c.v[layer->b + o], 1e-5);
            }
        }
        assert_int_equal(seen, channels);
        assert_true(unet_up_gradient(of.unet, UNET_DPM, of.weight, of.gradient[UNET_DPM]));
        standard_gradient(&c.standard, of.gradient[UNET_DPM]);
        struct tally tally = {0};
        for (size_t i = 0; i < params_of(&spec, UNET_DPM); i += 97)
            compare(&tally, c.v + i, (double)of.gradient[UNET_DPM][i], 1e-3f, 0.5, standard_loss, &c);
        assert_right(&tally);
        standard_free(&c.standard);
        free(c.v);
        free_case(&of);
    }
}

/* After the image, the way up to the map starts from the same trunk. */
static void both_ways_up_start_from_one_way_down(void **state)
{
    (void)state;
    struct unet_spec spec = {1, 1, 8, 3, 1};
    struct case_of c = new_case(&spec);
    float *again = calloc(c.out, sizeof *again);
    unet_loss(&c, UNET_DPM);
    memcpy(again, c.y, c.out * sizeof *again);
    assert_true(unet_down(c.unet, c.x) && unet_up(c.unet, UNET_IMAGE, c.y));
    assert_memory_not_equal(again, c.y, c.out * sizeof *again);
    assert_true(unet_up(c.unet, UNET_DPM, c.y));
    assert_memory_equal(again, c.y, c.out * sizeof *again);
    free(again);
    free_case(&c);
}

/* Without gradients, the memory is smaller and the output the same; and each image is as if it were alone. */
static void outputs_do_not_depend_on_what_else_is_computed(void **state)
{
    (void)state;
    struct unet_spec spec = {1, 1, 16, 4, 0};
    struct case_of c = new_case(&spec);
    unet_loss(&c, UNET_IMAGE);
    struct unet *alone = unet_new(&spec, 1, SIDE, SIDE, false, CONV_AVX2);
    assert_non_null(alone);
    assert_true(unet_bytes(alone) < unet_bytes(c.unet));
    unet_set(alone, UNET_TRUNK, c.params[UNET_TRUNK]);
    unet_set(alone, UNET_IMAGE, c.params[UNET_IMAGE]);
    for (size_t i = 0; i < N; i++) {
        float y[PIXELS];
        assert_true(unet_down(alone, c.x + i * PIXELS) && unet_up(alone, UNET_IMAGE, y));
        assert_memory_equal(y, c.y + i * PIXELS, sizeof y);
    }
    unet_free(alone);
    free_case(&c);
}

static void all_bytes_are_the_same_in_every_run(void **state)
{
    (void)state;
    struct unet_spec spec = {1, 1, 8, UNET_LEVELS, 0};
    struct case_of c[2];
    for (int i = 0; i < 2; i++) {
        c[i] = new_case(&spec);
        unet_loss(&c[i], UNET_IMAGE);
        assert_true(unet_up_gradient(c[i].unet, UNET_IMAGE, c[i].weight, c[i].gradient[UNET_IMAGE]));
        assert_true(unet_down_gradient(c[i].unet, c[i].gradient[UNET_TRUNK], NULL));
    }
    for (enum unet_part part = UNET_TRUNK; part < UNET_DPM; part++)
        assert_memory_equal(c[0].gradient[part], c[1].gradient[part], params_of(&spec, part) * sizeof(float));
    free_case(&c[0]);
    free_case(&c[1]);
}

/* A critic of images of an odd size. */
enum { H = 11, W = 10, INPUTS = N * H * W };
struct judged {
    struct critic *critic;
    float *params, *x, weight[N];
};

static double critic_loss(void *context)
{
    const struct judged *c = context;
    float real[N];
    double sum = 0;
    critic_set(c->critic, c->params);
    assert_true(critic_judge(c->critic, c->x, real));
    for (size_t i = 0; i < N; i++) {
        assert_true(real[i] > 0 && real[i] < 1);
        sum += (double)real[i] * (double)c->weight[i];
    }
    return sum;
}

static void gradients_of_the_critic_are_difference_quotients(void **state)
{
    (void)state;
    struct critic_spec spec = {1, 8, 2};
    struct layer layers[CRITIC_LAYERS_MAX];
    size_t count = critic_layers(&spec, layers), params = layers_params(layers, count);
    struct judged c = {
        critic_new(&spec, N, H, W, CONV_AVX2), calloc(params, sizeof(float)), random_floats(INPUTS, 1), {30, -20}};
    float *gradient = calloc(params, sizeof *gradient), dx[INPUTS], again[INPUTS];
    assert_true(c.critic && layers_init(layers, count, 3, c.params));
    critic_loss(&c);
    assert_true(critic_gradient(c.critic, c.weight, gradient, dx));
    struct tally tally = {0};
    for (size_t i = 0; i < params + INPUTS; i += 61)
        compare(&tally, i < params ? c.params + i : c.x + (i - params),
                (double)(i < params ? gradient[i] : dx[i - params]), 3e-3f, 0.1, critic_loss, &c);
    assert_right(&tally);

    /* the gradient by the input alone, as the generator wants it */
    critic_loss(&c);
    assert_true(critic_gradient(c.critic, c.weight, NULL, again));
    assert_memory_equal(again, dx, sizeof dx);
    free(c.params), free(c.x), free(gradient);
    critic_free(c.critic);
}

int main(void)
{
    omp_set_num_threads(1); /* so small images are not worth more */
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_networks_have_the_published_sizes),
        cmocka_unit_test(channels_of_narrow_networks_are_multiples_of_eight),
        cmocka_unit_test(first_weights_have_the_variance_of_glorot),
        cmocka_unit_test(gradients_of_the_unet_are_difference_quotients),
        cmocka_unit_test(decoders_see_standardised_features),
        cmocka_unit_test(both_ways_up_start_from_one_way_down),
        cmocka_unit_test(outputs_do_not_depend_on_what_else_is_computed),
        cmocka_unit_test(all_bytes_are_the_same_in_every_run),
        cmocka_unit_test(gradients_of_the_critic_are_difference_quotients),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
