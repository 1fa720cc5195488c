#include "tensor/keys.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

/* The position of an LED comes from a calibration, so its tolerance is absolute, in NA. */
const struct key keys[] = {
    {"pixel_um", KEY_OPTICS, 0.01, 0, "distance between neighbouring pixels, in the specimen plane"},
    {"na", KEY_OPTICS, 0.01, 0, "numerical aperture of the objective"},
    {"lambda_um", KEY_OPTICS, 0.02, 0, "wavelength of the light"},
    {"led_na_x", KEY_OPTICS, 0, 0.02,
     "direction of the light of a single LED: the sine of its angle times the refractive index, along the columns (x)"},
    {"led_na_y", KEY_OPTICS, 0, 0.02, "the same along the rows (y)"},

    {"stack", KEY_FRAME, 0, 0, "name of the focal stack that the image belongs to"},
    {"z_um", KEY_FRAME, 0, 0, "height at which the image was taken; z grows along the optical axis"},
    {"dz_um", KEY_FRAME, 0, 0, "distance between the planes of a 3-D array"},
    {"target_um", KEY_FRAME, 0, 0,
     "focus_um - z_um: the correction that brings the image into focus, which a network learns and predicts"},
    {"focus_um", KEY_FRAME, 0, 0, "height at which the object is in focus"},
    {"seed", KEY_FRAME, 0, 0, "seed of the random numbers of a simulated specimen"},
    {"slice_um", KEY_FRAME, 0, 0, "thickness of the slices of a simulated specimen"},
    {"drift_y_px", KEY_FRAME, 0, 0, "drift of a simulated stack since its first plane, along y; see drift(1)"},
    {"drift_x_px", KEY_FRAME, 0, 0, "the same along x"},
    {"drift_deg", KEY_FRAME, 0, 0, "the same as a rotation"},
    {"align_y_px", KEY_FRAME, 0, 0, "drift that was removed from the image, along y; see stack-align(1)"},
    {"align_x_px", KEY_FRAME, 0, 0, "the same along x"},
    {"align_deg", KEY_FRAME, 0, 0, "the same as a rotation"},
    {"align", KEY_FRAME, 0, 0, "status of the drift measurement"},
    {"outliers", KEY_FRAME, 0, 0,
     "number of pixels that no light had made, hot or dead ones or the track of a cosmic ray, and that were replaced; "
     "not there if 0"},
    {"doubtful", KEY_FRAME, 0, 0,
     "number of pixels that may be such or may be points of light, as na, lambda_um or pixel_um is not known"},
    {"valid", KEY_FRAME, 0, 0,
     "HxW+Y+X: the region of H rows starting at row Y and W columns starting at column X that every plane of the stack "
     "covers"},

    {"illumination", KEY_ACQUISITION, 0, 0, "kind of illumination: led, leds, half-annulus, condenser, fluorescence"},
    {"colour", KEY_ACQUISITION, 0, 0, "colour of the light that passes a simulated stained specimen: red, green, blue"},
    {"channel", KEY_ACQUISITION, 0, 0, "name of the channel, as the microscope's program calls it"},
    {"exposure_ms", KEY_ACQUISITION, 0, 0, "exposure time"},
    {"photons", KEY_ACQUISITION, 0, 0, "mean photoelectrons per pixel of a clear field in the simulated camera"},
    {"leds", KEY_ACQUISITION, 0, 0, "number of single-LED images that were added"},
    {"patches", KEY_ACQUISITION, 0, 0, "number of patches that an image of saliency(1) is averaged over"},
    {"beads", KEY_ACQUISITION, 0, 0, "number of beads that a point spread function is averaged over"},
    {"beads_found", KEY_ACQUISITION, 0, 0, "number of beads before some were left out"},
    {"psf", KEY_ACQUISITION, 0, 0, "status of the measured point spread function; see psf-beads(1)"},
    {"deconv", KEY_ACQUISITION, 0, 0, "status of the deconvolution; see deconv-baseline(1)"},
    {"deconv_iterations", KEY_ACQUISITION, 0, 0, "iterations of the deconvolution"},
    {"deepr", KEY_ACQUISITION, 0, 0, "status of the image that a network has brought into focus; see deepr(1)"},
    {"novelty", KEY_ACQUISITION, 0, 0,
     "how unlike the images of the training it looks, relative to the limit of the status; see deepr(1)"},
    {"edof", KEY_ACQUISITION, 0, 0, "status of the image with extended depth of field; see edof(1)"},
    {"crop_y_px", KEY_FRAME, 0, 0, "first row of a crop in its frame"},
    {"crop_x_px", KEY_FRAME, 0, 0, "first column of it"},
    {"specimen", KEY_SPECIMEN, 0, 0, "kind of specimen; several kinds are joined by plus signs"},

    {"feature", KEY_FEATURE, 0, 0, "part of the spectrum of each patch that is kept; see fftcrop(1)"},
    {"patch_px", KEY_FEATURE, 0, 0, "side of a patch"},
    {"crop", KEY_FEATURE, 0, 0, "frequencies that are kept: HxW, or circles"},
    {"norm", KEY_FEATURE, 0, 0, "how each patch is scaled"},
    {"smooth", KEY_FEATURE, 0, 0, "side of the window of frequencies over which the power is averaged"},
    {"border", KEY_FEATURE, 0, 0, "whether the jumps between opposite sides of a patch are kept or removed"},
    {"noise", KEY_FEATURE, 0, 0, "whether the power of the white noise is kept or removed"},

    {"model", KEY_MODEL, 0, 0, "kind of network"},
    {"name", KEY_MODEL, 0, 0, "name of the array within the model"},
    {"layers", KEY_MODEL, 0, 0, "number of hidden layers"},
    {"width", KEY_MODEL, 0, 0, "number of units per hidden layer"},
    {"input", KEY_MODEL, 0, 0, "how the features are fed to the network: plain, standardized or weighted"},
    {"outputs", KEY_MODEL, 0, 0, "number of outputs of the network: the defocus, and how large its error will be"},
    {"base", KEY_MODEL, 0, 0, "channels of the first block of a U-Net"},
    {"levels", KEY_MODEL, 0, 0, "levels of it"},
    {"up", KEY_MODEL, 0, 0, "transposed: how it makes images larger; bilinear where this key is missing"},
    {"decoder", KEY_MODEL, 0, 0, "1: the model finds the defocus of every pixel too; 2: and what it weighs in a mean"},
    {"defocus", KEY_MODEL, 0, 0, "what its decoder learned: pixel, the defocus of each; mean, their weighted mean"},
    {"dpm_px", KEY_MODEL, 0, 0, "side of the squares over which deepr averages the defocus that a decoder finds"},
    {"guard_px", KEY_MODEL, 0, 0, "side of the blocks of an image of which the model knows how they usually look"},
    {"unit_um", KEY_MODEL, 0, 0, "unit of the distances that the network sees or says"},
    {"target_low_um", KEY_MODEL, 0, 0, "smallest target in the training"},
    {"target_high_um", KEY_MODEL, 0, 0, "largest target in the training"},
    {"edge_low_um", KEY_MODEL, 0, 0,
     "1st percentile of the predictions for the validation frames; predictions down there get the status edge"},
    {"edge_high_um", KEY_MODEL, 0, 0, "99th percentile of them; predictions up there get the status edge"},
    {"novelty_limit", KEY_MODEL, 0, 0,
     "98th percentile of the novelty of the validation frames, or crops; above it the status is low-confidence"},
    {"spread_limit_um", KEY_MODEL, 0, 0,
     "99th percentile of the standard deviation over the patches; above it the status is low-confidence"},
    {"uncertainty_factor", KEY_MODEL, 0, 0, "what the error that the network expects is multiplied by"},
    {"uncertainty_limit_um", KEY_MODEL, 0, 0,
     "97th percentile of the expected error of the validation frames; above it the status is low-confidence"},

    {"training_stacks", KEY_TRAINING, 0, 0, "number of stacks used for training"},
    {"validation_stacks", KEY_TRAINING, 0, 0, "number of stacks used for validation"},
    {"best_step", KEY_TRAINING, 0, 0, "step of the best validation"},
    {"validation_berhu", KEY_TRAINING, 0, 0, "mean BerHu of the kept weights in the validation"},
    {"validation_rmse_um", KEY_TRAINING, 0, 0, "root mean square error of the kept weights in the validation"},
    {"isa", KEY_TRAINING, 0, 0,
     "native or bf16: the training used all instructions of its processor; another one may give other weights"},
    {"version", KEY_TRAINING, 0, 0, "version of the program that trained it"},

    {"taught_by", KEY_TEST, 0, 0, "samples whose stacks taught it"},
    {"positions_print", KEY_TEST, 0, 0, "fingerprint of the table of their positions"},
    {"test_stacks", KEY_TEST, 0, 0, "number of stacks in the test, none of which it had seen"},
    {"test_rmse_um", KEY_TEST, 0, 0, "root mean square error in the test"},
    {"test_ssim", KEY_TEST, 0, 0, "mean SSIM of its images in the test with the plane in focus"},
    {"by_depth", KEY_TEST, 0, 0, "DEPTH:ERROR,...: error in the test, RMSE or SSIM, by target_um"},

    {"before", KEY_CHECKPOINT, 0, 0, "fingerprint of the model from which the training started"},
    {"data", KEY_CHECKPOINT, 0, 0, "fingerprint of the features and targets"},
    {0},
};

