#include "tensor/condition.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

void condition_parse(struct condition *c, const char *text, const char *what)
{
    const char *equals = strchr(text, '=');
    if (!equals || equals == text || equals - text > META_VALUE_MAX || !equals[1])
        cli_usage("%s: '%s' is not KEY=LO:HI or KEY=WORD", what, text);
    snprintf(c->key, sizeof c->key, "%.*s", (int)(equals - text), text);
    c->word = equals + 1;
    c->low = -INFINITY;
    c->high = INFINITY;
    char *low = cli_need(strdup(equals + 1), what), *high = strchr(low, ':');
    if (high) {
        c->word = NULL;
        *high++ = '\0';
        if (*low)
            c->low = cli_real(low, what);
        if (*high)
            c->high = cli_real(high, what);
    }
    free(low);
}

bool condition_holds(const struct condition *c, const struct meta *meta)
{
    char value[META_VALUE_MAX + 1];
    double number;
    if (c->word)
        return meta_get(meta, c->key, value) && strcmp(value, c->word) == 0;
    return meta_number(meta, c->key, &number) && number >= c->low && number <= c->high;
}
