/* psf -- computes the point spread function of a wide-field microscope at each plane.
 *
 * Luo 2021 gives its classical methods the PSF at each defocus; src/psfs/theory.h has the equations. */
#include <math.h>

#include "cli/cli.h"
#include "psfs/theory.h"
#include "tensor/npy.h"

static const char *z_range = "-5:5:0.5";
static size_t size[2] = {65, 65};
static struct psf_optics optics = {.na = 0.75,
                                   .lambda_um = 0.584,
                                   .pixel_um = 0.325,
                                   .immersion_index = 1,
                                   .sample_index = 1.46,
                                   .coverslip_index = 1.525};

static const struct cli_option options[] = {
    {"z", 0, CLI_TEXT(&z_range), "START:STOP:STEP", "z of the planes, in um; 0 is the focus"},
    {"size", 0, CLI_SIZE(size), "HxW", "pixels of a plane", 1, 1025},
    {"pixel", 0, CLI_REAL(&optics.pixel_um), "UM", "pixel of the camera, in the specimen plane", 0.001, 10},
    {"na", 0, CLI_REAL(&optics.na), "NA", "numerical aperture of the objective", 0.01, 1.7},
    {"lambda", 0, CLI_REAL(&optics.lambda_um), "UM", "wavelength of the light in vacuum", 0.1, 10},
    {"immersion", 0, CLI_REAL(&optics.immersion_index), "N", "refractive index of the immersion", 1, 2},
    {"sample", 0, CLI_REAL(&optics.sample_index), "N", "refractive index of the sample", 1, 2},
    {"depth", 0, CLI_REAL(&optics.depth_um), "UM", "depth of the point in the sample, below the coverslip", 0, 1000},
    {"coverslip", 0, CLI_REAL(&optics.coverslip_index), "N", "refractive index of the coverslip", 1, 2},
    {"coverslip-error", 0, CLI_REAL(&optics.coverslip_error_um), "UM",
     "thickness of the coverslip beyond that for which the objective is made", -500, 500},
    {0},
};

static const struct cli_command command = {
    .name = "psf",
    .summary = "compute the point spread function of a wide-field microscope",
    .description =
        "Writes the image of a point at each plane of --z, in incoherent light, by the scalar theory of Gibson and "
        "Lanni. The point is in the middle of pixel (H/2, W/2), rounded down and counted from 0. A pixel is the mean "
        "of the intensity over its square; each plane sums to 1, and what falls outside of it is left out.\n\n"
        "z is the height of the plane in focus above the point. Without --depth and --coverslip-error there is no "
        "aberration, and both sides of the focus look the same. With them the sides differ, and 0 is the height at "
        "which the wavefront is flattest: the sharpest plane is near it as long as the aberration is slight. A point "
        "deep in a sample that has a larger index than the immersion, and a thick coverslip, act in the same "
        "direction.\n\n"
        "Light that the sample reflects totally is left out.",
    .out = "f4 frames",
    .sets = "z_um focus_um pixel_um na lambda_um",
    .example = "psf --size 33x33 --z -2:2:1 > psf.npy\n"
               "psf --na 1.4 --immersion 1.515 --sample 1.33 --depth 5 --pixel 0.065 --z -1:1:0.5 | meta --list z_um",
    .options = options,
};

int main(int argc, char **argv)
{
    cli_begin(&command, argc, argv);
    double start_um, step_um;
    size_t planes = cli_range(z_range, "--z", &start_um, &step_um);
    if (optics.na >= optics.immersion_index)
        cli_usage("--na %g: expected less than the index of the immersion, %g", optics.na, optics.immersion_index);
    if (optics.na >= optics.coverslip_index)
        cli_usage("--na %g: expected less than the index of the coverslip, %g", optics.na, optics.coverslip_index);
    double z_most_um = fmax(fabs(start_um), fabs(start_um + (double)(planes - 1) * step_um));
    struct psf_theory *theory = cli_need(psf_theory_new(&optics, size[0], size[1], z_most_um), "the PSF");
    struct tensor plane = {0};
    tensor_frame(&plane, F4, size[0], size[1]);
    meta_set_number(&plane.meta, "focus_um", 0);
    meta_set_number(&plane.meta, "pixel_um", optics.pixel_um);
    meta_set_number(&plane.meta, "na", optics.na);
    meta_set_number(&plane.meta, "lambda_um", optics.lambda_um);
    for (size_t i = 0; i < planes; i++, cli_progress(i, planes, "planes")) {
        double z_um = cli_step(start_um, step_um, (double)i);
        psf_theory_plane(theory, z_um, plane.data);
        meta_set_number(&plane.meta, "z_um", z_um);
        npy_write(stdout, &plane);
    }
    psf_theory_free(theory);
    tensor_free(&plane);
    return cli_end();
}
