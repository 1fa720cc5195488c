/* OME-XML (2016-06 and before), in the description of the first page, in another file of the set, or in a companion
 * file. TiffData says which plane lies in which file and page; without it, pages follow DimensionOrder. Plane has the
 * position of the stage, with its sign. Each Image is a position. */
#include <expat.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "tiff/record.h"

enum { MANY = 1 << 20, NOWHERE = -1 };

struct pixels { /* of one Image */
    char order[4];
    size_t length[3], samples; /* lengths by axis; samples of a pixel, which OME counts as channels */
    double pixel_um, pixel_y_um, dz_um;
    const char **channel; /* [channels], names or NULL */
    size_t channels;
};

struct data { /* one TiffData */
    size_t image, first[3];
    int ifd, planes; /* NOWHERE if not said */
    const char *file, *uuid;
};

struct plane {
    size_t image, at[3];
    double z, z_um, exposure_ms; /* z: whatever its unit is */
};

struct ome {
    const char *uuid, *elsewhere; /* of this file; the file with the metadata */
    struct pixels *pixels;
    struct data *data;
    struct plane *plane;
    size_t images, datas, planes;
    bool in_uuid;
    char text[256];    /* of the UUID element */
    const char *alien; /* a unit that is no length */
};

/* Elements --------------------------------------------------------------------------------------------------------- */

static const char *value_of(const XML_Char **attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (strcmp(attributes[0], name) == 0)
            return attributes[1];
    return NULL;
}

static double real_of(const XML_Char **attributes, const char *name)
{
    const char *text = value_of(attributes, name);
    char *end = NULL;
    double value = text ? strtod(text, &end) : NAN;
    return end == text || !isfinite(value) ? NAN : value;
}

static int whole_of(const XML_Char **attributes, const char *name, int otherwise)
{
    double value = real_of(attributes, name);
    return isnan(value) ? otherwise : value >= 0 && value < MANY ? (int)value : MANY;
}

/* A length in micrometres, unless it has another unit. */
static double length_of(struct ome *ome, const XML_Char **attributes, const char *name)
{
    char key[64];
    snprintf(key, sizeof key, "%sUnit", name);
    const char *unit = value_of(attributes, key);
    double um = unit ? unit_um(unit) : 1;
    if (isnan(um) && !isnan(real_of(attributes, name)))
        ome->alien = record_word(unit);
    return real_of(attributes, name) * um;
}

/* Room for one more in a list that grows at powers of two. */
#define ADD(list, count)                                                                                               \
    (((count) & ((count)-1)) == 0                                                                                      \
         ? ((list) = cli_need(realloc((list), (2 * (count) + 1) * sizeof *(list)), "OME-XML"))                         \
         : (list),                                                                                                     \
     (count)++, &(list)[(count)-1])

static void on_pixels(struct ome *ome, const XML_Char **attributes)
{
    struct pixels *p = ADD(ome->pixels, ome->images);
    const char *order = value_of(attributes, "DimensionOrder");
    static const char *const sizes[3] = {[CHANNEL] = "SizeC", [Z] = "SizeZ", [TIME] = "SizeT"};
    *p = (struct pixels){.order = "zct", .samples = 1};
    if (order && strlen(order) == 5)
        for (int i = 0; i < 3; i++)
            p->order[i] = (char)(order[2 + i] | 0x20);
    for (int axis = 0; axis < 3; axis++)
        p->length[axis] = (size_t)whole_of(attributes, sizes[axis], 1);
    p->pixel_um = length_of(ome, attributes, "PhysicalSizeX");
    p->pixel_y_um = length_of(ome, attributes, "PhysicalSizeY");
    p->dz_um = length_of(ome, attributes, "PhysicalSizeZ");
}

static void on_channel(struct ome *ome, const XML_Char **attributes)
{
    struct pixels *p = &ome->pixels[ome->images - 1];
    const char *name = value_of(attributes, "Name");
    int samples = whole_of(attributes, "SamplesPerPixel", 1);
    if (samples > 1)
        p->samples = (size_t)samples;
    *ADD(p->channel, p->channels) = name && *name ? record_word(name) : NULL;
}

static void on_data(struct ome *ome, const XML_Char **attributes)
{
    *ADD(ome->data, ome->datas) = (struct data){
        .image = ome->images - 1,
        .first = {[CHANNEL] = (size_t)whole_of(attributes, "FirstC", 0),
                  [Z] = (size_t)whole_of(attributes, "FirstZ", 0),
                  [TIME] = (size_t)whole_of(attributes, "FirstT", 0)},
        .ifd = whole_of(attributes, "IFD", NOWHERE),
        .planes = whole_of(attributes, "PlaneCount", NOWHERE),
    };
}

