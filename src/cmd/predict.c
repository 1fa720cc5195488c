/* predict -- predicts for each frame how far out of focus the microscope is, as soon as the frame arrives. P1, Fig
 * 1b */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "model/fcfnn_predictor.h"
#include "table/table.h"
#include "tensor/keys.h"
#include "tensor/npy.h"

static int consensus;
static const char *with;
static bool keep_going, no_header;

static const struct cli_option options[] = {
    {"consensus", 0, CLI_CHOICE(&consensus), "mean|median",
     "how the values of the patches are combined into one value per frame"},
    {"with", 'w', CLI_TEXT(&with), "KEY,KEY", "add columns with these metadata of the frame, '-' where missing"},
    {"keep-going", 0, CLI_FLAG(&keep_going), NULL,
     "give a frame that cannot be used a row with the status unfit and a warning, instead of ending there"},
    {"no-header", 0, CLI_FLAG(&no_header), NULL, "leave out the line of column names"},
    {0},
};

static const struct cli_command command = {
    .name = "predict",
    .summary = "predict the defocus of each frame, in micrometres",
    .args = "MODEL",
    .min_args = 1,
    .max_args = 1,
    .description =
        "Prints one line for each frame as soon as it is read: its number, the distance in um by which the stage must "
        "move up to reach focus (focus - z), the standard deviation over the patches, the error that the network "
        "expects (standard deviation, '-' if it has not learned it), the novelty, and a status. The stream may hold "
        "frames, "
        "or features that fftcrop made with the geometry of the model.\n\n"
        "novelty is how far the coarse shape of the spectrum is from those of the training frames (Mahalanobis "
        "distance in 4 x 4 bands, and in rings along the edges of the two circles), relative to its limit, above which "
        "2 of 100 validation frames were.\n\n"
        "status is ok; edge: the value is at or beyond what 98 of 100 validation frames gave, near an end of the range "
        "that the network was trained on; low-confidence: the novelty is above 1, the patches agree less than in 99 of "
        "100 validation frames, or a larger error is expected than in 97; saturated: more than one pixel of a "
        "thousand has the largest value of the frame; blank: the frame has no contrast, so there is no value. "
        "Validation frames with an error of more than "
        "four times the median do not count. A specimen of another kind is not detected if its spectrum has the same "
        "coarse shape.\n\n"
        "Hot, dead and blinking pixels and tracks of cosmic rays are replaced first, as sharpness describes: --with "
        "outliers says how many. With more than one pixel of a thousand of this kind, or with pixels that are "
        "doubtful, "
        "the status is low-confidence.\n\n"
        "A frame that is smaller than a patch, has a value that is not finite, or whose optics contradict those of the "
        "model is an error, or, with --keep-going, unfit. A stream that breaks off in a frame is an error in any case.",
    .in = "frames (y, x) or features (patch, feature); PGM images; with --raw headerless frames",
    .out = "a table: frame defocus_um spread_um uncertainty_um novelty status, and the columns of --with",
    .reads = KEYS_OPTICS " " KEYS_FEATURE " outliers doubtful",
    .example = "predict --with z_um model.npy < stack.npy",
    .options = options,
    .raw_input = true,
};

/* So that whoever waits for a line gets it at once. */
static void flush(void)
{
    if (fflush(stdout))
        cli_die("stdout:");
}

static void print_row(size_t number, const struct fcfnn_prediction *p, double novelty_limit, const struct meta *meta)
{
    printf("%zu\t%.4f\t%.4f\t", number, p->defocus_um, p->spread_um);
    if (isnan(p->uncertainty_um) && !isnan(p->defocus_um))
        printf("-");
    else
        printf("%.4f", p->uncertainty_um);
    printf("\t%.2f\t%s", p->novelty / novelty_limit, status_name(p->status));
    table_values(stdout, with, meta);
    putchar('\n');
    flush();
}

/* Predicts one frame; `wrong` says what is wrong with it, if that is known already. */
static struct fcfnn_prediction predict(struct fcfnn_predictor *predictor, struct tensor *frame, const char *where,
                                       const char *wrong)
{
    if (!wrong)
        wrong = fcfnn_predictor_misfit(predictor, frame, where);
    if (!wrong)
        return fcfnn_predictor_frame(predictor, frame, where);
    if (!keep_going)
        cli_die("%s", wrong);
    cli_warn("%s", wrong);
    return (struct fcfnn_prediction){NAN, NAN, NAN, NAN, STATUS_UNFIT};
}

int main(int argc, char **argv)
{
    char **args = cli_begin(&command, argc, argv);
    struct fcfnn_model model = {0};
    fcfnn_model_read(&model, args[0]);
    if (!no_header)
        table_header_with(stdout, "frame defocus_um spread_um uncertainty_um novelty status", with);
    flush();

    struct fcfnn_predictor predictor = {.model = &model, .name = args[0], .median = consensus == 1};
    struct npy *in = npy_open(NULL);
    struct tensor frame = {0};
    const char *wrong;
    for (size_t number = 1; npy_frame_or(in, &frame, F4, &wrong); number++) {
        struct fcfnn_prediction result = predict(&predictor, &frame, npy_where(in), wrong);
        print_row(number, &result, model.novelty_limit, &frame.meta);
    }
    fcfnn_predictor_free(&predictor);
    npy_close(in);
    tensor_free(&frame);
    fcfnn_model_free(&model);
    return cli_end();
}
