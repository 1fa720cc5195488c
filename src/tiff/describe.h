/* describe.h -- reads the texts inside a TIFF: the axes of its pages, their calibration, the position of the stage.
 *
 * It understands the description of ImageJ and Fiji, the attributes of the first Pixels element of OME-XML (but not the
 * TiffData elements: pages are assumed to be in DimensionOrder), and the JSON that Micro-Manager adds to every page.
 * Nothing here reads files. Values that a text does not give are NAN or 0.
 */
#ifndef DESCRIBE_H
#define DESCRIBE_H

#include <stdbool.h>
#include <stddef.h>

struct tiff_axes {
    bool said;                      /* the counts below come from the description */
    bool imagej;                    /* ImageJ wrote it */
    size_t channels, slices, times; /* the file holds channels x slices x times pages */
    char order[4];                  /* "czt": the fastest axis first */
    double pixel_um, pixel_y_um;    /* width and height of a pixel */
    double dz_um, z_um;             /* the step between slices, the z of the first slice */
    double z_page_um, exposure_ms;  /* of one page: Micro-Manager only */
    size_t channel, slice, time;    /* of one page */
};

/* Parses the description of the first page of a file. x, y: pixels per unit from the resolution tags, NAN without them.
 * samples: samples per pixel, which OME counts as channels. */
struct tiff_axes describe_file(const char *description, double x, double y, size_t samples);
/* Adds the position of page number `page` (from 0) on the axes, by their order or by Micro-Manager's JSON, which may be
 * NULL. */
void describe_page(struct tiff_axes *axes, size_t page, const char *json);

/* The number of micrometres in a unit of length, such as "nm" or "\u00B5m"; NAN if it is not a unit of length. */
double describe_unit(const char *unit);

#endif
