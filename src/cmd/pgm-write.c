/* pgm-write -- writes the frames of a stream as PGM images or as headerless numbers, for ffmpeg, ImageMagick and the
 * like. PGM: netpbm's pgm(5), binary. */
#include <stdio.h>
#include <unistd.h>

#include "cli/cli.h"
#include "tensor/npy.h"

static bool bare;

static const struct cli_option options[] = {
    {"bare", 0, CLI_FLAG(&bare), NULL, "write the numbers alone, little-endian: what --raw WxH:TYPE reads"},
    {0},
};

static const struct cli_command command = {
    .name = "pgm-write",
    .summary = "write frames as PGM images, for programs that know no NPY",
    .description = "Writes each frame as a binary PGM image with the maximum 255 or 65535, one after the other, which "
                   "ffmpeg reads with -f image2pipe, ImageMagick and netpbm as they are, and every filter here as a "
                   "stream. PGM knows u1 and u2; other types are refused, as no range is right for all. Values are not "
                   "changed.\n\n"
                   "--bare writes no header: then all frames must have the shape and type of the first, which the "
                   "reader has to be told. The metadata are lost in both.",
    .in = "a stream of images",
    .out = "PGM images, or numbers",
    .example =
        "pgm-write < stack.npy | take 3 > third.npy\npgm-write --bare < stack.npy | take --raw 64x64:u2 3 | cmp - "
        "third.npy",
    .options = options,
};

/* PGM is big-endian. */
static void write_pgm(const struct npy *in, struct tensor *t)
{
    size_t bytes = tensor_count(t) * dtype_size(t->type);
    unsigned char *at = t->data;
    if (t->type != U1 && t->type != U2)
        cli_die("%s is %s, but PGM knows u1 and u2 only; scale it to its range, as in: cast u2 --scale 100",
                npy_where(in), tensor_describe(t));
    for (size_t i = 0; i < bytes && t->type == U2; i += 2) {
        unsigned char low = at[i];
        at[i] = at[i + 1];
        at[i + 1] = low;
    }
    printf("P5\n%zu %zu\n%d\n", t->dim[1], t->dim[0], t->type == U1 ? 255 : 65535);
}

int main(int argc, char **argv)
{
    cli_begin(&command, argc, argv);
    struct npy *in = npy_open(NULL);
    struct tensor t = {0}, first = {0};
    if (isatty(STDOUT_FILENO))
        cli_usage("stdout is a terminal; write the images to a file or a pipe");
    while (npy_frame(in, &t, ANY)) {
        if (npy_index(in) == 1)
            first = (struct tensor){.type = t.type, .rank = 2, .dim = {t.dim[0], t.dim[1], 1, 1}};
        if (bare && (t.type != first.type || t.dim[0] != first.dim[0] || t.dim[1] != first.dim[1]))
            cli_die("%s is %s, the first frame is %s; without headers all must be the same", npy_where(in),
                    tensor_describe(&t), tensor_describe(&first));
        if (!bare)
            write_pgm(in, &t);
        if (fwrite(t.data, dtype_size(t.type), tensor_count(&t), stdout) != tensor_count(&t) || fflush(stdout))
            cli_die("stdout:");
        cli_progress(npy_index(in), 0, "frames");
    }
    npy_close(in);
    tensor_free(&t);
    return cli_end();
}
