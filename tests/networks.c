/* networks unet INPUTS BASE LEVELS SIDE, or networks critic BASE BLOCKS SIDE -- runs a network of random weights on
 * random images, two of them, and writes what came in and out, and all gradients, as a bundle of named arrays. For
 * torch.bats, which has the same computed by PyTorch. networks transposed INPUTS ... -- the same of transposed ups.
 * networks losses H W -- the losses of a random image against another, and their gradients.
 * networks native ... -- the same with the instructions that this processor has. */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "learn/adversary.h"
#include "measure/berhu.h"
#include "measure/ssim.h"
#include "model/weights.h"
#include "net/critic.h"
#include "net/unet.h"
#include "stats/rng.h"

enum { N = 2, ARRAYS_MAX = 8 * (CRITIC_LAYERS_MAX + UNET_LAYERS_MAX) };

static struct bundle_array array[ARRAYS_MAX];
static size_t arrays;
static enum conv_isa isa = CONV_AVX2;

static float *add(const char *name, size_t count, bool random)
{
    struct bundle_array *a = &array[arrays++];
    *a = (struct bundle_array){"", F4, 0, count, cli_alloc(count, sizeof(float))};
    snprintf(a->name, sizeof a->name, "%s", name);
    struct rng *rng = cli_need(rng_new(7, arrays), "random numbers");
    for (size_t i = 0; random && i < count; i++)
        ((float *)a->data)[i] = (float)rng_gauss(rng);
    rng_free(rng);
    return a->data;
}

/* The weights of some layers, biases too, and as many zeros for the gradients, which are called d_NAME. */
static float *add_layers(const struct layer *layers, size_t count, float **gradient)
{
    size_t params = layers_params(layers, count), first = arrays;
    float *w = cli_alloc(params, sizeof *w);
    *gradient = cli_alloc(params, sizeof **gradient);
    cli_need(layers_init(layers, count, 3, w) ? w : NULL, "weights");
    for (size_t l = 0; l < count; l++)
        for (size_t i = 0; i < layers[l].out; i++)
            w[layers[l].b + i] = 0.1f * (float)(i % 7) - 0.2f;
    arrays += weights_arrays(layers, count, w, array + arrays);
    arrays += weights_arrays(layers, count, *gradient, array + arrays);
    for (size_t i = (first + arrays) / 2; i < arrays; i++) {
        memmove(array[i].name + 2, array[i].name, BUNDLE_NAME_MAX - 2);
        memcpy(array[i].name, "d_", 2);
    }
    return w;
}

static void must(bool done)
{
    cli_need(done ? array : NULL, "the convolutions");
}

static void run_unet(size_t inputs, size_t base, size_t levels, size_t side, enum unet_rise up)
{
    struct unet_spec spec = {inputs, 1, base, levels, true, up};
    struct unet *unet = cli_need(unet_new(&spec, N, side, side, true, isa), "the network");
    float *gradient[UNET_PARTS];
    for (enum unet_part part = UNET_TRUNK; part < UNET_PARTS; part++) {
        struct layer layers[UNET_LAYERS_MAX];
        unet_set(unet, part, add_layers(layers, unet_layers(&spec, part, layers), &gradient[part]));
    }
    float *x = add("x", N * inputs * side * side, true), *dx = add("d_x", N * inputs * side * side, false);
    float *y = add("y", N * side * side, false), *dy = add("d_y", N * side * side, true);
    float *map = add("map", N * side * side, false);
    must(unet_down(unet, x) && unet_up(unet, UNET_DPM, map));
    must(unet_up_gradient(unet, UNET_DPM, dy, gradient[UNET_DPM]));
    must(unet_up(unet, UNET_IMAGE, y) && unet_up_gradient(unet, UNET_IMAGE, dy, gradient[UNET_IMAGE]));
    must(unet_down_gradient(unet, gradient[UNET_TRUNK], dx));
    unet_free(unet);
}

static void run_critic(size_t base, size_t blocks, size_t side)
{
    struct critic_spec spec = {1, base, blocks};
    struct critic *critic = cli_need(critic_new(&spec, N, side, side, isa), "the network");
    struct layer layers[CRITIC_LAYERS_MAX];
    float *gradient;
    critic_set(critic, add_layers(layers, critic_layers(&spec, layers), &gradient));
    float *x = add("x", N * side * side, true), *dx = add("d_x", N * side * side, false);
    float *real = add("y", N, false), *d_real = add("d_y", N, true);
    must(critic_judge(critic, x, real) && critic_gradient(critic, d_real, gradient, dx));
    critic_free(critic);
}

static void run_losses(size_t h, size_t w)
{
    size_t n = h * w;
    float *x = add("x", n, true), *y = add("y", n, true), *value = add("value", 4, false);
    float *berhu = add("d_berhu", n, false), *ssim = add("d_ssim", n, false), *multiscale = add("d_ms_ssim", n, false);
    float *adversary = add("d_adversary", n, false);
    for (size_t i = 0; i < n; i++)
        x[i] = y[i] + 0.5f * x[i];
    struct ssim mean;
    double ms_ssim;
    value[0] = (float)berhu_mean(n, x, y, 0.3, 1, berhu);
    must(ssim_mean(h, w, x, y, 6, &mean) && ssim_gradient(h, w, x, y, 6, &(struct ssim){1, 0}, ssim));
    must(ssim_multiscale_gradient(h, w, x, y, 6, 1, &ms_ssim, multiscale));
    value[1] = (float)mean.ssim;
    value[2] = (float)ms_ssim;
    value[3] = (float)adversary_loss(n, x, 1, 1, adversary);
}

int main(int argc, char **argv)
{
    size_t number[4] = {0};
    if (argc > 1 && strcmp(argv[1], "native") == 0) {
        isa = CONV_NATIVE;
        argc--, argv++;
    }
    for (int i = 2; i < argc && i < 6; i++)
        number[i - 2] = strtoul(argv[i], NULL, 10);
    if (argc == 6 && (strcmp(argv[1], "unet") == 0 || strcmp(argv[1], "transposed") == 0))
        run_unet(number[0], number[1], number[2], number[3], *argv[1] == 't' ? UNET_TRANSPOSED : UNET_BILINEAR);
    else if (argc == 4 && strcmp(argv[1], "losses") == 0)
        run_losses(number[0], number[1]);
    else if (argc == 5 && strcmp(argv[1], "critic") == 0)
        run_critic(number[0], number[1], number[2]);
    else
        cli_usage("expected unet or transposed INPUTS BASE LEVELS SIDE, critic BASE BLOCKS SIDE, or losses H W");
    bundle_write(stdout, &(struct meta){0}, array, arrays);
    return fflush(stdout) != 0;
}
