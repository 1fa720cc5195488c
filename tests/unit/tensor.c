#include "ending.h"

#include <complex.h>
#include <float.h>

#include "tensor/tensor.h"

static void filled(struct tensor *t, enum dtype type, size_t h, size_t w)
{
    tensor_frame(t, F8, h, w);
    t->meta.text[0] = '\0';
    for (size_t i = 0; i < h * w; i++)
        ((double *)t->data)[i] = (double)i;
    tensor_convert(t, type, "an array");
}

static void small_integers_survive_any_conversion(void **state)
{
    (void)state;
    for (int from = 0; from < C8; from++)
        for (int to = 0; to < C8; to++) {
            struct tensor t = {0};
            filled(&t, (enum dtype)from, 16, 16);
            tensor_convert(&t, (enum dtype)to, "an array");
            assert_int_equal(t.type, to);
            for (size_t i = 0; i < 256; i++)
                assert_true(tensor_value(&t, i) == (double)i);
            tensor_free(&t);
        }
}

static void put(struct tensor *t, double value)
{
    tensor_shape(t, F8, 0, NULL);
    *(double *)t->data = value;
}

struct conversion {
    double value;
    enum dtype type;
};

static void convert(void *arg)
{
    const struct conversion *c = arg;
    struct tensor t = {0};
    put(&t, c->value);
    tensor_convert(&t, c->type, "an array");
}

static void limits_hold(void **state)
{
    (void)state;
    static const struct {
        double value;
        enum dtype type;
        double becomes; /* NAN: it ends the program */
    } cases[] = {
        {255.5, U1, NAN},
        {255.4, U1, 255},
        {-0.5, U1, 0},
        {-0.51, U1, NAN},
        {2.5, U1, 2},
        {3.5, U1, 4},
        {65535, U2, 65535},
        {65536, U2, NAN},
        {4294967295, U4, 4294967295},
        {4294967296, U4, NAN},
        {INFINITY, U4, NAN},
        {65504, F2, 65504},
        {65505, F2, NAN},
        {1e-9, F2, 0},
        {FLT_MAX, F4, FLT_MAX},
        {1e39, F4, NAN},
        {-1e39, F4, NAN},
        {INFINITY, F2, INFINITY},
        {-INFINITY, F4, -INFINITY},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct conversion c = {cases[i].value, cases[i].type};
        if (isnan(cases[i].becomes)) {
            must_end(1, "cannot hold; bring it into range with: cast", convert, &c);
            continue;
        }
        struct tensor t = {0};
        put(&t, c.value);
        tensor_convert(&t, c.type, "an array");
        assert_true(tensor_value(&t, 0) == cases[i].becomes);
        tensor_free(&t);
    }
    struct conversion nan_to_integer = {NAN, U2};
    must_end(1, "cannot hold", convert, &nan_to_integer);
    struct tensor t = {0};
    put(&t, NAN);
    tensor_convert(&t, F2, "an array");
    assert_true(isnan(tensor_value(&t, 0)));
    tensor_clip(&t, U1);
    assert_true(isnan(tensor_value(&t, 0)));
    tensor_free(&t);
}

/* All of them, from their bits: a sign, five of the exponent, ten of the fraction. */
static void half_precision_becomes_float(void **state)
{
    (void)state;
    enum { ALL = 0x10000 };
    static uint16_t bits[ALL];
    static float value[ALL];
    for (size_t i = 0; i < ALL; i++)
        bits[i] = (uint16_t)i;
    for (size_t first = 0; first < 3; first++) { /* in several lengths, and not from a border of 16 bytes on */
        tensor_to_float(bits + first, F2, value, ALL - first);
        for (size_t i = first; i < ALL; i++) {
            int exponent = (int)(i >> 10 & 31), fraction = (int)(i & 1023);
            double size = exponent ? ldexp(1024 + fraction, exponent - 25) : ldexp(fraction, -24);
            double expected = (i >> 15 ? -1 : 1) * (exponent < 31 ? size : fraction ? NAN : INFINITY);
            double found = (double)value[i - first];
            assert_true(isnan(expected) ? isnan(found) : found == expected && !signbit(found) == !signbit(expected));
        }
    }
}

static void scale_and_clip_are_done_in_double(void **state)
{
    (void)state;
    struct tensor t = {0};
    filled(&t, U1, 2, 2);
    tensor_scale(&t, -100, 150.25);
    assert_int_equal(t.type, F8);
    for (size_t i = 0; i < 4; i++)
        assert_true(tensor_value(&t, i) == 150.25 - 100 * (double)i);
    tensor_clip(&t, U1);
    tensor_convert(&t, U1, "an array");
    assert_memory_equal(t.data, ((unsigned char[]){150, 50, 0, 0}), 4);
    tensor_free(&t);
}

