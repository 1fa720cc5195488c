#include "tiff/grid.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "tensor/meta.h"
#include "tiff/record.h"

/* The words of a key in their first appearance. */
struct words {
    const char **word;
    size_t count;
};

static size_t number_of(struct words *words, const char *word, size_t before)
{
    if (before < words->count && words->word[before] == word)
        return before; /* as in the frame before */
    size_t i = 0;
    while (i < words->count && words->word[i] != word)
        i++;
    if (i == words->count) {
        words->word = cli_need(realloc(words->word, (i + 1) * sizeof *words->word), "metadata");
        words->word[words->count++] = word;
    }
    return i;
}

/* Whether the step from slice to slice is the same everywhere, within a thousandth. */
static void find_step(struct grid *grid, const double *z_um)
{
    size_t across = grid->channels;
    grid->z_um = z_um[grid->frame[0]];
    grid->dz_um = grid->slices > 1 ? z_um[grid->frame[across]] - grid->z_um : NAN;
    for (size_t i = 0; i < grid->channels * grid->slices * grid->times; i++) {
        size_t slice = i / across % grid->slices, first = i - slice * across;
        double off = z_um[grid->frame[i]] - z_um[grid->frame[first]] - (double)slice * grid->dz_um;
        if (!(fabs(off) <= 1e-3 * fabs(grid->dz_um)) || z_um[grid->frame[first]] != grid->z_um)
            grid->dz_um = NAN;
    }
}

struct grid grid_of(char *const *meta, size_t frames)
{
    struct words stacks = {0}, channels = {0};
    struct place {
        size_t stack, channel;
    } *place = cli_alloc(frames, sizeof *place);
    double *z_um = cli_alloc(frames, sizeof *z_um);
    for (size_t i = 0; i < frames; i++) {
        struct meta of = {0};
        char value[META_VALUE_MAX + 1];
        memcpy(of.text, meta[i], strlen(meta[i]) + 1);
        z_um[i] = meta_or(&of, "z_um", NAN);
        meta_get(&of, "stack", value);
        place[i].stack = number_of(&stacks, record_word(value), i ? place[i - 1].stack : 0);
        meta_get(&of, "channel", value);
        place[i].channel = number_of(&channels, record_word(value), i ? place[i - 1].channel : 0);
    }
    struct grid grid = {.channels = channels.count, .times = stacks.count, .whole = true, .in_order = true};
    size_t lines = grid.channels * grid.times, *count = cli_alloc(lines, sizeof *count);
    grid.slices = frames / lines;
    grid.frame = cli_alloc(frames, sizeof *grid.frame);
    for (size_t i = 0; i < frames && grid.whole; i++) {
        size_t slice = count[place[i].channel + place[i].stack * grid.channels]++;
        grid.whole = slice < grid.slices && grid.slices * lines == frames;
        size_t at = place[i].channel + grid.channels * (slice + grid.slices * place[i].stack);
        if (grid.whole)
            grid.frame[at] = i;
        grid.in_order &= at == i;
    }
    if (!grid.whole) {
        grid.channels = grid.times = 1;
        grid.slices = frames;
        grid.in_order = true;
        for (size_t i = 0; i < frames; i++)
            grid.frame[i] = i;
    }
    find_step(&grid, z_um);
    if (!grid.whole)
        grid.dz_um = NAN;
    free(stacks.word);
    free(channels.word);
    free(place);
    free(z_um);
    free(count);
    return grid;
}
