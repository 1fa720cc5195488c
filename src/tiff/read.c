#include "tiff/read.h"

#include <fcntl.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <tiffio.h>
#include <unistd.h>

#include "cli/cli.h"
#include "tiff/describe.h"

enum { TAG_MICROMANAGER = 51123 };

struct tiff {
    const char *path;
    TIFF *tif;
    int fd;
    off_t bytes;     /* of the file */
    char error[256]; /* the first error that libtiff reported, or "" */
    bool started;    /* a directory is loaded as the current page */
    size_t page;     /* the current page, from 1 */
    size_t pages;
    size_t frames; /* returned so far */
    size_t bare; /* number of images stored end to end behind one directory, as ImageJ does beyond 4 GB; otherwise 0 */
    struct tiff_axes axes;
    struct tiff_select select;
    char name[META_VALUE_MAX + 1]; /* the stack's */
    unsigned char *block;          /* one strip or tile, decoded */
    size_t block_room;
};

/* The layout and type of the samples of the current page. */
struct page {
    uint32_t h, w;
    uint16_t samples, bits, format, planar, photometric, compression;
};

/* Errors ---------------------------------------------------------------------------------------------------------- */

static int on_error(TIFF *tif, void *user, const char *module, const char *format, va_list args)
{
    struct tiff *in = user;
    (void)tif, (void)module;
    if (!in->error[0])
        vsnprintf(in->error, sizeof in->error, format, args);
    for (char *c = in->error; *c; c++)
        if (*c == '\n')
            *c = ' ';
    return 1; /* keeps the library from printing it too */
}

/* Warnings about unknown tags and the like do not matter here. But libtiff also merely warns about a tag beyond the end
 * of the file, which would then be silently missing. */
static int on_warning(TIFF *tif, void *user, const char *module, const char *format, va_list args)
{
    if (strstr(format, "IO error"))
        on_error(tif, user, module, format, args);
    return 1;
}

static _Noreturn void broken(const struct tiff *in, const char *what)
{
    cli_die("%s: page %zu cannot be read: %s; is the file whole?", in->path, in->page, in->error[0] ? in->error : what);
}

/* Pages ----------------------------------------------------------------------------------------------------------- */

/* Moves to the next page that is an image in its own right. False after the last. */
static bool next_page(struct tiff *in)
{
    uint32_t kind;
    if (in->bare && in->page > 0)
        return in->page < in->bare ? in->page++, true : false;
    do {
        if (in->started) {
            if (TIFFLastDirectory(in->tif))
                return false;
            if (!TIFFReadDirectory(in->tif) || in->error[0]) {
                in->page++;
                broken(in, "its directory is damaged");
            }
        }
        in->started = true;
    } while (TIFFGetField(in->tif, TIFFTAG_SUBFILETYPE, &kind) && kind & (FILETYPE_REDUCEDIMAGE | FILETYPE_MASK));
    in->page++;
    return true;
}

static void rewind_pages(struct tiff *in)
{
    if (!TIFFSetDirectory(in->tif, 0))
        broken(in, "its directory is damaged");
    in->started = false;
    in->page = 0;
}

static struct page page_layout(const struct tiff *in)
{
    struct page p = {0};
    TIFF *tif = in->tif;
    TIFFGetField(tif, TIFFTAG_IMAGELENGTH, &p.h);
    TIFFGetField(tif, TIFFTAG_IMAGEWIDTH, &p.w);
    TIFFGetFieldDefaulted(tif, TIFFTAG_SAMPLESPERPIXEL, &p.samples);
    TIFFGetFieldDefaulted(tif, TIFFTAG_BITSPERSAMPLE, &p.bits);
    TIFFGetFieldDefaulted(tif, TIFFTAG_SAMPLEFORMAT, &p.format);
    TIFFGetFieldDefaulted(tif, TIFFTAG_PLANARCONFIG, &p.planar);
    TIFFGetFieldDefaulted(tif, TIFFTAG_COMPRESSION, &p.compression);
    if (!TIFFGetField(tif, TIFFTAG_PHOTOMETRIC, &p.photometric))
        p.photometric = PHOTOMETRIC_MINISBLACK;
    return p;
}

