/* ImageJ and Fiji: lines of key=value in the description of the first page, and labels of slices and other texts in
 * tags of their own. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "tiff/record.h"

enum { MANY = 1 << 20 }; /* larger counts are wrong; the product of three such counts does not overflow */

static bool line_value(const char *text, const char *key, char value[64])
{
    size_t length = strlen(key);
    for (const char *line = text; *line; line += strcspn(line, "\n"), line += *line == '\n')
        if (strncmp(line, key, length) == 0 && line[length] == '=') {
            line += length + 1;
            snprintf(value, 64, "%.*s", (int)strcspn(line, "\r\n"), line);
            return true;
        }
    return false;
}

static double line_real(const char *text, const char *key, double otherwise)
{
    char value[64], *end;
    if (!line_value(text, key, value))
        return otherwise;
    double number = strtod(value, &end);
    return end == value || *end || !isfinite(number) ? NAN : number; /* "0,5" is no number */
}

/* A count of images; anything else becomes a count that no file can have. */
static size_t line_count(const char *text, const char *key)
{
    double number = line_real(text, key, 1);
    return number >= 1 && number < MANY ? (size_t)number : MANY;
}

static void lengths(const char *text, size_t length[3])
{
    length[CHANNEL] = line_count(text, "channels");
    length[Z] = line_count(text, "slices");
    length[TIME] = line_count(text, "frames");
    if (length[CHANNEL] * length[Z] * length[TIME] == 1)
        length[Z] = line_count(text, "images"); /* the only count before hyperstacks existed */
}

size_t imagej_images(const char *description)
{
    char value[64];
    size_t length[3];
    if (strncmp(description, "ImageJ=", 7) != 0 || !line_value(description, "images", value))
        return 0;
    lengths(description, length);
    return length[CHANNEL] * length[Z] * length[TIME];
}

static bool is_uncalibrated(const char *unit)
{
    return strspn(unit, " ") == strlen(unit) || strcmp(unit, "slice") == 0 || strncmp(unit, "pixel", 5) == 0 ||
           strcmp(unit, "null") == 0;
}

/* The micrometres of the unit under `key`; a unit that is not known is a warning. */
static double line_unit(const struct source *s, const char *text, const char *key, double otherwise)
{
    char unit[64];
    if (!line_value(text, key, unit))
        return otherwise;
    double um = unit_um(unit);
    if (isnan(um) && !is_uncalibrated(unit))
        record_warn(
            "%s: its %s '%s' is not a known length, so its calibration is left out; say it with: --pixel and --dz",
            s->path, key, unit);
    return um;
}

/* A program that finds only dots per inch, or per centimetre, takes them for a calibration: no microscope has such
 * pixels. */
static bool is_screen(const struct source *s, double um)
{
    const double inch_um = 25400, cm_um = 1e4, coarse_um = 25;
    if (um != inch_um && !(um == cm_um && um / s->x > coarse_um))
        return false;
    record_warn("%s: pixels of %.5g um are the resolution of a screen, so its calibration is left out; say it with: "
                "--pixel and --dz",
                s->path, um / s->x);
    return true;
}

/* The z in a label that tiff-write wrote: "z_um=-1.5 ...". ImageJ keeps labels, whatever happens to their slices. */
static double label_z_um(const char *label)
{
    char *end;
    if (strncmp(label, "z_um=", 5) != 0)
        return NAN;
    double z_um = strtod(label + 5, &end);
    return end > label + 5 && strchr(" \n", *end) ? z_um : NAN;
}

/* The channel in such a label, to its end or the next blank; NULL: none. */
static const char *label_channel(const char *label)
{
    static const char key[] = " channel=";
    const char *at = isnan(label_z_um(label)) ? NULL : strstr(label, key);
    if (!at)
        return NULL;
    char *name = cli_need(strndup(at + sizeof key - 1, strcspn(at + sizeof key - 1, " \n")), "a label");
    const char *word = record_word(name);
    free(name);
    return word;
}

static void calibrate(const struct source *s, const char *text, const size_t length[3], struct record *all)
{
    double um = line_unit(s, text, "unit", NAN);
    if (is_screen(s, um))
        return;
    all->pixel_um = um / s->x;
    all->pixel_y_um = line_unit(s, text, "yunit", um) / s->y;
    double z_unit_um = line_unit(s, text, "zunit", um), step = line_real(text, "spacing", 1); /* omitted if it is 1 */
    char value[64];
    size_t count;
    bool known = s->get(s->tiff, 0, TAG_MICROMANAGER, &count); /* which writes the step, even 1 */
    if ((length[Z] == 1 || known) && !line_value(text, "spacing", value))
        return;
    if (isnan(z_unit_um) && line_value(text, "spacing", value) && !line_value(text, "unit", value))
        record_warn("%s: its spacing has no unit, so it is left out; say it with: --dz", s->path);
    all->dz_um = z_unit_um * fabs(step);
    all->origin_um = line_real(text, "zorigin", 0) * -all->dz_um;
}

