#include "net/unet.h"

#include <stdlib.h>

#include "conv/conv.h"
#include "net/arena.h"

/* What a convolution is for, in the order in which a level has them: UNET_IMAGE and UNET_DPM end with a last one. */
enum role { RISE, FIRST, SECOND, LAST };

/* A convolution with its images and the gradients by them. */
struct step {
    struct conv *conv;
    struct blocked x, y, dx, dy;
};

struct unet {
    struct unet_spec spec;
    struct conv_engine *engine;
    struct arena arena;
    float *scratch, *raw;                              /* of a convolution; a gradient by packed weights */
    struct step down[UNET_LEVELS][2];                  /* a, b of each level */
    struct step rise[UNET_LEVELS], up[UNET_LEVELS][2]; /* both ways up use these, one after the other */
    struct step out[UNET_PARTS];
    struct blocked deepest, d_deepest; /* x' of the deepest level; of the others, they are in up.x */
    struct layer layer[UNET_PARTS][UNET_LAYERS_MAX];
    size_t layers[UNET_PARTS];
    float *packed[UNET_PARTS][UNET_LAYERS_MAX];
};

/* Of each level as published, for base 48, and the first and second convolution. */
static const size_t published_down[UNET_LEVELS][2] = {{25, 48}, {72, 96}, {144, 192}, {288, 384}, {576, 768}};
static const size_t published_up[UNET_LEVELS][2] = {{72, 48}, {144, 96}, {288, 192}, {576, 384}};

static size_t narrowed(const struct unet_spec *spec, size_t channels)
{
    size_t eighths = (2 * channels * spec->base + 8 * UNET_BASE) / (16 * UNET_BASE);
    return spec->base == UNET_BASE ? channels : 8 * (eighths ? eighths : 1);
}

/* The channels of x' at a level. */
static size_t channels_of(const struct unet_spec *spec, size_t level)
{
    return narrowed(spec, published_down[level][1]);
}

size_t unet_outputs(const struct unet_spec *spec, enum unet_part part)
{
    return part == UNET_DPM ? spec->dpm : spec->outputs;
}

size_t unet_layers(const struct unet_spec *spec, enum unet_part part, struct layer layers[UNET_LAYERS_MAX])
{
    static const char *const name[UNET_PARTS] = {"down", "up", "dpm"}, *const last[UNET_PARTS] = {"", "output", "dpm"};
    size_t count = 0;
    for (size_t i = 0; i + (part != UNET_TRUNK) < spec->levels; i++) {
        size_t level = part == UNET_TRUNK ? i : spec->levels - 2 - i;
        const size_t *published = (part == UNET_TRUNK ? published_down : published_up)[level];
        size_t in = level ? channels_of(spec, level - 1) : spec->inputs, middle = narrowed(spec, published[0]);
        if (part != UNET_TRUNK)
            in = channels_of(spec, level) + channels_of(spec, level + 1);
        if (part != UNET_TRUNK && spec->up == UNET_TRANSPOSED)
            layers_add(layers, &count, name[part], level + 1, "t", false, channels_of(spec, level + 1),
                       channels_of(spec, level + 1));
        layers_add(layers, &count, name[part], level + 1, "a", false, in, middle);
        layers_add(layers, &count, name[part], level + 1, "b", false, middle, narrowed(spec, published[1]));
    }
    if (part != UNET_TRUNK)
        layers_add(layers, &count, last[part], 0, "", false, channels_of(spec, 0), unet_outputs(spec, part));
    return count;
}

/* The convolutions of a level. */
static size_t per_level(const struct unet *u, enum unet_part part)
{
    return part != UNET_TRUNK && u->spec.up == UNET_TRANSPOSED ? 3 : 2;
}

static enum role role_of(const struct unet *u, enum unet_part part, size_t i)
{
    size_t per = per_level(u, part);
    return part != UNET_TRUNK && i + 1 == u->layers[part] ? LAST : (enum role)(i % per + SECOND + 1 - per);
}

static size_t level_of(const struct unet *u, enum unet_part part, size_t i)
{
    if (part == UNET_TRUNK)
        return i / 2;
    return role_of(u, part, i) == LAST ? 0 : u->spec.levels - 2 - i / per_level(u, part);
}

