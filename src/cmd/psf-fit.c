/* psf-fit -- measures how wide beads are, as Luo 2020 judges the resolution; see src/psfs/beads.h and width.h. */
#include <stdlib.h>

#include "cli/cli.h"
#include "psfs/beads.h"
#include "psfs/width.h"
#include "table/table.h"
#include "tensor/series.h"

static size_t size[2] = {21, 21};
static double threshold = 10;
static const char *at_path, *axial_path;

static const struct cli_option options[] = {
    {"size", 0, CLI_SIZE(size), "HxW", "pixels that are fitted, and the room that a bead has to itself", 5, 1025},
    {"threshold", 0, CLI_REAL(&threshold), "N", "height of a bead above the background, in units of the noise", 3, 1e6},
    {"at", 0, CLI_TEXT(&at_path), "TABLE",
     "fit the beads at stack bead y_px x_px of TABLE, such as an output of psf-fit, instead of looking for them"},
    {"axial", 0, CLI_TEXT(&axial_path), "FILE",
     "save the widths in focus and along z as a table, one row for each bead: stack bead y_px x_px focus_um fwhm_um "
     "fwhm_low_um fwhm_high_um axial_um axial_low_um axial_high_um status"},
    {0},
};

static const struct cli_command command = {
    .name = "psf-fit",
    .summary = "measure the width of the beads of focal stacks",
    .description =
        "Finds the beads of each stack in its sharpest plane, and fits a Gaussian with an axis along y and one along x "
        "to each bead in each plane. A pixel is the mean of the Gaussian over its square, so the width is that without "
        "the pixels. fwhm_um is the mean of the full widths at half maximum along both axes, fwhm_low_um and "
        "fwhm_high_um are its 95 % interval: that of the fit, not that among beads. y_px and x_px are the centre, "
        "counted from 0.\n\n"
        "The Gaussian through an Airy disc is 7 % narrower than the disc itself at half of its maximum; and the larger "
        "the window, the more the halo of a bead widens it.\n\n"
        "For --axial, a Gaussian is fitted to the x-z image through the centre of each bead in its focus, the plane in "
        "which it is highest, of those with status ok if there are any; focus_um is its centre, axial_um its width "
        "along z.\n\n"
        "status is ok; low-confidence: the width exceeds the window or, along z, the stack, or its interval is wider "
        "than half of it, or the Gaussian explains less than three quarters of the variance in the window; lost: there "
        "is no peak within a quarter of the window from the bead; few: along z, fewer than 5 planes; edge: along z, "
        "the focus is outside of the stack. Beads that are not fitted have a status too: edge: at the edge of the "
        "frame; saturated: at the largest value of the stack; crowded: with a neighbour in the window; odd: unlike the "
        "others in brightness or width, as clusters are. A stack that shows no bead has no rows, but a warning.\n\n"
        "With --at, beads keep their numbers; of their rows the first counts, or the first that is ok if there is a "
        "status. So the output of a network, even a single plane, is measured at the beads of its input.\n\n"
        "Remove drift before with stack-align. One stack is held in memory.",
    .in = "frames",
    .out = "a table with one row for each bead and plane: stack bead y_px x_px z_um fwhm_y_um fwhm_x_um fwhm_um "
           "fwhm_low_um fwhm_high_um height offset status",
    .reads = "stack z_um pixel_um",
    .example = "# a bead made by theory, instead of a stack of many real ones\n"
               "psf --size 64x64 --z -2:2:0.5 | psf-fit --axial axial.tsv",
    .options = options,
};

