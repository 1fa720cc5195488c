#include "table/table.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

static char *read_all(FILE *file, const char *path)
{
    size_t room = 65536, length = 0, got;
    char *text = cli_alloc(room, 1);
    while ((got = fread(text + length, 1, room - length - 1, file)) > 0) {
        length += got;
        if (room - length > 1)
            continue;
        room *= 2;
        text = cli_need(realloc(text, room), path);
    }
    if (ferror(file))
        cli_die("%s:", path);
    text[length] = '\0';
    if (strlen(text) < length)
        cli_die("%s holds a zero byte, expected a table of tab-separated text", path);
    return text;
}

static size_t count_chars(const char *text, char c)
{
    size_t count = 0;
    for (; *text; text++)
        count += *text == c;
    return count;
}

size_t table_name_length(const char *text)
{
    size_t length = 0;
    if (isascii(*text) && (isalpha(*text) || *text == '_'))
        while (isascii(text[length]) && (isalnum(text[length]) || (text[length] && strchr("_-", text[length]))))
            length++;
    return length;
}

bool table_begins(FILE *file)
{
    int first = getc(file), second = getc(file);
    ungetc(second, file);
    ungetc(first, file);
    if (first == 'P' && isdigit(second))
        return false;
    return first == '#' || first == '_' || (isascii(first) && isalpha(first));
}

/* Splits a header into the names of columns. Returns NULL, or what is wrong with them. */
static const char *split_names(char *line, const char *separators, size_t *cols, char ***names)
{
    static char wrong[256];
    *cols = 1;
    for (const char *at = line; (at = strpbrk(at, separators)); at++)
        ++*cols;
    char **name = *names = cli_alloc(*cols, sizeof *name);
    for (size_t c = 0; c < *cols; c++) {
        name[c] = strsep(&line, separators);
        size_t length = table_name_length(name[c]), twin = 0;
        if (!length || name[c][length]) {
            snprintf(wrong, sizeof wrong,
                     "the name of column %zu is '%.64s', expected a letter, then letters, digits, _ and -", c + 1,
                     name[c]);
            return wrong;
        }
        while (strcmp(name[twin], name[c]) != 0)
            twin++;
        if (twin < c) {
            snprintf(wrong, sizeof wrong, "columns %zu and %zu are both named %.64s", twin + 1, c + 1, name[c]);
            return wrong;
        }
    }
    return NULL;
}

static void check_text(const struct table *t, const char *text)
{
    if (text[0] == '#' && !t->name)
        cli_die("%s begins with '#', expected the name of a column; remove the '#' with: sed '1s/^# *//'", t->path);
    if (text[strlen(text) - 1] != '\n')
        cli_die("%s ends in the middle of a line", t->path);
    if (strstr(text, "\r\n"))
        cli_die("%s has the line ends of Windows; remove them with: sed -i 's/\\r$//'", t->path);
}

static void take_names(struct table *t, char *line)
{
    const char *wrong = split_names(line, "\t", &t->cols, &t->name);
    if (wrong)
        cli_die("%s is not a table: %s", t->path, wrong);
}

/* Appends a row, for which there is room. */
static void take_cells(struct table *t, char *line)
{
    size_t cells = count_chars(line, '\t') + 1;
    if (cells != t->cols)
        cli_die("%s: line %zu has %zu cells, expected %zu", t->path, t->passed + t->rows + 2, cells, t->cols);
    for (size_t c = 0; c < t->cols; c++)
        t->cell[t->rows * t->cols + c] = strsep(&line, "\t");
}

void table_read(struct table *t, const char *path)
{
    table_take(t, cli_open(path), path);
}

void table_take(struct table *t, FILE *file, const char *path)
{
    *t = (struct table){.path = cli_source(path)};
    t->text = read_all(file, t->path);
    if (file != stdin)
        fclose(file);
    check_text(t, t->text);
    char *rest = t->text, *line = strsep(&rest, "\n");
    take_names(t, line);
    t->cell = cli_alloc(count_chars(rest, '\n') * t->cols, sizeof *t->cell);
    for (; (line = strsep(&rest, "\n")) && rest; t->rows++)
        take_cells(t, line);
}

/* Reads a line of a growing table. False at its end. */
static bool next_line(struct table *t, char **line, size_t *room)
{
    ssize_t length = getline(line, room, t->file);
    if (length < 0 && !feof(t->file))
        cli_die("%s:", t->path);
    if (length < 0)
        return false;
    if (strlen(*line) < (size_t)length)
        cli_die("%s holds a zero byte, expected a table of tab-separated text", t->path);
    check_text(t, *line);
    (*line)[length - 1] = '\0';
    return true;
}

void table_follow(struct table *t, const char *path)
{
    size_t room = 0;
    *t = (struct table){.path = cli_source(path), .file = cli_open(path)};
    if (!next_line(t, &t->text, &room))
        cli_die("%s:", t->path);
    take_names(t, t->text);
    t->cell = cli_alloc(t->cols, sizeof *t->cell);
}

