/* label -- labels every frame with its distance from focus: target_um = focus_um - z_um.
 *
 * A positive target means that the focus lies above the plane of the frame: the stage has to move up
 * (CONTRIBUTING.md). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "stats/status.h"
#include "table/table.h"
#include "tensor/plane.h"

static const char *focus_path, *keep;
static bool usable[STATUSES] = {[STATUS_OK] = true};
static double focus_um = NAN, within_um = INFINITY;

static const struct cli_option options[] = {
    {"focus", 0, CLI_TEXT(&focus_path), "FILE",
     "table of focus planes from sharpness, with the columns stack, focus_um and status"},
    {"focus-um", 0, CLI_REAL(&focus_um), "UM", "focus plane of all frames, instead of a table"},
    {"keep", 0, CLI_TEXT(&keep), "STATUS,STATUS", "also use stacks with these statuses: edge, low-confidence"},
    {"within", 0, CLI_REAL(&within_um), "UM", "leave out frames with |target_um| above UM", 0, 1e9},
    {0},
};

static const struct cli_command command = {
    .name = "label",
    .summary = "set the distance of every frame from focus",
    .description = "target_um = focus_um - z_um is what the network learns: how far the stage has to move up. Stacks "
                   "whose status in the table is not ok are left out with a warning, unless --keep names that status; "
                   "a stack that is not in the table is an error. Frames without the key stack belong to the stack "
                   "'-', or, if the table has only one row, to that row.\n\n"
                   "The frames may come from another channel than those given to sharpness, as long as their keys "
                   "stack and z_um refer to the same stage positions.",
    .in = "frames",
    .out = "the frames of usable stacks",
    .reads = "stack z_um",
    .sets = "target_um",
    .example = "label --focus focus.tsv --keep edge,low-confidence < stack.npy | meta --list z_um,target_um\n"
               "label --focus-um 0.5 --within 2 < stack.npy | meta --list z_um,target_um",
    .options = options,
};

/* The table, its columns by name, and the stacks that have been warned about. */
struct focus {
    struct table table;
    size_t stack, focus_um, status;
    bool *warned;
};

static void read_focus(struct focus *focus)
{
    struct table *t = &focus->table;
    table_read(t, focus_path);
    focus->stack = table_column(t, "stack");
    focus->focus_um = table_column(t, "focus_um");
    focus->status = table_column(t, "status");
    focus->warned = cli_alloc(t->rows, sizeof *focus->warned);
    for (size_t i = 0; i < t->rows; i++)
        for (size_t j = 0; j < i; j++)
            if (strcmp(table_text(t, i, focus->stack), table_text(t, j, focus->stack)) == 0)
                cli_die("%s has two rows for stack %s, expected one; the frames of a stack must follow one another in "
                        "the stream",
                        t->path, table_text(t, i, focus->stack));
}

static void parse_keep(void)
{
    char *copy = cli_need(strdup(keep), "--keep"), *rest = copy, *word;
    while ((word = strsep(&rest, ","))) {
        enum status status = status_parse(word);
        if (status != STATUS_EDGE && status != STATUS_LOW_CONFIDENCE)
            cli_usage("--keep: '%s' is not edge or low-confidence", word);
        usable[status] = true;
    }
    free(copy);
}

/* Finds the focus of the stack that the frame belongs to; false if the stack is to be left out. */
static bool find_focus(struct focus *focus, const struct npy *in, const char *stack, double *um)
{
    const struct table *t = &focus->table;
    size_t row = 0;
    while (row < t->rows && strcmp(table_text(t, row, focus->stack), stack) != 0)
        row++;
    if (row == t->rows && t->rows == 1 && strcmp(stack, "-") == 0)
        row = 0;
    if (row == t->rows)
        cli_die("%s belongs to stack %s, which has no row in %s; make one with: sharpness", npy_where(in), stack,
                t->path);
    const char *word = table_text(t, row, focus->status);
    enum status status = status_parse(word);
    *um = table_number(t, row, focus->focus_um);
    if (status < STATUSES && usable[status]) {
        if (isnan(*um))
            cli_die("%s: stack %s has no focus_um although its status is %s", t->path, stack, word);
        return true;
    }
    if (!focus->warned[row])
        cli_warn("stack %s is left out because its status is %s", stack, word);
    focus->warned[row] = true;
    return false;
}

int main(int argc, char **argv)
{
    cli_begin(&command, argc, argv);
    if ((focus_path != NULL) == !isnan(focus_um))
        cli_usage("give either --focus FILE or --focus-um UM");
    if (keep)
        parse_keep();
    struct focus focus = {0};
    if (focus_path)
        read_focus(&focus);
    struct npy *in = npy_open(NULL);
    struct tensor t = {0};
    for (; npy_frame(in, &t, ANY); cli_progress(npy_index(in), 0, "frames")) {
        struct plane plane;
        plane_of(in, &t.meta, &plane);
        if (focus_path && !find_focus(&focus, in, plane.stack, &focus_um))
            continue;
        if (fabs(focus_um - plane.z_um) > within_um)
            continue;
        meta_set_number(&t.meta, "target_um", focus_um - plane.z_um);
        npy_write_any(stdout, &t);
    }
    npy_close(in);
    tensor_free(&t);
    table_free(&focus.table);
    free(focus.warned);
    return cli_end();
}
