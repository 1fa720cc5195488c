#include "measure/similarity.h"

#include <math.h>

#include "measure/berhu.h"
#include "measure/sobel.h"
#include "measure/ssim.h"

static double mean_of(size_t n, const float *x)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (double)x[i];
    return sum / (double)n;
}

static double covariance(size_t n, const float *x, const float *y)
{
    double mean_x = mean_of(n, x), mean_y = mean_of(n, y), sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += ((double)x[i] - mean_x) * ((double)y[i] - mean_y);
    return sum / (double)n;
}

/* x becomes gain (x - its mean) + mean. */
static void rescale(size_t n, float *x, double gain, double mean)
{
    double before = mean_of(n, x);
    for (size_t i = 0; i < n; i++)
        x[i] = (float)(gain * ((double)x[i] - before) + mean);
}

void similarity_scale(enum similarity_scale scale, size_t n, float *x, float *y)
{
    double variance = covariance(n, x, x);
    if (scale == SIMILARITY_STANDARD) {
        rescale(n, x, 1 / sqrt(variance), 0);
        rescale(n, y, 1 / sqrt(covariance(n, y, y)), 0);
    } else if (scale == SIMILARITY_FIT) {
        rescale(n, x, fmax(covariance(n, x, y), 0) / variance, mean_of(n, y)); /* a negative is not alike */
    }
}

double similarity_range(size_t n, const float *y)
{
    float low = y[0], high = y[0];
    for (size_t i = 1; i < n; i++) {
        low = fminf(low, y[i]);
        high = fmaxf(high, y[i]);
    }
    return (double)high - (double)low;
}

bool similarity_measure(size_t h, size_t w, const float *x, const float *y, double range, double berhu_c,
                        bool multiscale, struct similarity *s)
{
    size_t n = h * w;
    double squares = 0;
    for (size_t i = 0; i < n; i++) {
        double d = (double)x[i] - (double)y[i];
        squares += d * d;
    }
    s->range = isnan(range) ? similarity_range(n, y) : range;
    s->rmse = sqrt(squares / (double)n);
    s->psnr_db = squares > 0 ? 20 * log10(s->range / s->rmse) : NAN;
    s->berhu = berhu_mean(n, x, y, berhu_c * sqrt(covariance(n, y, y)), 0, NULL);
    s->ms_ssim = NAN;
    struct ssim mean;
    if (!ssim_mean(h, w, x, y, s->range, &mean))
        return false;
    s->ssim = mean.ssim;
    return !multiscale || ssim_multiscale(h, w, x, y, s->range, &s->ms_ssim);
}

void similarity_row(size_t w, size_t row, const float *x, const float *y, double *slope, double *sd)
{
    double xx = 0, yy = 0, xy = 0;
    for (size_t i = row * w + 1; i < row * w + w - 1; i++) {
        double a = sqrt((double)sobel_square(x + i, w)), b = sqrt((double)sobel_square(y + i, w));
        xx += a * a;
        yy += b * b;
        xy += a * b;
    }
    *slope = yy > 0 ? xy / yy : NAN;
    *sd = yy > 0 ? sqrt(fmax(0, xx - xy * xy / yy) / ((double)(w - 3) * yy)) : NAN;
}
