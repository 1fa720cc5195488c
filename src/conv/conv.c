#include "conv/conv.h"

#include <oneapi/dnnl/dnnl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "conv/bfloat16.h"
#include "conv/thin.h"

struct conv_engine {
    size_t block;
    bool rounds; /* to bfloat16, in blocks of 16 */
    dnnl_engine_t engine;
    dnnl_stream_t stream;
};

size_t conv_engine_block(const struct conv_engine *e)
{
    return e->block;
}

/* A primitive and its arguments, the last of which is the scratch memory. */
enum { ARGUMENTS = 5 };
struct operation {
    dnnl_primitive_t primitive;
    dnnl_exec_arg_t argument[ARGUMENTS];
    int arguments;
    size_t scratch_bytes;
};

/* Without any operations if it is thin. */
struct conv {
    struct conv_spec spec;
    const struct conv_engine *engine;
    struct operation forward, by_weights, by_input;
};

/* It can be set only once, and only before anything else; later calls find it set. */
static unsigned chosen(enum conv_isa isa)
{
    if (isa == CONV_AVX2)
        dnnl_set_max_cpu_isa(dnnl_cpu_isa_avx2);
    return dnnl_get_effective_cpu_isa();
}

bool conv_isa_here(enum conv_isa isa)
{
    unsigned has = chosen(isa), bf16 = dnnl_cpu_isa_avx512_core_bf16;
    return isa != CONV_BF16 || (has & bf16) == bf16;
}

struct conv_engine *conv_engine_new(enum conv_isa isa)
{
    struct conv_engine *e = calloc(1, sizeof *e);
    if (!e)
        return NULL;
    unsigned has = chosen(isa), avx512 = dnnl_cpu_isa_avx512_core;
    e->block = (has & avx512) == avx512 ? 16 : 8;
    e->rounds = isa == CONV_BF16;
    if (conv_isa_here(isa) && (isa != CONV_AVX2 || (has | dnnl_cpu_isa_avx2) == dnnl_cpu_isa_avx2) &&
        dnnl_engine_create(&e->engine, dnnl_cpu, 0) == dnnl_success &&
        dnnl_stream_create(&e->stream, e->engine, dnnl_stream_default_flags) == dnnl_success)
        return e;
    conv_engine_free(e);
    return NULL;
}

void conv_engine_free(struct conv_engine *e)
{
    if (!e)
        return;
    if (e->stream)
        dnnl_stream_destroy(e->stream);
    if (e->engine)
        dnnl_engine_destroy(e->engine);
    free(e);
}

static void operation_free(struct operation *o)
{
    if (o->primitive)
        dnnl_primitive_destroy(o->primitive);
    for (int i = 0; i < o->arguments; i++)
        if (o->argument[i].memory)
            dnnl_memory_destroy(o->argument[i].memory);
}

/* Makes the primitive and its arguments from a descriptor, which is destroyed; the indices of the arguments are
 * `argument`, which ends with the scratch memory. */
static bool operation_new(struct operation *o, dnnl_engine_t engine, dnnl_primitive_desc_t desc, const int *argument)
{
    bool whole = dnnl_primitive_create(&o->primitive, desc) == dnnl_success;
    do {
        const dnnl_memory_desc_t *layout =
            dnnl_primitive_desc_query_md(desc, dnnl_query_exec_arg_md, argument[o->arguments]);
        dnnl_exec_arg_t *next = &o->argument[o->arguments];
        next->arg = argument[o->arguments];
        whole = whole && dnnl_memory_create(&next->memory, layout, engine, DNNL_MEMORY_NONE) == dnnl_success;
        o->scratch_bytes = dnnl_memory_desc_get_size(layout);
    } while (argument[o->arguments++] != DNNL_ARG_SCRATCHPAD);
    dnnl_primitive_desc_destroy(desc);
    return whole;
}

static bool operation_run(const struct operation *o, dnnl_stream_t stream, const void *const *data)
{
    for (int i = 0; i < o->arguments; i++)
        if (dnnl_memory_set_data_handle(o->argument[i].memory, (void *)data[i]) != dnnl_success)
            return false;
    return dnnl_primitive_execute(o->primitive, stream, o->arguments, o->argument) == dnnl_success &&
           dnnl_stream_wait(stream) == dnnl_success;
}

/* Channels as they are stored, in whole blocks. */
static size_t whole(const struct conv_spec *spec, size_t channels)
{
    return (channels + spec->block - 1) / spec->block * spec->block;
}

