/* npy.h -- the stream: NPY 1.0 arrays end to end, with metadata as a comment in each header. npystream(5).
 *
 * Other inputs are NPY 2.0 and 3.0, big-endian arrays (which are swapped), arrays in Fortran order (which are turned),
 * signed and 64-bit integers (which become f4 or f8, and must be exact) and bool (u1), binary PGM images and, with
 * --raw, headerless frames. Any error in a stream ends the program with one line that names the array and the bytes.
 */
#ifndef NPY_H
#define NPY_H

#include <stdbool.h>
#include <stdio.h>

#include "tensor/tensor.h"

struct npy; /* a stream being read */

/* Opens a file, or stdin if path is NULL or "-". A terminal, an empty stream or a missing file ends the program. */
struct npy *npy_open(const char *path);
/* The same for a file that cli_open has opened. */
struct npy *npy_take(FILE *file, const char *path);
/* Reads the next array as a whole. False at the end of the stream, which must be the end of an array, however often it
 * is asked. */
bool npy_read(struct npy *in, struct tensor *t);
/* The same, but a 3-D array (z, y, x) is read as a run of images, one in memory at a time. If the metadata have both
 * z_um and dz_um, image i gets z_um + i dz_um as its z_um, and dz_um is dropped. */
bool npy_part(struct npy *in, struct tensor *t);
/* The same for images (y, x), converted to `type` (ANY: not converted). Arrays that are not images and values that are
 * not finite end the program. */
bool npy_frame(struct npy *in, struct tensor *t, enum dtype type);
/* The same, but an array that is complete and yet no such image does not end the program: *wrong says what is wrong
 * with it, a static text, and t has its metadata only. With an image, *wrong is NULL. */
bool npy_frame_or(struct npy *in, struct tensor *t, enum dtype type, const char **wrong);
/* Ends the program if the current array, as it was read, has a value that is not finite. */
void npy_check_finite(struct npy *in, const struct tensor *t);
/* The largest value that the current image can have, of the type in which it was read; HUGE_VAL for floating point. */
double npy_largest(const struct npy *in);
void npy_close(struct npy *in);
size_t npy_index(const struct npy *in); /* number of arrays read so far: the number of the current one, from 1 */
/* "stdin: array 3", for messages about the current array; a static text. */
const char *npy_where(const struct npy *in);

/* Writes an array that has been computed: a value that is not finite ends the program. Refuses a terminal. */
void npy_write(FILE *out, const struct tensor *t);
/* The same for an array that is only handed on, and may hold any values. */
void npy_write_any(FILE *out, const struct tensor *t);

/* Parses the header at the start of `bytes`, of which there are `length`, into the shape, type and metadata of t.
 * Returns the offset of the data, or 0 if more bytes are needed. For readers of mapped files. */
size_t npy_parse(const unsigned char *bytes, size_t length, struct tensor *t, bool *swap, const char *where);

#endif
