/* condition.h -- conditions on metadata: KEY=LO:HI, a number from LO to HI inclusive, or KEY=WORD.
 *
 * LO or HI may be left out. An array without the key never meets a condition on it.
 */
#ifndef CONDITION_H
#define CONDITION_H

#include "tensor/meta.h"

struct condition {
    char key[META_VALUE_MAX + 1];
    const char *word; /* points into the text; NULL: a number in [low, high] */
    double low, high;
};

/* Parses the text of the option `what`, such as "--where"; a text in neither form is a usage error. */
void condition_parse(struct condition *condition, const char *text, const char *what);

bool condition_holds(const struct condition *condition, const struct meta *meta);

#endif
