/* describe.h -- what the texts inside a TIFF say: the axes of its pages, their calibration, the stage.
 *
 * Understood are the description of ImageJ and Fiji, the attributes of the first Pixels element of OME-XML (the
 * TiffData elements are not: pages are taken in DimensionOrder), and the JSON that Micro-Manager gives every page.
 * Nothing here reads files; what a text does not say is NAN or 0.
 */
#ifndef DESCRIBE_H
#define DESCRIBE_H

#include <stdbool.h>
#include <stddef.h>

struct tiff_axes {
    bool said;                      /* the counts below come from the description */
    bool imagej;                    /* ImageJ wrote it */
    size_t channels, slices, times; /* a file holds channels x slices x times pages */
    char order[4];                  /* "czt": the fastest first */
    double pixel_um, pixel_y_um;    /* width and height of a pixel */
    double dz_um, z_um;             /* the step between slices, the z of the first */
    double z_page_um, exposure_ms;  /* of one page: Micro-Manager only */
    size_t channel, slice, time;    /* of one page */
};

/* The description of a file's first page. x, y: pixels per unit of the resolution tags, NAN without them. samples: per
 * pixel, which OME counts as channels. */
struct tiff_axes describe_file(const char *description, double x, double y, size_t samples);
/* Adds what page number `page` (from 0) is, by the order of the axes or by Micro-Manager's JSON, which may be NULL. */
void describe_page(struct tiff_axes *axes, size_t page, const char *json);

/* Micrometres in a unit of length, "nm" or "\u00B5m"; NAN for what is none. */
double describe_unit(const char *unit);

#endif
