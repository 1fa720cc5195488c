/* The network's gradient against difference quotients, Adam's first step, and training on what can be learned. */
#include <stdlib.h>
#include <string.h>

#include "near.h"

#include "stats/rng.h"
#include "train/network.h"
#include "train/training.h"

enum { INPUTS = 7, HIDDEN = 3, WIDTH = 5, BATCH = 4 };

static void fill(float *to, size_t n, uint64_t seed)
{
    struct rng *rng = rng_new(seed, 9);
    for (size_t i = 0; i < n; i++)
        to[i] = (float)rng_gauss(rng);
    rng_free(rng);
}

/* The sum of the outputs, weighted: a loss whose gradient by the outputs is `weight`. */
static double loss(const struct network *net, const float *params, const float *x, const float *weight)
{
    float *scratch = calloc(network_scratch(net, BATCH, true), sizeof *scratch), y[BATCH];
    network_forward(net, params, BATCH, x, scratch, y);
    double sum = 0;
    for (size_t i = 0; i < BATCH; i++)
        sum += (double)y[i] * (double)weight[i];
    free(scratch);
    return sum;
}

static void gradient_is_the_difference_quotient(void **state)
{
    (void)state;
    struct network net;
    assert_true(network_define(&net, INPUTS, HIDDEN, WIDTH));
    assert_int_equal(net.params, (INPUTS + 1) * WIDTH + (HIDDEN - 1) * (WIDTH + 1) * WIDTH + WIDTH + 1);
    float *params = calloc(net.params, sizeof *params), *gradient = calloc(net.params, sizeof *gradient);
    float *scratch = calloc(network_scratch(&net, BATCH, true), sizeof *scratch);
    float x[BATCH * INPUTS], dx[BATCH * INPUTS], weight[BATCH], y[BATCH];
    fill(params, net.params, 1);
    fill(x, BATCH * INPUTS, 2);
    fill(weight, BATCH, 3);
    network_forward(&net, params, BATCH, x, scratch, y);
    network_gradient(&net, params, BATCH, x, scratch, weight, gradient, dx);

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
    struct network net;
    assert_true(network_define(&net, 31314, 10, 100));
    assert_int_equal(net.params, 3222501);
    assert_false(network_define(&net, 0, 10, 100));
    assert_false(network_define(&net, 10, 10, 0));
}

/* Examples with y = 3 x0 - 2 x1 + 1, two patches a frame. */
enum { COUNT = 400 };
static float features[COUNT][INPUTS], target_um[COUNT];
static size_t frame[COUNT];

static void load(const void *context, size_t i, float *x)
{
    (void)context;
    memcpy(x, features[i], sizeof features[i]);
}

static struct examples linear_examples(void)
{
    fill(features[0], (size_t)COUNT * INPUTS, 4);
    for (size_t i = 0; i < COUNT; i++) {
        frame[i] = i / 2;
        memcpy(features[i], features[i / 2 * 2], sizeof features[i]);
        target_um[i] = 3 * features[i][0] - 2 * features[i][1] + 1;
    }
    return (struct examples){COUNT, target_um, frame, load, NULL};
}

static struct training train(const struct training_options *options, size_t hidden, const struct examples *examples)
{
    struct network net;
    struct training t;
    assert_true(network_define(&net, INPUTS, hidden, hidden ? 16 : 0));
    assert_true(training_new(&t, &net, options, examples, examples));
    while (training_wanted(&t))
        assert_true(training_round(&t));
    return t;
}

static void a_linear_rule_is_learned(void **state)
{
    (void)state;
    struct examples examples = linear_examples();
    struct training_options o = {20, 50, 1000, 3000, .rate = 3e-3, .seed = 5};
    struct training linear = train(&o, 0, &examples), deep = train(&o, 2, &examples);
    assert_true(linear.best_rmse_um < 0.05);
    assert_true(deep.best_rmse_um < 0.3); /* the standard deviation of the targets is 3.6 */
    assert_near(linear.best[0], 3, 0.05);
    assert_near(linear.best[1], -2, 0.05);
    assert_near(linear.best[INPUTS], 1, 0.05);
    training_free(&linear);
    training_free(&deep);
}

static void adam_begins_with_steps_of_the_rate(void **state)
{
    (void)state;
    struct examples examples = linear_examples();
    struct training_options o = {20, 1, 1, 1, .rate = 1e-2, .seed = 5};
    struct network net;
    network_define(&net, INPUTS, 0, 0);
    struct training t;
    assert_true(training_new(&t, &net, &o, &examples, &examples));
    float before[INPUTS];
    memcpy(before, t.params, sizeof before);
    assert_true(training_round(&t));
    for (size_t i = 0; i < INPUTS; i++)
        assert_near(fabsf(t.params[i] - before[i]), 1e-2f, 1e-5);
    training_free(&t);
}

