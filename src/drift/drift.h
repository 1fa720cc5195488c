/* drift.h -- the motions of the planes of stacks: saved as a table, found there again, taken out of frames.
 *
 * The table has the columns stack z_um dy_px dx_px angle_deg likeness status height width. height and width are those
 * of the frames that were measured: the middle, about which all turns, is theirs.
 */
#ifndef DRIFT_H
#define DRIFT_H

#include <stdio.h>

#include "register/align.h"
#include "table/table.h"
#include "tensor/plane.h"

void drift_header(FILE *out);
void drift_row(FILE *out, const char *stack, double z_um, const struct tensor *frame, const struct aligned *aligned);

/* The row of this plane, and the area that is valid in all planes of its stack. That there is none, or that it is of
 * frames of another size than this one, ends the program. */
struct area drift_find(const struct table *t, const struct plane *plane, const struct tensor *frame,
                       struct aligned *aligned);

/* Moves a frame in place, its type kept, and sets its keys align_y_px align_x_px align_deg align valid. A frame that
 * does not move keeps its very values; others are computed as f4, then clipped to what their type holds. */
void drift_take_out(struct tensor *frame, const struct aligned *aligned, struct area valid);

#endif
