#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"
#include "tiff/axes.h"
#include "tiff/file.h"
#include "tiff/heights.h"
#include "tiff/read.h"

struct tiff_set {
    struct tiff_select select;
    struct file *files;
    size_t count;
    struct group *groups;
    size_t group_count;
    struct frame *frames; /* to be read, in order */
    size_t frame_count, next;
    struct tiff *open; /* the file of the frame before */
    const struct file *opened;
};

/* Files ----------------------------------------------------------------------------------------------------------- */

/* The value of a line of a text, or NULL. */
static const char *line_of(const char *text, const char *key)
{
    const char *line = text ? strstr(text, key) : NULL;
    return line && (line == text || line[-1] == '\n') ? line + strlen(key) : NULL;
}

/* Checks metadata that tiff-write stored, up to the end of a line. Free them. */
static char *stored_line(const struct file *file, size_t image, const char *line)
{
    size_t length = strcspn(line, "\r\n");
    char *text = cli_need(strndup(line, length), "metadata");
    const char *complaint = length > META_MAX ? "more than 1023 bytes" : meta_complaint(text);
    if (complaint)
        cli_die("%s: page %zu: bad metadata '%.80s': %s", file->path, image + 1, text, complaint);
    return text;
}

/* The lines behind the frames, to which the description of the only directory points. Free them. */
static char *stored_lines(const struct file *file, const struct source *source, const char *at)
{
    struct stat status;
    unsigned long long offset = strtoull(at, NULL, 10);
    if (fstat(source->fd, &status) < 0)
        cli_die("%s:", file->path);
    size_t size = (unsigned long long)status.st_size > offset ? (size_t)status.st_size - offset : 0;
    char *lines = cli_alloc(size + 1, 1);
    if (size == 0 || !record_bytes(source, lines, size, offset))
        cli_die("%s: the metadata behind its frames cannot be read; is the file whole?", file->path);
    return lines;
}

/* Reads what tiff-write stored, if it wrote the file: it stands above all other records. */
static void read_stored(struct file *file, const struct source *source)
{
    char *text = record_text(source, 0, TAG_DESCRIPTION);
    const char *at = line_of(text, "npystreams="), *line = at;
    char *lines = at ? stored_lines(file, source, at) : NULL;
    file->stored = at || line_of(text, "npystream=");
    free(text);
    line = lines;
    for (size_t i = 0; file->stored && i < file->images; i++) {
        text = lines ? NULL : record_text(source, i, TAG_DESCRIPTION);
        const char *own = lines ? line : line_of(text, "npystream="), *number = line_of(text, "npyframe=");
        file->image[i].place = number ? strtoull(number, NULL, 10) : i;
        if (own) {
            struct meta meta;
            file->image[i].stored = stored_line(file, i, own);
            snprintf(meta.text, sizeof meta.text, "%s", file->image[i].stored);
            file->records[0].image[i].z_um = meta_or(&meta, "z_um", NAN);
        }
        free(text);
        line += lines ? strcspn(line, "\n") + (line[strcspn(line, "\n")] == '\n') : 0;
    }
    file->found[0] |= file->stored;
    free(lines);
}

/* A record that counts other pages than the file has is an error, unless a more specific one knows each page. Of a file
 * that was cut short, --pages takes what there is. */
static void check_counts(struct file *file, bool pages)
{
    for (int reader = 0; reader < NAMES; reader++) {
        struct records *r = &file->records[reader];
        size_t all = r->promised[CHANNEL] * r->promised[Z] * r->promised[TIME];
        if (!file->found[reader])
            continue;
        if (pages && all > file->images)
            memset(r->promised, 0, sizeof r->promised);
        if (!r->promised[0] && !r->complaint)
            return;
        if (r->complaint)
            cli_die("%s: %s", file->path, r->complaint);
        char cut[128] = "";
        if (all > file->images)
            snprintf(cut, sizeof cut, " if it was cut short, read what there is with: --pages 1:%zu;", file->images);
        cli_die("%s holds %zu pages, but its description says %zux%zux%zu (channels, slices, times);%s if they are one "
                "run of planes, say: --axis z=page",
                file->path, file->images, r->promised[CHANNEL], r->promised[Z], r->promised[TIME], cut);
    }
}

