#include "tiff/write.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

enum { HEADER = 16, ENTRIES = 14, SHORT = 3, LONG = 4, RATIONAL = 5, ASCII = 2, LONG8 = 16 };

struct tiff_out {
    const char *path;
    FILE *file;
    bool big;
    struct tensor frame; /* type and shape of every frame */
    size_t frames;
    char **meta; /* metadata of each frame, as text */
    bool ranged; /* low and high are given, not measured */
    double low, high;
    double z_um, dz_um; /* z of the first frame, and the step; NAN if unknown or if the steps differ */
    double pixel_um;
};

static _Noreturn void write_failed(const struct tiff_out *out)
{
    cli_die("%s:", out->path);
}

struct tiff_out *tiff_create(const char *path, bool big, const double range[2])
{
    struct tiff_out *out = cli_alloc(1, sizeof *out);
    const char header[HEADER] = "";
    if (strcmp(path, "-") == 0)
        cli_usage("the header of a TIFF is written last, which a pipe does not allow; name a file instead of '-'");
    out->path = path;
    out->big = big;
    out->ranged = range;
    out->low = range ? range[0] : INFINITY;
    out->high = range ? range[1] : -INFINITY;
    out->file = cli_create(path);
    if (fwrite(header, 1, HEADER, out->file) != HEADER)
        write_failed(out);
    return out;
}

/* Frames ---------------------------------------------------------------------------------------------------------- */

static void convert(const struct tiff_out *out, struct tensor *t)
{
    if (t->type == C8)
        cli_die("frame %zu is %s, which ImageJ cannot show; take its magnitude with: cast f4 --part magnitude",
                out->frames + 1, tensor_describe(t));
    if (t->type == U4 || t->type == F8)
        for (size_t i = 0; i < tensor_count(t); i++) {
            double value = t->type == U4 ? ((const uint32_t *)t->data)[i] : ((const double *)t->data)[i];
            if ((double)(float)value != value)
                cli_die("frame %zu is %s with the value %.17g, which does not fit into a 32-bit float, the widest type "
                        "of ImageJ; round it with: cast f4",
                        out->frames + 1, tensor_describe(t), value);
        }
    if (t->type != U1 && t->type != U2)
        tensor_convert(t, F4);
}

static void widen_range(struct tiff_out *out, const struct tensor *t)
{
    float chunk[4096];
    size_t n = tensor_count(t), size = dtype_size(t->type), room = sizeof chunk / sizeof *chunk;
    for (size_t at = 0; at < n; at += room) {
        size_t some = n - at < room ? n - at : room;
        tensor_to_float((const char *)t->data + at * size, t->type, chunk, some);
        for (size_t i = 0; i < some; i++) {
            out->low = (double)chunk[i] < out->low ? (double)chunk[i] : out->low;
            out->high = (double)chunk[i] > out->high ? (double)chunk[i] : out->high;
        }
    }
}

/* Tracks z_um from frame to frame; if a step differs by more than a thousandth, the spacing is unknown. */
static void follow_z(struct tiff_out *out, const struct meta *meta)
{
    double z_um = meta_or(meta, "z_um", NAN);
    if (out->frames == 0)
        out->z_um = z_um;
    else if (out->frames == 1)
        out->dz_um = z_um - out->z_um;
    else if (!(fabs(z_um - out->z_um - (double)out->frames * out->dz_um) <= 1e-3 * fabs(out->dz_um)))
        out->dz_um = NAN;
}

void tiff_append(struct tiff_out *out, struct tensor *t)
{
    convert(out, t);
    size_t n = tensor_count(t);
    if (out->frames == 0) {
        out->frame = (struct tensor){.type = t->type, .rank = 2, .dim = {t->dim[0], t->dim[1], 1, 1}};
        out->pixel_um = meta_or(&t->meta, "pixel_um", NAN);
        if (t->dim[0] > UINT32_MAX || t->dim[1] > UINT32_MAX)
            cli_die("frame 1 is %s, more than a TIFF can hold", tensor_describe(t));
    }
    if (t->type != out->frame.type || t->dim[0] != out->frame.dim[0] || t->dim[1] != out->frame.dim[1])
        cli_die("frame %zu is %s, the first is %s; the frames of an ImageJ stack must have the same shape and type",
                out->frames + 1, tensor_describe(t), tensor_describe(&out->frame));
    if (!out->ranged)
        widen_range(out, t);
    follow_z(out, &t->meta);
    if ((out->frames & (out->frames - 1)) == 0) /* grow at powers of two */
        out->meta = cli_need(realloc(out->meta, (2 * out->frames + 1) * sizeof *out->meta), "metadata");
    out->meta[out->frames++] = cli_need(strdup(t->meta.text), "metadata");
    if (fwrite(t->data, dtype_size(t->type), n, out->file) != n)
        write_failed(out);
}

/* Directories ----------------------------------------------------------------------------------------------------- */

