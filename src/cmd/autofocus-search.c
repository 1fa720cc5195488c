/* autofocus-search -- looks, moves the stage and looks again until the image is sharp, as microscopes without a network
 * do; and says what it takes.
 *
 * OughtaFocus of Micro-Manager, with the settings of Luo 2020. src/focus/search.h describes the searches,
 * src/focus/sharpness.h the measures. */
#include <math.h>
#include <time.h>

#include "cli/cli.h"
#include "focus/search.h"
#include "focus/sharpness.h"
#include "measure/contrast.h"
#include "stage/stage.h"
#include "table/table.h"

static enum sharpness_measure measure = SHARPNESS_VOLLATH5;
static struct search search = {SEARCH_BRENT, NAN, 10, 0.1, 1, 0.5};
static const char *command_line, *start_text, *looks_path;
static double stage_ms = 100, exposure_ms = 100, ceiling = NAN;
static bool nearest, timed;

enum { STARTS_MAX = 1000 };

static const struct cli_option options[] = {
    {"command", 0, CLI_TEXT(&command_line), "COMMAND",
     "take frames with this line of the shell, which writes one to stdout; %z in it stands for the z"},
    {"nearest", 0, CLI_FLAG(&nearest), NULL, "in a stack, take the nearest plane instead of interpolating"},
    {"measure", 0, CLI_CHOICE(&measure), SHARPNESS_MEASURES, "measure of sharpness, see sharpness"},
    {"search", 0, CLI_CHOICE(&search.kind), SEARCH_KINDS,
     "Brent's method; equal steps and a Gaussian; or equal steps, then Brent's method around the best"},
    {"start", 0, CLI_TEXT(&start_text), "UM,...",
     "middle of the range, a search for each; unless given, that of the stack, or 0 with --command"},
    {"range", 0, CLI_REAL(&search.range), "UM", "length of the range that is searched", 1e-3, 1e5},
    {"tolerance", 0, CLI_REAL(&search.tolerance), "UM", "absolute tolerance of Brent's method", 1e-6, 1e4},
    {"step", 0, CLI_REAL(&search.step), "UM", "largest step of a scan", 1e-3, 1e4},
    {"confidence", 0, CLI_REAL(&search.least_confidence), "N",
     "searches below this confidence get the status low-confidence", 0, 1},
    {"saturation", 0, CLI_REAL(&ceiling), "N", "value of a saturated pixel; unless given, the largest of its type"},
    {"stage", 0, CLI_REAL(&stage_ms), "MS", "time of a move of the stage", 0, 1e6},
    {"exposure", 0, CLI_REAL(&exposure_ms), "MS", "time of an exposure", 0, 1e6},
    {"clock", 0, CLI_FLAG(&timed), NULL, "measure the time of computing the sharpness; without it, that time is 0"},
    {"looks", 0, CLI_TEXT(&looks_path), "FILE",
     "save all looks as a table: stack start_um look z_um score stage_ms camera_ms compute_ms"},
    {0},
};

static const struct cli_command command = {
    .name = "autofocus-search",
    .summary = "search for the focus with the stage",
    .description =
        "Searches for the focus of each focal stack on stdin, whose planes stand for the microscope, or, with "
        "--command, of whatever the command photographs; stdin is then not read. Between two planes of a stack the "
        "frame is interpolated linearly, which also lowers its noise: take stacks of many planes. The whole range must "
        "lie in the stack. Where light comes from one side, the sharpest frame may lie some um beside the focus.\n\n"
        "brent is OughtaFocus of Micro-Manager: Brent's method, which climbs the hill of sharpness that it starts on; "
        "focus_um is the best of all looks. scan takes equal steps; focus_um is the centre of a Gaussian through them. "
        "coarse takes the steps, then Brent's method around the best; focus_um is the top of a parabola there.\n\n"
        "A look costs the times --stage, --exposure and, with --clock, that of computing the sharpness; time_ms is "
        "that of all looks and of the last move, to focus_um.\n\n"
        "status is ok; edge: the best look is the first or last one along z; low-confidence: the scores have a second "
        "peak, or a scan has no Gaussian; blank: in no frame are neighbouring pixels more alike than in noise; "
        "saturated: in some frame more than one pixel of a thousand is at --saturation.",
    .in = "frames, unless --command is given",
    .out = "a table with one row per search: stack start_um focus_um score confidence looks time_ms status",
    .reads = "stack z_um",
    .example = "autofocus-search --range 6 --start -0.5 --looks looks.tsv < stack.npy\n"
               "autofocus-search --command 'specimen cells --size 64x64 --seed 7 --focus 1 |\n"
               "  illuminate --half-annulus --z=%z | camera' --measure brenner --search coarse",
    .options = options,
};

