/* Micro-Manager 1.4 and 2, and pycro-manager: JSON in a tag of every page; for separate files in ImageJ's tags or in
 * metadata.txt beside them. NDTiff's "Axes" stand above the indices, which it leaves at 0. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "tiff/json.h"
#include "tiff/record.h"

static void set_axis(struct record *record, enum axis axis, const json_t *value)
{
    const char *word = json_string_value(value);
    record->at[axis] = word ? UNSAID : json_whole(value);
    record->name[axis] = word ? record_word(word) : NULL;
}

/* The number of a word among those that an axis without a known meaning has had. */
static int word_number(const char *axis, const char *word)
{
    static struct {
        const char *axis, *word;
    } * seen; /* few */
    static size_t count;
    int number = 0;
    axis = record_word(axis);
    word = record_word(word);
    for (size_t i = 0; i < count; i++) {
        if (seen[i].axis == axis && seen[i].word == word)
            return number;
        number += seen[i].axis == axis;
    }
    seen = cli_need(realloc(seen, (count + 1) * sizeof *seen), "axes");
    seen[count].axis = axis;
    seen[count++].word = word;
    return number;
}

void json_axes(const json_t *axes, struct records *records, struct record *record)
{
    const char *key;
    json_t *value;
    char place[128] = "";
    for (int i = CHANNEL; i < AXES; i++) {
        record->at[i] = UNSAID;
        record->name[i] = NULL;
    }
    json_object_foreach((json_t *)axes, key, value)
    {
        int axis = 0, field = 0;
        while (axis < AXES && strcmp(axis_names[axis], key) != 0)
            axis++;
        if (axis < AXES)
            set_axis(record, axis, value);
        while (axis == AXES && field < FREE && records->word[field][0] && strcmp(records->word[field], key) != 0)
            field++;
        if (strcmp(key, "row") == 0 || strcmp(key, "column") == 0) {
            size_t at = strlen(place);
            snprintf(place + at, sizeof place - at, "%s%d", key, json_whole(value));
        } else if (axis == AXES && field < FREE) {
            const char *word = json_string_value(value);
            snprintf(records->word[field], sizeof *records->word, "%s", key);
            record->at[AXES + field] = word ? word_number(key, word) : json_whole(value);
        }
    }
    if (place[0]) {
        size_t at = strlen(place);
        if (record->name[POSITION] || record->at[POSITION] != UNSAID)
            snprintf(place + at, sizeof place - at, "position%s%d",
                     record->name[POSITION] ? record->name[POSITION] : "", record->at[POSITION]);
        record->at[POSITION] = UNSAID;
        record->name[POSITION] = record_word(place);
    }
}

/* Where the stage was sent, and where it said that it was. */
static double intended_um(const json_t *said)
{
    return json_real_at(said, "ZPosition_um_Intended");
}

static double actual_um(const json_t *said)
{
    double um = json_real_at(said, "ZPosition_um_Actual");
    return isnan(um) ? json_real_at(said, "ZPositionUm") : um;
}

static void set_record(const json_t *said, struct records *records, struct record *record)
{
    static const char *const keys[AXES] = {"ChannelIndex", "SliceIndex", "FrameIndex", "PositionIndex"};
    const json_t *axes = json_value(said, "Axes");
    const char *channel = json_word_at(said, "Channel");
    static const char *const old_keys[AXES] = {NULL, "Slice", "Frame", NULL}; /* Micro-Manager 1.3 */
    for (int i = CHANNEL; i < AXES; i++) {
        const json_t *value = json_value(said, keys[i]);
        record->at[i] = json_whole(value || !old_keys[i] ? value : json_value(said, old_keys[i]));
    }
    const char *position = json_word_at(said, "PositionName");
    if (position && record->at[POSITION] == UNSAID)
        record->name[POSITION] = record_word(position);
    if (channel && strcmp(channel, "Default") != 0)
        record->name[CHANNEL] = record_word(channel);
    if (json_is_object(axes))
        json_axes(axes, records, record);
    record->z_um = intended_um(said);
    if (isnan(record->z_um))
        record->z_um = actual_um(said);
    double pixel_um = json_real_at(said, "PixelSizeUm");
    if (pixel_um > 0) /* 0 means "not calibrated" */
        record->pixel_um = record->pixel_y_um = pixel_um;
    record->exposure_ms = json_real_at(said, "Exposure-ms");
    if (isnan(record->exposure_ms))
        record->exposure_ms = json_real_at(said, "Exposure");
}

/* The summary of the acquisition, which lies behind one of these heads; NULL: there is none. */
static json_t *summary(const struct source *source)
{
    enum { HEAD = 2355492, PLACES = 3, MOST = 1 << 24 };
    static const size_t place[PLACES] = {32, 20, 16}; /* MMStack, NDTiff 3, NDTiff 1 and 2 */
    uint32_t head[12] = {0};
    json_t *said = NULL;
    if (!record_bytes(source, head, sizeof head, 0))
        return NULL;
    for (size_t i = 0; !said && i < PLACES; i++) {
        size_t length = head[place[i] / 4 + 1];
        if (head[place[i] / 4] != HEAD || length == 0 || length > MOST)
            continue;
        char *text = cli_alloc(length, 1);
        if (record_bytes(source, text, length, place[i] + 8))
            said = json_object_of(text, length);
        free(text);
    }
    return said;
}

