/* write.h -- writes a stream as an ImageJ stack: a TIFF that Fiji opens with its calibration, and that tiff_open reads
 * back.
 *
 * The file is little-endian and uncompressed: a header, the frames end to end, the directories. Header and directories
 * are written last, when the number of frames is known: only then is it clear whether the file exceeds 4 GB and must be
 * a BigTIFF. libtiff needs that decision at the start, so write.c does without it: in a hundred lines it writes the
 * header of the file and, for each frame, a directory with the 14 tags of a grey image, its resolution and its
 * description.
 *
 * The description of every page holds the metadata of its frame in one line, npystream=..., which ImageJ ignores; on
 * the first page it follows the lines that ImageJ understands. There is no date and no program name: the same frames
 * give the same bytes.
 */
#ifndef WRITE_H
#define WRITE_H

#include <stdbool.h>

#include "tensor/tensor.h"

struct tiff_out;

/* The file appears when tiff_finish is called. big: write a BigTIFF whatever the size. range: the values that Fiji
 * shows as black and white; NULL: the lowest and the highest. */
struct tiff_out *tiff_create(const char *path, bool big, const double range[2]);
/* Adds a frame (y, x), converted in place to a type that ImageJ knows: u1, u2 or f4. u4, f2 and f8 become f4; if that
 * would change a value, the program ends. It also ends if a frame differs in shape or type from the first. */
void tiff_append(struct tiff_out *out, struct tensor *t);
void tiff_finish(struct tiff_out *out);

#endif