static void on_plane(struct ome *ome, const XML_Char **attributes)
{
    const char *unit = value_of(attributes, "PositionZUnit"), *per = value_of(attributes, "ExposureTimeUnit");
    double z = real_of(attributes, "PositionZ"), exposure = real_of(attributes, "ExposureTime");
    double ms = !per || strcmp(per, "s") == 0 ? 1e3 : strcmp(per, "ms") == 0 ? 1 : NAN;
    *ADD(ome->plane, ome->planes) = (struct plane){
        .image = ome->images - 1,
        .at = {[CHANNEL] = (size_t)whole_of(attributes, "TheC", 0),
               [Z] = (size_t)whole_of(attributes, "TheZ", 0),
               [TIME] = (size_t)whole_of(attributes, "TheT", 0)},
        .z = z,
        .z_um = unit ? z * unit_um(unit) : NAN,
        .exposure_ms = exposure * ms,
    };
}

static void XMLCALL on_start(void *user, const XML_Char *name, const XML_Char **attributes)
{
    struct ome *ome = user;
    const char *colon = strchr(name, ':');
    const char *element = colon ? colon + 1 : name, *text;
    if (strcmp(element, "OME") == 0 && (text = value_of(attributes, "UUID")))
        ome->uuid = record_word(text);
    if (strcmp(element, "BinaryOnly") == 0 && (text = value_of(attributes, "MetadataFile")))
        ome->elsewhere = record_word(text);
    if (strcmp(element, "Pixels") == 0)
        on_pixels(ome, attributes);
    if (!ome->images)
        return;
    if (strcmp(element, "Channel") == 0)
        on_channel(ome, attributes);
    if (strcmp(element, "TiffData") == 0)
        on_data(ome, attributes);
    if (strcmp(element, "Plane") == 0)
        on_plane(ome, attributes);
    if (strcmp(element, "UUID") == 0 && ome->datas) {
        text = value_of(attributes, "FileName");
        ome->data[ome->datas - 1].file = text ? record_word(record_base(text)) : NULL;
        ome->in_uuid = true;
        ome->text[0] = '\0';
    }
}

static void XMLCALL on_text(void *user, const XML_Char *text, int length)
{
    struct ome *ome = user;
    size_t at = strlen(ome->text);
    if (ome->in_uuid)
        snprintf(ome->text + at, sizeof ome->text - at, "%.*s", length, text);
}

static void XMLCALL on_end(void *user, const XML_Char *name)
{
    struct ome *ome = user;
    (void)name;
    if (ome->in_uuid && ome->text[0])
        ome->data[ome->datas - 1].uuid = record_word(ome->text);
    ome->in_uuid = false;
}

/* What is wrong with the text, or NULL. */
static const char *parse(struct ome *ome, const char *text)
{
    XML_Parser parser = cli_need(XML_ParserCreate(NULL), "OME-XML");
    const char *complaint = NULL;
    XML_SetUserData(parser, ome);
    XML_SetElementHandler(parser, on_start, on_end);
    XML_SetCharacterDataHandler(parser, on_text);
    if (XML_Parse(parser, text, (int)strlen(text), true) != XML_STATUS_OK) {
        char said[256];
        snprintf(said, sizeof said,
                 "its OME-XML is damaged in line %lu: %s; if its pages are one run of planes, say: "
                 "--axis z=page",
                 XML_GetCurrentLineNumber(parser), XML_ErrorString(XML_GetErrorCode(parser)));
        complaint = record_word(said);
    }
    XML_ParserFree(parser);
    return complaint;
}

static void ome_free(struct ome *ome)
{
    for (size_t i = 0; i < ome->images; i++)
        free(ome->pixels[i].channel);
    free(ome->pixels);
    free(ome->data);
    free(ome->plane);
}

/* Records --------------------------------------------------------------------------------------------------------- */

/* Whether a TiffData is about the file: by its UUID, by its name, or as it names none. */
static bool is_here(const struct ome *ome, const struct data *data, const char *base)
{
    if (data->uuid && ome->uuid && strcmp(data->uuid, ome->uuid) == 0)
        return true;
    return data->file ? strcmp(data->file, base) == 0 : !data->uuid || !ome->uuid;
}

