#include "measure/contrast.h"

#include <math.h>

bool contrast_absent(size_t h, size_t w, const float *frame)
{
    for (size_t i = 1; i < h * w; i++)
        if (frame[i] != frame[0])
            return false;
    return true;
}

bool contrast_structured(size_t h, size_t w, const float *frame)
{
    double sum = 0, square = 0, product = 0;
    for (size_t i = 0; i < h * w; i++)
        sum += (double)frame[i];
    double mean = sum / (double)(h * w), pairs = (double)(h * (w - 1) + (h - 1) * w);
    for (size_t y = 0; y < h; y++) {
        const float *row = frame + y * w, *below = y + 1 < h ? row + w : row;
        for (size_t x = 0; x < w; x++) {
            double d = (double)row[x] - mean, right = x + 1 < w ? (double)row[x + 1] - mean : 0;
            square += d * d;
            product += d * (right + (below != row ? (double)below[x] - mean : 0));
        }
    }
    /* The correlation is product/pairs over square/(h w); of independent pixels its sd is 1/sqrt(pairs). */
    return product / sqrt(pairs) > 5 * square / (double)(h * w);
}

bool contrast_saturated(size_t h, size_t w, const float *frame, double ceiling)
{
    size_t count = 0;
    for (size_t i = 0; i < h * w; i++)
        count += (double)frame[i] >= ceiling;
    return count > h * w / 1000;
}

bool contrast_clipped(size_t h, size_t w, const float *frame)
{
    float largest = frame[0];
    for (size_t i = 1; i < h * w; i++)
        largest = fmaxf(largest, frame[i]);
    return contrast_saturated(h, w, frame, (double)largest);
}
