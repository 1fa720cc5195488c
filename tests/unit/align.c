/* Splines between pixels, and the recovery of known drift. */
#include <stdlib.h>
#include <string.h>

#include "noise.h"

#include "register/align.h"
#include "register/match.h"
#include "stats/rng.h"

enum { SIDE = 256, BLOBS = 1500, PLANES = 15 };

/* A specimen that is known everywhere: Gaussian blobs on a field larger than the frame. Defocus widens them and keeps
 * their light, as incoherent imaging does. */
struct scene {
    double y[BLOBS], x[BLOBS], sigma[BLOBS], light[BLOBS];
};

static void scene_make(struct scene *scene, uint64_t seed)
{
    struct rng *rng = rng_new(seed, 0);
    assert_non_null(rng);
    for (int i = 0; i < BLOBS; i++) {
        scene->y[i] = rng_between(rng, -120, SIDE + 120);
        scene->x[i] = rng_between(rng, -120, SIDE + 120);
        scene->sigma[i] = rng_between(rng, 1, 4);
        scene->light[i] = rng_between(rng, 200, 1000) * scene->sigma[i];
    }
    rng_free(rng);
}

/* The frame that shows the scene after the motion `pose` at some defocus, with shot noise. */
static void photograph(const struct scene *scene, size_t h, size_t w, struct rigid pose, double defocus, uint64_t seed,
                       float *frame)
{
    double cy = ((double)h - 1) / 2, cx = ((double)w - 1) / 2, c = cos(pose.angle), s = sin(pose.angle);
    for (size_t i = 0; i < h * w; i++)
        frame[i] = 100;
    for (int b = 0; b < BLOBS; b++) {
        double y = cy + s * (scene->x[b] - cx) + c * (scene->y[b] - cy) + pose.dy;
        double x = cx + c * (scene->x[b] - cx) - s * (scene->y[b] - cy) + pose.dx;
        double variance = scene->sigma[b] * scene->sigma[b] + defocus * defocus, reach = 5 * sqrt(variance);
        double height = scene->light[b] / (2 * M_PI * variance);
        for (long i = (long)fmax(0, ceil(y - reach)); i <= (long)fmin((double)h - 1, y + reach); i++)
            for (long j = (long)fmax(0, ceil(x - reach)); j <= (long)fmin((double)w - 1, x + reach); j++) {
                double distance = ((double)i - y) * ((double)i - y) + ((double)j - x) * ((double)j - x);
                frame[(size_t)i * w + (size_t)j] += (float)(height * exp(-distance / (2 * variance)));
            }
    }
    struct rng *rng = rng_new(seed, 1);
    assert_non_null(rng);
    for (size_t i = 0; i < h * w; i++)
        frame[i] = (float)rng_poisson(rng, (double)frame[i]);
    rng_free(rng);
}

/* How far apart two motions put the pixels of a frame, in the mean. */
static double displacement(size_t h, size_t w, struct rigid a, struct rigid b)
{
    double cy = ((double)h - 1) / 2, cx = ((double)w - 1) / 2, sum = 0;
    for (size_t i = 0; i < h; i++)
        for (size_t j = 0; j < w; j++) {
            double y = (double)i - cy, x = (double)j - cx;
            double dy = sin(a.angle) * x + cos(a.angle) * y + a.dy - sin(b.angle) * x - cos(b.angle) * y - b.dy;
            double dx = cos(a.angle) * x - sin(a.angle) * y + a.dx - cos(b.angle) * x + sin(b.angle) * y - b.dx;
            sum += hypot(dy, dx);
        }
    return sum / (double)(h * w);
}

static void test_motions_compose(void **state)
{
    (void)state;
    struct rigid a = {3, -2, 0.1}, b = {-7, 1.5, -0.25}, ab = rigid_compose(a, b);
    struct rigid none = rigid_compose(rigid_inverse(ab), ab), quarter = {0, 0, M_PI / 2}, right = {0, 1, 0};
    assert_near(none.dy, 0, 1e-14);
    assert_near(none.dx, 0, 1e-14);
    assert_near(none.angle, 0, 1e-14);
    struct rigid turned = rigid_compose(quarter, right); /* a quarter turn clockwise turns right into down */
    assert_near(turned.dy, 1, 1e-14);
    assert_near(turned.dx, 0, 1e-14);
}

