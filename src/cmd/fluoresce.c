/* fluoresce -- images a specimen that shines, through focus, as Luo 2021 does; see src/optics/fluorescence.h. */
#include <math.h>
#include <stdlib.h>

#include "cli/cli.h"
#include "optics/fluorescence.h"
#include "optics/surface.h"
#include "tensor/keys.h"
#include "tensor/series.h"

static const char *psf_path, *z_range = "-10:10:0.5", *truth_path;
static size_t bin = 2;
static double background = 0, bleach = 0;
static struct surface surface = {.tilt_deg = 1.5, .radius_um = 2000};

static const struct cli_option options[] = {
    {"psf", 0, CLI_TEXT(&psf_path), "FILE", "planes of the point spread function, on the grid of the specimen"},
    {"z", 0, CLI_TEXT(&z_range), "START:STOP:STEP", "z of the planes, in um"},
    {"bin", 0, CLI_COUNT(&bin), "N", "pixels of the specimen along the side of a camera pixel", 1, 64},
    {"surface", 0, CLI_CHOICE(&surface.shape), SURFACE_SHAPES, "what the specimen lies on", .key = "surface"},
    SURFACE_OPTIONS(surface),
    {"background", 0, CLI_REAL(&background), "N", "light on every pixel besides, which does not bleach", 0, 1e6},
    {"bleach", 0, CLI_REAL(&bleach), "N", "share of the light that is lost from each plane to the next", 0, 1},
    {"truth", 0, CLI_TEXT(&truth_path), "FILE", "write to FILE what a perfect autofocus would see, and the surface"},
    {0},
};

static const struct cli_command command = {
    .name = "fluoresce",
    .summary = "image a fluorescent specimen, through focus",
    .description =
        "Writes the light on the camera, one frame for each plane of --z, for each specimen. The specimen is the light "
        "of each point; any frame with pixel_um and focus_um serves as one. The defocus of a point is z_um - focus_um, "
        "less the height of its slice above their middle, less that of the surface, which is 0 in the middle of the "
        "field, where a cylinder or sphere is highest. A pixel is the mean over --bin times --bin points.\n\n"
        "--psf holds the image of a point at each z_um - focus_um, focus_um being 0 if it is lacking: as made by psf, "
        "or measured by psf-beads. It is interpolated linearly in z and scaled to a sum of 1. Steps of 0.1 um at NA "
        "0.75 lower the peak in focus by 0.3 % at most.\n\n"
        "What lies around the field is not known, so frames show its middle: as many points less as the PSF has, but "
        "one. Values below 0, as from the noise of a measured PSF, become 0. na and lambda_um are the PSF's.\n\n"
        "--truth gets two frames for each specimen: its image with each pixel at its own focus, unbleached; and the "
        "height of the surface at each pixel, in um. Separate them with: take 0::2, take 1::2.",
    .in = "arrays (y, x) or (slice, y, x) of light",
    .out = "f4 frames",
    .reads = "pixel_um focus_um slice_um",
    .sets = "z_um pixel_um na lambda_um illumination",
    .drops = "slice_um",
    .example = "psf --pixel 0.1625 --size 33x33 --z -4:4:0.5 > psf.npy\n"
               "specimen nuclei --size 96x96 --focus 0 | fluoresce --psf psf.npy --z -2:2:1 | meta --list z_um",
    .options = options,
};

static struct spread load_psf(struct series *s)
{
    struct npy *in = npy_open(psf_path);
    series_next(in, F4, s);
    if (s->ahead)
        cli_die("%s has several stacks, expected one PSF; choose it with: take --where stack=%s", psf_path, s->stack);
    for (size_t i = 0; i < s->count; i++) {
        s->z_um[i] -= meta_or(&s->frame[i].meta, "focus_um", 0);
        if (i && s->z_um[i] <= s->z_um[i - 1])
            cli_die("%s: the z_um of its planes from their focus_um does not increase; set one with: meta focus_um=UM",
                    psf_path);
    }
    struct spread spread = {s->count, s->h, s->w, s->z_um, series_planes(s)};
    keys_drop(&s->frame[0].meta, KEY_FRAME);
    if (spread_dark(&spread) < s->count)
        cli_die("%s: the PSF has no light in frame %zu: its sum is not positive", psf_path, spread_dark(&spread));
    npy_close(in);
    return spread;
}

