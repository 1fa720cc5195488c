/* MetaMorph's stacks: one directory for all planes, whose distances, times and wavelengths are in tags UIC1 to UIC4.
 * And the single files of MetaXpress, which describe themselves in XML. */
#include <expat.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "tiff/record.h"

enum { UIC1 = 33628, UIC2 = 33629, UIC3 = 33630, UIC4 = 33631, MANY = 1 << 20 };

/* One entry of the first directory; libtiff does not show where the values of these tags are. */
struct field {
    uint32_t count, offset;
};

static uint32_t number_at(const unsigned char *at, size_t bytes)
{
    uint32_t number = 0;
    while (bytes-- > 0)
        number = number << 8 | at[bytes];
    return number;
}

/* MetaMorph writes little-endian classic TIFFs. */
static struct field find(const struct source *source, unsigned tag)
{
    unsigned char head[8], count[2], entry[12];
    if (!record_bytes(source, head, 8, 0) || memcmp(head, "II*", 4) != 0)
        return (struct field){0};
    uint64_t at = number_at(head + 4, 4);
    if (!record_bytes(source, count, 2, at))
        return (struct field){0};
    at += 2;
    for (size_t n = number_at(count, 2); n-- > 0 && record_bytes(source, entry, 12, at); at += 12)
        if (number_at(entry, 2) == tag)
            return (struct field){number_at(entry + 4, 4), number_at(entry + 8, 4)};
    return (struct field){0};
}

size_t metamorph_images(const struct source *source)
{
    uint32_t count = find(source, UIC2).count;
    return count < MANY ? count : 0;
}

/* `count` numbers of 4 bytes at an offset, or NULL. Free them. */
static uint32_t *numbers(const struct source *source, uint64_t offset, size_t count)
{
    unsigned char *bytes = cli_alloc(count, 4);
    uint32_t *number = cli_alloc(count, sizeof *number);
    bool whole = record_bytes(source, bytes, 4 * count, offset);
    for (size_t i = 0; i < count; i++)
        number[i] = number_at(bytes + 4 * i, 4);
    free(bytes);
    if (whole)
        return number;
    free(number);
    return NULL;
}

static double fraction(const uint32_t *at)
{
    return (double)(int32_t)at[0] / (double)(int32_t)at[1];
}

enum { CALIBRATED = 3, X = 4, UNITS = 6, LABELS = 37, ABSOLUTE_Z = 40, Z_VALID = 41 }; /* of UIC1 and UIC4 */

/* UIC1 holds pairs of a number and a value or an offset. */
struct pairs {
    uint32_t *pair;
    size_t count;
};

static struct pairs read_pairs(const struct source *source)
{
    enum { MOST = 4096 };
    struct field uic1 = find(source, UIC1);
    struct pairs pairs = {.count = uic1.count};
    if (uic1.count < 2 || uic1.count > MOST || !(pairs.pair = numbers(source, uic1.offset, 2 * uic1.count)))
        pairs.count = 0;
    return pairs;
}

/* The value or offset of a number; NULL: none. */
static const uint32_t *pair_of(const struct pairs *pairs, uint32_t number)
{
    for (size_t i = 0; i < pairs->count; i++)
        if (pairs->pair[2 * i] == number)
            return &pairs->pair[2 * i + 1];
    return NULL;
}

static double pixel_of(const struct source *source, const struct pairs *pairs)
{
    const uint32_t *on = pair_of(pairs, CALIBRATED), *at = pair_of(pairs, X), *units = pair_of(pairs, UNITS);
    uint32_t *size = at ? numbers(source, *at, 2) : NULL;
    char unit[32] = "";
    unsigned char length[4];
    if (units && record_bytes(source, length, 4, *units) && number_at(length, 4) < sizeof unit &&
        !record_bytes(source, unit, number_at(length, 4), (uint64_t)*units + 4))
        unit[0] = '\0';
    double um = size && !(on && *on == 0) ? fraction(size) * unit_um(unit) : NAN;
    free(size);
    return um;
}

/* The length of the values of a number in UIC4: numbers of 4 bytes, for every plane or only once, and labels, each with
 * its length before it; 0: not known. */
static uint64_t values_length(const struct source *source, uint32_t id, uint64_t at, size_t images)
{
    static const unsigned char of_plane[64] = {[28] = 4, [29] = 4, [ABSOLUTE_Z] = 2, [Z_VALID] = 1};
    static const unsigned char once[64] = {
        [38] = 2, [39] = 2, [42] = 1, [43] = 1, [44] = 1, [45] = 1, [46] = 2, [49] = 1};
    uint64_t end = at;
    for (size_t i = 0; id == LABELS && i < images; i++) {
        unsigned char length[4];
        if (!record_bytes(source, length, 4, end))
            return 0;
        end += 4 + number_at(length, 4);
    }
    return id == LABELS ? end - at : id < 64 ? 4 * (of_plane[id] * images + once[id]) : 0;
}

/* Where UIC4 has the values of a number, which stand behind it; 0: nowhere. */
static uint64_t find_values(const struct source *source, uint32_t wanted, size_t images)
{
    struct field uic4 = find(source, UIC4);
    for (uint64_t at = uic4.offset, length; uic4.count == images && at > 0; at += 2 + length) {
        unsigned char kind[2];
        if (!record_bytes(source, kind, 2, at))
            return 0;
        uint32_t id = number_at(kind, 2);
        if (id == wanted)
            return at + 2;
        if ((length = values_length(source, id, at + 2, images)) == 0)
            return 0;
    }
    return 0;
}