/* What oneDNN has to know of a convolution: what it reads and writes. A gradient by weights is never rounded. */
struct shape {
    dnnl_memory_desc_t x, w, w_back, b, y, dx, dw, dy;
    dnnl_dims_t stride, before, after; /* zeros put before and after each axis */
};

/* Whether images and weights are rounded. */
static bool rounds(const struct conv *c)
{
    return c->engine->rounds && c->spec.block == 16;
}

static bool shape_of(const struct conv *c, struct shape *shape)
{
    const struct conv_spec *s = &c->spec;
    int64_t side[2] = {(int64_t)s->h, (int64_t)s->w}, stride = (int64_t)s->stride, halo = s->halo ? 2 : 0;
    int64_t n = (int64_t)s->n, in = (int64_t)whole(s, s->in), out = (int64_t)whole(s, s->out);
    dnnl_dims_t x = {n, in, side[0] + halo, side[1] + halo}, w = {out, in, 3, 3}, b = {out}, y = {n, out};
    for (int i = 0; i < 2; i++) {
        y[2 + i] = (side[i] + stride - 1) / stride;
        int64_t outside = s->halo ? 0 : (y[2 + i] - 1) * stride + 3 - side[i];
        shape->stride[i] = stride;
        shape->before[i] = outside / 2;
        shape->after[i] = outside - outside / 2;
    }
    bool wide = s->block == 16;
    dnnl_data_type_t read = rounds(c) ? dnnl_bf16 : dnnl_f32;
    dnnl_format_tag_t images = wide ? dnnl_nChw16c : dnnl_nChw8c;
    dnnl_format_tag_t weights = wide ? dnnl_OIhw16i16o : dnnl_OIhw8i8o;
    dnnl_format_tag_t forward = rounds(c) ? dnnl_OIhw8i16o2i : weights;
    dnnl_format_tag_t back = rounds(c) ? dnnl_OIhw8o16i2o : wide ? dnnl_OIhw16o16i : dnnl_OIhw8o8i;
    return dnnl_memory_desc_init_by_tag(&shape->x, 4, x, read, images) == dnnl_success &&
           dnnl_memory_desc_init_by_tag(&shape->w, 4, w, read, forward) == dnnl_success &&
           dnnl_memory_desc_init_by_tag(&shape->w_back, 4, w, read, back) == dnnl_success &&
           dnnl_memory_desc_init_by_tag(&shape->b, 1, b, dnnl_f32, dnnl_x) == dnnl_success &&
           dnnl_memory_desc_init_by_tag(&shape->y, 4, y, dnnl_f32, images) == dnnl_success &&
           dnnl_memory_desc_init_by_tag(&shape->dx, 4, x, dnnl_f32, images) == dnnl_success &&
           dnnl_memory_desc_init_by_tag(&shape->dw, 4, w, dnnl_f32, weights) == dnnl_success &&
           dnnl_memory_desc_init_by_tag(&shape->dy, 4, y, read, images) == dnnl_success;
}

/* All scratch memory is the caller's; with `slope` the output passes a leaky ReLU. NULL: no memory. */
static dnnl_primitive_attr_t attributes(float slope)
{
    dnnl_primitive_attr_t attr = NULL;
    dnnl_post_ops_t relu = NULL;
    bool good = dnnl_primitive_attr_create(&attr) == dnnl_success &&
                dnnl_primitive_attr_set_scratchpad_mode(attr, dnnl_scratchpad_mode_user) == dnnl_success;
    if (good && slope < 1)
        good = dnnl_post_ops_create(&relu) == dnnl_success &&
               dnnl_post_ops_append_eltwise(relu, 1, dnnl_eltwise_relu, slope, 0) == dnnl_success &&
               dnnl_primitive_attr_set_post_ops(attr, relu) == dnnl_success;
    if (relu)
        dnnl_post_ops_destroy(relu);
    if (attr && !good)
        dnnl_primitive_attr_destroy(attr);
    return good ? attr : NULL;
}