static void test_spline_meets_the_pixels(void **state)
{
    (void)state;
    enum { H = 16, W = 37 };
    float image[H * W];
    set_gauss(H * W, image, 3, 0);
    struct bspline *s = bspline_new(H, W);
    assert_non_null(s);
    bspline_set(s, image);
    for (size_t y = 0; y < H; y++)
        for (size_t x = 0; x < W; x++)
            assert_near(bspline_value(s, (double)y, (double)x), image[y * W + x], 2e-6);
    assert_near(bspline_value(s, -2.25, 5), bspline_value(s, 2.25, 5), 2e-6);
    assert_near(bspline_value(s, 3, W + 1.5), bspline_value(s, 3, W - 3.5), 2e-6);
    assert_near(bspline_value(s, 3, 2 * (W - 1) + 4), image[3 * W + 4], 2e-6);
    bspline_free(s);
}

static void test_spline_reproduces_cubics(void **state)
{
    (void)state;
    enum { N = 64 };
    float image[N * N];
    for (size_t y = 0; y < N; y++)
        for (size_t x = 0; x < N; x++) {
            double u = (double)y / 16 - 2, v = (double)x / 16 - 2;
            image[y * N + x] = (float)(u * u * u - 2 * u * v * v + v);
        }
    struct bspline *s = bspline_new(N, N);
    assert_non_null(s);
    bspline_set(s, image);
    for (double at = 20; at < 44; at += 0.37) { /* far from the mirrors */
        double u = at / 16 - 2, v = (63.5 - at) / 16 - 2;
        assert_near(bspline_value(s, at, 63.5 - at), u * u * u - 2 * u * v * v + v, 1e-5);
    }
    bspline_free(s);
}

