/* Simulated specimens: bounds, periodicity, reproducibility, the statistics of the random fields. */
#include <complex.h>
#include <string.h>

#include "near.h"

#include "specimen/specimen.h"

enum { H = 192, W = 256, N = H * W };

static double pixel_um = 0.1625;
enum { SLICES = 5 };
static size_t slices = 1;
static float phase[SLICES * N], loss[SLICES * N], other[N];
static float complex transmission[N];

typedef bool make(const struct canvas *canvas, double per_mm2, struct rng *rng);

static struct canvas draw(make *kind, double per_mm2, uint64_t seed)
{
    struct canvas canvas = {slices, H, W, pixel_um, SPECIMEN_CELLS_UM / (double)slices, phase, loss, rng_new(seed, 1)};
    assert_non_null(canvas.heights);
    memset(phase, 0, sizeof phase);
    memset(loss, 0, sizeof loss);
    struct rng *rng = rng_new(seed, 0);
    assert_non_null(rng);
    assert_true(kind(&canvas, per_mm2, rng));
    rng_free(rng);
    rng_free(canvas.heights);
    return canvas;
}

static double share_above(double level)
{
    int count = 0;
    for (int i = 0; i < N; i++)
        count += (double)phase[i] > level;
    return (double)count / N;
}

/* Root mean square of the steps down from row y to the next, and of those right from column x. */
static double row_step(const float *of, int y)
{
    double sum = 0;
    for (int x = 0; x < W; x++)
        sum += pow((double)of[(y + 1) % H * W + x] - (double)of[y % H * W + x], 2);
    return sqrt(sum / W);
}

static double column_step(const float *of, int x)
{
    double sum = 0;
    for (int y = 0; y < H; y++)
        sum += pow((double)of[y * W + (x + 1) % W] - (double)of[y * W + x % W], 2);
    return sqrt(sum / H);
}

/* The step across the seam is no larger than those inside; it may by chance be the largest, by little. */
static void check_periodic(const float *of)
{
    double row = 0, column = 0;
    for (int y = 0; y < H - 1; y++)
        row = fmax(row, row_step(of, y));
    for (int x = 0; x < W - 1; x++)
        column = fmax(column, column_step(of, x));
    assert_true(row_step(of, H - 1) <= 1.5 * row);
    assert_true(column_step(of, W - 1) <= 1.5 * column);
}

/* A cap of some 2 rad and, of the rare largest, 10 at most, on it a nucleus of at most 0.9 and granules of some.
 * The number of cells is random: some of these small fields are empty, one may be nearly full. The ground, of mean 0,
 * may add light: a loss below 0. */
static void test_cells(void **state)
{
    (void)state;
    double least = 1, most = 0;
    for (uint64_t seed = 0; seed < 40; seed++) {
        struct canvas canvas = draw(specimen_cells, 1000, seed);
        double share = share_above(0.7);
        least = fmin(least, share);
        most = fmax(most, share);
        assert_true(share_above(14) == 0);
        assert_true(share_above(-1.5) == 1);
        check_periodic(phase);
        specimen_transmission(&canvas, 1, transmission);
        for (int i = 0; i < N; i++) {
            assert_true(loss[i] > -0.4F && loss[i] < 3);
            float complex expected = (float complex)cexp(I * (double)phase[i] - (double)loss[i]);
            assert_true(cabsf(transmission[i] - expected) < 1e-5F);
        }
    }
    assert_true(least == 0);
    assert_true(most > 0.4 && most < 0.95);
}

static void test_density(void **state)
{
    (void)state;
    double sparse = 0, dense = 0;
    pixel_um = 0.65; /* a field of 0.02 mm2, with room for all */
    for (uint64_t seed = 0; seed < 10; seed++) {
        draw(specimen_cells, 300, seed);
        sparse += share_above(0.7);
        draw(specimen_cells, 900, seed);
        dense += share_above(0.7);
    }
    pixel_um = 0.1625;
    assert_true(dense > 2 * sparse && dense < 4 * sparse);
}

/* The slices of cells add up to the thin specimen; the first, on which the cells stand, has the most, and the one above
 * the highest cell nothing. */
