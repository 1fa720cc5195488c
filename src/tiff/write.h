/* write.h -- a stream as an ImageJ stack: a TIFF that Fiji opens with its calibration, and that tiff_open gives back.
 *
 * The file is little-endian and uncompressed: a header, the frames end to end, the directories. Header and
 * directories are written last, when the number of frames is known: only then is a file beyond 4 GB made a BigTIFF
 * and any other a plain one. libtiff wants that decided first; what write.c does in its place, a hundred lines, is to
 * write the header of the file, and for each frame a directory of the 14 tags of a grey image with its resolution and
 * its description.
 *
 * Every page's description holds the metadata of its frame in one line, npystream=..., which ImageJ passes over; the
 * first has the lines that ImageJ understands before it. No date, no name of a program: same frames, same bytes.
 */
#ifndef WRITE_H
#define WRITE_H

#include <stdbool.h>

#include "tensor/tensor.h"

struct tiff_out;

/* The file appears with tiff_finish. big: a BigTIFF whatever its size. range: the values that Fiji shows black and
 * white; NULL: the lowest and the highest. */
struct tiff_out *tiff_create(const char *path, bool big, const double range[2]);
/* Adds a frame (y, x), in place converted to what ImageJ knows: u1, u2, f4. u4, f2 and f8 become f4, and end the
 * program where that would change a value; so do frames of another shape or type than the first. */
void tiff_append(struct tiff_out *out, struct tensor *t);
void tiff_finish(struct tiff_out *out);

#endif
