#include "focus/sharpness.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "fourier/fft.h"
#include "measure/ring.h"
#include "measure/sobel.h"

struct sharpness {
    size_t h, w;
    double (*score)(const struct sharpness *s, const float *frame);
    struct fft *fft; /* of the measures that look at the spectrum */
    float *weight;   /* h x (w/2+1): the weight of each frequency */
};

/* In the plane of the pixels -------------------------------------------------------------------------------------- */

static double frame_mean(size_t n, const float *frame)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (double)frame[i];
    return sum / (double)n;
}

static double variance(const struct sharpness *s, const float *frame)
{
    size_t n = s->h * s->w;
    double mean = frame_mean(n, frame), sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += ((double)frame[i] - mean) * ((double)frame[i] - mean);
    return sum / (double)n;
}

static double sd(const struct sharpness *s, const float *frame)
{
    return sqrt(variance(s, frame));
}

static double normalized_variance(const struct sharpness *s, const float *frame)
{
    return variance(s, frame) / frame_mean(s->h * s->w, frame);
}

/* The mean over the inner pixels of the squared Sobel gradient, or of its root. */
static double sobel(const struct sharpness *s, const float *frame, bool root)
{
    double sum = 0;
    for (size_t y = 1; y + 1 < s->h; y++)
        for (size_t x = 1; x + 1 < s->w; x++) {
            float square = sobel_square(frame + y * s->w + x, s->w);
            sum += (double)(root ? sqrtf(square) : square);
        }
    return sum / (double)((s->h - 2) * (s->w - 2));
}

static double tenengrad(const struct sharpness *s, const float *frame)
{
    return sobel(s, frame, false);
}

static double edges(const struct sharpness *s, const float *frame)
{
    return sobel(s, frame, true) / frame_mean(s->h * s->w, frame);
}

static double vollath4(const struct sharpness *s, const float *frame)
{
    double sum = 0;
    for (size_t y = 0; y < s->h; y++)
        for (const float *p = frame + y * s->w, *end = p + s->w - 2; p < end; p++)
            sum += (double)p[0] * (double)(p[1] - p[2]);
    return sum / (double)(s->h * (s->w - 2));
}

static double vollath5(const struct sharpness *s, const float *frame)
{
    double sum = 0, mean = frame_mean(s->h * s->w, frame);
    for (size_t y = 0; y < s->h; y++)
        for (const float *p = frame + y * s->w, *end = p + s->w - 1; p < end; p++)
            sum += (double)p[0] * (double)p[1];
    return sum / (double)(s->h * (s->w - 1)) - mean * mean;
}

static double redondo(const struct sharpness *s, const float *frame)
{
    size_t w = s->w;
    double sum = 0;
    for (size_t y = 1; y + 1 < s->h; y++) {
        const float *a = frame + (y - 1) * w, *b = a + w, *c = b + w;
        for (size_t x = 1; x + 1 < w; x++) {
            float p = a[x] + c[x] + b[x + 1] - 3 * b[x - 1];
            sum += (double)(p * p);
        }
    }
    return sum / (double)((s->h - 2) * (w - 2));
}

static double brenner(const struct sharpness *s, const float *frame)
{
    double sum = 0;
    for (size_t y = 0; y < s->h; y++)
        for (const float *p = frame + y * s->w, *end = p + s->w - 2; p < end; p++)
            sum += (double)((p[2] - p[0]) * (p[2] - p[0]));
    return sum / (double)(s->h * (s->w - 2));
}

/* In the plane of the frequencies --------------------------------------------------------------------------------- */

static double spectrum_sum(const struct sharpness *s, const float *frame, bool logarithm)
{
    size_t n = s->h * (s->w / 2 + 1);
    double sum = 0;
    memcpy(s->fft->real, frame, s->h * s->w * sizeof *frame);
    fft_run(s->fft);
    for (size_t i = 0; i < n; i++) {
        if (s->weight[i] == 0)
            continue;
        float re = crealf(s->fft->freq[i]), im = cimagf(s->fft->freq[i]), power = re * re + im * im;
        sum += (double)(s->weight[i] * (logarithm ? logf(power > FLT_MIN ? power : FLT_MIN) : power));
    }
    return sum;
}

static double power(const struct sharpness *s, const float *frame)
{
    return spectrum_sum(s, frame, true);
}

static double bandpass(const struct sharpness *s, const float *frame)
{
    return spectrum_sum(s, frame, false);
}

static double (*const scores[])(const struct sharpness *s, const float *frame) = {
    [SHARPNESS_POWER] = power,
    [SHARPNESS_TENENGRAD] = tenengrad,
    [SHARPNESS_EDGES] = edges,
    [SHARPNESS_SD] = sd,
    [SHARPNESS_NORMALIZED_VARIANCE] = normalized_variance,
    [SHARPNESS_VOLLATH4] = vollath4,
    [SHARPNESS_VOLLATH5] = vollath5,
    [SHARPNESS_BANDPASS] = bandpass,
    [SHARPNESS_REDONDO] = redondo,
    [SHARPNESS_BRENNER] = brenner,
};

/* Weights each frequency whose ring number lies in [low, high) by scale / (number of frequencies in its ring). With
 * one_ring, all frequencies whose radius lies in [low, high) form one ring. */
static bool weigh(struct sharpness *s, bool one_ring, double low, double high, double scale)
{
    size_t columns = s->w / 2 + 1, rings = s->h + s->w;
    double *count = calloc(rings, sizeof *count), twice;
    s->weight = calloc(s->h * columns, sizeof *s->weight);
    if (!count || !s->weight) {
        free(count);
        return false;
    }
    for (int pass = 0; pass < 2; pass++)
        for (size_t y = 0; y < s->h; y++)
            for (size_t x = 0; x < columns; x++) {
                double r = ring_radius(s->h, s->w, y, x, &twice), number = one_ring ? r : round(r);
                if (!(number >= low && number < high))
                    continue;
                size_t ring = one_ring ? 0 : (size_t)number;
                if (pass == 0)
                    count[ring] += twice;
                else
                    s->weight[y * columns + x] = (float)(scale * twice / count[ring]);
            }
    free(count);
    return true;
}

struct sharpness *sharpness_new(enum sharpness_measure measure, size_t h, size_t w, double cutoff)
{
    struct sharpness *s = calloc(1, sizeof *s);
    if (!s)
        return NULL;
    s->h = h;
    s->w = w;
    s->score = scores[measure];
    bool rings = measure == SHARPNESS_POWER;
    if (!rings && measure != SHARPNESS_BANDPASS)
        return s;
    size_t side = h < w ? h : w, count = side / 2 - 1;
    double nyquist = (double)side / 2;
    s->fft = fft_new(FFT_R2C, h, w);
    if (s->fft && (rings ? weigh(s, false, floor(cutoff * (double)count), (double)count, 1)
                         : weigh(s, true, 0.025 * nyquist, 0.14 * nyquist, 1 / ((double)h * (double)w))))
        return s;
    sharpness_free(s);
    return NULL;
}

double sharpness_score(const struct sharpness *s, const float *frame)
{
    return s->score(s, frame);
}

void sharpness_free(struct sharpness *s)
{
    if (!s)
        return;
    fft_free(s->fft);
    free(s->weight);
    free(s);
}
