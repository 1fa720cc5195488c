/* illuminate -- images a specimen under LEDs, through focus.
 *
 * Pinkard 2019: one off-axis LED gives the images that the network sees; a half annulus of LEDs gives the images from
 * which the focus is found. src/optics/imaging.h describes the optics. */
#include <math.h>
#include <stdlib.h>

#include "cli/cli.h"
#include "leds/leds.h"
#include "optics/imaging.h"
#include "tensor/keys.h"
#include "tensor/npy.h"

static struct light light = {.across = 12};
static const char *z_range = "-29.5:29.5:1";
static bool weak;
static double na = 0.5, lambda_um = 0.53, led_size = 0.004, led_error = 0, pupil_edge = 0.005, medium_index = 1.335;
static size_t seed = 1;

/* Of the specimen's random numbers, those of the place of the LEDs. */
enum { LED_STREAM = 2 };

static const struct cli_option options[] = {
    {"led", 0, CLI_LIST(&light.texts), "X,Y", "direction of an LED, in NA; may be given more than once"},
    {"leds", 0, CLI_TEXT(&light.path), "FILE", "table of LEDs with the columns led_na_x and led_na_y"},
    {"pattern", 0, CLI_TEXT(&light.pattern), "NAME", "use only the rows of --leds with NAME in the column pattern"},
    {"half-annulus", 0, CLI_FLAG(&light.half_annulus), NULL,
     "use the half annulus of Pinkard 2019: the 33 LEDs with NA 0.40 to 0.50 and y > 0"},
    {"condenser", 0, CLI_REAL(&light.condenser_na), "NA", "use a condenser of this NA, evenly filled", 0.01, 0.98},
    {"across", 0, CLI_COUNT(&light.across), "N", "LEDs across the condenser", 1, 200},
    {"weak", 0, CLI_FLAG(&weak), NULL, "use the transfer function of a weak object instead of the sum over the LEDs"},
    {"z", 0, CLI_TEXT(&z_range), "START:STOP:STEP", "z of the planes, in um"},
    {"na", 0, CLI_REAL(&na), "NA", "numerical aperture of the objective", 0.01, 0.98},
    {"lambda", 0, CLI_REAL(&lambda_um), "UM", "wavelength of the light", 0.1, 10},
    {"led-size", 0, CLI_REAL(&led_size), "NA", "angular side of an LED, which blurs out-of-focus images", 0, 0.2},
    {"led-error", 0, CLI_REAL(&led_error), "NA",
     "standard deviation of a random error of the LEDs' place along either axis, the same for a whole stack", 0, 0.2},
    {"pupil-edge", 0, CLI_REAL(&pupil_edge), "NA", "half the width of the pupil's soft edge", 0, 0.2},
    {"index", 0, CLI_REAL(&medium_index), "N", "refractive index of the medium between the slices", 1, 3},
    {"seed", 's', CLI_COUNT(&seed), "N", "seed of the random error, together with the seed of the specimen"},
    {0},
};

static const struct cli_command command = {
    .name = "illuminate",
    .summary = "image a specimen under LEDs, through focus",
    .description =
        "Writes the intensity on the camera, one frame for each plane of --z, for each specimen. The defocus of a "
        "frame is z_um - focus_um. Unless told otherwise the light source is one LED in the direction 0,0.401, 24 "
        "degrees off axis. Several LEDs are mutually incoherent, and the image is the mean over them. The unit is the "
        "intensity on a clear field of one LED inside the objective's NA.\n\n"
        "A condenser is a disc of square LEDs without gaps, so --led-size does not count. With 12 across, a stained "
        "section at 8 um from focus is within 0.3 % of that with 40 across (root mean square, relative to the "
        "mean).\n\n"
        "The specimen is assumed to be periodic, and an LED to be a plane wave with the same period: its direction is "
        "rounded to a multiple of the wavelength divided by the field of view. led_na_x and led_na_y record the "
        "direction used, without --led-error, which nobody knows; with more than one LED they are dropped.\n\n"
        "A specimen of several slices is imaged by the multislice method: its planes blur and shade each other.\n\n"
        "--weak leaves out the interference of scattered light with scattered light, and therefore all light of LEDs "
        "outside the NA. It is fast with many LEDs, correct for objects that hardly scatter, and wrong for cells. The "
        "specimen must be thin.",
    .in = "c8 arrays (y, x) or (slice, y, x), the transmission of specimens on a grid twice as fine as the camera's",
    .out = "f4 frames",
    .reads = "pixel_um focus_um seed slice_um",
    .sets = "z_um pixel_um na lambda_um illumination led_na_x led_na_y",
    .drops = "led_na_x led_na_y",
    .example = "specimen cells --size 64x64 | illuminate --led 0,0.3 --z -10:10:5 | meta --list z_um,led_na_y",
    .options = options,
};

