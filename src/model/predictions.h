/* predictions.h -- tables of predictions beside the truth, as rows for statistics. */
#ifndef PREDICTIONS_H
#define PREDICTIONS_H

#include <stddef.h>

#include "table/table.h"

/* The columns that are read. by: NULL, or the column that is the key of a row; if it is a number, it is rounded to
 * multiples of `step`. */
struct prediction_columns {
    const char *predicted, *truth, *group, *by;
    double step;
};

struct prediction {
    char key[256];           /* "" without `by` */
    double order;            /* of the key, if it is a number */
    double predicted, truth; /* NAN: unknown */
    double rival;            /* mean squared error of the predictions on the other side of the same frame; NAN: none */
    size_t group;            /* rows with the same text in the column `group`, in whichever table, have the same number;
                                without that column, each row has its own */
    const struct table *table;
    size_t row; /* in its table, from 0 */
};

struct predictions {
    size_t count, tables;
    struct prediction *of;
    struct table *table;
};

/* Reads the rows of all tables, which are pooled, such as those of several trainings; a path NULL is stdin. A table
 * without rows, and a row without a truth, end the program. */
void predictions_read(struct predictions *p, size_t tables, const char *const *paths,
                      const struct prediction_columns *columns);

/* Gives each row its rival. A frame is a value of `group` and z_um. Both sides must have the same frames, and each side
 * all of them equally often, or the program ends with the name of the first that is missing. */
void predictions_pair(struct predictions *p, const struct predictions *others,
                      const struct prediction_columns *columns);

/* Sorts the rows by their keys, which predictions_key compares. */
void predictions_sort(struct predictions *p);
int predictions_key(const struct prediction *x, const struct prediction *y);

void predictions_free(struct predictions *p);

#endif
