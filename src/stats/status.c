#include "stats/status.h"

#include <string.h>

static const char *const names[STATUSES] = {"ok",   "edge", "low-confidence", "blank",   "saturated",
                                            "lost", "few",  "none",           "crowded", "odd"};

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
