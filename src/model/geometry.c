#include "model/geometry.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

/* Folding combines both sides of the axis of the LED, so they must be statistically equal. */
static void check_fold(const struct meta *optics)
{
    double y = fabs(meta_need(optics, "led_na_y")), x = fabs(meta_need(optics, "led_na_x"));
    if (fmin(x, y) > 0.02 * fmax(x, y))
        cli_die(
            "led_na_y=%.9g led_na_x=%.9g is on neither axis, so the spectrum cannot be folded; use: --part magnitude",
            y, x);
}

/* Light has frequencies up to 2 na / lambda; the corners, where the noise is measured, must lie beyond. */
static void check_noise(const struct meta *optics)
{
    double na = meta_need(optics, "na"), lambda_um = meta_need(optics, "lambda_um");
    double pixel_um = meta_need(optics, "pixel_um"), most_um = FEATURE_CORNER * lambda_um / (2 * na);
    if (pixel_um > most_um)
        cli_die("pixels of %g um let light into the corners of the spectrum, where the noise is measured, expected at "
                "most %.3g um; use: --noise kept",
                pixel_um, most_um);
}

bool geometry_circles(struct feature_spec *spec, const struct meta *optics)
{
    double na, y, x, lambda_um, pixel_um;
    return spec->circles = meta_number(optics, "na", &na) && meta_number(optics, "led_na_y", &y) &&
                           meta_number(optics, "led_na_x", &x) && meta_number(optics, "lambda_um", &lambda_um) &&
                           meta_number(optics, "pixel_um", &pixel_um) &&
                           feature_circles(spec, na, y, x, lambda_um, pixel_um);
}

void geometry_crop(struct feature_spec *spec, const char *crop, const struct meta *optics)
{
    if (spec->part == FEATURE_FOLDED)
        check_fold(optics);
    if (spec->noise == FEATURE_NOISE_REMOVED)
        check_noise(optics);
    spec->circles = false;
    if (strcmp(crop, "paper") == 0) {
        feature_default_box(spec, meta_need(optics, "led_na_y"), meta_need(optics, "led_na_x"));
    } else if (strcmp(crop, "full") == 0) {
        spec->rows = spec->patch;
        spec->columns = spec->patch / 2 + 1;
    } else if (strcmp(crop, "circles") == 0) {
        if (!feature_circles(spec, meta_need(optics, "na"), meta_need(optics, "led_na_y"),
                             meta_need(optics, "led_na_x"), meta_need(optics, "lambda_um"),
                             meta_need(optics, "pixel_um")))
            cli_die("the two circles contain no frequency of a patch of %zu pixels; check its optics with: meta --list "
                    "na,lambda_um,pixel_um",
                    spec->patch);
    } else {
        char junk;
        if (sscanf(crop, "%zux%zu%c", &spec->rows, &spec->columns, &junk) != 2)
            cli_usage("--crop: '%s' is not paper, circles, full or HxW", crop);
    }
    const char *complaint = feature_complaint(spec);
    if (complaint)
        cli_die("crop %s of a patch of %zu pixels: %s", crop, spec->patch, complaint);
}

void geometry_write(struct meta *meta, const struct feature_spec *spec)
{
    char word[CLI_WORD_MAX + 1];
    meta_set(meta, "feature", cli_word_at(GEOMETRY_PARTS, spec->part, word));
    meta_set_format(meta, "patch_px", "%zu", spec->patch);
    if (spec->circles)
        meta_set(meta, "crop", "circles");
    else
        meta_set_format(meta, "crop", "%zux%zu", spec->rows, spec->columns);
    meta_set(meta, "norm", cli_word_at(GEOMETRY_NORMS, spec->norm, word));
    meta_set_format(meta, "smooth", "%zu", spec->smooth);
    meta_set(meta, "border", cli_word_at(GEOMETRY_BORDERS, spec->border, word));
    meta_set(meta, "noise", cli_word_at(GEOMETRY_NOISES, spec->noise, word));
}

bool geometry_read(const struct meta *meta, struct feature_spec *spec)
{
    char part[META_VALUE_MAX + 1], norm[META_VALUE_MAX + 1], crop[META_VALUE_MAX + 1], border[META_VALUE_MAX + 1],
        noise[META_VALUE_MAX + 1];
    double patch, smooth = meta_or(meta, "smooth", 1);
    if (!meta_get(meta, "feature", part))
        return false;
    int which_part = cli_word_find(GEOMETRY_PARTS, part);
    int which_norm = meta_get(meta, "norm", norm) ? cli_word_find(GEOMETRY_NORMS, norm) : -1;
    int which_border = meta_get(meta, "border", border) ? cli_word_find(GEOMETRY_BORDERS, border) : FEATURE_BORDER_KEPT;
    int which_noise = meta_get(meta, "noise", noise) ? cli_word_find(GEOMETRY_NOISES, noise) : FEATURE_NOISE_KEPT;
    if (which_part < 0 || which_border < 0 || which_noise < 0 || which_norm < 0 ||
        !meta_number(meta, "patch_px", &patch) || !meta_get(meta, "crop", crop) || !(patch >= 1 && patch <= 65536) ||
        !(smooth >= 1 && smooth <= 65536))
        cli_die("bad feature metadata: %s; make the features with: fftcrop", meta->text);
    *spec = (struct feature_spec){.patch = (size_t)patch,
                                  .part = (enum feature_part)which_part,
                                  .norm = (enum feature_norm)which_norm,
                                  .border = (enum feature_border)which_border,
                                  .noise = (enum feature_noise)which_noise,
                                  .smooth = (size_t)smooth};
    geometry_crop(spec, crop, meta);
    return true;
}
