/* tifffile for Python: {"axes": "CZYX", "shape": [2, 7, 64, 64]} in the description of the first page of each series,
 * or shape=(2,7,64,64) by its first versions. Without "axes", or with letters that it has no meaning for, an axis is a
 * field that the user may name. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "tiff/json.h"
#include "tiff/record.h"

enum { MANY = 1 << 20 }; /* more than a file can have */

static int field_of(char letter, int *free_fields, struct records *records)
{
    static const char *const letters[AXES] = {[CHANNEL] = "CE", [Z] = "Z", [TIME] = "T", [POSITION] = "PMVR"};
    for (int axis = 0; letter && axis < AXES; axis++)
        if (strchr(letters[axis], letter))
            return axis;
    if (*free_fields == FREE)
        return FIELDS;
    if (letter)
        snprintf(records->word[*free_fields], sizeof *records->word, "%c", tolower(letter));
    else
        snprintf(records->word[*free_fields], sizeof *records->word, "axis%d", *free_fields + 1);
    return AXES + (*free_fields)++;
}

/* The description as JSON; NULL: it is not tifffile's. */
static json_t *description(const struct source *s, size_t image)
{
    char *text = record_text(s, image, TAG_DESCRIPTION), *shape = NULL;
    json_t *said = text && text[0] == '{' ? json_object_of(text, strlen(text)) : NULL;
    if (text && strncmp(text, "shape=(", 7) == 0 &&
        asprintf(&shape, "{\"shape\": [%.*s]}", (int)strcspn(text + 7, ")"), text + 7) < 0)
        cli_die("no memory for a description");
    if (shape)
        said = json_object_of(shape, strlen(shape));
    free(shape);
    free(text);
    return said;
}

/* Places the images from `first` on as one series; returns how many it has, 0 if the description is not tifffile's. */
static size_t series(const struct source *s, struct records *records, size_t first)
{
    json_t *said = description(s, first);
    const json_t *shape = json_object_get(said, "shape");
    const char *axes = json_word_at(said, "axes");
    size_t rank = json_array_size(shape), images = 1, length[FIELDS + 1];
    int field[FIELDS + 1], fields = 0, unnamed = 0;
    bool known = rank >= 2 && (!axes || strlen(axes) == rank);
    for (size_t k = 0; known && k < rank; k++) {
        int n = json_whole(json_array_get(shape, k));
        bool inside = axes ? strchr("YXS", toupper(axes[k])) != NULL
                           : k + 2 >= rank || (s->samples > 1 && (k + 3 >= rank)); /* part of a page */
        known = n > 0 && images < MANY;
        if (!known || inside || n == 1)
            continue;
        images *= (size_t)n;
        field[fields] = field_of(axes ? (char)toupper(axes[k]) : '\0', &unnamed, records);
        length[fields] = (size_t)n;
        known = field[fields++] < FIELDS && fields <= FIELDS;
    }
    json_decref(said);
    if (!known)
        return 0;
    for (size_t i = 0; i < images && first + i < s->images; i++)
        for (size_t k = (size_t)fields, rest = i; k-- > 0; rest /= length[k])
            records->image[first + i].at[field[k]] = (int)(rest % length[k]);
    return images;
}

bool tifffile_records(const struct source *s, struct records *records)
{
    size_t first = 0, images;
    bool arrays = false; /* rather than single pages, written one by one */
    for (int n = 0; first < s->images; first += images, n++) {
        images = series(s, records, first);
        if (images == 0 && first == 0)
            return false;
        if (images == 0)
            images = s->images - first; /* what somebody else appended */
        for (size_t i = first; i < first + images && i < s->images; i++)
            if (records->image[i].at[POSITION] == UNSAID)
                records->image[i].at[POSITION] = n;
        arrays |= images > 1;
    }
    if (first > s->images)
        memcpy(records->promised, (size_t[3]){1, first, 1}, sizeof records->promised);
    for (size_t i = 0; i < s->images && !arrays; i++)
        records->image[i].at[POSITION] = UNSAID;
    return true;
}
