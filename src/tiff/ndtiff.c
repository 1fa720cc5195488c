/* NDTiff 1 to 3: the index beside the files says which image lies where. An image that was taken again is in the file
 * twice; the index names the last. Without the index, the axes in the JSON of the pages have to do. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "tiff/json.h"
#include "tiff/record.h"

struct entry {
    json_t *axes;
    char *key; /* the axes as text, to be compared */
    char *file;
    uint32_t offset;
    size_t number;
    bool superseded;
};

struct index {
    struct entry *entry;
    size_t count;
};

static uint32_t number_at(const unsigned char *at)
{
    return (uint32_t)at[3] << 24 | (uint32_t)at[2] << 16 | (uint32_t)at[1] << 8 | at[0];
}

static bool is_ndtiff(const struct source *source)
{
    enum { MARK = 483729 };
    unsigned char head[12];
    return record_bytes(source, head, sizeof head, 0) && head[0] == 'I' && number_at(head + 8) == MARK;
}

/* Reads entries as far as they are whole: an acquisition that was cut short has no end mark. */
static struct index parse(const unsigned char *at, const unsigned char *end)
{
    enum { NUMBERS = 32 };
    struct index index = {0};
    while (end - at > 4) {
        uint32_t length = number_at(at);
        const unsigned char *axes = at + 4;
        if (length == 0 || length > (size_t)(end - axes) || end - axes - length < 4)
            break;
        uint32_t name = number_at(axes + length);
        const unsigned char *file = axes + length + 4;
        if (name > (size_t)(end - file) || (size_t)(end - file) - name < NUMBERS)
            break;
        if ((index.count & (index.count - 1)) == 0)
            index.entry = cli_need(realloc(index.entry, (2 * index.count + 1) * sizeof *index.entry), "an index");
        json_t *said = json_object_of((const char *)axes, length);
        if (!said)
            break;
        index.entry[index.count] = (struct entry){
            .axes = said,
            .key = cli_need(json_dumps(said, JSON_SORT_KEYS), "an index"),
            .file = cli_need(strndup((const char *)file, name), "an index"),
            .offset = number_at(file + name),
            .number = index.count,
        };
        index.count++;
        at = file + name + NUMBERS;
    }
    return index;
}

static int by_axes(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    int order = strcmp(x->key, y->key);
    return order ? order : (x->number > y->number) - (x->number < y->number);
}

static int by_place(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    int order = strcmp(x->file, y->file);
    return order ? order : (x->offset > y->offset) - (x->offset < y->offset);
}

static struct index read_index(const char *path)
{
    struct index index = {0};
    char *name = NULL;
    size_t length;
    if (asprintf(&name, "%sNDTiff.index", record_folder(path)) < 0)
        cli_die("no memory for a file name");
    unsigned char *bytes = (unsigned char *)record_file(name, &length);
    if (bytes)
        index = parse(bytes, bytes + length);
    if (bytes && index.count == 0)
        record_warn("%s is empty or damaged; what the pages say of themselves is taken", name);
    free(bytes);
    free(name);
    if (index.count == 0)
        return index;
    qsort(index.entry, index.count, sizeof *index.entry, by_axes);
    for (size_t i = 1; i < index.count; i++)
        index.entry[i - 1].superseded = strcmp(index.entry[i - 1].key, index.entry[i].key) == 0;
    qsort(index.entry, index.count, sizeof *index.entry, by_place);
    return index;
}

bool ndtiff_records(const struct source *s, struct records *records)
{
    if (!is_ndtiff(s))
        return false;
    struct index index = read_index(s->path);
    size_t found = 0;
    char *folder = NULL;
    if (asprintf(&folder, "%sNDTiff", record_folder(s->path)) < 0)
        cli_die("no memory for a file name");
    records->set = record_word(folder);
    free(folder);
    for (size_t i = 0; i < s->images; i++) {
        size_t count;
        const uint64_t *offset = s->get(s->tiff, i, TAG_OFFSETS, &count);
        struct entry key = {.file = (char *)record_base(s->path), .offset = offset ? (uint32_t)*offset : 0};
        const struct entry *entry =
            index.count ? bsearch(&key, index.entry, index.count, sizeof *index.entry, by_place) : NULL;
        records->image[i].superseded = index.count && (!entry || entry->superseded);
        if (entry)
            json_axes(entry->axes, records, &records->image[i]);
        found += entry != NULL;
    }
    if (index.count && !found) {
        record_warn("%s: NDTiff.index beside it does not know it; what its pages say of themselves is taken", s->path);
        for (size_t i = 0; i < s->images; i++)
            records->image[i].superseded = false;
    }
    for (size_t i = 0; i < index.count; i++) {
        json_decref(index.entry[i].axes);
        free(index.entry[i].key);
        free(index.entry[i].file);
    }
    free(index.entry);
    return true;
}
