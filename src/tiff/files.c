#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "cli/cli.h"
#include "tiff/read.h"

/* MetaXpress puts a thumbnail beside each plane. */
static int is_tiff(const struct dirent *entry)
{
    static const char *const ends[] = {".tif", ".tiff", ".stk", ".btf"};
    const char *dot = strrchr(entry->d_name, '.');
    for (size_t i = 0;
         entry->d_name[0] != '.' && dot && !strstr(entry->d_name, "_thumb") && i < sizeof ends / sizeof *ends; i++)
        if (strcasecmp(dot, ends[i]) == 0)
            return true;
    return false;
}

char **tiff_files(char **args)
{
    size_t count = 0;
    static char **files; /* reachable until exit */
    files = cli_alloc(1, sizeof *files);
    for (; *args; args++) {
        struct stat status;
        struct dirent **entries = NULL;
        int n = 1;
        bool folder = stat(*args, &status) == 0 && S_ISDIR(status.st_mode);
        if (folder)
            n = scandir(*args, &entries, is_tiff, versionsort);
        if (n < 0)
            cli_die("%s:", *args);
        if (n == 0)
            cli_die("%s holds no *.tif, *.tiff, *.stk or *.btf; if its folders do, name these: %s/*", *args, *args);
        files = cli_need(realloc(files, (count + (size_t)n + 1) * sizeof *files), "the list of files");
        for (int i = 0; i < n; i++) {
            char *path = *args;
            if (folder && asprintf(&path, "%s/%s", *args, entries[i]->d_name) < 0)
                cli_die("no memory for a file name");
            files[count++] = path;
            free(folder ? entries[i] : NULL);
        }
        free(entries);
    }
    files[count] = NULL;
    return files;
}
