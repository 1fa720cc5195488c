#include "tiff/file.h"

#include <errno.h>
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

struct tiff {
    const char *path;
    TIFF *tif;
    int fd;
    off_t bytes;         /* of the file */
    off_t at;            /* where libtiff reads next */
    char error[256];     /* the first error that libtiff reported, or "" */
    uint64_t *directory; /* where the directory of each page is */
    size_t directories;
    size_t page;          /* the current page, from 1 */
    size_t images;        /* more than one for a directory, if they are stored end to end behind it */
    bool imagej;          /* wrote the file */
    unsigned char *block; /* one strip or tile, decoded */
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

/* Reading --------------------------------------------------------------------------------------------------------- */

/* libtiff's own functions would take a failed read of the next directory for the end of the pages, and of a tag for its
 * absence. Here a failed read ends the program. */
static tmsize_t on_read(thandle_t user, void *to, tmsize_t bytes)
{
    struct tiff *in = user;
    size_t got = record_read(in->fd, in->path, to, (size_t)bytes, (uint64_t)in->at);
    in->at += (off_t)got;
    return (tmsize_t)got;
}

static tmsize_t on_write(thandle_t user, void *from, tmsize_t bytes)
{
    (void)user, (void)from, (void)bytes;
    return -1;
}

static toff_t on_seek(thandle_t user, toff_t to, int whence)
{
    struct tiff *in = user;
    toff_t from = whence == SEEK_SET ? 0 : (toff_t)(whence == SEEK_CUR ? in->at : in->bytes);
    if (to > INT64_MAX - from)
        return (toff_t)-1;
    in->at = (off_t)(from + to);
    return from + to;
}

static int on_close(thandle_t user)
{
    struct tiff *in = user;
    return close(in->fd);
}

static toff_t on_size(thandle_t user)
{
    struct tiff *in = user;
    return (toff_t)in->bytes;
}

/* Pages ----------------------------------------------------------------------------------------------------------- */

/* Lists the directories of the pages that are images in their own right. */
static void list_pages(struct tiff *in)
{
    uint32_t kind;
    for (bool more = true; more;) {
        bool reduced =
            TIFFGetField(in->tif, TIFFTAG_SUBFILETYPE, &kind) && kind & (FILETYPE_REDUCEDIMAGE | FILETYPE_MASK);
        if (!reduced) {
            if ((in->directories & (in->directories - 1)) == 0)
                in->directory =
                    cli_need(realloc(in->directory, (2 * in->directories + 1) * sizeof *in->directory), "pages");
            in->directory[in->directories++] = TIFFCurrentDirOffset(in->tif);
            in->page = in->directories;
        }
        more = !TIFFLastDirectory(in->tif);
        if (more && (!TIFFReadDirectory(in->tif) || in->error[0])) {
            in->page++;
            broken(in, "its directory is damaged");
        }
    }
}

/* Makes an image, from 0, the current one. */
static void go_to(struct tiff *in, size_t image)
{
    uint64_t at = in->directory[image < in->directories ? image : 0];
    in->page = image + 1;
    if (TIFFCurrentDirOffset(in->tif) != at && (!TIFFSetSubDirectory(in->tif, at) || in->error[0]))
        broken(in, "its directory is damaged");
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

/* Cameras pack samples of 10, 12 and 14 bits without gaps, the highest bit first; each row begins with a byte. */
static bool is_packed(const struct page *p)
{
    return p->format == SAMPLEFORMAT_UINT && p->samples == 1 && (p->bits == 10 || p->bits == 12 || p->bits == 14);
}

/* The type that holds the bits of the samples unchanged; DTYPES if there is none. */
static enum dtype sample_type(const struct page *p)
{
    bool whole = p->format == SAMPLEFORMAT_UINT || p->format == SAMPLEFORMAT_INT;
    if (is_packed(p))
        return U2;
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
        cli_die("%s: page %zu has %u-bit %s samples, expected 8, 10, 12, 14, 16 or 32-bit integers or 16, 32 or 64-bit "
                "floats",
                at, in->page, p->bits, p->format < 7 ? formats[p->format] : "unknown");
    bool palette = p->photometric == PHOTOMETRIC_PALETTE && in->imagej;
    bool white = p->photometric == PHOTOMETRIC_MINISWHITE && p->format == SAMPLEFORMAT_UINT;
    if (p->photometric != PHOTOMETRIC_MINISBLACK && p->photometric != PHOTOMETRIC_RGB && !palette && !white)
        cli_die("%s: page %zu is not a grey image but of photometric kind %u (%s); save it as grey", at, in->page,
                p->photometric,
                p->photometric == PHOTOMETRIC_PALETTE      ? "palette"
                : p->photometric == PHOTOMETRIC_YCBCR      ? "YCbCr colour"
                : p->photometric == PHOTOMETRIC_MINISWHITE ? "0 is white, but not unsigned"
                                                           : "see TIFF 6.0");
}

/* Which sample of each pixel is meant, from 0. `channel` counts from 1; 0: there must be one only. */
static uint16_t sample_of(const struct tiff *in, const struct page *p, size_t channel)
{
    if (p->samples == 1)
        return 0;
    if (!channel)
        cli_die("%s: page %zu has %u samples per pixel (colour?), expected 1; choose one with: --channel 1", in->path,
                in->page, p->samples);
    if (channel > p->samples)
        cli_die("%s: page %zu has %u samples per pixel, --channel asks for %zu", in->path, in->page, p->samples,
                channel);
    return (uint16_t)(channel - 1);
}

/* Pixels ---------------------------------------------------------------------------------------------------------- */

static unsigned char *block_of(struct tiff *in, size_t bytes)
{
    if (bytes > in->block_room) {
        free(in->block);
        in->block = malloc(bytes);
        if (!in->block)
            cli_die("%s: page %zu: no memory for a strip or tile of %zu bytes", in->path, in->page, bytes);
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

static void unpack(const unsigned char *from, unsigned bits, size_t n, unsigned char *to)
{
    uint32_t have = 0, held = 0;
    for (size_t i = 0; i < n; i++) {
        for (; held < bits; held += 8)
            have = have << 8 | *from++;
        held -= bits;
        uint16_t value = (uint16_t)(have >> held & ((1u << bits) - 1));
        memcpy(to + 2 * i, &value, sizeof value);
    }
}

/* Decodes the strips or tiles (strips are tiles as wide as the image) and puts one sample of each pixel into t. */
static void read_blocks(struct tiff *in, const struct page *p, uint16_t sample, struct tensor *t)
{
    size_t size = dtype_size(t->type), h = p->h, w = p->w;
    bool tiled = TIFFIsTiled(in->tif), apart = p->planar == PLANARCONFIG_SEPARATE;
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
    bool packed = is_packed(p), fits = !__builtin_mul_overflow(packed ? p->bits : step * size, bw, &row);
    row = packed ? (row + 7) / 8 : row;
    if (!bh || !bw || !fits || __builtin_mul_overflow(row, bh, &bytes) ||
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
            for (size_t r = 0; r < rows && packed; r++)
                unpack(block + r * row, p->bits, cols, (unsigned char *)t->data + ((y + r) * w + x) * size);
            for (size_t r = 0; r < rows && !packed; r++)
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
    if (record_read(in->fd, in->path, t->data, bytes, offsets[0] + (in->page - 1) * bytes) < bytes)
        broken(in, "the file ends within it");
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
    tensor_convert(t, t->type == U4 ? F8 : F4, "a page");
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

void file_pixels(struct tiff *in, size_t image, size_t channel, struct tensor *t)
{
    go_to(in, image);
    struct page p = page_layout(in);
    check_page(in, &p);
    uint16_t sample = sample_of(in, &p, channel);
    tensor_frame(t, sample_type(&p), p.h, p.w);
    if (in->images > in->directories)
        read_bare(in, t);
    else
        read_blocks(in, &p, sample, t);
    if (p.photometric == PHOTOMETRIC_MINISWHITE) {
        unsigned char *bytes = t->data;
        for (size_t i = 0; i < tensor_count(t) * dtype_size(t->type); i++)
            bytes[i] = (unsigned char)~bytes[i]; /* inverted: largest value minus value */
    }
    if (p.format == SAMPLEFORMAT_INT)
        make_signed(t);
}

/* The file -------------------------------------------------------------------------------------------------------- */

/* The value of a tag; see record.h. */
static const void *get(void *tiff, size_t image, unsigned tag, size_t *count)
{
    struct tiff *in = tiff;
    uint32_t many = 0;
    void *data = NULL;
    if (image >= in->directories && image > 0)
        return NULL; /* of images behind one directory, only the first has tags */
    go_to(in, image);
    const TIFFField *field = TIFFFindField(in->tif, tag, TIFF_ANY);
    if (!field)
        return NULL;
    if (!TIFFFieldPassCount(field)) {
        if (!TIFFGetField(in->tif, tag, &data) || !data)
            return NULL;
        *count = tag == TIFFTAG_IMAGEDESCRIPTION ? strlen(data) : 1;
        return data;
    }
    if (!TIFFGetField(in->tif, tag, &many, &data))
        return NULL;
    *count = many;
    return data;
}

/* Beyond 4 GB ImageJ writes a single directory, followed by all the images end to end; MetaMorph always does. */
static size_t bare_images(struct tiff *in)
{
    size_t count, images = metamorph_images(&(struct source){.path = in->path, .fd = in->fd});
    const char *text = get(in, 0, TAG_DESCRIPTION, &count);
    if (images < 2 && text && !get(in, 0, TAG_MICROMANAGER, &count)) /* which counts all files of a set */
        images = imagej_images(text);
    struct page p = page_layout(in);
    if (in->directories != 1 || images < 2 || is_packed(&p) || p.compression != COMPRESSION_NONE || p.samples != 1)
        return 0;
    check_page(in, &p);
    uint64_t *offsets, bytes;
    struct tensor frame = {.type = sample_type(&p), .rank = 2, .dim = {p.h, p.w, 1, 1}};
    if (!TIFFGetField(in->tif, TIFFTAG_STRIPOFFSETS, &offsets) || dtype_size(frame.type) > 4 ||
        __builtin_mul_overflow((uint64_t)p.h * p.w, images * dtype_size(frame.type), &bytes) ||
        offsets[0] > (uint64_t)in->bytes || bytes > (uint64_t)in->bytes - offsets[0])
        return 0;
    return images;
}

struct tiff *file_open(const char *path)
{
    struct tiff *in = cli_alloc(1, sizeof *in);
    struct stat status;
    in->path = path;
    in->fd = open(path, O_RDONLY | O_CLOEXEC);
    if (in->fd < 0 || fstat(in->fd, &status) < 0)
        cli_die("%s:", path);
    if (!S_ISREG(status.st_mode))
        cli_die("%s is not a regular file, and a TIFF cannot be read from a pipe; save it to a file first", path);
    cli_reads(in->fd, path);
    in->bytes = status.st_size;
    TIFFOpenOptions *options = cli_need(TIFFOpenOptionsAlloc(), path);
    TIFFOpenOptionsSetErrorHandlerExtR(options, on_error, in);
    TIFFOpenOptionsSetWarningHandlerExtR(options, on_warning, in);
    in->tif = TIFFClientOpenExt(path, "rm", in, on_read, on_write, on_seek, on_close, on_size, NULL, NULL, options);
    TIFFOpenOptionsFree(options);
    if (!in->tif || in->error[0])
        cli_die("%s is not a complete TIFF: %s", path, in->error[0] ? in->error : "libtiff refuses it");
    list_pages(in); /* finds a break in the chain before the first frame is written */
    if (!in->directories)
        cli_die("%s holds no page that is an image in its own right", path);
    size_t count;
    const char *text = get(in, 0, TAG_DESCRIPTION, &count);
    in->imagej = text && strncmp(text, "ImageJ=", 7) == 0;
    size_t bare = bare_images(in);
    in->images = bare ? bare : in->directories;
    return in;
}

struct source file_source(struct tiff *in)
{
    float x, y;
    go_to(in, 0);
    struct page p = page_layout(in);
    bool scaled = TIFFGetField(in->tif, TIFFTAG_XRESOLUTION, &x) && TIFFGetField(in->tif, TIFFTAG_YRESOLUTION, &y) &&
                  x > 0 && y > 0;
    return (struct source){
        .path = in->path,
        .fd = in->fd,
        .images = in->images,
        .samples = p.samples,
        .x = scaled ? (double)x : NAN,
        .y = scaled ? (double)y : NAN,
        .tiff = in,
        .get = get,
    };
}

char *tiff_description(const char *path)
{
    if (access(path, F_OK) < 0 && errno == ENOENT)
        return NULL;
    struct tiff *in = file_open(path);
    struct source source = file_source(in);
    char *text = record_text(&source, 0, TAG_DESCRIPTION);
    file_close(in);
    return text;
}

void file_close(struct tiff *in)
{
    TIFFClose(in->tif);
    free(in->directory);
    free(in->block);
    free(in);
}
