/* tiff-read -- reads TIFF files as a stream of frames, with their metadata about z, pixels and channels. TIFF 6.0,
 * ImageJ, OME-TIFF (2016-06), Micro-Manager 1.4 and 2. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/cli.h"
#include "tensor/npy.h"
#include "tiff/read.h"

static double z_um = NAN, dz_um = NAN, pixel_um = NAN;
static size_t channel;
static const char *pages;
static struct cli_list pairs;

static const struct cli_option options[] = {
    {"z", 0, CLI_REAL(&z_um), "UM", "z of the first frame of a stack; the other frames are shifted accordingly"},
    {"dz", 0, CLI_REAL(&dz_um), "UM", "step in z between slices"},
    {"pixel", 0, CLI_REAL(&pixel_um), "UM", "size of a pixel in the specimen plane", 1e-6, 1e6},
    {"meta", 0, CLI_LIST(&pairs), "KEY=VALUE", "set a key in every frame; may be given more than once"},
    {"channel", 0, CLI_COUNT(&channel), "N",
     "channel or colour sample to read, counted from 1; 0 expects a single channel", 0, 1e6},
    {"pages", 0, CLI_TEXT(&pages), "START:STOP:STEP", "read these pages of each file, counted from 1"},
    {0},
};

static const struct cli_command command = {
    .name = "tiff-read",
    .summary = "read TIFF files as a stream",
    .args = "FILE...",
    .min_args = 1,
    .max_args = -1,
    .description = "Writes every page of the files as a frame, with the values of the file: u1, u2, u4, f2, f4 or f8. "
                   "Signed integers become f4 (32-bit ones f8); images in which 0 is white are inverted. Strips, "
                   "tiles, BigTIFF, either byte order and every compression of the installed libtiff can be read; "
                   "pages marked as thumbnails are skipped.\n\n"
                   "A folder stands for its *.tif and *.tiff files, in the order of the numbers in their names. A file "
                   "with several pages is a stack named after the file. Several files with one page each are the "
                   "planes of one stack, named after their folder, and z continues from file to file.\n\n"
                   "z and the size of a pixel are taken from the metadata of ImageJ, OME-XML or Micro-Manager, if "
                   "present; ImageJ does not record a spacing of 1. The options add missing values and override those "
                   "of the file. A file made by tiff-write gives back its stream exactly.",
    .out = "a stream of frames",
    .sets = "stack z_um pixel_um exposure_ms",
    .example = "tiff-read stack.tif | meta --list stack,z_um,pixel_um",
    .options = options,
};

static void parse_pages(struct tiff_select *select)
{
    double first, step;
    if (!pages)
        return;
    size_t count = cli_range(pages, "--pages", &first, &step);
    if (!(first >= 1 && step >= 1 && first < 1e9 && step < 1e9) || first != floor(first) || step != floor(step))
        cli_usage("--pages: '%s' is not START:STOP:STEP in whole numbers from 1", pages);
    select->first = (size_t)first;
    select->step = (size_t)step;
    select->last = select->first + (count - 1) * select->step;
}

/* Counts z from the first frame of a stack by --dz, or shifts the z of the file so that it begins at --z. */
static void set_z(struct meta *meta, bool first, size_t slice)
{
    static double first_slice, first_um;
    double file_um = meta_or(meta, "z_um", NAN);
    if (first) {
        first_slice = (double)slice;
        first_um = isnan(file_um) ? 0 : file_um;
    }
    double start_um = isnan(z_um) ? first_um : z_um;
    if (!isnan(dz_um))
        meta_set_number(meta, "z_um", start_um + ((double)slice - first_slice) * dz_um);
    else if (!isnan(z_um))
        meta_set_number(meta, "z_um", start_um + (isnan(file_um) ? 0 : file_um - first_um));
}

int main(int argc, char **argv)
{
    char **files = tiff_files(cli_begin(&command, argc, argv));
    char *folder = files[1] ? tiff_folder(files[0]) : NULL;
    struct tiff_select select = {.channel = channel, .planes = folder};
    struct tensor t = {0};
    size_t frames = 0, planes = 0;
    parse_pages(&select);
    for (char **file = files; *file; file++) {
        struct tiff *in = tiff_open(*file, &select);
        bool plane = files[1] && tiff_pages(in) == 1;
        for (bool first = true; tiff_frame(in, &t); first = false) {
            set_z(&t.meta, plane ? planes == 0 : first, plane ? planes : tiff_slice(in));
            if (!isnan(pixel_um))
                meta_set_number(&t.meta, "pixel_um", pixel_um);
            for (size_t i = 0; i < pairs.count; i++)
                meta_set_pair(&t.meta, pairs.item[i]);
            npy_write(stdout, &t);
            cli_progress(++frames, 0, "frames");
        }
        planes += plane;
        tiff_close(in);
    }
    tensor_free(&t);
    free(folder);
    return cli_end();
}
