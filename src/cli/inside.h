/* inside.h -- what the files of this room owe each other; no other room includes it. */
#ifndef INSIDE_H
#define INSIDE_H

#include "cli/cli.h"

void message_begin(const char *name); /* messages begin with this name from now on */
void message_end(void);               /* leaves the line of a progress that is shown */

/* Sets an option to what the text says; a text that says nothing of its kind, or is out of bounds, is a usage error. */
void value_read(const struct cli_option *option, const char *text);

/* Removes the output files that are not whole; a signal handler may call it. */
void file_discard(void);

#endif
