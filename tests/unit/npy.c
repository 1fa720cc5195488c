#include "ending.h"

#include "tensor/npy.h"

/* Streams in memory. */
struct bytes {
    char *at;
    size_t length;
};

static struct npy *open_bytes(struct bytes b)
{
    FILE *file = fmemopen(b.at, b.length, "rb");
    assert_non_null(file);
    return npy_take(file, "memory");
}

static void append(FILE *out, enum dtype type, int rank, const size_t *dim, const char *meta, uint32_t *random)
{
    struct tensor t = {0};
    tensor_shape(&t, type, rank, dim);
    snprintf(t.meta.text, sizeof t.meta.text, "%s", meta);
    for (size_t i = 0; i < tensor_count(&t) * dtype_size(type); i++)
        ((unsigned char *)t.data)[i] = (unsigned char)draw(random);
    npy_write_any(out, &t);
    tensor_free(&t);
}

static struct bytes two_arrays(void)
{
    struct bytes b;
    uint32_t random = 1;
    FILE *out = open_memstream(&b.at, &b.length);
    append(out, U2, 2, (size_t[]){3, 5}, "z_um=1 stack=a", &random);
    append(out, F8, 1, (size_t[]){4}, "", &random);
    fclose(out);
    return b;
}

static void every_type_and_rank_comes_back(void **state)
{
    (void)state;
    const size_t dim[RANK_MAX] = {2, 3, 1, 5};
    uint32_t random = 7;
    for (int type = 0; type < DTYPES; type++)
        for (int rank = 0; rank <= RANK_MAX; rank++) {
            struct bytes b, again;
            FILE *out = open_memstream(&b.at, &b.length), *out_again = open_memstream(&again.at, &again.length);
            append(out, (enum dtype)type, rank, dim, rank % 2 ? "a=1 b=x" : "", &random);
            fclose(out);
            assert_int_equal((b.length - dtype_size((enum dtype)type) * (size_t[]){1, 2, 6, 6, 30}[rank]) % 64,
                             0); /* aligned */
            struct npy *in = open_bytes(b);
            struct tensor t = {0};
            assert_true(npy_read(in, &t));
            assert_int_equal(t.type, type);
            assert_int_equal(t.rank, rank);
            npy_write_any(out_again, &t);
            fclose(out_again);
            assert_int_equal(again.length, b.length);
            assert_memory_equal(again.at, b.at, b.length);
            assert_false(npy_read(in, &t));
            assert_int_equal(npy_index(in), 1);
            npy_close(in);
            tensor_free(&t);
            free(b.at);
            free(again.at);
        }
}

/* Reads everything; at a given cut this must end the program, or the stream. */
static void read_all(void *arg)
{
    struct npy *in = open_bytes(*(struct bytes *)arg);
    struct tensor t = {0};
    while (npy_read(in, &t))
        ;
    npy_close(in);
    tensor_free(&t);
}

static void frame_all(void *arg)
{
    struct npy *in = open_bytes(*(struct bytes *)arg);
    struct tensor t = {0};
    while (npy_frame(in, &t, F4))
        ;
    npy_close(in);
    tensor_free(&t);
}

static void every_truncation_is_an_error_or_the_end(void **state)
{
    (void)state;
    struct bytes b = two_arrays();
    size_t boundary = 128 + 2 * 15;
    assert_int_equal(b.length, boundary + 128 + 8 * 4);
    for (size_t cut = 1; cut <= b.length; cut++) {
        struct bytes part = {b.at, cut};
        if (cut == boundary || cut == b.length)
            read_all(&part);
        else
            must_end(1, cut < boundary ? "memory: array 1 ends after" : "memory: array 2 ends after", read_all, &part);
    }
    free(b.at);
}

/* Whatever a byte becomes, the program ends with one line or reads arrays; it never crashes. */
static void no_corruption_crashes(void **state)
{
    (void)state;
    uint32_t random = 3;
    size_t refused = 0, read = 0;
    for (int trial = 0; trial < 600; trial++) {
        struct bytes b = two_arrays();
        for (int change = 0; change <= trial % 4; change++)
            b.at[draw(&random) % (trial % 2 ? 128 : b.length)] = (char)draw(&random);
        char message[MESSAGE_ROOM];
        int status = ending(trial % 3 ? read_all : frame_all, &b, message);
        char *newline = strchr(message, '\n');
        assert_true(status == 0 || status == 1);
        assert_true(status == 0 ? !newline : newline && !newline[1]);
        refused += status == 1;
        read += status == 0;
        free(b.at);
    }
    if (refused < 100 || read < 30)
        fail_msg("%zu refused, %zu read: the changes test little", refused, read);
}

static struct bytes with_header(const char *header, size_t data)
{
    struct bytes b;
    FILE *out = open_memstream(&b.at, &b.length);
    size_t length = strlen(header) + 1;
    fwrite("\x93NUMPY\x01", 1, 8, out);
    fputc((int)(length % 256), out);
    fputc((int)(length / 256), out);
    fprintf(out, "%s\n", header);
    while (data--)
        fputc(0, out);
    fclose(out);
    return b;
}

static void headers_in_any_order_and_spacing_are_read(void **state)
{
    (void)state;
    static const char *const good[] = {
        "{'descr': '<u2', 'fortran_order': False, 'shape': (2, 3), }",
        "{ 'shape' : ( 2 , 3 ) , 'descr':'<u2','fortran_order':False}",
        "{'fortran_order': False, 'shape': (6,), 'descr': '=u2'}",
        "{'descr': '<u2', 'fortran_order': True, 'shape': (6,), }", /* of one axis the order says nothing */
        "{'descr': '|u1', 'fortran_order': False, 'shape': (12,), }#a=1   ",
        "{'descr': '<u4', 'fortran_order': False, 'shape': (1, 3), } # a=1  b=shape:descr",
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct bytes b = with_header(good[i], 12);
        read_all(&b);
        free(b.at);
    }
}