/* The convolution of a layer. */
static struct step *step_of(struct unet *u, enum unet_part part, size_t i)
{
    enum role role = role_of(u, part, i);
    size_t level = level_of(u, part, i);
    if (role == LAST)
        return &u->out[part];
    if (role == RISE)
        return &u->rise[level];
    return part == UNET_TRUNK ? &u->down[level][role - FIRST] : &u->up[level][role - FIRST];
}

/* Makes the convolution of a layer and plans its images. Some of them share memory, as they are needed only for a
 * moment; others are needed for the gradients, and some until the way up or down comes back to the level. */
static bool plan_step(struct unet *u, enum unet_part part, size_t i, size_t n, size_t h, size_t w, bool gradients)
{
    const struct layer *layer = &u->layer[part][i];
    struct step *s = step_of(u, part, i);
    enum role role = role_of(u, part, i);
    bool down = part == UNET_TRUNK, halo = role != RISE;
    float slope = role == LAST || role == RISE ? 1 : 0;
    struct conv_spec spec = {u->arena.block, n, layer->in, layer->out, h, w, .stride = 1, .halo = halo, .slope = slope};
    s->conv = conv_new(u->engine, &spec, gradients);
    if (!s->conv)
        return false;
    bool keep_x = gradients || role == FIRST || role == LAST;
    bool keep_y = role == SECOND && (down ? gradients : s != &u->up[0][1]);
    arena_images(&u->arena, keep_x ? ARENA_OWN : ARENA_BEFORE, &s->x, n, layer->in, h, w, halo);
    arena_images(&u->arena, keep_y ? ARENA_OWN : ARENA_AFTER, &s->y, n, layer->out, h, w, false);
    arena_floats(&u->arena, ARENA_SCRATCH, &u->scratch, conv_scratch(s->conv));
    if (gradients) {
        bool joined = !down && role == FIRST;
        arena_images(&u->arena, joined ? ARENA_OWN : ARENA_BEFORE, &s->dx, n, layer->in, h, w, halo);
        arena_images(&u->arena, ARENA_AFTER, &s->dy, n, layer->out, h, w, false);
        arena_floats(&u->arena, ARENA_PACKED, &u->raw, conv_packed(s->conv));
    }
    return true;
}

static bool plan(struct unet *u, size_t n, size_t h, size_t w, bool gradients)
{
    enum unet_part parts = u->spec.dpm ? UNET_PARTS : UNET_DPM;
    for (enum unet_part part = UNET_TRUNK; part < parts; part++) {
        u->layers[part] = unet_layers(&u->spec, part, u->layer[part]);
        for (size_t i = 0; i < u->layers[part]; i++) {
            size_t level = level_of(u, part, i);
            bool shared = part == UNET_DPM && role_of(u, part, i) != LAST;
            if (!shared && !plan_step(u, part, i, n, h >> level, w >> level, gradients))
                return false;
            arena_floats(&u->arena, ARENA_OWN, &u->packed[part][i], conv_packed(step_of(u, part, i)->conv));
        }
    }
    size_t last = u->spec.levels - 1, channels = channels_of(&u->spec, last);
    arena_images(&u->arena, ARENA_OWN, &u->deepest, n, channels, h >> last, w >> last, false);
    if (gradients)
        arena_images(&u->arena, ARENA_OWN, &u->d_deepest, n, channels, h >> last, w >> last, false);
    return arena_allocate(&u->arena);
}

struct unet *unet_new(const struct unet_spec *spec, size_t n, size_t h, size_t w, bool gradients, enum conv_isa isa)
{
    struct unet *u = calloc(1, sizeof *u);
    if (!u)
        return NULL;
    u->spec = *spec;
    u->engine = conv_engine_new(isa);
    if (u->engine)
        u->arena.block = spec->base % 16 == 0 ? conv_engine_block(u->engine) : 8;
    if (u->engine && plan(u, n, h, w, gradients))
        return u;
    unet_free(u);
    return NULL;
}

