/* Names of files: "img_channel001_z003", "cell_w2_s1_t10", "a_C02_z07", "plane12". A number belongs to the word before
 * it; what does not differ between the files of a folder says nothing, and what differs only as another number does
 * says nothing new. Numbers with unknown words are free fields, texts that differ beside a number are channels, and
 * wells (B03) are positions. */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "tiff/record.h"

/* A name may have more numbers without a known word (dates, numbers of cells) than a record has free fields. */
enum { TEXT = 127, NUMBERS = AXES + 16 };

struct name {
    const char *path, *folder;
    double value[NUMBERS]; /* of the axes, then of free fields; NAN: none */
    bool minus[NUMBERS];   /* a '-' before it, which is a sign if others have none */
    char word[NUMBERS][WORD_MAX + 1];
    char digits[NUMBERS][WORD_MAX + 1]; /* as they are written */
    char text[TEXT + 1];                /* the name without its numbers */
};

static const char *const words[AXES] = {
    [CHANNEL] = " channel ch chan c w wv wave wavelength lambda ",
    [Z] = " z zs zstep zpos zplane zslice slice sl plane depth focus defocus ",
    [TIME] = " time t tp tm timepoint frame ",
    [POSITION] = " position pos p s site xy field fld f fov series scene m tile well region stage ",
};

static int axis_of(const char *word)
{
    char padded[WORD_MAX + 3];
    snprintf(padded, sizeof padded, " %s ", word);
    int axis = 0;
    while (axis < AXES && (!word[0] || !strstr(words[axis], padded)))
        axis++;
    return axis;
}

/* "8-4-4-4-12" hexadecimal digits, which MetaXpress appends. */
static bool is_guid(const char *at)
{
    static const int group[] = {8, 4, 4, 4, 12};
    for (int g = 0; g < 5; at += group[g++] + 1) {
        for (int i = 0; i < group[g]; i++)
            if (!isxdigit((unsigned char)at[i]))
                return false;
        if (g < 4 && at[group[g]] != '-')
            return false;
    }
    return true;
}

/* The length of a number, with one point inside; it ends where a GUID begins. */
static size_t number_length(const char *at)
{
    size_t length = strspn(at, "0123456789");
    for (size_t i = 1; i < length; i++)
        if (is_guid(at + i))
            return i;
    if (at[length] == '.' && isdigit((unsigned char)at[length + 1]))
        length += 1 + strspn(at + length + 1, "0123456789");
    return length;
}

static void set_field(struct name *name, int field, const char *word, const char *digits, size_t length)
{
    snprintf(name->word[field], sizeof name->word[field], "%s", word);
    snprintf(name->digits[field], sizeof name->digits[field], "%.*s", (int)length, digits);
    name->value[field] = strtod(name->digits[field], NULL);
}

static bool is_sign(char c)
{
    return c == '-' || c == '+';
}

static bool number_follows(const char *at)
{
    return number_length(at + is_sign(*at)) > 0;
}

static bool is_letter(char c)
{
    return isalpha((unsigned char)c) || (unsigned char)c >= 0x80; /* UTF-8 */
}

/* Takes words and numbers apart. Free fields keep their order: the i-th is the i-th number without a known word. */
static void take_apart(struct name *name, const char *text)
{
    char word[WORD_MAX + 1] = "", *to = name->text + strlen(name->text);
    int free_field = AXES;
    bool minus = false;
    for (size_t letters = 0; *text;) {
        if (is_guid(text)) {
            text += 36;
            continue;
        }
        size_t length = number_length(text);
        if (length > 0) {
            int axis = axis_of(word);
            if (axis == AXES || !isnan(name->value[axis]))
                axis = free_field < NUMBERS ? free_field++ : NUMBERS;
            if (axis < NUMBERS) {
                set_field(name, axis, word, text, length);
                name->minus[axis] = minus;
            }
            text += length;
            word[letters = 0] = '\0';
            continue;
        }
        char c = (char)tolower((unsigned char)*text);
        bool sign = is_sign(c) && letters > 0 && number_length(text + 1) > 0;
        minus = sign && c == '-';
        if (!is_letter(c) && !number_follows(text + 1))
            word[letters = 0] = '\0';
        else if (is_letter(c) && letters < WORD_MAX)
            word[letters++] = c, word[letters] = '\0';
        if (!sign && to < name->text + TEXT)
            *to++ = *text, *to = '\0';
        text++;
    }
}

