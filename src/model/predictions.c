#include "model/predictions.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

/* A row under the name by which it is found: its group, or its frame. */
struct named {
    const char *group;
    double z_um;
    size_t row;
};

static int compare_names(const struct named *x, const struct named *y)
{
    int groups = strcmp(x->group, y->group);
    return groups ? groups : (x->z_um > y->z_um) - (x->z_um < y->z_um);
}

static int by_name(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    int names = compare_names(x, y);
    return names ? names : (x->row > y->row) - (x->row < y->row);
}

static void read_row(struct prediction *p, const struct prediction_columns *c)
{
    const struct table *t = p->table;
    size_t truth = table_column(t, c->truth);
    p->predicted = table_number(t, p->row, table_column(t, c->predicted));
    if (strcmp(table_text(t, p->row, truth), "-") == 0)
        cli_die("%s has no %s in row %zu; before predicting, set it with: label", t->path, c->truth, p->row + 1);
    p->truth = table_number(t, p->row, truth);
    p->rival = NAN;
    const char *text = c->by ? table_text(t, p->row, table_column(t, c->by)) : "";
    double number;
    bool numeric = cli_number(text, &number);
    p->order = numeric ? c->step * round(number / c->step) + 0.0 : 0; /* -0 + 0 is 0 */
    if (numeric)
        snprintf(p->key, sizeof p->key, "%.9g", p->order);
    else
        snprintf(p->key, sizeof p->key, "%s", text);
}

/* The number of a group is that of its first row. */
static void number_groups(struct predictions *p, const char *column)
{
    struct named *name = cli_alloc(p->count, sizeof *name);
    size_t named = 0, at;
    for (size_t i = 0; i < p->count; i++) {
        p->of[i].group = i;
        if (table_find(p->of[i].table, column, &at))
            name[named++] = (struct named){table_text(p->of[i].table, p->of[i].row, at), 0, i};
    }
    qsort(name, named, sizeof *name, by_name);
    for (size_t i = 1; i < named; i++)
        if (strcmp(name[i].group, name[i - 1].group) == 0)
            p->of[name[i].row].group = p->of[name[i - 1].row].group;
    free(name);
}

void predictions_read(struct predictions *p, size_t tables, const char *const *paths,
                      const struct prediction_columns *columns)
{
    *p = (struct predictions){.tables = tables, .table = cli_alloc(tables, sizeof *p->table)};
    for (size_t i = 0; i < tables; i++) {
        table_read(&p->table[i], paths[i]);
        if (!p->table[i].rows)
            cli_die("%s has no rows", p->table[i].path);
        p->count += p->table[i].rows;
    }
    struct prediction *next = p->of = cli_alloc(p->count, sizeof *p->of);
    for (size_t i = 0; i < tables; i++)
        for (size_t row = 0; row < p->table[i].rows; row++, next++) {
            next->table = &p->table[i];
            next->row = row;
            read_row(next, columns);
        }
    number_groups(p, columns->group);
}

/* The rows in the order of their frames. */
static struct named *frames_of(const struct predictions *p, const char *group)
{
    struct named *name = cli_alloc(p->count, sizeof *name);
    for (size_t i = 0; i < p->count; i++) {
        const struct table *t = p->of[i].table;
        size_t z;
        if (!table_find(t, "z_um", &z))
            cli_die("%s has no column z_um, expected it to tell frames apart; make it with: predict --with %s,z_um,...",
                    t->path, group);
        name[i] =
            (struct named){table_text(t, p->of[i].row, table_column(t, group)), table_number(t, p->of[i].row, z), i};
        if (isnan(name[i].z_um))
            cli_die("%s: z_um in row %zu is nan, expected a number", t->path, p->of[i].row + 1);
    }
    qsort(name, p->count, sizeof *name, by_name);
    return name;
}

/* How many of the rows from the first on are of this frame. */
static size_t count_frame(const struct named *first, const struct named *end, const struct named *frame)
{
    size_t n = 0;
    while (first + n < end && compare_names(first + n, frame) == 0)
        n++;
    return n;
}

void predictions_pair(struct predictions *p, const struct predictions *others, const struct prediction_columns *columns)
{
    struct named *own = frames_of(p, columns->group), *other = frames_of(others, columns->group);
    const struct named *x = own, *y = other, *x_end = own + p->count, *y_end = other + others->count;
    size_t x_often = count_frame(x, x_end, x), y_often = count_frame(y, y_end, y);
    while (x < x_end || y < y_end) {
        const struct named *frame = y == y_end || (x < x_end && compare_names(x, y) < 0) ? x : y;
        size_t m = count_frame(x, x_end, frame), n = count_frame(y, y_end, frame), known = 0;
        if (m != x_often || n != y_often) {
            const struct predictions *wrong = m != x_often ? p : others;
            cli_die("%s%s: %zu predictions of %s=%s z_um=%g, expected %zu; predict the same frames for both sides",
                    wrong->table[0].path, wrong->tables > 1 ? " and others" : "", wrong == p ? m : n, columns->group,
                    frame->group, frame->z_um, wrong == p ? x_often : y_often);
        }
        double squares = 0;
        for (size_t i = 0; i < n; i++) {
            const struct prediction *o = &others->of[y[i].row];
            double error = o->predicted - o->truth;
            if (!isnan(error)) {
                squares += error * error;
                known++;
            }
        }
        for (size_t i = 0; i < m; i++)
            p->of[x[i].row].rival = known ? squares / (double)known : NAN;
        x += m;
        y += n;
    }
    free(own);
    free(other);
}

int predictions_key(const struct prediction *x, const struct prediction *y)
{
    return x->order != y->order ? (x->order > y->order) - (x->order < y->order) : strcmp(x->key, y->key);
}

static int by_key(const void *a, const void *b)
{
    const struct prediction *x = a, *y = b;
    int keys = predictions_key(x, y);
    if (keys)
        return keys;
    return x->table != y->table ? (x->table > y->table) - (x->table < y->table) : (x->row > y->row) - (x->row < y->row);
}

void predictions_sort(struct predictions *p)
{
    qsort(p->of, p->count, sizeof *p->of, by_key);
}

void predictions_free(struct predictions *p)
{
    for (size_t i = 0; i < p->tables; i++)
        table_free(&p->table[i]);
    free(p->table);
    free(p->of);
    *p = (struct predictions){0};
}
