/* cli.h -- the face that every program shows: its description, its options, its errors, its files.
 *
 * A main describes itself in one `struct cli_command`; --help, the man page and the test of the example are made from
 * it. Everything here may end the program: exit 1 when the data or the world says no, 2 when the command line does.
 * This is the only door to popt. It includes no other room.
 */
#ifndef CLI_H
#define CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum cli_kind {
    CLI_END,
    CLI_FLAG,   /* bool: set by its presence */
    CLI_COUNT,  /* size_t: a whole number, not negative; seeds too */
    CLI_REAL,   /* double: finite; a default of NAN means "not given" */
    CLI_TEXT,   /* const char *: anything; NULL means "not given" */
    CLI_CHOICE, /* an int or an enum: which of the words in `unit`, "mean|l2|none", counted from 0 */
    CLI_SIZE,   /* size_t[2]: "HxW", rows first; {0, 0} means "not given" */
    CLI_LIST,   /* struct cli_list: may be given more than once */
};

struct cli_list {
    size_t count;
    const char **item; /* belongs to cli; lives until exit */
};

/* The kind and the variable of an option in one, CLI_COUNT(&steps): a variable of another type does not compile. */
#define CLI_FLAG(p) CLI_FLAG, _Generic((p), bool * : (p))
#define CLI_COUNT(p) CLI_COUNT, _Generic((p), size_t * : (p))
#define CLI_REAL(p) CLI_REAL, _Generic((p), double * : (p))
#define CLI_TEXT(p) CLI_TEXT, _Generic((p), const char ** : (p))
#define CLI_CHOICE(p) CLI_CHOICE, _Generic((p), int * : (p), unsigned * : (p)) /* an enum is the latter */
#define CLI_SIZE(p) CLI_SIZE, _Generic((p), size_t * : (p))
#define CLI_LIST(p) CLI_LIST, _Generic((p), struct cli_list * : (p))

/* One option. With min < max a number outside [min, max] is a usage error. The default shown in the help is the
 * value that the variable has when cli_begin is called. */
struct cli_option {
    const char *name; /* long name, without dashes */
    char letter;      /* short name, or 0 */
    enum cli_kind kind;
    void *value;
    const char *unit; /* what stands for the value in the help: UM, N, FILE; the words of a choice */
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
    const char *in, *out;             /* what stdin and stdout hold */
    const char *reads, *sets, *drops; /* metadata keys between blanks, sets without those of the options; NULL: none.
                                         Every other key passes through */
    const char *example;              /* shell lines; a test runs them */
    const struct cli_option *options; /* ends with {0}; NULL: none */
    bool raw_input;                   /* stdin may be headerless frames: adds --raw WxH:TYPE */
};

/* Parses the command line; answers --help, --man, --example and --version itself. Returns the arguments that are not
 * options, ended by NULL; they live until exit. */
char **cli_begin(const struct cli_command *command, int argc, char **argv);

/* Sets once more what the command line gave, lists excepted: for a main that has changed the values of other options
 * since, as one of a table of presets does. */
void cli_override(void);

/* The value of an option as the command line would say it. False where it has none: what was not given, flags and
 * lists. */
enum { CLI_VALUE_MAX = 255 };
bool cli_option_text(const struct cli_option *option, char text[CLI_VALUE_MAX + 1]);

/* Closes stdout, checked; returns the exit status for main. */
int cli_end(void);

const char *cli_raw_format(void); /* the value of --raw, or NULL */

/* One line on stderr and out: exit 1, or 2 for usage. A format that ends with ':' is followed by strerror(errno). */
_Noreturn void cli_die(const char *format, ...) __attribute__((format(printf, 1, 2)));
_Noreturn void cli_usage(const char *format, ...) __attribute__((format(printf, 1, 2)));
void cli_warn(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Zeroed memory for count things of size bytes; the product is checked. cli_need returns its argument unless it is
 * NULL: then `what` could not be had. Free with free(). */
void *cli_alloc(size_t count, size_t size);
void *cli_need(void *pointer, const char *what);

/* Parsing of values inside texts, for options and arguments alike; `what` names the value in the usage error. */
double cli_real(const char *text, const char *what);
size_t cli_count(const char *text, const char *what);
/* "a,b,c" into values[0..max-1]; returns how many. */
size_t cli_reals(const char *text, const char *what, double *values, size_t max);
/* "START:STOP:STEP", both ends included when STEP divides their distance, or one number; returns how many values, the
 * i-th is start + i * step. */
size_t cli_range(const char *text, const char *what, double *start, double *step);

/* Lists of words, "mean|l2|none": the values of a choice and of metadata, numbered from 0. cli_word_at copies the i-th
 * word and returns it, or NULL beyond the last; cli_word_find returns the number of a word, -1 for any other text. */
enum { CLI_WORD_MAX = 63 };
const char *cli_word_at(const char *words, size_t i, char word[CLI_WORD_MAX + 1]);
int cli_word_find(const char *words, const char *word);

/* Opens a file to read, or stdin when path is NULL or "-". A terminal, a directory, an empty or a missing file end the
 * program. cli_source is the name for messages: "stdin", or the path. */
FILE *cli_open(const char *path);
const char *cli_source(const char *path);

/* Output files appear whole or not at all: the file stands at its path once cli_close has closed it. What is not closed
 * when the program ends, also by a signal, is removed. The path "-" is stdout. */
FILE *cli_create(const char *path);
void cli_close(FILE *file, const char *path);

/* Says on a terminal's stderr how far the work is: a bar, the rate and the time left. total 0: unknown. Says nothing
 * under make, which says it itself, nor of what is done at once. */
void cli_progress(size_t done, size_t total, const char *things);

#endif
