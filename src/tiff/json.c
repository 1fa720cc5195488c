#include "tiff/json.h"

#include <math.h>
#include <stdlib.h>

json_t *json_object_of(const char *text, size_t length)
{
    json_t *value = json_loadb(text, length, JSON_DISABLE_EOF_CHECK, NULL);
    if (value && !json_is_object(value)) {
        json_decref(value);
        return NULL;
    }
    return value;
}

const json_t *json_value(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    const json_t *inner = json_object_get(value, "PropVal");
    return inner ? inner : value;
}

double json_real_of(const json_t *value)
{
    double number = NAN;
    if (json_is_number(value)) {
        number = json_number_value(value);
    } else if (json_is_string(value)) {
        char *end;
        const char *text = json_string_value(value);
        number = strtod(text, &end);
        if (end == text || *end)
            return NAN;
    }
    return isfinite(number) ? number : NAN;
}

double json_real_at(const json_t *object, const char *key)
{
    return json_real_of(json_value(object, key));
}

int json_whole(const json_t *value)
{
    double number = json_real_of(value);
    return number == floor(number) && fabs(number) < 1e9 ? (int)number : UNSAID;
}

const char *json_word_at(const json_t *object, const char *key)
{
    const char *word = json_string_value(json_value(object, key));
    return word && *word ? word : NULL;
}
