/* The gradient of the FCFNN against difference quotients, and training on what can be learned. */
#include <stdlib.h>
#include <string.h>

#include "noise.h"

#include "net/fcfnn_training.h"

enum { INPUTS = 7, HIDDEN = 3, WIDTH = 5, BATCH = 4, OUTPUTS = 2 };

/* The sum of the outputs, weighted: a loss whose gradient by the outputs is `weight`. */
static double loss(const struct fcfnn *net, const float *params, const float *x, const float *weight)
{
    float *scratch = calloc(fcfnn_scratch(net, BATCH, true), sizeof *scratch), y[BATCH * OUTPUTS];
    fcfnn_forward(net, params, BATCH, x, scratch, y);
    double sum = 0;
    for (size_t i = 0; i < BATCH * OUTPUTS; i++)
        sum += (double)y[i] * (double)weight[i];
    free(scratch);
    return sum;
}

static void gradient_is_the_difference_quotient(void **state)
{
    (void)state;
    struct fcfnn net;
    assert_true(fcfnn_define(&net, INPUTS, HIDDEN, WIDTH, OUTPUTS));
    assert_int_equal(net.params, (INPUTS + 1) * WIDTH + (HIDDEN - 1) * (WIDTH + 1) * WIDTH + (WIDTH + 1) * OUTPUTS);
    float *params = calloc(net.params, sizeof *params), *gradient = calloc(net.params, sizeof *gradient);
    float *scratch = calloc(fcfnn_scratch(&net, BATCH, true), sizeof *scratch);
    float x[BATCH * INPUTS], dx[BATCH * INPUTS], weight[BATCH * OUTPUTS], y[BATCH * OUTPUTS];
    set_gauss(net.params, params, 1, 9);
    set_gauss(BATCH * INPUTS, x, 2, 9);
    set_gauss(BATCH * OUTPUTS, weight, 3, 9);
    fcfnn_forward(&net, params, BATCH, x, scratch, y);
    fcfnn_gradient(&net, params, BATCH, x, scratch, weight, gradient, dx);

    const float h = 1e-3f;
    size_t kinks = 0; /* where a ReLU switches inside the quotient's interval the two differ: rare */
    for (size_t i = 0; i < net.params + BATCH * INPUTS; i++) {
        float *at = i < net.params ? params + i : x + (i - net.params), old = *at;
        double expected = (double)(i < net.params ? gradient[i] : dx[i - net.params]);
        *at = old + h;
        double above = loss(&net, params, x, weight);
        *at = old - h;
        double below = loss(&net, params, x, weight);
        *at = old;
        double quotient = (above - below) / (2 * (double)h);
        kinks += fabs(quotient - expected) > 0.02 * (fabs(expected) + 0.2);
    }
    assert_true(kinks <= 2);
    free(params);
    free(gradient);
    free(scratch);
}

static void published_network_has_the_published_size(void **state)
{
    (void)state;
    struct fcfnn net;
    assert_true(fcfnn_define(&net, 31314, 10, 100, 1));
    assert_int_equal(net.params, 3222501);
    assert_false(fcfnn_define(&net, 0, 10, 100, 1));
    assert_false(fcfnn_define(&net, 10, 10, 0, 1));
}

/* Patches with y = 3 x0 - 2 x1 + 1, two patches a frame. */
enum { COUNT = 400 };
static float features[COUNT][INPUTS], target_um[COUNT];
static size_t frame[COUNT];

static void load(const void *context, size_t i, float *x)
{
    (void)context;
    memcpy(x, features[i], sizeof features[i]);
}

static struct fcfnn_patches linear_patches(void)
{
    set_gauss((size_t)COUNT * INPUTS, features[0], 4, 9);
    for (size_t i = 0; i < COUNT; i++) {
        frame[i] = i / 2;
        memcpy(features[i], features[i / 2 * 2], sizeof features[i]);
        target_um[i] = 3 * features[i][0] - 2 * features[i][1] + 1;
    }
    return (struct fcfnn_patches){COUNT, target_um, frame, load, NULL};
}

static struct fcfnn_training begin(const struct fcfnn_training_options *options, size_t hidden, size_t outputs,
                                   const float *before, const struct fcfnn_patches *patches)
{
    struct fcfnn net;
    struct fcfnn_training t;
    assert_true(fcfnn_define(&net, INPUTS, hidden, hidden ? 16 : 0, outputs));
    assert_true(fcfnn_training_new(&t, &net, options, before, patches, patches));
    return t;
}