/* What metadata.txt says of a file: under "Metadata-FOLDER/FILE", or under "FrameKey-..." with its name inside. The
 * texts of the folder are parsed once. */
static const json_t *beside(const char *path)
{
    static json_t *said;
    static const char *folder;
    const char *base = record_base(path), *key;
    json_t *value;
    if (folder != record_folder(path)) {
        char *name = NULL;
        folder = record_folder(path);
        if (asprintf(&name, "%smetadata.txt", folder) < 0)
            cli_die("no memory for a file name");
        char *text = record_file(name, NULL);
        json_decref(said);
        said = text ? json_object_of(text, strlen(text)) : NULL;
        if (text && !said)
            record_warn("%s is damaged; it is passed over", name);
        free(text);
        free(name);
    }
    json_object_foreach(said, key, value)
    {
        const char *file = json_word_at(value, "FileName");
        size_t length = strlen(base), whole = strlen(key);
        if ((file && strcmp(record_base(file), base) == 0) ||
            (whole > length && key[whole - length - 1] == '/' && strcmp(key + whole - length, base) == 0 &&
             strncmp(key, "Metadata-", 9) == 0))
            return value;
    }
    return NULL;
}

/* All files of "..._MMStack_Pos0.ome.tif", "..._MMStack_Pos0_1.ome.tif", which begin a new one at 4 GB: the name of the
 * first. "..._MMStack_1-Pos000_001.ome.tif" is a position of a grid, and goes on with no other file. */
static const char *set_of(const char *path)
{
    const char *stack = strstr(record_base(path), "MMStack");
    char *name = NULL;
    if (!stack)
        return NULL;
    const char *end = stack + strcspn(stack, "."), *number = end;
    while (number > stack && number[-1] >= '0' && number[-1] <= '9')
        number--;
    bool numbered = number < end && number > stack && number[-1] == '_';
    if (numbered && asprintf(&name, "%.*s%s", (int)(number - 1 - path), path, end) < 0)
        cli_die("no memory for a file name");
    const char *word = record_word(numbered && access(name, F_OK) == 0 ? name : path);
    free(name);
    return word;
}

/* Intended positions that never move are not those of the planes, if the actual ones do; and if both move, but apart,
 * one is wrong. actual: of each image, or NAN. */
static void choose_z(const struct source *s, struct record *image, const double *actual)
{
    double low = INFINITY, high = -INFINITY, actual_low = INFINITY, actual_high = -INFINITY, apart = 0;
    for (size_t i = 0; i < s->images; i++) {
        if (isnan(actual[i]) || isnan(image[i].z_um))
            return;
        low = fmin(low, image[i].z_um);
        high = fmax(high, image[i].z_um);
        actual_low = fmin(actual_low, actual[i]);
        actual_high = fmax(actual_high, actual[i]);
        apart = fmax(apart, fabs(actual[i] - actual[0] - (image[i].z_um - image[0].z_um)));
    }
    const double still_um = 1e-6;
    bool moves = high - low > still_um, actual_moves = actual_high - actual_low > still_um;
    for (size_t i = 0; i < s->images && !moves && actual_moves; i++)
        image[i].z_um = actual[i];
    if (moves && actual_moves && apart > 0.1 * (high - low))
        record_warn("%s: the stage says that it was up to %.5g um from where it was sent; taken: where it was sent",
                    s->path, apart);
}

bool micromanager_records(const struct source *s, struct records *records)
{
    bool found = false;
    double *actual = cli_alloc(s->images, sizeof *actual);
    json_t *all = summary(s);
    double dz_um = json_real_at(all, "z-step_um");
    json_decref(all);
    for (size_t i = 0; i < s->images; i++) {
        size_t count, texts = 0;
        const char *text = s->get(s->tiff, i, TAG_MICROMANAGER, &count);
        json_t *page = text ? json_object_of(text, count) : NULL;
        char **info = page || s->images > 1 ? NULL : imagej_texts(s, "info", &texts);
        if (texts > 0)
            page = json_object_of(info[0], strlen(info[0]));
        const json_t *said = page ? page : s->images > 1 ? NULL : beside(s->path);
        actual[i] = actual_um(said);
        if (said) {
            set_record(said, records, &records->image[i]);
            found = true;
        }
        if (dz_um != 0)
            records->image[i].dz_um = dz_um;
        json_decref(page);
        for (size_t k = 0; k < texts; k++)
            free(info[k]);
        free(info);
    }
    choose_z(s, records->image, actual);
    free(actual);
    if (found)
        records->set = set_of(s->path);
    return found;
}
