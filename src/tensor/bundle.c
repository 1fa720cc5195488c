#include "tensor/bundle.h"

#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "tensor/npy.h"

struct bundle {
    struct npy *in;
    const char *path, *mend;
    struct tensor next;
    bool ended;
};

/* The array as a tensor that points to the array's own data. */
static struct tensor tensor_of(const struct bundle_array *a)
{
    return (struct tensor){
        .type = a->type,
        .rank = a->rows ? 2 : 1,
        .dim = {a->rows ? a->rows : a->columns, a->rows ? a->columns : 1, 1, 1},
        .data = a->data,
    };
}

void bundle_write(FILE *out, const struct meta *meta, const struct bundle_array *arrays, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct tensor t = tensor_of(&arrays[i]);
        if (i == 0)
            t.meta = *meta;
        meta_set(&t.meta, "name", arrays[i].name);
        npy_write_any(out, &t);
    }
}

struct bundle *bundle_open(const char *path, const char *mend, struct meta *meta)
{
    struct bundle *b = cli_alloc(1, sizeof *b);
    *b = (struct bundle){.in = npy_open(path), .path = path, .mend = mend};
    b->ended = !npy_read(b->in, &b->next);
    *meta = b->next.meta;
    return b;
}

void bundle_read(struct bundle *b, const struct bundle_array *arrays, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct tensor want = tensor_of(&arrays[i]), *got = &b->next;
        char name[META_VALUE_MAX + 1];
        if (b->ended)
            cli_die("%s ends before its array %s; %s", b->path, arrays[i].name, b->mend);
        meta_get(&got->meta, "name", name);
        if (strcmp(name, arrays[i].name) != 0 || got->type != want.type || got->rank != want.rank ||
            memcmp(got->dim, want.dim, sizeof want.dim) != 0)
            cli_die("%s is '%s' %s, expected '%s' %s; %s", npy_where(b->in), name, tensor_describe(got), arrays[i].name,
                    tensor_describe(&want), b->mend);
        memcpy(want.data, got->data, tensor_count(got) * dtype_size(got->type));
        b->ended = !npy_read(b->in, got);
    }
}

void bundle_close(struct bundle *b)
{
    if (!b->ended)
        cli_die("%s goes on after its last array; %s", b->path, b->mend);
    npy_close(b->in);
    tensor_free(&b->next);
    free(b);
}
