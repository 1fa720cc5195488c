#include "tiff/write.h"

#include <fcntl.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "tiff/grid.h"

/* The header has room for a directory, which stands there if there is one for all frames. */
enum { HEADER = 4096, ENTRIES = 14, LABELLED = 16, BYTE = 1, ASCII = 2, SHORT = 3, LONG = 4, RATIONAL = 5, LONG8 = 16 };
enum { TEXT = 2048 };

struct tiff_out {
    const char *path;
    FILE *file;
    enum tiff_form form;
    struct tensor frame; /* type and shape of every frame */
    size_t frames;
    char **meta; /* metadata of each frame, as text */
    bool ranged; /* low and high are given, not measured */
    double low, high;
    double pixel_um;
    struct grid grid;
    char **label; /* of each slice, in the order of the grid; NULL: none */
};

static _Noreturn void write_failed(const struct tiff_out *out)
{
    cli_die("%s:", out->path);
}

struct tiff_out *tiff_create(const char *path, enum tiff_form form, const double range[2])
{
    struct tiff_out *out = cli_alloc(1, sizeof *out);
    const char header[HEADER] = "";
    if (strcmp(path, "-") == 0)
        cli_usage("the header of a TIFF is written last, which a pipe does not allow; name a file instead of '-'");
    out->path = path;
    out->form = form;
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
        tensor_convert(t, F4, out->path);
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
    if ((out->frames & (out->frames - 1)) == 0) /* grow at powers of two */
        out->meta = cli_need(realloc(out->meta, (2 * out->frames + 1) * sizeof *out->meta), "metadata");
    out->meta[out->frames++] = cli_need(strdup(t->meta.text), "metadata");
    if (fwrite(t->data, dtype_size(t->type), n, out->file) != n)
        write_failed(out);
}

/* Directories ----------------------------------------------------------------------------------------------------- */

/* Writes the lines of ImageJ and our own for the i-th place of the grid; returns the length, like snprintf. stored:
 * where the metadata of all frames are, if they are not here. */
static size_t describe(const struct tiff_out *out, size_t i, uint64_t stored, char text[TEXT])
{
    const struct grid *g = &out->grid;
    size_t at = 0;
    text[0] = '\0';
#define SAY(...) (at += (size_t)snprintf(text + at, TEXT - at, __VA_ARGS__))
    if (i == 0) {
        bool spaced = isfinite(g->dz_um) && g->dz_um != 0;
        SAY("ImageJ=1.53k\n");
        if (out->frames > 1)
            SAY("images=%zu\n", out->frames);
        if (g->channels > 1)
            SAY("channels=%zu\n", g->channels);
        if (out->frames > 1)
            SAY("slices=%zu\n", g->slices);
        if (g->times > 1)
            SAY("frames=%zu\n", g->times);
        if (g->channels * g->times > 1)
            SAY("hyperstack=true\nmode=%s\n", g->channels > 1 ? "composite" : "grayscale");
        if (spaced || isfinite(out->pixel_um))
            SAY("unit=micron\n");
        if (spaced)
            SAY("spacing=%.9g\n", fabs(g->dz_um));
        else if (g->slices > 1 && isfinite(out->pixel_um))
            SAY("zunit=slice\n"); /* otherwise ImageJ takes them to be a unit apart */
        if (out->frames > 1)
            SAY("loop=false\n");
        SAY("min=%.9g\nmax=%.9g\n", out->low, out->high);
        if (spaced && g->dz_um > 0 && g->z_um != 0)
            SAY("zorigin=%.9g\n", -g->z_um / g->dz_um); /* the slice, from 0, at which z is 0 */
    }
    if (!g->in_order)
        SAY("npyframe=%zu\n", g->frame[i]); /* in the stream, from 0 */
    if (stored)
        SAY("npystreams=%llu\n", (unsigned long long)stored);
    else
        SAY("npystream=%s\n", out->meta[g->frame[i]]);
#undef SAY
    return at;
}

/* "z_um=-1.5 stack=a channel=led", as far as a frame has these. Free it. */
static char *label_of(const char *text)
{
    static const char *const keys[] = {"z_um", "stack", "channel"};
    struct meta meta = {0};
    char value[META_VALUE_MAX + 1], *label = cli_alloc(META_MAX + 1, 1);
    memcpy(meta.text, text, strlen(text) + 1);
    for (size_t i = 0, at = 0; i < sizeof keys / sizeof *keys; i++)
        if (meta_get(&meta, keys[i], value))
            at += (size_t)snprintf(label + at, META_MAX + 1 - at, "%s%s=%s", at ? " " : "", keys[i], value);
    return label;
}

