/* steer -- moves the stage by what predict says, until the microscope is in focus. src/focus/steer.h describes the
 * loop. */
#include <math.h>
#include <string.h>

#include "cli/cli.h"
#include "focus/steer.h"
#include "stats/status.h"
#include "table/table.h"

static struct steer loop = {.gain = 1,
                            .limit_um = 50,
                            .dead_band_um = 0.5,
                            .range_um = 100,
                            .skip = 1,
                            .average = 3,
                            .moves = 3,
                            .patience = 10};
static bool follow, every_frame;

static const struct cli_option options[] = {
    {"gain", 0, CLI_REAL(&loop.gain), "N",
     "part of the defocus that a move corrects; negative for a stage that counts downwards", -2, 2},
    {"limit", 0, CLI_REAL(&loop.limit_um), "UM", "longest move; what is longer is shortened", 1e-6, 1e6},
    {"dead-band", 0, CLI_REAL(&loop.dead_band_um), "UM", "defocus up to which the stage stays where it is", 0, 1e6},
    {"range", 0, CLI_REAL(&loop.range_um), "UM", "farthest that the moves together may go, up or down", 0, 1e6},
    {"skip", 0, CLI_COUNT(&loop.skip), "N", "frames after a move that are passed over, as they may show it", 0, 1e6},
    {"average", 0, CLI_COUNT(&loop.average), "N", "frames whose mean decides", 1, 1e6},
    {"moves", 0, CLI_COUNT(&loop.moves), "N", "most moves until it has settled", 0, 1e6},
    {"patience", 0, CLI_COUNT(&loop.patience), "N", "most frames that are not ok between two decisions", 0, 1e9},
    {"follow", 0, CLI_FLAG(&follow), NULL, "go on when it has settled, and follow a drift"},
    {"every-frame", 0, CLI_FLAG(&every_frame), NULL,
     "print a line for each frame, so that whoever sends the frames knows when to send the next"},
    {0},
};

static const struct cli_command command = {
    .name = "steer",
    .summary = "turn predictions into moves of the stage",
    .description =
        "Reads what predict prints, row by row, and prints a line when there is something to say, at once. move_um is "
        "by how much to move the stage, in the direction of predict's defocus_um: up if it is positive, towards "
        "larger z_um. The mean of --average predictions decides, whose status must be ok.\n\n"
        "status is move; settled: the mean is within the dead band; hold: the frame has another status than ok, see "
        "the column seen, so it is left out of the mean, and the stage stays; lost: more than --patience frames were "
        "held; limit: the move would go beyond --range, so there is none; unsettled: all --moves are done, and the "
        "mean is not within the dead band; astray: after the last move the predictions are not what they should be "
        "then, by more than half the move and three dead bands. In that case the stage runs the other way, which a "
        "negative --gain mends, or the frames show what the network does not know. With --every-frame also wait: the "
        "mean needs more frames; and skip.\n\n"
        "It ends when it has settled, with exit status 0; with 1 after limit, unsettled, lost and astray, or if the "
        "frames end before it has settled. With --follow it ends with the frames, and of those four only astray ends "
        "it; --moves counts from the last time that it had settled.\n\n"
        "travel_um is the sum of all moves so far.",
    .in = "the table that predict prints, with its header",
    .out = "a table: frame defocus_um move_um travel_um seen status",
    .example = "printf '%s\\t%s\\t%s\\n' frame defocus_um status 1 4.2 ok 2 -0.1 ok | steer --average 1 --skip 0",
    .options = options,
};

/* What ends the loop, and why; NULL: it has done what it should. */
static const char *const endings[STEER_ACTIONS] = {
    [STEER_LIMIT] = "the next move would leave the range; if the way is free, widen it with: --range UM",
    [STEER_UNSETTLED] = "not settled after all moves; allow more with: --moves N",
    [STEER_LOST] = "too many frames that are not ok; the column seen says why",
    [STEER_ASTRAY] = "the last move has not brought the focus nearer; if the stage counts downwards: --gain -1",
};

static bool ends(enum steer_action action)
{
    return action == STEER_ASTRAY || (!follow && (action == STEER_SETTLED || endings[action]));
}

/* So that whoever waits for a line gets it at once. */
static void flush(void)
{
    if (fflush(stdout))
        cli_die("stdout:");
}

static void print_row(const char *frame, const struct steer_step *step, const char *seen)
{
    printf("%s\t%.4f\t%.4f\t%.4f\t%s\t%s\n", frame, step->defocus_um, step->move_um, loop.travel_um, seen,
           steer_action_name(step->action));
    flush();
}

int main(int argc, char **argv)
{
    cli_begin(&command, argc, argv);
    if (loop.gain == 0)
        cli_usage("--gain is 0, expected another number: with it the stage would never move");
    struct table in;
    table_follow(&in, NULL);
    size_t frame = table_column(&in, "frame"), defocus = table_column(&in, "defocus_um"),
           status = table_column(&in, "status");
    table_header(stdout, "frame defocus_um move_um travel_um seen status");
    flush();
    struct steer_step step = {STEER_WAIT, NAN, 0};
    while (!ends(step.action) && table_next(&in)) {
        const char *seen = table_text(&in, 0, status);
        enum status known = status_parse(seen);
        if (known == STATUSES)
            cli_die("%s: status in row %zu is '%s', expected one that predict gives", in.path, in.passed + 1, seen);
        step = steer_frame(&loop, table_number(&in, 0, defocus), known == STATUS_OK);
        if (every_frame || (step.action != STEER_SKIP && step.action != STEER_WAIT))
            print_row(table_text(&in, 0, frame), &step, seen);
    }
    if (endings[step.action] && ends(step.action))
        cli_die("%s", endings[step.action]);
    if (!follow && step.action != STEER_SETTLED)
        cli_die("%s ends after %zu frames, before the loop has settled", in.path, in.passed);
    table_free(&in);
    return cli_end();
}
