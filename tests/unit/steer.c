/* The loop that moves a stage, on microscopes whose defocus is known. */
#include "near.h"

#include "focus/steer.h"

static const struct steer usual = {
    .gain = 1, .limit_um = 50, .dead_band_um = 0.5, .range_um = 100, .average = 1, .moves = 3, .patience = 100};

/* A stage at z under an object in focus at 0; its predictions are `factor` times the truth and `constant`. */
struct scene {
    double z_um, direction, factor, constant_um, drift_um;
};

/* Sends frames until the loop says something other than skip, wait or move; returns that. */
static enum steer_action run(struct steer *s, struct scene *scene, size_t frames)
{
    for (size_t i = 0; i < frames; i++, scene->z_um += scene->drift_um) {
        struct steer_step step = steer_frame(s, -scene->z_um * scene->factor + scene->constant_um, true);
        assert_true((step.action == STEER_MOVE) == (step.move_um != 0));
        scene->z_um += scene->direction * step.move_um;
        if (step.action > STEER_WAIT && step.action != STEER_MOVE)
            return step.action;
    }
    return STEER_WAIT;
}

static void it_settles_from_everywhere(void **state)
{
    (void)state;
    for (double z = -25; z <= 25; z += 0.5)
        for (double gain = 0.7; gain < 1.31; gain += 0.1)
            for (double factor = 0.85; factor < 1.16; factor += 0.1) {
                struct steer s = usual;
                s.gain = gain;
                s.moves = 10;
                struct scene scene = {z, 1, factor, 0, 0.01};
                assert_int_equal(run(&s, &scene, 20), STEER_SETTLED);
                assert_near(scene.z_um, 0, 0.7);
                assert_true(s.moved == 0);
            }
}

static void a_reversed_stage_makes_one_move(void **state)
{
    (void)state;
    for (double z = -25; z <= 25; z += 5) {
        struct steer s = usual;
        struct scene scene = {z, -1, 1, 0, 0};
        assert_int_equal(run(&s, &scene, 9), z != 0 ? STEER_ASTRAY : STEER_SETTLED);
        assert_near(scene.z_um, 2 * z, 1e-12);
        s = usual;
        s.gain = -1;
        scene = (struct scene){z, -1, 1, 0, 0};
        assert_int_equal(run(&s, &scene, 9), STEER_SETTLED);
        assert_near(scene.z_um, 0, 1e-12);
    }
}

static void what_does_not_answer_a_move_is_not_followed(void **state)
{
    (void)state;
    for (double constant = -20; constant <= 20; constant += 4) {
        struct steer s = usual;
        struct scene scene = {0, 1, 0, constant, 0};
        assert_int_equal(run(&s, &scene, 9), constant != 0 ? STEER_ASTRAY : STEER_SETTLED);
        assert_near(scene.z_um, constant, 1e-12);
    }
}

static void only_usable_predictions_count(void **state)
{
    (void)state;
    struct steer s = usual;
    s.average = 3;
    const double nothing[] = {NAN, INFINITY, -INFINITY};
    for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 9; j++) {
            assert_int_equal(steer_frame(&s, 7, false).action, STEER_HOLD);
            assert_int_equal(steer_frame(&s, nothing[j % 3], true).action, STEER_HOLD);
        }
        assert_int_equal(steer_frame(&s, 6 + i, true).action, i < 2 ? STEER_WAIT : STEER_MOVE);
    }
    assert_near(s.travel_um, 7, 1e-12);
    s.patience = 2;
    for (int i = 0; i < 4; i++)
        assert_int_equal(steer_frame(&s, NAN, false).action, i < 2 ? STEER_HOLD : STEER_LOST);
}

static void frames_after_a_move_are_passed_over(void **state)
{
    (void)state;
    struct steer s = usual;
    s.skip = 2;
    assert_int_equal(steer_frame(&s, 9, true).action, STEER_MOVE);
    assert_int_equal(steer_frame(&s, 9, true).action, STEER_SKIP);
    assert_int_equal(steer_frame(&s, NAN, false).action, STEER_SKIP);
    assert_int_equal(steer_frame(&s, 0.2, true).action, STEER_SETTLED);
    assert_int_equal(steer_frame(&s, 0.2, true).action, STEER_SETTLED);
}

static void moves_have_limits(void **state)
{
    (void)state;
    struct steer s = usual;
    s.limit_um = 10;
    struct scene scene = {-25, 1, 1, 0, 0};
    assert_int_equal(run(&s, &scene, 9), STEER_SETTLED); /* 10, 10, 5 */
    assert_near(scene.z_um, 0, 1e-12);
    s = usual;
    s.limit_um = 5;
    scene.z_um = -25;
    assert_int_equal(run(&s, &scene, 9), STEER_UNSETTLED); /* 5, 5, 5 */
    assert_near(scene.z_um, -10, 1e-12);
    s = usual;
    s.range_um = 24;
    scene.z_um = -25;
    assert_int_equal(run(&s, &scene, 9), STEER_LIMIT);
    assert_near(scene.z_um, -25, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_settles_from_everywhere),
        cmocka_unit_test(a_reversed_stage_makes_one_move),
        cmocka_unit_test(what_does_not_answer_a_move_is_not_followed),
        cmocka_unit_test(only_usable_predictions_count),
        cmocka_unit_test(frames_after_a_move_are_passed_over),
        cmocka_unit_test(moves_have_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
