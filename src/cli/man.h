/* man.h -- help and man pages, generated from the description of a command. Used by command.c only. */
#ifndef MAN_H
#define MAN_H

#include <stdio.h>

#include "cli/cli.h"

#define VERSION_TEXT "1.0"
#define MAN_RAW_HELP                                                                                                   \
    "stdin is headerless frames of this width and height; TYPE is u1 u2 u4 f4 f8, or >u2 for big-endian"

/* The help of an option with its default value; lives until exit. */
char *man_option_help(const struct cli_option *option);

/* The placeholder for the option's value, NULL for a flag. The words of a long choice appear in the help instead. */
const char *man_option_unit(const struct cli_option *option);

/* The sections after the option list, as plain text. */
void man_sections(const struct cli_command *command, FILE *out);

/* The whole page in man(7) macros. */
void man_page(const struct cli_command *command, FILE *out);

#endif