/* The name that stands for all files of the set: the first that is named; NULL if the file stands alone. */
static const char *set_of(const struct ome *ome, const char *path)
{
    const char *first = ome->datas ? ome->data[0].file : NULL;
    char *name = NULL;
    bool several = false;
    for (size_t i = 0; first && i < ome->datas; i++)
        several |= ome->data[i].file && ome->data[i].file != first;
    if (!several)
        return NULL;
    if (asprintf(&name, "%s%s", record_folder(path), first) < 0)
        cli_die("no memory for a file name");
    const char *word = record_word(name);
    free(name);
    return word;
}

/* Returns whether the record had said something else. */
static bool place(const struct ome *ome, size_t image, const size_t at[3], struct record *record)
{
    const struct pixels *p = &ome->pixels[image];
    struct record was = *record;
    for (int axis = 0; axis < 3; axis++)
        record->at[axis] = p->length[axis] > (axis == CHANNEL ? p->samples : 1) ? (int)at[axis] : UNSAID;
    if (p->samples > 1 && record->at[CHANNEL] != UNSAID)
        record->at[CHANNEL] /= (int)p->samples;
    record->at[POSITION] = ome->images > 1 ? (int)image : UNSAID;
    record->name[CHANNEL] = p->channels > at[CHANNEL] / p->samples ? p->channel[at[CHANNEL] / p->samples] : NULL;
    record->pixel_um = p->pixel_um;
    record->pixel_y_um = p->pixel_y_um;
    record->dz_um = p->dz_um;
    record->origin_um = 0;
    return !isnan(was.origin_um) && memcmp(was.at, record->at, sizeof was.at) != 0;
}

/* Places `count` images from `first` on along the order of their Pixels, from a corner on. */
static size_t run(const struct ome *ome, size_t image, const size_t corner[3], size_t first, size_t count,
                  const struct source *s, struct records *records)
{
    const struct pixels *p = &ome->pixels[image];
    size_t at[3] = {corner[0], corner[1], corner[2]}, done = 0;
    for (; done < count; done++) {
        if (first + done < s->images && place(ome, image, at, &records->image[first + done]))
            records->complaint = "its TiffData say different things of one page; if its pages are one run of planes, "
                                 "say: --axis z=page";
        for (int k = 0; k < 3; k++) {
            int axis = p->order[k] == 'c' ? CHANNEL : p->order[k] == 'z' ? Z : TIME;
            size_t step = axis == CHANNEL ? p->samples : 1;
            if ((at[axis] += step) < p->length[axis])
                break;
            at[axis] = 0;
        }
    }
    return first + done;
}

static size_t planes_of(const struct pixels *p)
{
    return (p->length[CHANNEL] + p->samples - 1) / p->samples * p->length[Z] * p->length[TIME];
}

static void place_all(const struct ome *ome, const struct source *s, struct records *records)
{
    size_t end = 0, here = 0;
    for (size_t i = 0; i < ome->datas; i++) {
        const struct data *d = &ome->data[i];
        size_t all = planes_of(&ome->pixels[d->image]);
        if (!is_here(ome, d, record_base(s->path)))
            continue;
        size_t first = d->ifd == NOWHERE ? (ome->images > 1 ? end : 0) : (size_t)d->ifd;
        size_t count = d->planes != NOWHERE ? (size_t)d->planes : d->ifd == NOWHERE ? all : 1;
        size_t last = run(ome, d->image, d->first, first, count, s, records);
        end = last > end ? last : end;
        here++;
    }
    for (size_t i = 0; ome->datas == 0 && i < ome->images; i++)
        end = run(ome, i, (size_t[3]){0}, end, planes_of(&ome->pixels[i]), s, records);
    if (records->complaint)
        return;
    if (ome->datas && !here)
        records->complaint =
            "its OME-XML says nothing of a file of this name; give it the name back that it had when it was written";
    else if (end != s->images && ome->images == 1)
        for (int axis = 0; axis < 3; axis++)
            records->promised[axis] =
                axis == CHANNEL ? ome->pixels[0].length[axis] / ome->pixels[0].samples : ome->pixels[0].length[axis];
    else if (end != s->images)
        records->complaint = "its OME-XML counts other pages than the file has; is the file whole?";
}

static int by_place(const void *a, const void *b)
{
    const struct plane *x = a, *y = b;
    size_t p[4] = {x->image, x->at[0], x->at[1], x->at[2]}, q[4] = {y->image, y->at[0], y->at[1], y->at[2]};
    for (int i = 0; i < 4; i++)
        if (p[i] != q[i])
            return p[i] < q[i] ? -1 : 1;
    return 0;
}