static struct fcfnn_training train(const struct fcfnn_training_options *options, size_t hidden,
                                   const struct fcfnn_patches *patches)
{
    struct fcfnn_training t = begin(options, hidden, 1, NULL, patches);
    while (course_wanted(&t.course))
        assert_true(fcfnn_training_round(&t));
    return t;
}

static void a_linear_rule_is_learned(void **state)
{
    (void)state;
    struct fcfnn_patches patches = linear_patches();
    struct fcfnn_training_options o = {{50, 1000, 3000}, .batch = 20, .rate = 3e-3, .seed = 5};
    struct fcfnn_training linear = train(&o, 0, &patches), deep = train(&o, 2, &patches);
    assert_true(linear.course.best_error < 0.05);
    assert_true(deep.course.best_error < 0.3); /* the standard deviation of the targets is 3.6 */
    assert_near(linear.optimiser.best[0], 3, 0.05);
    assert_near(linear.optimiser.best[1], -2, 0.05);
    assert_near(linear.optimiser.best[INPUTS], 1, 0.05);
    fcfnn_training_free(&linear);
    fcfnn_training_free(&deep);
}

/* The error of the validation is that of whole frames: of two patches that err by 1 and -1 it is none. */
static void a_frame_is_judged_by_the_mean_of_its_patches(void **state)
{
    (void)state;
    static const float one[] = {1, 0, 0, 0, 0, 0, 0, 0}; /* y = x0 */
    struct fcfnn_patches patches = linear_patches();
    for (size_t i = 0; i < COUNT; i++) {
        target_um[i] = (float)(i / 2);
        features[i][0] = target_um[i] + (i % 2 ? 1 : -1);
    }
    struct fcfnn_training_options o = {{1, 1, 1}, .batch = 1, .rate = 1e-12, .seed = 5};
    struct fcfnn_training t = begin(&o, 0, 1, one, &patches);
    assert_true(fcfnn_training_round(&t));
    assert_near(t.course.history[0].training_error, 1, 1e-6);
    assert_near(t.course.history[0].validation_error, 0, 1e-6);
    fcfnn_training_free(&t);
}

/* Course and optimiser are all the state there is: copied half-way into a new training, the end is the same to the bit.
 */
static void continued_training_ends_with_the_same_bytes(void **state)
{
    (void)state;
    struct fcfnn_patches patches = linear_patches();
    struct fcfnn_training_options o = {{10, 100000, 100}, .batch = 20,   .rate = 1e-3, .dropout = 0.4,
                                       .average = 0.9,    .huber_um = 2, .seed = 6};
    struct fcfnn_training whole = train(&o, 2, &patches);
    o.course.max_steps = 50;
    struct fcfnn_training half = train(&o, 2, &patches);
    o.course.max_steps = 100;
    struct fcfnn_training rest = begin(&o, 2, 1, NULL, &patches);
    const struct optimiser *from = &half.optimiser;
    struct optimiser *to = &rest.optimiser;
    size_t bytes = half.net.params * sizeof(float);
    memcpy(to->weights, from->weights, bytes);
    memcpy(to->mean, from->mean, bytes);
    memcpy(to->square, from->square, bytes);
    memcpy(to->average, from->average, bytes);
    memcpy(to->best, from->best, bytes);
    rest.course.step = half.course.step;
    rest.course.best_step = half.course.best_step;
    rest.course.rounds = half.course.rounds;
    rest.course.best_error = half.course.best_error;
    memcpy(rest.course.history, half.course.history, half.course.rounds * sizeof *half.course.history);
    while (course_wanted(&rest.course))
        assert_true(fcfnn_training_round(&rest));
    assert_memory_equal(to->weights, whole.optimiser.weights, bytes);
    assert_memory_equal(to->best, whole.optimiser.best, bytes);
    assert_memory_equal(rest.course.history, whole.course.history, whole.course.rounds * sizeof *whole.course.history);
    fcfnn_training_free(&whole);
    fcfnn_training_free(&half);
    fcfnn_training_free(&rest);
}

static void dropout_drops_its_share(void **state)
{
    (void)state;
    struct fcfnn_patches patches = linear_patches();
    for (size_t i = 0; i < COUNT; i++)
        for (size_t k = 0; k < INPUTS; k++)
            features[i][k] = 1;
    struct fcfnn_training_options o = {{1, 1, 1}, .batch = 5000, .rate = 1e-3, .dropout = 0.6, .seed = 7};
    struct fcfnn_training t = train(&o, 1, &patches);
    /* Validation has overwritten the first 64 rows of the batch, the others are still the last training batch. */
    double kept = 0, sum = 0;
    for (size_t i = (size_t)64 * INPUTS; i < (size_t)5000 * INPUTS; i++) {
        kept += t.x[i] > 0;
        sum += (double)t.x[i];
    }
    double n = (5000 - 64) * INPUTS;
    assert_near(kept / n, 0.4, 0.01);
    assert_near(sum / n, 1, 0.03); /* inverted: the mean stays */
    fcfnn_training_free(&t);
}

