/* Bundles come back as they were written, and nothing else is taken for one. */
#include "ending.h"

#include "tensor/bundle.h"

static const char path[] = "bundle-test.npy";

static float vector[3] = {1, 2, 3}, matrix[2][2] = {{4, 5}, {6, 7}};
static double scalar[1] = {8};

static const struct bundle_array arrays[] = {
    {"v", F4, 0, 3, vector},
    {"net.m", F4, 2, 2, matrix},
    {"s", F8, 0, 1, scalar},
};

static void save(void)
{
    FILE *out = fopen(path, "wb");
    bundle_write(out, &(struct meta){"a=1 b=x"}, arrays, 3);
    assert_int_equal(fclose(out), 0);
}

static void it_comes_back(void **state)
{
    (void)state;
    save();
    float v[3] = {0}, m[2][2] = {{0}};
    double s[1] = {0};
    const struct bundle_array to[] = {{"v", F4, 0, 3, v}, {"net.m", F4, 2, 2, m}, {"s", F8, 0, 1, s}};
    struct meta meta;
    struct bundle *bundle = bundle_open(path, "mend it", &meta);
    assert_string_equal(meta.text, "a=1 b=x name=v");
    bundle_read(bundle, to, 1); /* in pieces, as sizes may be known only by what came before */
    bundle_read(bundle, to + 1, 2);
    bundle_close(bundle);
    assert_memory_equal(v, vector, sizeof v);
    assert_memory_equal(m, matrix, sizeof m);
    assert_memory_equal(s, scalar, sizeof s);
    unlink(path);
}

struct expectation {
    struct bundle_array first;
    size_t count;
};

static void read_as(void *arg)
{
    const struct expectation *e = arg;
    struct meta meta;
    struct bundle *bundle = bundle_open(path, "mend it", &meta);
    bundle_read(bundle, &e->first, 1);
    bundle_read(bundle, arrays + 1, e->count);
    bundle_close(bundle);
}

static void what_is_not_expected_ends_the_program(void **state)
{
    (void)state;
    save();
    float v[4];
    double d[3];
    read_as(&(struct expectation){{"v", F4, 0, 3, v}, 2});
    must_end(1, "array 1 is 'v' 3 f4, expected 'w' 3 f4; mend it", read_as, &(struct expectation){{"w", F4, 0, 3, v}});
    must_end(1, "expected 'v' 4 f4; mend it", read_as, &(struct expectation){{"v", F4, 0, 4, v}});
    must_end(1, "expected 'v' 1x3 f4; mend it", read_as, &(struct expectation){{"v", F4, 1, 3, v}});
    must_end(1, "expected 'v' 3 f8; mend it", read_as, &(struct expectation){{"v", F8, 0, 3, d}});
    must_end(1, "goes on after its last array; mend it", read_as, &(struct expectation){{"v", F4, 0, 3, v}, 1});
    FILE *out = fopen(path, "wb");
    bundle_write(out, &(struct meta){""}, arrays, 2);
    fclose(out);
    must_end(1, "ends before its array s; mend it", read_as, &(struct expectation){{"v", F4, 0, 3, v}, 2});
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_comes_back),
        cmocka_unit_test(what_is_not_expected_ends_the_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