static bool make(struct conv *c, bool gradient)
{
    static const int forward[] = {DNNL_ARG_SRC, DNNL_ARG_WEIGHTS, DNNL_ARG_BIAS, DNNL_ARG_DST, DNNL_ARG_SCRATCHPAD};
    static const int by_weights[] = {DNNL_ARG_SRC, DNNL_ARG_DIFF_DST, DNNL_ARG_DIFF_WEIGHTS, DNNL_ARG_DIFF_BIAS,
                                     DNNL_ARG_SCRATCHPAD};
    static const int by_input[] = {DNNL_ARG_DIFF_DST, DNNL_ARG_WEIGHTS, DNNL_ARG_DIFF_SRC, DNNL_ARG_SCRATCHPAD};
    struct shape s;
    dnnl_convolution_desc_t direct;
    dnnl_primitive_desc_t desc, hint = NULL;
    dnnl_engine_t engine = c->engine->engine;
    dnnl_primitive_attr_t fused = attributes(c->spec.slope), plain = attributes(1);
    bool good = fused && plain && shape_of(c, &s) &&
                dnnl_convolution_forward_desc_init(&direct, gradient ? dnnl_forward_training : dnnl_forward_inference,
                                                   dnnl_convolution_direct, &s.x, &s.w, &s.b, &s.y, s.stride, s.before,
                                                   s.after) == dnnl_success &&
                dnnl_primitive_desc_create(&desc, &direct, fused, engine, NULL) == dnnl_success &&
                operation_new(&c->forward, engine, desc, forward);
    if (good && gradient)
        good = dnnl_primitive_desc_create(&hint, &direct, plain, engine, NULL) == dnnl_success &&
               dnnl_convolution_backward_weights_desc_init(&direct, dnnl_convolution_direct, &s.x, &s.dw, &s.b, &s.dy,
                                                           s.stride, s.before, s.after) == dnnl_success &&
               dnnl_primitive_desc_create(&desc, &direct, plain, engine, hint) == dnnl_success &&
               operation_new(&c->by_weights, engine, desc, by_weights) &&
               dnnl_convolution_backward_data_desc_init(&direct, dnnl_convolution_direct, &s.dx, &s.w_back, &s.dy,
                                                        s.stride, s.before, s.after) == dnnl_success &&
               dnnl_primitive_desc_create(&desc, &direct, plain, engine, hint) == dnnl_success &&
               operation_new(&c->by_input, engine, desc, by_input);
    if (hint)
        dnnl_primitive_desc_destroy(hint);
    if (fused)
        dnnl_primitive_attr_destroy(fused);
    if (plain)
        dnnl_primitive_attr_destroy(plain);
    return good;
}

struct conv *conv_new(struct conv_engine *engine, const struct conv_spec *spec, bool gradient)
{
    struct conv *c = calloc(1, sizeof *c);
    if (!c)
        return NULL;
    c->spec = *spec;
    c->engine = engine;
    if (thin_is(spec) || make(c, gradient))
        return c;
    conv_free(c);
    return NULL;
}

void conv_free(struct conv *c)
{
    if (!c)
        return;
    operation_free(&c->forward);
    operation_free(&c->by_weights);
    operation_free(&c->by_input);
    free(c);
}

/* The packed weights: for the forward pass, for the gradient by the input, and the bias. */
static size_t weights(const struct conv *c)
{
    return whole(&c->spec, c->spec.in) * whole(&c->spec, c->spec.out) * CONV_WINDOW;
}

static size_t aligned(size_t floats)
{
    return (floats + 15) / 16 * 16;
}