static void test_slices(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 20; seed++) {
        draw(specimen_cells, 1000, seed);
        memcpy(other, phase, sizeof other);
        slices = SLICES;
        draw(specimen_cells, 1000, seed);
        slices = 1;
        double of_slice[SLICES] = {0};
        for (size_t i = 0; i < N; i++) {
            double sum = 0;
            for (size_t k = 0; k < SLICES; k++) {
                sum += (double)phase[k * N + i];
                of_slice[k] += fabs((double)phase[k * N + i]) / N;
            }
            assert_near(sum, other[i], 1e-4);
        }
        assert_true(of_slice[0] >= of_slice[2] && of_slice[2] >= of_slice[4]);
    }
}

/* Tissue: gaps, where there is nothing but a fibre, and a matrix of 0.56 to 0.84 rad; on it a fibre, a nucleus and its
 * clumps, a few times over. */
static void test_tissue(void **state)
{
    (void)state;
    double gaps = 0;
    for (uint64_t seed = 0; seed < 20; seed++) {
        draw(specimen_tissue, 2500, seed);
        assert_true(share_above(0.3) > 0.4);
        assert_true(share_above(4) < 0.001);
        gaps += 1 - share_above(0.3);
        check_periodic(phase);
        for (int i = 0; i < N; i++)
            assert_true(loss[i] >= 0 && loss[i] < 1);
    }
    assert_true(gaps / 20 > 0.05 && gaps / 20 < 0.4);
}

static void test_seeds(void **state)
{
    (void)state;
    static make *const kinds[] = {specimen_cells, specimen_tissue};
    for (int i = 0; i < 2; i++) {
        draw(kinds[i], 1000, 3);
        memcpy(other, phase, sizeof other);
        draw(kinds[i], 1000, 3);
        assert_memory_equal(phase, other, sizeof other);
        draw(kinds[i], 1000, 4);
        assert_memory_not_equal(phase, other, sizeof other);
    }
}

static void test_random_field(void **state)
{
    (void)state;
    struct rng *rng = rng_new(9, 0);
    double sum = 0, squares = 0, product_y = 0, product_x = 0;
    for (int repeat = 0; repeat < 20; repeat++) {
        assert_true(specimen_random_field(H, W, pixel_um, 8 * pixel_um, rng, phase));
        check_periodic(phase);
        for (int y = 0; y < H; y++)
            for (int x = 0; x < W; x++) {
                double here = (double)phase[y * W + x];
                sum += here;
                squares += here * here;
                product_y += here * (double)phase[(y + 8) % H * W + x];
                product_x += here * (double)phase[y * W + (x + 8) % W];
            }
    }
    rng_free(rng);
    double n = 20.0 * N;
    assert_near(sum / n, 0, 1e-5);
    assert_near(squares / n, 1, 1e-5);
    assert_near(product_y / n, exp(-0.5), 0.03);
    assert_near(product_x / n, exp(-0.5), 0.03);
}

static void test_image(void **state)
{
    (void)state;
    struct canvas canvas = {1, H, W, pixel_um, 1, phase, loss, NULL};
    memset(phase, 0, sizeof phase);
    memset(loss, 0, sizeof loss);
    for (int i = 0; i < N; i++)
        other[i] = (float)(i % W); /* a ramp: its sides do not meet */
    specimen_image(&canvas, other);
    check_periodic(phase);
    for (int x = W / 16; x < W - W / 16; x++)
        assert_near(phase[H / 2 * W + x], (double)x / (W - 1), 1e-6);
    memset(phase, 0, sizeof phase);
    for (int i = 0; i < N; i++)
        other[i] = 7;
    specimen_image(&canvas, other);
    for (int i = 0; i < N; i++)
        assert_true(phase[i] == 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cells),  cmocka_unit_test(test_slices), cmocka_unit_test(test_density),
        cmocka_unit_test(test_tissue), cmocka_unit_test(test_seeds),  cmocka_unit_test(test_random_field),
        cmocka_unit_test(test_image),
    };
    return cmocka_run_group_tests_name("specimen", tests, NULL, NULL);
}
