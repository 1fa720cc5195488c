/* read.h -- reads TIFF files as focal stacks: frames with metadata. This room is the only door to libtiff, to jansson,
 * which parses what Micro-Manager writes, and to expat, for OME-XML.
 *
 * All files are looked at before the first frame is read: which channel, z, time and position each image is, by the
 * most specific record that its writer left (record.h). A stack has one channel, time and position. What a record does
 * not say, the next one may; what contradicts another is a warning; what no record tells apart ends the program, with
 * the option that does. An error in a page ends it too, so a stack is never silently too short. Pages marked as
 * thumbnails or masks of other pages are skipped.
 *
 * Values are those of the file. Signed integers become f4 (32-bit ones f8), which hold them exactly; packed 10, 12 and
 * 14 bits become u2; if 0 is white, the values are inverted; palette images are read as values only if ImageJ wrote
 * them, because it stores its look-up table that way. Keys: all those that tiff-write stored; otherwise stack, z_um,
 * pixel_um, exposure_ms and channel, if the file gives them. A resolution in dots per inch refers to a screen, not to
 * the microscope, and is ignored.
 */
#ifndef READ_H
#define READ_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/cli.h"
#include "tensor/tensor.h"

struct tiff_set; /* files being read */

struct tiff_select {
    const char *channel;      /* its number, counted from 1, or its name; NULL: there must be only one */
    const char *stack;        /* the name of the only stack that is read; NULL: all */
    bool listed;              /* for tiff_plane only: all channels, one after the other */
    size_t first, step, last; /* images of each file, counted from 1; 0: all */
    struct cli_list axes;     /* "z=time": what the writer calls time is z */
    double z_um, dz_um;       /* z of the first frame of each stack, the step between slices; NAN: the file's */
};

/* The paths, terminated by NULL, and the selection live until tiff_close. */
struct tiff_set *tiff_open(char **paths, const struct tiff_select *select);
/* Reads the next frame, with its metadata. False after the last. */
bool tiff_frame(struct tiff_set *set, struct tensor *t);
/* A frame that tiff_frame would read, without its pixels. */
struct tiff_plane {
    const char *path;
    size_t set, page;         /* the data set of the file, the image in the file; from 1 */
    size_t channel, channels; /* of the image, from 1; how many it has, if it has colours, from `channel` on */
    const char *name;         /* of the channel, as the writer spelt it; NULL: none */
    bool of_folder;           /* its stack is named after the folder, not after the file */
    struct meta meta;
};
/* Looks at the next frame. False after the last. */
bool tiff_plane(struct tiff_set *set, struct tiff_plane *plane);
/* What tells the stack of this frame from others of the same name: "_p2_t1", or "" if it was selected by its name. */
const char *tiff_suffix(const struct tiff_set *set);
void tiff_close(struct tiff_set *set);

/* The files that the arguments stand for: a folder stands for its TIFF files, sorted by the numbers in their names.
 * Terminated by NULL; lives until exit. */
char **tiff_files(char **args);

#endif