struct view {
    struct stage *stage;
    struct sharpness *sharpness;
    FILE *looks;
    size_t count;
    double time_ms;
    bool structured, saturated;
};

static double clock_ms(void)
{
    struct timespec now = {0};
    if (timed && clock_gettime(CLOCK_MONOTONIC, &now) < 0)
        cli_die("clock:");
    return 1e3 * (double)now.tv_sec + 1e-6 * (double)now.tv_nsec;
}

static double look(void *context, double z_um)
{
    struct view *view = context;
    double largest;
    const struct tensor *frame = stage_frame(view->stage, z_um, &largest);
    size_t h = frame->dim[0], w = frame->dim[1];
    if (h < SHARPNESS_SIDE_MIN || w < SHARPNESS_SIDE_MIN)
        cli_die("the frame at z_um=%.9g is %s, expected at least %dx%d", z_um, tensor_describe(frame),
                SHARPNESS_SIDE_MIN, SHARPNESS_SIDE_MIN);
    if (!view->sharpness)
        view->sharpness = cli_need(sharpness_new(measure, h, w, SHARPNESS_CUTOFF), "the measure");
    double before = clock_ms();
    double score = contrast_absent(h, w, frame->data) ? NAN : sharpness_score(view->sharpness, frame->data);
    double compute_ms = clock_ms() - before;
    view->structured |= contrast_structured(h, w, frame->data);
    view->saturated |= contrast_saturated(h, w, frame->data, isnan(ceiling) ? largest : ceiling);
    view->time_ms += stage_ms + exposure_ms + compute_ms;
    view->count++;
    if (view->looks)
        fprintf(view->looks, "%s\t%.9g\t%zu\t%.9g\t%.9g\t%.6g\t%.6g\t%.4g\n", stage_name(view->stage), search.start,
                view->count, z_um, score, stage_ms, exposure_ms, compute_ms);
    return score;
}

static void search_from(double start_um, struct stage *stage, FILE *looks)
{
    struct view view = {.stage = stage, .looks = looks};
    struct focus focus;
    search.start = start_um;
    stage_check_range(stage, start_um - search.range / 2, start_um + search.range / 2);
    cli_need(search_run(&search, look, &view, &focus) ? &focus : NULL, "the search");
    if (!view.structured)
        focus = (struct focus){NAN, NAN, NAN, STATUS_BLANK};
    printf("%s\t%.9g\t%.*g\t%.9g\t%.4f\t%zu\t%.6g\t%s\n", stage_name(stage), start_um, table_digits(6, focus.z),
           focus.z, focus.score, focus.confidence, view.count, view.time_ms + stage_ms,
           status_name(view.saturated ? STATUS_SATURATED : focus.status));
    sharpness_free(view.sharpness);
}

int main(int argc, char **argv)
{
    cli_begin(&command, argc, argv);
    if (search.kind != SEARCH_BRENT && search.step > search.range / 2)
        cli_usage("--step is %g, expected at most half of --range, %g", search.step, search.range / 2);
    double starts[STARTS_MAX];
    size_t count = start_text ? cli_reals(start_text, "--start", starts, STARTS_MAX) : 0;
    struct stage *stage = command_line ? stage_of_command(command_line) : stage_of_stacks(npy_open(NULL), nearest);
    FILE *looks = cli_create(looks_path);
    if (looks)
        table_header(looks, "stack start_um look z_um score stage_ms camera_ms compute_ms");
    table_header(stdout, "stack start_um focus_um score confidence looks time_ms status");
    while (stage_next(stage)) {
        for (size_t i = 0; i < count; i++)
            search_from(starts[i], stage, looks);
        if (!count)
            search_from(stage_middle_um(stage), stage, looks);
    }
    cli_close(looks, looks_path);
    stage_free(stage);
    return cli_end();
}
