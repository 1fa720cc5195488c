/* The guard: an image whose texture is usual is not doubtful, others are. */
#include <stdlib.h>
#include <string.h>

#include "noise.h"

#include "measure/texture.h"
#include "model/guard.h"
#include "stats/whiten.h"

enum { SIDE = 32, SAMPLES = 64, H = 80, W = 112 };

static float usual[H * W], strange[H * W], map[H * W];
static struct guard guard;

/* White noise is usual; what varies slowly is not. */
static int images(void **state)
{
    (void)state;
    static float block[SIDE * SIDE];
    guard_new(&guard, SIDE);
    double *samples = calloc(SAMPLES * guard.numbers, sizeof *samples);
    assert_non_null(samples);
    for (size_t i = 0; i < SAMPLES; i++) {
        set_gauss(SIDE * SIDE, block, 100 + i, 0);
        assert_true(texture(SIDE, block, samples + i * guard.numbers));
    }
    assert_true(whiten(SAMPLES, guard.numbers, samples, guard.mean, guard.factor));
    guard.limit = 1.5;
    free(samples);
    set_gauss(H * W, usual, 1, 0);
    for (int i = 0; i < H * W; i++) {
        strange[i] = 0;
        for (int k = 0; k < 9; k++)
            strange[i] += usual[(i + k % 3 + k / 3 * W) % (H * W)];
    }
    return 0;
}

static int free_guard(void **state)
{
    (void)state;
    guard_free(&guard);
    return 0;
}

static void test_the_usual_and_the_strange(void **state)
{
    (void)state;
    assert_true(guard_judge(&guard, H, W, usual, map) < 1);
    for (int i = 0; i < H * W; i++)
        assert_true(map[i] > 0 && map[i] < 2);
    assert_true(guard_judge(&guard, H, W, strange, map) > 2);
}

static void test_brightness_does_not_matter(void **state)
{
    (void)state;
    static float brighter[H * W];
    double one = guard_judge(&guard, H, W, usual, map);
    for (int i = 0; i < H * W; i++)
        brighter[i] = 3 * usual[i] + 100;
    assert_near(guard_judge(&guard, H, W, brighter, map), one, 1e-3);
}

static void test_the_limit(void **state)
{
    (void)state;
    double one = guard_judge(&guard, H, W, usual, map), limit = guard.limit;
    guard.limit = 2 * limit;
    assert_near(guard_judge(&guard, H, W, usual, map), one / 2, 1e-12);
    guard.limit = limit;
}

/* The map shows where, and the frame is the mean of its blocks. */
static void test_a_part(void **state)
{
    (void)state;
    static float partly[H * W];
    for (int i = 0; i < H * W; i++)
        partly[i] = i % W < W / 2 ? usual[i] : strange[i];
    double all = guard_judge(&guard, H, W, partly, map);
    assert_true(all > guard_judge(&guard, H, W, usual, partly));
    for (int y = 0; y < H; y++) {
        assert_true(map[y * W] < 1.5F);
        assert_true(map[y * W + W - 1] > 2);
    }
}

static void test_a_single_block(void **state)
{
    (void)state;
    static float block[SIDE * SIDE];
    double numbers[16];
    set_gauss(SIDE * SIDE, block, 3, 0);
    assert_true(texture(SIDE, block, numbers));
    double distance = whiten_distance(guard.numbers, numbers, guard.mean, guard.factor);
    assert_near(guard_judge(&guard, SIDE, SIDE, block, map), distance / guard.limit, 1e-12);
}

/* Parts without contrast show nothing; a whole image without any is doubtful. */
static void test_blank_parts(void **state)
{
    (void)state;
    static float partly[H * W];
    for (int i = 0; i < H * W; i++)
        partly[i] = i % W < W / 2 ? 7 : usual[i];
    assert_true(isfinite(guard_judge(&guard, H, W, partly, map)));
    assert_true(isnan(map[0]) && map[W - 1] < 1.5F);
    for (int i = 0; i < H * W; i++)
        partly[i] = 7;
    assert_true(isinf(guard_judge(&guard, H, W, partly, map)));
}

static void test_what_is_not_finite(void **state)
{
    (void)state;
    static float wrong[H * W];
    memcpy(wrong, usual, sizeof wrong);
    wrong[5 * W + 5] = NAN;
    assert_true(isinf(guard_judge(&guard, H, W, wrong, map)));
    assert_true(isinf(map[0]) && isfinite(map[H * W - 1]));
}

/* Frames smaller than a block are mirrored. */
static void test_small_frames(void **state)
{
    (void)state;
    for (size_t h = 1; h < 4; h++)
        for (size_t w = 2; w < 4; w++)
            assert_true(guard_judge(&guard, h, w, usual, map) > 0);
    assert_true(guard_judge(&guard, 20, 25, usual, map) < 5);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_usual_and_the_strange),
        cmocka_unit_test(test_brightness_does_not_matter),
        cmocka_unit_test(test_the_limit),
        cmocka_unit_test(test_a_part),
        cmocka_unit_test(test_a_single_block),
        cmocka_unit_test(test_blank_parts),
        cmocka_unit_test(test_what_is_not_finite),
        cmocka_unit_test(test_small_frames),
    };
    return cmocka_run_group_tests(tests, images, free_guard);
}
