/* read.h -- TIFF files as frames with metadata. This room is the only door to libtiff.
 *
 * Whatever stops a page from being read whole ends the program with one line that names the file and the page; no
 * stack comes out short. Pages marked as thumbnails or masks of others are passed over.
 *
 * Values are those of the file. Signed integers become f4 (of 32 bits: f8), which hold them exactly; where 0 is
 * white, the values are turned round; palettes are taken for values only if ImageJ wrote them, which so stores a
 * look-up table. Keys: what tiff-write stored, whole; else stack, z_um, pixel_um, exposure_ms as far as the file
 * tells. Resolution in dots per inch is the screen's, not the microscope's, and is ignored.
 */
#ifndef READ_H
#define READ_H

#include <stdbool.h>
#include <stddef.h>

#include "tensor/tensor.h"

struct tiff; /* a file being read */

struct tiff_select {
    size_t channel;           /* from 1; 0: there must be only one */
    size_t first, step, last; /* pages, counted from 1; 0: all */
    const char *planes;       /* the stack that files of one page belong to; NULL: each is its own */
};

struct tiff *tiff_open(const char *path, const struct tiff_select *select);
/* The next frame, with its metadata. False after the last. */
bool tiff_frame(struct tiff *in, struct tensor *t);
void tiff_close(struct tiff *in);
size_t tiff_pages(const struct tiff *in); /* of the file */
size_t tiff_slice(const struct tiff *in); /* where on the z axis the frame lies that was read last, from 0 */

/* The files that the arguments mean: a folder stands for its *.tif and *.tiff, numbers in their names compared as
 * numbers. Ended by NULL; for the whole run. */
char **tiff_files(char **args);

/* Of files that are planes of one stack, its name: that of their folder. Free it. */
char *tiff_folder(const char *path);

#endif
