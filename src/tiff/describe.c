#include "tiff/describe.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MANY = 1 << 20 }; /* larger counts are wrong; the product of three such counts does not overflow */

double describe_unit(const char *unit)
{
    static const struct {
        const char *name;
        double um;
    } units[] = {
        {"micron", 1},    {"microns", 1}, {"micrometer", 1}, {"um", 1},   {"\\u00B5m", 1}, /* ImageJ's escape */
        {"\xb5m", 1},                                                                      /* Latin-1, older ImageJ */
        {"\xc2\xb5m", 1},                                                                  /* micro sign in UTF-8 */
        {"\xce\xbcm", 1},                                                                  /* Greek mu in UTF-8 */
        {"&#181;m", 1},   {"&#xB5;m", 1}, {"nm", 1e-3},      {"mm", 1e3}, {"cm", 1e4},     {"m", 1e6}, {"inch", 25400},
    };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcmp(units[i].name, unit) == 0)
            return units[i].um;
    return NAN;
}

static double real(const char *text)
{
    char *end;
    double value = strtod(text, &end);
    return end == text || !isfinite(value) ? NAN : value;
}

/* A count of pages; anything else becomes a count that no file can have. */
static size_t count(const char *text)
{
    double value = real(text);
    return value >= 1 && value < MANY ? (size_t)value : MANY;
}

/* ImageJ: lines of key=value ----------------------------------------------------------------------------------------
 */

static bool line_value(const char *text, const char *key, char value[64])
{
    size_t length = strlen(key);
    for (const char *line = text; *line; line += strcspn(line, "\n"), line += *line == '\n')
        if (strncmp(line, key, length) == 0 && line[length] == '=') {
            line += length + 1;
            snprintf(value, 64, "%.*s", (int)strcspn(line, "\r\n"), line);
            return true;
        }
    return false;
}

static size_t line_count(const char *text, const char *key)
{
    char value[64];
    return line_value(text, key, value) ? count(value) : 1;
}

static void describe_imagej(struct tiff_axes *axes, const char *text, double x, double y)
{
    char value[64];
    axes->imagej = true;
    axes->said = line_value(text, "images", value);
    axes->channels = line_count(text, "channels");
    axes->slices = line_count(text, "slices");
    axes->times = line_count(text, "frames");
    if (axes->channels * axes->slices * axes->times == 1)
        axes->slices = line_count(text, "images"); /* the only count before hyperstacks existed */
    double um = line_value(text, "unit", value) ? describe_unit(value) : NAN;
    axes->pixel_um = um / x;
    axes->pixel_y_um = um / y;
    if (axes->slices == 1 || isnan(um))
        return;
    axes->dz_um = um * (line_value(text, "spacing", value) ? fabs(real(value)) : 1); /* omitted if it is 1 */
    axes->z_um = line_value(text, "zorigin", value) ? -real(value) * axes->dz_um : 0;
}

/* OME: attributes of <Pixels ...> -----------------------------------------------------------------------------------
 */

static const char *pixels_element(const char *xml)
{
    for (const char *at = xml; (at = strstr(at, "Pixels")); at++)
        if (at > xml && (at[-1] == '<' || at[-1] == ':') && isspace((unsigned char)at[6]))
            return at;
    return NULL;
}

static bool attribute(const char *element, const char *name, char value[64])
{
    size_t length = strlen(name), whole = strcspn(element, ">");
    for (const char *at = element; (at = strstr(at, name)) && at < element + whole; at++) {
        const char *equals = at + length + strspn(at + length, " \t\r\n");
        const char *quote = equals + 1 + (*equals == '=' ? strspn(equals + 1, " \t\r\n") : 0);
        if (!isspace((unsigned char)at[-1]) || *equals != '=' || (*quote != '"' && *quote != '\''))
            continue;
        snprintf(value, 64, "%.*s", (int)strcspn(quote + 1, *quote == '"' ? "\"" : "'"), quote + 1);
        return true;
    }
    return false;
}

