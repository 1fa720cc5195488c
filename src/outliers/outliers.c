#include "outliers/outliers.h"

#include <math.h>

#include "cli/cli.h"
#include "measure/outlier.h"

/* That of the Gaussian which is most like the disk of Airy (Zhang 2007, Gaussian approximations of fluorescence
 * microscope point-spread function models). */
static double psf_sd_px(const struct meta *meta)
{
    double na, lambda_um, pixel_um;
    bool known = meta_number(meta, "na", &na) && meta_number(meta, "lambda_um", &lambda_um) &&
                 meta_number(meta, "pixel_um", &pixel_um);
    return known ? 0.21 * lambda_um / na / pixel_um : NAN;
}

static void add(struct meta *meta, const char *key, size_t count)
{
    if (count)
        meta_set_number(meta, key, meta_or(meta, key, 0) + (double)count);
}

struct outliers outliers_said(const struct meta *meta, size_t pixels)
{
    double count = meta_or(meta, "outliers", 0);
    bool many = count > (double)pixels / 1000 || meta_or(meta, "doubtful", 0) > 0;
    return (struct outliers){(size_t)fmax(count, 0), many};
}

struct outliers outliers_replace(struct tensor *frame, const struct meta *optics, const char *where)
{
    struct outlier_count count;
    struct tensor copy = {0}, *clean = frame;
    if (frame->type != F4)
        tensor_copy(clean = &copy, frame, F4, where);
    if (!outlier_replace(frame->dim[0], frame->dim[1], psf_sd_px(optics), clean->data, &count))
        cli_die("%s: no memory for its outliers", where);
    if (count.replaced && clean != frame)
        tensor_copy(frame, clean, frame->type, where);
    tensor_free(&copy);
    add(&frame->meta, "outliers", count.replaced);
    add(&frame->meta, "doubtful", count.doubtful);
    return outliers_said(&frame->meta, tensor_count(frame));
}