/* Aligned(y, x) = raw(R(y, x) + d), the convention of the header: moved by the pose, the scene stands as before. */
static void test_moving_back_undoes_the_pose(void **state)
{
    (void)state;
    static struct scene scene;
    scene_make(&scene, 1);
    for (int i = 0; i < BLOBS; i++)
        scene.light[i] *= 1e4; /* no shot noise to speak of */
    float *still = malloc(3 * SIDE * SIDE * sizeof *still), *raw = still + SIDE * SIDE, *back = raw + SIDE * SIDE;
    struct rigid pose = {7.3, -11.6, 0.04};
    photograph(&scene, SIDE, SIDE, (struct rigid){0}, 2, 1, still);
    photograph(&scene, SIDE, SIDE, pose, 2, 2, raw);
    struct bspline *s = bspline_new(SIDE, SIDE);
    assert_non_null(s);
    bspline_set(s, raw);
    bspline_move(s, pose, back);
    double square = 0, signal = 0;
    for (size_t y = 30; y < SIDE - 30; y++)
        for (size_t x = 30; x < SIDE - 30; x++) {
            square += pow((double)(back[y * SIDE + x] - still[y * SIDE + x]), 2);
            signal += pow((double)still[y * SIDE + x], 2);
        }
    assert_true(sqrt(square / signal) < 0.005);
    bspline_free(s);
    free(still);
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void get_frame(void *frames, size_t i, float *to)
{
    memcpy(to, (const float *)frames + i * SIDE * SIDE, SIDE * SIDE * sizeof *to);
}

/* A stack through focus whose planes lie anywhere within 20 pixels and 3 degrees, so that neighbours differ by up to
 * twice that. Returns the median of the errors, relative to the sharpest. */
static double drift_error(enum align_model model, uint64_t seed, double *worst)
{
    static struct scene scene;
    static float frame[PLANES][SIDE * SIDE];
    struct rigid pose[PLANES];
    struct aligned aligned[PLANES];
    double error[PLANES];
    scene_make(&scene, seed);
    struct rng *rng = rng_new(seed, 2);
    assert_non_null(rng);
    for (size_t k = 0; k < PLANES; k++) {
        double degrees = model == ALIGN_RIGID ? rng_between(rng, -3, 3) : 0;
        pose[k] = (struct rigid){rng_between(rng, -20, 20), rng_between(rng, -20, 20), degrees * M_PI / 180};
        photograph(&scene, SIDE, SIDE, pose[k], 0.6 * ((double)k - 6), 100 * seed + k, frame[k]);
    }
    rng_free(rng);
    assert_true(align_stack(model, SIDE, SIDE, PLANES, get_frame, frame, aligned));
    size_t sharpest = 0;
    while (aligned[sharpest].likeness != 1)
        assert_true(++sharpest < PLANES);
    for (size_t k = 0; k < PLANES; k++) {
        assert_int_equal(aligned[k].status, STATUS_OK);
        struct rigid truth = rigid_compose(pose[k], rigid_inverse(pose[sharpest]));
        error[k] = displacement(SIDE, SIDE, aligned[k].motion, truth);
    }
    qsort(error, PLANES, sizeof *error, ascending);
    *worst = error[PLANES - 1];
    return error[PLANES / 2];
}

static void test_drift_is_recovered(void **state)
{
    (void)state;
    for (int model = ALIGN_TRANSLATION; model <= ALIGN_RIGID; model++)
        for (uint64_t seed = 1; seed <= 3; seed++) {
            double worst, median = drift_error((enum align_model)model, seed, &worst);
            print_message("# %s drift: median error %.3f px, worst %.3f\n", model ? "rigid" : "straight", median,
                          worst);
            assert_true(median < 0.1);
            assert_true(worst < 0.5);
        }
}

static void test_odd_sizes(void **state)
{
    (void)state;
    enum { H = 171, W = 245 };
    static struct scene scene;
    static float one[H * W], two[H * W];
    scene_make(&scene, 9);
    for (int i = 0; i < BLOBS; i++)
        scene.light[i] *= 1e4;
    struct rigid pose = {-9.3, 14.2, -0.035}, found;
    photograph(&scene, H, W, (struct rigid){0}, 1, 1, one);
    photograph(&scene, H, W, pose, 1, 2, two);
    struct match *match = match_new(true, H, W);
    assert_non_null(match);
    match_load(match, one);
    match_set_reference(match, (struct rigid){0});
    match_load(match, two);
    double rough = match_find(match, true, &found);
    print_message("# bright frames of odd sizes, roughly: error %.4f px\n", displacement(H, W, found, pose));
    assert_true(displacement(H, W, found, pose) < 0.3);
    assert_true(rough > 0.5 && rough <= 1);
    double likeness = match_find(match, false, &found);
    print_message("# bright frames of odd sizes: error %.4f px\n", displacement(H, W, found, pose));
    assert_true(displacement(H, W, found, pose) < 0.005);
    assert_true(likeness > 0.5 && likeness <= 1);
    match_free(match);
}

/* The specimen fills half of the frame, and its blur spreads into the other half from step to step: that is no motion.
 */
static void test_blur_is_no_motion(void **state)
{
    (void)state;
    static struct scene scene;
    static float one[SIDE * SIDE], two[SIDE * SIDE];
    struct rigid pose = {0.2, -0.1, 0}, found;
    struct match *match = match_new(true, SIDE, SIDE);
    assert_non_null(match);
    scene_make(&scene, 11);
    for (int b = 0; b < BLOBS; b++)
        scene.light[b] *= scene.y[b] + 0.4 * scene.x[b] + 30 * sin(scene.x[b] / 40) > 0.8 * SIDE ? 1000 : 0;
    for (double defocus = 2; defocus <= 16; defocus += 2) {
        photograph(&scene, SIDE, SIDE, (struct rigid){0}, defocus, 1, one);
        photograph(&scene, SIDE, SIDE, pose, defocus + 1, 2, two);
        match_load(match, one);
        match_set_reference(match, (struct rigid){0});
        match_load(match, two);
        match_find(match, false, &found);
        double error = displacement(SIDE, SIDE, found, pose);
        print_message("# half a frame, blurred by %g and %g px: error %.3f px\n", defocus, defocus + 1, error);
        assert_true(error < 0.04);
    }
    match_free(match);
}

/* A jump of a sixth of the frame, of small blobs in dim light: at the larger turns no descent finds it by itself. */
static void test_turns_from_minus_8_to_8_degrees_are_found(void **state)
{
    (void)state;
    static struct scene scene;
    static float one[SIDE * SIDE], two[SIDE * SIDE];
    scene_make(&scene, 7);
    for (int b = 0; b < BLOBS; b++) {
        scene.sigma[b] = 1.2;
        scene.light[b] = 300;
    }
    photograph(&scene, SIDE, SIDE, (struct rigid){0}, 0, 1, one);
    struct match *match = match_new(true, SIDE, SIDE);
    assert_non_null(match);
    for (int degrees = -8; degrees <= 8; degrees += 4) {
        struct rigid pose = {42, -30, degrees * M_PI / 180}, found;
        photograph(&scene, SIDE, SIDE, pose, 0, (uint64_t)(degrees + 20), two);
        match_load(match, one);
        match_set_reference(match, (struct rigid){0});
        match_load(match, two);
        assert_true(match_find(match, false, &found) > 0.1);
        print_message("# a turn of %d degrees: error %.3f px\n", degrees, displacement(SIDE, SIDE, found, pose));
        assert_true(displacement(SIDE, SIDE, found, pose) < 0.2);
    }
    match_free(match);
}

/* The left half of a frame moves one way, the right half another: the window decides which motion is found. */
static void test_only_the_window_counts(void **state)
{
    (void)state;
    static struct scene scene;
    static float one[SIDE * SIDE], two[2][SIDE * SIDE];
    struct rigid pose[2] = {{1.3, -0.8, 0}, {-1.1, 0.6, 0}}, found;
    scene_make(&scene, 4);
    photograph(&scene, SIDE, SIDE, (struct rigid){0}, 1, 1, one);
    for (size_t side = 0; side < 2; side++)
        photograph(&scene, SIDE, SIDE, pose[side], 1, 2 + side, two[side]);
    for (size_t i = 0; i < SIDE * SIDE; i++)
        if (i % SIDE >= SIDE / 2)
            two[0][i] = two[1][i];
    struct match *match = match_new(false, SIDE, SIDE);
    assert_non_null(match);
    for (int side = 0; side < 2; side++) {
        match_load(match, one);
        match_set_reference(match, (struct rigid){0, side ? -SIDE / 2 : SIDE / 2, 0});
        match_load(match, two[0]);
        assert_true(match_find(match, false, &found) > 0.5);
        assert_true(displacement(SIDE, SIDE, found, pose[side]) < 0.1);
    }
    match_load(match, one);
    match_set_reference(match, (struct rigid){0, SIDE, 0});
    match_load(match, two[0]);
    assert_true(isnan(match_find(match, false, &found)));
    match_free(match);
}

static void test_blank_and_lost_frames_keep_the_motion(void **state)
{
    (void)state;
    static struct scene scene, other;
    static float frame[5][SIDE * SIDE];
    struct rigid pose = {5, -3, 0.02}, next = {8, 1, -0.01};
    struct aligned aligned[5];
    scene_make(&scene, 1);
    scene_make(&other, 2);
    photograph(&scene, SIDE, SIDE, (struct rigid){0}, 0, 1, frame[0]);
    photograph(&scene, SIDE, SIDE, pose, 1, 2, frame[1]);
    photograph(&other, SIDE, SIDE, pose, 1, 4, frame[3]);
    photograph(&scene, SIDE, SIDE, next, 1, 3, frame[4]);
    struct rng *rng = rng_new(1, 9);
    for (size_t i = 0; i < SIDE * SIDE; i++)
        frame[2][i] = (float)rng_poisson(rng, 100);
    rng_free(rng);
    assert_true(align_stack(ALIGN_RIGID, SIDE, SIDE, 5, get_frame, frame, aligned));
    static const enum status expected[5] = {STATUS_OK, STATUS_OK, STATUS_BLANK, STATUS_LOST, STATUS_OK};
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(aligned[i].status, expected[i]);
    assert_true(aligned[0].likeness == 1);
    assert_true(isnan(aligned[2].likeness));
    assert_memory_equal(&aligned[2].motion, &aligned[1].motion, sizeof pose);
    assert_memory_equal(&aligned[3].motion, &aligned[1].motion, sizeof pose);
    assert_true(displacement(SIDE, SIDE, aligned[1].motion, pose) < 0.1);
    assert_true(displacement(SIDE, SIDE, aligned[4].motion, next) < 0.1);
}

/* How far apart two motions put the corners of a frame, root mean square. */
static double at_corners(struct rigid a, struct rigid b)
{
    struct rigid off = rigid_compose(a, rigid_inverse(b));
    return hypot(hypot(off.dy, off.dx), off.angle * hypot((SIDE - 1) / 2., (SIDE - 1) / 2.));
}

/* Of dim frames and of blurred ones, which are hardly noisy but show nothing fine. */
static void test_the_error_is_foretold(void **state)
{
    (void)state;
    enum { PAIRS = 24 };
    static const struct {
        double light, defocus;
    } scenes[] = {{0.3, 1}, {0.1, 1}, {1, 5}};
    static struct scene scene;
    static float one[SIDE * SIDE], two[SIDE * SIDE];
    struct rigid pose = {0.6, -0.3, 0.002}, found;
    struct match *match = match_new(true, SIDE, SIDE);
    assert_non_null(match);
    for (size_t i = 0; i < sizeof scenes / sizeof *scenes; i++) {
        double error = 0, foretold = 0;
        scene_make(&scene, 3);
        for (int b = 0; b < BLOBS; b++)
            scene.light[b] *= scenes[i].light;
        for (uint64_t pair = 0; pair < PAIRS; pair++) {
            photograph(&scene, SIDE, SIDE, (struct rigid){0}, scenes[i].defocus, 2 * pair, one);
            photograph(&scene, SIDE, SIDE, pose, scenes[i].defocus, 2 * pair + 1, two);
            match_load(match, one);
            match_set_reference(match, (struct rigid){0});
            match_load(match, two);
            match_find(match, false, &found);
            error += pow(at_corners(found, pose), 2) / PAIRS;
            foretold += pow(match_error(match, false, found), 2) / PAIRS;
        }
        print_message("# %g of the light, blurred by %g px: error %.3f px, foretold %.3f px\n", scenes[i].light,
                      scenes[i].defocus, sqrt(error), sqrt(foretold));
        assert_true(error > 0.4 * foretold && error < 2.5 * foretold);
    }
    match_free(match);
}

/* The light falls off to one side, and nothing else can be seen. */
static void test_frames_that_show_nothing_keep_the_motion(void **state)
{
    (void)state;
    static float frame[5][SIDE * SIDE];
    struct aligned aligned[5];
    struct rng *rng = rng_new(8, 0);
    assert_non_null(rng);
    for (size_t k = 0; k < 5; k++)
        for (size_t i = 0; i < SIDE * SIDE; i++)
            frame[k][i] = (float)rng_poisson(rng, 200 + 0.5 * (double)(i % SIDE));
    rng_free(rng);
    assert_true(align_stack(ALIGN_RIGID, SIDE, SIDE, 5, get_frame, frame, aligned));
    size_t still = 0;
    for (size_t k = 0; k < 5; k++) {
        still += aligned[k].status == STATUS_OK;
        assert_true(aligned[k].likeness > ALIGN_LIKENESS_MIN);
        assert_true(aligned[k].motion.dy == 0 && aligned[k].motion.dx == 0 && aligned[k].motion.angle == 0);
    }
    assert_int_equal(still, 1);
}

static void test_valid_area(void **state)
{
    (void)state;
    struct rigid shift[] = {{0}, {3.5, -2, 0}, {-1, 7, 0}};
    const struct area all = {.h = 100, .w = 80};
    struct area area = align_valid(100, 80, all, 3, shift);
    assert_true(area.y == 1 && area.x == 2 && area.h == 95 && area.w == 71); /* rows 1 .. 95, columns 2 .. 72 */
    area = align_valid(100, 80, all, 1, shift);
    assert_true(area.y == 0 && area.x == 0 && area.h == 100 && area.w == 80);
    struct rigid away = {200, 0, 0}, turn = {2, 1, 0.05};
    area = align_valid(100, 80, all, 1, &away);
    assert_true(area.h == 0 && area.w == 0);
    /* A frame that was moved down by 8 rows before, and its margin mirrored */
    struct rigid down = {8, 0, 0}, up = {-8, 0, 0};
    area = align_valid(100, 80, (struct area){92, 80, 0, 0}, 1, &down);
    assert_true(area.y == 0 && area.h == 84 && area.w == 80);
    area = align_valid(100, 80, (struct area){92, 80, 0, 0}, 1, &up);
    assert_true(area.y == 8 && area.h == 92 && area.w == 80);
    /* Every corner of the area lies in the raw frame, and the area is not wastefully small. */
    area = align_valid(100, 80, all, 1, &turn);
    for (int corner = 0; corner < 4; corner++) {
        double y = (double)(area.y + (corner & 1 ? area.h - 1 : 0)) - 49.5;
        double x = (double)(area.x + (corner & 2 ? area.w - 1 : 0)) - 39.5;
        assert_true(fabs(sin(0.05) * x + cos(0.05) * y + 2) <= 49.5 + 1e-6);
        assert_true(fabs(cos(0.05) * x - sin(0.05) * y + 1) <= 39.5 + 1e-6);
    }
    assert_true(area.h >= 92 && area.w >= 72);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_motions_compose),
        cmocka_unit_test(test_spline_meets_the_pixels),
        cmocka_unit_test(test_spline_reproduces_cubics),
        cmocka_unit_test(test_moving_back_undoes_the_pose),
        cmocka_unit_test(test_drift_is_recovered),
        cmocka_unit_test(test_odd_sizes),
        cmocka_unit_test(test_blur_is_no_motion),
        cmocka_unit_test(test_turns_from_minus_8_to_8_degrees_are_found),
        cmocka_unit_test(test_only_the_window_counts),
        cmocka_unit_test(test_blank_and_lost_frames_keep_the_motion),
        cmocka_unit_test(test_the_error_is_foretold),
        cmocka_unit_test(test_frames_that_show_nothing_keep_the_motion),
        cmocka_unit_test(test_valid_area),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