static void read_file(struct file *file, const char *path)
{
    struct tiff *tiff = file_open(path);
    struct source source = file_source(tiff);
    *file = (struct file){.path = path, .images = source.images, .samples = source.samples};
    file->image = cli_alloc(file->images, sizeof *file->image);
    for (size_t i = 0; i < file->images; i++)
        file->image[i] = (struct image){.file = file, .number = i};
    for (int reader = 0; reader < NAMES; reader++) {
        struct records *records = &file->records[reader];
        records->image = cli_alloc(file->images, sizeof *records->image);
        for (size_t i = 0; i < file->images; i++)
            record_clear(&records->image[i]);
        file->found[reader] = readers[reader].read(&source, records);
    }
    read_stored(file, &source);
    file_close(tiff);
}

static void read_names(struct tiff_set *set)
{
    const char **path = cli_alloc(set->count, sizeof *path);
    struct records *names = cli_alloc(set->count, sizeof *names);
    for (size_t i = 0; i < set->count; i++) {
        path[i] = set->files[i].path;
        names[i].image = cli_alloc(1, sizeof *names[i].image);
        record_clear(names[i].image);
    }
    names_records(path, set->count, names);
    for (size_t i = 0; i < set->count; i++) {
        set->files[i].records[NAMES] = names[i];
        set->files[i].found[NAMES] = true;
    }
    free(path);
    free(names);
}

/* Groups ---------------------------------------------------------------------------------------------------------- */

static const char *set_of(const struct file *file)
{
    for (int reader = 0; reader < NAMES; reader++)
        if (file->found[reader] && file->records[reader].set)
            return file->records[reader].set;
    return NULL;
}

/* Whether a file is one plane of a stack whose planes are files. */
static bool is_plane(const struct tiff_set *set, const struct file *file)
{
    if (set->count == 1 || set_of(file))
        return false;
    const struct record *name = file->records[NAMES].image;
    bool numbered = name->at[Z] != UNSAID;
    return file->images == 1 || (numbered && axes_is_plane(file));
}

static void set_name(struct group *group, const char *path)
{
    static const char *const ends[] = {".tif", ".tiff", ".TIF", ".TIFF", ".stk", ".STK", ".btf", ".ome"};
    char *name;
    if (group->planes) {
        char *real = realpath(*path ? path : ".", NULL);
        if (!real)
            cli_die("%s:", path);
        name = cli_need(strdup(real[1] ? record_base(real) : "_"), "a name"); /* _: files of the root folder */
        free(real);
    } else {
        name = cli_need(strdup(record_base(path)), "a name");
    }
    for (size_t i = 0; !group->planes && i < sizeof ends / sizeof *ends; i++) {
        size_t length = strlen(name), end = strlen(ends[i]);
        if (length > end && strcmp(name + length - end, ends[i]) == 0)
            name[length - end] = '\0';
    }
    enum { SUFFIX = 32 }; /* room for _p, _t and their numbers */
    snprintf(group->name, sizeof group->name - SUFFIX, "%s", name);
    meta_clean(group->name);
    free(name);
}

static void make_groups(struct tiff_set *set)
{
    const char **key = cli_alloc(set->count, sizeof *key);
    set->groups = cli_alloc(set->count, sizeof *set->groups);
    for (size_t i = 0; i < set->count; i++) {
        struct file *file = &set->files[i];
        bool plane = is_plane(set, file);
        const char *folder = file->records[NAMES].set, *own = plane ? folder : set_of(file);
        size_t g = 0;
        while (g < set->group_count && !(own && key[g] == own && set->groups[g].planes == plane))
            g++;
        struct group *group = &set->groups[g];
        if (g == set->group_count) {
            group->planes = plane;
            set_name(group, plane ? folder : file->path);
            key[set->group_count++] = own;
        }
        group->image = cli_need(realloc(group->image, (group->count + file->images) * sizeof *group->image), "pages");
        for (size_t k = 0; k < file->images; k++)
            group->image[group->count++] = &file->image[k];
    }
    free(key);
}

/* Images that were taken again, or never finished, are passed over. */
static void drop_superseded(struct group *group)
{
    size_t kept = 0;
    for (size_t i = 0; i < group->count; i++)
        if (!group->image[i]->file->found[0] ||
            !group->image[i]->file->records[0].image[group->image[i]->number].superseded)
            group->image[kept++] = group->image[i];
    if (kept < group->count)
        record_warn("%s: %zu images that the index does not name, or that were taken again, are passed over",
                    group->image[0]->file->path, group->count - kept);
    group->count = kept;
}

