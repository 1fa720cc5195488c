/* Signals: no unfinished file is left, and what a library or a file on the disk has done is an error with a line. */
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/inside.h"

/* The user, or the reader of the output, has ended the program: silently, as cat and grep do. */
static void on_end(int number)
{
    file_discard();
    signal(number, SIG_DFL);
    raise(number);
}

/* FFTW aborts where it finds no memory, and oneDNN crashes. */
static void on_error(int number, siginfo_t *info, void *context)
{
    (void)context;
    const char *path = number == SIGBUS ? file_at(info->si_addr) : NULL;
    file_discard();
    if (path)
        message_signal(path, "became shorter while it was read, or cannot be read");
    else
        message_signal("crashed, or a library gave up", "is there enough memory?");
    _exit(1);
}

void signals_begin(void)
{
    static const int ends[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE}, errors[] = {SIGABRT, SIGBUS, SIGSEGV};
    if (atexit(file_discard)) /* for libraries that call exit, as libgomp does where there are no threads */
        cli_die("no memory for the end of the program");
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (signal(ends[i], SIG_IGN) != SIG_IGN) /* what the caller ignores, as nohup does, stays ignored */
            signal(ends[i], on_end);
    struct sigaction action = {.sa_sigaction = on_error, .sa_flags = SA_SIGINFO}, before;
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
        if (sigaction(errors[i], NULL, &before) == 0 && before.sa_handler == SIG_DFL) /* a sanitizer has its own */
            sigaction(errors[i], &action, NULL);
}
