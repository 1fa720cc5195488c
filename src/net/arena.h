/* arena.h -- the memory of a network: planned as a whole, then allocated once. */
#ifndef ARENA_H
#define ARENA_H

#include <stdbool.h>
#include <stddef.h>

#include "conv/blocked.h"

/* What is in the same slot has the same memory; in ARENA_OWN, each has its own. */
enum arena_slot { ARENA_OWN, ARENA_BEFORE, ARENA_AFTER, ARENA_SCRATCH, ARENA_PACKED, ARENA_SLOTS };

enum { ARENA_ITEMS = 256 };
struct arena {
    float *memory;
    size_t block;                    /* of the images; set before the first is planned */
    size_t room[ARENA_SLOTS], count; /* floats in each slot, items */
    struct arena_item {
        enum arena_slot slot;
        size_t at;
        struct blocked *view; /* one of both is set by arena_allocate */
        float **floats;
    } item[ARENA_ITEMS];
};

/* Plans images, whose view is set except for its address, or `count` floats. Both begin at a multiple of 64 bytes. */
void arena_images(struct arena *arena, enum arena_slot slot, struct blocked *view, size_t n, size_t channels, size_t h,
                  size_t w, bool halo);
void arena_floats(struct arena *arena, enum arena_slot slot, float **floats, size_t count);

size_t arena_bytes(const struct arena *arena);
/* Allocates it, filled with zeros, and sets the addresses. False: no memory, or more than ARENA_ITEMS. */
bool arena_allocate(struct arena *arena);
void arena_free(struct arena *arena);

#endif
