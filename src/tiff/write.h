/* write.h -- writes a stream as an ImageJ stack: a TIFF that Fiji opens with its calibration, and that tiff_open reads
 * back.
 *
 * The file is little-endian and uncompressed: a header, the frames end to end, the directories. Header and directories
 * are written last, when the number of frames is known: only then is it clear what the stack is, and whether the file
 * exceeds 4 GB. libtiff needs that decision at the start, so write.c does without it: it writes the header of the file
 * and, for each frame, a directory with the 14 tags of a grey image, its resolution and its description.
 *
 * Stacks are the times of a hyperstack, and frames of one stack with different keys channel its channels; the
 * directories are in the order that ImageJ expects, the frames in that of the stream. Each slice has a label with its
 * z_um, stack and channel, which Fiji shows and keeps.
 *
 * The description of every page holds the metadata of its frame in one line, npystream=..., which ImageJ ignores; on
 * the first page it follows the lines that ImageJ understands. There is no date and no program name: the same frames
 * give the same bytes.
 *
 * Beyond 4 GB ImageJ reads and writes a file with one directory, which stands in the header. The metadata are then a
 * line for each frame behind the last one, and the description says where, npystreams=....
 */
#ifndef WRITE_H
#define WRITE_H

#include <stdbool.h>

#include "tensor/tensor.h"

/* A directory for each frame, if the file is smaller than 4 GB; or a BigTIFF; or one directory for all. */
enum tiff_form { TIFF_PAGES, TIFF_BIG, TIFF_SINGLE };

struct tiff_out;

/* The file appears when tiff_finish is called. range: the values that Fiji shows as black and white; NULL: the lowest
 * and the highest. */
struct tiff_out *tiff_create(const char *path, enum tiff_form form, const double range[2]);
/* Adds a frame (y, x), converted in place to a type that ImageJ knows: u1, u2 or f4. u4, f2 and f8 become f4; if that
 * would change a value, the program ends. It also ends if a frame differs in shape or type from the first. */
void tiff_append(struct tiff_out *out, struct tensor *t);
void tiff_finish(struct tiff_out *out);

#endif
