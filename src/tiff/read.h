/* read.h -- reads TIFF files as frames with metadata. This room is the only door to libtiff.
 *
 * Any error in a page ends the program with one line that names the file and the page, so a stack is never silently too
 * short. Pages marked as thumbnails or masks of other pages are skipped.
 *
 * Values are those of the file. Signed integers become f4 (32-bit ones f8), which hold them exactly; if 0 is white, the
 * values are inverted; palette images are read as values only if ImageJ wrote them, because it stores its look-up table
 * that way. Keys: all those that tiff-write stored; otherwise stack, z_um, pixel_um and exposure_ms, if the file gives
 * them. A resolution in dots per inch refers to a screen, not to the microscope, and is ignored.
 */
#ifndef READ_H
#define READ_H

#include <stdbool.h>
#include <stddef.h>

#include "tensor/tensor.h"

struct tiff; /* a file being read */

struct tiff_select {
    size_t channel;           /* counted from 1; 0: there must be only one */
    size_t first, step, last; /* pages, counted from 1; 0: all */
    const char *planes;       /* name of the stack whose planes are files of one page; NULL: each file is a stack */
};

struct tiff *tiff_open(const char *path, const struct tiff_select *select);
/* Reads the next frame, with its metadata. False after the last. */
bool tiff_frame(struct tiff *in, struct tensor *t);
void tiff_close(struct tiff *in);
size_t tiff_pages(const struct tiff *in); /* of the file */
size_t tiff_slice(const struct tiff *in); /* the slice of the frame that was read last, from 0 */

/* The files that the arguments stand for: a folder stands for its *.tif and *.tiff files, sorted by the numbers in
 * their names. Terminated by NULL; lives until exit. */
char **tiff_files(char **args);

/* The name of a stack whose planes are files: that of their folder. Free it. */
char *tiff_folder(const char *path);

#endif