size_t conv_packed(const struct conv *c)
{
    if (thin_is(&c->spec))
        return aligned(thin_packed(&c->spec));
    return aligned(2 * weights(c) + whole(&c->spec, c->spec.out));
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* Of the memory that a convolution works in: what oneDNN needs, and behind it x and y rounded, in floats. */
static size_t scratch_of_operations(const struct conv *c)
{
    size_t bytes = larger(c->forward.scratch_bytes, larger(c->by_weights.scratch_bytes, c->by_input.scratch_bytes));
    return aligned((bytes + sizeof(float) - 1) / sizeof(float));
}

static size_t rounded_x(const struct conv *c)
{
    const struct conv_spec *s = &c->spec;
    return aligned((blocked_floats(s->block, s->n, s->in, s->h, s->w, s->halo) + 1) / 2);
}

static size_t rounded_y(const struct conv *c)
{
    const struct conv_spec *s = &c->spec;
    size_t h = (s->h + s->stride - 1) / s->stride, w = (s->w + s->stride - 1) / s->stride;
    return aligned((blocked_floats(s->block, s->n, s->out, h, w, false) + 1) / 2);
}

size_t conv_scratch(const struct conv *c)
{
    if (thin_is(&c->spec))
        return 0;
    return scratch_of_operations(c) + (rounds(c) ? rounded_x(c) + rounded_y(c) : 0);
}

/* Where the weight between channels `outer` and `inner` is, tap k, where the former are the outer of the blocked
 * channels: those of the output for OIhw8o8i, and for OIhw8i8o those of the input; `together` of the outer ones lie
 * next to each other, as the 2 of OIhw8i16o2i. */
static size_t place(size_t block, size_t together, size_t number, size_t outer, size_t inner, size_t k)
{
    size_t row = outer % block / together;
    return (((number * CONV_WINDOW + k) * (block / together) + row) * block + inner % block) * together +
           outer % together;
}

void conv_pack(const struct conv *c, const float *w, const float *b, float *packed)
{
    size_t in = c->spec.in, out = c->spec.out, block = c->spec.block, blocks_in = whole(&c->spec, in) / block,
           count = weights(c);
    if (thin_is(&c->spec)) {
        thin_pack(&c->spec, w, b, packed);
        return;
    }
    if (in % block || out % block)
        memset(packed, 0, conv_packed(c) * sizeof *packed);
    size_t together = rounds(c) ? 2 : 1;
    uint16_t *half = (void *)packed, *half_back = (void *)(packed + count);
    for (size_t o = 0; o < out; o++)
        for (size_t i = 0; i < in; i++)
            for (size_t k = 0; k < CONV_WINDOW; k++, w++) {
                size_t number = o / block * blocks_in + i / block;
                size_t at = place(block, together, number, i, o, k), back = place(block, together, number, o, i, k);
                if (rounds(c)) {
                    half[at] = half_back[back] = bfloat16(*w);
                } else {
                    packed[at] = *w;
                    packed[count + back] = *w;
                }
            }
    memcpy(packed + 2 * count, b, out * sizeof *b);
}

/* The first float of a buffer. */
static const float *start(const struct blocked *x)
{
    return x->halo ? x->at - x->row - x->block : x->at;
}

/* The buffer as the operations read it: rounded, if they do, to `room`. */
static const void *read_by(const struct conv *c, const struct blocked *x, float *room)
{
    if (!rounds(c))
        return start(x);
    bfloat16_round(x->n * x->image, start(x), (void *)room);
    return room;
}

bool conv_forward(const struct conv *c, const float *packed, float *scratch, const struct blocked *x,
                  const struct blocked *y)
{
    if (thin_is(&c->spec)) {
        thin_forward(&c->spec, packed, x, y);
        return true;
    }
    const void *read = read_by(c, x, scratch + scratch_of_operations(c));
    return operation_run(&c->forward, c->engine->stream,
                         (const void *[]){read, packed, packed + 2 * weights(c), start(y), scratch});
}

bool conv_gradient(const struct conv *c, float *packed, float *scratch, const struct blocked *x,
                   const struct blocked *dy, float *dw, float *db)
{
    size_t in = c->spec.in, out = c->spec.out, block = c->spec.block, blocks_in = whole(&c->spec, in) / block;
    if (thin_is(&c->spec)) {
        thin_gradient(&c->spec, x, dy, dw, db);
        return true;
    }
    float *bias = packed + 2 * weights(c), *room = scratch + scratch_of_operations(c);
    const void *read = read_by(c, x, room), *read_dy = read_by(c, dy, room + rounded_x(c));
    if (!operation_run(&c->by_weights, c->engine->stream, (const void *[]){read, read_dy, packed, bias, scratch}))
        return false;
    for (size_t o = 0; o < out; o++)
        for (size_t i = 0; i < in; i++)
            for (size_t k = 0; k < CONV_WINDOW; k++)
                *dw++ = packed[place(block, 1, o / block * blocks_in + i / block, i, o, k)];
    memcpy(db, bias, out * sizeof *db);
    return true;
}

bool conv_gradient_input(const struct conv *c, const float *packed, float *scratch, const struct blocked *dy,
                         const struct blocked *dx)
{
    if (thin_is(&c->spec)) {
        thin_gradient_input(&c->spec, packed, dy, dx);
        return true;
    }
    const void *read = read_by(c, dy, scratch + scratch_of_operations(c));
    return operation_run(&c->by_input, c->engine->stream,
                         (const void *[]){read, packed + weights(c), start(dx), scratch});
}
