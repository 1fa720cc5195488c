#include "tiff/axes.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Merging --------------------------------------------------------------------------------------------------------- */

/* A record that counts other pages than there are gives its sizes only. */
static bool is_sound(const struct records *records)
{
    return !records->complaint && !records->promised[0];
}

static const struct record *record_of(const struct image *image, int reader)
{
    const struct file *file = image->file;
    return file->found[reader] ? &file->records[reader].image[reader == NAMES ? 0 : image->number] : NULL;
}

static void take(double *to, double value)
{
    if (!isnan(value))
        *to = value;
}

/* Axes of which a record says nothing, by reader. */
struct silence {
    bool axis[READERS][FIELDS];
};

/* The most specific of the records up to reader `last`. */
static void merge(struct image *image, int last, const struct silence *silence)
{
    struct record *is = &image->is;
    record_clear(is);
    memset(image->word, 0, sizeof image->word);
    for (int reader = last; reader >= 0; reader--) {
        const struct record *record = record_of(image, reader);
        if (!record)
            continue;
        const struct records *all = &image->file->records[reader];
        for (int field = 0; field < FIELDS && is_sound(all); field++) {
            if (silence->axis[reader][field])
                continue;
            const char *name = field < AXES ? record->name[field] : NULL;
            if (record->at[field] != UNSAID || name)
                is->at[field] = record->at[field];
            if (name)
                is->name[field] = name;
            if (field >= AXES && record->at[field] != UNSAID)
                image->word[field - AXES] = all->word[field - AXES];
        }
        is->superseded |= record->superseded;
        take(&is->z_um, record->z_um);
        take(&is->dz_um, record->dz_um);
        take(&is->origin_um, record->origin_um);
        if (!isnan(record->pixel_um)) { /* both sides: the width of one reader and the height of another are no pixel */
            is->pixel_um = record->pixel_um;
            is->pixel_y_um = record->pixel_y_um;
        }
        take(&is->exposure_ms, record->exposure_ms);
    }
    if (fabs(is->pixel_y_um - is->pixel_um) > 0.01 * fabs(is->pixel_um)) {
        record_warn(
            "%s: its pixels are %.5g um wide and %.5g um high; their size is left out, as programs expect squares; "
            "say it with: --pixel",
            image->file->path, is->pixel_um, is->pixel_y_um);
        is->pixel_um = NAN;
    }
}

/* Numbers names by their first appearance, where no number is said. */
static void number_names(struct group *group)
{
    for (int axis = 0; axis < AXES; axis++) {
        const char **seen = cli_alloc(group->count, sizeof *seen);
        size_t many = 0;
        for (size_t i = 0; i < group->count; i++) {
            struct record *is = &group->image[i]->is;
            size_t k = 0;
            if (is->at[axis] != UNSAID || !is->name[axis])
                continue;
            while (k < many && seen[k] != is->name[axis])
                k++;
            many += k == many;
            seen[k] = is->name[axis];
            is->at[axis] = (int)k;
        }
        free(seen);
    }
}

/* Renaming -------------------------------------------------------------------------------------------------------- */

size_t axes_parse(const struct cli_list *list, struct renamed renamed[RENAMED_MAX])
{
    for (size_t i = 0; i < list->count; i++) {
        const char *equals = strchr(list->item[i], '=');
        int axis = 0;
        while (equals && axis < AXES &&
               !(strlen(axis_names[axis]) == (size_t)(equals - list->item[i]) &&
                 strncmp(axis_names[axis], list->item[i], (size_t)(equals - list->item[i])) == 0))
            axis++;
        if (!equals || axis == AXES || !equals[1] || i == RENAMED_MAX)
            cli_usage("--axis: '%s' is not AXIS=WORD, as in z=time, with AXIS one of channel z time position",
                      list->item[i]);
        renamed[i] = (struct renamed){(enum axis)axis, equals + 1};
    }
    return list->count;
}

/* The field that a word means in an image; FIELDS: none. */
static int field_of(const struct image *image, const char *word)
{
    for (int axis = 0; axis < AXES; axis++)
        if (strcmp(word, axis_names[axis]) == 0)
            return axis;
    for (int k = 0; k < FREE; k++)
        if (image->word[k] && strcmp(word, image->word[k]) == 0)
            return AXES + k;
    return FIELDS;
}

/* The images in their order, whatever the records say. */
static void count_pages(struct group *group, enum axis axis)
{
    for (size_t i = 0; i < group->count; i++) {
        struct record *is = &group->image[i]->is;
        for (int field = 0; field < FIELDS; field++)
            is->at[field] = UNSAID;
        is->at[axis] = (int)i;
        is->z_um = is->dz_um = NAN;
    }
}

