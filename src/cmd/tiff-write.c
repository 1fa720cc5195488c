/* tiff-write -- writes a stream as a TIFF stack that Fiji opens calibrated and tiff-read reads back.
 *
 * TIFF 6.0, BigTIFF, and the description of ImageJ 1.53; src/tiff/write.h says why it does not use libtiff. */
#include "cli/cli.h"
#include "tensor/npy.h"
#include "tiff/write.h"

static bool big, single;
static const char *range;

static const struct cli_option options[] = {
    {"bigtiff", 0, CLI_FLAG(&big), NULL, "write a BigTIFF even if the file is smaller than 4 GB"},
    {"single", 0, CLI_FLAG(&single), NULL,
     "write one directory for all frames, as ImageJ does beyond 4 GB, even if the file is smaller"},
    {"range", 0, CLI_TEXT(&range), "LOW,HIGH",
     "values that Fiji shows as black and white; unless given, the lowest and highest value"},
    {0},
};

static const struct cli_command command = {
    .name = "tiff-write",
    .summary = "write a stream as a TIFF stack for Fiji",
    .args = "FILE",
    .min_args = 1,
    .max_args = 1,
    .description =
        "Writes the frames as an uncompressed ImageJ stack, with the size of a pixel, the step in z and the "
        "range of values, so that Fiji opens it calibrated. Several stacks of equal length become the times of "
        "a hyperstack, and frames of one stack that differ in their key channel its channels: meta channel=led. "
        "Each slice has a label with its z_um, stack and channel, which Fiji shows above the image and keeps "
        "when it saves: so z that falls or is uneven, which a step cannot say, comes back from there. The "
        "description of each page holds all the metadata of its frame, which ImageJ ignores: tiff-read gives "
        "the stream back.\n\n"
        "ImageJ knows u1, u2 and f4: u4, f2 and f8 are written as f4, and refused if that would change a "
        "value. All frames must have the same shape and type. A file larger than 4 GB has one directory for "
        "all frames, which only ImageJ, Fiji, tifffile and tiff-read understand, and no labels; if the frames "
        "do not come in ImageJ's order (channels, slices, times) it is a BigTIFF, which Fiji opens through "
        "Bio-Formats. The file appears only when it is complete.",
    .in = "a stream of images",
    .reads = "stack channel z_um pixel_um",
    .example = "tiff-write again.tif < stack.npy && tiff-read again.tif | cmp - stack.npy",
    .options = options,
};

static bool parse_range(double limits[2])
{
    if (range && (cli_reals(range, "--range", limits, 2) != 2 || limits[0] >= limits[1]))
        cli_usage("--range: '%s' is not LOW,HIGH", range);
    return range;
}

int main(int argc, char **argv)
{
    char **args = cli_begin(&command, argc, argv);
    double limits[2];
    if (big && single)
        cli_usage("--bigtiff and --single are different forms; choose one");
    bool ranged = parse_range(limits);
    struct npy *in = npy_open(NULL);
    struct tiff_out *out = tiff_create(args[0],
                                       big      ? TIFF_BIG
                                       : single ? TIFF_SINGLE
                                                : TIFF_PAGES,
                                       ranged ? limits : NULL);
    struct tensor t = {0};
    size_t frames = 0;
    while (npy_frame(in, &t, ANY)) {
        tiff_append(out, &t);
        cli_progress(++frames, 0, "frames");
    }
    npy_close(in);
    tensor_free(&t);
    tiff_finish(out);
    return cli_end();
}
