/* leds.h -- a list of LEDs, from options and tables. Bad directions end the program. */
#ifndef LEDS_H
#define LEDS_H

#include <stddef.h>

#include "cli/cli.h"
#include "optics/microscope.h"

/* What options say about the light. */
struct light {
    struct cli_list texts;      /* --led X,Y */
    const char *path, *pattern; /* --leds, a table with the columns led_na_x and led_na_y; unless NULL, only the rows
                                   with this pattern in the column pattern */
    bool half_annulus;          /* --half-annulus, of Pinkard 2019 */
    double condenser_na;        /* --condenser, a disc evenly filled; 0: none */
    size_t across;              /* --across, LEDs in its diameter */
};

/* Start with {0}, end with leds_free. */
struct leds {
    size_t n;
    struct led *led;
    const char *name; /* for the key illumination */
    double side;      /* of the squares of a condenser, in NA; otherwise 0 */
};

/* The LEDs of the one kind of light that is chosen; if none is, the one of Pinkard 2019, 24 degrees off axis. A
 * condenser consists of the squares of a lattice, without gaps, whose middles are in its disc. */
void leds_choose(struct leds *leds, const struct light *light);
void leds_free(struct leds *leds);

#endif
