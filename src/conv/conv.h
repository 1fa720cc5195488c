/* conv.h -- convolutions of 3 x 3, forward and backward. This room is the only door to oneDNN.
 *
 * Images are blocked, as in blocked.h, from layer to layer; only weights are reordered. A convolution adds a bias and
 * then applies a leaky ReLU: y, or slope * y where y < 0; slope 0 is a ReLU and slope 1 nothing. At its borders
 * it either reads the halo of its input, which repeats the outermost pixels, or zeros; with a stride of 2 these are
 * below and to the right if the side is even, as TensorFlow's "same" has it.
 *
 * With CONV_AVX2, all kernels are those of AVX2 whatever the processor has, so that a command gives the same bytes on
 * AVX2 and AVX-512 machines; with CONV_NATIVE, AVX-512 takes about half the time, and its bytes are others. CONV_BF16
 * multiplies numbers of 8 significant bits (bfloat16: Wang and Kanwar 2019) and sums in float: images and weights are
 * rounded before each convolution, if blocks have 16 channels; else it is CONV_NATIVE. Each runs on as many threads as
 * OpenMP says (OMP_NUM_THREADS), which must be the same number in conv_new and afterwards. The outputs and the gradient
 * by the input do not depend on that number. The gradient by the weights does: each thread sums over its own images,
 * and their sums are added.
 */
#ifndef CONV_H
#define CONV_H

#include <stdbool.h>
#include <stddef.h>

#include "conv/blocked.h"

enum { CONV_WINDOW = 9 }; /* pixels of a kernel */

/* The kernels of AVX2, all that the processor has, or bfloat16 too. The first choice in a process is its last. */
enum conv_isa { CONV_AVX2, CONV_NATIVE, CONV_BF16 };
#define CONV_ISAS "avx2|native|bf16"
#define CONV_ISAS_HELP                                                                                                 \
    "use the instructions that all processors with AVX2 have, for the same bytes on all; all of this one; or also "    \
    "those of bfloat16, which keep 8 significant bits"

/* Whether this processor can do that, of which only CONV_BF16 is in doubt. Chooses, so ask for what is used. */
bool conv_isa_here(enum conv_isa isa);

struct conv_engine;
/* NULL: no memory, AVX2 after something else, or bfloat16 where the processor has none. */
struct conv_engine *conv_engine_new(enum conv_isa isa);
/* The size of the blocks that its kernels like. */
size_t conv_engine_block(const struct conv_engine *engine);
void conv_engine_free(struct conv_engine *engine);

struct conv_spec {
    size_t block;      /* of the images */
    size_t n, in, out; /* images, and their channels */
    size_t h, w;       /* of the input */
    size_t stride;     /* the output has ceil(h / stride) x ceil(w / stride) pixels */
    bool halo;         /* the input has a halo; with stride 1 only */
    float slope;
};

struct conv;
/* `gradient` says whether conv_gradient and conv_gradient_input will be called. Sizes are at most INT_MAX. NULL: no
 * memory. */
struct conv *conv_new(struct conv_engine *engine, const struct conv_spec *spec, bool gradient);
void conv_free(struct conv *conv);

/* The numbers of floats of the packed weights, and of the memory that all convolutions share while they work. Both
 * begin at a multiple of 64 bytes. */
size_t conv_packed(const struct conv *conv);
size_t conv_scratch(const struct conv *conv);

/* Packs w [out][in][3][3] and b [out]. */
void conv_pack(const struct conv *conv, const float *w, const float *b, float *packed);

/* x -> y, whole images of a blocked_view. False in this and the following: oneDNN found no memory. */
bool conv_forward(const struct conv *conv, const float *packed, float *scratch, const struct blocked *x,
                  const struct blocked *y);

/* From dy, the gradient by what is y before the ReLU: the gradients by w and b, in their order, which are overwritten.
 * `packed` has room for the weights. */
bool conv_gradient(const struct conv *conv, float *packed, float *scratch, const struct blocked *x,
                   const struct blocked *dy, float *dw, float *db);
/* And dx, which has the halo that x has. */
bool conv_gradient_input(const struct conv *conv, const float *packed, float *scratch, const struct blocked *dy,
                         const struct blocked *dx);

#endif