/* The type that holds the bits of the samples unchanged; DTYPES if there is none. */
static enum dtype sample_type(const struct page *p)
{
    bool whole = p->format == SAMPLEFORMAT_UINT || p->format == SAMPLEFORMAT_INT;
    if (whole)
        return p->bits == 8 ? U1 : p->bits == 16 ? U2 : p->bits == 32 ? U4 : DTYPES;
    if (p->format == SAMPLEFORMAT_IEEEFP)
        return p->bits == 16 ? F2 : p->bits == 32 ? F4 : p->bits == 64 ? F8 : DTYPES;
    return DTYPES;
}

/* Ends the program if pages of this kind cannot be read. */
static void check_page(const struct tiff *in, const struct page *p)
{
    static const char *const formats[] = {"", "unsigned", "signed", "float", "untyped", "complex", "complex"};
    const char *at = in->path;
    if (!p->h || !p->w || !p->samples)
        cli_die("%s: page %zu is empty: %ux%u", at, in->page, p->h, p->w);
    if (!TIFFIsCODECConfigured(p->compression)) {
        const TIFFCodec *codec = TIFFFindCODEC(p->compression);
        cli_die(
            "%s: page %zu is compressed with scheme %u (%s), which this libtiff cannot read; save it as LZW, deflate "
            "or uncompressed",
            at, in->page, p->compression, codec ? codec->name : "unknown");
    }
    if (sample_type(p) == DTYPES)
        cli_die("%s: page %zu has %u-bit %s samples, expected 8, 16 or 32-bit integers or 16, 32 or 64-bit floats", at,
                in->page, p->bits, p->format < 7 ? formats[p->format] : "unknown");
    bool palette = p->photometric == PHOTOMETRIC_PALETTE && in->axes.imagej;
    bool white = p->photometric == PHOTOMETRIC_MINISWHITE && p->format == SAMPLEFORMAT_UINT;
    if (p->photometric != PHOTOMETRIC_MINISBLACK && p->photometric != PHOTOMETRIC_RGB && !palette && !white)
        cli_die("%s: page %zu is not a grey image but of photometric kind %u (%s); save it as grey", at, in->page,
                p->photometric,
                p->photometric == PHOTOMETRIC_PALETTE      ? "palette"
                : p->photometric == PHOTOMETRIC_YCBCR      ? "YCbCr colour"
                : p->photometric == PHOTOMETRIC_MINISWHITE ? "0 is white, but not unsigned"
                                                           : "see TIFF 6.0");
    if (p->samples > 1 && in->axes.channels > 1)
        cli_die("%s: page %zu has %u samples per pixel and the file %zu channels, expected one of these to be 1", at,
                in->page, p->samples, in->axes.channels);
    if (p->samples > 1 && !in->select.channel)
        cli_die("%s: page %zu has %u samples per pixel (colour?), expected 1; choose one with: --channel 1", at,
                in->page, p->samples);
    if (p->samples > 1 && in->select.channel > p->samples)
        cli_die("%s: page %zu has %u samples per pixel, --channel asks for %zu", at, in->page, p->samples,
                in->select.channel);
}

/* Pixels ---------------------------------------------------------------------------------------------------------- */

static unsigned char *block_of(struct tiff *in, size_t bytes)
{
    if (bytes > in->block_room) {
        free(in->block);
        in->block = cli_need(malloc(bytes), "a strip or tile");
        in->block_room = bytes;
    }
    return in->block;
}

/* Copies every `step`-th of the samples, `size` bytes each. */
static void pick(const unsigned char *from, size_t step, size_t size, size_t n, unsigned char *to)
{
    if (step == 1)
        memcpy(to, from, n * size);
    else
        for (size_t i = 0; i < n; i++)
            memcpy(to + i * size, from + i * step * size, size);
}