static bool is_order(const char *order)
{
    return strlen(order) == 3 && strchr(order, 'c') && strchr(order, 'z') && strchr(order, 't');
}

bool imagej_records(const struct source *s, struct records *records)
{
    char *text = record_text(s, 0, TAG_DESCRIPTION), order[64] = "czt", value[64];
    size_t length[3];
    if (!text || strncmp(text, "ImageJ=", 7) != 0) {
        free(text);
        return false;
    }
    struct record all;
    record_clear(&all);
    lengths(text, length);
    calibrate(s, text, length, &all);
    if (line_value(text, "order", order))
        for (char *c = order; *c; c++)
            *c = (char)(*c | 0x20);
    if (strncmp(order, "xy", 2) == 0)
        memmove(order, order + 2, strlen(order + 2) + 1);
    if (!is_order(order)) {
        record_warn("%s: its order=%s is not one of czt, zct, ...; czt is taken", s->path, order);
        snprintf(order, sizeof order, "czt");
    }
    bool counted = line_value(text, "images", value) || length[CHANNEL] * length[Z] * length[TIME] > 1;
    if (counted && length[CHANNEL] * length[Z] * length[TIME] != s->images)
        memcpy(records->promised, length, sizeof length);
    size_t count;
    char **labels = imagej_texts(s, "labl", &count);
    for (size_t i = 0; i < s->images; i++) {
        records->image[i] = all;
        if (i < count)
            records->image[i].z_um = label_z_um(labels[i]);
        if (!isnan(records->image[i].z_um))
            records->image[i].dz_um = NAN; /* labels hold steps that a spacing cannot */
        if (counted)
            record_place(&records->image[i], i, order, length);
        if (i < count && length[CHANNEL] > 1)
            records->image[i].name[CHANNEL] = label_channel(labels[i]);
    }
    for (size_t i = 0; i < count; i++)
        free(labels[i]);
    free(labels);
    free(text);
    return true;
}

/* ImageJ's own tags: "IJIJ", then kind and number of each sort of text; the first count is of that head, the others of
 * the texts, which are UTF-16. */
static uint32_t number_at(const unsigned char *at, bool little)
{
    return little ? (uint32_t)at[3] << 24 | (uint32_t)at[2] << 16 | (uint32_t)at[1] << 8 | at[0]
                  : (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static char *utf8(const unsigned char *from, size_t bytes, bool little)
{
    char *text = cli_alloc(bytes / 2 + 1, 3), *to = text;
    for (size_t i = 0; i + 1 < bytes; i += 2) {
        unsigned c = from[i + little] * 256u + from[i + !little];
        if (c < 0x80) {
            *to++ = (char)c;
        } else if (c < 0x800) {
            *to++ = (char)(0xc0 | c >> 6);
            *to++ = (char)(0x80 | (c & 63));
        } else {
            *to++ = (char)(0xe0 | c >> 12);
            *to++ = (char)(0x80 | (c >> 6 & 63));
            *to++ = (char)(0x80 | (c & 63));
        }
    }
    *to = '\0';
    return text;
}

char **imagej_texts(const struct source *source, const char kind[4], size_t *found)
{
    size_t count, bytes;
    *found = 0;
    const uint32_t *sizes = source->get(source->tiff, 0, TAG_IMAGEJ_COUNTS, &count);
    if (!sizes || count < 2)
        return NULL;
    uint32_t *size = cli_alloc(count, sizeof *size);
    memcpy(size, sizes, count * sizeof *size);
    char **texts = cli_alloc(count, sizeof *texts);
    const unsigned char *data = source->get(source->tiff, 0, TAG_IMAGEJ, &bytes);
    bool little = data && bytes > 4 && data[0] == 'J';
    size_t head = data && size[0] <= bytes ? size[0] : 0, at = head, n = 1;
    for (size_t sort = 4; sort + 8 <= head; sort += 8) {
        bool same = true;
        for (size_t k = 0; k < 4; k++)
            same &= data[sort + (little ? 3 - k : k)] == (unsigned char)kind[k];
        uint32_t many = number_at(data + sort + 4, little);
        for (size_t k = 0; k < many && n < count && size[n] <= bytes - at; at += size[n++], k++)
            if (same)
                texts[(*found)++] = utf8(data + at, size[n], little);
    }
    free(size);
    return texts;
}
