/* pair -- puts every frame of a labelled stack beside the frame in focus, crop by crop: the examples of a network that
 * focuses.
 *
 * Luo 2020, Data pre-processing: crops that do not overlap; both images with mean 0 and variance 1. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "measure/contrast.h"
#include "measure/similarity.h"
#include "tensor/series.h"

static double within_um = INFINITY;
static size_t size[2] = {512, 512};
static enum similarity_scale scale = SIMILARITY_STANDARD;
static const char *type = "f4";

static const struct cli_option options[] = {
    {"size", 0, CLI_SIZE(size), "HxW", "size of a crop; 0: as high or as wide as the frame", 0, 65536},
    {"within", 0, CLI_REAL(&within_um), "UM", "leave out frames further from the one in focus than UM", 0, 1e9},
    {"normalize", 0, CLI_CHOICE(&scale), SIMILARITY_SCALES,
     "leave both crops as they are, bring both to mean 0 and variance 1, or fit the first to the second",
     .key = "norm"},
    {"type", 0, CLI_TEXT(&type), "f2|f4", "type of the numbers"},
    {0},
};

static const struct cli_command command = {
    .name = "pair",
    .summary = "put every frame of a stack beside the frame in focus",
    .description =
        "The frame in focus is that with the least |target_um|, and stands for the truth; the others are what a "
        "network is to bring into focus. Crops do not overlap, and lie around the middle of the frame. A pair is left "
        "out, with a warning, if the truth is only noise there, or the other crop constant.\n\n"
        "target_um of a pair is counted from the frame in focus, whose own pair has 0. One stack is held in memory.",
    .in = "frames of stacks, from label",
    .out = "an array (2, y, x) for each frame and crop: the frame, then the truth",
    .reads = "stack z_um target_um",
    .sets = "target_um crop_y_px crop_x_px",
    .drops = "valid",
    .example = "label --focus-um 0.5 < stack.npy | pair --size 32x32 --within 2 > pairs.npy",
    .options = options,
};

/* The crop of h x w at (y, x). */
static void cut(const struct tensor *frame, size_t y, size_t x, size_t h, size_t w, float *to)
{
    const float *from = frame->data;
    for (size_t row = 0; row < h; row++)
        memcpy(to + row * w, from + (y + row) * frame->dim[1] + x, w * sizeof *to);
}

/* The frame in focus, of which the focus is no further than the planes are apart. */
static size_t nearest(const struct series *s, const struct npy *in, double *target_um)
{
    size_t best = 0;
    double apart_um = 0;
    for (size_t i = 1; i < s->count; i++)
        apart_um = fmax(apart_um, s->z_um[i] - s->z_um[i - 1]);
    for (size_t i = 0; i < s->count; i++) {
        if (!meta_number(&s->frame[i].meta, "target_um", &target_um[i]))
            cli_die("%s: a frame of stack %s has no target_um; set it with: label", npy_where(in), s->stack);
        best = fabs(target_um[i]) < fabs(target_um[best]) ? i : best;
    }
    if (fabs(target_um[best]) > apart_um)
        cli_die(
            "stack %s has no frame in focus: target_um of the nearest of %zu is %.9g, and planes are at most %.9g um "
            "apart; is the stack whole, and labelled with its own focus?",
            s->stack, s->count, target_um[best], apart_um);
    return best;
}

/* Writes the pairs of a crop, and returns whether there are any: where the truth is only noise there are none. Counts
 * in `dark` those whose other frame is constant, which are left out. */
static bool write_pairs(const struct series *s, size_t truth, const double *target_um, size_t y, size_t x,
                        struct tensor *pair, struct tensor *out, size_t *dark)
{
    size_t h = pair->dim[1], w = pair->dim[2], n = h * w;
    float *frame = pair->data, *focused = frame + n;
    cut(&s->frame[truth], y, x, h, w, focused);
    if (!contrast_structured(h, w, focused))
        return false;
    for (size_t i = 0; i < s->count; i++) {
        double target = target_um[i] - target_um[truth];
        if (fabs(target) > within_um)
            continue;
        cut(&s->frame[i], y, x, h, w, frame);
        cut(&s->frame[truth], y, x, h, w, focused);
        bool shows = !contrast_absent(h, w, frame);
        if (shows)
            similarity_scale(scale, n, frame, focused);
        if (!shows || contrast_absent(h, w, frame)) {
            *dark += 1;
            continue;
        }
        pair->meta = s->frame[i].meta;
        meta_set_number(&pair->meta, "target_um", target);
        meta_set_number(&pair->meta, "crop_y_px", (double)y);
        meta_set_number(&pair->meta, "crop_x_px", (double)x);
        meta_set_options(&pair->meta, options);
        meta_drop(&pair->meta, "valid");
        tensor_copy(out, pair, dtype_parse(type), s->stack);
        npy_write(stdout, out);
    }
    return true;
}

int main(int argc, char **argv)
{
    cli_begin(&command, argc, argv);
    if (strcmp(type, "f2") != 0 && strcmp(type, "f4") != 0)
        cli_usage("--type %s: expected f2 or f4", type);
    struct npy *in = npy_open(NULL);
    struct series s = {0};
    struct tensor pair = {0}, out = {0};
    while (series_next(in, F4, &s)) {
        size_t h = size[0] ? size[0] : s.h, w = size[1] ? size[1] : s.w, empty = 0, dark = 0;
        if (h > s.h || w > s.w)
            cli_die("stack %s has frames of %zux%zu, smaller than a crop of %zux%zu; make crops smaller with: --size",
                    s.stack, s.h, s.w, h, w);
        double *target_um = cli_alloc(s.count, sizeof *target_um);
        size_t truth = nearest(&s, in, target_um);
        tensor_shape(&pair, F4, 3, (size_t[]){2, h, w});
        for (size_t y = s.h % h / 2; y + h <= s.h; y += h)
            for (size_t x = s.w % w / 2; x + w <= s.w; x += w)
                empty += !write_pairs(&s, truth, target_um, y, x, &pair, &out, &dark);
        if (empty)
            cli_warn("stack %s: %zu crops show nothing in focus and were left out", s.stack, empty);
        if (dark)
            cli_warn("stack %s: %zu pairs have a constant frame and were left out", s.stack, dark);
        free(target_um);
    }
    npy_close(in);
    series_free(&s);
    tensor_free(&pair);
    tensor_free(&out);
    return cli_end();
}