/* Decodes the strips or tiles (strips are tiles as wide as the image) and puts one sample of each pixel into t. */
static void read_blocks(struct tiff *in, const struct page *p, struct tensor *t)
{
    size_t size = dtype_size(t->type), h = p->h, w = p->w;
    bool tiled = TIFFIsTiled(in->tif), apart = p->planar == PLANARCONFIG_SEPARATE;
    uint16_t sample = p->samples > 1 ? (uint16_t)(in->select.channel - 1) : 0;
    size_t step = apart ? 1 : p->samples;
    uint32_t bh = 0, bw = p->w;
    if (tiled) {
        TIFFGetField(in->tif, TIFFTAG_TILELENGTH, &bh);
        TIFFGetField(in->tif, TIFFTAG_TILEWIDTH, &bw);
    } else {
        TIFFGetFieldDefaulted(in->tif, TIFFTAG_ROWSPERSTRIP, &bh);
        bh = bh < p->h ? bh : p->h;
    }
    size_t row = 0, bytes = 0;
    if (!bh || !bw || __builtin_mul_overflow(step * size, bw, &row) || __builtin_mul_overflow(row, bh, &bytes) ||
        (tiled ? TIFFTileSize64(in->tif) : TIFFStripSize64(in->tif)) != bytes)
        broken(in, "its strips or tiles have an impossible size");
    unsigned char *block = block_of(in, bytes);
    for (uint32_t y = 0; y < h; y += bh)
        for (uint32_t x = 0; x < w; x += bw) {
            size_t rows = h - y < bh ? h - y : bh, cols = w - x < bw ? w - x : bw;
            uint16_t plane = apart ? sample : 0;
            tmsize_t got = tiled ? TIFFReadTile(in->tif, block, x, y, 0, plane)
                                 : TIFFReadEncodedStrip(in->tif, TIFFComputeStrip(in->tif, y, plane), block,
                                                        (tmsize_t)(rows * row));
            if (got < 0 || (size_t)got < rows * row || in->error[0])
                broken(in, "a strip or tile is too short");
            for (size_t r = 0; r < rows; r++)
                pick(block + r * row + (apart ? 0 : sample * size), step, size, cols,
                     (unsigned char *)t->data + ((y + r) * w + x) * size);
            if (bw > w - x)
                break; /* before x overflows */
        }
}

/* Reads an image stored without a directory, `in->page - 1` images after the first. */
static void read_bare(struct tiff *in, struct tensor *t)
{
    uint64_t *offsets;
    size_t size = dtype_size(t->type), bytes = tensor_count(t) * size;
    if (!TIFFGetField(in->tif, TIFFTAG_STRIPOFFSETS, &offsets))
        broken(in, "it has no strips");
    off_t at = (off_t)(offsets[0] + (in->page - 1) * bytes);
    unsigned char *to = t->data;
    for (size_t done = 0; done < bytes;) {
        ssize_t got = pread(in->fd, to + done, bytes - done, at + (off_t)done);
        if (got <= 0)
            broken(in, "the file ends within it");
        done += (size_t)got;
    }
    if (TIFFIsByteSwapped(in->tif) && size == 2)
        TIFFSwabArrayOfShort(t->data, (tmsize_t)tensor_count(t));
    if (TIFFIsByteSwapped(in->tif) && size == 4)
        TIFFSwabArrayOfLong(t->data, (tmsize_t)tensor_count(t));
}

/* Signed integers were read as unsigned ones: subtracts the full range from values in the upper half. */
static void make_signed(struct tensor *t)
{
    size_t n = tensor_count(t);
    double whole = t->type == U1 ? 0x1p8 : t->type == U2 ? 0x1p16 : 0x1p32;
    tensor_convert(t, t->type == U4 ? F8 : F4);
    if (t->type == F8) {
        double *v = t->data;
        for (size_t i = 0; i < n; i++)
            v[i] -= v[i] >= whole / 2 ? whole : 0;
    } else {
        float *v = t->data;
        for (size_t i = 0; i < n; i++)
            v[i] -= v[i] >= (float)whole / 2 ? (float)whole : 0;
    }
}

static void read_pixels(struct tiff *in, struct tensor *t)
{
    struct page p = page_layout(in);
    check_page(in, &p);
    tensor_frame(t, sample_type(&p), p.h, p.w);
    if (in->bare)
        read_bare(in, t);
    else
        read_blocks(in, &p, t);
    if (p.photometric == PHOTOMETRIC_MINISWHITE) {
        unsigned char *bytes = t->data;
        for (size_t i = 0; i < tensor_count(t) * dtype_size(t->type); i++)
            bytes[i] = (unsigned char)~bytes[i]; /* inverted: largest value minus value */
    }
    if (p.format == SAMPLEFORMAT_INT)
        make_signed(t);
}

/* Metadata -------------------------------------------------------------------------------------------------------- */

static const char *description(const struct tiff *in)
{
    char *text;
    return TIFFGetField(in->tif, TIFFTAG_IMAGEDESCRIPTION, &text) ? text : "";
}