static void describe(struct meta *meta, const struct microscope *m, const struct leds *leds)
{
    meta_set_number(meta, "pixel_um", m->pixel_um);
    meta_set_number(meta, "na", m->na);
    meta_set_number(meta, "lambda_um", m->lambda_um);
    meta_set(meta, "illumination", leds->name);
    meta_drop(meta, "led_na_x");
    meta_drop(meta, "led_na_y");
    if (leds->n > 1)
        return;
    struct led used = microscope_led_on_grid(m, leds->led[0]);
    meta_set_number(meta, "led_na_x", used.na_x);
    meta_set_number(meta, "led_na_y", used.na_y);
}

/* The microscope for this object, whose grid must hold all frequencies that the LEDs bring in. */
static struct microscope shape(const struct tensor *object, const char *where, const struct leds *leds)
{
    const size_t *side = object->dim + (object->rank == 3);
    if (object->type != C8 || object->rank < 2 || object->rank > 3 || side[0] % 2 || side[1] % 2)
        cli_die("%s is %s, expected a c8 array with even sides; make one with: specimen", where,
                tensor_describe(object));
    struct microscope m = {side[0] / 2, side[1] / 2, 2 * meta_need(&object->meta, "pixel_um"), na,
                           lambda_um,   pupil_edge,  leds->side > 0 ? leds->side : led_size};
    for (size_t i = 0; i < leds->n; i++)
        if (!imaging_holds(&m, leds->led[i], weak))
            cli_die("%s has camera pixels of %g um, too coarse for NA %g and an LED at %g,%g; make them finer with: "
                    "specimen --pixel",
                    where, m.pixel_um, na, leds->led[i].na_x, leds->led[i].na_y);
    return m;
}

int main(int argc, char **argv)
{
    cli_begin(&command, argc, argv);
    double start_um, step_um;
    size_t planes = cli_range(z_range, "--z", &start_um, &step_um);
    struct leds leds = {0};
    leds_choose(&leds, &light);
    struct led *placed = cli_alloc(leds.n, sizeof *placed);
    struct npy *in = npy_open(NULL);
    struct tensor object = {0}, image = {0};
    while (npy_read(in, &object)) {
        npy_check_finite(in, &object);
        struct microscope m = shape(&object, npy_where(in), &leds);
        double focus_um = meta_need(&object.meta, "focus_um");
        struct object thing = {object.data, object.rank == 3 ? object.dim[0] : 1,
                               object.rank == 3 ? meta_need(&object.meta, "slice_um") : 0, medium_index};
        if (weak && thing.slices > 1)
            cli_die("%s has %zu slices, but --weak is for thin specimens", npy_where(in), thing.slices);
        struct rng *rng =
            cli_need(rng_new(rng_mix(seed, keys_seed(&object.meta, npy_where(in))), LED_STREAM), "random numbers");
        microscope_misplace(leds.n, leds.led, led_error, rng, placed);
        rng_free(rng);
        struct imaging *imaging = cli_need(imaging_new(&m, &thing), "imaging");
        cli_need(imaging_light(imaging, leds.n, placed) ? imaging : NULL, "imaging");
        tensor_frame(&image, F4, m.h, m.w);
        image.meta = object.meta;
        meta_drop(&image.meta, "slice_um");
        describe(&image.meta, &m, &leds);
        for (size_t i = 0; i < planes; i++) {
            double z_um = cli_step(start_um, step_um, (double)i);
            imaging_run(imaging, z_um - focus_um, weak, image.data);
            meta_set_number(&image.meta, "z_um", z_um);
            npy_write(stdout, &image);
        }
        imaging_free(imaging);
    }
    npy_close(in);
    leds_free(&leds);
    free(placed);
    tensor_free(&object);
    tensor_free(&image);
    return cli_end();
}
