#include "net/arena.h"

#include <stdlib.h>
#include <string.h>

enum { ALIGNMENT = 64, UNIT = ALIGNMENT / sizeof(float) };

static void plan(struct arena *a, enum arena_slot slot, size_t floats, struct arena_item item)
{
    size_t room = (floats + UNIT - 1) / UNIT * UNIT;
    item.slot = slot;
    item.at = slot == ARENA_OWN ? a->room[slot] : 0;
    if (slot == ARENA_OWN)
        a->room[slot] += room;
    else if (room > a->room[slot])
        a->room[slot] = room;
    if (a->count < ARENA_ITEMS)
        a->item[a->count] = item;
    a->count++;
}

void arena_images(struct arena *a, enum arena_slot slot, struct blocked *view, size_t n, size_t channels, size_t h,
                  size_t w, bool halo)
{
    *view = (struct blocked){.block = a->block, .n = n, .channels = channels, .h = h, .w = w, .halo = halo};
    plan(a, slot, blocked_floats(a->block, n, channels, h, w, halo), (struct arena_item){.view = view});
}

void arena_floats(struct arena *a, enum arena_slot slot, float **floats, size_t count)
{
    plan(a, slot, count, (struct arena_item){.floats = floats});
}

static size_t slot_start(const struct arena *a, int slot)
{
    size_t floats = 0;
    for (int s = 0; s < slot; s++)
        floats += a->room[s];
    return floats;
}

size_t arena_bytes(const struct arena *a)
{
    return slot_start(a, ARENA_SLOTS) * sizeof(float);
}

bool arena_allocate(struct arena *a)
{
    if (a->count > ARENA_ITEMS)
        return false;
    a->memory = aligned_alloc(ALIGNMENT, arena_bytes(a));
    if (!a->memory)
        return false;
    memset(a->memory, 0, arena_bytes(a));
    for (size_t i = 0; i < a->count; i++) {
        const struct arena_item *item = &a->item[i];
        float *at = a->memory + slot_start(a, (int)item->slot) + item->at;
        if (item->floats)
            *item->floats = at;
        if (item->view)
            *item->view = blocked_view(at, item->view->block, item->view->n, item->view->channels, item->view->h,
                                       item->view->w, item->view->halo);
    }
    return true;
}

void arena_free(struct arena *a)
{
    free(a->memory);
    *a = (struct arena){0};
}