/* A place that is made of several numbers is ranked, not counted. */
static void set_place(struct name *name, unsigned well)
{
    double site = name->value[POSITION];
    name->value[POSITION] = 1e9 + 1e5 * well + (isnan(site) ? 0 : site);
}

/* The well of a plate between separators, such as B03; NULL: none. */
static const char *well_of(const char *base)
{
    for (const char *at = base; *at; at++)
        if (*at >= 'A' && *at <= 'P' && isdigit((unsigned char)at[1]) && isdigit((unsigned char)at[2]) &&
            !isalnum((unsigned char)at[3]) && (at == base || !isalnum((unsigned char)at[-1])))
            return at;
    return NULL;
}

/* The high-content screens of Opera Phenix: r03c04f01p05-ch1sk1fk1fl1 is row, column, field, plane, channel, time. */
static bool is_phenix(struct name *name, const char *base)
{
    static const enum axis axes[] = {POSITION, Z, CHANNEL, TIME};
    static const char *const word[] = {"f", "p", "ch", "sk"};
    unsigned row, column, number[4];
    if (sscanf(base, "r%2uc%2uf%9up%9u-ch%9usk%9u", &row, &column, &number[0], &number[1], &number[2], &number[3]) != 6)
        return false;
    for (int k = 0; k < 4; k++) {
        char digits[WORD_MAX + 1];
        snprintf(digits, sizeof digits, "%u", number[k]);
        set_field(name, (int)axes[k], word[k], digits, strlen(digits));
    }
    set_place(name, 100 * row + column);
    return true;
}

/* Micro-Manager 1.4: img_TIME_CHANNEL_Z. */
static bool is_classic(struct name *name, const char *base)
{
    enum { START = 4, DIGITS = 9 };
    const char *channel = base + START + DIGITS + 1, *z = strrchr(base, '_');
    if (strncmp(base, "img_", START) != 0 || strspn(base + START, "0123456789") != DIGITS || z <= channel ||
        channel[-1] != '_' || !z[1] || z[1 + strspn(z + 1, "0123456789")])
        return false;
    snprintf(name->text, sizeof name->text, "%.*s", (int)(z - channel), channel);
    set_field(name, TIME, "time", base + START, DIGITS);
    set_field(name, Z, "z", z + 1, strlen(z + 1));
    return true;
}

/* MetaXpress puts planes and times into folders of their own, ZStep_1 and TimePoint_1, and people planes into z1.
 * Returns the folder without these. */
static const char *read_folders(struct name *name, const char *path)
{
    char *folder = cli_need(strdup(record_folder(path)), "a path"), word[WORD_MAX + 1];
    for (size_t length; (length = strlen(folder)) > 0;) {
        size_t start = length - 1, letters = 0, digits;
        while (start > 0 && folder[start - 1] != '/')
            start--;
        for (; is_letter(folder[start + letters]) && letters < WORD_MAX; letters++)
            word[letters] = (char)tolower((unsigned char)folder[start + letters]);
        word[letters] = '\0';
        size_t number = start + letters + (folder[start + letters] == '_');
        digits = strspn(folder + number, "0123456789");
        int axis = axis_of(word);
        if (digits == 0 || number + digits + 1 != length || !(axis == Z || strcmp(word, "timepoint") == 0) ||
            !isnan(name->value[axis]))
            break;
        set_field(name, axis, word, folder + number, digits);
        folder[start] = '\0';
    }
    const char *rest = record_word(folder);
    free(folder);
    return rest;
}

/* wells: whether the name has one that tells it from others. */
static void read_name(struct name *name, const char *path, bool wells)
{
    *name = (struct name){.path = path};
    for (int i = 0; i < NUMBERS; i++)
        name->value[i] = NAN;
    name->folder = read_folders(name, path);
    char *base = cli_need(strdup(record_base(path)), "a path"), *dot = strrchr(base, '.');
    if (dot)
        *dot = '\0';
    if ((dot = strrchr(base, '.')) && strcasecmp(dot, ".ome") == 0)
        *dot = '\0';
    char *well = wells ? base + (well_of(base) - base) : NULL;
    unsigned place = well ? 100 * (unsigned)(*well - 'A') + (unsigned)strtoul(well + 1, NULL, 10) : 0;
    if (well)
        memmove(well, well + 3, strlen(well + 3) + 1);
    if (!is_phenix(name, base) && !is_classic(name, base))
        take_apart(name, base);
    if (well)
        set_place(name, place);
    free(base);
}

