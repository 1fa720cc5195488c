#include "cli/cli.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <popt.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cli/man.h"

enum { HELP = 10000, MAN, EXAMPLE, VERSION, RAW, MAX_PENDING = 8 };

static const struct cli_command *self;
static struct poptOption *table; /* these three live until exit */
static char **arguments;
static poptContext context;
static struct {
    const struct cli_option *option;
    char *text;
} * given; /* the options as they came; lives until exit too */
static size_t given_count;
static const char *raw_format;
static bool progress_shown;
static struct {
    char *path, *target, *temporary; /* as given; behind symbolic links; NULL for what is no regular file */
} pending[MAX_PENDING];

const char *cli_name(void)
{
    return self ? self->name : "cli";
}

const char *cli_raw_format(void)
{
    return raw_format;
}

/* Errors ---------------------------------------------------------------------------------------------------------- */

/* One line whatever it quotes: names and headers that come from outside may hold control characters. */
static void say(const char *format, va_list args)
{
    int error = errno;
    char text[2048];
    vsnprintf(text, sizeof text, format, args);
    for (char *c = text; *c; c++)
        if (iscntrl((unsigned char)*c))
            *c = '?';
    size_t length = strlen(format);
    bool reason = length && format[length - 1] == ':';
    fprintf(stderr, "%s%s: %s%s%s\n", progress_shown ? "\n" : "", cli_name(), text, reason ? " " : "",
            reason ? strerror(error) : "");
    progress_shown = false;
}

void cli_warn(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say(format, args);
    va_end(args);
}

/* _exit and not exit: after an error nothing that stdio still holds may look like output. */
static _Noreturn void give_up(int status)
{
    for (int i = 0; i < MAX_PENDING; i++)
        if (pending[i].temporary)
            unlink(pending[i].temporary);
    fflush(stderr);
    _exit(status);
}

_Noreturn void cli_die(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say(format, args);
    va_end(args);
    give_up(1);
}

_Noreturn void cli_usage(const char *format, ...)
{
    va_list args;
    char text[1024];
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    cli_warn("%s (try: %s --help)", text, cli_name());
    give_up(2);
}

