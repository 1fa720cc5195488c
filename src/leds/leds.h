/* leds.h -- a list of LEDs, from options and tables. Bad directions end the program. */
#ifndef LEDS_H
#define LEDS_H

#include <stddef.h>

#include "cli/cli.h"
#include "optics/microscope.h"

/* Start with {0}, end with leds_free. */
struct leds {
    size_t n;
    struct led *led;
};

void leds_add(struct leds *leds, double na_x, double na_y);
/* The texts "X,Y" that were given to --led. */
void leds_options(struct leds *leds, const struct cli_list *texts);
void leds_half_annulus(struct leds *leds);
/* The rows of a table with the columns led_na_x and led_na_y; unless pattern is NULL, only those with it in the column
 * pattern. There must be one. */
void leds_table(struct leds *leds, const char *path, const char *pattern);
void leds_free(struct leds *leds);

#endif
