/* take -- selects arrays of a stream by number and by metadata, and regions of images. npystream(5) */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "tensor/condition.h"
#include "tensor/npy.h"
#include "tensor/slice.h"

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
        "in Python: STOP is excluded, each part may be left out, and negative numbers count from the end: ::-1 turns a "
        "stream around, -- -1 is the last. These need a scratch file in TMPDIR, or else /var/tmp. The images of a 3-D "
        "array count as separate "
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

/* "HxW+Y+X" into box: h, w, y, x. */
static void read_region(const char *text, size_t box[4])
{
    char junk;
    if (strchr(text, '-') || sscanf(text, "%9zux%9zu+%9zu+%9zu%c", box, box + 1, box + 2, box + 3, &junk) != 4 ||
        !box[0] || !box[1])
        cli_usage("region '%s' is not HxW+Y+X, such as 480x640+16+0", text);
}

/* The arrays that hold all conditions, in a scratch file, as what they are comes from their number. */
struct kept {
    FILE *file;
    off_t *end; /* [count], of each; that of the one before if it is not kept */
    size_t count, room;
};

static void keep(struct kept *kept, const struct tensor *t, bool wanted)
{
    if (!kept->file)
        kept->file = cli_scratch();
    if (kept->count == kept->room)
        kept->end = cli_need(reallocarray(kept->end, kept->room = 2 * kept->room + 64, sizeof *kept->end), "arrays");
    if (wanted)
        npy_write_any(kept->file, t);
    kept->end[kept->count++] = ftello(kept->file);
}

static size_t write_kept(const struct kept *kept, const struct slice *slice)
{
    long first;
    size_t many = slice_count(slice, kept->count, &first), taken = 0;
    for (size_t k = 0; k < many; k++) {
        size_t i = (size_t)(first + (long)k * slice->step);
        off_t at = i ? kept->end[i - 1] : 0;
        size_t bytes = (size_t)(kept->end[i] - at);
        char *copy = cli_alloc(bytes, 1);
        if (fseeko(kept->file, at, SEEK_SET) < 0 || fread(copy, 1, bytes, kept->file) != bytes)
            cli_die("the scratch file, whose folder is TMPDIR or else /var/tmp:");
        if (fwrite(copy, 1, bytes, stdout) != bytes)
            cli_die("stdout:");
        free(copy);
        taken += bytes > 0;
    }
    return taken;
}

int main(int argc, char **argv)
{
    char **selection = cli_begin(&command, argc, argv), valid[META_VALUE_MAX + 1];
    struct slice slice = {.step = 1};
    struct kept kept = {0};
    size_t box[4], taken = 0;
    struct condition *condition = cli_alloc(wheres.count, sizeof *condition);
    if (selection[0])
        slice_parse(&slice, selection[0], "the selection");
    for (size_t k = 0; k < wheres.count; k++)
        condition_parse(&condition[k], wheres.item[k], "--where");
    bool by_key = region && strcmp(region, "valid") == 0, forward = slice_is_forward(&slice);
    if (region && !by_key)
        read_region(region, box);
    struct npy *in = npy_open(NULL);
    struct tensor t = {0};
    while (npy_part(in, &t)) {
        bool wanted = !forward || slice_has(&slice, npy_index(in) - 1);
        for (size_t k = 0; wanted && k < wheres.count; k++)
            wanted = condition_holds(&condition[k], &t.meta);
        if (wanted && by_key && !meta_get(&t.meta, "valid", valid))
            cli_die("%s lacks valid; it is set by: stack-align", npy_where(in));
        if (wanted && by_key)
            read_region(valid, box);
        if (wanted && region) {
            tensor_crop(&t, box[2], box[3], box[0], box[1]);
            meta_drop(&t.meta, "valid");
        }
        if (!forward) {
            keep(&kept, &t, wanted);
        } else if (wanted) {
            npy_write_any(stdout, &t);
            taken++;
        }
    }
    if (!forward)
        taken = write_kept(&kept, &slice);
    if (!taken)
        cli_die("none of the %zu arrays is selected; list their metadata with: meta --list all", npy_index(in));
    if (kept.file && fclose(kept.file))
        cli_die("the scratch file:");
    npy_close(in);
    tensor_free(&t);
    free(kept.end);
    free(condition);
    return cli_end();
}
