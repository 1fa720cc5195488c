/* cli.h -- what the user of every program meets: its description, options, errors and files.
 *
 * A main describes itself in one `struct cli_command`; --help, the man page and the test of the example are made from
 * it. Everything here may end the program: with exit 1 for an error in the data or the system, with 2 for one in the
 * command line. This is the only door to popt. It includes no other room.
 */
#ifndef CLI_H
#define CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum cli_kind {
    CLI_END,
    CLI_FLAG,   /* bool: true if the option is present */
    CLI_COUNT,  /* size_t: a whole number of at least 0, seeds included */
    CLI_REAL,   /* double: finite; a default of NAN means "not given" */
    CLI_TEXT,   /* const char *: anything; NULL means "not given" */
    CLI_CHOICE, /* an int or an enum: index of one of the words in `unit`, "mean|l2|none", from 0 */
    CLI_SIZE,   /* size_t[2]: "HxW", rows first; {0, 0} means "not given" */
    CLI_LIST,   /* struct cli_list: may be given more than once */
};

struct cli_list {
    size_t count;
    const char **item; /* owned by cli; lives until exit */
};

/* The kind and the variable of an option in one, CLI_COUNT(&steps): a variable of another type does not compile. */
#define CLI_FLAG(p) CLI_FLAG, _Generic((p), bool * : (p))
#define CLI_COUNT(p) CLI_COUNT, _Generic((p), size_t * : (p))
#define CLI_REAL(p) CLI_REAL, _Generic((p), double * : (p))
#define CLI_TEXT(p) CLI_TEXT, _Generic((p), const char ** : (p))
#define CLI_CHOICE(p) CLI_CHOICE, _Generic((p), int * : (p), unsigned * : (p)) /* enums are unsigned */
#define CLI_SIZE(p) CLI_SIZE, _Generic((p), size_t * : (p))
#define CLI_LIST(p) CLI_LIST, _Generic((p), struct cli_list * : (p))

/* One option. If min < max, a number outside [min, max] is a usage error. The help shows as default the value that the
 * variable has when cli_begin is called. */
struct cli_option {
    const char *name; /* long name, without dashes */
    char letter;      /* short name, or 0 */
    enum cli_kind kind;
    void *value;
    const char *unit; /* placeholder for the value in the help: UM, N, FILE; the words of a choice */
    const char *help; /* one sentence, lower case, no full stop */
    double min, max;
    const char *key; /* the metadata key that records the value, see meta_set_options; NULL: none */
};

struct cli_command {
    const char *name;
    const char *summary;              /* one line, lower case, no full stop */
    const char *args;                 /* synopsis of the arguments after the options; NULL: none */
    int min_args, max_args;           /* how many of them; max -1: any number */
    const char *description;          /* paragraphs, separated by empty lines */
    const char *in, *out;             /* contents of stdin and stdout */
    const char *reads, *sets, *drops; /* metadata keys, separated by blanks; `sets` without the keys of options; NULL:
                                         none. All other keys pass through */
    const char *example;              /* shell lines; a test runs them */
    const struct cli_option *options; /* terminated by {0}; NULL: none */
    bool raw_input;                   /* stdin may be headerless frames: adds --raw WxH:TYPE */
};

/* "1.0" */
const char *cli_version(void);

/* Parses the command line and handles --help, --man, --example and --version. Returns the arguments that are not
 * options, terminated by NULL; they live until exit. */
char **cli_begin(const struct cli_command *command, int argc, char **argv);

/* Sets the options of the command line again, except lists: for a main that has overwritten all options since, for
 * example with a preset. */
void cli_override(void);

/* The value of an option as it would be written on the command line. False if it has none: options not given, flags and
 * lists. */
enum { CLI_VALUE_MAX = 255 };
bool cli_option_text(const struct cli_option *option, char text[CLI_VALUE_MAX + 1]);

/* Closes stdout and checks for errors; returns the exit status for main. */
int cli_end(void);

const char *cli_raw_format(void); /* the value of --raw, or NULL */

/* Print one line on stderr; cli_die then exits with 1, cli_usage with 2. A format that ends with ':' is followed by
 * strerror(errno). */
_Noreturn void cli_die(const char *format, ...) __attribute__((format(printf, 1, 2)));
_Noreturn void cli_usage(const char *format, ...) __attribute__((format(printf, 1, 2)));
void cli_warn(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* cli_alloc returns zeroed memory for count elements of size bytes; the product is checked for overflow. cli_need
 * returns its argument, or, if it is NULL, ends the program: no memory for `what`. Free with free(). */
void *cli_alloc(size_t count, size_t size);
void *cli_need(void *pointer, const char *what);

/* Whether the whole text is a finite decimal number: neither 0x10 nor nan is. */
bool cli_number(const char *text, double *number);

/* Parse values in options and arguments; `what` names the value in the usage error. */
double cli_real(const char *text, const char *what);
size_t cli_count(const char *text, const char *what);
/* Parses "a,b,c" into values[0..max-1]; returns their number. */
size_t cli_reals(const char *text, const char *what, double *values, size_t max);
/* Parses "START:STOP:STEP", both ends included if STEP divides their distance; "START:STOP", of step 1; or one number.
 * Returns the number of values; the i-th is start + i * step. */
size_t cli_range(const char *text, const char *what, double *start, double *step);
/* start + steps * step; 0 if it differs from that only by rounding. */
double cli_step(double start, double step, double steps);

/* Lists of words, "mean|l2|none": the values of a choice and of metadata, numbered from 0. cli_word_at copies the i-th
 * word and returns it, or NULL beyond the last; cli_word_find returns the number of a word, -1 for any other text. */
enum { CLI_WORD_MAX = 63 };
const char *cli_word_at(const char *words, size_t i, char word[CLI_WORD_MAX + 1]);
int cli_word_find(const char *words, const char *word);

/* Opens a file for reading, or stdin if path is NULL or "-". A terminal, a directory, an empty or a missing file ends
 * the program. cli_source returns the name for messages: "stdin", or the path. */
FILE *cli_open(const char *path);
const char *cli_source(const char *path);

/* Maps a whole file, or a copy of stdin if that is a pipe, until exit. If the file is cut while it is mapped, the
 * program ends with a line that names it. */
const unsigned char *cli_map(const char *path, size_t *size);

/* A file that is read cannot be an output as well. cli_open and cli_map see to it; a main that opens a file by other
 * means says so with cli_reads, before it reads. cli_replaces allows it for the file at `path`: a checkpoint. */
void cli_reads(int fd, const char *name);
void cli_replaces(const char *path);

/* Output files appear whole or not at all: cli_close moves the finished file to its path. If the program ends before
 * that, even by a signal, the file is removed. The path "-" is refused, as stdout is for the
 * result; NULL is no file, which is NULL too. */
FILE *cli_create(const char *path);
void cli_close(FILE *file, const char *path);

/* A file without a name, to be written and read, in the folder TMPDIR or else in /var/tmp; fclose removes it. */
FILE *cli_scratch(void);

/* Whether somebody watches: stderr is a terminal, and make, which reports its own progress, is not the caller. */
bool cli_watched(void);

/* Shows progress if somebody watches: a bar, the rate and the time left; total is 0 if unknown. Shows nothing for work
 * that takes less than a moment. */
void cli_progress(size_t done, size_t total, const char *things);

#endif
