/* similarity -- compares images with a reference: RMSE, PSNR, SSIM, MS-SSIM, BerHu, and the sharpness row by row.
 *
 * Luo 2020, Image quality analysis and eq. 3 to 7; src/measure/similarity.h and src/measure/ssim.h define all. */
#include <math.h>
#include <string.h>

#include "cli/cli.h"
#include "measure/contrast.h"
#include "measure/similarity.h"
#include "measure/ssim.h"
#include "stats/status.h"
#include "table/table.h"
#include "tensor/npy.h"

static enum similarity_scale scale = SIMILARITY_NONE;
static double range = NAN, berhu_c = 0.1;
static size_t border;
static bool repeat, no_ms_ssim;
static const char *rows_path, *difference_path, *with_keys;

static const struct cli_option options[] = {
    {"normalize", 0, CLI_CHOICE(&scale), SIMILARITY_SCALES,
     "leave both frames as they are, bring both to mean 0 and variance 1, or fit the frame to the reference by a scale "
     "of at least 0 and an offset"},
    {"range", 0, CLI_REAL(&range), "N",
     "range of the data for PSNR, SSIM and MS-SSIM; unless given, the largest value of the reference frame minus its "
     "smallest, after --normalize",
     1e-30, 1e30},
    {"border", 0, CLI_COUNT(&border), "N", "leave out so many pixels at each edge", .max = 65536},
    {"berhu-c", 0, CLI_REAL(&berhu_c), "N",
     "where BerHu turns from linear to square, in standard deviations of the reference frame", 1e-6, 1e6},
    {"no-ms-ssim", 0, CLI_FLAG(&no_ms_ssim), NULL, "leave MS-SSIM out: for sides below 161, or to save time"},
    {"repeat", 0, CLI_FLAG(&repeat), NULL, "compare every frame with the only frame of REFERENCE"},
    {"rows", 0, CLI_TEXT(&rows_path), "FILE",
     "save the sharpness of each row relative to the reference as a table: frame row sharpness sharpness_sd"},
    {"difference", 0, CLI_TEXT(&difference_path), "FILE",
     "save the distance of each pixel from that of the reference, after --normalize, within --border, as f4 frames"},
    {"with", 'w', CLI_TEXT(&with_keys), "KEYS", "add columns with these metadata of the frame, '-' where missing"},
    {0},
};

static const struct cli_command command = {
    .name = "similarity",
    .summary = "compare images with a reference: RMSE, PSNR, SSIM, MS-SSIM, BerHu",
    .args = "REFERENCE",
    .min_args = 1,
    .max_args = 1,
    .description =
        "Compares the first frame with the first of the file REFERENCE, the second with the second, and so on, and "
        "prints one row per frame. The column range is the range of the data that PSNR and both SSIM have used. SSIM "
        "and MS-SSIM have Gaussian windows of 11 x 11 pixels (sigma 1.5), K1 = 0.01 and K2 = 0.03, and MS-SSIM the "
        "five scales and exponents of tf.image.ssim_multiscale. BerHu is the mean over the pixels. psnr_db is nan if "
        "the frames are equal.\n\n"
        "--rows is for tilted samples: the Sobel gradients of each row are fitted by those of the reference, without "
        "intercept; sharpness is the slope, sharpness_sd its standard deviation, nan where the reference is flat.\n\n"
        "status is blank if in the frame or in the reference neighbouring pixels are no more alike than in noise; if "
        "all pixels of one of them are equal, the numbers are nan.",
    .in = "frames",
    .out = "a table: frame rmse psnr_db ssim ms_ssim berhu range status, and the columns of --with",
    .example = "take 4 < stack.npy > sharp.npy\n"
               "similarity --repeat --normalize fit --no-ms-ssim --with z_um sharp.npy < stack.npy",
    .options = options,
    .raw_input = true,
};

/* Reads the frame of the reference that belongs to the current image. */
static void read_reference(struct npy *in, const char *path, const struct npy *images, struct tensor *t)
{
    if (!(repeat && npy_index(in)) && !npy_frame(in, t, F4))
        cli_die("%s goes on after array %zu, where %s ends; compare all with one frame with: --repeat",
                cli_source(NULL), npy_index(images) - 1, path);
}