const char *key_kind_name(enum key_kind kind)
{
    static const char *const names[] = {"optics", "frame",    "acquisition", "specimen", "feature",
                                        "model",  "training", "checkpoint",  "test"};
    size_t i = 0;
    while (1u << i < (unsigned)kind)
        i++;
    return names[i];
}

static enum key_kind kind_of(const char *name)
{
    const struct key *key = keys;
    while (key->name && strcmp(key->name, name) != 0)
        key++;
    return key->kind; /* 0 at the end of the table */
}

uint64_t keys_seed(const struct meta *meta, const char *where)
{
    double number = meta_or(meta, "seed", 0);
    if (!(number >= 0 && number < 0x1p64 && number == floor(number)))
        cli_die("%s has seed=%.9g, expected a whole number of at least 0; set it with: meta seed=N", where, number);
    return (uint64_t)number;
}

void keys_drop(struct meta *meta, unsigned kinds)
{
    for (const struct key *key = keys; key->name; key++)
        if (key->kind & kinds)
            meta_drop(meta, key->name);
}

static bool differ(const struct key *key, const struct meta *a, const struct meta *b)
{
    char have[META_VALUE_MAX + 1], want[META_VALUE_MAX + 1];
    double x, y;
    if (key->relative > 0 || key->absolute > 0)
        return meta_number(a, key->name, &x) && meta_number(b, key->name, &y) &&
               fabs(x - y) > key->relative * fabs(y) + key->absolute;
    return meta_get(a, key->name, have) && meta_get(b, key->name, want) && strcmp(have, want) != 0;
}

