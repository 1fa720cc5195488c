/* deepr-train -- trains a network that brings images into focus, or finds their defocus, on pairs. Luo 2020 */
#include <stdio.h>
#include <unistd.h>

#include "cli/cli.h"
#include "model/deepr_fit.h"

static struct deepr_fit fit;
static int preset;
static enum { MODEL_DEEPR, MODEL_DEEPZ, MODEL_DPM } kind;
static double within_um, share = 0.15;
static const char *generator;
static struct cli_list validate;

static const struct cli_option options[] = {
    {"preset", 0, CLI_CHOICE(&preset), DEEPR_PRESETS,
     "set all training options to those of a recipe; other options override it, wherever they stand"},
    {"model", 0, CLI_CHOICE(&kind), "deep-r|deep-z|dpm",
     "learn to bring a frame into focus; to bring it into any plane; or the defocus of every pixel"},
    {"generator", 0, CLI_TEXT(&generator), "MODEL",
     "the deep-r whose features --model dpm uses, and which the new model contains unchanged"},
    {"within", 0, CLI_REAL(&within_um), "UM",
     "use only pairs that are at most UM from focus, in training and validation; for deep-z both planes; 0: all", 0,
     1e9},
    {"base", 0, CLI_COUNT(&fit.base), "N", "channels of the first block, a multiple of 8; 48: as published", 8, 48},
    {"levels", 0, CLI_COUNT(&fit.levels), "N", "levels of the U-Net; a dpm has those of its generator", 2, 5},
    {"up", 0, CLI_CHOICE(&fit.up), UNET_RISES, "how the U-Net makes images larger; a dpm as its generator does"},
    {"critic-base", 0, CLI_COUNT(&fit.critic_base), "N",
     "channels of the critic's first block, a multiple of 8; 48: as published", 8, 48, .key = "critic_base"},
    {"adversarial", 0, CLI_REAL(&fit.training.adversarial), "X",
     "weight of what the critic says in the loss; 0: there is no critic", 0, 1e6, .key = "adversarial"},
    {"structure", 0, CLI_REAL(&fit.training.structure), "X", "weight of 1 - similarity", 0, 1e6, .key = "structure"},
    {"similarity", 0, CLI_CHOICE(&fit.training.similarity), DEEPR_SIMILARITIES,
     "of output and target: SSIM, or MS-SSIM, for which pairs are at least 161x161", .key = "similarity"},
    {"defocus", 0, CLI_CHOICE(&fit.training.defocus), DEEPR_DEFOCUS, "what a dpm learns", .key = "defocus"},
    {"pixels", 0, CLI_REAL(&fit.training.pixels), "X", "weight of BerHu in the loss", 0, 1e6, .key = "pixels"},
    {"batch", 0, CLI_COUNT(&fit.training.batch), "N", "pairs in an update", .min = 1, .max = 4096, .key = "batch"},
    {"generator-updates", 0, CLI_COUNT(&fit.training.generator_updates), "N", "updates of the generator an iteration",
     1, 1000, .key = "generator_updates"},
    {"critic-updates", 0, CLI_COUNT(&fit.training.critic_updates), "N", "updates of the critic an iteration", 0, 1000,
     .key = "critic_updates"},
    {"optimiser", 0, CLI_CHOICE(&fit.training.optimiser), OPTIMISER_METHODS, "what moves weights", .key = "optimiser"},
    {"rate", 0, CLI_REAL(&fit.training.rate), "RATE", "step size", .min = 1e-12, .max = 1, .key = "rate"},
    {"critic-rate", 0, CLI_REAL(&fit.training.critic_rate), "RATE", "of the critic", 1e-12, 1, .key = "critic_rate"},
    {"schedule", 0, CLI_CHOICE(&fit.training.schedule), SCHEDULES,
     "keep the step size constant, or let it fall to 0 over --max-steps", .key = "schedule"},
    {"check-every", 0, CLI_COUNT(&fit.training.course.check_every), "N", "iterations between validations", .min = 1,
     .max = 1e9, .key = "check_every"},
    {"patience", 0, CLI_COUNT(&fit.training.course.patience), "N",
     "stop after this many iterations without a better validation", .min = 1, .max = 1e12, .key = "patience"},
    {"max-steps", 0, CLI_COUNT(&fit.training.course.max_steps), "N", "iterations at most", 1, 1e9, .key = "max_steps"},
    {"average", 0, CLI_REAL(&fit.training.average), "SHARE",
     "decay per update of the running average of the weights, which is validated and kept; 0 gives no averaging",
     .max = 0.999999, .key = "average"},
    {"validation", 0, CLI_REAL(&share), "SHARE", "fraction of the stacks to validate on", .min = 1e-9, .max = 0.99},
    {"validate", 0, CLI_LIST(&validate), "FILE", "validate on the pairs in this file instead; may be repeated"},
    {"validated", 0, CLI_COUNT(&fit.training.validated), "N", "pairs in a validation, at most", .min = 1, .max = 1e9,
     .key = "validated"},
    {"isa", 0, CLI_CHOICE(&fit.training.isa), CONV_ISAS, CONV_ISAS_HELP},
    {"seed", 's', CLI_COUNT(&fit.training.seed), "N",
     "seed of the initial weights, the order of the pairs, their orientations and the held-out stacks",
     .key = "training_seed"},
    {"loss", 0, CLI_TEXT(&fit.loss), "FILE", "write the loss curve to FILE"},
    {"checkpoint", 0, CLI_TEXT(&fit.checkpoint), "FILE",
     "save the state of the training to FILE regularly, and at the end"},
    {"resume", 0, CLI_FLAG(&fit.resume), NULL, "continue from the checkpoint if it exists"},
    {0},
};

