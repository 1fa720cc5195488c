/* camera -- turns intensities into counts with the noise of a scientific camera.
 *
 * The defaults are estimated from the images of white blood cells that Pinkard 2019 publishes with its code: their
 * variance at frequencies beyond the cutoff of the optics is linear in their mean and gives 1.7 electrons per count, an
 * offset of 32 counts and read noise of 3.1 electrons. The image under an off-axis LED has about 107 photoelectrons per
 * pixel, a ninth of the default here: --photons 107. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "cli/cli.h"
#include "optics/sensor.h"
#include "tensor/keys.h"
#include "tensor/npy.h"

/* Streams of random numbers beside those of the frames, which are numbered from 1. */
#define PATTERN_STREAM UINT64_MAX
#define EXPOSURE_STREAM (UINT64_MAX - 1)

static double photons = 1000, exposure = 1, exposure_sd = 0, stray = 0, pattern_sd = 0, slope_sd = 0;
static double full_well_e = 30000, read_noise_e = 3.1, gain = 1.7, offset = 32;
static size_t bits = 16, seed = 1, side[2];

static const struct cli_option options[] = {
    {"photons", 0, CLI_REAL(&photons), "E", "mean photoelectrons per pixel at intensity 1", 0, 1e9},
    {"exposure", 0, CLI_REAL(&exposure), "N", "factor by which the photons are multiplied", 0, 1e9},
    {"exposure-sd", 0, CLI_REAL(&exposure_sd), "SD",
     "standard deviation of the logarithm of a further, random factor, the same for a whole stack", 0, 3},
    {"slope-sd", 0, CLI_REAL(&slope_sd), "SD",
     "standard deviation of a random slope of the light from edge to edge, along either axis, the same for a whole "
     "stack",
     0, 2},
    {"stray", 0, CLI_REAL(&stray), "N", "stray light on every pixel, relative to intensity 1", 0, 1e3},
    {"fixed-pattern", 0, CLI_REAL(&pattern_sd), "SD", "standard deviation of the pixels' sensitivity", 0, 0.3},
    {"sensor", 0, CLI_SIZE(side), "HxW", "size of the sensor, which sees the middle of the field; 0x0: all of it", 0,
     65536},
    {"full-well", 0, CLI_REAL(&full_well_e), "E", "electrons at which a pixel saturates", 1, 1e9},
    {"read-noise", 0, CLI_REAL(&read_noise_e), "E", "standard deviation of the read noise", 0, 1e6},
    {"gain", 0, CLI_REAL(&gain), "E", "electrons per count", 1e-6, 1e6},
    {"offset", 0, CLI_REAL(&offset), "N", "counts added to every pixel", 0, 65535},
    {"bits", 0, CLI_COUNT(&bits), "N", "bits of the analog-to-digital converter", 1, 16},
    {"seed", 's', CLI_COUNT(&seed), "N", "seed of the random numbers"},
    {0},
};

static const struct cli_command command = {
    .name = "camera",
    .summary = "turn intensities into camera counts, with shot and read noise",
    .description =
        "Each pixel collects a Poisson number of electrons, up to its full well. Read noise is added, the sum is "
        "divided by the gain, and the offset is added; the result is rounded and clipped to --bits.\n\n"
        "The sensitivity of the pixels depends only on --seed. The noise, the exposure and the slope depend only on "
        "--seed, on the keys of the specimen's seed and of the light, and the noise on the number of the frame in the "
        "stream: stacks of different specimens, and of one specimen under different light, differ in them, whatever "
        "the order in which they are made.",
    .in = "f4 frames of intensity, relative to a clear field in bright field",
    .out = "u2 frames",
    .reads = "seed illumination led_na_x led_na_y colour",
    .sets = "photons",
    .example = "specimen cells --size 64x64 --seed 7 | illuminate --z 0 | camera | meta --list photons",
    .options = options,
};

/* The weak-object model can give negative intensities, which no camera can record. */
static void check(const struct npy *in, const struct tensor *t)
{
    const float *intensity = t->data;
    for (size_t i = 0; i < tensor_count(t); i++)
        if (intensity[i] < 0)
            cli_die("%s has an intensity of %g, expected at least 0; the object is too strong for: illuminate --weak",
                    npy_where(in), (double)intensity[i]);
}

/* The seed of what is random in this stack: that of the camera, of the specimen, and the light. */
static uint64_t seed_of(const struct meta *meta, const char *where)
{
    static const char *const light[] = {"illumination", "led_na_x", "led_na_y", "colour"};
    uint64_t mixed = rng_mix(seed, keys_seed(meta, where));
    char value[META_VALUE_MAX + 1];
    for (size_t i = 0; i < sizeof light / sizeof *light; i++)
        if (meta_get(meta, light[i], value))
            mixed = rng_mix_text(mixed, value);
    return mixed;
}

/* Cuts the part out that the sensor sees. */
static void cut(const struct npy *in, struct tensor *t)
{
    size_t h = side[0] ? side[0] : t->dim[0], w = side[1] ? side[1] : t->dim[1];
    if (h > t->dim[0] || w > t->dim[1])
        cli_die("%s is %s, smaller than a sensor of %zux%zu", npy_where(in), tensor_describe(t), h, w);
    tensor_crop(t, (t->dim[0] - h) / 2, (t->dim[1] - w) / 2, h, w);
}

int main(int argc, char **argv)
{
    cli_begin(&command, argc, argv);
    struct npy *in = npy_open(NULL);
    struct tensor intensity = {0}, counts = {0};
    float *sensitivity = NULL;
    size_t pixels = 0;
    while (npy_frame(in, &intensity, F4)) {
        check(in, &intensity);
        cut(in, &intensity);
        if (pixels != tensor_count(&intensity)) {
            pixels = tensor_count(&intensity);
            free(sensitivity);
            sensitivity = cli_alloc(pixels, sizeof *sensitivity);
            struct rng *rng = cli_need(rng_new(seed, PATTERN_STREAM), "random numbers");
            sensor_sensitivity(pattern_sd, pixels, rng, sensitivity);
            rng_free(rng);
        }
        uint64_t mixed = seed_of(&intensity.meta, npy_where(in));
        struct rng *of_stack = cli_need(rng_new(mixed, EXPOSURE_STREAM), "random numbers");
        double brightness = exp(exposure_sd * rng_gauss(of_stack));
        if (slope_sd > 0) {
            double slope_y = slope_sd * rng_gauss(of_stack), slope_x = slope_sd * rng_gauss(of_stack);
            sensor_tilt_light(intensity.dim[0], intensity.dim[1], slope_y, slope_x, intensity.data);
        }
        struct sensor sensor = {
            photons * exposure * brightness, stray, full_well_e, read_noise_e, gain, offset, (unsigned)bits};
        struct rng *rng = cli_need(rng_new(mixed, npy_index(in)), "random numbers");
        tensor_frame(&counts, U2, intensity.dim[0], intensity.dim[1]);
        sensor_expose(&sensor, pixels, intensity.data, sensitivity, rng, counts.data);
        rng_free(rng);
        rng_free(of_stack);
        counts.meta = intensity.meta;
        meta_set_number(&counts.meta, "photons", sensor.photons);
        npy_write(stdout, &counts);
    }
    npy_close(in);
    free(sensitivity);
    tensor_free(&intensity);
    tensor_free(&counts);
    return cli_end();
}