/* Channels -------------------------------------------------------------------------------------------------------- */

static size_t channel_number(const char *text)
{
    size_t length = strspn(text, "0123456789");
    return text[length] || length > 6 ? 0 : cli_count(text, "--channel");
}

/* The channels of a group, for messages: "1 (DAPI), 2 (FITC)". Returns how many. */
static size_t list_channels(const struct group *group, char text[160])
{
    size_t many = 0;
    int seen[64];
    text[0] = '\0';
    for (size_t i = 0; i < group->count; i++) {
        const struct image *image = group->image[i];
        size_t k = 0, at = strlen(text);
        while (k < many && seen[k < 64 ? k : 63] != axes_at(image, CHANNEL))
            k++;
        if (k < many)
            continue;
        seen[many < 64 ? many : 63] = axes_at(image, CHANNEL);
        const char *name = image->is.name[CHANNEL];
        snprintf(text + at, 160 - at, "%s%d%s%s%s", many ? ", " : "", axes_at(image, CHANNEL) + 1, name ? " (" : "",
                 name ? name : "", name ? ")" : "");
        many++;
    }
    return many;
}

/* The channel of an image: of its records, or, of a whole file that says none, of its name. */
static void channel_of(const struct image *image, int *number, const char **name)
{
    const struct record *of_name = image->file->records[NAMES].image;
    bool said = image->is.at[CHANNEL] != UNSAID || image->is.name[CHANNEL];
    *number = axes_at(image, CHANNEL) + 1;
    *name = image->is.name[CHANNEL];
    if (!said && of_name->at[CHANNEL] != UNSAID) {
        *number = of_name->at[CHANNEL] + 1;
        *name = of_name->name[CHANNEL];
    }
}

static bool is_channel(const struct image *image, const char *wanted, bool by_name)
{
    int number;
    const char *name;
    channel_of(image, &number, &name);
    if (image->file->samples > 1)
        return true;
    return by_name ? name && strcasecmp(name, wanted) == 0 : (size_t)number == channel_number(wanted);
}

/* Whether --channel is a name: if it is no number, or the number of no channel. */
static bool is_by_name(const struct tiff_set *set)
{
    if (channel_number(set->select.channel) == 0)
        return true;
    bool name = false;
    for (size_t g = 0; g < set->group_count; g++)
        for (size_t i = 0; i < set->groups[g].count; i++) {
            if (is_channel(set->groups[g].image[i], set->select.channel, false))
                return false;
            name |= is_channel(set->groups[g].image[i], set->select.channel, true);
        }
    return name;
}

static void check_channels(const struct tiff_set *set, const struct group *group)
{
    char text[160];
    size_t many = list_channels(group, text);
    const struct file *file = group->image[0]->file;
    if (many > 1 && file->samples > 1)
        cli_die("%s: page 1 has %zu samples per pixel and the file %zu channels, expected one of these to be 1",
                file->path, file->samples, many);
    if (many > 1 && !set->select.channel && !set->select.listed && !file->stored)
        cli_die("%s holds %zu channels, expected 1: %s; choose one with: --channel 1",
                group->planes ? group->name : file->path, many, text);
}

/* Stacks ---------------------------------------------------------------------------------------------------------- */

/* Numbers the stacks of a group by their first appearance. */
static int by_stack(const void *a, const void *b)
{
    const struct image *x = *(struct image *const *)a, *y = *(struct image *const *)b;
    static const enum axis order[2] = {POSITION, TIME};
    for (int k = 0; k < 2; k++)
        if (axes_at(x, order[k]) != axes_at(y, order[k]))
            return axes_at(x, order[k]) < axes_at(y, order[k]) ? -1 : 1;
    return (x->stack > y->stack) - (x->stack < y->stack);
}

static void number_stacks(struct group *group)
{
    struct image **sorted = cli_alloc(group->count, sizeof *sorted);
    memcpy(sorted, group->image, group->count * sizeof(struct image *));
    for (size_t i = 0; i < group->count; i++)
        group->image[i]->stack = i;
    qsort(sorted, group->count, sizeof(struct image *), by_stack);
    for (size_t i = 0, first = 0; i < group->count; i++) {
        if (i == 0 || axes_at(sorted[i], POSITION) != axes_at(sorted[i - 1], POSITION) ||
            axes_at(sorted[i], TIME) != axes_at(sorted[i - 1], TIME))
            first = sorted[i]->stack;
        sorted[i]->stack = first;
    }
    free(sorted);
}