bool table_next(struct table *t)
{
    t->passed += t->rows;
    t->rows = 0;
    if (!next_line(t, &t->line, &t->line_room))
        return false;
    take_cells(t, t->line);
    t->rows = 1;
    return true;
}

void table_free(struct table *t)
{
    free(t->name);
    free(t->cell);
    free(t->text);
    free(t->line);
    if (t->file && t->file != stdin)
        fclose(t->file);
    *t = (struct table){0};
}

bool table_find(const struct table *t, const char *name, size_t *column)
{
    for (size_t c = 0; c < t->cols; c++)
        if (strcmp(t->name[c], name) == 0) {
            *column = c;
            return true;
        }
    return false;
}

size_t table_column(const struct table *t, const char *name)
{
    size_t column;
    if (!table_find(t, name, &column))
        cli_die("%s has no column %s", t->path, name);
    return column;
}

const char *table_text(const struct table *t, size_t row, size_t column)
{
    return t->cell[row * t->cols + column];
}

double table_number(const struct table *t, size_t row, size_t column)
{
    const char *text = table_text(t, row, column);
    double number = NAN;
    bool none = strcmp(text, "nan") == 0 || strcmp(text, "-nan") == 0;
    if (!none && !cli_number(text, &number))
        cli_die("%s: %s in row %zu is '%s', expected a number", t->path, t->name[column], t->passed + row + 1, text);
    return number;
}

size_t table_count(const struct table *t, size_t row, size_t column)
{
    double value = table_number(t, row, column);
    if (!(value >= 1 && value <= 1e9 && value == floor(value)))
        cli_die("%s: %s in row %zu is '%s', expected a whole number from 1", t->path, t->name[column],
                t->passed + row + 1, table_text(t, row, column));
    return (size_t)value;
}

size_t table_rows_of(const struct table *t, const char *stack, const char *of, size_t *row)
{
    size_t stacks = table_column(t, "stack"), things = table_column(t, of), status, count = 0;
    bool judged = table_find(t, "status", &status);
    for (size_t i = 0; i < t->rows; i++)
        if (strcmp(table_text(t, i, stacks), stack) == 0 && (!judged || strcmp(table_text(t, i, status), "ok") == 0) &&
            (!count || strcmp(table_text(t, row[count - 1], things), table_text(t, i, things)) != 0))
            row[count++] = i;
    return count;
}

void table_compare(struct difference *d, const struct table *a, const struct table *b,
                   const struct tolerance *tolerance)
{
    char where[512], x[32], y[32];
    const struct tolerance exact = {0};
    snprintf(where, sizeof where, "%s: the number of columns", a->path);
    snprintf(x, sizeof x, "%zu", a->cols);
    snprintf(y, sizeof y, "%zu", b->cols);
    compare_texts(d, where, x, b->path, y, exact);
    for (size_t c = 0; c < a->cols && c < b->cols; c++) {
        snprintf(where, sizeof where, "%s: the name of column %zu", a->path, c + 1);
        compare_texts(d, where, a->name[c], b->path, b->name[c], exact);
    }
    snprintf(where, sizeof where, "%s: the number of rows", a->path);
    snprintf(x, sizeof x, "%zu", a->rows);
    snprintf(y, sizeof y, "%zu", b->rows);
    compare_texts(d, where, x, b->path, y, exact);
    if (d->differing)
        return;
    for (size_t i = 0; i < a->rows * a->cols; i++) {
        if (isinf(tolerance[i % a->cols].abs))
            continue;
        snprintf(where, sizeof where, "%s: %s in row %zu", a->path, a->name[i % a->cols], i / a->cols + 1);
        compare_texts(d, where, a->cell[i], b->path, b->cell[i], tolerance[i % a->cols]);
    }
}

void table_header_with(FILE *out, const char *names, const char *keys)
{
    char *line, **name;
    size_t cols;
    if (asprintf(&line, "%s%s%s", names, keys ? "," : "", keys ? keys : "") < 0)
        cli_die("no memory for the header of a table");
    const char *wrong = split_names(line, " ,", &cols, &name);
    if (wrong)
        cli_usage("the columns of this table are impossible: %s", wrong);
    for (size_t c = 0; c < cols; c++)
        fprintf(out, "%s%c", name[c], c + 1 < cols ? '\t' : '\n');
    free(name);
    free(line);
}

int table_digits(int least, double um)
{
    enum { DECIMALS = 4 };
    int digits = fabs(um) >= 100 ? (int)floor(log10(fabs(um))) + 1 + DECIMALS : 0; /* NAN: not */
    return digits > least ? digits : least;
}

void table_header(FILE *out, const char *names)
{
    table_header_with(out, names, NULL);
}

void table_values(FILE *out, const char *keys, const struct meta *meta)
{
    char *copy = keys ? cli_need(strdup(keys), "a row") : NULL, *rest = copy, *key, value[META_VALUE_MAX + 1];
    while ((key = strsep(&rest, ",")))
        fprintf(out, "\t%s", meta_get(meta, key, value) ? value : "-");
    free(copy);
}
