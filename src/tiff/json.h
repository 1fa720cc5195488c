/* json.h -- numbers and words in JSON as Micro-Manager writes it: {"key": 1.5}, {"key": "1.5"}, {"key": {"PropVal":
 * 1.5}}. */
#ifndef JSON_H
#define JSON_H

#include <jansson.h>

#include "tiff/record.h"

/* An object, or NULL for any other text, and for a text that is cut. Free with json_decref. */
json_t *json_object_of(const char *text, size_t length);
/* The value of a key, out of its PropVal if it has one; NULL: none. */
const json_t *json_value(const json_t *object, const char *key);
/* A finite number, or NAN. */
double json_real_of(const json_t *value);
double json_real_at(const json_t *object, const char *key);
/* A whole number that fits into an int, or UNSAID. */
int json_whole(const json_t *value);
/* A word, or NULL. */
const char *json_word_at(const json_t *object, const char *key);

/* Sets the fields from {"z": 3, "channel": "DAPI"}. Rows and columns of tiles are positions. Other axes are free
 * fields; their words are the same for the whole file. */
void json_axes(const json_t *axes, struct records *records, struct record *record);

#endif