static int by_output(const void *a, const void *b)
{
    const struct frame *x = a, *y = b;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    if (!x->listed && x->image->file->stored && x->image->file == y->image->file) /* as they were in the stream */
        return (x->image->place > y->image->place) - (x->image->place < y->image->place);
    if (x->image->stack != y->image->stack)
        return x->image->stack < y->image->stack ? -1 : 1;
    if (x->listed && axes_at(x->image, CHANNEL) != axes_at(y->image, CHANNEL))
        return axes_at(x->image, CHANNEL) < axes_at(y->image, CHANNEL) ? -1 : 1;
    if (x->group->planes && axes_at(x->image, Z) != axes_at(y->image, Z)) /* names are sorted as text */
        return axes_at(x->image, Z) < axes_at(y->image, Z) ? -1 : 1;
    if (x->image->file != y->image->file)
        return x->image->file < y->image->file ? -1 : 1;
    return (x->image->number > y->image->number) - (x->image->number < y->image->number);
}

static bool is_selected(const struct tiff_set *set, const struct image *image)
{
    const struct tiff_select *s = &set->select;
    size_t page = image->number + 1;
    return !s->first || (page >= s->first && page <= s->last && (page - s->first) % s->step == 0);
}

/* What tells the stack of an image from the others of its group. */
static void add_suffix(const struct group *group, const struct image *image, char suffix[32])
{
    size_t at = 0;
    suffix[0] = '\0';
    if (image->file->stored)
        return;
    if (group->varies[POSITION])
        at += (size_t)snprintf(suffix + at, 32 - at, "_p%d", axes_at(image, POSITION) + 1);
    if (group->varies[TIME])
        snprintf(suffix + at, 32 - at, "_t%d", axes_at(image, TIME) + 1);
}

static void stack_of(const struct group *group, const struct image *image, char stack[META_VALUE_MAX + 1])
{
    struct meta meta;
    char suffix[32];
    if (image->stored) {
        snprintf(meta.text, sizeof meta.text, "%s", image->stored);
        meta_get(&meta, "stack", stack);
    } else {
        add_suffix(group, image, suffix);
        snprintf(stack, META_VALUE_MAX + 1, "%.*s%s", META_VALUE_MAX - 32, group->name, suffix);
    }
}

static bool is_stack(const struct tiff_set *set, const struct group *group, const struct image *image)
{
    char stack[META_VALUE_MAX + 1];
    if (!set->select.stack)
        return true;
    stack_of(group, image, stack);
    return strcmp(stack, set->select.stack) == 0;
}

/* The set --------------------------------------------------------------------------------------------------------- */

static void select_frames(struct tiff_set *set)
{
    const char *channel = set->select.channel;
    bool by_name = channel && is_by_name(set), named = false;
    size_t total = 0;
    for (size_t g = 0; g < set->group_count; g++)
        total += set->groups[g].count;
    set->frames = cli_alloc(total, sizeof *set->frames);
    for (size_t g = 0; g < set->group_count; g++)
        for (size_t i = 0; i < set->groups[g].count; i++) {
            struct image *image = set->groups[g].image[i];
            named |= is_stack(set, &set->groups[g], image);
            if (is_selected(set, image) && is_stack(set, &set->groups[g], image) &&
                (!channel || is_channel(image, channel, by_name)))
                set->frames[set->frame_count++] =
                    (struct frame){.image = image, .group = &set->groups[g], .listed = set->select.listed};
        }
    if (!named)
        cli_die("%s holds no stack %s; see which it holds with: tiff-read --list", set->files[0].path,
                set->select.stack);
    if (!set->frame_count) {
        char text[160];
        list_channels(&set->groups[0], text);
        cli_die("%s holds none of the selected pages in channel %s; it has the channels %s", set->files[0].path,
                channel ? channel : "1", text);
    }
    qsort(set->frames, set->frame_count, sizeof *set->frames, by_output);
}