static void rename_axes(struct group *group, const struct renamed *renamed, size_t count)
{
    bool found[RENAMED_MAX] = {0};
    for (size_t k = 0; k < count; k++)
        if (strcmp(renamed[k].word, "page") == 0) {
            count_pages(group, renamed[k].axis);
            return;
        }
    for (size_t i = 0; i < group->count; i++) {
        struct image *image = group->image[i];
        struct record was = image->is, *is = &image->is;
        for (size_t k = 0; k < count; k++) {
            int from = field_of(image, renamed[k].word);
            found[k] |= from < FIELDS && was.at[from] != UNSAID;
            if (from < FIELDS)
                is->at[from] = UNSAID;
            if (from < AXES)
                is->name[from] = NULL;
        }
        for (size_t k = 0; k < count; k++) {
            int from = field_of(image, renamed[k].word);
            is->at[renamed[k].axis] = from < FIELDS ? was.at[from] : UNSAID;
            is->name[renamed[k].axis] = from < AXES ? was.name[from] : NULL;
        }
    }
    for (size_t k = 0; k < count; k++)
        if (!found[k])
            cli_die("%s: nothing there is called '%s', as --axis says", group->image[0]->file->path, renamed[k].word);
}

/* Telling images apart -------------------------------------------------------------------------------------------- */

int axes_at(const struct image *image, enum axis axis)
{
    return image->is.at[axis] == UNSAID ? 0 : image->is.at[axis];
}

static int by_axes(const void *a, const void *b)
{
    const struct image *x = *(struct image *const *)a, *y = *(struct image *const *)b;
    static const enum axis order[AXES] = {CHANNEL, POSITION, TIME, Z};
    for (int k = 0; k < AXES; k++)
        if (axes_at(x, order[k]) != axes_at(y, order[k]))
            return axes_at(x, order[k]) < axes_at(y, order[k]) ? -1 : 1;
    return isnan(x->is.z_um) || isnan(y->is.z_um) ? 0 : (x->is.z_um > y->is.z_um) - (x->is.z_um < y->is.z_um);
}

struct pair {
    const struct image *a, *b;
};

/* Two images at the same place, or {NULL, NULL}. */
static struct pair collision(const struct group *group)
{
    struct image **sorted = cli_alloc(group->count, sizeof *sorted);
    struct pair pair = {0};
    memcpy(sorted, group->image, group->count * sizeof(struct image *));
    qsort(sorted, group->count, sizeof(struct image *), by_axes);
    for (size_t i = 1; i < group->count && !pair.a; i++)
        if (by_axes(&sorted[i - 1], &sorted[i]) == 0)
            pair = (struct pair){sorted[i - 1], sorted[i]};
    free(sorted);
    return pair;
}

static bool is_said(const struct group *group, int field)
{
    for (size_t i = 0; i < group->count; i++)
        if (group->image[i]->is.at[field] != UNSAID)
            return true;
    return false;
}

static bool varies(const struct group *group, int field)
{
    for (size_t i = 1; i < group->count; i++)
        if (group->image[i]->is.at[field] != group->image[0]->is.at[field])
            return true;
    return false;
}

/* Whether a number with this word counts images, whatever they are of: "number1" has none. */
static bool counts_images(const char *word)
{
    static const char *const words[] = {"img", "image", "im", "pic", "picture", "snap", "capture"};
    bool counts = strncmp(word, "number", 6) == 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        counts |= strcmp(word, words[i]) == 0;
    return counts;
}

/* Takes the only field with an unknown word for z, if nothing else is z. Beside channels, times or positions the number
 * of a cell would be taken for a slice, so there it has to have no word of its own. */
static bool take_free(struct group *group)
{
    int field = FIELDS;
    for (int k = AXES; k < FIELDS; k++)
        if (varies(group, k)) {
            if (field < FIELDS)
                return false;
            field = k;
        }
    if (field == FIELDS || is_said(group, Z))
        return false;
    const char *word = group->image[0]->word[field - AXES];
    bool alone = !varies(group, CHANNEL) && !varies(group, TIME) && !varies(group, POSITION);
    if (!alone && !(word && counts_images(word)))
        return false;
    for (size_t i = 0; i < group->count; i++)
        group->image[i]->is.at[Z] = group->image[i]->is.at[field];
    return true;
}