/* The state in flat arrays is all there is: copied half-way into a new training, the end is the same to the bit. */
static void continued_training_ends_with_the_same_bytes(void **state)
{
    (void)state;
    struct examples examples = linear_examples();
    struct training_options o = {20,       10, 100000, 100, .rate = 1e-3, .dropout = 0.4, .average = 0.9, .huber_um = 2,
                                 .seed = 6};
    struct training whole = train(&o, 2, &examples), half, rest;
    o.max_steps = 50;
    half = train(&o, 2, &examples);
    o.max_steps = 100;
    assert_true(training_new(&rest, &half.net, &o, &examples, &examples));
    float *const from[] = {half.params, half.mean, half.square, half.average, half.best};
    float *const to[] = {rest.params, rest.mean, rest.square, rest.average, rest.best};
    for (size_t i = 0; i < 5; i++)
        memcpy(to[i], from[i], half.net.params * sizeof(float));
    rest.step = half.step;
    rest.best_step = half.best_step;
    rest.rounds = half.rounds;
    rest.best_rmse_um = half.best_rmse_um;
    memcpy(rest.history, half.history, half.rounds * sizeof *half.history);
    while (training_wanted(&rest))
        assert_true(training_round(&rest));
    assert_memory_equal(rest.params, whole.params, whole.net.params * sizeof(float));
    assert_memory_equal(rest.best, whole.best, whole.net.params * sizeof(float));
    assert_memory_equal(rest.history, whole.history, whole.rounds * sizeof *whole.history);
    training_free(&whole);
    training_free(&half);
    training_free(&rest);
}

static void dropout_drops_its_share(void **state)
{
    (void)state;
    struct examples examples = linear_examples();
    for (size_t i = 0; i < COUNT; i++)
        for (size_t k = 0; k < INPUTS; k++)
            features[i][k] = 1;
    struct training_options o = {5000, 1, 1, 1, .rate = 1e-3, .dropout = 0.6, .seed = 7};
    struct training t = train(&o, 1, &examples);
    /* Validation has overwritten the first 64 rows of the batch, the others are still the last training batch. */
    double kept = 0, sum = 0;
    for (size_t i = (size_t)64 * INPUTS; i < (size_t)5000 * INPUTS; i++) {
        kept += t.x[i] > 0;
        sum += (double)t.x[i];
    }
    double n = (5000 - 64) * INPUTS;
    assert_near(kept / n, 0.4, 0.01);
    assert_near(sum / n, 1, 0.03); /* inverted: the mean stays */
    training_free(&t);
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
    struct training_options squared = {.huber_um = 0}, robust = {.huber_um = 1.5};
    for (double error_um = -4.05; error_um < 4; error_um += 0.3) {
        double h = 1e-6;
        assert_near(training_slope(&squared, error_um), 2 * error_um, 1e-12);
        assert_near(training_slope(&robust, error_um), (huber(error_um + h, 1.5) - huber(error_um - h, 1.5)) / (2 * h),
                    1e-6);
    }
}

static void the_average_is_the_geometric_sum_of_the_weights(void **state)
{
    (void)state;
    struct examples examples = linear_examples();
    struct training_options o = {20, 1, 100, 30, .rate = 1e-2, .average = 0.9, .seed = 5};
    struct network net;
    struct training t;
    network_define(&net, INPUTS, 0, 0);
    assert_true(training_new(&t, &net, &o, &examples, &examples));
    double expected = (double)t.params[0];
    while (training_wanted(&t)) {
        assert_true(training_round(&t));
        expected = 0.9 * expected + 0.1 * (double)t.params[0];
    }
    assert_near((double)t.average[0], expected, 1e-5);
    assert_true(fabs((double)t.average[0] - (double)t.params[0]) > 1e-3);
    training_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gradient_is_the_difference_quotient),
        cmocka_unit_test(published_network_has_the_published_size),
        cmocka_unit_test(a_linear_rule_is_learned),
        cmocka_unit_test(adam_begins_with_steps_of_the_rate),
        cmocka_unit_test(continued_training_ends_with_the_same_bytes),
        cmocka_unit_test(dropout_drops_its_share),
        cmocka_unit_test(large_errors_count_linearly),
        cmocka_unit_test(the_average_is_the_geometric_sum_of_the_weights),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