static void bad_headers_say_what_is_wrong(void **state)
{
    (void)state;
#define D "{'descr': '<u2', 'fortran_order': False, "
    static const char *const bad[][2] = {
        {"", "not a dictionary"},
        {"{'descr': '<u2'", "not a dictionary"},
        {"{'descr': '<u2', 'shape': (2,), }", "lacks"},
        {"{'descr': [('a', '<u2')], 'fortran_order': False, 'shape': (2,), }", "structured"},
        {"{'descr': '<c16', 'fortran_order': False, 'shape': (2,), }", "of type <c16, expected integers"},
        {"{'descr': '<U4', 'fortran_order': False, 'shape': (2,), }", "of type <U4"},
        {"{'descr': 'x', 'fortran_order': False, 'shape': (2,), }", "of type x"},
        {D "'shape': (0, 3), }", "length 0"},
        {D "'shape': (2, -3), }", "shape"},
        {D "'shape': (2 3), }", "separated by commas"},
        {D "'shape': (2, 3, }", "shape"},
        {D "'shape': (2L, 3L), }", "separated by commas"},
        {D "'shape': (1, 1, 1, 1, 1), }", "at most 4 axes; save one stack of it"},
        {D "'shape': (99999999999999999999,), }", "shape"},
        {D "'shape': (4294967296, 4294967296), }", "more than an address can reach"},
        {D "'shape': (9223372036854775807,), }", "more than an address can reach"},
        {D "'shape': (1000000000000000,), }", "no memory"},
        {D "'shape': (2,), } a=1", "goes on after its dictionary: 'a=1"},
        {D "'shape': (2,), } # a=1 a=2", "a key stands twice"},
        {D "'shape': (2,), } # A=1", "a key is not"},
        {D "'shape': (2,), } # a=", "a value is empty"},
        {D "'shape': (2,), } # a=\x1b[31m", "not printable"},
        {D "'shape': (2,), } # a=\"b\"", "a value holds a quote"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct bytes b = with_header(bad[i][0], 12);
        must_end(1, bad[i][1], read_all, &b);
        free(b.at);
    }
    char many[1200] = D "'shape': (2,), } # a=";
    memset(many + strlen(many), 'x', 1100);
    struct bytes b = with_header(many, 4);
    must_end(1, "more than 1023 bytes", read_all, &b);
    free(b.at);
#undef D
}

static void headers_that_are_too_long_are_refused_not_read(void **state)
{
    (void)state;
    char version2[] = "\x93NUMPY\x02\x00\x00\x00\x01\x00 and then some more of it";
    struct bytes b = {version2, sizeof version2 - 1};
    must_end(1, "65536 bytes, expected at most 65535", read_all, &b);
    version2[6] = 4;
    must_end(1, "NPY version 4", read_all, &b);
}

static void planes_are_images_at_their_own_z(void **state)
{
    (void)state;
    struct bytes b;
    uint32_t random = 5;
    FILE *out = open_memstream(&b.at, &b.length);
    append(out, U1, 3, (size_t[]){3, 2, 4}, "z_um=-1 dz_um=0.25 na=0.5", &random);
    append(out, U1, 2, (size_t[]){5, 2}, "z_um=9 dz_um=0.25", &random);
    fclose(out);
    struct npy *in = open_bytes(b);
    struct tensor t = {0};
    for (int i = 0; i < 3; i++) {
        assert_true(npy_frame(in, &t, ANY));
        assert_int_equal(npy_index(in), i + 1);
        assert_int_equal(t.dim[0], 2);
        assert_int_equal(t.dim[1], 4);
        assert_memory_equal(t.data, b.at + 128 + 8 * i, 8);
        assert_true(meta_need(&t.meta, "z_um") == -1 + 0.25 * i);
        assert_true(meta_or(&t.meta, "dz_um", -7) == -7);
    }
    assert_string_equal(npy_where(in), "memory: array 1, plane 3");
    assert_true(npy_part(in, &t));
    assert_int_equal(npy_index(in), 4);
    assert_string_equal(npy_where(in), "memory: array 2");
    assert_true(meta_need(&t.meta, "z_um") == 9);
    assert_false(npy_frame(in, &t, ANY));
    npy_close(in);
    tensor_free(&t);
    free(b.at);
}

static void a_header_in_pieces_is_waited_for(void **state)
{
    (void)state;
    struct bytes b = two_arrays();
    struct tensor t = {0};
    bool swap = true;
    for (size_t have = 0; have < 128; have++)
        assert_int_equal(npy_parse((const unsigned char *)b.at, have, &t, &swap, "memory"), 0);
    assert_int_equal(npy_parse((const unsigned char *)b.at, 128, &t, &swap, "memory"), 128);
    assert_false(swap);
    assert_string_equal(t.meta.text, "z_um=1 stack=a");
    free(b.at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_type_and_rank_comes_back),
        cmocka_unit_test(every_truncation_is_an_error_or_the_end),
        cmocka_unit_test(no_corruption_crashes),
        cmocka_unit_test(headers_in_any_order_and_spacing_are_read),
        cmocka_unit_test(bad_headers_say_what_is_wrong),
        cmocka_unit_test(headers_that_are_too_long_are_refused_not_read),
        cmocka_unit_test(planes_are_images_at_their_own_z),
        cmocka_unit_test(a_header_in_pieces_is_waited_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
