/* Messages on stderr: errors, warnings and progress. */
#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include "cli/inside.h"

static const char *program = "cli";
static bool progress_shown;

void message_begin(const char *name)
{
    program = name;
}

void message_end(void)
{
    if (progress_shown)
        fputc('\n', stderr);
    progress_shown = false;
}

/* Always one line: quoted names and headers come from outside and may hold control characters. */
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
    fprintf(stderr, "%s%s: %s%s%s\n", progress_shown ? "\n" : "", program, text, reason ? " " : "",
            reason ? strerror(error) : "");
    progress_shown = false;
}

void message_signal(const char *what, const char *happened)
{
    const char *part[] = {program, ": ", what, ": ", happened, "\n"};
    struct iovec line[sizeof part / sizeof *part];
    for (size_t i = 0; i < sizeof part / sizeof *part; i++)
        line[i] = (struct iovec){(void *)part[i], strlen(part[i])};
    (void)!writev(STDERR_FILENO, line, sizeof part / sizeof *part);
}

void cli_warn(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say(format, args);
    va_end(args);
}

/* _exit, not exit: after an error, nothing left in the buffers of stdio may be written as if it were output. */
static _Noreturn void give_up(int status)
{
    file_discard();
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
    cli_warn("%s (try: %s --help)", text, program);
    give_up(2);
}

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

bool cli_watched(void)
{
    return isatty(STDERR_FILENO) && !getenv("MAKELEVEL");
}

void cli_progress(size_t done, size_t total, const char *things)
{
    static struct timespec first, last;
    static size_t first_done; /* a resumed training does not start at 0 */
    struct timespec now;
    if (!cli_watched()) /* under make, several programs would overwrite each other's progress */
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
        fprintf(stderr, "\r%s: %zu %s, %.3g/s\033[K", program, done, things, rate);
        return;
    }
    char bar[] = "--------------------";
    memset(bar, '#', (sizeof bar - 1) * (done < total ? done : total) / total);
    double left = rate > 0 && done < total ? (double)(total - done) / rate : 0;
    fprintf(stderr, "\r%s: [%s] %zu/%zu %s, %.3g/s, %.0f s left\033[K", program, bar, done, total, things, rate, left);
}
