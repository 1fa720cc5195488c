#include "cli/man.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct section {
    const char *title, *text;
};

enum { SECTIONS = 7, LONG_CHOICE = 30 };

/* The keys that the command sets, and those that record its options; NULL: none. */
static const char *keys_set(const struct cli_command *c)
{
    static char *text; /* lives until exit, or the next call */
    size_t length = 0;
    free(text);
    text = NULL;
    FILE *memory = cli_need(open_memstream(&text, &length), "the help");
    fputs(c->sets ? c->sets : "", memory);
    for (const struct cli_option *o = c->options; o && o->name; o++)
        if (o->key)
            fprintf(memory, "%s%s", ftell(memory) ? " " : "", o->key);
    fclose(memory);
    return length ? text : NULL;
}

static void collect(const struct cli_command *c, struct section sections[SECTIONS])
{
    const struct section all[SECTIONS] = {
        {"DESCRIPTION", c->description},
        {"INPUT", c->in},
        {"OUTPUT", c->out},
        {"METADATA READ", c->reads},
        {"METADATA SET", keys_set(c)},
        {"METADATA DROPPED", c->drops},
        {"EXAMPLE", c->example},
    };
    memcpy(sections, all, sizeof all);
}

bool cli_option_text(const struct cli_option *o, char text[CLI_VALUE_MAX + 1])
{
    const size_t room = CLI_VALUE_MAX + 1;
    char word[CLI_WORD_MAX + 1];
    text[0] = '\0';
    switch (o->kind) {
    case CLI_COUNT:
        snprintf(text, room, "%zu", *(size_t *)o->value);
        break;
    case CLI_REAL:
        if (!isnan(*(double *)o->value))
            snprintf(text, room, "%.9g", *(double *)o->value);
        break;
    case CLI_TEXT:
        if (*(const char **)o->value)
            snprintf(text, room, "%s", *(const char **)o->value);
        break;
    case CLI_CHOICE:
        cli_word_at(o->unit, (size_t) * (int *)o->value, word);
        snprintf(text, room, "%s", word);
        break;
    case CLI_SIZE:
        if (((size_t *)o->value)[0])
            snprintf(text, room, "%zux%zu", ((size_t *)o->value)[0], ((size_t *)o->value)[1]);
        break;
    case CLI_END:
    case CLI_FLAG:
    case CLI_LIST:
        break;
    }
    return text[0];
}

char *man_option_help(const struct cli_option *o)
{
    char value[CLI_VALUE_MAX + 1];
    cli_option_text(o, value);
    bool long_choice = man_option_unit(o) != o->unit;
    char *text;
    int n = asprintf(&text, "%s%s%s%s%s%s", o->help, long_choice ? ": " : "", long_choice ? o->unit : "",
                     value[0] ? " (default: " : "", value, value[0] ? ")" : "");
    for (char *c = text; n >= 0 && long_choice && (c = strchr(c, '|'));)
        *c = ' ';
    return cli_need(n < 0 ? NULL : text, "the help");
}

const char *man_option_unit(const struct cli_option *o)
{
    return o->kind == CLI_FLAG ? NULL : o->kind == CLI_CHOICE && strlen(o->unit) > LONG_CHOICE ? "WORD" : o->unit;
}

/* Writes text with each line indented by `indent` and broken at blanks before column `width`; 0 breaks no lines. */
static void fold(const char *text, const char *indent, size_t width, FILE *out)
{
    size_t column = 0;
    while (*text) {
        size_t word = strcspn(text, " \n");
        if (column && width && column + 1 + word > width) {
            fputc('\n', out);
            column = 0;
        }
        if (word)
            column += (size_t)fprintf(out, "%s%.*s", column ? " " : indent, (int)word, text);
        text += word;
        if (*text == '\n') {
            fputc('\n', out);
            column = 0;
        }
        text += *text != '\0';
    }
    fputc('\n', out);
}

void man_sections(const struct cli_command *command, FILE *out)
{
    struct section sections[SECTIONS];
    collect(command, sections);
    for (int i = 0; i < SECTIONS; i++) {
        if (!sections[i].text)
            continue;
        fprintf(out, "\n%s\n", sections[i].title);
        fold(sections[i].text, "  ", i == SECTIONS - 1 ? 0 : 79, out);
    }
}

/* roff treats '.' and ''' at the start of a line as requests, '\' as an escape and '-' as a hyphen. */
static void roff(const char *text, bool verbatim, FILE *out)
{
    char *folded = NULL;
    size_t length = 0;
    FILE *memory = cli_need(open_memstream(&folded, &length), "a man page");
    fold(text, "", verbatim ? 0 : 78, memory);
    fclose(memory);
    for (const char *c = folded; *c; c++) {
        if ((c == folded || c[-1] == '\n') && (*c == '.' || *c == '\''))
            fputs("\\&", out);
        if (*c == '\n' && c[1] == '\n' && !verbatim) {
            fputs("\n.PP\n", out);
            c++;
        } else if (*c == '\\')
            fputs("\\e", out);
        else if (*c == '-')
            fputs("\\-", out);
        else
            fputc(*c, out);
    }
    free(folded);
}

static void roff_option(char letter, const char *name, const char *unit, const char *help, FILE *out)
{
    fputs(".TP\n", out);
    if (letter)
        fprintf(out, "\\fB\\-%c\\fR, ", letter);
    fprintf(out, "\\fB\\-\\-%s\\fR", name);
    if (unit)
        fprintf(out, "=\\fI%s\\fR", unit);
    fputc('\n', out);
    roff(help, false, out);
}

void man_page(const struct cli_command *command, FILE *out)
{
    fprintf(out, ".TH %s 1 \"2026\" \"single-shot-autofocus %s\" \"User Commands\"\n.SH NAME\n", command->name,
            VERSION_TEXT);
    fprintf(out, "%s \\- ", command->name);
    roff(command->summary, false, out);
    fprintf(out, ".SH SYNOPSIS\n.B %s\n[OPTION...] %s\n", command->name, command->args ? command->args : "");

    struct section sections[SECTIONS];
    collect(command, sections);
    for (int i = 0; i < SECTIONS; i++) {
        if (i == 1) {
            fputs(".SH OPTIONS\n", out);
            for (const struct cli_option *o = command->options; o && o->name; o++) {
                char *help = man_option_help(o);
                roff_option(o->letter, o->name, man_option_unit(o), help, out);
                free(help);
            }
            if (command->raw_input)
                roff_option(0, "raw", "WxH:TYPE", MAN_RAW_HELP, out);
            roff_option('h', "help", NULL, "show a summary of the options", out);
            roff_option(0, "version", NULL, "show the version", out);
        }
        if (!sections[i].text)
            continue;
        bool verbatim = i == SECTIONS - 1;
        fprintf(out, ".SH %s\n%s", sections[i].title, verbatim ? ".nf\n" : "");
        roff(sections[i].text, verbatim, out);
        if (verbatim)
            fputs(".fi\n", out);
    }
    fputs(".SH EXIT STATUS\n0 done, 1 the data or the system said no, 2 the command line was wrong.\n"
          "A reader that has enough ends the program by SIGPIPE, silently.\n"
          ".SH SEE ALSO\n.BR npystream (5)\n",
          out);
}