static void parts_of_complex_numbers(void **state)
{
    (void)state;
    static const struct {
        enum part part;
        float value[3];
    } cases[] = {
        {PART_MAGNITUDE, {5, 1, 2}},
        {PART_PHASE, {0.92729522f, (float)M_PI, -(float)M_PI_2}},
        {PART_REAL, {3, -1, 0}},
        {PART_IMAGINARY, {4, 0, -2}},
    };
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        struct tensor t = {0};
        tensor_shape(&t, C8, 1, (size_t[]){3});
        memcpy(t.data, (float[]){3, 4, -1, 0, 0, -2}, 24);
        tensor_part(&t, cases[k].part);
        assert_int_equal(t.type, F4);
        for (size_t i = 0; i < 3; i++)
            assert_near(tensor_value(&t, i), cases[k].value[i], 1e-6);
        tensor_free(&t);
    }
}

static void regions_are_cut_out(void **state)
{
    (void)state;
    for (size_t y = 0; y < 4; y++)
        for (size_t x = 0; x < 6; x++)
            for (size_t h = 1; h <= 4 - y; h++)
                for (size_t w = 1; w <= 6 - x; w++) {
                    struct tensor t = {0};
                    filled(&t, y % 2 ? U2 : F8, 4, 6);
                    tensor_crop(&t, y, x, h, w);
                    assert_true(t.dim[0] == h && t.dim[1] == w);
                    for (size_t i = 0; i < h * w; i++)
                        assert_true(tensor_value(&t, i) == (double)((y + i / w) * 6 + x + i % w));
                    tensor_free(&t);
                }
}

static void crop_beyond(void *arg)
{
    const size_t *box = arg;
    struct tensor t = {0};
    filled(&t, U1, 4, 6);
    tensor_crop(&t, box[0], box[1], box[2], box[3]);
}

static void regions_beyond_the_image_are_refused(void **state)
{
    (void)state;
    size_t bad[][4] = {{4, 0, 1, 1}, {0, 6, 1, 1},        {0, 0, 5, 1},
                       {0, 0, 1, 7}, {SIZE_MAX, 0, 2, 1}, {0, SIZE_MAX, 1, 2}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        must_end(1, "reaches beyond 4x6 u1", crop_beyond, bad[i]);
}

static void stacks_grow_plane_by_plane(void **state)
{
    (void)state;
    struct tensor stack = {0}, image = {0};
    for (size_t run = 0; run < 2; run++) { /* the second run uses the memory of the first */
        size_t n = run ? 5 : 37;
        for (size_t i = 0; i < n; i++) {
            filled(&image, U2, 3, 7 + run);
            tensor_scale(&image, 1, 100 * (double)i);
            tensor_convert(&image, U2, "an array");
            tensor_stack(&stack, i, &image);
        }
        assert_true(stack.rank == 3 && stack.dim[0] == n && stack.dim[1] == 3 && stack.dim[2] == 7 + run);
        for (size_t i = 0, plane = 3 * (7 + run); i < n * plane; i++)
            assert_true(tensor_value(&stack, i) == (double)(100 * (i / plane) + i % plane));
    }
    tensor_free(&stack);
    tensor_free(&image);
}

static void shape(void *dim)
{
    struct tensor t = {0};
    tensor_shape(&t, F8, 2, dim);
}

static void sizes_that_overflow_are_refused(void **state)
{
    (void)state;
    must_end(1, "too large for memory", shape, (size_t[]){SIZE_MAX, 1});
    must_end(1, "too large for memory", shape, (size_t[]){SIZE_MAX / 8, 1});
    must_end(1, "too large for memory", shape, (size_t[]){(size_t)1 << 32, (size_t)1 << 32});
    must_end(1, "too large for memory", shape, (size_t[]){((size_t)1 << 61) - 1, 1});
    must_end(1, "no memory for 1048576x1073741824 f8", shape, (size_t[]){1 << 20, 1 << 30});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_integers_survive_any_conversion),
        cmocka_unit_test(limits_hold),
        cmocka_unit_test(half_precision_becomes_float),
        cmocka_unit_test(scale_and_clip_are_done_in_double),
        cmocka_unit_test(parts_of_complex_numbers),
        cmocka_unit_test(regions_are_cut_out),
        cmocka_unit_test(regions_beyond_the_image_are_refused),
        cmocka_unit_test(stacks_grow_plane_by_plane),
        cmocka_unit_test(sizes_that_overflow_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