/* Huber's error, e^2 up to the limit and then the tangent. */
static double huber(double error_um, double limit_um)
{
    double size = fabs(error_um);
    return size <= limit_um ? size * size : limit_um * (2 * size - limit_um);
}

static void large_errors_count_linearly(void **state)
{
    (void)state;
    struct fcfnn_training_options squared = {.huber_um = 0}, robust = {.huber_um = 1.5};
    for (double error_um = -4.05; error_um < 4; error_um += 0.3) {
        double h = 1e-6;
        float y = (float)error_um, slope;
        fcfnn_slopes(&squared, 1, &y, 0, &slope);
        assert_near(slope, 2 * error_um, 1e-6);
        fcfnn_slopes(&robust, 1, &y, 0, &slope);
        assert_near(slope, (huber(error_um + h, 1.5) - huber(error_um - h, 1.5)) / (2 * h), 1e-5);
    }
}

/* The slope by the logarithm u of the expected error is that of u + error^2 / (2 exp(2 u)), and it is 0 where the
 * expected error is the error. */
static void the_second_output_is_pulled_to_the_size_of_the_errors(void **state)
{
    (void)state;
    struct fcfnn_training_options o = {.huber_um = 1};
    for (double u = 0.3; u < 2; u += 0.2) {
        const double error_um = 3, h = 1e-6;
        float y[2] = {(float)error_um, (float)u}, slope[2];
        fcfnn_slopes(&o, 2, y, 0, slope);
        double above = u + h + error_um * error_um / (2 * exp(2 * (u + h)));
        double below = u - h + error_um * error_um / (2 * exp(2 * (u - h)));
        assert_near(slope[1], (above - below) / (2 * h), 1e-4);
        assert_near(slope[0], 2, 1e-6);
    }
    float y[2] = {3, logf(3)}, slope[2];
    fcfnn_slopes(&o, 2, y, 0, slope);
    assert_near(slope[1], 0, 1e-5);
    y[0] = 1e6f;
    fcfnn_slopes(&o, 2, y, 0, slope);
    assert_near(slope[1], -8, 1e-5);
}

/* Targets that cannot be predicted better than to 0.5 um where an input is positive, and to 2 um elsewhere; the output
 * changes smoothly from one to the other. */
static void the_expected_error_is_learned(void **state)
{
    (void)state;
    struct fcfnn_patches patches = linear_patches();
    float noise[COUNT];
    set_gauss(COUNT, noise, 8, 9);
    for (size_t i = 0; i < COUNT; i++)
        target_um[i] = noise[i] * (features[i][3] > 0 ? 0.5f : 2);
    struct fcfnn_training_options o = {{50, 1000, 1500}, .batch = 20, .rate = 1e-3, .average = 0.99, .seed = 5};
    struct fcfnn_training t = begin(&o, 1, 2, NULL, &patches);
    while (course_wanted(&t.course))
        assert_true(fcfnn_training_round(&t));
    double sum[2] = {0}, count[2] = {0};
    float scratch[16], y[2];
    for (size_t i = 0; i < COUNT; i += 2) {
        fcfnn_forward(&t.net, t.optimiser.average, 1, features[i], scratch, y);
        sum[features[i][3] > 0] += (double)y[1];
        count[features[i][3] > 0]++;
    }
    assert_near(exp(sum[1] / count[1]), 0.5, 0.3);
    assert_near(exp(sum[0] / count[0]), 2, 0.5);
    fcfnn_training_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gradient_is_the_difference_quotient),
        cmocka_unit_test(published_network_has_the_published_size),
        cmocka_unit_test(a_linear_rule_is_learned),
        cmocka_unit_test(a_frame_is_judged_by_the_mean_of_its_patches),
        cmocka_unit_test(continued_training_ends_with_the_same_bytes),
        cmocka_unit_test(dropout_drops_its_share),
        cmocka_unit_test(large_errors_count_linearly),
        cmocka_unit_test(the_second_output_is_pulled_to_the_size_of_the_errors),
        cmocka_unit_test(the_expected_error_is_learned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
