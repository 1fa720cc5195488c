/* The command line: parses the options, and prints what a program says about itself. */
#include <fcntl.h>
#include <popt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/inside.h"
#include "cli/man.h"

enum { HELP = 10000, MAN, EXAMPLE, VERSION, RAW };

static struct poptOption *table; /* table, arguments and context live until exit */
static char **arguments;
static poptContext context;
static struct {
    const struct cli_option *option;
    char *text;
} * given; /* the options in the order of the command line; lives until exit too */
static size_t given_count;
static const char *raw_format;

const char *cli_raw_format(void)
{
    return raw_format;
}

/* Where 0, 1 or 2 is closed, the file that is opened next would take its place, and a warning be written into it. What
 * is put there can be opened, but not used: reading stdin, or writing stdout, fails as before. */
static void open_standard(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd)
            cli_die("/dev/null:");
}

static void make_table(const struct cli_command *command)
{
    size_t count = 0;
    while (command->options && command->options[count].name)
        count++;
    table = cli_alloc(count + 7, sizeof *table);
    struct poptOption *row = table;
    for (size_t i = 0; i < count; i++) {
        const struct cli_option *o = &command->options[i];
        unsigned kind = o->kind == CLI_FLAG ? POPT_ARG_NONE : POPT_ARG_STRING;
        *row++ =
            (struct poptOption){o->name, o->letter, kind, NULL, (int)i + 1, man_option_help(o), man_option_unit(o)};
    }
    if (command->raw_input)
        *row++ = (struct poptOption){"raw", 0, POPT_ARG_STRING, NULL, RAW, MAN_RAW_HELP, "WxH:TYPE"};
    *row++ = (struct poptOption){"help", 'h', POPT_ARG_NONE, NULL, HELP, "show this help", NULL};
    *row++ = (struct poptOption){NULL, '?', POPT_ARG_NONE | POPT_ARGFLAG_DOC_HIDDEN, NULL, HELP, NULL, NULL};
    *row++ = (struct poptOption){"version", 0, POPT_ARG_NONE, NULL, VERSION, "show the version", NULL};
    *row++ = (struct poptOption){"man", 0, POPT_ARG_NONE | POPT_ARGFLAG_DOC_HIDDEN, NULL, MAN, NULL, NULL};
    *row++ = (struct poptOption){"example", 0, POPT_ARG_NONE | POPT_ARGFLAG_DOC_HIDDEN, NULL, EXAMPLE, NULL, NULL};
}

static void show_help(const struct cli_command *command)
{
    printf("%s -- %s\n\n", command->name, command->summary);
    poptPrintHelp(context, stdout, 0);
    man_sections(command, stdout);
}

const char *cli_version(void)
{
    return VERSION_TEXT;
}

char **cli_begin(const struct cli_command *command, int argc, char **argv)
{
    message_begin(command->name);
    open_standard();
    signals_begin();

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
            show_help(command);
            exit(cli_end());
        case MAN:
            man_page(command, stdout);
            exit(cli_end());
        case EXAMPLE:
            puts(command->example ? command->example : "");
            exit(cli_end());
        case VERSION:
            printf("%s (single-shot-autofocus) %s\n", command->name, cli_version());
            exit(cli_end());
        case RAW:
            raw_format = cli_need(poptGetOptArg(context), "the options");
            break;
        default: {
            const struct cli_option *option = &command->options[which - 1];
            given = cli_need(realloc(given, (given_count + 1) * sizeof *given), "the options");
            given[given_count].option = option;
            char *text = poptGetOptArg(context);
            given[given_count].text = option->kind == CLI_FLAG ? text : cli_need(text, "the options");
            value_read(option, given[given_count++].text);
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
            cli_usage("'%s' is one argument too many; the input is read from stdin: %s ... < %s", word, command->name,
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
            value_read(given[i].option, given[i].text);
}

int cli_end(void)
{
    message_end();
    if (fflush(stdout) || ferror(stdout) || fclose(stdout))
        cli_die("stdout:");
    return 0;
}
