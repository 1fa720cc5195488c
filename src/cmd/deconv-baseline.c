/* deconv-baseline -- deconvolves frames with known point spread functions, as Luo 2021 does with DeconvolutionLab2;
 * src/restore/deconvolve.h has the equations. */
#include <math.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "cli/cli.h"
#include "measure/contrast.h"
#include "restore/deconvolve.h"
#include "stats/status.h"
#include "table/table.h"
#include "tensor/keys.h"
#include "tensor/planes.h"

static struct recipe recipe = {.step = 0.1};
static enum { EXTENDED, CIRCULAR } edges;
static size_t iterations = 100;
static double seconds = NAN, residue;
static const char *stats_path, *psf_path;
static bool say_memory;

static const struct cli_option options[] = {
    {"method", 0, CLI_CHOICE(&recipe.method), "richardson-lucy|landweber|nonnegative-landweber", "method",
     .key = "deconv_method"},
    {"iterations", 0, CLI_COUNT(&iterations), "N", "stop after N iterations", 1, 1e6},
    {"seconds", 0, CLI_REAL(&seconds), "S", "stop a frame after S seconds; how far it gets then depends on the machine",
     0, HUGE_VAL},
    {"residue", 0, CLI_REAL(&residue), "X", "stop a frame when its residue is below X", 0, HUGE_VAL},
    {"step", 0, CLI_REAL(&recipe.step), "X", "step of the Landweber methods", 1e-9, 2},
    {"tv", 0, CLI_REAL(&recipe.tv), "X", "weight of the total variation, which flattens noise; 0.002 is usual", 0, 0.2},
    {"accelerate", 0, CLI_FLAG(&recipe.accelerated), NULL, "accelerate the method as Biggs and Andrews do"},
    {"edges", 0, CLI_CHOICE(&edges), "extended|circular",
     "extended: estimate what lies beyond the frame too; circular: take the frame for periodic", .key = "deconv_edges"},
    {"stats", 0, CLI_TEXT(&stats_path), "FILE", "write a table with a row for each iteration to FILE"},
    {"memory", 0, CLI_FLAG(&say_memory), NULL, "say on stderr how much memory is needed, as on a terminal"},
    {0},
};

static const struct cli_command command = {
    .name = "deconv-baseline",
    .summary = "deconvolve frames with known point spread functions",
    .args = "PSF",
    .min_args = 1,
    .max_args = 1,
    .description =
        "PSF is a stream of point spread functions, all of the same size. If it holds one, that is for all frames; "
        "otherwise each frame gets the one with its z_um. The middle of a PSF is its pixel (H/2, W/2), rounded down "
        "and counted from 0. It is scaled to a sum of 1. Richardson-Lucy takes negative values, of the PSF and of the "
        "frame, for 0; subtract the offset of the camera before, as with: cast f4 --offset -32.\n\n"
        "With the options --edges circular --step 0.1 the methods are those of DeconvolutionLab2, and Landweber is "
        "unstable if the step times the largest |H|^2 of the PSF reaches 2, which is refused.\n\n"
        "deconv is ok, or blank if all pixels of the frame are equal, which then stays as it is, or of the result.\n\n"
        "The columns of --stats: residue is |frame - blurred estimate| / |frame| before the iteration, change is "
        "|new estimate - old one| / |old one|, sum is that of the new estimate.\n\n"
        "The PSFs and one frame are held in memory. The result does not depend on the number of processors.",
    .in = "frames",
    .out = "f4 frames",
    .reads = "z_um focus_um " KEYS_OPTICS,
    .sets = "deconv deconv_iterations",
    .example = "psf --size 17x17 --na 0.5 --lambda 0.53 --z -4:4:1 > psf.npy\n"
               "meta --ramp z_um=-4,1 focus_um=0 < stack.npy | deconv-baseline --iterations 10 psf.npy > sharp.npy",
    .options = options,
    .raw_input = true,
};

