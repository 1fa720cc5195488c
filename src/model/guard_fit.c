#include "model/guard_fit.h"

#include <math.h>
#include <stdlib.h>

#include "cli/cli.h"
#include "measure/texture.h"
#include "model/deepr_focuser.h"
#include "stats/sort.h"
#include "stats/whiten.h"

enum {
    PAIRS_MOST = 256, /* of either set, evenly chosen */
    PERCENT = 98,
};

/* The textures of what the model makes of pairs, [*count][numbers]; none of a blank frame or a constant output. */
static double *textures(const struct deepr_model *m, const struct dataset *set, bool held_out, enum conv_isa isa,
                        size_t *count)
{
    const struct dataset_array **array;
    size_t arrays = dataset_select(set, held_out, &array), most = arrays < PAIRS_MOST ? arrays : PAIRS_MOST;
    size_t side = pairs_h(set), n = side * side, size = texture_count(side);
    double *numbers = cli_alloc(most * size, sizeof *numbers);
    float *x = cli_alloc(4 * n, sizeof *x);
    struct deepr_focuser focuser = {.model = m, .isa = isa};
    *count = 0;
    for (size_t i = 0; i < most; i++) {
        double *one = numbers + *count * size, sum = 0;
        pairs_image(set, array[i * arrays / most], 0, x);
        if (deepr_focus(&focuser, side, side, x, x + n, x + 2 * n, x + 3 * n).status == STATUS_BLANK)
            continue;
        cli_need(texture(side, x + n, one) ? one : NULL, "the spectra of the outputs");
        for (size_t k = 0; k < size; k++)
            sum += one[k];
        *count += isfinite(sum);
    }
    deepr_focuser_free(&focuser);
    free(array);
    free(x);
    if (!*count)
        cli_die("every %s pair is blank", held_out ? "held-out" : "training");
    return numbers;
}

void guard_fit(struct deepr_model *m, const struct dataset *set, enum conv_isa isa)
{
    size_t count;
    struct guard g;
    guard_new(&g, pairs_h(set));
    double *usual = textures(m, set, false, isa, &count);
    if (!whiten(count, g.numbers, usual, g.mean, g.factor))
        cli_die("no memory for the textures of %zu outputs", count);
    double *held_out = textures(m, set, true, isa, &count), *distance = cli_alloc(count, sizeof *distance);
    for (size_t i = 0; i < count; i++)
        distance[i] = whiten_distance(g.numbers, held_out + i * g.numbers, g.mean, g.factor);
    g.limit = fmax(sort_percentile(count, distance, PERCENT), 1);
    m->guard = g;
    free(usual);
    free(held_out);
    free(distance);
}
