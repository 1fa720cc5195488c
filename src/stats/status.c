#include "stats/status.h"

#include <math.h>
#include <string.h>

static const char *const names[STATUSES] = {"ok",  "edge", "low-confidence", "blank", "saturated", "lost",
                                            "few", "none", "crowded",        "odd",   "unfit"};

enum status status_of(enum status status, size_t n, const double *number)
{
    for (size_t i = 0; i < n; i++)
        if (status == STATUS_OK && !isfinite(number[i]))
            status = STATUS_LOW_CONFIDENCE;
    return status;
}

const char *status_name(enum status status)
{
    return names[status];
}

enum status status_parse(const char *name)
{
    enum status status = STATUS_OK;
    while (status < STATUSES && strcmp(names[status], name) != 0)
        status++;
    return status;
}