void unet_free(struct unet *u)
{
    if (!u)
        return;
    for (size_t level = 0; level < UNET_LEVELS; level++) {
        for (int i = 0; i < 2; i++) {
            conv_free(u->down[level][i].conv);
            conv_free(u->up[level][i].conv);
        }
        conv_free(u->rise[level].conv);
    }
    for (enum unet_part part = UNET_IMAGE; part < UNET_PARTS; part++)
        conv_free(u->out[part].conv);
    conv_engine_free(u->engine);
    arena_free(&u->arena);
    free(u);
}

size_t unet_bytes(const struct unet *u)
{
    return arena_bytes(&u->arena);
}

void unet_set(struct unet *u, enum unet_part part, const float *params)
{
    for (size_t i = 0; i < u->layers[part]; i++) {
        const struct layer *layer = &u->layer[part][i];
        conv_pack(step_of(u, part, i)->conv, params + layer->w, params + layer->b, u->packed[part][i]);
    }
}

/* Convolution number i of a part, forward and back. */
static bool forward(struct unet *u, enum unet_part part, size_t i)
{
    const struct step *s = step_of(u, part, i);
    return conv_forward(s->conv, u->packed[part][i], u->scratch, &s->x, &s->y);
}

static bool gradient_weights(struct unet *u, enum unet_part part, size_t i, float *gradient)
{
    const struct step *s = step_of(u, part, i);
    const struct layer *layer = &u->layer[part][i];
    return conv_gradient(s->conv, u->raw, u->scratch, &s->x, &s->dy, gradient + layer->w, gradient + layer->b);
}

static bool gradient_input(struct unet *u, enum unet_part part, size_t i)
{
    const struct step *s = step_of(u, part, i);
    if (!conv_gradient_input(s->conv, u->packed[part][i], u->scratch, &s->dy, &s->dx))
        return false;
    blocked_fold(&s->dx);
    return true;
}

/* Two convolutions one after the other, number i and i + 1 of a part; back, from dy of the second to that of the first,
 * whose gradient by x is left to do. */
static bool pair(struct unet *u, enum unet_part part, size_t i)
{
    struct step *a = step_of(u, part, i), *b = step_of(u, part, i + 1);
    if (!forward(u, part, i))
        return false;
    blocked_copy(&a->y, &b->x);
    return forward(u, part, i + 1);
}

static bool pair_gradient(struct unet *u, enum unet_part part, size_t i, float *gradient)
{
    struct step *a = step_of(u, part, i), *b = step_of(u, part, i + 1);
    if (!gradient_weights(u, part, i + 1, gradient) || !gradient_input(u, part, i + 1))
        return false;
    blocked_relu_gradient(&b->x, 0, &b->dx, &a->dy);
    return gradient_weights(u, part, i, gradient);
}

/* x' of a level on the way down and the gradient by it, which lie in the images that are joined on the way up. */
static struct blocked sum_of(const struct unet *u, size_t level)
{
    return level + 1 == u->spec.levels ? u->deepest : blocked_part(&u->up[level][0].x, 0, channels_of(&u->spec, level));
}

static struct blocked d_sum_of(const struct unet *u, size_t level)
{
    return level + 1 == u->spec.levels ? u->d_deepest
                                       : blocked_part(&u->up[level][0].dx, 0, channels_of(&u->spec, level));
}

/* The other half of these: what came up from below. */
static struct blocked risen(const struct unet *u, size_t level, const struct blocked *joined)
{
    return blocked_part(joined, channels_of(&u->spec, level), channels_of(&u->spec, level + 1));
}

bool unet_down(struct unet *u, const float *x)
{
    blocked_read(x, &u->down[0][0].x);
    for (size_t level = 0; level < u->spec.levels; level++) {
        struct blocked sum = sum_of(u, level);
        if (!pair(u, UNET_TRUNK, 2 * level))
            return false;
        blocked_add(&u->down[level][1].y, &u->down[level][0].x, &sum);
        if (level + 1 < u->spec.levels)
            blocked_pool(&sum, &u->down[level + 1][0].x);
    }
    return true;
}

size_t unet_moments(const struct unet *u, size_t level, double *mean, double *square)
{
    struct blocked sum = sum_of(u, level);
    blocked_moments(&sum, mean, square);
    return sum.channels;
}

