/* table.h -- TSV tables: one header line "name<TAB>name", then one row a line; tabs between the cells.
 *
 * A column's name is a letter or '_', then letters, digits, '_' and '-', with its unit at the end; no two columns have
 * the same. So every reader of tables, gnuplot and NumPy too, can ask for a column by its name. */
#ifndef TABLE_H
#define TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "tensor/compare.h"

struct table {
    size_t rows, cols;
    char **name; /* cols */
    char **cell; /* rows x cols */
    char *text;  /* what they point into */
    const char *path;
};

/* How many bytes of the text are the name of a column; 0 where it does not begin with one. */
size_t table_name_length(const char *text);

/* Whether a file begins as a table does, rather than as a stream; nothing is taken from it. A '#' counts as the start
 * of a table too, so that table_take can say what is wrong with it. */
bool table_begins(FILE *file);

/* Reads a whole table; NULL is stdin, "-" too. Wrong names, and a row of another length than the header, end the
 * program. */
void table_read(struct table *t, const char *path);
/* The same from a file that cli_open has opened, and that is closed here. */
void table_take(struct table *t, FILE *file, const char *path);
void table_free(struct table *t);

/* The column of that name; table_column ends the program where there is none, table_find returns false. */
size_t table_column(const struct table *t, const char *name);
bool table_find(const struct table *t, const char *name, size_t *column);
const char *table_text(const struct table *t, size_t row, size_t column);
/* The cell as a finite number, or the end of the program; "nan" is let through as NAN. */
double table_number(const struct table *t, size_t row, size_t column);

/* Compares a with b, which is expected, and adds to d: the names of the columns, the number of rows, then cell by cell
 * within the tolerance of its column, where both are numbers; an infinite one lets texts differ too. */
void table_compare(struct difference *d, const struct table *a, const struct table *b,
                   const struct tolerance *tolerance);

/* Writing: a header from names separated by blanks, "z_um score status", then rows with fprintf. Wrong names are the
 * fault of the command line, and end the program. */
void table_header(FILE *out, const char *names);

/* Metadata as further columns: `keys` are separated by commas, "z_um,na", or NULL for none. table_values writes theirs
 * to a row, each behind a tab, '-' for what is not there. */
void table_header_with(FILE *out, const char *names, const char *keys);
void table_values(FILE *out, const char *keys, const struct meta *meta);

#endif