static int by_number(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* The distinct values of a field, increasing; returns how many. */
static size_t distinct(struct name *const *name, size_t count, int field, double *value)
{
    size_t have = 0, kept = 0;
    for (size_t i = 0; i < count; i++)
        if (!isnan(name[i]->value[field]))
            value[have++] = name[i]->value[field];
    qsort(value, have, sizeof *value, by_number);
    for (size_t i = 0; i < have; i++)
        if (kept == 0 || value[i] > value[kept - 1])
            value[kept++] = value[i];
    return kept;
}

static size_t rank(const double *value, size_t count, double of)
{
    size_t i = 0, end = count;
    while (i < end) {
        size_t middle = (i + end) / 2;
        if (value[middle] < of)
            i = middle + 1;
        else
            end = middle;
    }
    return i;
}

/* "z-1", "z0", "z1" is signed; "z-1", "z-2" is not. */
static void set_signs(struct name *const *name, size_t count, int field)
{
    bool with = false, without = false;
    for (size_t i = 0; i < count; i++) {
        with |= name[i]->minus[field];
        without |= !name[i]->minus[field] && !isnan(name[i]->value[field]);
    }
    for (size_t i = 0; with && without && i < count; i++)
        name[i]->value[field] *= name[i]->minus[field] ? -1 : 1;
}

/* The greatest step that leads to all `many` increasing values; 0 if some are not whole. */
static double common_step(const double *value, size_t many)
{
    double step = 0;
    for (size_t i = 1; i < many; i++) {
        double a = value[i] - value[i - 1];
        if (a != floor(a))
            return 0;
        while (step > 0) { /* Euclid */
            double rest = fmod(a, step);
            a = step;
            step = rest;
        }
        step = a;
    }
    return step;
}

/* How slices follow from numbers: as steps, if few of these are missing, or else as ranks. */
static double slice_step(const double *value, size_t many, struct records *const *records, size_t count)
{
    double step = common_step(value, many), slots = step > 0 ? (value[many - 1] - value[0]) / step + 1 : 0;
    const char *odd = NULL;
    if (slots > (double)many)
        odd = slots < 2 * (double)many ? "planes are missing among the numbers in the names; --dz counts them too"
                                       : "the numbers in the names are not evenly spaced; --dz counts the files that "
                                         "there are";
    for (size_t i = 0; i < count && odd; i++)
        records[i]->uneven = odd;
    return slots < 2 * (double)many ? step : 0;
}

/* Whether a field has the same word in all files, which can name it. */
static bool same_word(struct name *const *name, size_t count, int field)
{
    for (size_t i = 0; i < count; i++)
        if (!name[0]->word[field][0] || strcmp(name[i]->word[field], name[0]->word[field]) != 0)
            return false;
    return true;
}

/* z and free fields count steps or ranks; the other axes count from 0, or from 1 as the names do. */
static void set_numbers(struct name *const *name, size_t count, int field, struct records *const *records)
{
    double *value = cli_alloc(count, sizeof *value);
    set_signs(name, count, field);
    size_t many = distinct(name, count, field, value);
    bool slices = field == Z || field >= AXES;
    bool plain = many > 0 && value[0] >= 0 && value[many - 1] < 1e9;
    bool worded = same_word(name, count, field);
    double step = slices && many > 1 ? slice_step(value, many, records, count) : 0;
    for (size_t i = 0; many > 1 && i < count; i++) {
        struct record *record = records[i]->image;
        double own = name[i]->value[field];
        if (isnan(own))
            continue;
        record->at[field] = step > 0           ? (int)((own - value[0]) / step)
                            : slices || !plain ? (int)rank(value, many, own)
                                               : (int)own - (value[0] >= 1);
        char text[2 * WORD_MAX + 1];
        snprintf(text, sizeof text, "%s%s", name[i]->word[field], name[i]->digits[field]);
        if (field == CHANNEL)
            record->name[CHANNEL] = record_word(text);
        if (field >= AXES && worded)
            snprintf(records[i]->word[field - AXES], WORD_MAX + 1, "%s", name[i]->word[field]);
        else if (field >= AXES)
            snprintf(records[i]->word[field - AXES], WORD_MAX + 1, "number%d", field - AXES + 1);
    }
    free(value);
}

static int by_fields(const void *a, const void *b)
{
    const struct record *x = (*(struct records *const *)a)->image, *y = (*(struct records *const *)b)->image;
    for (int field = 0; field < FIELDS; field++)
        if (x->at[field] != y->at[field])
            return x->at[field] < y->at[field] ? -1 : 1;
    return 0;
}

/* Whether two files have the same numbers. */
static bool same_twice(struct records *const *records, size_t count)
{
    struct records **sorted = cli_alloc(count, sizeof *sorted);
    memcpy(sorted, records, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, by_fields);
    bool twice = false;
    for (size_t i = 1; i < count; i++)
        twice |= by_fields(&sorted[i - 1], &sorted[i]) == 0;
    free(sorted);
    return twice;
}

static bool is_separator(char c)
{
    return strchr("_- =.", c); /* a final zero, too */
}

/* The texts without the words that all begin or end with: "img_DAPI", "img_FITC" are DAPI and FITC. */
static void set_texts(struct name *const *name, size_t count, enum axis axis, struct records *const *records)
{
    const char *first = name[0]->text;
    size_t head = strlen(first), tail = head;
    for (size_t i = 1; i < count; i++) {
        const char *text = name[i]->text;
        size_t length = strlen(text), h = 0, t = 0;
        while (h < head && text[h] == first[h])
            h++;
        while (t < tail && t < length && text[length - 1 - t] == first[strlen(first) - 1 - t])
            t++;
        head = h;
        tail = t;
    }
    while (head > 0 && !is_separator(first[head - 1]))
        head--;
    while (tail > 0 && !is_separator(first[strlen(first) - tail]))
        tail--;
    for (size_t i = 0; i < count; i++) {
        char *text = name[i]->text;
        size_t length = strlen(text);
        text[length > head + tail ? length - tail : length] = '\0';
        records[i]->image->name[axis] = record_word(length > head + tail ? text + head : text);
    }
}

static bool is_varying(struct name *const *name, size_t count, int field)
{
    for (size_t i = 1; i < count; i++)
        if (name[i]->value[field] != name[0]->value[field] &&
            !(isnan(name[i]->value[field]) && isnan(name[0]->value[field])))
            return true;
    return false;
}

static void move_field(struct name *const *name, size_t count, int from, int to)
{
    for (size_t i = 0; i < count; i++) {
        struct name *n = name[i];
        n->value[to] = n->value[from];
        n->minus[to] = n->minus[from];
        memcpy(n->word[to], n->word[from], sizeof n->word[to]);
        memcpy(n->digits[to], n->digits[from], sizeof n->digits[to]);
        n->value[from] = NAN;
    }
}

struct pair {
    double a, b;
};

static int by_pair(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;
    return x->a != y->a ? (x->a > y->a) - (x->a < y->a) : (x->b > y->b) - (x->b < y->b);
}

/* Whether each value of one field comes with one value of the other. */
static bool is_same(struct name *const *name, size_t count, int one, int other)
{
    struct pair *pair = cli_alloc(count, sizeof *pair);
    bool same = true;
    for (size_t i = 0; i < count; i++) {
        pair[i] = (struct pair){name[i]->value[one], name[i]->value[other]};
        same &= !isnan(pair[i].a) && !isnan(pair[i].b);
    }
    for (int side = 0; same && side < 2; side++) {
        qsort(pair, count, sizeof *pair, by_pair);
        for (size_t i = 1; i < count; i++)
            same &= (pair[i].a == pair[i - 1].a) == (pair[i].b == pair[i - 1].b);
        for (size_t i = 0; i < count; i++)
            pair[i] = (struct pair){pair[i].b, pair[i].a};
    }
    free(pair);
    return same;
}

/* Keeps the fields that tell the files apart. Of two numbers with words of the same axis ("Series1_s3"), the one that
 * varies is meant; a number that goes with another one, such as the time at which a slice was taken, says no more. */
static void choose_fields(struct name *const *name, size_t count)
{
    bool varies[NUMBERS];
    int kept = AXES;
    for (int field = 0; field < NUMBERS; field++)
        varies[field] = is_varying(name, count, field);
    for (int field = AXES; field < NUMBERS; field++) {
        int axis = axis_of(name[0]->word[field]);
        if (varies[field] && axis < AXES && !varies[axis] && same_word(name, count, field)) {
            move_field(name, count, field, axis);
            varies[axis] = true;
            varies[field] = false;
        }
    }
    if (varies[TIME] && varies[Z] && is_same(name, count, TIME, Z))
        varies[TIME] = false;
    for (int field = AXES; field < NUMBERS; field++)
        for (int other = 0; other < NUMBERS && varies[field]; other++)
            if (varies[other] && (other < AXES || other > field) && is_same(name, count, field, other))
                varies[field] = false;
    for (int field = 0; field < AXES; field++)
        for (size_t i = 0; i < count && !varies[field]; i++)
            name[i]->value[field] = NAN;
    for (int field = AXES; field < NUMBERS; field++)
        if (varies[field]) {
            if (field > kept)
                move_field(name, count, field, kept);
            kept++;
        }
    for (int field = kept; field < NUMBERS; field++)
        for (size_t i = 0; i < count; i++)
            name[i]->value[field] = NAN;
}

/* Whether the names hold wells that differ. "C01", "C02" are channels, if no other letter is there. */
static bool have_wells(struct name *const *name, size_t count)
{
    bool letters = false, differ = false;
    const char *first = well_of(record_base(name[0]->path));
    for (size_t i = 0; i < count; i++) {
        const char *well = well_of(record_base(name[i]->path));
        if (!well)
            return false;
        letters |= *well != *first;
        differ |= strncmp(well, first, 3) != 0;
    }
    char letter[2] = {(char)tolower((unsigned char)*first), '\0'};
    return differ && (letters || axis_of(letter) == AXES);
}

static bool same_stack(const struct record *a, const struct record *b)
{
    bool same = true;
    for (int axis = 0; axis < AXES; axis++)
        same &= axis == Z || (a->at[axis] == b->at[axis] && a->name[axis] == b->name[axis]);
    return same;
}

/* One folder: `name` and `records` in the order of the files. */
static void read_folder(struct name *const *name, size_t count, struct records *const *records)
{
    bool numbered = false, channels = false;
    if (have_wells(name, count))
        for (size_t i = 0; i < count; i++) {
            const char *folder = name[i]->folder;
            read_name(name[i], name[i]->path, true);
            name[i]->folder = folder;
        }
    choose_fields(name, count);
    for (int field = 0; field < FIELDS; field++)
        set_numbers(name, count, field, records);
    for (size_t i = 0; i < count; i++) {
        for (int field = 0; field < FIELDS; field++)
            numbered |= records[i]->image->at[field] != UNSAID;
        channels |= records[i]->image->at[CHANNEL] != UNSAID;
    }
    if (numbered && same_twice(records, count))
        set_texts(name, count, channels ? POSITION : CHANNEL, records);
    for (size_t i = 1; i < count && numbered; i++)
        if (same_stack(records[i - 1]->image, records[i]->image) && strcasecmp(name[i - 1]->text, name[i]->text) != 0)
            records[0]->uneven =
                "the names of its planes differ in more than their numbers; all are taken for one stack";
    for (size_t i = 1; i < count && records[0]->uneven; i++)
        records[i]->uneven = records[0]->uneven;
    for (size_t i = 0; i < count && !numbered; i++)
        records[i]->uneven = "the names of its planes have no numbers; --dz counts them in the order of the names";
}

static int by_folder(const void *a, const void *b)
{
    const struct name *const *x = a, *const *y = b;
    int order = strcmp((*x)->folder, (*y)->folder);
    return order ? order : (*x > *y) - (*x < *y);
}

void names_records(const char *const *paths, size_t count, struct records *records)
{
    struct name *names = cli_alloc(count, sizeof *names), **name = cli_alloc(count, sizeof *name);
    struct records **sorted = cli_alloc(count, sizeof *sorted);
    for (size_t i = 0; i < count; i++) {
        read_name(&names[i], paths[i], false);
        name[i] = &names[i];
    }
    qsort(name, count, sizeof *name, by_folder);
    for (size_t i = 0; i < count; i++) {
        sorted[i] = &records[name[i] - names];
        sorted[i]->set = name[i]->folder;
    }
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count && name[end]->folder == name[first]->folder; end++)
            ;
        read_folder(name + first, end - first, sorted + first);
    }
    free(names);
    free(name);
    free(sorted);
}
