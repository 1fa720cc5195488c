/* What every training has: Adam and Muon against their equations, the schedules, the order of the examples, when to
 * stop. */
#include <string.h>

#include "near.h"

#include "learn/adversary.h"
#include "learn/course.h"
#include "learn/optimiser.h"
#include "learn/order.h"
#include "learn/orthogonal.h"
#include "learn/schedule.h"

static void adam_follows_its_equations(void **state)
{
    (void)state;
    struct optimiser o;
    assert_true(optimiser_new(&o, 2));
    o.weights[0] = 1;
    o.weights[1] = -2;
    optimiser_begin(&o);
    double weight = 1, mean = 0, square = 0, average = 1;
    for (size_t step = 0; step < 20; step++) {
        double gradient = cos((double)step), n = (double)(step + 1);
        o.gradient[0] = (float)gradient;
        o.gradient[1] = -5;
        assert_true(optimiser_step(&o, step, 1e-2, 0.9));
        mean = 0.9 * mean + 0.1 * gradient;
        square = 0.999 * square + 0.001 * gradient * gradient;
        weight -= 1e-2 * mean / (1 - pow(0.9, n)) / (sqrt(square / (1 - pow(0.999, n))) + 1e-8);
        average = 0.9 * average + 0.1 * weight;
        assert_near(o.weights[0], weight, 1e-5);
        assert_near(o.average[0], average, 1e-5);
        assert_near(o.weights[1], -2 + 1e-2 * n, 1e-5); /* under a steady gradient each step is the rate */
    }
    assert_true(fabs(average - weight) > 1e-3);
    assert_true(o.best[0] == 0);
    optimiser_keep(&o);
    assert_memory_equal(o.best, o.average, 2 * sizeof(float));
    assert_true(optimiser_step(&o, 20, 1e-2, 0));
    assert_memory_equal(o.average, o.weights, 2 * sizeof(float));
    optimiser_free(&o);
}

/* Of a vector of weights, the matrix in the middle; the others are moved as without it. */
static void muon_moves_matrices_and_adam_what_is_between(void **state)
{
    (void)state;
    enum { ROWS = 3, COLUMNS = 4, BEFORE = 2, AFTER = 5, N = BEFORE + ROWS * COLUMNS + AFTER };
    const struct optimiser_matrix matrix = {BEFORE, ROWS, COLUMNS};
    struct optimiser adam, muon;
    assert_true(optimiser_new(&adam, N) && optimiser_new(&muon, N));
    assert_true(optimiser_use_muon(&muon, 1, &matrix));
    optimiser_begin(&adam);
    optimiser_begin(&muon);
    float momentum[ROWS * COLUMNS] = {0}, weights[ROWS * COLUMNS] = {0}, way[ROWS * COLUMNS];
    float scratch[ROWS * COLUMNS + 2 * ROWS * ROWS];
    assert_int_equal(orthogonal_scratch(ROWS, COLUMNS), sizeof scratch / sizeof *scratch);
    const double rate = 1e-2;
    for (size_t step = 0; step < 7; step++) {
        for (size_t i = 0; i < N; i++)
            adam.gradient[i] = muon.gradient[i] = (float)cos((double)(i * i + step));
        assert_true(optimiser_step(&adam, step, rate, 0.5) && optimiser_step(&muon, step, rate, 0.5));
        for (size_t i = 0; i < ROWS * COLUMNS; i++) {
            momentum[i] = 0.95f * momentum[i] + muon.gradient[BEFORE + i];
            way[i] = muon.gradient[BEFORE + i] + 0.95f * momentum[i];
        }
        assert_true(orthogonal_nearest(ROWS, COLUMNS, way, scratch));
        for (size_t i = 0; i < ROWS * COLUMNS; i++) {
            weights[i] -= (float)(rate * 0.2 * 2) * way[i]; /* 2: the root of the columns */
            assert_near(muon.weights[BEFORE + i], weights[i], 1e-5);
        }
    }
    assert_memory_equal(muon.weights, adam.weights, BEFORE * sizeof(float));
    assert_memory_equal(muon.average, adam.average, BEFORE * sizeof(float));
    assert_memory_equal(muon.weights + N - AFTER, adam.weights + N - AFTER, AFTER * sizeof(float));
    assert_memory_equal(muon.average + N - AFTER, adam.average + N - AFTER, AFTER * sizeof(float));
    optimiser_free(&adam);
    optimiser_free(&muon);
}

