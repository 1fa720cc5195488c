/* stack -- joins runs of images into 3-D arrays (z, y, x), or splits 3-D arrays. npystream(5) */
#include <math.h>
#include <string.h>

#include "cli/cli.h"
#include "tensor/npy.h"

static bool split;

static const struct cli_option options[] = {
    {"split", 0, CLI_FLAG(&split), NULL, "write every plane of a 3-D array as a separate image"},
    {0},
};

static const struct cli_command command = {
    .name = "stack",
    .summary = "join images into 3-D arrays, or split 3-D arrays into images",
    .description = "Joins each run of consecutive images with the same key stack, or without that key, into one array "
                   "(z, y, x). If the images have z_um, it must change in equal steps, to a millionth of its value: "
                   "the step becomes dz_um, and z_um is that of the first plane. Keys whose values differ between "
                   "planes are dropped. One stack is held in memory at a time.\n\n"
                   "With --split every plane of a 3-D array becomes an image with its own z_um.",
    .in = "images, or 3-D arrays",
    .out = "3-D arrays; with --split images",
    .reads = "stack z_um",
    .sets = "z_um dz_um",
    .drops = "dz_um",
    .example = "stack < stack.npy | stack --split | meta --list z_um",
    .options = options,
    .raw_input = true,
};

/* Drops the keys of `all` that `one` lacks or has with another value; check_z takes care of z. */
static void keep_common(struct meta *all, const struct meta *one)
{
    char key[META_VALUE_MAX + 1], value[META_VALUE_MAX + 1], other[META_VALUE_MAX + 1];
    const struct meta before = *all;
    for (size_t at = 0; meta_next(&before, &at, key, value);)
        if (strcmp(key, "z_um") != 0 && strcmp(key, "dz_um") != 0 &&
            !(meta_get(one, key, other) && strcmp(value, other) == 0))
            meta_drop(all, key);
}

/* Whether `image` belongs to the run that `stack` holds. */
static bool continues(const struct tensor *stack, const struct tensor *image)
{
    char a[META_VALUE_MAX + 1], b[META_VALUE_MAX + 1];
    meta_get(&stack->meta, "stack", a);
    meta_get(&image->meta, "stack", b);
    return strcmp(a, b) == 0;
}

/* Checks that the z_um of plane i continues the equal steps; the first step sets dz_um. */
static void check_z(struct tensor *stack, size_t i, const struct tensor *image, const char *where)
{
    double first_um, z_um, dz_um;
    bool has_first = meta_number(&stack->meta, "z_um", &first_um), has = meta_number(&image->meta, "z_um", &z_um);
    if (has != has_first)
        cli_die(
            "%s %s z_um, unlike the first plane of its stack; set it in all planes with: meta --ramp z_um=START,STEP",
            where, has ? "has" : "lacks");
    if (!has)
        return;
    if (i == 1)
        meta_set_number(&stack->meta, "dz_um", z_um - first_um);
    dz_um = meta_need(&stack->meta, "dz_um");
    if (fabs(z_um - first_um - (double)i * dz_um) > 1e-6 * (fabs(z_um) + fabs(dz_um)))
        cli_die("%s has z_um=%.9g, expected %.9g as the planes of a 3-D array are equally spaced; select planes with: "
                "take, or name the stacks with: meta stack=NAME",
                where, z_um, first_um + (double)i * dz_um);
}

int main(int argc, char **argv)
{
    cli_begin(&command, argc, argv);
    struct npy *in = npy_open(NULL);
    struct tensor stack = {0}, image = {0};
    size_t planes = 0;
    while (npy_part(in, &image)) {
        if (image.rank != 2)
            cli_die("%s is %s, expected images (y, x) or a stack (z, y, x)", npy_where(in), tensor_describe(&image));
        if (split) {
            npy_write_any(stdout, &image);
            continue;
        }
        if (planes && !continues(&stack, &image)) {
            npy_write_any(stdout, &stack);
            planes = 0;
        }
        tensor_stack(&stack, planes, &image);
        if (planes) {
            keep_common(&stack.meta, &image.meta);
            check_z(&stack, planes, &image, npy_where(in));
        }
        planes++;
    }
    if (planes)
        npy_write_any(stdout, &stack);
    npy_close(in);
    tensor_free(&stack);
    tensor_free(&image);
    return cli_end();
}
