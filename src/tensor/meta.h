/* meta.h -- the metadata of an array: "key=value key=value", at most META_MAX bytes, stored as exactly this text.
 *
 * Keys are [a-z][a-z0-9_]*, ending in the unit: z_um, pixel_um, na. Values are printable ASCII without blanks, quotes,
 * brackets of any kind, backslashes or '#'. No key occurs twice. Numbers are written with %.9g. Breaking these rules
 * ends the program.
 */
#ifndef META_H
#define META_H

#include <stdbool.h>
#include <stddef.h>

struct cli_option;

enum { META_MAX = 1023, META_VALUE_MAX = 255 };

struct meta {
    char text[META_MAX + 1];
};

/* Copies the value of key into value and returns true, or returns false and an empty value. */
bool meta_get(const struct meta *meta, const char *key, char value[META_VALUE_MAX + 1]);
/* The same for a finite number, which of a pixel, a slice or the optics is above 0; any other value ends the program.
 */
bool meta_number(const struct meta *meta, const char *key, double *number);
/* Returns the number; if it is missing, ends the program and names the command that sets it. */
double meta_need(const struct meta *meta, const char *key);
/* Returns the number, or `otherwise` if it is missing. */
double meta_or(const struct meta *meta, const char *key, double otherwise);

void meta_set(struct meta *meta, const char *key, const char *value);
void meta_set_number(struct meta *meta, const char *key, double number);
void meta_set_format(struct meta *meta, const char *key, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Sets a key from "key=value"; any other text ends the program with exit 2. */
void meta_set_pair(struct meta *meta, const char *pair);
void meta_drop(struct meta *meta, const char *key);
/* Records the values of all options that have a key, each under its key. */
void meta_set_options(struct meta *meta, const struct cli_option *options);
/* Sets every key of `from` in `to`. */
void meta_merge(struct meta *to, const struct meta *from);

/* Steps through the pairs: start with *at = 0; false at the end. */
bool meta_next(const struct meta *meta, size_t *at, char key[META_VALUE_MAX + 1], char value[META_VALUE_MAX + 1]);

/* Returns NULL if the text keeps the rules above, otherwise the rule that it breaks. */
const char *meta_complaint(const char *text);
/* Replaces bytes that are not allowed in a value by '_', in place: for names from outside, such as file names. */
void meta_clean(char *value);

#endif
