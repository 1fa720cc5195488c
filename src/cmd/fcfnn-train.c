/* fcfnn-train -- trains the fully connected Fourier neural network on labelled features. P1, Note S3 */
#include <stdio.h>
#include <unistd.h>

#include "cli/cli.h"
#include "model/dataset.h"
#include "model/fcfnn_fit.h"
#include "model/fcfnn_model.h"
#include "tensor/keys.h"

static struct fcfnn_fit fit;
static int preset;
static double share = 0.1;
static const char *fold, *fine_tune;
static struct cli_list validate;

static const struct cli_option options[] = {
    {"preset", 0, CLI_CHOICE(&preset), FCFNN_PRESETS,
     "set all training options to those of a recipe; other options override it, wherever they stand"},
    {"input", 0, CLI_CHOICE(&fit.input), FCFNN_INPUTS,
     "feed the features to the network as they are, standardised to mean 0 and deviation 1, or weighted by how much "
     "they reveal about the defocus",
     .key = "input"},
    {"layers", 0, CLI_COUNT(&fit.layers), "N", "hidden layers", .max = 1000, .key = "layers"},
    {"width", 0, CLI_COUNT(&fit.width), "N", "units per hidden layer", .min = 1, .max = 65536, .key = "width"},
    {"outputs", 0, CLI_COUNT(&fit.outputs), "1|2", "outputs: the defocus, and with 2 also how large its error will be",
     .min = 1, .max = 2, .key = "outputs"},
    {"dropout", 0, CLI_REAL(&fit.training.dropout), "P", "fraction of the inputs that is dropped in each step",
     .max = 0.99, .key = "dropout"},
    {"rate", 0, CLI_REAL(&fit.training.rate), "RATE", "step size of Adam", .min = 1e-12, .max = 1, .key = "rate"},
    {"schedule", 0, CLI_CHOICE(&fit.training.schedule), SCHEDULES,
     "keep the step size constant, or let it fall to 0 over --max-steps", .key = "schedule"},
    {"batch", 0, CLI_COUNT(&fit.training.batch), "N", "patches per step", .min = 1, .max = 65536, .key = "batch"},
    {"check-every", 0, CLI_COUNT(&fit.training.course.check_every), "STEPS", "steps between validations", .min = 1,
     .max = 1e9, .key = "check_every"},
    {"patience", 0, CLI_COUNT(&fit.training.course.patience), "STEPS",
     "stop after this many steps without a better validation", .min = 1, .max = 1e12, .key = "patience"},
    {"max-steps", 0, CLI_COUNT(&fit.training.course.max_steps), "STEPS", "stop after this many steps in any case",
     .min = 1, .max = 1e9, .key = "max_steps"},
    {"huber", 0, CLI_REAL(&fit.training.huber_um), "UM",
     "count errors beyond UM linearly (Huber loss); 0: square all errors", .max = 1e6, .key = "huber_um"},
    {"average", 0, CLI_REAL(&fit.training.average), "SHARE",
     "decay per step of the running average of the weights, which is validated and kept; 0 gives no averaging",
     .max = 0.999999, .key = "average"},
    {"validation", 0, CLI_REAL(&share), "SHARE", "fraction of the stacks to validate on", .min = 1e-9, .max = 0.99},
    {"validate", 0, CLI_LIST(&validate), "FILE",
     "validate on the stacks in this file instead; may be given more than once"},
    {"keep", 0, CLI_CHOICE(&fit.keep), FCFNN_KEEPS,
     "keep the weights of the best validation, or those of the last step", .key = "keep"},
    {"fold", 0, CLI_TEXT(&fold), "I/K",
     "K-fold cross-validation: hold out the I-th of K random parts of the stacks; 1of3 may be written for 1/3"},
    {"fine-tune", 0, CLI_TEXT(&fine_tune), "MODEL",
     "start from MODEL: its weights, its size and its scaling of the features"},
    {"seed", 's', CLI_COUNT(&fit.training.seed), "N",
     "seed of the initial weights, the order of the patches, the dropout and the held-out stacks",
     .key = "training_seed"},
    {"loss", 0, CLI_TEXT(&fit.loss), "FILE", "write the loss curve to FILE"},
    {"checkpoint", 0, CLI_TEXT(&fit.checkpoint), "FILE",
     "save the state of the training to FILE regularly, and at the end"},
    {"resume", 0, CLI_FLAG(&fit.resume), NULL, "continue from the checkpoint if it exists"},
    {0},
};

