/* npy.h -- the stream: NPY 1.0 arrays end to end, with metadata as a comment in each header. npystream(5).
 *
 * Reading also takes NPY 2.0 and 3.0, big-endian arrays (swapped), binary PGM images, and with --raw headerless
 * frames. Whatever is wrong with a stream ends the program with one line that names the array and the bytes.
 */
#ifndef NPY_H
#define NPY_H

#include <stdbool.h>
#include <stdio.h>

#include "tensor/tensor.h"

struct npy; /* a stream being read */

/* Opens a file, or stdin when path is NULL or "-". A terminal, an empty stream or a missing file end the program. */
struct npy *npy_open(const char *path);
/* The same from a file that cli_open has opened. */
struct npy *npy_take(FILE *file, const char *path);
/* The next array, whole. False at the end of the stream, which must be an array's end, however often it is asked. */
bool npy_read(struct npy *in, struct tensor *t);
/* The next array, but a 3-D array (z, y, x) is read as a run of images, one in memory at a time, the i-th with z_um =
 * z_um + i dz_um where the metadata has both, and without dz_um. */
bool npy_part(struct npy *in, struct tensor *t);
/* The same for images (y, x) as `type` (ANY: as they are). Arrays that are no images and values that are not finite end
 * the program. */
bool npy_frame(struct npy *in, struct tensor *t, enum dtype type);
void npy_close(struct npy *in);
size_t npy_index(const struct npy *in); /* how many reads there were: the number of the current one, from 1 */
/* "stdin: array 3", for messages about the current one; a static text. */
const char *npy_where(const struct npy *in);

/* Writes one array. Refuses a terminal. */
void npy_write(FILE *out, const struct tensor *t);

/* Parses the header at the start of `bytes` (`length` of them are there) into shape, type and metadata of t. Returns
 * where the data begins, 0 if more bytes are needed to tell; for readers of mapped files. */
size_t npy_parse(const unsigned char *bytes, size_t length, struct tensor *t, bool *swap, const char *where);

#endif
