/* bfloat16.h -- floats rounded to 8 significant bits: their upper halves, to the nearest, of two as near to the even
 * one (Wang and Kanwar 2019, BFloat16). */
#ifndef BFLOAT16_H
#define BFLOAT16_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline uint16_t bfloat16(float x)
{
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    uint32_t rounded = bits + 0x7fff + (bits >> 16 & 1), quiet = bits | 0x400000;
    return (uint16_t)((isnan(x) ? quiet : rounded) >> 16);
}

/* Of `count` numbers. */
void bfloat16_round(size_t count, const float *x, uint16_t *y);

#endif
