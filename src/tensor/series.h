/* series.h -- a focal stack in memory: consecutive frames of a stream with the same key stack, sorted by z.
 *
 *     struct series s = {0};
 *     while (series_next(in, F4, &s))
 *         for (size_t i = 0; i < s.count; i++)
 *             ... s.z_um[i], s.frame[i].data, s.frame[i].meta ...
 *     series_free(&s);
 *
 * A 3-D array is such a run too. Frames without the key stack belong to the stack "-". Two frames at the same z, frames
 * of different sizes, frames without z_um and more frames of a stack that was over end the program with a message. One
 * more frame than the stack is held, because only the next frame shows that a stack has ended. A program that needs
 * only one number per frame need not keep the frames: it reads with npy_frame and plane_of, and makes the same checks
 * with series_order and series_check_size, but for stacks that come again.
 */
#ifndef SERIES_H
#define SERIES_H

#include "tensor/npy.h"

/* The names of the stacks that have begun. */
struct past {
    size_t count, room;
    char **stack;
};

struct series {
    char stack[META_VALUE_MAX + 1]; /* its name */
    size_t count;                   /* frames, at least 1 */
    double *z_um;                   /* [count], increasing */
    struct tensor *frame;           /* [count], each with its own metadata; all h x w, of the requested type */
    size_t h, w;

    /* Private: the capacity of both arrays, the frame read ahead, and whether there is one. */
    size_t room;
    struct tensor next;
    bool ahead;
    struct past past;
};

/* Reads the next stack and replaces the previous one, whose memory is reused. The frames are converted to `type` (ANY:
 * not converted); the caller may change them. Shows progress. False at the end of the stream. */
bool series_next(struct npy *in, enum dtype type, struct series *series);
void series_free(struct series *series);

/* The data of its frames, which are F4: [count] pointers that the caller frees, each valid as long as the frame. */
const float **series_planes(const struct series *series);

/* Sorts the z of a stack; order[i] becomes the place that the i-th lowest had. Two equal ones end the program. */
void series_order(const char *stack, size_t count, double *z_um, size_t *order);

/* Remembers that a stack begins, and ends the program if it has begun before. */
void series_begin(struct past *past, const char *stack);
void series_forget(struct past *past);

/* Ends the program unless t, the current frame of a stream, has h x w pixels like the frames before it in its stack. */
void series_check_size(const struct npy *in, const struct tensor *t, size_t h, size_t w);

#endif
