#include "leds/leds.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "table/table.h"

static void add(struct leds *leds, double na_x, double na_y)
{
    if (hypot(na_x, na_y) >= 1)
        cli_usage("LED at %g,%g: light from an NA of 1 or more cannot reach the specimen in air", na_x, na_y);
    leds->led = cli_need(realloc(leds->led, (leds->n + 1) * sizeof *leds->led), "LEDs");
    leds->led[leds->n++] = (struct led){na_x, na_y};
}

static void add_options(struct leds *leds, const struct cli_list *texts)
{
    for (size_t i = 0; i < texts->count; i++) {
        double xy[2];
        if (cli_reals(texts->item[i], "--led", xy, 2) != 2)
            cli_usage("--led: '%s' is not X,Y", texts->item[i]);
        add(leds, xy[0], xy[1]);
    }
}

static void add_half_annulus(struct leds *leds)
{
    for (size_t i = 0; i < microscope_half_annulus_count; i++)
        add(leds, microscope_half_annulus[i].na_x, microscope_half_annulus[i].na_y);
}

static void add_table(struct leds *leds, const char *path, const char *pattern)
{
    struct table t;
    table_read(&t, path);
    size_t x = table_column(&t, "led_na_x"), y = table_column(&t, "led_na_y");
    size_t name = pattern ? table_column(&t, "pattern") : 0, before = leds->n;
    for (size_t i = 0; i < t.rows; i++)
        if (!pattern || strcmp(table_text(&t, i, name), pattern) == 0)
            add(leds, table_number(&t, i, x), table_number(&t, i, y));
    if (leds->n == before)
        cli_die("%s has no LED of pattern '%s'", path, pattern ? pattern : "");
    table_free(&t);
}

static void add_condenser(struct leds *leds, double na, size_t across)
{
    leds->side = 2 * na / (double)across;
    for (size_t i = 0; i < across; i++)
        for (size_t j = 0; j < across; j++) {
            double y = ((double)i + 0.5) * leds->side - na, x = ((double)j + 0.5) * leds->side - na;
            if (hypot(y, x) < na)
                add(leds, x, y);
        }
}

void leds_choose(struct leds *leds, const struct light *light)
{
    bool condenser = light->condenser_na > 0;
    if ((light->texts.count > 0) + (light->path != NULL) + light->half_annulus + condenser > 1)
        cli_usage("give only one of --led, --leds, --half-annulus and --condenser");
    if (light->pattern && !light->path)
        cli_usage("--pattern needs --leds");
    add_options(leds, &light->texts);
    if (light->half_annulus)
        add_half_annulus(leds);
    if (condenser)
        add_condenser(leds, light->condenser_na, light->across);
    if (light->path)
        add_table(leds, light->path, light->pattern);
    if (!leds->n)
        add(leds, 0, 0.401);
    leds->name = condenser ? "condenser" : light->half_annulus ? "half-annulus" : leds->n > 1 ? "leds" : "led";
}

void leds_free(struct leds *leds)
{
    free(leds->led);
    *leds = (struct leds){0};
}
