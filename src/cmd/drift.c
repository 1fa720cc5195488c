/* drift -- lets the specimen drift under the camera from plane to plane, as stages do.
 *
 * Luo 2020 (Data pre-processing) removes the shifts and rotations of the stage from every stack; a simulated stack
 * would have none. */
#include <math.h>
#include <string.h>

#include "cli/cli.h"
#include "drift/drift.h"
#include "register/interpolate.h"
#include "stats/rng.h"
#include "tensor/keys.h"
#include "tensor/plane.h"

static double step_px = 0.2, turn_deg = 0;
static size_t seed = 1;

/* Of the specimen's random numbers, those of the drift. */
enum { DRIFT_STREAM = 3 };

static const struct cli_option options[] = {
    {"step", 0, CLI_REAL(&step_px), "PX",
     "standard deviation of the step from one plane to the next, along either axis, in pixels", 0, 100},
    {"turn", 0, CLI_REAL(&turn_deg), "DEG", "standard deviation of the turn from one plane to the next", 0, 45},
    {"seed", 's', CLI_COUNT(&seed), "N", "seed of the random numbers"},
    {0},
};

static const struct cli_command command = {
    .name = "drift",
    .summary = "let the specimen drift under the camera",
    .description =
        "Moves every frame of a stack down, right and clockwise by random amounts, which add up from plane to plane, "
        "and are recorded as stack-align records what it removes: turned about the centre first. The first plane "
        "stays. What had drifted before drifts on, and the record is of all of it. Values between pixels are "
        "interpolated by cubic B-splines, and are not below 0; beyond its border a frame is mirrored, so let camera "
        "--sensor cut out the middle.\n\n"
        "The drift depends only on --seed and on the keys seed and stack. stack-align removes it again.",
    .in = "frames, before camera adds noise",
    .out = "f4 frames",
    .reads = "stack z_um seed",
    .sets = "drift_y_px drift_x_px drift_deg",
    .example = "specimen cells --size 64x64 --seed 7 | illuminate --z -2:2:1 | drift --step 1 | camera > drifting.npy",
    .options = options,
};

int main(int argc, char **argv)
{
    cli_begin(&command, argc, argv);
    struct npy *in = npy_open(NULL);
    struct tensor frame = {0};
    struct bspline *spline = NULL;
    struct rng *rng = NULL;
    struct rigid motion = {0};
    struct plane plane, before = {0};
    size_t h = 0, w = 0;
    while (npy_frame(in, &frame, F4)) {
        npy_check_finite(in, &frame);
        plane_of(in, &frame.meta, &plane);
        if (!rng || strcmp(plane.stack, before.stack) != 0) {
            rng_free(rng);
            uint64_t mixed = rng_mix_text(rng_mix(seed, keys_seed(&frame.meta, npy_where(in))), plane.stack);
            rng = cli_need(rng_new(mixed, DRIFT_STREAM), "random numbers");
            motion = (struct rigid){0};
            before = plane;
        } else {
            motion.dy += step_px * rng_gauss(rng);
            motion.dx += step_px * rng_gauss(rng);
            motion.angle += turn_deg * M_PI / 180 * rng_gauss(rng);
        }
        if (frame.dim[0] != h || frame.dim[1] != w) {
            h = frame.dim[0];
            w = frame.dim[1];
            if (h < INTERPOLATE_SIDE_MIN || w < INTERPOLATE_SIDE_MIN)
                cli_die("%s is %s, expected sides of at least %d", npy_where(in), tensor_describe(&frame),
                        INTERPOLATE_SIDE_MIN);
            bspline_free(spline);
            spline = cli_need(bspline_new(h, w), "a spline");
        }
        float *value = frame.data;
        if (motion.dy != 0 || motion.dx != 0 || motion.angle != 0) {
            bspline_set(spline, value);
            bspline_move(spline, motion, value);
            for (size_t i = 0; i < h * w; i++)
                value[i] = fmaxf(value[i], 0);
        }
        struct rigid earlier = drift_recorded(&frame.meta, "drift");
        drift_record(&frame.meta, "drift", rigid_compose(rigid_inverse(motion), earlier));
        npy_write(stdout, &frame);
    }
    npy_close(in);
    bspline_free(spline);
    rng_free(rng);
    tensor_free(&frame);
    return cli_end();
}
