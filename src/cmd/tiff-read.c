/* tiff-read -- reads TIFF files as a stream of frames, with their metadata about z, pixels and channels. TIFF 6.0,
 * ImageJ, OME-TIFF (2016-06), Micro-Manager 1.4 and 2, NDTiff 1 to 3, MetaMorph STK. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "table/table.h"
#include "tensor/npy.h"
#include "tiff/read.h"

static double z_um = NAN, dz_um = NAN, pixel_um = NAN;
static const char *channel, *stack, *pages;
static bool listed;
static struct cli_list pairs, axes;

static const struct cli_option options[] = {
    {"z", 0, CLI_REAL(&z_um), "UM", "z of the first frame of a stack; the other frames are shifted accordingly"},
    {"dz", 0, CLI_REAL(&dz_um), "UM", "step in z between slices"},
    {"pixel", 0, CLI_REAL(&pixel_um), "UM", "size of a pixel in the specimen plane", 1e-6, 1e6},
    {"meta", 0, CLI_LIST(&pairs), "KEY=VALUE", "set a key in every frame; may be given more than once"},
    {"channel", 0, CLI_TEXT(&channel), "N|NAME",
     "channel to read, by its number from 1 or by its name, or colour sample by its number; the others are passed "
     "over"},
    {"stack", 0, CLI_TEXT(&stack), "NAME",
     "read only the stack of this name, as --list shows it; the others are passed over, and --meta stack=NAME is all "
     "of its name then"},
    {"axis", 0, CLI_LIST(&axes), "AXIS=WORD",
     "channel, z, time or position is what the file or its name calls WORD, as in z=time; z=page takes all pages in "
     "their order for planes"},
    {"pages", 0, CLI_TEXT(&pages), "START:STOP:STEP", "read these pages of each file, counted from 1"},
    {"list", 0, CLI_FLAG(&listed), NULL,
     "print a table of the frames instead, those of all channels, without reading a pixel"},
    {0},
};

static const struct cli_command command = {
    .name = "tiff-read",
    .summary = "read TIFF files as a stream",
    .args = "FILE...",
    .min_args = 1,
    .max_args = -1,
    .description =
        "Writes every page of the files as a frame, with the values of the file: u1, u2, u4, f2, f4 or f8. "
        "Signed integers become f4 (32-bit ones f8); images in which 0 is white are inverted. Strips, "
        "tiles, BigTIFF, either byte order and every compression of the installed libtiff can be read; "
        "pages marked as thumbnails are skipped.\n\n"
        "A folder stands for its TIFF files without MetaXpress' thumbnails (_thumb), in the order of the numbers in "
        "their names. A file with "
        "several pages is a stack named after the file. Several files with one page each are the planes of "
        "one stack, named after their folder, and z continues from file to file.\n\n"
        "Which channel, z, time and position each page is, is taken from the most specific record that the "
        "writer left: NDTiff's index, the JSON of Micro-Manager, OME-XML (in the file, another of its set or "
        "a companion file), MetaMorph's tags, the descriptions of ImageJ and tifffile, and for files of one "
        "plane their names (_z001, C02, w2, _ch01, t3, s4, wells such as B03). Several files of one data set are read "
        "as one. A "
        "stack has one channel: of several, --channel chooses one. Times and positions are stacks of their "
        "own, NAME_t1, NAME_p2; this also completes a name given as --meta stack=NAME. Planes that another "
        "program called frames, or whose names have words of their own, are said with --axis. What records "
        "say differently, and units that are not lengths, are warnings; what no record tells apart is "
        "refused.\n\n"
        "z is the position of the stage, if each plane has its own, and otherwise counted in steps; ImageJ "
        "does not record a spacing of 1. The options add missing values and override those of the file. A "
        "file made by tiff-write gives back its stream exactly.",
    .out = "a stream of frames; with --list a table: set file page channel name named stack z_um pixel_um; the files "
           "of a set "
           "belong together",
    .sets = "stack z_um pixel_um exposure_ms channel",
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

/* A name of a stack is completed by what tells its times and positions apart. */
static void set_pair(struct tiff_set *in, struct meta *meta, const char *pair)
{
    meta_set_pair(meta, pair);
    if (strncmp(pair, "stack=", 6) == 0)
        meta_set_format(meta, "stack", "%s%s", pair + 6, tiff_suffix(in));
}

/* A text that is one cell of a table. */
static const char *cell(const char *text)
{
    if (text[strcspn(text, "\t\n\r")])
        cli_die("'%s' has a tab or the end of a line in its name, which a table cannot hold; rename it", text);
    return text;
}

static void list_frames(struct tiff_set *in)
{
    struct tiff_plane plane;
    table_header(stdout, "set file page channel name named stack z_um pixel_um");
    while (tiff_plane(in, &plane)) {
        if (!isnan(pixel_um))
            meta_set_number(&plane.meta, "pixel_um", pixel_um);
        for (size_t i = 0; i < plane.channels; i++) {
            printf("%zu\t%s\t%zu\t%zu\t%s\t%s", plane.set, cell(plane.path), plane.page, plane.channel + i,
                   plane.name ? cell(plane.name) : "-", plane.of_folder ? "folder" : "file");
            table_values(stdout, "stack,z_um,pixel_um", &plane.meta);
            putchar('\n');
        }
    }
}

int main(int argc, char **argv)
{
    char **files = tiff_files(cli_begin(&command, argc, argv));
    struct tiff_select select = {
        .channel = channel, .stack = stack, .listed = listed, .axes = axes, .z_um = z_um, .dz_um = dz_um};
    struct tensor t = {0};
    size_t frames = 0;
    parse_pages(&select);
    struct tiff_set *in = tiff_open(files, &select);
    if (listed)
        list_frames(in);
    while (tiff_frame(in, &t)) {
        if (!isnan(pixel_um))
            meta_set_number(&t.meta, "pixel_um", pixel_um);
        for (size_t i = 0; i < pairs.count; i++)
            set_pair(in, &t.meta, pairs.item[i]);
        npy_write_any(stdout, &t);
        cli_progress(++frames, 0, "frames");
    }
    tensor_free(&t);
    tiff_close(in);
    return cli_end();
}
