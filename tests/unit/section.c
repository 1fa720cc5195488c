/* Windows of endless specimens: the tools that draw them, and what every stained or shining specimen promises. */
#include <stdlib.h>
#include <string.h>

#include "near.h"

#include "specimen/kinds.h"
#include "specimen/section.h"

enum { H = 160, W = 192, N = H * W, SLICES = 4 };
static const double pixel_um = 0.5;

static float light[SLICES * N], thin[N];

static const char *const shining[] = {"nuclei", "filaments", "epithelium", "stroma", "beads"};
enum { SHINING = sizeof shining / sizeof *shining };

static struct canvas window(size_t slices, double depth_um)
{
    return (struct canvas){slices, H, W, pixel_um, depth_um / (double)slices};
}

static void draw(const char *name, size_t slices, double density, uint64_t seed, float *to)
{
    const struct specimen_kind *kind = specimen_find(name);
    assert_non_null(kind);
    struct canvas canvas = window(slices, kind->depth_um);
    struct rng *rng = rng_new(seed, 0);
    canvas.heights = rng_new(seed, 1);
    assert_true(rng && canvas.heights);
    memset(to, 0, slices * N * sizeof *to);
    assert_true(kind->shine(&canvas, density * kind->per_mm2, rng, to));
    rng_free(rng);
    rng_free(canvas.heights);
}

static double mean(size_t n, const float *of)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (double)of[i];
    return sum / (double)n;
}

static void test_column(void **state)
{
    (void)state;
    struct canvas canvas = window(SLICES, 4);
    memset(light, 0, sizeof light);
    section_column(&canvas, 7, 0.5, 2.25, 2, light);
    section_column(&canvas, 8, -3, 9, 1, light); /* cut off at both faces */
    section_column(&canvas, 9, 4.5, 9, 1, light);
    static const double want[] = {0.25, 0.5, 0.125, 0};
    for (size_t i = 0; i < SLICES; i++) {
        assert_near(light[i * N + 7], want[i], 1e-6);
        assert_near(light[i * N + 8], 0.25, 1e-6);
        assert_near(light[i * N + 9], 0, 0);
    }
}

static void test_dab(void **state)
{
    (void)state;
    struct canvas canvas = window(SLICES, 4);
    memset(light, 0, sizeof light);
    section_dab(&canvas, 2, 40.1, 30.2, 1, 3, light);
    assert_near(mean(sizeof light / sizeof *light, light) * SLICES * N * pixel_um * pixel_um, 3,
                0.06);                               /* cut at 3 sigma */
    section_dab(&canvas, 2, -5, 500, 0.5, 3, light); /* outside */
}

/* The nearest seed and, nearly always, the second one are those found among all seeds. */
static void test_packing(void **state)
{
    (void)state;
    struct canvas canvas = window(SLICES, 20);
    struct rng *rng = rng_new(5, 0);
    struct packing p;
    assert_non_null(rng);
    for (int flat = 0; flat < 2; flat++) {
        int missed = 0; /* second seeds that are not among the neighbours */
        assert_true(packing_make(&p, &canvas, 8, flat ? 0.32 : 0.23, flat, rng));
        for (int i = 0; i < 500; i++) {
            double z = flat ? 0 : rng_between(rng, 0, 20), y = rng_between(rng, 0, 80), x = rng_between(rng, 0, 96);
            struct nearest near = packing_nearest(&p, z, y, x);
            double own = near.y * near.y + near.x * near.x + near.z * near.z, second = INFINITY, apart = NAN;
            for (size_t k = 0; k < p.nz * p.ny * p.nx; k++) {
                const struct seed *s = &p.seed[k], *mine = near.seed;
                double d2 = pow(z - s->z, 2) + pow(y - s->y, 2) + pow(x - s->x, 2);
                assert_true(d2 >= own - 1e-9);
                if (s == mine || d2 > second)
                    continue;
                second = d2;
                apart = sqrt(pow(mine->z - s->z, 2) + pow(mine->y - s->y, 2) + pow(mine->x - s->x, 2));
            }
            missed += fabs(near.border_um - (second - own) / (2 * apart)) > 1e-9;
        }
        assert_true(missed < 10);
        packing_free(&p);
    }
    rng_free(rng);
}

static void test_fields_are_windows(void **state)
{
    (void)state;
    struct canvas canvas = window(1, 4);
    struct rng *rng = rng_new(6, 0);
    float *field = NULL;
    const struct section_field need[] = {{&field, 6}};
    double variance = 0, seam = 0, step = 0;
    for (int i = 0; i < 10; i++) {
        assert_true(section_fields(&canvas, 1, need, rng));
        for (size_t y = 0; y < H; y++) {
            seam += pow((double)field[y * W] - (double)field[y * W + W - 1], 2);
            step += pow((double)field[y * W + 1] - (double)field[y * W], 2);
        }
        for (size_t k = 0; k < N; k++)
            variance += pow((double)field[k], 2) / (10 * N);
        section_free(1, need);
    }
    assert_near(variance, 1, 0.15);
    assert_true(seam > 100 * step);
    rng_free(rng);
}