const char *keys_contradiction(const struct meta *meta, const char *where, const struct meta *other,
                               const char *other_name, unsigned kinds)
{
    static char text[4096];
    for (const struct key *key = keys; key->name; key++) {
        if (!(key->kind & kinds) || !differ(key, meta, other))
            continue;
        char have[META_VALUE_MAX + 1], want[META_VALUE_MAX + 1];
        meta_get(meta, key->name, have);
        meta_get(other, key->name, want);
        bool made = key->kind == KEY_FEATURE;
        snprintf(text, sizeof text, "%s has %s=%s, but %s has %s; %s%s%s%s", where, key->name, have, other_name, want,
                 made ? "make the features again with: fftcrop" : "if the file is wrong: meta ", made ? "" : key->name,
                 made ? "" : "=", made ? "" : want);
        return text;
    }
    return NULL;
}

void keys_match(const struct meta *meta, const char *where, const struct meta *other, const char *other_name,
                unsigned kinds)
{
    const char *contradiction = keys_contradiction(meta, where, other, other_name, kinds);
    if (contradiction)
        cli_die("%s", contradiction);
}

void keys_all(const struct meta *meta, const char *where, const struct meta *other, const char *other_name,
              unsigned kinds)
{
    char one[META_VALUE_MAX + 1], two[META_VALUE_MAX + 1];
    for (const struct key *key = keys; key->name; key++) {
        if (!(key->kind & kinds))
            continue;
        bool has = meta_get(meta, key->name, one);
        if (has == meta_get(other, key->name, two))
            continue;
        cli_die("%s has no %s, but %s has %s; give it to all with: meta %s=%s", has ? other_name : where, key->name,
                has ? where : other_name, has ? one : two, key->name, has ? one : two);
    }
}

void keys_take(struct meta *meta, const struct meta *from, unsigned kinds)
{
    char value[META_VALUE_MAX + 1];
    for (const struct key *key = keys; key->name; key++)
        if (key->kind & kinds && meta_get(from, key->name, value))
            meta_set(meta, key->name, value);
}

/* Adds the words of `more`, such as "a+b", to `words`, except those already there. */
static void join_words(char words[META_VALUE_MAX + 1], const char *more)
{
    for (size_t length; *more; more += length + (more[length] == '+')) {
        length = strcspn(more, "+");
        const char *at = words;
        while (*at && !(strcspn(at, "+") == length && strncmp(at, more, length) == 0)) {
            at += strcspn(at, "+");
            at += *at == '+';
        }
        size_t end = strlen(words);
        if (*at)
            continue;
        if (end + 1 + length > META_VALUE_MAX)
            cli_die("the specimens %s and more do not fit into one value; name them together with: meta specimen=NAME",
                    words);
        snprintf(words + end, META_VALUE_MAX + 1 - end, "+%.*s", (int)length, more);
    }
}

void keys_join(struct meta *all, const struct meta *one)
{
    char key[META_VALUE_MAX + 1], value[META_VALUE_MAX + 1], other[META_VALUE_MAX + 1];
    const struct meta before = *all;
    for (size_t at = 0; meta_next(&before, &at, key, value);) {
        enum key_kind kind = kind_of(key);
        bool has = meta_get(one, key, other);
        if (kind == KEY_OPTICS || kind == KEY_FEATURE || (has && strcmp(value, other) == 0))
            continue;
        if (has && kind == KEY_SPECIMEN) {
            join_words(value, other);
            meta_set(all, key, value);
        } else {
            meta_drop(all, key);
        }
    }
}
