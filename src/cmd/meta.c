/* meta -- sets, drops or lists the metadata of the arrays of a stream. npystream(5) */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "table/table.h"
#include "tensor/keys.h"
#include "tensor/npy.h"

static struct cli_list drops, ramps;
static const char *list;
static bool known;

static const struct cli_option options[] = {
    {"drop", 0, CLI_LIST(&drops), "KEY", "remove a key; may be given more than once"},
    {"ramp", 0, CLI_LIST(&ramps), "KEY=START,STEP",
     "set KEY of the i-th array, counted from 0, to START + i STEP; for z_um the images of a 3-D array count, and "
     "it gets dz_um too"},
    {"list", 0, CLI_TEXT(&list), "KEY,KEY", "print these keys as a table instead; 'all' prints all metadata"},
    {"keys", 0, CLI_FLAG(&known), NULL, "print the keys that the programs know and what they mean; stdin is not read"},
    {0},
};

static const struct cli_command command = {
    .name = "meta",
    .summary = "set, drop or list the metadata of a stream",
    .args = "[KEY=VALUE...]",
    .max_args = -1,
    .description =
        "Sets each KEY to VALUE in every array and passes the stream on. With --list the output is a table with one "
        "row for each array: its number, its shape and type, and the values, '-' where a key is missing.\n\n"
        "--keys prints the vocabulary of npystream(5). The column tolerance says how far two values may differ and "
        "still count as equal; '-' means not at all.",
    .in = "a stream",
    .out = "the stream, or a table",
    .example = "meta na=0.5 lambda_um=0.53 --ramp z_um=-1,1 < stack.npy | meta --list z_um,na",
    .options = options,
    .raw_input = true,
};

static void list_row(const struct npy *in, const struct tensor *t)
{
    printf("%zu\t%s", npy_index(in), tensor_describe(t));
    if (strcmp(list, "all") == 0)
        printf("\t%s", t->meta.text[0] ? t->meta.text : "-");
    else
        table_values(stdout, list, &t->meta);
    putchar('\n');
}

static void list_keys(void)
{
    table_header(stdout, "key kind tolerance meaning");
    for (const struct key *key = keys; key->name; key++) {
        char tolerance[32] = "-";
        if (key->relative > 0)
            snprintf(tolerance, sizeof tolerance, "%.9g%%", 100 * key->relative);
        else if (key->absolute > 0)
            snprintf(tolerance, sizeof tolerance, "%.9g", key->absolute);
        printf("%s\t%s\t%s\t%s\n", key->name, key_kind_name(key->kind), tolerance, key->meaning);
    }
}

/* The planes of a stack (z, y, x) follow from its step. */
static void apply_ramp(struct tensor *t, const char *ramp, size_t i)
{
    struct meta *meta = &t->meta;
    const char *equals = strchr(ramp, '=');
    double value[2];
    if (!equals || cli_reals(equals + 1, "--ramp", value, 2) != 2)
        cli_usage("--ramp: '%s' is not KEY=START,STEP", ramp);
    char pair[2 * META_VALUE_MAX];
    snprintf(pair, sizeof pair, "%.*s=%.9g", (int)(equals - ramp), ramp, cli_step(value[0], value[1], (double)i));
    meta_set_pair(meta, pair);
    if (t->rank == 3 && strncmp(ramp, "z_um=", 5) == 0)
        meta_set_number(meta, "dz_um", value[1]);
}

int main(int argc, char **argv)
{
    char **pairs = cli_begin(&command, argc, argv);
    for (char **pair = pairs; *pair; pair++)
        if (!strchr(*pair, '='))
            cli_usage("'%s' is not KEY=VALUE; the stream comes from stdin: meta ... < FILE", *pair);
    for (size_t i = 0; i < drops.count; i++)
        if (strpbrk(drops.item[i], ",= "))
            cli_usage("--drop: '%s' is not one KEY; give --drop KEY for each", drops.item[i]);
    if (known) {
        list_keys();
        return cli_end();
    }
    struct npy *in = npy_open(NULL);
    struct tensor t = {0};
    size_t images = 0;
    if (list)
        table_header_with(stdout, "array shape", strcmp(list, "all") == 0 ? "metadata" : list);
    while (npy_read(in, &t)) {
        for (size_t i = 0; i < drops.count; i++)
            meta_drop(&t.meta, drops.item[i]);
        for (char **pair = pairs; *pair; pair++)
            meta_set_pair(&t.meta, *pair);
        for (size_t i = 0; i < ramps.count; i++)
            apply_ramp(&t, ramps.item[i], images);
        images += t.rank == 3 ? t.dim[0] : 1;
        if (list)
            list_row(in, &t);
        else
            npy_write_any(stdout, &t);
    }
    npy_close(in);
    tensor_free(&t);
    return cli_end();
}