static void make_labels(struct tiff_out *out)
{
    size_t letters = 0;
    out->label = cli_alloc(out->frames + 1, sizeof *out->label);
    for (size_t i = 0; i < out->frames; i++) {
        out->label[i] = label_of(out->meta[out->grid.frame[i]]);
        letters += strlen(out->label[i]);
    }
    if (letters && out->frames > 1)
        return;
    for (size_t i = 0; i < out->frames; i++)
        free(out->label[i]);
    free(out->label);
    out->label = NULL;
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
    int wide = out->form == TIFF_BIG ? 8 : 4;
    put(out, tag, 2);
    put(out, type, 2);
    put(out, count, wide);
    put(out, value, wide);
}

static uint64_t round_up(uint64_t bytes)
{
    return (bytes + 7) / 8 * 8;
}

/* ImageJ's own tags: the sizes of a head and of each label, and these, in UTF-16. */
enum { LABEL_HEAD = 12 };

static bool is_labelled(const struct tiff_out *out, size_t i)
{
    return out->label && i == 0 && out->form != TIFF_SINGLE;
}

static uint64_t labels_size(const struct tiff_out *out)
{
    uint64_t bytes = LABEL_HEAD;
    for (size_t i = 0; i < out->frames; i++)
        bytes += 2 * strlen(out->label[i]);
    return bytes;
}

static void put_labels(struct tiff_out *out)
{
    put(out, LABEL_HEAD, 4);
    for (size_t i = 0; i < out->frames; i++)
        put(out, 2 * strlen(out->label[i]), 4);
    pad(out, 4 * (out->frames + 1), round_up(4 * (out->frames + 1)));
    put(out, 0x494a494a, 4); /* IJIJ */
    put(out, 0x6c61626c, 4); /* labl */
    put(out, out->frames, 4);
    for (size_t i = 0; i < out->frames; i++)
        for (const char *c = out->label[i]; *c; c++)
            put(out, (unsigned char)*c, 2);
    pad(out, labels_size(out), round_up(labels_size(out)));
}

static size_t directory_size(const struct tiff_out *out, size_t i)
{
    size_t entries = is_labelled(out, i) ? LABELLED : ENTRIES;
    return out->form == TIFF_BIG ? 8 + 20 * entries + 8 : 2 + 12 * entries + 4;
}

/* Where what follows a directory at `at` begins. */
static uint64_t directory_end(const struct tiff_out *out, size_t i, uint64_t at, uint64_t stored)
{
    char text[TEXT];
    uint64_t end = at + round_up(directory_size(out, i)) + 8 + round_up(describe(out, i, stored, text) + 1);
    return is_labelled(out, i) ? end + round_up(4 * (out->frames + 1)) + round_up(labels_size(out)) : end;
}

/* Writes a directory at `at`, followed by the resolution, the description and the labels. Returns where that ends. */
static uint64_t directory(struct tiff_out *out, size_t i, uint64_t at, uint64_t frame_bytes, uint64_t stored)
{
    char text[TEXT];
    size_t length = describe(out, i, stored, text) + 1;
    bool big = out->form == TIFF_BIG, labelled = is_labelled(out, i), last = i + 1 == out->frames || stored;
    uint64_t resolution = at + round_up(directory_size(out, i)), words = resolution + 8;
    uint64_t sizes = words + round_up(length), labels = sizes + round_up(4 * (out->frames + 1));
    uint64_t next = directory_end(out, i, at, stored);
    uint32_t per = 1, um = 1;
    if (out->pixel_um > 0)
        fraction(out->pixel_um, &per, &um);
    uint64_t scale = per | (uint64_t)um << 32;
    unsigned offset_type = big ? LONG8 : LONG;
    put(out, labelled ? LABELLED : ENTRIES, big ? 8 : 2);
    entry(out, 256, LONG, 1, out->frame.dim[1]);                /* width */
    entry(out, 257, LONG, 1, out->frame.dim[0]);                /* height */
    entry(out, 258, SHORT, 1, 8 * dtype_size(out->frame.type)); /* bits */
    entry(out, 259, SHORT, 1, 1);                               /* not compressed */
    entry(out, 262, SHORT, 1, 1);                               /* 0 is black */
    entry(out, 270, ASCII, length, words);                      /* description */
    entry(out, 273, offset_type, 1, HEADER + i * frame_bytes);  /* where the pixels are */
    entry(out, 277, SHORT, 1, 1);                               /* samples a pixel */
    entry(out, 278, LONG, 1, out->frame.dim[0]);                /* rows a strip */
    entry(out, 279, offset_type, 1, frame_bytes);               /* bytes of the strip */
    entry(out, 282, RATIONAL, 1, big ? scale : resolution);     /* pixels per unit along x */
    entry(out, 283, RATIONAL, 1, big ? scale : resolution);     /* and y */
    entry(out, 296, SHORT, 1, 1);                               /* the unit is ImageJ's */
    entry(out, 339, SHORT, 1, out->frame.type == F4 ? 3 : 1);   /* float, or unsigned */
    if (labelled) {
        entry(out, 50838, LONG, out->frames + 1, sizes);
        entry(out, 50839, BYTE, labels_size(out), labels);
    }
    put(out, last ? 0 : next, big ? 8 : 4);
    pad(out, at + directory_size(out, i), resolution);
    put(out, scale, 8);
    fwrite(text, 1, length, out->file);
    pad(out, words + length, sizes);
    if (labelled)
        put_labels(out);
    return next;
}