/* Makes a deconvolver for frames of the size of t, and says what memory that takes. */
static struct deconvolver *prepare(const struct tensor *t, const struct tensor *psf, const char *where)
{
    size_t h = t->dim[0], w = t->dim[1], ph = psf->dim[0], pw = psf->dim[1], grid[2];
    if (recipe.circular && (ph > h || pw > w))
        cli_die("%s is %s, smaller than the PSF of %zux%zu; use --edges extended, or cut the PSF with: take --region",
                where, tensor_describe(t), ph, pw);
    double bytes = deconvolver_bytes(&recipe, h, w, ph, pw, grid);
    if (say_memory || cli_watched())
        cli_warn("frames of %zux%zu on a grid of %zux%zu need %.0f MB", h, w, grid[0], grid[1], ceil(bytes / 1e6));
    return cli_need(deconvolver_new(&recipe, h, w, ph, pw), "the deconvolution");
}

static void set_psf(struct deconvolver *d, const struct tensor *psf)
{
    double gain = deconvolver_psf(d, psf->dim[0], psf->dim[1], psf->data);
    if (isnan(gain))
        cli_die("%s: the PSF has no light: its sum is not positive", cli_source(psf_path));
    if (recipe.method != RICHARDSON_LUCY && recipe.step * gain >= 2)
        cli_die("%s: Landweber is unstable with --step %g for this PSF, expected less than %g", cli_source(psf_path),
                recipe.step, 2 / gain);
}

/* Deconvolves frame number `index` in place, and returns how many iterations that took. */
static size_t run(struct deconvolver *d, struct tensor *t, size_t index, FILE *stats)
{
    struct timespec first, now;
    struct iteration state;
    size_t done = 0;
    clock_gettime(CLOCK_MONOTONIC, &first);
    deconvolver_begin(d, t->data);
    do {
        state = deconvolver_iterate(d);
        if (stats)
            fprintf(stats, "%zu\t%zu\t%.6g\t%.6g\t%.9g\n", index, done + 1, state.residue, state.change, state.sum);
        cli_progress((index - 1) * iterations + done, 0, "iterations");
        clock_gettime(CLOCK_MONOTONIC, &now);
    } while (++done < iterations && state.residue >= residue &&
             !((double)(now.tv_sec - first.tv_sec) + 1e-9 * (double)(now.tv_nsec - first.tv_nsec) >= seconds));
    deconvolver_result(d, t->data);
    return done;
}

int main(int argc, char **argv)
{
    psf_path = *cli_begin(&command, argc, argv);
    struct planes psfs = {0};
    recipe.circular = edges == CIRCULAR;
    planes_read(&psfs, psf_path);
    FILE *stats = cli_create(stats_path);
    if (stats)
        table_header(stats, "frame iteration residue change sum");
    struct npy *in = npy_open(NULL);
    struct deconvolver *d = NULL;
    const struct tensor *set = NULL;
    struct tensor t = {0};
    for (size_t h = 0, w = 0; npy_frame(in, &t, F4);) {
        const struct tensor *psf = planes_find(&psfs, &t.meta, npy_where(in));
        if (h != t.dim[0] || w != t.dim[1]) {
            deconvolver_free(d);
            d = prepare(&t, psf, npy_where(in));
            h = t.dim[0], w = t.dim[1], set = NULL;
        }
        if (set != psf)
            set_psf(d, set = psf);
        bool blank = contrast_absent(h, w, t.data);
        size_t done = blank ? 0 : run(d, &t, npy_index(in), stats);
        blank |= contrast_absent(h, w, t.data); /* nothing may be left of it */
        meta_set_options(&t.meta, options);
        meta_set_format(&t.meta, "deconv_iterations", "%zu", done);
        meta_set(&t.meta, "deconv", status_name(blank ? STATUS_BLANK : STATUS_OK));
        npy_write(stdout, &t);
    }
    cli_close(stats, stats_path);
    npy_close(in);
    deconvolver_free(d);
    planes_free(&psfs);
    tensor_free(&t);
    return cli_end();
}
