/* drift.h -- the motions of the planes of stacks: saves them as a table, finds them again, and removes them from
 * frames.
 *
 * The table has the columns stack z_um dy_px dx_px angle_deg likeness status height width. height and width are the
 * size of the frames that were measured, whose centre is the centre of rotation.
 */
#ifndef DRIFT_H
#define DRIFT_H

#include <stdio.h>

#include "register/align.h"
#include "table/table.h"
#include "tensor/plane.h"

void drift_header(FILE *out);
void drift_row(FILE *out, const char *stack, double z_um, const struct tensor *frame, const struct aligned *aligned);

/* What is not mirrored in any of n frames of one size, which may have been aligned before: their keys valid, or all. */
struct area drift_known(size_t n, const struct tensor *frame);

/* Finds the row of this plane, and returns the area that is valid in all planes of its stack. If there is no such row,
 * or it was measured on frames of another size, the program ends. */
struct area drift_find(const struct table *t, const struct plane *plane, const struct tensor *frame,
                       struct aligned *aligned);

/* The motion in the keys NAME_y_px NAME_x_px NAME_deg, none where they are lacking; and sets them. */
struct rigid drift_recorded(const struct meta *meta, const char *name);
void drift_record(struct meta *meta, const char *name, struct rigid motion);

/* Moves a frame in place, keeps its type, and sets its keys align_y_px align_x_px align_deg align valid, which are of
 * all motions that were taken out of it. A frame that does not move keeps its values exactly; others are computed as
 * f4, then clipped to the range of their type. */
void drift_take_out(struct tensor *frame, const struct aligned *aligned, struct area valid);

#endif
