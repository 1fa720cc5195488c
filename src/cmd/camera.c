/* camera -- turns intensities into counts with the noise of a scientific camera.
 *
 * The defaults are estimated from the images of white blood cells that Pinkard 2019 publishes with its code: their
 * variance at frequencies beyond the cutoff of the optics is linear in their mean and gives 1.7 electrons per count, an
 * offset of 32 counts and read noise of 3.1 electrons. The image under an off-axis LED has about 107 photoelectrons per
 * pixel, a ninth of the default here: --photons 107. */
#include <math.h>
#include <stdint.h>

#include "cli/cli.h"
#include "optics/sensor.h"
#include "tensor/npy.h"

static double photons = 1000, exposure = 1, full_well_e = 30000, read_noise_e = 3.1, gain = 1.7, offset = 32;
static size_t bits = 16, seed = 1;

static const struct cli_option options[] = {
    {"photons", 0, CLI_REAL(&photons), "E", "mean photoelectrons per pixel at intensity 1", 0, 1e9},
    {"exposure", 0, CLI_REAL(&exposure), "N", "factor by which the photons are multiplied", 0, 1e9},
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
        "The noise depends only on --seed, on the key seed of the frame and on the number of the frame in the stream: "
        "stacks of different specimens get different noise, whatever the order in which they are made.",
    .in = "f4 frames of intensity, relative to a clear field in bright field",
    .out = "u2 frames",
    .reads = "seed",
    .sets = "photons",
    .example = "specimen cells --size 64x64 --seed 7 | illuminate --z 0 | camera | meta --list photons",
    .options = options,
};

/* The seed of the specimen, on which the noise depends too. */
static uint64_t specimen_seed(const struct npy *in, const struct meta *meta)
{
    double number = meta_or(meta, "seed", 0);
    if (!(number >= 0 && number < 0x1p64 && number == floor(number)))
        cli_die("%s has seed=%.9g, expected a whole number of at least 0; set it with: meta seed=N", npy_where(in),
                number);
    return (uint64_t)number;
}

/* The weak-object model can give negative intensities, which no camera can record. */
static void check(const struct npy *in, const struct tensor *t)
{
    const float *intensity = t->data;
    for (size_t i = 0; i < tensor_count(t); i++)
        if (intensity[i] < 0)
            cli_die("%s has an intensity of %g, expected at least 0; the object is too strong for: illuminate --weak",
                    npy_where(in), (double)intensity[i]);
}

int main(int argc, char **argv)
{
    cli_begin(&command, argc, argv);
    struct sensor sensor = {photons * exposure, full_well_e, read_noise_e, gain, offset, (unsigned)bits};
    struct npy *in = npy_open(NULL);
    struct tensor intensity = {0}, counts = {0};
    while (npy_frame(in, &intensity, F4)) {
        check(in, &intensity);
        uint64_t mixed = rng_mix(seed, specimen_seed(in, &intensity.meta));
        struct rng *rng = cli_need(rng_new(mixed, npy_index(in)), "random numbers");
        tensor_frame(&counts, U2, intensity.dim[0], intensity.dim[1]);
        sensor_expose(&sensor, tensor_count(&counts), intensity.data, rng, counts.data);
        rng_free(rng);
        counts.meta = intensity.meta;
        meta_set_number(&counts.meta, "photons", sensor.photons);
        npy_write(stdout, &counts);
    }
    npy_close(in);
    tensor_free(&intensity);
    tensor_free(&counts);
    return cli_end();
}