static const struct plane *find_plane(const struct ome *ome, const struct plane *key)
{
    return bsearch(key, ome->plane, ome->planes, sizeof *ome->plane, by_place);
}

/* Whether two neighbours along z are about PhysicalSizeZ apart, or not at all: any other unit is 1000 times as long or
 * as short. */
static bool is_micrometre(const struct plane *a, const struct plane *b, double dz_um)
{
    double step = fabs(b->z - a->z);
    bool neighbours = a->image == b->image && a->at[CHANNEL] == b->at[CHANNEL] && a->at[Z] != b->at[Z];
    return !neighbours || isnan(step) || step == 0 || (step > 0.1 * dz_um && step < 10 * dz_um);
}

/* Adds what Plane says. Positions whose unit is no length ("reference frame") are micrometres if their steps are like
 * PhysicalSizeZ, and otherwise not known. */
static void add_planes(struct ome *ome, const char *path, const struct source *s, struct records *records)
{
    bool alien = false, fits = true;
    if (!ome->planes)
        return;
    qsort(ome->plane, ome->planes, sizeof *ome->plane, by_place);
    for (size_t i = 1; i < ome->planes; i++)
        fits &= is_micrometre(&ome->plane[i - 1], &ome->plane[i], ome->pixels[ome->plane[i].image].dz_um);
    for (size_t i = 0; i < ome->planes; i++)
        if (!isnan(ome->plane[i].z) && isnan(ome->plane[i].z_um)) {
            alien |= !fits;
            ome->plane[i].z_um = fits ? ome->plane[i].z : NAN;
        }
    if (alien)
        record_warn("%s: the unit of its PositionZ is not a length and its steps are not like PhysicalSizeZ: z counts "
                    "slices instead",
                    path);
    for (size_t i = 0; i < s->images; i++) {
        struct record *r = &records->image[i];
        struct plane key = {.image = r->at[POSITION] == UNSAID ? 0 : (size_t)r->at[POSITION]};
        for (int axis = 0; axis < 3; axis++)
            key.at[axis] = r->at[axis] == UNSAID ? 0 : (size_t)r->at[axis];
        const struct plane *plane = find_plane(ome, &key);
        if (plane)
            r->exposure_ms = plane->exposure_ms;
        /* what is said of one channel, or time, only */
        for (int axis = CHANNEL; axis <= TIME && !(plane && !isnan(plane->z)); axis += TIME - CHANNEL) {
            key.at[axis] = 0;
            plane = find_plane(ome, &key);
        }
        if (plane)
            r->z_um = plane->z_um;
    }
}

/* The text of the file that BinaryOnly names, beside this one: XML, or a TIFF of the same set. */
static char *elsewhere(const struct ome *ome, const char *path)
{
    char *name = NULL, *text;
    if (asprintf(&name, "%s%s", record_folder(path), record_base(ome->elsewhere)) < 0)
        cli_die("no memory for a file name");
    const char *dot = strrchr(name, '.');
    bool tiff = dot && (strcasecmp(dot, ".tif") == 0 || strcasecmp(dot, ".tiff") == 0);
    text = tiff ? tiff_description(name) : record_file(name, NULL);
    free(name);
    return text;
}

bool ome_records(const struct source *s, struct records *records)
{
    struct ome ome = {0};
    char *text = record_text(s, 0, TAG_DESCRIPTION);
    const char *xml = text ? text + strspn(text, " \t\r\n\xef\xbb\xbf") : NULL;
    if (!xml || xml[0] != '<' || !(strstr(xml, "<OME") || strstr(xml, ":OME"))) {
        free(text);
        return false;
    }
    records->complaint = parse(&ome, xml);
    free(text);
    if (ome.elsewhere && !ome.images) {
        const char *uuid = ome.uuid;
        text = elsewhere(&ome, s->path);
        char complaint[256];
        snprintf(complaint, sizeof complaint, "its OME-XML is in %s, which is not beside it; copy it there",
                 ome.elsewhere);
        if (text)
            records->complaint = parse(&ome, text);
        else
            records->complaint = record_word(complaint);
        free(text);
        ome.uuid = uuid;
    }
    if (ome.alien)
        record_warn(
            "%s: its unit '%s' is not a known length, so its sizes are left out; say them with: --pixel and --dz",
            s->path, ome.alien);
    if (ome.images && !records->complaint) {
        place_all(&ome, s, records);
        add_planes(&ome, s->path, s, records);
        records->set = set_of(&ome, s->path);
    }
    ome_free(&ome);
    return true;
}