/* Micro-Manager's JSON about the page, to be freed; NULL if there is none. */
static char *micromanager(const struct tiff *in)
{
    uint32_t count;
    void *data;
    const TIFFField *field = TIFFFindField(in->tif, TAG_MICROMANAGER, TIFF_ANY);
    if (!field || (TIFFFieldDataType(field) != TIFF_ASCII && TIFFFieldDataType(field) != TIFF_BYTE) ||
        !TIFFFieldPassCount(field) || !TIFFGetField(in->tif, TAG_MICROMANAGER, &count, &data))
        return NULL;
    return cli_need(strndup(data, count), "metadata");
}

/* The metadata that tiff-write stored, unchanged. */
static bool stored(const struct tiff *in, struct meta *meta)
{
    const char *text = description(in), *line = strstr(text, "npystream=");
    if (!line || (line > text && line[-1] != '\n'))
        return false;
    line += strlen("npystream=");
    size_t length = strcspn(line, "\r\n");
    snprintf(meta->text, sizeof meta->text, "%.*s", (int)(length < META_MAX ? length : META_MAX), line);
    const char *complaint = meta_complaint(meta->text);
    if (complaint || length > META_MAX)
        cli_die("%s: page %zu: bad metadata '%.80s': %s", in->path, in->page, meta->text,
                complaint ? complaint : "more than 1023 bytes");
    return true;
}

static void set_meta(const struct tiff *in, struct meta *meta)
{
    const struct tiff_axes *a = &in->axes;
    meta->text[0] = '\0';
    if (!in->bare && stored(in, meta))
        return;
    if (a->times > 1 && a->slices > 1)
        meta_set_format(meta, "stack", "%s_t%zu", in->name, a->time + 1);
    else
        meta_set(meta, "stack", in->name);
    if (!isnan(a->z_page_um))
        meta_set_number(meta, "z_um", a->z_page_um);
    else if (!isnan(a->z_um))
        meta_set_number(meta, "z_um", a->z_um + (double)a->slice * a->dz_um);
    if (!isnan(a->pixel_um))
        meta_set_format(meta, "pixel_um", "%.7g", a->pixel_um); /* libtiff gives the resolution as a float */
    if (!isnan(a->exposure_ms))
        meta_set_number(meta, "exposure_ms", a->exposure_ms);
}

static void set_name(struct tiff *in)
{
    const char *slash = strrchr(in->path, '/'), *base = slash ? slash + 1 : in->path;
    if (in->pages == 1 && in->select.planes)
        base = in->select.planes;
    snprintf(in->name, sizeof in->name - 24, "%s", base); /* room for _t and a number */
    static const char *const ends[] = {".tif", ".tiff", ".TIF", ".TIFF", ".ome"};
    for (size_t i = 0; base != in->select.planes && i < sizeof ends / sizeof *ends; i++) {
        size_t length = strlen(in->name), end = strlen(ends[i]);
        if (length > end && strcmp(in->name + length - end, ends[i]) == 0)
            in->name[length - end] = '\0';
    }
    meta_clean(in->name);
}

/* The file -------------------------------------------------------------------------------------------------------- */

/* Beyond 4 GB ImageJ writes a single directory, followed by all the images end to end. */
static void find_bare(struct tiff *in)
{
    struct page p = page_layout(in);
    struct tiff_axes *a = &in->axes;
    size_t images = a->channels * a->slices * a->times;
    if (in->pages != 1 || !a->imagej || !a->said || images < 2 || p.compression != COMPRESSION_NONE || p.samples != 1)
        return;
    check_page(in, &p);
    uint64_t *offsets, bytes;
    struct tensor frame = {.type = sample_type(&p), .rank = 2, .dim = {p.h, p.w, 1, 1}};
    if (!TIFFGetField(in->tif, TIFFTAG_STRIPOFFSETS, &offsets) || dtype_size(frame.type) > 4 ||
        __builtin_mul_overflow((uint64_t)p.h * p.w, images * dtype_size(frame.type), &bytes) ||
        offsets[0] > (uint64_t)in->bytes || bytes > (uint64_t)in->bytes - offsets[0])
        return;
    in->bare = in->pages = images;
}

