/* Parsing of values: numbers, ranges, words, and the options that are set to them. */
#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli/inside.h"

bool cli_number(const char *text, double *number)
{
    char *end;
    *number = strtod(text, &end);
    return end != text && !text[strspn(text, "+-.0123456789eE")] && !*end && isfinite(*number);
}

double cli_real(const char *text, const char *what)
{
    double value;
    if (!cli_number(text, &value))
        cli_usage("%s: '%s' is not a finite number", what, text);
    return value;
}

size_t cli_count(const char *text, const char *what)
{
    char *end;
    errno = 0;
    unsigned long long value = strtoull(text, &end, 10);
    if (*text < '0' || *text > '9' || *end || errno || value > SIZE_MAX)
        cli_usage("%s: '%s' is not a whole number", what, text);
    return (size_t)value;
}

size_t cli_reals(const char *text, const char *what, double *values, size_t max)
{
    size_t count = 0;
    char *copy = cli_need(strdup(text), what), *rest = copy, *word;
    while ((word = strsep(&rest, ","))) {
        if (count == max)
            cli_usage("%s: '%s' has more than %zu numbers", what, text, max);
        values[count++] = cli_real(word, what);
    }
    free(copy);
    return count;
}

size_t cli_range(const char *text, const char *what, double *start, double *step)
{
    char *copy = cli_need(strdup(text), what), *rest = copy;
    double part[3] = {0, 0, 1};
    int count = 0;
    char *word;
    while ((word = strsep(&rest, ":"))) {
        if (count == 3)
            cli_usage("%s: '%s' is not START:STOP:STEP", what, text);
        part[count++] = cli_real(word, what);
    }
    free(copy);
    *start = part[0];
    *step = part[2];
    if (count == 1)
        return 1;
    double steps = (part[1] - part[0]) / part[2];
    if (!(steps >= 0 && steps < 1e9))
        cli_usage("%s: '%s' never reaches STOP, expected START:STOP:STEP", what, text);
    return (size_t)floor(steps + 1e-6) + 1;
}

double cli_step(double start, double step, double steps)
{
    double value = start + steps * step;
    return fabs(value) < 1e-9 * fabs(step) ? 0 : value;
}

const char *cli_word_at(const char *words, size_t i, char word[CLI_WORD_MAX + 1])
{
    while (i-- > 0 && (words = strchr(words, '|')))
        words++;
    if (!words)
        return NULL;
    snprintf(word, CLI_WORD_MAX + 1, "%.*s", (int)strcspn(words, "|"), words);
    return word;
}

int cli_word_find(const char *words, const char *word)
{
    char at[CLI_WORD_MAX + 1];
    for (size_t i = 0; cli_word_at(words, i, at); i++)
        if (strcmp(at, word) == 0)
            return (int)i;
    return -1;
}

static void read_size(const char *text, const char *what, size_t size[2])
{
    char *copy = cli_need(strdup(text), what), *x = strchr(copy, 'x');
    if (!x)
        cli_usage("%s: '%s' is not HxW", what, text);
    *x = '\0';
    size[0] = cli_count(copy, what);
    size[1] = cli_count(x + 1, what);
    free(copy);
}

static void check_bounds(const struct cli_option *option, double value, const char *text)
{
    if (option->min < option->max && !(value >= option->min && value <= option->max))
        cli_usage("--%s: %s is outside %.9g .. %.9g", option->name, text, option->min, option->max);
}

void value_read(const struct cli_option *option, const char *text)
{
    char what[64];
    snprintf(what, sizeof what, "--%s", option->name);
    switch (option->kind) {
    case CLI_FLAG:
        *(bool *)option->value = true;
        break;
    case CLI_COUNT:
        *(size_t *)option->value = cli_count(text, what);
        check_bounds(option, (double)*(size_t *)option->value, text);
        break;
    case CLI_REAL:
        *(double *)option->value = cli_real(text, what);
        check_bounds(option, *(double *)option->value, text);
        break;
    case CLI_TEXT:
        *(const char **)option->value = text;
        break;
    case CLI_CHOICE:
        *(int *)option->value = cli_word_find(option->unit, text);
        if (*(int *)option->value < 0)
            cli_usage("%s: '%s' is not one of %s", what, text, option->unit);
        break;
    case CLI_SIZE:
        read_size(text, what, option->value);
        check_bounds(option, (double)((size_t *)option->value)[0], text);
        check_bounds(option, (double)((size_t *)option->value)[1], text);
        break;
    case CLI_LIST: {
        struct cli_list *list = option->value;
        list->item = cli_need(realloc(list->item, (list->count + 1) * sizeof *list->item), what);
        list->item[list->count++] = text;
        break;
    }
    case CLI_END:
        break;
    }
}