struct tiff_set *tiff_open(char **paths, const struct tiff_select *select)
{
    struct tiff_set *set = cli_alloc(1, sizeof *set);
    struct renamed renamed[RENAMED_MAX];
    size_t names = axes_parse(&select->axes, renamed);
    bool by_page = false;
    for (size_t i = 0; i < names; i++)
        by_page |= strcmp(renamed[i].word, "page") == 0;
    set->select = *select;
    while (paths[set->count])
        set->count++;
    set->files = cli_alloc(set->count, sizeof *set->files);
    for (size_t i = 0; i < set->count; i++) {
        read_file(&set->files[i], paths[i]);
        if (!by_page)
            check_counts(&set->files[i], select->first);
        if (select->last > set->files[i].images)
            cli_die("%s holds %zu pages, --pages asks for %zu", paths[i], set->files[i].images, select->last);
    }
    read_names(set);
    make_groups(set);
    for (size_t g = 0; g < set->group_count; g++) {
        drop_superseded(&set->groups[g]);
        axes_decide(&set->groups[g], renamed, names);
        check_channels(set, &set->groups[g]);
        number_stacks(&set->groups[g]);
    }
    select_frames(set);
    heights_place(set->frames, set->frame_count, &set->select);
    record_warnings();
    return set;
}

/* Frames ---------------------------------------------------------------------------------------------------------- */

const char *tiff_suffix(const struct tiff_set *set)
{
    static char suffix[32];
    const struct frame *frame = &set->frames[set->next - 1];
    add_suffix(frame->group, frame->image, suffix);
    return set->select.stack ? "" : suffix;
}

static void set_meta(const struct tiff_set *set, const struct frame *frame, struct meta *meta)
{
    const struct record *is = &frame->image->is;
    char word[META_VALUE_MAX + 1];
    meta->text[0] = '\0';
    if (frame->image->stored) {
        snprintf(meta->text, sizeof meta->text, "%s", frame->image->stored);
        if (!isnan(set->select.z_um) || !isnan(set->select.dz_um))
            meta_set_number(meta, "z_um", frame->z_um);
    } else {
        stack_of(frame->group, frame->image, word);
        meta_set(meta, "stack", word);
        if (!isnan(frame->z_um))
            meta_set_number(meta, "z_um", frame->z_um);
        if (is->pixel_um > 0 && isfinite(is->pixel_um))
            meta_set_format(meta, "pixel_um", "%.7g", is->pixel_um); /* libtiff gives the resolution as a float */
        if (!isnan(is->exposure_ms))
            meta_set_number(meta, "exposure_ms", is->exposure_ms);
        if (is->name[CHANNEL]) {
            snprintf(word, sizeof word, "%s", is->name[CHANNEL]);
            meta_clean(word);
            meta_set(meta, "channel", word);
        }
    }
}

bool tiff_plane(struct tiff_set *set, struct tiff_plane *plane)
{
    int channel;
    if (set->next == set->frame_count)
        return false;
    const struct frame *frame = &set->frames[set->next++];
    const struct file *file = frame->image->file;
    *plane = (struct tiff_plane){.path = file->path,
                                 .set = (size_t)(frame->group - set->groups) + 1,
                                 .page = frame->image->number + 1,
                                 .of_folder = frame->group->planes,
                                 .channels = set->select.channel ? 1 : file->samples};
    channel_of(frame->image, &channel, &plane->name);
    plane->channel = (size_t)channel;
    set_meta(set, frame, &plane->meta);
    return true;
}

bool tiff_frame(struct tiff_set *set, struct tensor *t)
{
    if (set->next == set->frame_count)
        return false;
    const struct frame *frame = &set->frames[set->next++];
    const struct file *file = frame->image->file;
    if (file != set->opened) {
        if (set->open)
            file_close(set->open);
        set->open = file_open(file->path);
        set->opened = file;
    }
    file_pixels(set->open, frame->image->number, set->select.channel ? channel_number(set->select.channel) : 0, t);
    set_meta(set, frame, &t->meta);
    return true;
}

void tiff_close(struct tiff_set *set)
{
    if (set->open)
        file_close(set->open);
    for (size_t i = 0; i < set->count; i++) {
        for (int reader = 0; reader < READERS; reader++)
            free(set->files[i].records[reader].image);
        for (size_t k = 0; k < set->files[i].images; k++)
            free(set->files[i].image[k].stored);
        free(set->files[i].image);
    }
    for (size_t g = 0; g < set->group_count; g++)
        free(set->groups[g].image);
    free(set->groups);
    free(set->files);
    free(set->frames);
    free(set);
}
