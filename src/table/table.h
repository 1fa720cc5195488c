/* table.h -- TSV tables: one header line "name<TAB>name", then one line per row; cells are separated by tabs.
 *
 * The name of a column is a letter or '_', then letters, digits, '_' and '-', with the unit at the end; names are
 * unique. So every reader of tables, including gnuplot and NumPy, can address columns by name. */
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
    char *text;  /* the memory that name and cell point into */
    const char *path;
    /* of a table that is read row by row: */
    FILE *file;
    size_t passed; /* rows before the one in memory */
    char *line;    /* that row */
    size_t line_room;
};

/* The number of bytes at the start of the text that form the name of a column; 0 if none do. */
size_t table_name_length(const char *text);

/* Whether a file begins like a table rather than a stream; consumes nothing. A '#' counts as the start of a table too,
 * so that table_take can say what is wrong with it. */
bool table_begins(FILE *file);

/* Reads a whole table; NULL and "-" mean stdin. Invalid names, and rows whose length differs from the header's, end the
 * program. */
void table_read(struct table *t, const char *path);
/* The same for a file that cli_open has opened; closes it. */
void table_take(struct table *t, FILE *file, const char *path);
/* Reads a table that still grows, row by row. table_follow waits for its header; table_next waits for the next row, of
 * which the table then consists, and returns false at the end. */
void table_follow(struct table *t, const char *path);
bool table_next(struct table *t);
void table_free(struct table *t);

/* Find the column of that name; if there is none, table_column ends the program and table_find returns false. */
size_t table_column(const struct table *t, const char *name);
bool table_find(const struct table *t, const char *name, size_t *column);
const char *table_text(const struct table *t, size_t row, size_t column);
/* The cell as a finite number, or NAN for "nan"; anything else ends the program. */
double table_number(const struct table *t, size_t row, size_t column);

/* The cell as a whole number from 1 to 10^9; anything else ends the program. */
size_t table_count(const struct table *t, size_t row, size_t column);

/* The rows that tell of a focal stack, whose name is in the column stack; if there is a column status, only those that
 * are ok; and of neighbours with the same cell in the column `of`, the first. Into row[t->rows]; returns how many. */
size_t table_rows_of(const struct table *t, const char *stack, const char *of, size_t *row);

/* Compares a with the reference b and adds the differences to d: names of columns, number of rows, then each cell.
 * Numbers are compared within the tolerance of their column; an infinite tolerance lets texts differ too. */
void table_compare(struct difference *d, const struct table *a, const struct table *b,
                   const struct tolerance *tolerance);

/* Writing: a header from names separated by blanks, "z_um score status", then rows with fprintf. Invalid names come
 * from the command line, so they are usage errors. */
void table_header(FILE *out, const char *names);

/* The significant digits, as in "%.*g", of a position in um: at least `least`, and beyond 100 um so many that four
 * decimals remain, as a stage far from its origin makes steps as small as near to it. */
int table_digits(int least, double um);

/* Metadata as further columns: `keys` are separated by commas, "z_um,na", or NULL for none. table_values appends their
 * values to a row, each after a tab, '-' for missing keys. */
void table_header_with(FILE *out, const char *names, const char *keys);
void table_values(FILE *out, const char *keys, const struct meta *meta);

#endif
