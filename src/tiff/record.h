/* record.h -- what the writers of TIFF files leave about their images: which channel, z, time and position each one is.
 *
 * Each form has a reader, which looks at a file and fills the same records. `readers` lists them, the most specific
 * first: what a page says of itself stands above what the first page says of all, and names of files come last. No
 * reader decides anything; set.c does, for all of them.
 */
#ifndef RECORD_H
#define RECORD_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The axes, and fields whose meaning is not known: numbers in names, axes with names of their own. */
enum axis { CHANNEL, Z, TIME, POSITION, AXES, FREE = 4, FIELDS = AXES + FREE };
enum { UNSAID = INT_MIN, WORD_MAX = 23 };
extern const char *const axis_names[AXES];

/* Of one image. */
struct record {
    int at[FIELDS];          /* counted from 0, or UNSAID */
    const char *name[AXES];  /* if the writer says a word there; NULL: none. Lives until exit */
    double z_um;             /* of the image; NAN: not said, as for all numbers here */
    double dz_um, origin_um; /* the step between slices, and the z of slice 0 */
    double pixel_um, pixel_y_um, exposure_ms;
    bool superseded; /* written again later, or never finished */
};

/* What one reader found in one file. */
struct records {
    struct record *image;          /* one for each image of the file */
    char word[FREE][WORD_MAX + 1]; /* what the writer calls the fields beyond the axes */
    const char *set;       /* the same for all files of one set; NULL: the file stands alone. Lives until exit */
    const char *uneven;    /* what is odd about the numbers of z in names; NULL: nothing */
    size_t promised[3];    /* channels, slices and times, if their product is not the number of images */
    const char *complaint; /* why the record cannot be used as it is; NULL: it can */
};

enum {
    TAG_DESCRIPTION = 270,
    TAG_OFFSETS = 273,
    TAG_IMAGEJ_COUNTS = 50838,
    TAG_IMAGEJ = 50839,
    TAG_MICROMANAGER = 51123
};

/* A file as the readers see it. */
struct source {
    const char *path;
    int fd;
    size_t images;
    size_t samples; /* of a pixel */
    double x, y;    /* pixels per unit of the resolution tags; NAN without them */
    void *tiff;
    /* The value of a tag: bytes, text, or numbers in the order of this machine, `count` of them; NULL if the image has
     * none. Valid until the next call. */
    const void *(*get)(void *tiff, size_t image, unsigned tag, size_t *count);
};

/* False if the file is not of this form. The records come as if nothing were said. */
typedef bool record_reader(const struct source *source, struct records *records);
record_reader ndtiff_records, micromanager_records, ome_records, metamorph_records, imagej_records, tifffile_records;

struct reader {
    const char *form;
    record_reader *read; /* NULL: names, which are compared with each other */
};
enum { READERS = 7, NAMES = READERS - 1 };
extern const struct reader readers[READERS];

/* The names of `count` files; records[i] belongs to paths[i] and holds one record, for all images of the file. */
void names_records(const char *const *paths, size_t count, struct records *records);

/* Keeps a warning until the files are understood; an error on the way is then the only line. Each is said once. */
void record_warn(const char *format, ...) __attribute__((format(printf, 1, 2)));
void record_warnings(void); /* prints them */

void record_clear(struct record *record);
/* A copy of a text that lives until exit; equal texts give the same pointer. */
const char *record_word(const char *text);
/* Reads bytes at an offset of a file, as many as there are; returns how many. A failed read ends the program. */
size_t record_read(int fd, const char *path, void *to, size_t bytes, uint64_t at);
/* Whether all of them are there. */
bool record_bytes(const struct source *source, void *to, size_t bytes, uint64_t at);
/* The text of a tag, with a final zero, or NULL. Free it. */
char *record_text(const struct source *source, size_t image, unsigned tag);
/* "folder/" of a path, "" if it has none; the name behind it. */
const char *record_folder(const char *path);
const char *record_base(const char *path);
/* The bytes of a small file and a final zero, or NULL; how many, if `length` is not NULL. Free them. */
char *record_file(const char *path, size_t *length);

/* The number of micrometres in a unit of length, such as "nm" or "\u00B5m"; NAN if it is not a unit of length. */
double unit_um(const char *unit);
/* Places image i on axes of these lengths, the fastest of `order` ("czt") first; an axis of length 1 says nothing. */
void record_place(struct record *record, size_t i, const char order[3], const size_t length[3]);
/* The texts of a kind ("info", "labl") in ImageJ's own tags, as UTF-8. Free each, and the list. */
char **imagej_texts(const struct source *source, const char kind[4], size_t *found);
/* The description of the first page of another TIFF, or NULL if it cannot be read. Free it. */
char *tiff_description(const char *path);
/* How many images one directory stands for, by ImageJ's description or by MetaMorph's tags; 0: one. */
size_t imagej_images(const char *description);
size_t metamorph_images(const struct source *source);

#endif
