/* The searches on curves whose focus is known: where they look, what they find, and what they say of it. */
#include "near.h"

#include "focus/search.h"

/* A curve, and the looks at it in their order. */
struct scene {
    double (*curve)(double z, double focus);
    double focus;
    size_t looks;
    double z[1000];
};

static double look(void *context, double z)
{
    struct scene *scene = context;
    assert_true(scene->looks < 1000);
    scene->z[scene->looks++] = z;
    return scene->curve(z, scene->focus);
}

static double parabola(double z, double focus)
{
    return 7 - (z - focus) * (z - focus);
}

static double bell(double z, double focus)
{
    return 100 + exp(-(z - focus) * (z - focus) / 2);
}

static double spike(double z, double focus)
{
    return -fabs(z - focus);
}

/* Its lower hill is at -focus. */
static double two_hills(double z, double focus)
{
    return bell(z, focus) + bell(z, -focus) * 0.8;
}

static double slope(double z, double focus)
{
    return z * focus;
}

/* -(z - 1) (z - 1/2) z (z + 1/2) (z + 1), which has maxima at -0.2719561 and 0.8222164. */
static double quintic(double z, double focus)
{
    return -(z - 1) * (z - 0.5) * z * (z + 0.5) * (z + 1) + 0 * focus;
}

static double unseen(double z, double focus)
{
    return fabs(z - focus) > 2 ? NAN : bell(z, focus);
}

static struct focus run(struct search s, double (*curve)(double, double), double at, struct scene *scene)
{
    struct focus focus;
    scene->curve = curve;
    scene->focus = at;
    scene->looks = 0;
    assert_true(search_run(&s, look, scene, &focus));
    for (size_t i = 0; i < scene->looks; i++) {
        assert_true(fabs(scene->z[i] - s.start) <= s.range / 2 * (1 + 1e-12));
        for (size_t j = 0; j < i; j++)
            assert_true(scene->z[i] != scene->z[j]);
    }
    return focus;
}

static struct search brent_of(double start, double range, double tolerance)
{
    return (struct search){SEARCH_BRENT, start, range, tolerance, 1, 0.5};
}

static void test_first_looks(void **state)
{
    (void)state;
    struct scene scene;
    const double golden = (3 - sqrt(5)) / 2;
    run(brent_of(3, 10, 0.1), bell, 3.2, &scene);
    assert_near(scene.z[0], 3, 0);
    assert_near(scene.z[1], 3 - golden * 5, 1e-12);
    assert_near(scene.z[2], 3 + golden * 5, 1e-12);
    assert_near(scene.z[2], 3 + 0.19098 * 10, 1e-4);
    /* the fourth is the top of the parabola through these three, and so that of a parabola */
    run(brent_of(3, 10, 1e-3), parabola, 3.2, &scene);
    assert_near(scene.z[3], 3.2, 1e-9);
    /* if the second look is better than the first, the third goes on that way */
    run(brent_of(3, 10, 0.1), bell, 1, &scene);
    assert_near(scene.z[2], scene.z[1] - golden * (scene.z[1] + 2), 1e-12);
}

static void test_brent_finds(void **state)
{
    (void)state;
    struct scene scene;
    double (*const curves[])(double, double) = {parabola, bell, spike};
    for (size_t c = 0; c < 3; c++)
        for (double tolerance = 1; tolerance > 1e-4; tolerance /= 10)
            for (double at = -1.9; at < 2; at += 0.1) {
                struct focus focus = run(brent_of(0, 10, tolerance), curves[c], at, &scene);
                assert_near(focus.z, at, 3 * tolerance);
                assert_near(focus.score, curves[c](focus.z, at), 0);
                assert_true(scene.looks < 50);
                for (size_t i = 0; i < scene.looks; i++) /* it is the best of all looks */
                    assert_true(curves[c](scene.z[i], at) <= focus.score);
            }
    assert_near(run(brent_of(-0.25, 0.4, 1e-7), quintic, 0, &scene).z, -0.2719561, 1e-6);
    assert_near(run(brent_of(0.75, 0.4, 1e-7), quintic, 0, &scene).z, 0.8222164, 1e-6);
}

static void test_scan_finds_between_its_planes(void **state)
{
    (void)state;
    struct scene scene;
    struct search s = {SEARCH_SCAN, 0, 10, 0.1, 0.75, 0.5};
    struct focus focus = run(s, bell, 0.83, &scene);
    assert_int_equal(scene.looks, 15); /* 14 equal steps are the fewest that are at most 0.75 */
    assert_near(scene.z[0], -5, 1e-12);
    assert_near(scene.z[14], 5, 1e-12);
    assert_near(focus.z, 0.83, 1e-4);
    assert_near(focus.score, 101, 1e-4);
    assert_string_equal(status_name(focus.status), "ok");
}

static void test_coarse_takes_the_higher_hill(void **state)
{
    (void)state;
    struct scene scene;
    struct search coarse = {SEARCH_COARSE, 0, 14, 0.01, 1, 0};
    assert_near(run(brent_of(-3, 8, 0.01), two_hills, 4, &scene).z, -4, 0.1);
    for (double at = -5; at <= 5; at += 0.37) {
        struct focus focus = run(coarse, two_hills, at, &scene);
        if (fabs(at) > 3) { /* else the hills are hardly two */
            assert_near(focus.z, at, 0.03);
            assert_string_equal(status_name(focus.status), "ok");
        }
        assert_true(scene.looks < 15 + 25);
    }
}

static void test_statuses(void **state)
{
    (void)state;
    struct scene scene;
    for (enum search_kind kind = SEARCH_BRENT; kind <= SEARCH_COARSE; kind++)
        for (int up = -1; up <= 1; up += 2) {
            struct search s = {kind, 0, 10, 0.1, 1, 0.5};
            assert_string_equal(status_name(run(s, slope, up, &scene).status), "edge");
            assert_near(run(s, slope, up, &scene).z, 5 * up, 0.31);
            assert_string_equal(status_name(run(s, bell, 8, &scene).status), "edge");
            struct focus focus = run(s, unseen, 1.2, &scene); /* too little to fit in a scan */
            assert_near(focus.z, 1.2, 0.5);
            focus = run(s, unseen, 40, &scene);
            assert_string_equal(status_name(focus.status), "blank");
            assert_true(isnan(focus.z) && isnan(focus.score));
        }
    struct search coarse = {SEARCH_COARSE, 0, 14, 0.01, 1, 0.5};
    assert_string_equal(status_name(run(coarse, two_hills, 4, &scene).status), "low-confidence");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_first_looks),
        cmocka_unit_test(test_brent_finds),
        cmocka_unit_test(test_scan_finds_between_its_planes),
        cmocka_unit_test(test_coarse_takes_the_higher_hill),
        cmocka_unit_test(test_statuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
