/* fftcrop -- turns images into the features of the network: the cropped Fourier magnitude of each patch. P1, Fig 1a,
 * Note S3 */
#include "cli/cli.h"
#include "feature/feature.h"
#include "model/geometry.h"
#include "outliers/outliers.h"
#include "tensor/keys.h"
#include "tensor/npy.h"

static size_t patch_px, smooth = 1;
static const char *crop = "paper";
static int part = FEATURE_MAGNITUDE, norm = FEATURE_UNIT_MEAN, border, noise, type;

static const struct cli_option options[] = {
    {"patch", 0, CLI_COUNT(&patch_px), "PX",
     "side of the square patches; 0: the largest power of two up to half the frame", .max = 65536},
    {"crop", 0, CLI_TEXT(&crop), "HxW|paper|circles|full",
     "frequencies to keep: H rows and W columns, the fractions of P1 along and across the axis of the LED, the two "
     "circles, or all"},
    {"part", 0, CLI_CHOICE(&part), GEOMETRY_PARTS,
     "part of the complex spectrum to keep; folded: the magnitude, folded as described below"},
    {"norm", 0, CLI_CHOICE(&norm), GEOMETRY_NORMS, "scale each patch to unit mean, to unit length, or not at all"},
    {"border", 0, CLI_CHOICE(&border), GEOMETRY_BORDERS,
     "what becomes of the jumps between opposite sides of a patch, which leak along both axes"},
    {"noise", 0, CLI_CHOICE(&noise), GEOMETRY_NOISES,
     "what becomes of the power of the white noise, which depends on the exposure"},
    {"smooth", 0, CLI_COUNT(&smooth), "N",
     "average the power over N x N neighbouring frequencies, which has less speckle; 1: not at all", 1, 1001},
    {"type", 0, CLI_CHOICE(&type), "f4|f2", "type of the output; f2 halves the size of a training set"},
    {0},
};

static const struct cli_command command = {
    .name = "fftcrop",
    .summary = "crop the Fourier magnitude of image patches: the features of the network",
    .description =
        "Cuts each frame into square patches, subtracts each patch's mean, takes the Fourier transform and keeps the "
        "central part of its magnitude, scaled to a mean of one. Half of the spectrum of a real image is redundant, so "
        "the columns are kx = 0, 1, ...; the rows are centred, ky = -H/2 .. H/2-1.\n\n"
        "--crop paper keeps 0.6 of the spectrum along the axis of the LED and 0.1 across it, both halved: 614x51 for a "
        "patch of 1024 pixels. --crop circles keeps the frequencies that singly scattered light can reach: two circles "
        "of radius na/lambda_um around the LED's direction and its mirror image.\n\n"
        "--part folded combines the magnitudes at ky and -ky into their root mean square, rows ky = 0 .. H/2-1: half "
        "as many features with less speckle. Nothing is lost, because under an LED on the y or x axis the mirror image "
        "of a specimen is as likely as the specimen.\n\n"
        "A patch cut from a larger field jumps where its opposite sides meet, and the transform spreads these jumps "
        "along both axes, over the weak light outside the circles. --border removed takes them out with the smooth "
        "component of the patch (Moisan 2011).\n\n"
        "No light has frequencies above 2 na/lambda_um, so the mean power in the corners of the spectrum is that of "
        "the noise. --noise removed subtracts it from every power, down to 0.\n\n"
        "Hot and dead pixels and tracks of cosmic rays are replaced first, as sharpness describes; outliers and "
        "doubtful say how many.\n\n"
        "--crop paper and --part folded need the keys of the LED; --crop circles needs all keys of the optics, --noise "
        "removed na, lambda_um and pixel_um.",
    .in = "frames (y, x)",
    .out = "one array (patch, feature) for each frame",
    .reads = KEYS_OPTICS,
    .sets = KEYS_FEATURE " outliers doubtful",
    .example = "fftcrop --patch 64 --crop 32x16 < stack.npy | meta --list z_um,crop",
    .options = options,
    .raw_input = true,
};

static struct feature_spec make_spec(const struct tensor *frame, const char *where)
{
    struct feature_spec spec = {.part = (enum feature_part)part,
                                .norm = (enum feature_norm)norm,
                                .border = (enum feature_border)border,
                                .noise = (enum feature_noise)noise,
                                .smooth = smooth};
    spec.patch = patch_px ? patch_px : feature_default_patch(frame->dim[0], frame->dim[1]);
    if (spec.patch > frame->dim[0] || spec.patch > frame->dim[1])
        cli_die("%s is %s, smaller than a patch of %zu pixels", where, tensor_describe(frame), spec.patch);
    geometry_crop(&spec, crop, &frame->meta);
    return spec;
}

int main(int argc, char **argv)
{
    cli_begin(&command, argc, argv);
    struct npy *in = npy_open(NULL);
    struct tensor frame = {0}, out = {0};
    struct features *features = NULL;
    while (npy_frame(in, &frame, F4)) {
        /* The plan is reused as long as the size and the illumination of the frames stay the same. */
        struct feature_spec spec = make_spec(&frame, npy_where(in));
        if (!features_fit(features, &spec, frame.dim[0], frame.dim[1])) {
            features_free(features);
            features = cli_need(features_new(&spec, frame.dim[0], frame.dim[1]), "the Fourier transform");
        }
        outliers_replace(&frame, &frame.meta, npy_where(in));
        tensor_frame(&out, F4, features_patches(features), features_count(features));
        features_extract(features, frame.data, out.data);
        out.meta = frame.meta;
        geometry_write(&out.meta, &spec);
        tensor_convert(&out, type ? F2 : F4, npy_where(in));
        npy_write(stdout, &out);
    }
    features_free(features);
    npy_close(in);
    tensor_free(&frame);
    tensor_free(&out);
    return cli_end();
}