/* A physical size, in micrometres unless a unit is given. */
static double length_um(const char *element, const char *name)
{
    char value[64], key[64], unit[64];
    snprintf(key, sizeof key, "%sUnit", name);
    if (!attribute(element, name, value))
        return NAN;
    return real(value) * (attribute(element, key, unit) ? describe_unit(unit) : 1);
}

static void describe_ome(struct tiff_axes *axes, const char *element, size_t samples)
{
    char order[64], c[64], z[64], t[64];
    axes->pixel_um = length_um(element, "PhysicalSizeX");
    axes->pixel_y_um = length_um(element, "PhysicalSizeY");
    axes->said = attribute(element, "DimensionOrder", order) && attribute(element, "SizeC", c) &&
                 attribute(element, "SizeZ", z) && attribute(element, "SizeT", t) && strlen(order) == 5;
    if (!axes->said)
        return;
    axes->channels = count(c);
    if (axes->channels % samples == 0)
        axes->channels /= samples;
    axes->slices = count(z);
    axes->times = count(t);
    for (int i = 0; i < 3; i++)
        axes->order[i] = (char)tolower((unsigned char)order[i + 2]);
    double dz_um = length_um(element, "PhysicalSizeZ");
    if (axes->slices > 1 && !isnan(dz_um)) {
        axes->dz_um = dz_um;
        axes->z_um = 0;
    }
}

struct tiff_axes describe_file(const char *description, double x, double y, size_t samples)
{
    struct tiff_axes axes = {.channels = 1, .slices = 1, .times = 1, .order = "czt"};
    axes.pixel_um = axes.pixel_y_um = axes.dz_um = axes.z_um = axes.z_page_um = axes.exposure_ms = NAN;
    if (strncmp(description, "ImageJ=", 7) == 0) {
        describe_imagej(&axes, description, x, y);
    } else if (strstr(description, "<OME") || strstr(description, ":OME")) {
        const char *element = pixels_element(description);
        if (element)
            describe_ome(&axes, element, samples);
    }
    if (!(axes.pixel_um > 0 && isfinite(axes.pixel_um)))
        axes.pixel_um = NAN;
    return axes;
}

/* Micro-Manager: JSON -----------------------------------------------------------------------------------------------
 */

/* The number after "key": or NAN. Newer versions write {"PropVal": number} instead. */
static double json_number(const char *json, const char *key)
{
    char quoted[64];
    snprintf(quoted, sizeof quoted, "\"%s\"", key);
    for (const char *at = json; json && (at = strstr(at, quoted)); at++) {
        const char *value = at + strlen(quoted);
        value += strspn(value, " \t\r\n");
        if (*value++ == ':')
            return real(value + strspn(value, " \t\r\n\""));
    }
    return NAN;
}

void describe_page(struct tiff_axes *axes, size_t page, const char *json)
{
    for (int i = 0; i < 3; i++) {
        char axis = axes->order[i];
        size_t length = axis == 'c' ? axes->channels : axis == 'z' ? axes->slices : axes->times;
        *(axis == 'c' ? &axes->channel : axis == 'z' ? &axes->slice : &axes->time) = page % length;
        page /= length;
    }
    double c = json_number(json, "ChannelIndex"), z = json_number(json, "SliceIndex");
    double t = json_number(json, "FrameIndex"), pixel_um = json_number(json, "PixelSizeUm");
    if (c >= 0 && z >= 0 && t >= 0 && c < MANY && z < MANY && t < MANY) {
        axes->channel = (size_t)c;
        axes->slice = (size_t)z;
        axes->time = (size_t)t;
    }
    if (pixel_um > 0) /* 0 means "not calibrated" */
        axes->pixel_um = axes->pixel_y_um = pixel_um;
    axes->z_page_um = json_number(json, "ZPositionUm");
    axes->exposure_ms = json_number(json, "Exposure-ms");
}