static void write_bead(const struct series *s, size_t number, double pixel_um, const struct width *lateral,
                       size_t focus, const struct axial_width *a, FILE *axial_file)
{
    for (size_t i = 0; i < s->count; i++) {
        const struct width *l = &lateral[i];
        double reach = WIDTH_INTERVAL * l->error;
        printf("%s\t%zu\t%.3f\t%.3f\t%.9g\t%.4g\t%.4g\t%.4g\t%.4g\t%.4g\t%.5g\t%.5g\t%s\n", s->stack, number, l->y,
               l->x, s->z_um[i], pixel_um * l->fwhm_y, pixel_um * l->fwhm_x, pixel_um * l->fwhm,
               pixel_um * (l->fwhm - reach), pixel_um * (l->fwhm + reach), l->height, l->offset,
               status_name(l->status));
    }
    if (!axial_file)
        return;
    const struct width *l = &lateral[focus];
    double reach = WIDTH_INTERVAL * l->error, reach_z = WIDTH_INTERVAL * a->error;
    fprintf(axial_file, "%s\t%zu\t%.3f\t%.3f\t%.*g\t%.4g\t%.4g\t%.4g\t%.4g\t%.4g\t%.4g\t%s\n", s->stack, number, l->y,
            l->x, table_digits(5, a->focus), a->focus, pixel_um * l->fwhm, pixel_um * (l->fwhm - reach),
            pixel_um * (l->fwhm + reach), a->fwhm, a->fwhm - reach_z, a->fwhm + reach_z, status_name(a->status));
}

/* The beads of the stack in the table of --at. */
static void look_up(const struct table *t, const struct series *s, struct beads *beads)
{
    size_t *row = cli_alloc(t->rows + 1, sizeof *row), y = table_column(t, "y_px"), x = table_column(t, "x_px");
    beads->count = table_rows_of(t, s->stack, "bead", row);
    beads->bead = cli_alloc(beads->count + 1, sizeof *beads->bead);
    for (size_t i = 0; i < beads->count; i++)
        beads->bead[i] = bead_at(table_count(t, row[i], table_column(t, "bead")), table_number(t, row[i], y),
                                 table_number(t, row[i], x), s->h, s->w, size[0], size[1]);
    free(row);
}

static void fit(const struct series *s, const float *const *plane, const struct table *known, FILE *axial_file)
{
    struct beads beads = {0};
    double pixel_um = meta_need(&s->frame[0].meta, "pixel_um");
    struct width *lateral = cli_alloc(s->count, sizeof *lateral);
    if (at_path)
        look_up(known, s, &beads);
    else if (!beads_find(s->count, s->h, s->w, plane, threshold, size[0], size[1], &beads))
        cli_die("no memory for the beads of stack %s", s->stack);
    if (!beads.count && at_path)
        cli_warn("stack %s has no bead in %s; make the table with: psf-fit", s->stack, at_path);
    else if (!beads.count)
        cli_warn(
            "stack %s shows no bead, expected a height of %g times the noise; lower that with: psf-fit --threshold",
            s->stack, threshold);
    for (size_t b = 0; b < beads.count; b++) {
        size_t focus;
        struct axial_width axial;
        if (!width_measure(s->count, s->z_um, s->w, plane, &beads.bead[b], size[0], size[1], lateral, &focus, &axial))
            cli_die("no memory for the beads of stack %s", s->stack);
        write_bead(s, beads.bead[b].number, pixel_um, lateral, focus, &axial, axial_file);
        cli_progress(b + 1, beads.count, "beads");
    }
    beads_free(&beads);
    free(lateral);
}

int main(int argc, char **argv)
{
    cli_begin(&command, argc, argv);
    struct table known = {0};
    if (at_path)
        table_read(&known, at_path);
    struct npy *in = npy_open(NULL);
    struct series s = {0};
    FILE *axial = cli_create(axial_path);
    if (axial)
        table_header(axial, "stack bead y_px x_px focus_um fwhm_um fwhm_low_um fwhm_high_um axial_um axial_low_um "
                            "axial_high_um status");
    table_header(stdout, "stack bead y_px x_px z_um fwhm_y_um fwhm_x_um fwhm_um fwhm_low_um fwhm_high_um height offset "
                         "status");
    while (series_next(in, F4, &s)) {
        if (s.h < BEADS_SIDE_MIN || s.w < BEADS_SIDE_MIN)
            cli_die("stack %s has frames of %zux%zu, expected at least %dx%d", s.stack, s.h, s.w, BEADS_SIDE_MIN,
                    BEADS_SIDE_MIN);
        const float **plane = series_planes(&s);
        fit(&s, plane, &known, axial);
        free(plane);
    }
    cli_close(axial, axial_path);
    npy_close(in);
    series_free(&s);
    table_free(&known);
    return cli_end();
}
