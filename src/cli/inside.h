/* inside.h -- functions shared by the files of this room; no other room includes it. */
#ifndef INSIDE_H
#define INSIDE_H

#include "cli/cli.h"

void message_begin(const char *name); /* all further messages begin with this name */
void message_end(void);               /* ends the progress line, if one is shown */

/* The same line as cli_die prints, for signal handlers. */
void message_signal(const char *what, const char *happened);

/* From now on, a program that a signal ends leaves no unfinished file, and says why unless the user knows. */
void signals_begin(void);

/* Sets an option to the value in the text; a text of the wrong kind or a value out of bounds is a usage error. */
void value_read(const struct cli_option *option, const char *text);

/* Removes unfinished output files; may be called by a signal handler. */
void file_discard(void);

/* The name of the mapped file that holds this address, or NULL; may be called by a signal handler. */
const char *file_at(const void *address);

#endif
