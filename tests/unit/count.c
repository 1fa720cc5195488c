/* The counts of layers against small cases by hand, and of whole networks against what net/fcfnn.h builds. */
#include "near.h"

#include "net/count.h"
#include "net/fcfnn.h"

static struct count counted(struct count_layer layer, struct count in)
{
    struct count out;
    assert_null(count_layer(&layer, &in, &out));
    return out;
}

static void assert_count(struct count c, size_t height, size_t width, size_t channels, size_t weights, size_t values)
{
    assert_int_equal(c.height, height);
    assert_int_equal(c.width, width);
    assert_int_equal(c.channels, channels);
    assert_int_equal(c.weights, weights);
    assert_int_equal(c.values, values);
}

static const struct count image = {.height = 7, .width = 10, .channels = 3};

static void layers_by_hand(void **state)
{
    (void)state;
    const struct count none = {0};
    assert_count(counted((struct count_layer){COUNT_INPUT, 7, 10, 3}, none), 7, 10, 3, 0, 210);
    assert_count(counted((struct count_layer){COUNT_CONV, 3, 5, 4, 1, true}, image), 7, 10, 4, 3 * 5 * 3 * 4 + 4, 280);
    assert_count(counted((struct count_layer){COUNT_CONV, 3, 5, 4, 1, false}, image), 5, 6, 4, 184, 120);
    assert_count(counted((struct count_layer){COUNT_CONV, 7, 10, 1, 9, false}, image), 1, 1, 1, 211, 1);
    assert_count(counted((struct count_layer){COUNT_POOL, 2, 2, 0, 2, true}, image), 4, 5, 3, 0, 60);
    assert_count(counted((struct count_layer){COUNT_POOL, 2, 2, 0, 2, false}, image), 3, 5, 3, 0, 45);
    assert_count(counted((struct count_layer){COUNT_MEAN}, image), 1, 1, 3, 0, 3);
    assert_count(counted((struct count_layer){COUNT_DENSE, .channels = 6}, image), 1, 1, 6, 211 * 6, 6);
    assert_count(counted((struct count_layer){COUNT_DROPOUT}, image), 7, 10, 3, 0, 0);
}

/* A position counts when the window that begins there lies inside; padded, every stride-th pixel is one. */
static void sizes_are_those_of_windows_laid_out(void **state)
{
    (void)state;
    for (size_t length = 1; length <= 9; length++)
        for (size_t window = 1; window <= length; window++)
            for (size_t stride = 1; stride <= 4; stride++) {
                size_t inside = 0, padded = 0;
                for (size_t at = 0; at < length; at += stride) {
                    inside += at + window <= length;
                    padded++;
                }
                struct count in = {.height = length, .width = length, .channels = 1};
                assert_int_equal(counted((struct count_layer){COUNT_POOL, window, window, 0, stride, false}, in).height,
                                 inside);
                assert_int_equal(counted((struct count_layer){COUNT_POOL, window, window, 0, stride, true}, in).width,
                                 padded);
            }
}

static void dense_layers_are_those_of_the_network(void **state)
{
    (void)state;
    struct fcfnn net;
    assert_true(fcfnn_define(&net, 31314, 10, 100, 1));
    struct count at = {.height = 1, .width = 1, .channels = net.inputs};
    size_t weights = 0, values = 0;
    for (size_t l = 0; l <= net.hidden; l++) {
        at = counted((struct count_layer){COUNT_DENSE, .channels = fcfnn_layer(&net, l).out}, at);
        weights += at.weights;
        values += at.values;
    }
    assert_int_equal(weights, net.params);
    assert_int_equal(values, fcfnn_scratch(&net, 1, false) + 1);
}

static void what_cannot_be_is_said(void **state)
{
    (void)state;
    struct count out, large = {.height = COUNT_MAX, .width = COUNT_MAX, .channels = COUNT_MAX};
    assert_non_null(count_layer(&(struct count_layer){COUNT_POOL, 8, 1, 0, 1, false}, &image, &out));
    assert_non_null(count_layer(&(struct count_layer){COUNT_CONV, 1, 11, 1, 1, false}, &image, &out));
    assert_null(count_layer(&(struct count_layer){COUNT_CONV, 8, 11, 1, 1, true}, &image, &out));
    assert_non_null(count_layer(&(struct count_layer){COUNT_DENSE, .channels = COUNT_MAX}, &large, &out));
    assert_non_null(count_layer(&(struct count_layer){COUNT_INPUT, COUNT_MAX, COUNT_MAX, COUNT_MAX}, &image, &out));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(layers_by_hand),
        cmocka_unit_test(sizes_are_those_of_windows_laid_out),
        cmocka_unit_test(dense_layers_are_those_of_the_network),
        cmocka_unit_test(what_cannot_be_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
