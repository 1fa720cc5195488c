/* Input files, and output files that appear whole or not at all. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/inside.h"

enum { MAX_PENDING = 8 };

static struct {
    char *path, *target, *temporary; /* as given; with symbolic links resolved; NULL unless it is a regular file */
} pending[MAX_PENDING];

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
    return file;
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
    for (int i = 0; i < MAX_PENDING; i++) {
        if (pending[i].path)
            continue;
        struct stat status;
        bool special =
            stat(path, &status) == 0 && !S_ISREG(status.st_mode); /* /dev/null, a FIFO: written to directly */
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
    if (strcmp(path, "-") == 0)
        return stdout;
    FILE *file = fopen(begin_file(path), "wb");
    if (!file)
        cli_die("%s:", path);
    return file;
}

void cli_close(FILE *file, const char *path)
{
    if (file == stdout)
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