/* The specimen in the current array, which must fit the point spread function. */
static struct glow check(struct npy *in, struct tensor *t, const struct spread *psf, const struct meta *psf_meta)
{
    const size_t *side = t->dim + (t->rank == 3);
    if (t->type == C8 || t->rank < 2 || t->rank > 3 || side[0] < psf->h + bin - 1 || side[1] < psf->w + bin - 1)
        cli_die("%s is %s, expected real numbers, and more pixels than the %zux%zu of the PSF; make it with: specimen",
                npy_where(in), tensor_describe(t), psf->h, psf->w);
    npy_check_finite(in, t);
    tensor_convert(t, F4, npy_where(in));
    double pixel_um = meta_need(&t->meta, "pixel_um"), psf_um = meta_or(psf_meta, "pixel_um", pixel_um);
    if (fabs(psf_um / pixel_um - 1) > 0.01)
        cli_die("%s has pixel_um=%.9g, but %s has %.9g; make the PSF with: psf --pixel %.9g", npy_where(in), pixel_um,
                psf_path, psf_um, pixel_um);
    return t->rank == 2 ? (struct glow){1, side[0], side[1], 0, t->data}
                        : (struct glow){t->dim[0], side[0], side[1], meta_need(&t->meta, "slice_um"), t->data};
}

int main(int argc, char **argv)
{
    cli_begin(&command, argc, argv);
    if (!psf_path)
        cli_usage("--psf is missing; make a point spread function with: psf --pixel UM");
    double first_um, step_um, need_um[2];
    size_t planes = cli_range(z_range, "--z", &first_um, &step_um);
    struct series psf = {0};
    struct spread spread = load_psf(&psf);
    FILE *truth = cli_create(truth_path);
    struct npy *in = npy_open(NULL);
    struct tensor t = {0}, height = {0}, image = {0};
    while (npy_read(in, &t)) {
        struct glow flat = check(in, &t, &spread, &psf.frame[0].meta), glow = flat;
        double focus_um = meta_need(&t.meta, "focus_um"), defocus_um = first_um - focus_um;
        tensor_frame(&height, F4, flat.h, flat.w);
        if (!surface_heights(&surface, flat.h, flat.w, meta_need(&t.meta, "pixel_um"), height.data))
            cli_die("%s is wider than a surface with --radius %g", npy_where(in), surface.radius_um);
        glow.surface_um = surface.shape == SURFACE_FLAT ? NULL : height.data;
        if (!glow_covered(&glow, &spread, defocus_um, defocus_um + (double)(planes - 1) * step_um, need_um) ||
            (truth && !glow_covered(&flat, &spread, 0, 0, need_um)))
            cli_die("%s needs a PSF from %g to %g um, but %s reaches from %g to %g; make more planes with: psf --z",
                    npy_where(in), need_um[0], need_um[1], psf_path, spread.z_um[0], spread.z_um[spread.count - 1]);
        struct fluorescence *f = cli_need(fluorescence_new(&glow, &spread, bin), "the image");
        tensor_frame(&image, F4, (flat.h - spread.h + 1) / bin, (flat.w - spread.w + 1) / bin);
        image.meta = psf.frame[0].meta;
        meta_merge(&image.meta, &t.meta);
        keys_take(&image.meta, &psf.frame[0].meta, KEY_OPTICS);
        meta_drop(&image.meta, "slice_um");
        meta_set_number(&image.meta, "pixel_um", (double)bin * meta_need(&t.meta, "pixel_um"));
        meta_set(&image.meta, "illumination", "fluorescence");
        meta_set_options(&image.meta, options);
        for (size_t i = 0; i < planes; i++, cli_progress(i, planes, "planes")) {
            fluorescence_run(f, defocus_um + (double)i * step_um, pow(1 - bleach, (double)i), background, image.data);
            meta_set_number(&image.meta, "z_um", cli_step(first_um, step_um, (double)i));
            npy_write(stdout, &image);
        }
        if (truth) {
            struct fluorescence *sharp = cli_need(fluorescence_new(&flat, &spread, bin), "the image in focus");
            fluorescence_run(sharp, 0, 1, background, image.data);
            fluorescence_free(sharp);
            meta_set_number(&image.meta, "z_um", focus_um);
            npy_write(truth, &image);
            fluorescence_means(f, height.data, image.data);
            npy_write(truth, &image);
        }
        fluorescence_free(f);
    }
    npy_close(in);
    cli_close(truth, truth_path);
    series_free(&psf);
    free((void *)spread.planes);
    tensor_free(&t);
    tensor_free(&height);
    tensor_free(&image);
    return cli_end();
}
