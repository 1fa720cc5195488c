/* ending.h -- runs a function in a child process and tells how that ended: for functions that may end the program. */
#ifndef ENDING_H
#define ENDING_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "near.h"

enum { SIGNALLED = 1000, MESSAGE_ROOM = 4096 };

/* The exit status of run(arg), 0 when it returns, SIGNALLED + n for signal n; what it wrote to stderr in message. */
static inline int ending(void (*run)(void *), void *arg, char message[MESSAGE_ROOM])
{
    int ends[2], status;
    assert_int_equal(pipe(ends), 0);
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        close(ends[0]);
        run(arg);
        _exit(0);
    }
    close(ends[1]);
    size_t length = 0;
    ssize_t got;
    while (length < MESSAGE_ROOM - 1 && (got = read(ends[0], message + length, MESSAGE_ROOM - 1 - length)) > 0)
        length += (size_t)got;
    message[length] = '\0';
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFSIGNALED(status) ? SIGNALLED + WTERMSIG(status) : WEXITSTATUS(status);
}

/* run(arg) must exit with this status after one line on stderr that contains `part`. */
static inline void must_end(int status, const char *part, void (*run)(void *), void *arg)
{
    char message[MESSAGE_ROOM];
    int got = ending(run, arg, message);
    char *newline = strchr(message, '\n');
    if (got != status || !strstr(message, part) || !newline || newline[1])
        fail_msg("exit %d with '%s', expected %d with one line about '%s'", got, message, status, part);
}

/* Numbers for properties: the same in every run. */
static inline uint32_t draw(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

#endif