/* Behind the frames, their metadata, a line each. */
static void put_lines(struct tiff_out *out)
{
    for (size_t i = 0; i < out->frames; i++)
        fprintf(out->file, "%s\n", out->meta[i]);
}

/* A file that is too large for a directory behind the frames is ImageJ's own form, if the order of the frames is that
 * of ImageJ, or else a BigTIFF. */
static void choose_form(struct tiff_out *out, uint64_t first)
{
    uint64_t end = first;
    if (out->form == TIFF_SINGLE && !out->grid.in_order)
        cli_die("the frames are not in ImageJ's order: channels, then slices, then times; write them with: --bigtiff");
    for (size_t i = 0; i < out->frames && out->form == TIFF_PAGES; i++)
        end = directory_end(out, i, end, 0);
    if (end > UINT32_MAX)
        out->form = out->grid.in_order ? TIFF_SINGLE : TIFF_BIG;
    if (out->form == TIFF_SINGLE && isfinite(out->grid.z_um) && out->grid.slices > 1 && !(out->grid.dz_um > 0))
        cli_warn("%s: one directory for all frames has no labels, so ImageJ would lose z, which falls or is uneven",
                 out->path);
}

/* Reads a frame of the file, or writes it. */
static void copy_frame(const struct tiff_out *out, int fd, bool in, size_t i, unsigned char *frame, size_t bytes)
{
    for (size_t done = 0; done < bytes;) {
        off_t at = (off_t)(HEADER + i * bytes + done);
        ssize_t some = in ? pread(fd, frame + done, bytes - done, at) : pwrite(fd, frame + done, bytes - done, at);
        if (some <= 0)
            write_failed(out);
        done += (size_t)some;
    }
}

/* Puts the frames of the file into the order of the grid, cycle by cycle: programs take them to lie so. */
static void order_frames(struct tiff_out *out, size_t bytes)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fileno(out->file)); /* which is open for writing only */
    int fd = fflush(out->file) ? -1 : open(path, O_RDWR | O_CLOEXEC);
    if (fd < 0)
        write_failed(out);
    unsigned char *first = cli_alloc(1, bytes), *frame = cli_alloc(1, bytes);
    bool *done = cli_alloc(out->frames, sizeof *done);
    for (size_t start = 0; start < out->frames; start++) {
        if (done[start] || out->grid.frame[start] == start)
            continue;
        copy_frame(out, fd, true, start, first, bytes);
        size_t i = start;
        for (; out->grid.frame[i] != start; i = out->grid.frame[i]) {
            copy_frame(out, fd, true, out->grid.frame[i], frame, bytes);
            copy_frame(out, fd, false, i, frame, bytes);
            done[i] = true;
        }
        copy_frame(out, fd, false, i, first, bytes);
        done[i] = true;
    }
    free(first);
    free(frame);
    free(done);
    if (close(fd) < 0)
        write_failed(out);
}

void tiff_finish(struct tiff_out *out)
{
    uint64_t frame_bytes = tensor_count(&out->frame) * dtype_size(out->frame.type);
    uint64_t data_end = HEADER + out->frames * frame_bytes, first = round_up(data_end), at = first;
    out->grid = grid_of(out->meta, out->frames);
    if (!out->grid.whole)
        cli_warn("%s: the stacks differ in their number of frames, so all frames are slices, without a step in z",
                 out->path);
    make_labels(out);
    choose_form(out, first);
    if (!out->grid.in_order)
        order_frames(out, frame_bytes);
    pad(out, data_end, first);
    if (out->form == TIFF_SINGLE)
        put_lines(out);
    for (size_t i = 0; i < out->frames && out->form != TIFF_SINGLE; i++)
        at = directory(out, i, at, frame_bytes, 0);
    if (fseeko(out->file, 0, SEEK_SET) < 0)
        write_failed(out);
    put(out, 0x4949, 2); /* "II": little-endian */
    put(out, out->form == TIFF_BIG ? 43 : 42, 2);
    if (out->form == TIFF_BIG)
        put(out, 8, 4); /* offsets of 8 bytes */
    put(out, out->form == TIFF_SINGLE ? 8 : first, out->form == TIFF_BIG ? 8 : 4);
    if (out->form == TIFF_SINGLE)
        directory(out, 0, 8, frame_bytes, first);
    cli_close(out->file, out->path);
    for (size_t i = 0; i < out->frames; i++) {
        free(out->meta[i]);
        free(out->label ? out->label[i] : NULL);
    }
    free(out->label);
    free(out->meta);
    free(out->grid.frame);
    free(out);
}