static const struct cli_command command = {
    .name = "deepr-train",
    .summary = "train the network that brings images into focus",
    .args = "[PAIRS...]",
    .max_args = -1,
    .description =
        "Trains on pairs from the named files, or from stdin, and writes the model to stdout. The files are mapped, so "
        "they may be larger than memory. Whole stacks are held out, and the weights of the best validation are kept: "
        "of the least BerHu, for --model dpm of the least squared error.\n\n"
        "--preset paper is the published recipe: a generator of 18.5 million weights against a critic of 94 million, "
        "MS-SSIM and BerHu, six updates of one and three of the other an iteration, for which a processor needs weeks. "
        "The default is narrow and has no critic; Muon moves its weights, the step size falls to 0 over --max-steps, "
        "and the running average of the weights is kept.\n\n"
        "--model deep-z learns from all planes of a crop, paired with each other, and sees the distance in a second "
        "channel. --model dpm needs --generator; with --defocus mean it learns the mean of each map, and the weights "
        "of the pixels in it, by which deepr averages its maps over squares as large as the pairs, dpm_px.\n\n"
        "--within makes networks of several ranges from the same pairs; target_low_um and target_high_um of the model "
        "are the least and largest target that was used, and of a dpm not beyond those of its generator.\n\n"
        "The critic_loss of --loss is the mean of the squared errors of what the critic says of outputs and of "
        "targets: 0.25 if it cannot tell them apart, nan without a critic.\n\n"
        "An interrupted run continues with --checkpoint FILE --resume and gives the same bytes as one without a break.",
    .in = "pairs with target_um and stack (from label and pair), if no PAIRS are named or one of them is '-'",
    .out = "a model: see npystream(5)",
    .reads = "stack target_um pixel_um na lambda_um",
    .sets = "model base levels decoder unit_um target_low_um target_high_um training_stacks validation_stacks "
            "best_step validation_berhu validation_rmse_um dpm_px guard_px novelty_limit",
    .drops = "stack z_um dz_um target_um focus_um seed",
    .example = "label --focus-um 0.5 < stack.npy | pair --size 32x32 > pairs.npy\n"
               "# one stack teaches, another one chooses the weights\n"
               "meta stack=other < pairs.npy | cat pairs.npy - | "
               "deepr-train --levels 2 --max-steps 4 --check-every 2 > deepr.npy",
    .options = options,
};

int main(int argc, char **argv)
{
    fit = deepr_presets[0];
    char **files = cli_begin(&command, argc, argv);
    fit = deepr_presets[preset];
    cli_override();
    meta_set_options(&fit.record, options);
    fit.task = kind == MODEL_DEEPZ ? PAIRS_REFOCUS : kind == MODEL_DPM ? PAIRS_DPM : PAIRS_FOCUS;
    if (fit.resume && !fit.checkpoint)
        cli_usage("--resume needs --checkpoint FILE");
    if (fit.training.course.max_steps % fit.training.course.check_every)
        cli_usage("--max-steps %zu: expected a multiple of --check-every", fit.training.course.max_steps);
    if (fit.base % 8 || fit.critic_base % 8)
        cli_usage("--base %zu, --critic-base %zu: expected multiples of 8", fit.base, fit.critic_base);
    if ((kind == MODEL_DPM) != !!generator)
        cli_usage("--model dpm and --generator MODEL need each other");
    deepr_fit_check(&fit);
    if (isatty(STDOUT_FILENO))
        cli_usage("stdout is a terminal; write the model to a file: deepr-train ... > model.npy");

    struct dataset set = {.kind = &pairs_kind, .within_um = within_um};
    for (char **file = files; *file; file++)
        dataset_add(&set, *file, false);
    if (!*files)
        dataset_add(&set, NULL, false);
    if (!set.arrays)
        cli_die("no pair is within %g um of focus; raise --within", within_um);
    for (size_t i = 0; i < validate.count; i++)
        dataset_add(&set, validate.item[i], true);
    if (!validate.count)
        dataset_hold_out(&set, share, fit.training.seed);

    struct deepr_model model, before = {0};
    if (generator) {
        deepr_model_read(&before, generator);
        if (before.task != PAIRS_FOCUS || before.spec.dpm)
            cli_die("%s is not a deep-r without a decoder; train one with: deepr-train --model deep-r", generator);
        fit.before = &before;
        fit.before_name = generator;
    }
    deepr_fit_model(&model, &set, &fit);
    deepr_model_write(stdout, &model);
    deepr_model_free(&model);
    deepr_model_free(&before);
    dataset_free(&set);
    return cli_end();
}