static const struct cli_command command = {
    .name = "fcfnn-train",
    .summary = "train the network that predicts defocus",
    .args = "[FEATURES...]",
    .max_args = -1,
    .description =
        "Trains on labelled features from the named files, or from stdin, and writes the model to stdout. The files "
        "are mapped into memory, not loaded, so they may be larger than memory. Validation uses whole stacks that are "
        "not trained on; the weights of the best validation are kept, and training stops --patience steps after it.\n\n"
        "--preset paper is the published recipe: dropout of 0.6 on the input, ten layers of 100 units, squared error, "
        "batches of 25, Adam with a constant step size of 2e-5. --preset notebook is the recipe of the authors' "
        "notebook: the same on standardised features, validated every 25 steps; make its features with: fftcrop --norm "
        "length. The default weights each frequency by how much it reveals about the defocus, leaves out the least "
        "informative ones, counts large errors linearly, lets the step size fall to 0 over --max-steps, keeps the "
        "running average of the weights, and learns how large the errors will be.\n\n"
        "--fine-tune MODEL continues training a model on other features of the same geometry and optics. The layers, "
        "the width, the outputs and the shift and gain of the features are taken from the model, as its weights mean "
        "nothing without them; the options for them are ignored. The range of the targets and the limits of the status "
        "are determined anew.\n\n"
        "The model keeps the metadata that all its training frames share, such as specimen=cells+tissue.\n\n"
        "An interrupted run continues with --checkpoint FILE --resume and gives the same bytes as one without a break.",
    .in = "features with target_um and stack (from label and fftcrop), if no FEATURES are named or one of them is '-'",
    .out = "a model: see npystream(5)",
    .reads = "target_um stack " KEYS_FEATURE " " KEYS_OPTICS,
    .sets = "specimen model name training_stacks validation_stacks target_low_um target_high_um validation_rmse_um "
            "best_step edge_low_um edge_high_um novelty_limit spread_limit_um uncertainty_factor uncertainty_limit_um",
    .drops = KEYS_FRAME,
    .example = "for s in a b; do label --focus-um 0 < stack.npy | meta stack=$s | fftcrop --patch 64 --crop 16x8; done "
               "> f.npy\n"
               "fcfnn-train --layers 2 --width 8 --max-steps 200 --rate 1e-3 f.npy > m.npy\n"
               "predict m.npy < stack.npy",
    .options = options,
};

/* Parses --fold: which part of the stacks is held out, of how many. */
static void parse_fold(size_t *part, size_t *parts)
{
    char junk;
    if ((sscanf(fold, "%zu/%zu%c", part, parts, &junk) != 2 && sscanf(fold, "%zuof%zu%c", part, parts, &junk) != 2) ||
        *part < 1 || *part > *parts || *parts < 2)
        cli_usage("--fold: '%s' is not I/K with 1 <= I <= K and K at least 2", fold);
    if (validate.count)
        cli_usage("--fold and --validate both choose the held-out stacks; give only one of them");
}

int main(int argc, char **argv)
{
    fit = fcfnn_presets[0];
    char **files = cli_begin(&command, argc, argv);
    fit = fcfnn_presets[preset];
    cli_override();
    meta_set_options(&fit.record, options);
    if (fit.resume && !fit.checkpoint)
        cli_usage("--resume needs --checkpoint FILE");
    if (fit.training.course.max_steps % fit.training.course.check_every)
        cli_usage("--max-steps %zu: expected a multiple of --check-every", fit.training.course.max_steps);
    if (isatty(STDOUT_FILENO))
        cli_usage("stdout is a terminal; write the model to a file: fcfnn-train ... > model.npy");
    size_t part, parts;
    if (fold)
        parse_fold(&part, &parts);

    struct dataset set = {.kind = &fcfnn_data_kind};
    for (char **file = files; *file; file++)
        dataset_add(&set, *file, false);
    if (!*files)
        dataset_add(&set, NULL, false);
    for (size_t i = 0; i < validate.count; i++)
        dataset_add(&set, validate.item[i], true);
    if (fold)
        dataset_fold(&set, part, parts, fit.training.seed);
    else if (!validate.count)
        dataset_hold_out(&set, share, fit.training.seed);

    struct fcfnn_model model, before = {0};
    if (fine_tune) {
        fcfnn_model_read(&before, fine_tune);
        fit.before = &before;
        fit.before_name = fine_tune;
    }
    fcfnn_fit_model(&model, &set, &fit);
    fcfnn_model_write(stdout, &model);
    fcfnn_model_free(&model);
    fcfnn_model_free(&before);
    dataset_free(&set);
    return cli_end();
}
