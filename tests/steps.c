/* steps avx2|native|bf16 BASE LEVELS N SIDE -- prints how many ms of each processor the U-Net takes for a batch of n
 * images of side x side, each the fastest of several times: a step of its training, without loss and optimiser; the
 * convolutions of the step, with nothing done in between; and the output alone. For bench-networks. */
#include <omp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "conv/conv.h"
#include "net/arena.h"
#include "net/unet.h"

enum { TIMES = 7 };

static struct unet_spec spec = {.inputs = 1, .outputs = 1};
static size_t n, side, block;
static enum conv_isa isa;

static void must(bool done)
{
    if (done)
        return;
    fprintf(stderr, "steps: expected avx2 or native, and BASE LEVELS N SIDE of a network that fits into memory\n");
    exit(1);
}

static void *needed(void *memory)
{
    must(memory);
    return memory;
}

/* The weights of a part, its layers and where its gradient goes. */
struct part {
    struct layer layer[UNET_LAYERS_MAX];
    size_t layers;
    float *params, *gradient;
};

static struct part part_of(enum unet_part which)
{
    struct part p = {.layers = unet_layers(&spec, which, p.layer)};
    p.params = needed(calloc(layers_params(p.layer, p.layers), sizeof(float)));
    p.gradient = needed(calloc(layers_params(p.layer, p.layers), sizeof(float)));
    must(layers_init(p.layer, p.layers, 1, p.params));
    return p;
}

/* Of the processors, divided by their number: so it does not matter what else they do. Each thread asks for its own
 * time, as clock() knows that of the others only to the last tick, some milliseconds ago. */
static double now_ms(void)
{
    double sum = 0;
#pragma omp parallel reduction(+ : sum)
    {
        struct timespec t;
        must(clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t) == 0);
        sum += 1000 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
    }
    return sum / omp_get_max_threads();
}

static double fastest(double before, double start)
{
    double ms = now_ms() - start;
    return before > 0 && before < ms ? before : ms;
}

static double step_ms(const struct part part[2], const float *x, float *y)
{
    struct unet *unet = needed(unet_new(&spec, n, side, side, true, isa));
    double ms = 0;
    for (int i = 0; i < TIMES; i++) {
        double start = now_ms();
        unet_set(unet, UNET_TRUNK, part[0].params);
        unet_set(unet, UNET_IMAGE, part[1].params);
        must(unet_down(unet, x) && unet_up(unet, UNET_IMAGE, y));
        must(unet_up_gradient(unet, UNET_IMAGE, x, part[1].gradient));
        must(unet_down_gradient(unet, part[0].gradient, NULL));
        ms = fastest(ms, start);
    }
    unet_free(unet);
    return ms;
}

static double output_ms(const struct part part[2], const float *x, float *y)
{
    struct unet *unet = needed(unet_new(&spec, n, side, side, false, isa));
    double ms = 0;
    unet_set(unet, UNET_TRUNK, part[0].params);
    unet_set(unet, UNET_IMAGE, part[1].params);
    for (int i = 0; i < TIMES; i++) {
        double start = now_ms();
        must(unet_down(unet, x) && unet_up(unet, UNET_IMAGE, y));
        ms = fastest(ms, start);
    }
    unet_free(unet);
    return ms;
}

/* The convolutions of a layer, forward and backward; the gradient by the image itself is not needed. */
static double layer_ms(struct conv_engine *engine, const struct layer *layer, size_t level, bool first)
{
    struct conv_spec s = {block, n, layer->in, layer->out, side >> level, side >> level, .stride = 1, .halo = true};
    struct conv *conv = needed(conv_new(engine, &s, true));
    struct arena arena = {.block = block};
    struct blocked x, y;
    float *packed, *scratch, *gradient;
    arena_images(&arena, ARENA_OWN, &x, n, s.in, s.h, s.w, true);
    arena_images(&arena, ARENA_OWN, &y, n, s.out, s.h, s.w, false);
    arena_floats(&arena, ARENA_OWN, &packed, conv_packed(conv));
    arena_floats(&arena, ARENA_OWN, &scratch, conv_scratch(conv));
    arena_floats(&arena, ARENA_OWN, &gradient, (s.in * CONV_WINDOW + 1) * s.out);
    must(arena_allocate(&arena));
    double ms[3] = {0};
    for (int i = 0; i < TIMES; i++) {
        double start = now_ms();
        must(conv_forward(conv, packed, scratch, &x, &y));
        ms[0] = fastest(ms[0], start);
        start = now_ms();
        must(conv_gradient(conv, packed, scratch, &x, &y, gradient, gradient + s.in * s.out * CONV_WINDOW));
        ms[1] = fastest(ms[1], start);
        start = now_ms();
        must(conv_gradient_input(conv, packed, scratch, &y, &x));
        ms[2] = fastest(ms[2], start);
    }
    arena_free(&arena);
    conv_free(conv);
    return ms[0] + ms[1] + (first ? 0 : ms[2]);
}

static double convolutions_ms(const struct part part[2])
{
    struct conv_engine *engine = needed(conv_engine_new(isa));
    block = spec.base % 16 == 0 ? conv_engine_block(engine) : 8;
    double ms = 0;
    for (size_t i = 0; i < part[0].layers; i++)
        ms += layer_ms(engine, &part[0].layer[i], i / 2, i == 0);
    for (size_t i = 0; i < part[1].layers; i++)
        ms += layer_ms(engine, &part[1].layer[i], i + 1 == part[1].layers ? 0 : spec.levels - 2 - i / 2, false);
    conv_engine_free(engine);
    return ms;
}

int main(int argc, char **argv)
{
    size_t *const number[] = {&spec.base, &spec.levels, &n, &side};
    must(argc == 6);
    isa = strcmp(argv[1], "avx2") == 0 ? CONV_AVX2 : strcmp(argv[1], "native") == 0 ? CONV_NATIVE : CONV_BF16;
    if (!conv_isa_here(isa)) {
        printf("- - -\n");
        return 0;
    }
    for (int i = 2; i < argc; i++)
        *number[i - 2] = strtoul(argv[i], NULL, 10);
    must(n && side && spec.base % 8 == 0 && spec.base && spec.base <= UNET_BASE && spec.levels > 1 &&
         spec.levels <= UNET_LEVELS && side % ((size_t)1 << (spec.levels - 1)) == 0);
    const struct part part[2] = {part_of(UNET_TRUNK), part_of(UNET_IMAGE)};
    float *x = needed(calloc(n * side * side, sizeof *x)), *y = needed(calloc(n * side * side, sizeof *y));
    for (size_t i = 0; i < n * side * side; i++)
        x[i] = (float)(i * 2654435761u % 1000) / 500 - 1;
    printf("%.1f %.1f %.1f\n", step_ms(part, x, y), convolutions_ms(part), output_ms(part, x, y));
    for (int i = 0; i < 2; i++)
        free(part[i].params), free(part[i].gradient);
    free(x), free(y);
    return 0;
}
