/* sharpness -- finds the focus plane of focal stacks from the sharpness of their frames.
 *
 * Pinkard 2019: the maximum of a not-a-knot spline through the sum of the outer rings of the logarithmic power
 * spectrum. src/focus/sharpness.h defines the measures, src/focus/focus.h the confidence. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "focus/focus.h"
#include "focus/sharpness.h"
#include "measure/contrast.h"
#include "outliers/outliers.h"
#include "table/table.h"
#include "tensor/plane.h"
#include "tensor/series.h"

static enum sharpness_measure measure = SHARPNESS_POWER;
static enum focus_peak peak = FOCUS_MAXIMUM;
static double cutoff = SHARPNESS_CUTOFF, least_confidence = 0.5;
static const char *curve_path;

static const struct cli_option options[] = {
    {"measure", 0, CLI_CHOICE(&measure), SHARPNESS_MEASURES, "measure of sharpness"},
    {"cutoff", 0, CLI_REAL(&cutoff), "FRACTION",
     "for --measure power: leave out the rings below this fraction of the spectrum", 0, 0.99},
    {"peak", 0, CLI_CHOICE(&peak), "maximum|centre",
     "take the maximum of the curve as the focus, or the centre of its peak"},
    {"confidence", 0, CLI_REAL(&least_confidence), "N", "stacks below this confidence get the status low-confidence", 0,
     1},
    {"curve", 0, CLI_TEXT(&curve_path), "FILE", "save the score of every frame as a table: stack z_um score"},
    {0},
};

static const struct cli_command command = {
    .name = "sharpness",
    .summary = "find the focus plane of focal stacks",
    .description =
        "A focal stack is a run of consecutive frames with the same key stack and different z_um, in any order. "
        "focus_um is the maximum of a spline through the scores, so it can lie between planes, unless some step "
        "between planes is more than twice its neighbour; planes is the number of scores used. Frames whose pixels are "
        "all equal are not used, and have the score nan in --curve.\n\n"
        "Under light from one side a thick specimen is sharp twice, below and above its middle, and it is chance which "
        "of the two maxima is higher: --peak centre takes the centre of mass of the upper half of the peak.\n\n"
        "status is ok; edge: the maximum is at or next to the first or last plane, so the focus may lie outside the "
        "stack; low-confidence: the curve has a second peak, or its noise is as large as its peak; blank: in no frame "
        "are neighbouring pixels more alike than in noise; saturated: in some frame more than one pixel of a thousand "
        "has the largest value of its type. confidence is 1 for a single peak, 0 for two equal ones.\n\n"
        "outliers counts hot, dead and blinking pixels and those of tracks of cosmic rays, up to six that touch: they "
        "have sharper edges than a point in focus, and are replaced by the median of their neighbours. More than one "
        "pixel of a thousand in a frame turns ok into low-confidence; so do doubtful ones: without na, lambda_um and "
        "pixel_um, a small track may be a point in an image of coarse pixels.\n\n"
        "The default, power, is the measure of Pinkard 2019, for transmitted light under a half annulus. It also works "
        "for sparse fluorescence; with few beads and much noise, brenner and normalized-variance give a clearer peak.",
    .in = "frames",
    .out = "a table with one row for each stack: stack planes focus_um score confidence status outliers",
    .reads = "stack z_um na lambda_um pixel_um outliers doubtful",
    .example = "sharpness --measure brenner --curve curve.tsv < stack.npy",
    .options = options,
    .raw_input = true,
};

/* The stack being read. */
struct stack {
    char name[META_VALUE_MAX + 1];
    size_t planes, room, outliers;
    double *z_um, *score;
    bool structured, spoiled, saturated;
};

static void add_plane(struct stack *stack, double z_um, double score)
{
    if (stack->planes == stack->room) {
        stack->room = 2 * stack->room + 64;
        stack->z_um = cli_need(reallocarray(stack->z_um, stack->room, sizeof *stack->z_um), "planes");
        stack->score = cli_need(reallocarray(stack->score, stack->room, sizeof *stack->score), "planes");
    }
    stack->z_um[stack->planes] = z_um;
    stack->score[stack->planes++] = score;
}

static void finish_stack(struct stack *stack, FILE *curve)
{
    size_t count = 0, *order = cli_alloc(stack->planes, sizeof *order);
    double *score = cli_alloc(stack->planes, sizeof *score);
    series_order(stack->name, stack->planes, stack->z_um, order);
    for (size_t i = 0; i < stack->planes; i++) {
        score[count] = stack->score[order[i]];
        if (curve)
            fprintf(curve, "%s\t%.9g\t%.9g\n", stack->name, stack->z_um[i], score[count]);
        stack->z_um[count] = stack->z_um[i];
        count += isnan(score[count]) ? 0 : 1;
    }
    struct focus focus = {NAN, NAN, NAN, STATUS_BLANK};
    if (stack->structured && !focus_find(count, stack->z_um, score, peak, least_confidence, &focus))
        cli_die("no memory for %zu planes", count);
    free(order);
    free(score);
    bool doubtful = focus.status == STATUS_OK && stack->spoiled;
    enum status status = stack->saturated ? STATUS_SATURATED : doubtful ? STATUS_LOW_CONFIDENCE : focus.status;
    printf("%s\t%zu\t%.*g\t%.9g\t%.4f\t%s\t%zu\n", stack->name, count, table_digits(6, focus.z), focus.z, focus.score,
           focus.confidence, status_name(status), stack->outliers);
    stack->planes = stack->outliers = 0;
    stack->structured = stack->spoiled = stack->saturated = false;
}

int main(int argc, char **argv)
{
    cli_begin(&command, argc, argv);
    struct npy *in = npy_open(NULL);
    struct tensor t = {0};
    struct sharpness *sharpness = NULL;
    struct stack stack = {0};
    size_t h = 0, w = 0;
    FILE *curve = cli_create(curve_path);
    if (curve)
        table_header(curve, "stack z_um score");
    table_header(stdout, "stack planes focus_um score confidence status outliers");
    for (; npy_frame(in, &t, F4); cli_progress(npy_index(in), 0, "frames")) {
        struct plane plane;
        plane_of(in, &t.meta, &plane);
        if (stack.planes && strcmp(plane.stack, stack.name) != 0)
            finish_stack(&stack, curve);
        if (stack.planes)
            series_check_size(in, &t, h, w);
        if (h != t.dim[0] || w != t.dim[1]) {
            h = t.dim[0], w = t.dim[1];
            if (h < SHARPNESS_SIDE_MIN || w < SHARPNESS_SIDE_MIN)
                cli_die("%s is %s, expected at least %dx%d", npy_where(in), tensor_describe(&t), SHARPNESS_SIDE_MIN,
                        SHARPNESS_SIDE_MIN);
            sharpness_free(sharpness);
            sharpness = cli_need(sharpness_new(measure, h, w, cutoff), "the measure");
        }
        memcpy(stack.name, plane.stack, sizeof stack.name);
        struct outliers outliers = outliers_replace(&t, &t.meta, npy_where(in));
        stack.outliers += outliers.count;
        stack.spoiled |= outliers.many;
        stack.saturated |= contrast_saturated(h, w, t.data, npy_largest(in));
        stack.structured = stack.structured || contrast_structured(h, w, t.data);
        add_plane(&stack, plane.z_um, contrast_absent(h, w, t.data) ? NAN : sharpness_score(sharpness, t.data));
    }
    finish_stack(&stack, curve);
    cli_close(curve, curve_path);
    sharpness_free(sharpness);
    free(stack.z_um);
    free(stack.score);
    npy_close(in);
    tensor_free(&t);
    return cli_end();
}
