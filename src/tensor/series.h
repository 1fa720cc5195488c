/* series.h -- a focal stack in memory: the frames of a stream that follow one another with one `stack=`, sorted by z.
 *
 *     struct series s = {0};
 *     while (series_next(in, F4, &s))
 *         for (size_t i = 0; i < s.count; i++)
 *             ... s.z_um[i], s.frame[i].data, s.frame[i].meta ...
 *     series_free(&s);
 *
 * A 3-D array is such a run too. Frames without `stack` belong to the stack "-". Two frames at one z, frames of several
 * sizes and a frame without z_um end the program with the command that mends it. One frame more than the stack is held:
 * that a stack has ended is seen in the next frame. A program that keeps less than the frames of a stack, a number of
 * each for instance, needs no memory for them: it reads with npy_frame and plane_of, and asks the same questions by
 * series_place and series_check_size.
 */
#ifndef SERIES_H
#define SERIES_H

#include "tensor/npy.h"

struct series {
    char stack[META_VALUE_MAX + 1]; /* its name */
    size_t count;                   /* frames, at least 1 */
    double *z_um;                   /* [count], increasing */
    struct tensor *frame;           /* [count], each with its own metadata; all h x w, of the type asked for */
    size_t h, w;

    /* Private: the room of both arrays, the frame read ahead, and whether there is one. */
    size_t room;
    struct tensor next;
    bool ahead;
};

/* Reads the next stack, in place of the last one, whose memory is used again. The frames are as `type` (ANY: as they
 * are); the caller may change them. Shows the progress. False at the end of the stream. */
bool series_next(struct npy *in, enum dtype type, struct series *series);
void series_free(struct series *series);

/* The place of z_um among the count increasing ones of a stack; ends the program where it is there already. */
size_t series_place(const char *stack, size_t count, const double *z_um, double z);

/* Ends the program unless the current frame t of a stream has the h x w pixels of those before it in its stack. */
void series_check_size(const struct npy *in, const struct tensor *t, size_t h, size_t w);

#endif
