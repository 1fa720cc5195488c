/* The matrix nearest to a given one that is orthogonal, as far as Newton-Schulz steps come to it, against that of GSL's
 * singular values; and the products that it is made of. */
#include <gsl/gsl_linalg.h>
#include <stdlib.h>
#include <string.h>

#include "noise.h"

#include "conv/conv.h"
#include "conv/product.h"
#include "learn/orthogonal.h"

enum { ROWS = 6, COLUMNS = 11 };

static void products_follow_their_definition(void **state)
{
    (void)state;
    float x[ROWS * COLUMNS], y[COLUMNS * ROWS], z[ROWS * ROWS], before[ROWS * ROWS], square[ROWS * ROWS];
    set_gauss(ROWS * COLUMNS, x, 1, 9);
    set_gauss(COLUMNS * ROWS, y, 2, 9);
    set_gauss(ROWS * ROWS, z, 3, 9);
    memcpy(before, z, sizeof z);
    assert_true(product_add(ROWS, COLUMNS, ROWS, 2, x, y, -3, z));
    assert_true(product_across(ROWS, COLUMNS, ROWS, x, x, square));
    for (size_t i = 0; i < ROWS; i++)
        for (size_t j = 0; j < ROWS; j++) {
            double sum = 0, squares = 0;
            for (size_t k = 0; k < COLUMNS; k++) {
                sum += (double)x[i * COLUMNS + k] * (double)y[k * ROWS + j];
                squares += (double)x[i * COLUMNS + k] * (double)x[j * COLUMNS + k];
            }
            assert_near(z[i * ROWS + j], 2 * sum - 3 * (double)before[i * ROWS + j], 1e-4);
            assert_near(square[i * ROWS + j], squares, 1e-4);
        }
}

/* In the basis of the singular vectors of the matrix it becomes a diagonal one, of about 1. */
static void all_singular_values_become_about_1(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        float x[ROWS * COLUMNS];
        set_gauss(ROWS * COLUMNS, x, seed, 9);
        for (size_t i = 0; i < COLUMNS; i++) /* two rows that differ by little: a singular value that is small */
            x[i] = x[COLUMNS + i] + 0.1f * x[i];
        gsl_matrix *u = gsl_matrix_alloc(COLUMNS, ROWS), *v = gsl_matrix_alloc(ROWS, ROWS);
        gsl_vector *s = gsl_vector_alloc(ROWS), *work = gsl_vector_alloc(ROWS);
        for (size_t i = 0; i < ROWS; i++)
            for (size_t j = 0; j < COLUMNS; j++)
                gsl_matrix_set(u, j, i, (double)x[i * COLUMNS + j]);
        assert_int_equal(gsl_linalg_SV_decomp(u, v, s, work), 0);
        float *scratch = calloc(orthogonal_scratch(ROWS, COLUMNS), sizeof *scratch);
        assert_non_null(scratch);
        assert_true(orthogonal_nearest(ROWS, COLUMNS, x, scratch));
        for (size_t a = 0; a < ROWS; a++)
            for (size_t b = 0; b < ROWS; b++) {
                double sum = 0;
                for (size_t i = 0; i < ROWS; i++)
                    for (size_t j = 0; j < COLUMNS; j++)
                        sum += gsl_matrix_get(v, i, a) * (double)x[i * COLUMNS + j] * gsl_matrix_get(u, j, b);
                if (a == b)
                    assert_true(sum > 0.6 && sum < 1.3);
                else
                    assert_near(sum, 0, 1e-3);
            }
        free(scratch);
        gsl_matrix_free(u);
        gsl_matrix_free(v);
        gsl_vector_free(s);
        gsl_vector_free(work);
    }
}

static void nothing_stays_nothing(void **state)
{
    (void)state;
    float x[ROWS * COLUMNS] = {0}, *scratch = calloc(orthogonal_scratch(ROWS, COLUMNS), sizeof *scratch);
    assert_non_null(scratch);
    assert_true(orthogonal_nearest(ROWS, COLUMNS, x, scratch));
    for (size_t i = 0; i < ROWS * COLUMNS; i++)
        assert_true(x[i] == 0);
    free(scratch);
}

int main(void)
{
    struct conv_engine *engine = conv_engine_new(CONV_AVX2);
    assert_non_null(engine);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(products_follow_their_definition),
        cmocka_unit_test(all_singular_values_become_about_1),
        cmocka_unit_test(nothing_stays_nothing),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    conv_engine_free(engine);
    return failed;
}