/* `each` numbers for every plane, from UIC4 or UIC1; NULL: none. Free them. */
static uint32_t *plane_values(const struct source *source, const struct pairs *pairs, uint32_t id, size_t images,
                              size_t each)
{
    uint64_t at = find_values(source, id, images);
    const uint32_t *elsewhere = pair_of(pairs, id);
    if (at == 0 && elsewhere)
        at = *elsewhere;
    return at ? numbers(source, at, each * images) : NULL;
}

/* The absolute z of the planes, if all are valid; NULL: none. Free them. */
static uint32_t *absolute_z(const struct source *source, const struct pairs *pairs, size_t images)
{
    uint32_t *z = plane_values(source, pairs, ABSOLUTE_Z, images, 2),
             *valid = plane_values(source, pairs, Z_VALID, images, 1);
    bool known = z != NULL;
    for (size_t i = 0; z && i < images; i++)
        known &= isfinite(fraction(z + 2 * i)) && !(valid && valid[i] == 0);
    free(valid);
    if (known)
        return z;
    free(z);
    return NULL;
}

static bool moves(const uint32_t *value, size_t stride, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (value[i * stride] != value[0])
            return true;
    return false;
}

static bool read_stack(const struct source *s, struct records *records)
{
    enum { PLANE = 6 }; /* distance as a fraction, day and time of creation, of change */
    struct field uic2 = find(s, UIC2), uic3 = find(s, UIC3);
    if (uic2.count == 0 || uic2.count != s->images)
        return false;
    uint32_t *plane = numbers(s, uic2.offset, PLANE * s->images);
    uint32_t *wave = uic3.count == s->images ? numbers(s, uic3.offset, 2 * s->images) : NULL;
    struct pairs pairs = read_pairs(s);
    uint32_t *z = absolute_z(s, &pairs, s->images);
    if (!plane)
        cli_die("%s: its MetaMorph tag UIC2 cannot be read; is the file whole?", s->path);
    bool waves = wave && moves(wave, 2, s->images), stepped = false, moved = z && moves(z, 2, s->images);
    for (size_t i = 1; i < s->images; i++)
        stepped |= plane[PLANE * i] != 0;
    double z_um = 0, pixel_um = pixel_of(s, &pairs);
    for (size_t i = 0; i < s->images; i++) {
        struct record *record = &records->image[i];
        double step_um = fraction(plane + PLANE * i);
        z_um += i > 0 && isfinite(step_um) ? step_um : 0;
        record->pixel_um = record->pixel_y_um = pixel_um;
        if (waves) {
            char name[32];
            snprintf(name, sizeof name, "%.9g", fraction(wave + 2 * i));
            record->name[CHANNEL] = record_word(name);
        } else {
            record->at[stepped || moved || s->images == 1 ? Z : TIME] = (int)i;
        }
        if (moved)
            record->z_um = fraction(z + 2 * i);
        else if (stepped && !waves) /* the steps are between planes of one wavelength */
            record->z_um = z_um;
    }
    free(pairs.pair);
    free(plane);
    free(wave);
    free(z);
    return true;
}

/* <prop id="z-position" type="float" value="12.3"/> */
static void XMLCALL on_property(void *user, const XML_Char *name, const XML_Char **attributes)
{
    struct record *record = user;
    const char *id = "", *value = "";
    if (strcmp(name, "prop") != 0 && strcmp(name, "custom-prop") != 0)
        return;
    for (; *attributes; attributes += 2) {
        if (strcmp(attributes[0], "id") == 0)
            id = attributes[1];
        if (strcmp(attributes[0], "value") == 0)
            value = attributes[1];
    }
    char *end;
    double number = strtod(value, &end);
    number = end > value && isfinite(number) ? number : NAN;
    if (strcmp(id, "z-position") == 0)
        record->z_um = number;
    if (strcmp(id, "spatial-calibration-x") == 0 && number > 0)
        record->pixel_um = number;
    if (strcmp(id, "spatial-calibration-y") == 0 && number > 0)
        record->pixel_y_um = number;
    if (strcmp(id, "spatial-calibration-units") == 0 && isnan(record->dz_um))
        record->dz_um = unit_um(value); /* until the end, the unit of the pixels */
    if (strcmp(id, "Exposure Time") == 0 || strcmp(id, "exposure-time") == 0)
        record->exposure_ms = number;
    if (strcmp(id, "wavelength") == 0 && number > 0)
        record->name[CHANNEL] = record_word(value);
}

static bool read_xml(const struct source *s, struct records *records)
{
    bool any = false;
    for (size_t i = 0; i < s->images; i++) {
        char *text = record_text(s, i, TAG_DESCRIPTION);
        struct record *record = &records->image[i];
        if (text && strncmp(text, "<MetaData>", 10) == 0) {
            XML_Parser parser = cli_need(XML_ParserCreate(NULL), "XML");
            XML_SetUserData(parser, record);
            XML_SetStartElementHandler(parser, on_property);
            if (XML_Parse(parser, text, (int)strlen(text), true) != XML_STATUS_OK)
                cli_die("%s: the MetaMorph XML of page %zu is damaged: %s", s->path, i + 1,
                        XML_ErrorString(XML_GetErrorCode(parser)));
            XML_ParserFree(parser);
            record->pixel_um *= record->dz_um;
            record->pixel_y_um *= record->dz_um;
            record->dz_um = NAN;
            any = true;
        }
        free(text);
    }
    return any;
}

bool metamorph_records(const struct source *s, struct records *records)
{
    return read_stack(s, records) || read_xml(s, records);
}
