#include "tensor/meta.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

static bool is_value_char(char c)
{
    return c > ' ' && c < 127 && !strchr("\"'()[]{}#\\", c);
}

static size_t key_length(const char *text)
{
    if (*text < 'a' || *text > 'z')
        return 0;
    return strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_");
}

/* Finds the pair "key=value" in the text, for a key of `length` bytes; NULL if there is none. */
static const char *find(const char *text, const char *key, size_t length)
{
    for (const char *at = text; *at; at += strcspn(at, " "), at += strspn(at, " "))
        if (strncmp(at, key, length) == 0 && at[length] == '=')
            return at;
    return NULL;
}

const char *meta_complaint(const char *text)
{
    if (strlen(text) > META_MAX)
        return "more than 1023 bytes of metadata";
    for (const char *all = text; *text;) {
        size_t key = key_length(text);
        if (!key || text[key] != '=')
            return "a key is not [a-z][a-z0-9_]* followed by '='";
        if (key > META_VALUE_MAX)
            return "a key is longer than 255 bytes";
        if (find(all, text, key) != text)
            return "a key stands twice";
        const char *value = text + key + 1;
        for (text = value; is_value_char(*text); text++)
            ;
        if (*text && *text != ' ')
            return "a value holds a quote, a bracket, a backslash, a '#' or a byte that is not printable ASCII";
        if (text == value)
            return "a value is empty";
        if (text - value > META_VALUE_MAX)
            return "a value is longer than 255 bytes";
        text += strspn(text, " ");
    }
    return NULL;
}

void meta_clean(char *value)
{
    for (; *value; value++)
        if (!is_value_char(*value))
            *value = '_';
}

bool meta_next(const struct meta *meta, size_t *at, char key[META_VALUE_MAX + 1], char value[META_VALUE_MAX + 1])
{
    const char *pair = meta->text + *at;
    pair += strspn(pair, " ");
    if (!*pair)
        return false;
    size_t k = strcspn(pair, "="), v = strcspn(pair + k + 1, " ");
    snprintf(key, META_VALUE_MAX + 1, "%.*s", (int)k, pair);
    snprintf(value, META_VALUE_MAX + 1, "%.*s", (int)v, pair + k + 1);
    *at = (size_t)(pair + k + 1 + v - meta->text);
    return true;
}

bool meta_get(const struct meta *meta, const char *key, char value[META_VALUE_MAX + 1])
{
    const char *pair = find(meta->text, key, strlen(key));
    value[0] = '\0';
    if (!pair)
        return false;
    const char *from = pair + strlen(key) + 1;
    snprintf(value, META_VALUE_MAX + 1, "%.*s", (int)strcspn(from, " "), from);
    return true;
}

/* Keys of which only positive numbers make sense. */
#define POSITIVE "pixel_um|na|lambda_um|slice_um"

bool meta_number(const struct meta *meta, const char *key, double *number)
{
    char value[META_VALUE_MAX + 1];
    if (!meta_get(meta, key, value))
        return false;
    if (!cli_number(value, number))
        cli_die("metadata %s=%s is not a finite number; set it with: meta %s=NUMBER", key, value, key);
    if (*number <= 0 && cli_word_find(POSITIVE, key) >= 0)
        cli_die("metadata %s=%s is not above 0; set it with: meta %s=NUMBER", key, value, key);
    return true;
}

double meta_need(const struct meta *meta, const char *key)
{
    double number;
    if (!meta_number(meta, key, &number))
        cli_die("input lacks %s; set it with: meta %s=NUMBER", key, key);
    return number;
}

double meta_or(const struct meta *meta, const char *key, double otherwise)
{
    double number;
    return meta_number(meta, key, &number) ? number : otherwise;
}

void meta_drop(struct meta *meta, const char *key)
{
    char *pair = (char *)find(meta->text, key, strlen(key));
    if (!pair)
        return;
    char *next = pair + strcspn(pair, " ");
    next += strspn(next, " ");
    memmove(pair, next, strlen(next) + 1);
    for (size_t length = strlen(meta->text); length && meta->text[length - 1] == ' '; length--)
        meta->text[length - 1] = '\0';
}

/* A key keeps its place when its value changes, so that the same commands give the same bytes. */
void meta_set(struct meta *meta, const char *key, const char *value)
{
    char pair[2 * META_VALUE_MAX + 4], before[META_MAX + 1] = "", after[META_MAX + 1] = "";
    int length = snprintf(pair, sizeof pair, "%s=%s", key, value);
    const char *complaint = length < 0 || (size_t)length >= sizeof pair || strchr(value, ' ') ? "too long, or a blank"
                                                                                              : meta_complaint(pair);
    if (complaint)
        cli_die("metadata '%s=%s': %s", key, value, complaint);
    const char *old = find(meta->text, key, strlen(key));
    size_t at = old ? (size_t)(old - meta->text) : strlen(meta->text);
    memcpy(before, meta->text, at);
    if (old) {
        old += strcspn(old, " ");
        snprintf(after, sizeof after, "%s", old);
    }
    length = snprintf(meta->text, sizeof meta->text, "%s%s%s%s", before, at && before[at - 1] != ' ' ? " " : "", pair,
                      after);
    if (length > META_MAX)
        cli_die("metadata is full: %s=%s does not fit into %d bytes; drop a key with: meta --drop KEY", key, value,
                META_MAX);
}

void meta_set_number(struct meta *meta, const char *key, double number)
{
    if (!isfinite(number))
        cli_die("metadata %s would not be finite", key);
    meta_set_format(meta, key, "%.9g", number);
}

void meta_set_format(struct meta *meta, const char *key, const char *format, ...)
{
    char value[META_VALUE_MAX + 2];
    va_list args;
    va_start(args, format);
    vsnprintf(value, sizeof value, format, args);
    va_end(args);
    meta_set(meta, key, value);
}

void meta_set_pair(struct meta *meta, const char *pair)
{
    const char *complaint = strchr(pair, ' ') ? "a blank in a value" : meta_complaint(pair);
    size_t key = strcspn(pair, "=");
    if (complaint || !key)
        cli_usage("'%s': %s; give it as key=value", pair, complaint ? complaint : "no key");
    char name[META_VALUE_MAX + 1];
    snprintf(name, sizeof name, "%.*s", (int)key, pair);
    meta_set(meta, name, pair + key + 1);
}

void meta_set_options(struct meta *meta, const struct cli_option *options)
{
    char value[CLI_VALUE_MAX + 1];
    for (; options->name; options++)
        if (options->key && cli_option_text(options, value))
            meta_set(meta, options->key, value);
}

void meta_merge(struct meta *to, const struct meta *from)
{
    char key[META_VALUE_MAX + 1], value[META_VALUE_MAX + 1];
    for (size_t at = 0; meta_next(from, &at, key, value);)
        meta_set(to, key, value);
}
