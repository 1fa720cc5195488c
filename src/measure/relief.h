/* relief.h -- how a frame looks along and across an axis. Under an off-axis LED a cell looks like a hill lit from one
 * side: the frame changes more along the axis of the LED than across it, and its bright slopes are unlike its dark
 * ones. */
#ifndef RELIEF_H
#define RELIEF_H

#include <stdbool.h>
#include <stddef.h>

/* Frames with a smaller side have too few coarse frequencies. */
enum { RELIEF_SIDE_MIN = 64 };

struct relief {
    double ratio_coarse, ratio_fine; /* power within 30 degrees of the y axis over that within 30 degrees of the x axis;
                                        frequencies 0.03 to 0.1 and 0.1 to 0.25 cycles a pixel */
    double skewness_y, skewness_x;   /* of the differences of pixels two apart along the axis */
    double slow;                     /* share of the variance that the means of blocks of 32 x 32 pixels have */
};

/* Of frame[h][w], both sides at least RELIEF_SIDE_MIN. What a frame without contrast does not have is NAN. False: no
 * memory. */
bool relief_measure(size_t h, size_t w, const float *frame, struct relief *relief);

#endif