/* Cuts the border off. */
static void cut(const struct npy *in, struct tensor *t)
{
    size_t h = t->dim[0], w = t->dim[1], side = no_ms_ssim ? SSIM_SIDE_MIN : SSIM_MULTISCALE_SIDE_MIN;
    if (h < side + 2 * border || w < side + 2 * border)
        cli_die("%s is %s, expected at least %zux%zu%s%s", npy_where(in), tensor_describe(t), side + 2 * border,
                side + 2 * border, border ? " with this border" : "",
                no_ms_ssim ? "" : "; for smaller frames leave MS-SSIM out: --no-ms-ssim");
    tensor_crop(t, border, border, h - 2 * border, w - 2 * border);
}

static void save_rows(FILE *file, size_t frame, size_t h, size_t w, const float *x, const float *y)
{
    for (size_t row = 1; row + 1 < h; row++) {
        double slope, sd;
        similarity_row(w, row, x, y, &slope, &sd);
        fprintf(file, "%zu\t%zu\t%.5g\t%.5g\n", frame, row + border, slope, sd);
    }
}

static void save_difference(FILE *file, bool unknown, struct tensor *image, float *x, const float *y)
{
    for (size_t i = 0; i < tensor_count(image); i++)
        x[i] = unknown ? NAN : fabsf(x[i] - y[i]);
    npy_write_any(file, image);
}

int main(int argc, char **argv)
{
    const char *path = cli_begin(&command, argc, argv)[0];
    if (strcmp(path, "-") == 0)
        cli_usage("REFERENCE is stdin, expected a file; the frames are read from stdin");
    struct npy *in = npy_open(NULL), *reference_in = npy_open(path);
    struct tensor image = {0}, reference = {0}, expected = {0};
    FILE *rows = cli_create(rows_path), *differences = cli_create(difference_path);
    if (rows)
        table_header(rows, "frame row sharpness sharpness_sd");
    table_header_with(stdout, "frame rmse psnr_db ssim ms_ssim berhu range status", with_keys);
    for (; npy_frame(in, &image, F4); cli_progress(npy_index(in), 0, "frames")) {
        read_reference(reference_in, path, in, &reference);
        tensor_copy(&expected, &reference, F4, path);
        if (image.dim[0] != expected.dim[0] || image.dim[1] != expected.dim[1])
            cli_die("%s is %s, expected %zux%zu like %s; cut a region out with: take --region", npy_where(in),
                    tensor_describe(&image), expected.dim[0], expected.dim[1], npy_where(reference_in));
        cut(in, &image);
        cut(reference_in, &expected);
        size_t h = image.dim[0], w = image.dim[1];
        float *x = image.data, *y = expected.data;
        enum status status = contrast_structured(h, w, x) && contrast_structured(h, w, y) ? STATUS_OK : STATUS_BLANK;
        struct similarity s = {NAN, NAN, NAN, NAN, NAN, NAN};
        if (!contrast_absent(h, w, x) && !contrast_absent(h, w, y)) {
            similarity_scale(scale, h * w, x, y);
            cli_need(similarity_measure(h, w, x, y, range, berhu_c, !no_ms_ssim, &s) ? &s : NULL, "the comparison");
        }
        status = status_of(status, 5, (double[]){s.rmse, s.ssim, no_ms_ssim ? 0 : s.ms_ssim, s.berhu, s.range});
        printf("%zu\t%.6g\t%.6g\t%.6f\t%.6f\t%.6g\t%.6g\t%s", npy_index(in), s.rmse, s.psnr_db, s.ssim, s.ms_ssim,
               s.berhu, s.range, status_name(status));
        table_values(stdout, with_keys, &image.meta);
        putchar('\n');
        if (rows)
            save_rows(rows, npy_index(in), h, w, x, y);
        if (differences)
            save_difference(differences, isnan(s.rmse), &image, x, y);
    }
    if (npy_frame(reference_in, &reference, F4))
        cli_die("%s goes on after array %zu, where %s", path, npy_index(reference_in) - 1,
                repeat ? "--repeat expects the end" : "stdin ends");
    cli_close(rows, rows_path);
    cli_close(differences, difference_path);
    npy_close(in);
    npy_close(reference_in);
    tensor_free(&image);
    tensor_free(&reference);
    tensor_free(&expected);
    return cli_end();
}