/* Reads what the first page says about all pages, and checks it against the file. */
static void find_axes(struct tiff *in)
{
    float x, y;
    struct page p = page_layout(in);
    bool scaled = TIFFGetField(in->tif, TIFFTAG_XRESOLUTION, &x) && TIFFGetField(in->tif, TIFFTAG_YRESOLUTION, &y) &&
                  x > 0 && y > 0;
    in->axes = describe_file(description(in), scaled ? (double)x : NAN, scaled ? (double)y : NAN, p.samples);
    struct tiff_axes *a = &in->axes;
    find_bare(in);
    size_t promised = a->channels * a->slices * a->times;
    if (a->said && promised != in->pages) {
        if (!in->select.first)
            cli_die("%s holds %zu pages, but its description says %zux%zux%zu (channels, slices, times); read them as "
                    "one run with: --pages 1:%zu",
                    in->path, in->pages, a->channels, a->slices, a->times, in->pages);
        a->said = false; /* the description does not fit: use only its pixel size */
    }
    if (!a->said) {
        a->channels = a->times = 1;
        a->slices = in->pages;
        a->dz_um = a->z_um = NAN;
    }
    if (a->channels > 1 && !in->select.channel)
        cli_die("%s holds %zu channels, expected 1; choose one with: --channel 1", in->path, a->channels);
    if (in->select.last > in->pages)
        cli_die("%s holds %zu pages, --pages asks for %zu", in->path, in->pages, in->select.last);
    if (a->pixel_um > 0 && fabs(a->pixel_y_um / a->pixel_um - 1) > 1e-3)
        cli_warn("%s: pixels of %.7g x %.7g um are not square; pixel_um is their width", in->path, a->pixel_um,
                 a->pixel_y_um);
}

struct tiff *tiff_open(const char *path, const struct tiff_select *select)
{
    struct tiff *in = cli_alloc(1, sizeof *in);
    struct stat status;
    in->path = path;
    in->select = *select;
    in->fd = open(path, O_RDONLY | O_CLOEXEC);
    if (in->fd < 0 || fstat(in->fd, &status) < 0)
        cli_die("%s:", path);
    if (!S_ISREG(status.st_mode))
        cli_die("%s is not a regular file, and a TIFF cannot be read from a pipe; save it to a file first", path);
    in->bytes = status.st_size;
    TIFFOpenOptions *options = cli_need(TIFFOpenOptionsAlloc(), path);
    TIFFOpenOptionsSetErrorHandlerExtR(options, on_error, in);
    TIFFOpenOptionsSetWarningHandlerExtR(options, on_warning, in);
    in->tif = TIFFFdOpenExt(in->fd, path, "rm", options);
    TIFFOpenOptionsFree(options);
    if (!in->tif || in->error[0])
        cli_die("%s is not a complete TIFF: %s", path, in->error[0] ? in->error : "libtiff refuses it");
    while (next_page(in)) /* finds a break in the chain before the first frame is written */
        in->pages++;
    if (!in->pages)
        cli_die("%s holds no page that is an image in its own right", path);
    rewind_pages(in);
    next_page(in);
    find_axes(in);
    rewind_pages(in);
    set_name(in);
    return in;
}

/* Channels are separate pages, or samples of each pixel: then every page holds all channels. */
static bool wanted(const struct tiff *in)
{
    const struct tiff_select *s = &in->select;
    size_t channel = s->channel && page_layout(in).samples == 1 ? s->channel - 1 : 0;
    bool page = !s->first || (in->page >= s->first && in->page <= s->last && (in->page - s->first) % s->step == 0);
    return page && in->axes.channel == channel;
}

bool tiff_frame(struct tiff *in, struct tensor *t)
{
    do {
        if (!next_page(in)) {
            if (!in->frames)
                cli_die("%s holds none of the selected pages in channel %zu", in->path, in->select.channel);
            return false;
        }
        char *json = micromanager(in);
        describe_page(&in->axes, in->page - 1, json);
        free(json);
        if (in->axes.channel > 0 &&
            !in->select.channel) /* known from Micro-Manager's JSON only, as the description was checked before */
            cli_die("%s: page %zu belongs to channel %zu; choose one with: --channel 1", in->path, in->page,
                    in->axes.channel + 1);
    } while (!wanted(in));
    in->frames++;
    read_pixels(in, t);
    set_meta(in, &t->meta);
    return true;
}

void tiff_close(struct tiff *in)
{
    TIFFClose(in->tif);
    free(in->block);
    free(in);
}

size_t tiff_pages(const struct tiff *in)
{
    return in->pages;
}

size_t tiff_slice(const struct tiff *in)
{
    return in->axes.slice;
}