static void on_signal(int signal_number)
{
    for (int i = 0; i < MAX_PENDING; i++)
        if (pending[i].temporary)
            unlink(pending[i].temporary);
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

/* Memory ---------------------------------------------------------------------------------------------------------- */

void *cli_need(void *pointer, const char *what)
{
    if (!pointer)
        cli_die("no memory for %s", what);
    return pointer;
}

void *cli_alloc(size_t count, size_t size)
{
    void *pointer = calloc(count ? count : 1, size ? size : 1);
    if (!pointer)
        cli_die("no memory for %zu x %zu bytes", count, size);
    return pointer;
}

/* Values ---------------------------------------------------------------------------------------------------------- */

double cli_real(const char *text, const char *what)
{
    char *end;
    errno = 0;
    double value = strtod(text, &end);
    if (end == text || *end || !isfinite(value))
        cli_usage("%s: '%s' is not a finite number", what, text);
    return value;
}

size_t cli_count(const char *text, const char *what)
{
    char *end;
    errno = 0;
    unsigned long long value = strtoull(text, &end, 10);
    if (*text < '0' || *text > '9' || *end || errno || value > SIZE_MAX)
        cli_usage("%s: '%s' is not a whole number", what, text);
    return (size_t)value;
}

size_t cli_reals(const char *text, const char *what, double *values, size_t max)
{
    size_t count = 0;
    char *copy = cli_need(strdup(text), what), *rest = copy, *word;
    while ((word = strsep(&rest, ","))) {
        if (count == max)
            cli_usage("%s: '%s' has more than %zu numbers", what, text, max);
        values[count++] = cli_real(word, what);
    }
    free(copy);
    return count;
}

size_t cli_range(const char *text, const char *what, double *start, double *step)
{
    char *copy = cli_need(strdup(text), what), *rest = copy;
    double part[3] = {0, 0, 1};
    int count = 0;
    char *word;
    while ((word = strsep(&rest, ":"))) {
        if (count == 3)
            cli_usage("%s: '%s' is not START:STOP:STEP", what, text);
        part[count++] = cli_real(word, what);
    }
    free(copy);
    *start = part[0];
    *step = part[2];
    if (count == 1)
        return 1;
    double steps = (part[1] - part[0]) / part[2];
    if (!(steps >= 0 && steps < 1e9))
        cli_usage("%s: '%s' never arrives: START:STOP:STEP", what, text);
    return (size_t)floor(steps + 1e-6) + 1;
}

static void read_size(const char *text, const char *what, size_t size[2])
{
    char *copy = cli_need(strdup(text), what), *x = strchr(copy, 'x');
    if (!x)
        cli_usage("%s: '%s' is not HxW", what, text);
    *x = '\0';
    size[0] = cli_count(copy, what);
    size[1] = cli_count(x + 1, what);
    free(copy);
}

static int read_choice(const char *text, const char *what, const char *words)
{
    char *copy = cli_need(strdup(words), what), *rest = copy, *word;
    for (int i = 0; (word = strsep(&rest, "|")); i++)
        if (strcmp(word, text) == 0) {
            free(copy);
            return i;
        }
    cli_usage("%s: '%s' is not one of %s", what, text, words);
}

static void check_bounds(const struct cli_option *option, double value, const char *text)
{
    if (option->min < option->max && !(value >= option->min && value <= option->max))
        cli_usage("--%s: %s is outside %.9g .. %.9g", option->name, text, option->min, option->max);
}

static void read_option(const struct cli_option *option, const char *text)
{
    char what[64];
    snprintf(what, sizeof what, "--%s", option->name);
    switch (option->kind) {
    case CLI_FLAG:
        *(bool *)option->value = true;
        break;
    case CLI_COUNT:
        *(size_t *)option->value = cli_count(text, what);
        check_bounds(option, (double)*(size_t *)option->value, text);
        break;
    case CLI_REAL:
        *(double *)option->value = cli_real(text, what);
        check_bounds(option, *(double *)option->value, text);
        break;
    case CLI_TEXT:
        *(const char **)option->value = text;
        break;
    case CLI_CHOICE:
        *(int *)option->value = read_choice(text, what, option->unit);
        break;
    case CLI_SIZE:
        read_size(text, what, option->value);
        check_bounds(option, (double)((size_t *)option->value)[0], text);
        check_bounds(option, (double)((size_t *)option->value)[1], text);
        break;
    case CLI_LIST: {
        struct cli_list *list = option->value;
        list->item = cli_need(realloc(list->item, (list->count + 1) * sizeof *list->item), what);
        list->item[list->count++] = text;
        break;
    }
    case CLI_END:
        break;
    }
}

/* The command line ------------------------------------------------------------------------------------------------ */

static void make_table(const struct cli_command *command)
{
    size_t count = 0;
    while (command->options && command->options[count].name)
        count++;
    table = cli_alloc(count + 6, sizeof *table);
    struct poptOption *row = table;
    for (size_t i = 0; i < count; i++) {
        const struct cli_option *o = &command->options[i];
        unsigned kind = o->kind == CLI_FLAG ? POPT_ARG_NONE : POPT_ARG_STRING;
        *row++ =
            (struct poptOption){o->name, o->letter, kind, NULL, (int)i + 1, man_option_help(o), man_option_unit(o)};
    }
    if (command->raw_input)
        *row++ = (struct poptOption){"raw", 0, POPT_ARG_STRING, NULL, RAW, MAN_RAW_HELP, "WxH:TYPE"};
    *row++ = (struct poptOption){"help", '?', POPT_ARG_NONE, NULL, HELP, "show this help", NULL};
    *row++ = (struct poptOption){"version", 0, POPT_ARG_NONE, NULL, VERSION, "show the version", NULL};
    *row++ = (struct poptOption){"man", 0, POPT_ARG_NONE | POPT_ARGFLAG_DOC_HIDDEN, NULL, MAN, NULL, NULL};
    *row++ = (struct poptOption){"example", 0, POPT_ARG_NONE | POPT_ARGFLAG_DOC_HIDDEN, NULL, EXAMPLE, NULL, NULL};
}

static void show_help(void)
{
    printf("%s -- %s\n\n", self->name, self->summary);
    poptPrintHelp(context, stdout, 0);
    man_sections(self, stdout);
}

char **cli_begin(const struct cli_command *command, int argc, char **argv)
{
    self = command;
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is then an error of write(), with a message */
    signal(SIGINT, on_signal);
    signal(SIGTERM, on_signal);
    signal(SIGHUP, on_signal);

    make_table(command);
    context = poptGetContext(command->name, argc, (const char **)argv, table, 0);
    cli_need(context, "the options");
    char other[256];
    snprintf(other, sizeof other, "[OPTION...]%s%s", command->args ? " " : "", command->args ? command->args : "");
    poptSetOtherOptionHelp(context, other);

    int which;
    while ((which = poptGetNextOpt(context)) > 0) {
        switch (which) {
        case HELP:
            show_help();
            exit(cli_end());
        case MAN:
            man_page(command, stdout);
            exit(cli_end());
        case EXAMPLE:
            puts(command->example ? command->example : "");
            exit(cli_end());
        case VERSION:
            printf("%s (single-shot-autofocus) %s\n", command->name, VERSION_TEXT);
            exit(cli_end());
        case RAW:
            raw_format = poptGetOptArg(context);
            break;
        default: {
            const struct cli_option *option = &command->options[which - 1];
            given = cli_need(realloc(given, (given_count + 1) * sizeof *given), "the options");
            given[given_count].option = option;
            given[given_count].text = poptGetOptArg(context);
            read_option(option, given[given_count++].text);
        }
        }
    }
    if (which < -1)
        cli_usage("%s: %s", poptBadOption(context, POPT_BADOPTION_NOALIAS), poptStrerror(which));

    int count = 0;
    const char **words = poptGetArgs(context);
    while (words && words[count])
        count++;
    if (count < command->min_args)
        cli_usage("%s is missing", command->args);
    if (command->max_args >= 0 && count > command->max_args) {
        const char *word = words[command->max_args];
        if (command->in && access(word, R_OK) == 0)
            cli_usage("'%s' is one argument too many; the input comes from stdin: %s ... < %s", word, command->name,
                      word);
        cli_usage("'%s' is one argument too many", word);
    }
    arguments = cli_alloc((size_t)count + 1, sizeof *arguments);
    for (int i = 0; i < count; i++)
        arguments[i] = cli_need(strdup(words[i]), "the arguments");
    poptFreeContext(context);
    return arguments;
}

void cli_override(void)
{
    for (size_t i = 0; i < given_count; i++)
        if (given[i].option->kind != CLI_LIST)
            read_option(given[i].option, given[i].text);
}

int cli_end(void)
{
    if (progress_shown)
        fputc('\n', stderr);
    progress_shown = false;
    if (fflush(stdout) || ferror(stdout) || fclose(stdout))
        cli_die("stdout:");
    return 0;
}

/* Input files ----------------------------------------------------------------------------------------------------- */

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

/* Output files ---------------------------------------------------------------------------------------------------- */

const char *cli_pending(const char *path)
{
    for (int i = 0; i < MAX_PENDING; i++) {
        if (pending[i].path)
            continue;
        struct stat status;
        bool special = stat(path, &status) == 0 && !S_ISREG(status.st_mode); /* /dev/null, a fifo: as it is */
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

void cli_publish(const char *path)
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
    FILE *file = fopen(cli_pending(path), "wb");
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
    cli_publish(path);
}

/* Progress -------------------------------------------------------------------------------------------------------- */

void cli_progress(size_t done, size_t total, const char *things)
{
    static struct timespec first, last;
    static size_t first_done; /* a continued training does not begin at 0 */
    struct timespec now;
    /* Under make several programs would draw over one another. */
    if (!isatty(STDERR_FILENO) || getenv("MAKELEVEL"))
        return;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (!first.tv_sec) {
        first = last = now;
        first_done = done;
    }
    double since = (double)(now.tv_sec - last.tv_sec) + 1e-9 * (double)(now.tv_nsec - last.tv_nsec);
    if (since < 0.2 && !(progress_shown && total && done >= total))
        return;
    last = now;
    double seconds = (double)(now.tv_sec - first.tv_sec) + 1e-9 * (double)(now.tv_nsec - first.tv_nsec);
    double rate = seconds > 0 && done > first_done ? (double)(done - first_done) / seconds : 0;
    progress_shown = true;
    if (!total) {
        fprintf(stderr, "\r%s: %zu %s, %.3g/s\033[K", cli_name(), done, things, rate);
        return;
    }
    char bar[] = "--------------------";
    memset(bar, '#', (sizeof bar - 1) * (done < total ? done : total) / total);
    double left = rate > 0 && done < total ? (double)(total - done) / rate : 0;
    fprintf(stderr, "\r%s: [%s] %zu/%zu %s, %.3g/s, %.0f s left\033[K", cli_name(), bar, done, total, things, rate,
            left);
}
