/* take -- selects arrays of a stream by number and by metadata, and regions of images. npystream(5) */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "tensor/condition.h"
#include "tensor/npy.h"

static struct cli_list wheres;
static const char *region;

static const struct cli_option options[] = {
    {"where", 0, CLI_LIST(&wheres), "KEY=LO:HI|KEY=WORD",
     "select arrays whose KEY is a number from LO to HI (inclusive; either may be left out), or is WORD; may be given "
     "more than once, and then all must hold"},
    {"region", 0, CLI_TEXT(&region), "HxW+Y+X|valid",
     "crop images to H rows starting at row Y and W columns starting at column X, or to the region in their key valid"},
    {0},
};

static const struct cli_command command = {
    .name = "take",
    .summary = "select arrays of a stream",
    .args = "[I|START:STOP:STEP]",
    .max_args = 1,
    .description =
        "Passes on the selected arrays, unchanged. Arrays are numbered from 0, and START:STOP:STEP means what it means "
        "in Python: STOP is excluded, and each part may be left out. The images of a 3-D array count as separate "
        "arrays. An array without the KEY of a --where is not selected. Selecting nothing is an error.\n\n"
        "The images of a 3-D array get their own z_um and lose dz_um; images cropped by --region lose valid.",
    .in = "a stream",
    .out = "the selected part of it",
    .reads = "valid",
    .sets = "z_um",
    .drops = "valid dz_um",
    .example = "take ::2 --where z_um=-2:2 --region 32x32+16+16 < stack.npy | meta --list z_um",
    .options = options,
    .raw_input = true,
};

static void read_range(const char *text, size_t part[3])
{
    char *copy = cli_need(strdup(text), "the selection"), *rest = copy, *word;
    int count = 0;
    while ((word = strsep(&rest, ":"))) {
        if (count == 3)
            cli_usage("'%s' is not START:STOP:STEP", text);
        if (*word || !strchr(text, ':'))
            part[count] = cli_count(word, "the selection");
        count++;
    }
    if (count == 1)
        part[1] = part[0] + 1;
    if (part[2] == 0)
        cli_usage("'%s' has a step of 0", text);
    free(copy);
}

/* "HxW+Y+X" into box: h, w, y, x. */
static void read_region(const char *text, size_t box[4])
{
    char junk;
    if (strchr(text, '-') || sscanf(text, "%9zux%9zu+%9zu+%9zu%c", box, box + 1, box + 2, box + 3, &junk) != 4 ||
        !box[0] || !box[1])
        cli_usage("region '%s' is not HxW+Y+X, such as 480x640+16+0", text);
}

int main(int argc, char **argv)
{
    char **selection = cli_begin(&command, argc, argv), valid[META_VALUE_MAX + 1];
    size_t range[3] = {0, SIZE_MAX, 1}, box[4], taken = 0;
    struct condition *condition = cli_alloc(wheres.count, sizeof *condition);
    if (selection[0])
        read_range(selection[0], range);
    for (size_t k = 0; k < wheres.count; k++)
        condition_parse(&condition[k], wheres.item[k], "--where");
    bool by_key = region && strcmp(region, "valid") == 0;
    if (region && !by_key)
        read_region(region, box);
    struct npy *in = npy_open(NULL);
    struct tensor t = {0};
    while (npy_part(in, &t)) {
        size_t i = npy_index(in) - 1;
        bool wanted = i >= range[0] && i < range[1] && (i - range[0]) % range[2] == 0;
        for (size_t k = 0; wanted && k < wheres.count; k++)
            wanted = condition_holds(&condition[k], &t.meta);
        if (!wanted)
            continue;
        if (by_key && !meta_get(&t.meta, "valid", valid))
            cli_die("%s lacks valid; it is set by: stack-align", npy_where(in));
        if (by_key)
            read_region(valid, box);
        if (region) {
            tensor_crop(&t, box[2], box[3], box[0], box[1]);
            meta_drop(&t.meta, "valid");
        }
        npy_write_any(stdout, &t);
        taken++;
    }
    if (!taken)
        cli_die("none of the %zu arrays is selected; list their metadata with: meta --list all", npy_index(in));
    npy_close(in);
    tensor_free(&t);
    free(condition);
    return cli_end();
}