static void test_slices_add_up(void **state)
{
    (void)state;
    for (size_t kind = 0; kind < SHINING; kind++) {
        draw(shining[kind], 1, 1, 3, thin);
        draw(shining[kind], SLICES, 1, 3, light);
        double most = 0, filled[SLICES];
        for (size_t i = 0; i < N; i++) {
            double sum = 0;
            for (size_t slice = 0; slice < SLICES; slice++)
                sum += (double)light[slice * N + i];
            assert_near(sum, thin[i], 1e-4 * (1 + sum));
            assert_true(thin[i] >= 0);
            most = fmax(most, sum);
        }
        for (size_t slice = 0; slice < SLICES; slice++) {
            filled[slice] = mean(N, light + slice * N);
            assert_true(filled[slice] > 0.01 * mean(N, thin)); /* a thick specimen is not one plane */
        }
        assert_true(most > 0.4 && most < 40);
    }
}

/* The mean step from one column to the next. */
static double column_step(const float *of, size_t from, size_t to)
{
    double sum = 0;
    for (size_t y = 0; y < H; y++)
        sum += fabs((double)of[y * W + from] - (double)of[y * W + to]);
    return sum / H;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Fields differ in how full they are, and some are nearly empty; opposite sides do not fit. */
static void test_fields_differ(void **state)
{
    (void)state;
    enum { SEEDS = 40 };
    for (size_t kind = 0; kind < SHINING; kind++) {
        double means[SEEDS], seam = 0, inside = 0;
        for (uint64_t seed = 0; seed < SEEDS; seed++) {
            draw(shining[kind], 1, 1, seed, thin);
            means[seed] = mean(N, thin);
            seam += column_step(thin, W - 1, 0);
            for (size_t x = 8; x < W; x += 8)
                inside += column_step(thin, x - 1, x) / (W / 8 - 1);
        }
        qsort(means, SEEDS, sizeof *means, by_value);
        assert_true(means[0] < 0.25 * means[SEEDS / 2]);
        assert_true(means[SEEDS / 4] < 0.9 * means[3 * SEEDS / 4]);
        if (strcmp(shining[kind], "beads") != 0) /* which are smaller than the step from one to the next */
            assert_true(seam > 3 * inside);
    }
}

static void test_density(void **state)
{
    (void)state;
    static const char *const counted[] = {"nuclei", "beads"};
    for (size_t kind = 0; kind < 2; kind++) {
        double few = 0, many = 0;
        for (uint64_t seed = 0; seed < 20; seed++) {
            draw(counted[kind], 1, 0.3, seed, thin);
            few += mean(N, thin);
            draw(counted[kind], 1, 0.9, seed, thin);
            many += mean(N, thin);
        }
        assert_true(many > 2 * few && many < 4.5 * few);
        draw(counted[kind], 1, 0, 1, thin);
        assert_near(mean(N, thin), 0, 0);
    }
}

/* A bead has the light of 0.2 um2, give or take, wherever it lies among the pixels. */
static void test_beads(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 5; seed++) {
        draw("beads", 1, 0.1, seed, thin);
        double sum = mean(N, thin) * N * pixel_um * pixel_um / 0.2;
        size_t lit = 0;
        for (size_t i = 0; i < N; i++)
            lit += thin[i] > 0;
        assert_true(sum == 0 || (lit < 9 * 1.5 * sum && (double)lit > 0.8 * sum));
    }
}

/* Haematoxylin takes red and green, eosin only green; the lumen of a gland takes nothing. */
static void test_stained(void **state)
{
    (void)state;
    static float by_colour[3][N];
    const struct specimen_kind *kind = specimen_find("stained");
    assert_true(kind && kind->dyed);
    for (uint64_t seed = 1; seed < 5; seed++) {
        for (size_t colour = 0; colour < 3; colour++) {
            struct canvas canvas = window(1, kind->depth_um);
            struct rng *rng = rng_new(seed, 0);
            assert_non_null(rng);
            canvas.phase = memset(thin, 0, sizeof thin);
            canvas.loss = memset(by_colour[colour], 0, sizeof by_colour[colour]);
            canvas.colour = colour;
            assert_true(kind->draw(&canvas, kind->per_mm2, rng));
            rng_free(rng);
        }
        for (size_t i = 0; i < N; i++) {
            double red = (double)by_colour[0][i], green = (double)by_colour[1][i], blue = (double)by_colour[2][i];
            /* The amounts that red and green imply also explain blue. */
            double eosin = (green - red * 0.704 / 0.650) / (0.990 - 0.072 * 0.704 / 0.650);
            double haematoxylin = (red - 0.072 * eosin) / 0.650;
            assert_true(haematoxylin > -1e-4 && eosin > -1e-4);
            assert_near(blue, 0.286 * haematoxylin + 0.105 * eosin, 1e-4 * (1 + green));
            assert_true(thin[i] >= 0 && thin[i] < 3);
        }
        assert_true(mean(N, by_colour[1]) > mean(N, by_colour[0]));
    }
}

static void test_unknown_kind(void **state)
{
    (void)state;
    assert_null(specimen_find("blood"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_column),        cmocka_unit_test(test_dab),
        cmocka_unit_test(test_packing),       cmocka_unit_test(test_fields_are_windows),
        cmocka_unit_test(test_slices_add_up), cmocka_unit_test(test_fields_differ),
        cmocka_unit_test(test_density),       cmocka_unit_test(test_beads),
        cmocka_unit_test(test_stained),       cmocka_unit_test(test_unknown_kind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