/* Images of which nothing says z are slices in their order. */
static void count_slices(struct group *group)
{
    struct image **sorted = cli_alloc(group->count, sizeof *sorted);
    memcpy(sorted, group->image, group->count * sizeof(struct image *));
    for (size_t i = 0; i < group->count; i++) /* so that the sort is stable */
        group->image[i]->stack = i;
    for (size_t i = 0; i < group->count; i++)
        group->image[i]->is.at[Z] = (int)i;
    qsort(sorted, group->count, sizeof(struct image *), by_axes);
    for (size_t i = 0, slice = 0; i < group->count; i++, slice++) {
        bool next = i > 0 && (axes_at(sorted[i], CHANNEL) != axes_at(sorted[i - 1], CHANNEL) ||
                              axes_at(sorted[i], POSITION) != axes_at(sorted[i - 1], POSITION) ||
                              axes_at(sorted[i], TIME) != axes_at(sorted[i - 1], TIME));
        slice = next ? 0 : slice;
        sorted[i]->stack = slice;
    }
    for (size_t i = 0; i < group->count; i++)
        group->image[i]->is.at[Z] = (int)group->image[i]->stack;
    free(sorted);
}

/* Whether fields without a known meaning differ. */
static bool unknown_words(const struct group *group)
{
    for (int k = AXES; k < FIELDS; k++)
        if (varies(group, k))
            return true;
    return false;
}

static void describe(const struct image *image, char text[256])
{
    if (image->file->images > 1)
        snprintf(text, 256, "page %zu of %.200s", image->number + 1, record_base(image->file->path));
    else
        snprintf(text, 256, "%.240s", record_base(image->file->path));
}

static _Noreturn void refuse(const struct group *group, struct pair pair)
{
    char a[256], b[256], fields[128] = "";
    const struct image *image = group->image[0];
    describe(pair.a, a);
    describe(pair.b, b);
    static const enum axis guess[AXES] = {POSITION, Z, TIME, CHANNEL};
    for (int k = 0, n = 0; k < FREE; k++) {
        while (n < AXES && varies(group, guess[n]))
            n++;
        if (n < AXES && image->word[k] && varies(group, AXES + k))
            snprintf(fields + strlen(fields), sizeof fields - strlen(fields), " --axis %s=%s", axis_names[guess[n++]],
                     image->word[k]);
    }
    if (fields[0])
        cli_die("%s and %s are told apart only by words without a known meaning; say what they mean, as in:%s", a, b,
                fields);
    cli_die("%s and %s are both channel %d, z %d, time %d, position %d; if all are one run of planes, say: --axis "
            "z=page",
            a, b, axes_at(pair.a, CHANNEL) + 1, axes_at(pair.a, Z) + 1, axes_at(pair.a, TIME) + 1,
            axes_at(pair.a, POSITION) + 1);
}

/* Contradictions -------------------------------------------------------------------------------------------------- */

struct two {
    int a, b;
};

static int by_a(const void *a, const void *b)
{
    const struct two *x = a, *y = b;
    return x->a != y->a ? (x->a < y->a ? -1 : 1) : (x->b > y->b) - (x->b < y->b);
}

/* Whether the a tell apart what the b tell apart, and in the same order if that matters. */
static bool agree(struct two *two, size_t count, bool ordered)
{
    for (int side = 0; side < 2; side++) {
        qsort(two, count, sizeof *two, by_a);
        for (size_t i = 1; i < count; i++)
            if ((two[i].a == two[i - 1].a) != (two[i].b == two[i - 1].b) || (ordered && two[i].b < two[i - 1].b))
                return false;
        for (size_t i = 0; i < count; i++)
            two[i] = (struct two){two[i].b, two[i].a};
    }
    return true;
}

/* Whether two readers say different things about an axis. */
static bool differ(const struct group *group, int axis, int reader, int other)
{
    struct two *two = cli_alloc(group->count, sizeof *two);
    size_t count = 0;
    for (size_t i = 0; i < group->count; i++) {
        const struct image *image = group->image[i];
        const struct record *a = record_of(image, reader), *b = record_of(image, other);
        if (a && b && a->at[axis] != UNSAID && b->at[axis] != UNSAID && is_sound(&image->file->records[reader]) &&
            is_sound(&image->file->records[other]))
            two[count++] = (struct two){a->at[axis], b->at[axis]};
    }
    bool same = agree(two, count, axis == Z);
    free(two);
    return !same;
}

static int next_reader(const struct group *group, int from)
{
    int last = group->planes ? READERS : NAMES;
    for (; from < last; from++)
        for (size_t i = 0; i < group->count; i++)
            if (group->image[i]->file->found[from])
                return from;
    return READERS;
}

/* The next two readers that differ about an axis of which neither is silent, from *reader and *axis on. */
static bool find_difference(const struct group *group, const struct silence *silence, int *axis, int *reader,
                            int *other)
{
    for (; *axis < AXES; ++*axis, *reader = 0)
        for (*reader = next_reader(group, *reader); *reader < READERS; *reader = *other) {
            *other = next_reader(group, *reader + 1);
            if (*other < READERS && !silence->axis[*reader][*axis] && !silence->axis[*other][*axis] &&
                differ(group, *axis, *reader, *other))
                return true;
        }
    return false;
}

/* Deciding -------------------------------------------------------------------------------------------------------- */