/* Writes the lines of ImageJ and our own; returns the length of the text, like snprintf. */
static size_t describe(const struct tiff_out *out, size_t i, char text[2048])
{
    size_t at = 0;
    text[0] = '\0';
#define SAY(...) (at += (size_t)snprintf(text + at, 2048 - at, __VA_ARGS__))
    if (i == 0) {
        bool spaced = out->frames > 1 && isfinite(out->dz_um) && out->dz_um != 0;
        SAY("ImageJ=1.53k\n");
        if (out->frames > 1)
            SAY("images=%zu\nslices=%zu\n", out->frames, out->frames);
        if (spaced || isfinite(out->pixel_um))
            SAY("unit=micron\n");
        if (spaced)
            SAY("spacing=%.9g\n", fabs(out->dz_um));
        if (out->frames > 1)
            SAY("loop=false\n");
        SAY("min=%.9g\nmax=%.9g\n", out->low, out->high);
        if (spaced && out->dz_um > 0 && out->z_um != 0)
            SAY("zorigin=%.9g\n", -out->z_um / out->dz_um); /* the slice, from 0, at which z is 0 */
    }
    SAY("npystream=%s\n", out->meta[i]);
#undef SAY
    return at;
}

/* Pixels per micrometre as a fraction of two 32-bit numbers, exact for sizes with few digits. */
static void fraction(double pixel_um, uint32_t *numerator, uint32_t *denominator)
{
    double scale = 1e9;
    while (scale > 1 && scale * fmax(pixel_um, 1) > UINT32_MAX)
        scale /= 10;
    *numerator = (uint32_t)scale;
    *denominator = (uint32_t)fmax(1, nearbyint(scale * pixel_um));
}

static void put(struct tiff_out *out, uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        putc((int)(value >> 8 * i & 255), out->file);
}

static void pad(struct tiff_out *out, uint64_t from, uint64_t to)
{
    for (; from < to; from++)
        putc(0, out->file);
}

static void entry(struct tiff_out *out, unsigned tag, unsigned type, uint64_t count, uint64_t value)
{
    int wide = out->big ? 8 : 4;
    put(out, tag, 2);
    put(out, type, 2);
    put(out, count, wide);
    put(out, value, wide);
}

static uint64_t round_up(uint64_t bytes)
{
    return (bytes + 7) / 8 * 8;
}

static size_t directory_size(const struct tiff_out *out)
{
    return out->big ? 8 + 20 * ENTRIES + 8 : 2 + 12 * ENTRIES + 4;
}

/* Writes a directory at `at`, followed by the resolution and the description. Returns where the next one begins. */
static uint64_t directory(struct tiff_out *out, size_t i, uint64_t at, uint64_t frame_bytes)
{
    char text[2048];
    size_t length = describe(out, i, text) + 1;
    uint64_t resolution = at + round_up(directory_size(out)), words = resolution + 8, next = words + round_up(length);
    uint32_t per = 1, um = 1;
    bool calibrated = out->pixel_um > 0;
    if (calibrated)
        fraction(out->pixel_um, &per, &um);
    uint64_t scale = per | (uint64_t)um << 32;
    unsigned offset_type = out->big ? LONG8 : LONG;
    put(out, ENTRIES, out->big ? 8 : 2);
    entry(out, 256, LONG, 1, out->frame.dim[1]);                 /* width */
    entry(out, 257, LONG, 1, out->frame.dim[0]);                 /* height */
    entry(out, 258, SHORT, 1, 8 * dtype_size(out->frame.type));  /* bits */
    entry(out, 259, SHORT, 1, 1);                                /* not compressed */
    entry(out, 262, SHORT, 1, 1);                                /* 0 is black */
    entry(out, 270, ASCII, length, words);                       /* description */
    entry(out, 273, offset_type, 1, HEADER + i * frame_bytes);   /* where the pixels are */
    entry(out, 277, SHORT, 1, 1);                                /* samples a pixel */
    entry(out, 278, LONG, 1, out->frame.dim[0]);                 /* rows a strip */
    entry(out, 279, offset_type, 1, frame_bytes);                /* bytes of the strip */
    entry(out, 282, RATIONAL, 1, out->big ? scale : resolution); /* pixels per unit along x */
    entry(out, 283, RATIONAL, 1, out->big ? scale : resolution); /* and y */
    entry(out, 296, SHORT, 1, 1);                                /* the unit is ImageJ's */
    entry(out, 339, SHORT, 1, out->frame.type == F4 ? 3 : 1);    /* float, or unsigned */
    put(out, i + 1 < out->frames ? next : 0, out->big ? 8 : 4);
    pad(out, at + directory_size(out), resolution);
    put(out, scale, 8);
    fwrite(text, 1, length, out->file);
    pad(out, words + length, next);
    return next;
}

void tiff_finish(struct tiff_out *out)
{
    char text[2048];
    uint64_t frame_bytes = tensor_count(&out->frame) * dtype_size(out->frame.type);
    uint64_t data_end = HEADER + out->frames * frame_bytes, first = round_up(data_end), end = first;
    for (size_t i = 0; i < out->frames; i++)
        end += round_up(directory_size(out)) + 8 + round_up(describe(out, i, text) + 1);
    out->big |= end > UINT32_MAX;
    pad(out, data_end, first);
    uint64_t at = first;
    for (size_t i = 0; i < out->frames; i++)
        at = directory(out, i, at, frame_bytes);
    if (fseeko(out->file, 0, SEEK_SET) < 0)
        write_failed(out);
    put(out, 0x4949, 2); /* "II": little-endian */
    put(out, out->big ? 43 : 42, 2);
    if (out->big)
        put(out, 8, 4); /* offsets of 8 bytes */
    put(out, first, out->big ? 8 : 4);
    cli_close(out->file, out->path);
    for (size_t i = 0; i < out->frames; i++)
        free(out->meta[i]);
    free(out->meta);
    free(out);
}
