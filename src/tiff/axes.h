/* axes.h -- decides which channel, slice, time and position the images of a group of files are. */
#ifndef AXES_H
#define AXES_H

#include "tiff/read.h"
#include "tiff/record.h"

struct file {
    const char *path;
    size_t images, samples;
    bool stored;         /* tiff-write wrote it */
    bool found[READERS]; /* which forms it has */
    struct records records[READERS];
    struct image *image; /* [images] */
};

struct image {
    struct file *file;
    size_t number;    /* in its file, from 0 */
    struct record is; /* merged from the records; no axis is UNSAID once it is decided */
    const char *word[FREE];
    char *stored;   /* the metadata that tiff-write stored; NULL: none */
    uint64_t place; /* in the stream that tiff-write stored */
    size_t stack;   /* in its group, by first appearance */
};

/* Files that are one data set, or one file. */
struct group {
    char name[META_VALUE_MAX + 1]; /* of its stacks */
    struct image **image;          /* [count], in the order of files and pages */
    size_t count;
    bool planes;  /* each file is a plane */
    bool named;   /* the order of z is that of the names */
    bool single;  /* no record says z, nor counts it */
    bool counted; /* nor what else tells planes of one place apart: they are counted as they come */
    bool varies[AXES];
};

/* Which axis the writer calls otherwise. */
struct renamed {
    enum axis axis;
    const char *word; /* an axis, "page", or a word of the names */
};
enum { RENAMED_MAX = AXES };
size_t axes_parse(const struct cli_list *list, struct renamed renamed[RENAMED_MAX]);

/* Merges the records of a file without its name; true if they tell its images apart but say no z. */
bool axes_is_plane(const struct file *file);
/* Fills image->is, or ends the program if the records do not tell the images apart. */
void axes_decide(struct group *group, const struct renamed *renamed, size_t count);
/* The axis of an image, 0 if nothing is said. */
int axes_at(const struct image *image, enum axis axis);

#endif