/* Merges all records; true if they tell the images apart. */
static bool merge_all(struct group *group, const struct silence *silence, const struct renamed *renamed, size_t count)
{
    for (size_t i = 0; i < group->count; i++)
        merge(group->image[i], group->planes ? NAMES : NAMES - 1, silence);
    number_names(group);
    if (count)
        rename_axes(group, renamed, count);
    return !collision(group).a || (take_free(group) && !collision(group).a);
}

/* Axes on which a record never changes: programs leave at 0 what they do not count. */
static struct silence find_silence(const struct group *group)
{
    struct silence silence = {0};
    for (int reader = 0; reader < READERS; reader++)
        for (int axis = 0; axis < AXES; axis++) {
            const struct record *first = record_of(group->image[0], reader), *record;
            silence.axis[reader][axis] = true;
            for (size_t i = 1; i < group->count; i++)
                if (!first || !(record = record_of(group->image[i], reader)) || record->at[axis] != first->at[axis] ||
                    record->name[axis] != first->name[axis])
                    silence.axis[reader][axis] = false;
        }
    return silence;
}

bool axes_is_plane(const struct file *file)
{
    struct group group = {.count = file->images};
    struct silence none = {0};
    group.image = cli_alloc(group.count, sizeof *group.image);
    for (size_t i = 0; i < group.count; i++)
        group.image[i] = &file->image[i];
    bool plane = merge_all(&group, &none, NULL, 0) && !is_said(&group, Z);
    free(group.image);
    return plane;
}

/* Names may count z upwards or downwards, but not to and fro. */
static void compare_names(const struct group *group)
{
    struct two *two = cli_alloc(group->count, sizeof *two);
    bool rising, falling, known = group->planes;
    for (int sign = 1; known && sign >= -1; sign -= 2) {
        for (size_t i = 0; i < group->count; i++) {
            const struct image *image = group->image[i];
            const struct record *name = record_of(image, NAMES);
            known &= name->at[Z] != UNSAID && fabs(image->is.z_um) < 1e6; /* NAN: not */
            two[i] = (struct two){name->at[Z], known ? (int)lround(image->is.z_um * 1e3) * sign : 0};
        }
        *(sign > 0 ? &rising : &falling) = agree(two, group->count, true);
    }
    free(two);
    if (known && !rising && !falling && !varies(group, CHANNEL) && !varies(group, TIME) && !varies(group, POSITION))
        record_warn(
            "%s: the positions of its planes and the numbers in their names differ about z; taken: the positions",
            group->image[0]->file->path);
}

static void warn_of_differences(const struct group *group, const struct silence *silence)
{
    const char *path = group->image[0]->file->path;
    for (int axis = 0, a = 0, b; find_difference(group, silence, &axis, &a, &b); a = b)
        record_warn("%s: its %s and its %s differ about %s; taken: %s", path, readers[a].form, readers[b].form,
                    axis_names[axis], readers[a].form);
}

/* Where the most specific record says nothing of an axis but 0, the next one may tell the images apart, unless they
 * differ about the other axes. */
static bool merge_changing(struct group *group, const struct renamed *renamed, size_t count)
{
    struct silence none = {0}, silence = find_silence(group);
    int axis = 0, a = 0, b;
    merge_all(group, &none, renamed, count);
    struct pair pair = collision(group);
    if (!merge_all(group, &silence, renamed, count) || find_difference(group, &silence, &axis, &a, &b))
        return false;
    char one[256], other[256];
    describe(pair.a, one);
    describe(pair.b, other);
    for (a = next_reader(group, 0); (b = next_reader(group, a + 1)) < READERS; a = b)
        record_warn("%s and %s are the same by the %s, which cannot be; where it does not change, taken: %s", one,
                    other, readers[a].form, readers[b].form);
    return true;
}

void axes_decide(struct group *group, const struct renamed *renamed, size_t count)
{
    const struct silence none = {0};
    if (merge_all(group, &none, renamed, count)) {
        if (!count) {
            warn_of_differences(group, &none);
            compare_names(group);
        }
    } else if (!merge_changing(group, renamed, count)) {
        merge_all(group, &none, renamed, count);
        group->counted = !is_said(group, Z) && !unknown_words(group);
        if (group->counted)
            count_slices(group);
        struct pair pair = collision(group);
        if (pair.a)
            refuse(group, pair);
    }
    const struct file *file = group->image[0]->file;
    if (group->counted && !group->planes && file->records[NAMES].image->at[Z] != UNSAID)
        record_warn("%s: its name says z, but it has pages that nothing tells apart; they are taken for planes",
                    file->path);
    for (int axis = 0; axis < AXES; axis++)
        group->varies[axis] = varies(group, axis);
    group->single = !is_said(group, Z);
}
