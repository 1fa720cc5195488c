/* cast -- converts the numbers of a stream to another type. npystream(5) */
#include "cli/cli.h"
#include "tensor/npy.h"

static double scale = 1, offset;
static bool clip, reinterpret;
static int part; /* 0: none */

static const struct cli_option options[] = {
    {"scale", 0, CLI_REAL(&scale), "A", "multiply each value by A"},
    {"offset", 0, CLI_REAL(&offset), "B", "then add B"},
    {"clip", 0, CLI_FLAG(&clip), NULL, "replace values outside the range of TYPE by the nearest value inside it"},
    {"part", 0, CLI_CHOICE(&part), "none|magnitude|phase|real|imaginary",
     "take this part of complex arrays; the phase is in radians, in (-pi, pi]"},
    {"reinterpret", 0, CLI_FLAG(&reinterpret), NULL,
     "keep the bytes and change only the type in the header, to one of equal size; for files whose header states the "
     "wrong type"},
    {0},
};

static const struct cli_command command = {
    .name = "cast",
    .summary = "convert a stream to another number type",
    .args = "TYPE",
    .min_args = 1,
    .max_args = 1,
    .description = "TYPE is u1, u2 or u4 (unsigned integers of 1, 2 and 4 bytes) or f2, f4 or f8 (floating point). "
                   "Values are rounded to the nearest integer, halves to even. A value outside the range of TYPE is an "
                   "error unless --clip is given; NaN cannot become an integer even then.",
    .in = "arrays of any shape",
    .out = "the same arrays as TYPE",
    .example = "cast u1 --scale 0.00390625 --clip < frame.npy | cast f4 | meta --list na",
    .options = options,
    .raw_input = true,
};

int main(int argc, char **argv)
{
    char **args = cli_begin(&command, argc, argv);
    enum dtype type = dtype_parse(args[0]);
    bool scaled = scale != 1 || offset != 0;
    if (type == DTYPES || type == C8)
        cli_usage("'%s' is not a type: one of u1 u2 u4 f2 f4 f8", args[0]);
    if (reinterpret && (scaled || clip || part))
        cli_usage("--reinterpret changes no bits, so it cannot be combined with other options");
    struct npy *in = npy_open(NULL);
    struct tensor t = {0};
    while (npy_read(in, &t)) {
        if (reinterpret) {
            tensor_reinterpret(&t, type);
            npy_write_any(stdout, &t);
            continue;
        }
        if (part)
            tensor_part(&t, (enum part)(part - 1));
        if (scaled)
            tensor_scale(&t, scale, offset);
        if (clip)
            tensor_clip(&t, type);
        tensor_convert(&t, type, npy_where(in));
        npy_write_any(stdout, &t);
    }
    npy_close(in);
    tensor_free(&t);
    return cli_end();
}
