/* Input files, and output files that appear whole or not at all. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/inside.h"

enum { MAX_PENDING = 8 };

static struct {
    char *path, *target, *temporary; /* as given; with symbolic links resolved; NULL unless it is a regular file */
} pending[MAX_PENDING];

/* The regular files that have been opened for reading. */
static struct input {
    dev_t device;
    ino_t inode;
} * inputs;
static size_t input_count;

static struct map {
    const unsigned char *bytes;
    size_t size;
    const char *name;
    struct map *next;
} * maps;

static bool same_file(const struct stat *a, const struct stat *b)
{
    return S_ISREG(a->st_mode) && a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

void cli_reads(int fd, const char *name)
{
    struct stat in, out;
    if (fstat(fd, &in) < 0)
        cli_die("%s:", name);
    if (!S_ISREG(in.st_mode))
        return;
    if (fstat(STDOUT_FILENO, &out) == 0 && same_file(&in, &out))
        cli_usage("%s is both read and written; write the output to another file", name);
    for (int i = 0; i < MAX_PENDING; i++)
        if (pending[i].target && stat(pending[i].target, &out) == 0 && same_file(&in, &out))
            cli_usage("%s is both read and written; write the output to another file", pending[i].path);
    inputs = cli_need(reallocarray(inputs, input_count + 1, sizeof *inputs), name);
    inputs[input_count++] = (struct input){in.st_dev, in.st_ino};
}

void cli_replaces(const char *path)
{
    struct stat status;
    if (stat(path, &status) < 0)
        cli_die("%s:", path);
    for (size_t i = input_count; i-- > 0;)
        if (inputs[i].device == status.st_dev && inputs[i].inode == status.st_ino)
            inputs[i] = inputs[--input_count];
}

const char *cli_source(const char *path)
{
    return !path || strcmp(path, "-") == 0 ? "stdin" : path;
}

FILE *cli_open(const char *path)
{
    const char *name = cli_source(path);
    bool standard = name != path;
    FILE *file = standard ? stdin : fopen(path, "rb");
    if (!file)
        cli_die("%s:", name);
    if (isatty(fileno(file)))
        cli_usage("%s is a terminal; pipe or redirect the input into it", name);
    int first = getc(file);
    if (first == EOF && ferror(file))
        cli_die("%s:", name);
    if (first == EOF)
        cli_die("%s is empty", name);
    ungetc(first, file);
    cli_reads(fileno(file), name);
    return file;
}

const unsigned char *cli_map(const char *path, size_t *size)
{
    const char *name = cli_source(path);
    FILE *file = cli_open(path);
    struct stat status;
    if (fstat(fileno(file), &status) == 0 && !S_ISREG(status.st_mode)) {
        char buffer[65536];
        size_t got;
        FILE *pipe = file;
        file = cli_scratch();
        while ((got = fread(buffer, 1, sizeof buffer, pipe)) > 0)
            if (fwrite(buffer, 1, got, file) != got)
                cli_die("a copy of %s in TMPDIR, or else in /var/tmp:", name);
        if (ferror(pipe))
            cli_die("%s:", name);
        if (fflush(file) || fstat(fileno(file), &status) < 0)
            cli_die("a copy of %s in TMPDIR, or else in /var/tmp:", name);
    }
    struct map *map = cli_alloc(1, sizeof *map);
    *map = (struct map){mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, fileno(file), 0),
                        (size_t)status.st_size, name, maps};
    if (map->bytes == MAP_FAILED)
        cli_die("%s:", name);
    maps = map;
    fclose(file); /* the map stays */
    *size = map->size;
    return map->bytes;
}

const char *file_at(const void *address)
{
    for (const struct map *map = maps; map; map = map->next)
        if ((uintptr_t)address - (uintptr_t)map->bytes < map->size)
            return map->name;
    return NULL;
}

void file_discard(void)
{
    for (int i = 0; i < MAX_PENDING; i++)
        if (pending[i].temporary)
            unlink(pending[i].temporary);
}

/* Returns the path to write to; publish() moves the finished file to the path given. */
static const char *begin_file(const char *path)
{
    struct stat status;
    bool exists = stat(path, &status) == 0;
    bool special = exists && !S_ISREG(status.st_mode); /* /dev/null, a FIFO: written to directly */
    for (size_t i = 0; exists && !special && i < input_count; i++)
        if (inputs[i].device == status.st_dev && inputs[i].inode == status.st_ino)
            cli_usage("%s is both read and written; write the output to another file", path);
    for (int i = 0; i < MAX_PENDING; i++)
        if (pending[i].path && !special && strcmp(pending[i].path, path) == 0)
            cli_usage("%s is the name of two outputs; give each its own", path);
    for (int i = 0; i < MAX_PENDING; i++) {
        if (pending[i].path)
            continue;
        pending[i].path = cli_need(strdup(path), "a file name");
        if (special)
            return pending[i].path;
        pending[i].target = realpath(path, NULL);
        if (!pending[i].target)
            pending[i].target = cli_need(strdup(path), "a file name");
        if (asprintf(&pending[i].temporary, "%s.%ld.tmp", pending[i].target, (long)getpid()) < 0)
            cli_die("no memory for a file name");
        return pending[i].temporary;
    }
    cli_die("%s: more than %d output files at once", path, MAX_PENDING);
}

static void publish(const char *path)
{
    for (int i = 0; i < MAX_PENDING; i++) {
        if (!pending[i].path || strcmp(pending[i].path, path) != 0)
            continue;
        char *temporary = pending[i].temporary;
        if (temporary && rename(temporary, pending[i].target) < 0)
            cli_die("%s:", path);
        pending[i].temporary = NULL;
        free(temporary);
        free(pending[i].target);
        free(pending[i].path);
        pending[i].target = pending[i].path = NULL;
        return;
    }
}

FILE *cli_create(const char *path)
{
    if (!path)
        return NULL;
    if (strcmp(path, "-") == 0)
        cli_usage("stdout is for the result; name a file instead of '-'");
    FILE *file = fopen(begin_file(path), "wb");
    if (!file)
        cli_die("%s:", path);
    return file;
}

void cli_close(FILE *file, const char *path)
{
    if (!file)
        return;
    if (ferror(file) || fclose(file))
        cli_die("%s:", path);
    publish(path);
}

FILE *cli_scratch(void)
{
    const char *folder = getenv("TMPDIR");
    char *path;
    if (asprintf(&path, "%s/autofocus.XXXXXX", folder && *folder ? folder : "/var/tmp") < 0)
        cli_die("no memory for a file name");
    int descriptor = mkstemp(path);
    FILE *file = descriptor < 0 ? NULL : fdopen(descriptor, "w+b");
    if (!file || unlink(path) < 0)
        cli_die("%s:", path);
    free(path);
    return file;
}