static void the_cosine_falls_from_the_rate_to_nothing(void **state)
{
    (void)state;
    assert_near(schedule_rate(SCHEDULE_COSINE, 3, 0, 100), 3, 1e-12);
    assert_near(schedule_rate(SCHEDULE_COSINE, 3, 50, 100), 1.5, 1e-12);
    assert_near(schedule_rate(SCHEDULE_COSINE, 3, 100, 100), 0, 1e-12);
    for (size_t step = 0; step < 100; step++) {
        assert_true(schedule_rate(SCHEDULE_COSINE, 3, step + 1, 100) < schedule_rate(SCHEDULE_COSINE, 3, step, 100));
        assert_true(schedule_rate(SCHEDULE_CONSTANT, 3, step, 100) == 3);
    }
}

enum { COUNT = 50 };

static void each_epoch_has_every_example_once_in_another_order(void **state)
{
    (void)state;
    struct order order, other;
    size_t first[COUNT], which;
    assert_true(order_new(&order, COUNT, 3));
    for (size_t epoch = 0; epoch < 4; epoch++) {
        bool had[COUNT] = {false};
        size_t same = 0;
        for (size_t i = 0; i < COUNT; i++) {
            assert_true(order_at(&order, epoch * COUNT + i, &which));
            assert_true(which < COUNT && !had[which]);
            had[which] = true;
            if (epoch == 0)
                first[i] = which;
            same += first[i] == which;
        }
        assert_true(epoch == 0 || same < COUNT / 4);
    }
    /* begun anywhere, it is the same; of another seed it is not */
    assert_true(order_new(&other, COUNT, 3));
    size_t same = 0;
    for (size_t i = 2 * COUNT + 7; i < 3 * COUNT; i++) {
        size_t there;
        assert_true(order_at(&order, i, &which) && order_at(&other, i, &there));
        assert_int_equal(which, there);
    }
    order_free(&other);
    assert_true(order_new(&other, COUNT, 4));
    for (size_t i = 0; i < COUNT; i++) {
        assert_true(order_at(&other, i, &which));
        same += which == first[i];
    }
    assert_true(same < COUNT / 4);
    order_free(&order);
    order_free(&other);
}

static void it_stops_when_patience_is_at_an_end(void **state)
{
    (void)state;
    struct course c;
    assert_true(course_new(&c, &(struct course_options){10, 30, 1000}));
    const double error[] = {5, 4, NAN, 4, 3, 3, 3.5, 9};
    const bool best[] = {true, true, false, false, true, false, false, false};
    for (size_t i = 0; i < sizeof error / sizeof *error; i++) {
        assert_true(course_wanted(&c));
        assert_true(course_note(&c, &(struct course_round){0, 7, error[i], NAN}) == best[i]);
    }
    assert_false(course_wanted(&c));
    assert_int_equal(c.step, 80);
    assert_int_equal(c.best_step, 50);
    assert_int_equal(course_end(&c), 80);
    assert_int_equal(c.rounds, 8);
    assert_true(c.best_error == 3 && c.history[4].step == 50 && c.history[4].training_error == 7);
    course_free(&c);
}

static void it_stops_before_a_round_that_would_be_too_long(void **state)
{
    (void)state;
    struct course c;
    assert_true(course_new(&c, &(struct course_options){10, 1000, 35}));
    for (int i = 0; i < 3; i++) {
        assert_true(course_wanted(&c));
        course_note(&c, &(struct course_round){0, 1, NAN, NAN});
    }
    assert_false(course_wanted(&c));
    assert_int_equal(course_end(&c), 35);
    assert_true(c.best_step == 0 && isinf(c.best_error));
    course_free(&c);
}

static void adversaries_want_the_opposite(void **state)
{
    (void)state;
    const float said[] = {0.25f, 1};
    float slope[2];
    assert_near(adversary_loss(2, said, 1, 3, slope), 0.75 * 0.75 / 2, 1e-12);
    assert_near(slope[0], -3 * 0.75, 1e-6);
    assert_near(slope[1], 0, 0);
    assert_near(adversary_loss(2, said, 0, 1, slope), (0.25 * 0.25 + 1) / 2, 1e-12);
    assert_near(slope[0], 0.25, 1e-6);
    assert_near(slope[1], 1, 1e-6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(adam_follows_its_equations),
        cmocka_unit_test(muon_moves_matrices_and_adam_what_is_between),
        cmocka_unit_test(the_cosine_falls_from_the_rate_to_nothing),
        cmocka_unit_test(each_epoch_has_every_example_once_in_another_order),
        cmocka_unit_test(it_stops_when_patience_is_at_an_end),
        cmocka_unit_test(it_stops_before_a_round_that_would_be_too_long),
        cmocka_unit_test(adversaries_want_the_opposite),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
