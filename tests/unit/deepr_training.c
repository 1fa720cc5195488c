/* A round of a training: it is better than none, its pairs are turned, and one whose weights are no numbers is never
 * the best. */
#include <stdlib.h>

#include "noise.h"

#include "net/deepr_training.h"

enum { SIDE = 16, PIXELS = SIDE * SIDE, PAIRS = 8 };

/* An image and its negative. */
static void load(const void *context, size_t i, float *x, float *y)
{
    (void)context;
    set_gauss(PIXELS, x, 1, i);
    for (size_t k = 0; k < PIXELS; k++)
        y[k] = -x[k];
}

static const struct deepr_pairs pairs = {PAIRS, load, NULL};

static void begin(struct deepr_training *t, size_t validated)
{
    const struct unet_spec spec = {1, 1, 8, 2, 0};
    const struct deepr_options options = {.course = {.check_every = 20, .patience = 100, .max_steps = 400},
                                          .batch = 4,
                                          .generator_updates = 1,
                                          .optimiser = OPTIMISER_MUON,
                                          .rate = 5e-3,
                                          .pixels = 1,
                                          .validated = validated,
                                          .average = 0.5,
                                          .seed = 1};
    assert_true(deepr_training_new(t, &spec, 0, &options, SIDE, SIDE, NULL, &pairs, &pairs));
}

static void a_round_lowers_the_error(void **state)
{
    (void)state;
    struct deepr_training t;
    begin(&t, PAIRS);
    for (size_t i = 0; i < 3; i++)
        assert_true(deepr_training_round(&t));
    assert_true(t.course.history[2].validation_error < 0.7 * t.course.history[0].validation_error);
    assert_int_equal(t.course.best_step, 60);
    deepr_training_free(&t);
}

static void weights_that_are_no_numbers_are_never_the_best(void **state)
{
    (void)state;
    struct deepr_training t;
    begin(&t, PAIRS);
    assert_true(deepr_training_round(&t));
    t.generator.weights[0] = NAN; /* of the first convolution: a ReLU comes after it */
    assert_true(deepr_training_round(&t));
    assert_true(isnan(t.course.history[1].validation_error));
    assert_int_equal(t.course.best_step, 20);
    deepr_training_free(&t);
}

/* The orientation of an image that is number i of the pairs, y its negative; or -1. */
static int orientation_of(size_t i, const float *x, const float *y)
{
    float image[PIXELS], negative[PIXELS];
    load(NULL, i, image, negative);
    for (int orientation = 0; orientation < 8; orientation++) {
        size_t same = 0;
        for (size_t k = 0; k < PIXELS; k++) {
            size_t row = k / SIDE, column = k % SIDE;
            row = orientation & 1 ? SIDE - 1 - row : row;
            column = orientation & 2 ? SIDE - 1 - column : column;
            float value = image[orientation & 4 ? column * SIDE + row : row * SIDE + column];
            same += x[k] >= value && x[k] <= value && y[k] >= -value && y[k] <= -value;
        }
        if (same == PIXELS)
            return orientation;
    }
    return -1;
}

/* A validation of one pair leaves the others of the last batch where they are. */
static void pairs_are_turned_both_alike_and_all_ways(void **state)
{
    (void)state;
    struct deepr_training t;
    size_t seen[8] = {0}, found = 0, ways = 0, rounds = 20;
    begin(&t, 1);
    for (size_t round = 0; round < rounds; round++) {
        assert_true(deepr_training_round(&t));
        for (size_t b = 1; b < t.options.batch; b++)
            for (size_t i = 0; i < PAIRS; i++) {
                int orientation = orientation_of(i, t.x + b * PIXELS, t.y + b * PIXELS);
                if (orientation >= 0) {
                    found++;
                    ways += !seen[orientation]++;
                }
            }
    }
    assert_int_equal(found, rounds * (t.options.batch - 1));
    assert_int_equal(ways, 8);
    deepr_training_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_round_lowers_the_error),
        cmocka_unit_test(pairs_are_turned_both_alike_and_all_ways),
        cmocka_unit_test(weights_that_are_no_numbers_are_never_the_best),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
