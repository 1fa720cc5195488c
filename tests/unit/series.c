/* Focal stacks in memory: grouped by name, sorted by z, of one size. */
#include "ending.h"

#include "tensor/series.h"

struct frame {
    const char *meta;
    size_t h, w;
};

/* A stream of u2 frames in memory; all pixels of the i-th are i. */
static struct npy *stream(const struct frame *frame, char **bytes)
{
    size_t length;
    struct tensor t = {0};
    FILE *out = open_memstream(bytes, &length);
    for (size_t i = 0; frame[i].meta; i++) {
        tensor_frame(&t, U2, frame[i].h, frame[i].w);
        for (size_t k = 0; k < frame[i].h * frame[i].w; k++)
            ((uint16_t *)t.data)[k] = (uint16_t)i;
        snprintf(t.meta.text, sizeof t.meta.text, "%s", frame[i].meta);
        npy_write(out, &t);
    }
    fclose(out);
    tensor_free(&t);
    FILE *in = fmemopen(*bytes, length, "rb");
    assert_non_null(in);
    return npy_take(in, "memory");
}

static void must_be(const struct series *s, const char *name, size_t count, const double *z_um, const double *pixel)
{
    assert_string_equal(s->stack, name);
    assert_int_equal(s->count, count);
    for (size_t i = 0; i < count; i++) {
        assert_true(s->z_um[i] == z_um[i]);
        assert_true(meta_need(&s->frame[i].meta, "z_um") == z_um[i]);
        assert_int_equal(s->frame[i].dim[0], s->h);
        assert_int_equal(s->frame[i].dim[1], s->w);
        assert_true(tensor_value(&s->frame[i], s->h * s->w - 1) == pixel[i]);
    }
}

static void stacks_are_sorted_by_z(void **state)
{
    (void)state;
    static const struct frame frames[] = {
        {"stack=a z_um=3", 2, 3},  {"stack=a z_um=-1", 2, 3}, {"stack=a z_um=2", 2, 3}, {"stack=b z_um=3", 4, 5},
        {"stack=b z_um=-7", 4, 5}, {"z_um=1", 2, 2},          {"stack=c z_um=3", 1, 9}, {NULL},
    };
    char *bytes;
    struct npy *in = stream(frames, &bytes);
    struct series s = {0};
    assert_true(series_next(in, F4, &s));
    must_be(&s, "a", 3, (double[]){-1, 2, 3}, (double[]){1, 2, 0});
    assert_int_equal(s.frame[0].type, F4);
    assert_true(series_next(in, F4, &s));
    must_be(&s, "b", 2, (double[]){-7, 3}, (double[]){4, 3});
    assert_true(series_next(in, ANY, &s));
    must_be(&s, "-", 1, (double[]){1}, (double[]){5});
    assert_true(series_next(in, ANY, &s));
    must_be(&s, "c", 1, (double[]){3}, (double[]){6});
    assert_int_equal(s.frame[0].type, U2);
    assert_false(series_next(in, ANY, &s));
    assert_false(series_next(in, ANY, &s));
    series_free(&s);
    npy_close(in);
    free(bytes);
}

static void a_3d_array_is_a_stack(void **state)
{
    (void)state;
    char *bytes;
    size_t length;
    struct tensor t = {0};
    FILE *out = open_memstream(&bytes, &length);
    tensor_shape(&t, U1, 3, (size_t[]){3, 2, 4});
    for (size_t i = 0; i < 24; i++)
        ((uint8_t *)t.data)[i] = (uint8_t)(i / 8);
    snprintf(t.meta.text, sizeof t.meta.text, "stack=a z_um=5 dz_um=-1");
    npy_write(out, &t);
    meta_set(&t.meta, "stack", "b");
    npy_write(out, &t);
    fclose(out);
    tensor_free(&t);
    struct npy *in = npy_take(fmemopen(bytes, length, "rb"), "memory");
    struct series s = {0};
    assert_true(series_next(in, ANY, &s));
    must_be(&s, "a", 3, (double[]){3, 4, 5}, (double[]){2, 1, 0});
    assert_true(series_next(in, ANY, &s));
    must_be(&s, "b", 3, (double[]){3, 4, 5}, (double[]){2, 1, 0});
    assert_false(series_next(in, ANY, &s));
    assert_false(series_next(in, ANY, &s));
    series_free(&s);
    npy_close(in);
    free(bytes);
}

/* More planes than there is room for at first, in no order. */
static void long_stacks_grow(void **state)
{
    (void)state;
    enum { N = 101 };
    static struct frame frames[N + 1];
    static char meta[N][32];
    for (size_t i = 0; i < N; i++) {
        snprintf(meta[i], sizeof meta[i], "z_um=%zu", i * 37 % N);
        frames[i] = (struct frame){meta[i], 3, 3};
    }
    char *bytes;
    struct npy *in = stream(frames, &bytes);
    struct series s = {0};
    assert_true(series_next(in, ANY, &s));
    assert_int_equal(s.count, N);
    for (size_t z = 0; z < N; z++) {
        assert_true(s.z_um[z] == (double)z);
        assert_int_equal((size_t)tensor_value(&s.frame[z], 8) * 37 % N, z);
    }
    series_free(&s);
    npy_close(in);
    free(bytes);
}

static void read_series(void *frames)
{
    char *bytes;
    struct npy *in = stream(frames, &bytes);
    struct series s = {0};
    while (series_next(in, ANY, &s))
        ;
}

static void what_is_no_stack_is_refused(void **state)
{
    (void)state;
    static struct frame twins[] = {
        {"stack=a z_um=1", 2, 2}, {"stack=a z_um=0", 2, 2}, {"stack=a z_um=1", 2, 2}, {NULL}};
    static struct frame sizes[] = {{"z_um=1", 2, 2}, {"z_um=2", 2, 3}, {NULL}};
    static struct frame bare[] = {{"z_um=1", 2, 2}, {"", 2, 2}, {NULL}};
    must_end(1, "stack a has two frames at z_um=1, expected one", read_series, twins);
    static struct frame woven[] = {
        {"stack=a z_um=1", 2, 2}, {"stack=b z_um=1", 2, 2}, {"stack=a z_um=2", 2, 2}, {NULL}};
    must_end(1, "stack a comes again after another", read_series, woven);
    must_end(1, "array 2 is 2x3 u2, expected 2x2 like the previous frame", read_series, sizes);
    must_end(1, "array 2 lacks z_um", read_series, bare);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stacks_are_sorted_by_z),
        cmocka_unit_test(a_3d_array_is_a_stack),
        cmocka_unit_test(long_stacks_grow),
        cmocka_unit_test(what_is_no_stack_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
