#include "tiff/record.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

const char *const axis_names[AXES] = {"channel", "z", "time", "position"};

const struct reader readers[READERS] = {
    {"NDTiff index", ndtiff_records},
    {"Micro-Manager metadata", micromanager_records},
    {"OME-XML", ome_records},
    {"MetaMorph metadata", metamorph_records},
    {"ImageJ description", imagej_records},
    {"tifffile description", tifffile_records},
    {"file names", NULL},
};

void record_clear(struct record *record)
{
    *record = (struct record){0};
    for (int i = 0; i < FIELDS; i++)
        record->at[i] = UNSAID;
    record->z_um = record->dz_um = record->origin_um = NAN;
    record->pixel_um = record->pixel_y_um = record->exposure_ms = NAN;
}

const char *record_word(const char *text)
{
    static struct word {
        struct word *next;
        char text[];
    } * words; /* few: names of channels, positions and sets */
    struct word **at = &words;
    for (; *at; at = &(*at)->next)
        if (strcmp((*at)->text, text) == 0)
            return (*at)->text;
    *at = cli_alloc(1, sizeof **at + strlen(text) + 1);
    memcpy((*at)->text, text, strlen(text) + 1);
    return (*at)->text;
}

static const char **warnings;
static size_t warning_count;

void record_warn(const char *format, ...)
{
    char *text = NULL;
    va_list args;
    va_start(args, format);
    if (vasprintf(&text, format, args) < 0)
        cli_die("no memory for a warning");
    va_end(args);
    const char *word = record_word(text);
    free(text);
    for (size_t i = 0; i < warning_count; i++)
        if (warnings[i] == word)
            return;
    warnings = cli_need(realloc(warnings, (warning_count + 1) * sizeof *warnings), "warnings");
    warnings[warning_count++] = word;
}

void record_warnings(void)
{
    for (size_t i = 0; i < warning_count; i++)
        cli_warn("%s", warnings[i]);
    free(warnings);
    warnings = NULL;
    warning_count = 0;
}

char *record_text(const struct source *source, size_t image, unsigned tag)
{
    size_t count;
    const char *text = source->get(source->tiff, image, tag, &count);
    return text ? cli_need(strndup(text, count), "a text in a TIFF") : NULL;
}

const char *record_base(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

const char *record_folder(const char *path)
{
    char *folder = cli_need(strndup(path, (size_t)(record_base(path) - path)), "a path");
    const char *word = record_word(folder);
    free(folder);
    return word;
}

size_t record_read(int fd, const char *path, void *to, size_t bytes, uint64_t at)
{
    size_t done = 0;
    while (done < bytes && at < INT64_MAX - done) {
        ssize_t got = pread(fd, (unsigned char *)to + done, bytes - done, (off_t)(at + done));
        if (got < 0 && errno != EINTR)
            cli_die("%s:", path);
        if (got == 0)
            break;
        done += got > 0 ? (size_t)got : 0;
    }
    return done;
}

bool record_bytes(const struct source *source, void *to, size_t bytes, uint64_t at)
{
    return record_read(source->fd, source->path, to, bytes, at) == bytes;
}

char *record_file(const char *path, size_t *bytes)
{
    enum { MOST = 1 << 28 };
    FILE *file = fopen(path, "rb");
    if (!file && errno != ENOENT && errno != ENOTDIR)
        cli_die("%s:", path);
    if (!file)
        return NULL;
    cli_reads(fileno(file), path);
    char *text = NULL;
    size_t length = 0, room = 0, got = 0;
    do {
        length += got;
        if (length + 1 >= room)
            text = cli_need(realloc(text, room = 2 * room + 65536), path);
        got = fread(text + length, 1, room - length - 1, file);
    } while (got > 0 && length < MOST);
    if (ferror(file))
        cli_die("%s:", path);
    if (length >= MOST)
        cli_die("%s has more than %d bytes", path, MOST);
    fclose(file);
    text[length] = '\0';
    if (bytes)
        *bytes = length;
    return text;
}

double unit_um(const char *unit)
{
    static const struct {
        const char *name;
        double um;
    } units[] = {
        {"micron", 1},
        {"microns", 1},
        {"micrometer", 1},
        {"micrometre", 1},
        {"um", 1},
        {"\\u00B5m", 1},
        {"\\u00b5m", 1},
        {"\\u03BCm", 1},        /* ImageJ's escapes */
        {"\\u00C2\\u00B5m", 1}, /* UTF-8 taken for Latin-1 */
        {"\xb5m", 1},           /* Latin-1, older ImageJ */
        {"\xc2\xb5m", 1},       /* micro sign in UTF-8 */
        {"\xce\xbcm", 1},       /* Greek mu in UTF-8 */
        {"\xc3\x82\xc2\xb5m", 1},
        {"&#181;m", 1},
        {"&#xB5;m", 1},
        {"nm", 1e-3},
        {"mm", 1e3},
        {"cm", 1e4},
        {"dm", 1e5},
        {"m", 1e6},
        {"pm", 1e-6},
        {"angstrom", 1e-4},
        {"\xc3\x85", 1e-4},
        {"inch", 25400},
        {"in", 25400},
    };
    bool mega = strcmp(unit, "M") == 0 || strcmp(unit, "Mm") == 0;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (!mega && strcasecmp(units[i].name, unit) == 0)
            return units[i].um;
    return NAN;
}

void record_place(struct record *record, size_t i, const char order[3], const size_t length[3])
{
    for (int k = 0; k < 3; k++) {
        int axis = order[k] == 'c' ? CHANNEL : order[k] == 'z' ? Z : TIME;
        if (length[axis] > 1)
            record->at[axis] = (int)(i % length[axis]);
        i /= length[axis];
    }
}