bool unet_sees(const struct unet *u, enum unet_part part, size_t layer, size_t input, size_t *level, size_t *channel)
{
    enum role role = role_of(u, part, layer);
    size_t at = level_of(u, part, layer), own = role == FIRST ? channels_of(&u->spec, at) : 0;
    bool above_deepest = at + 2 == u->spec.levels;
    bool raw = role == RISE || (role == FIRST && u->spec.up == UNET_BILINEAR); /* what rises has no layer before it */
    *level = input < own ? at : at + 1;
    *channel = input < own ? input : input - own;
    return input < own || (raw && above_deepest);
}

/* Twice as large: x of the level below to its half of the joined images. Back, from the gradient by that. */
static bool rise(struct unet *u, enum unet_part part, size_t *i, size_t level, const struct blocked *x)
{
    struct blocked to = risen(u, level, &u->up[level][0].x);
    struct step *s = &u->rise[level];
    if (u->spec.up == UNET_BILINEAR) {
        blocked_up(x, &to);
        return true;
    }
    blocked_spread(x, &s->x);
    if (!forward(u, part, (*i)++))
        return false;
    blocked_copy(&s->y, &to);
    return true;
}

static bool rise_gradient(struct unet *u, enum unet_part part, size_t *i, size_t level, const struct blocked *dx,
                          float *gradient)
{
    struct blocked from = risen(u, level, &u->up[level][0].dx);
    struct step *s = &u->rise[level];
    if (u->spec.up == UNET_BILINEAR) {
        blocked_up_gradient(&from, dx);
        return true;
    }
    (*i)--;
    blocked_copy(&from, &s->dy);
    if (!gradient_weights(u, part, *i, gradient) || !gradient_input(u, part, *i))
        return false;
    blocked_spread_gradient(&s->dx, dx);
    return true;
}

bool unet_up(struct unet *u, enum unet_part part, float *y)
{
    size_t i = 0;
    for (size_t level = u->spec.levels - 1; level-- > 0; i += 2) {
        bool deepest = level + 2 == u->spec.levels;
        if (!rise(u, part, &i, level, deepest ? &u->deepest : &u->up[level + 1][1].y) || !pair(u, part, i))
            return false;
    }
    blocked_copy(&u->up[0][1].y, &u->out[part].x);
    if (!forward(u, part, i))
        return false;
    blocked_write(&u->out[part].y, y);
    return true;
}

bool unet_up_gradient(struct unet *u, enum unet_part part, const float *dy, float *gradient)
{
    size_t i = u->layers[part] - 1;
    blocked_read(dy, &u->out[part].dy);
    if (!gradient_weights(u, part, i, gradient) || !gradient_input(u, part, i))
        return false;
    blocked_relu_gradient(&u->out[part].x, 0, &u->out[part].dx, &u->up[0][1].dy);
    for (size_t level = 0; level + 1 < u->spec.levels; level++) {
        i -= 2;
        if (!pair_gradient(u, part, i, gradient) || !gradient_input(u, part, i))
            return false;
        bool deepest = level + 2 == u->spec.levels;
        struct step *below = &u->up[level + 1][1];
        if (!rise_gradient(u, part, &i, level, deepest ? &u->d_deepest : &below->dy, gradient))
            return false;
        if (!deepest)
            blocked_relu_gradient(&below->y, 0, &below->dy, &below->dy);
    }
    return true;
}

bool unet_down_gradient(struct unet *u, float *gradient, float *dx)
{
    for (size_t level = u->spec.levels; level-- > 0;) {
        struct step *a = &u->down[level][0], *b = &u->down[level][1];
        struct blocked sum = sum_of(u, level), d_sum = d_sum_of(u, level), d_x = blocked_part(&d_sum, 0, a->x.channels);
        if (level + 1 < u->spec.levels)
            blocked_pool_gradient(&sum, &u->down[level + 1][0].dx, &d_sum);
        blocked_relu_gradient(&b->y, 0, &d_sum, &b->dy);
        if (!pair_gradient(u, UNET_TRUNK, 2 * level, gradient))
            return false;
        if (!level && !dx)
            return true;
        if (!gradient_input(u, UNET_TRUNK, 2 * level))
            return false;
        blocked_add(&a->dx, &d_x, &a->dx);
    }
    blocked_write(&u->down[0][0].dx, dx);
    return true;
}
