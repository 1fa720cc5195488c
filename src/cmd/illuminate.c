/* illuminate -- images a thin specimen under LEDs, through focus.
 *
 * Pinkard 2019: one off-axis LED gives the images that the network sees; a half annulus of LEDs gives the images from
 * which the focus is found. src/optics/imaging.h describes the optics. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "optics/imaging.h"
#include "table/table.h"
#include "tensor/npy.h"

static struct cli_list led_texts;
static const char *leds_path, *pattern, *z_range = "-29.5:29.5:1";
static bool annulus, weak;
static double na = 0.5, lambda_um = 0.53, led_size = 0.004, pupil_edge = 0.005;

static const struct cli_option options[] = {
    {"led", 0, CLI_LIST(&led_texts), "X,Y", "direction of an LED, in NA; may be given more than once"},
    {"leds", 0, CLI_TEXT(&leds_path), "FILE", "table of LEDs with the columns led_na_x and led_na_y"},
    {"pattern", 0, CLI_TEXT(&pattern), "NAME", "use only the rows of --leds with NAME in the column pattern"},
    {"half-annulus", 0, CLI_FLAG(&annulus), NULL,
     "use the half annulus of Pinkard 2019: the 33 LEDs with NA 0.40 to 0.50 and y > 0"},
    {"weak", 0, CLI_FLAG(&weak), NULL, "use the transfer function of a weak object instead of the sum over the LEDs"},
    {"z", 0, CLI_TEXT(&z_range), "START:STOP:STEP", "z of the planes, in um"},
    {"na", 0, CLI_REAL(&na), "NA", "numerical aperture of the objective", 0.01, 0.98},
    {"lambda", 0, CLI_REAL(&lambda_um), "UM", "wavelength of the light", 0.1, 10},
    {"led-size", 0, CLI_REAL(&led_size), "NA", "angular side of an LED, which blurs out-of-focus images", 0, 0.2},
    {"pupil-edge", 0, CLI_REAL(&pupil_edge), "NA", "half the width of the pupil's soft edge", 0, 0.2},
    {0},
};

static const struct cli_command command = {
    .name = "illuminate",
    .summary = "image a thin specimen under LEDs, through focus",
    .description =
        "Writes the intensity on the camera, one frame for each plane of --z, for each specimen. The defocus of a "
        "frame is z_um - focus_um. Without --led, --leds or --half-annulus the light source is one LED in the "
        "direction 0,0.401, 24 degrees off axis. Several LEDs are mutually incoherent, and the image is the mean over "
        "them. The unit is the intensity on a clear field of one LED inside the objective's NA.\n\n"
        "The specimen is assumed to be periodic, and an LED to be a plane wave with the same period: its direction is "
        "rounded to a multiple of the wavelength divided by the field of view. led_na_x and led_na_y record the "
        "direction used; with more than one LED they are dropped.\n\n"
        "--weak leaves out the interference of scattered light with scattered light, and therefore all light of LEDs "
        "outside the NA. It is fast with many LEDs, correct for objects that hardly scatter, and wrong for cells.",
    .in = "c8 arrays (y, x), the transmission of thin specimens on a grid twice as fine as the camera's",
    .out = "f4 frames",
    .reads = "pixel_um focus_um",
    .sets = "z_um pixel_um na lambda_um illumination led_na_x led_na_y",
    .drops = "led_na_x led_na_y",
    .example = "specimen cells --size 64x64 | illuminate --led 0,0.3 --z -10:10:5 | meta --list z_um,led_na_y",
    .options = options,
};

static struct led *add_led(struct led *led, size_t *n, double x, double y)
{
    if (hypot(x, y) >= 1)
        cli_usage("LED at %g,%g: light from an NA of 1 or more cannot reach the specimen in air", x, y);
    led = cli_need(realloc(led, (*n + 1) * sizeof *led), "LEDs");
    led[(*n)++] = (struct led){x, y};
    return led;
}

static struct led *read_leds(size_t *n)
{
    struct led *led = NULL;
    for (size_t i = 0; i < led_texts.count; i++) {
        double xy[2];
        if (cli_reals(led_texts.item[i], "--led", xy, 2) != 2)
            cli_usage("--led: '%s' is not X,Y", led_texts.item[i]);
        led = add_led(led, n, xy[0], xy[1]);
    }
    for (size_t i = 0; annulus && i < microscope_half_annulus_count; i++)
        led = add_led(led, n, microscope_half_annulus[i].na_x, microscope_half_annulus[i].na_y);
    if (leds_path) {
        struct table t;
        table_read(&t, leds_path);
        size_t x = table_column(&t, "led_na_x"), y = table_column(&t, "led_na_y");
        size_t name = pattern ? table_column(&t, "pattern") : 0;
        for (size_t i = 0; i < t.rows; i++)
            if (!pattern || strcmp(table_text(&t, i, name), pattern) == 0)
                led = add_led(led, n, table_number(&t, i, x), table_number(&t, i, y));
        if (!*n)
            cli_die("%s has no LED of pattern '%s'", leds_path, pattern ? pattern : "");
        table_free(&t);
    }
    return *n ? led : add_led(led, n, 0, 0.401);
}

static void describe(struct meta *meta, const struct microscope *m, size_t n, const struct led *led)
{
    meta_set_number(meta, "pixel_um", m->pixel_um);
    meta_set_number(meta, "na", m->na);
    meta_set_number(meta, "lambda_um", m->lambda_um);
    meta_set(meta, "illumination", annulus ? "half-annulus" : n > 1 ? "leds" : "led");
    meta_drop(meta, "led_na_x");
    meta_drop(meta, "led_na_y");
    if (n > 1)
        return;
    struct led used = microscope_led_on_grid(m, led[0]);
    meta_set_number(meta, "led_na_x", used.na_x);
    meta_set_number(meta, "led_na_y", used.na_y);
}

int main(int argc, char **argv)
{
    cli_begin(&command, argc, argv);
    if ((led_texts.count > 0) + (leds_path != NULL) + annulus > 1)
        cli_usage("give only one of --led, --leds and --half-annulus");
    if (pattern && !leds_path)
        cli_usage("--pattern needs --leds");
    double start_um, step_um;
    size_t planes = cli_range(z_range, "--z", &start_um, &step_um), n = 0;
    struct led *led = read_leds(&n);
    struct npy *in = npy_open(NULL);
    struct tensor object = {0}, image = {0};
    while (npy_frame(in, &object, ANY)) {
        if (object.type != C8 || object.dim[0] % 2 || object.dim[1] % 2)
            cli_die("%s is %s, expected a c8 array with even sides; make one with: specimen", npy_where(in),
                    tensor_describe(&object));
        struct microscope m = {
            object.dim[0] / 2, object.dim[1] / 2, 2 * meta_need(&object.meta, "pixel_um"), na, lambda_um,
            pupil_edge,        led_size};
        double focus_um = meta_need(&object.meta, "focus_um");
        for (size_t i = 0; i < n; i++)
            if (!imaging_holds(&m, led[i]))
                cli_die("%s has camera pixels of %g um, too coarse for NA %g and an LED at %g,%g; make them finer "
                        "with: specimen --pixel",
                        npy_where(in), m.pixel_um, na, led[i].na_x, led[i].na_y);
        struct imaging *imaging = cli_need(imaging_new(&m, object.data), "imaging");
        tensor_frame(&image, F4, m.h, m.w);
        image.meta = object.meta;
        describe(&image.meta, &m, n, led);
        for (size_t i = 0; i < planes; i++) {
            double z_um = start_um + (double)i * step_um;
            imaging_run(imaging, n, led, z_um - focus_um, weak, image.data);
            meta_set_number(&image.meta, "z_um", z_um);
            npy_write(stdout, &image);
        }
        imaging_free(imaging);
    }
    npy_close(in);
    free(led);
    tensor_free(&object);
    tensor_free(&image);
    return cli_end();
}
