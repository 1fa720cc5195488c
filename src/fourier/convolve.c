#include "fourier/convolve.h"

#include <fftw3.h>
#include <limits.h>
#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

/* Columns that are transformed together: 64 bytes of each row. */
enum { GROUP = 8 };

/* Threads of libgomp spin while they wait, and so take a busy machine's processors from those that work, unless there
 * are more threads than processors. */
static size_t thread_count(void)
{
    int most = omp_get_max_threads(), processors = omp_get_num_procs();
    return (size_t)(most > 1 && most == processors ? most + 1 : most);
}

static size_t group_count(size_t w)
{
    return (w / 2 + 1 + GROUP - 1) / GROUP;
}

double transfer_bytes(size_t h, size_t w)
{
    return (double)(group_count(w) * GROUP) * (double)h * sizeof(float complex);
}

double convolver_bytes(size_t h, size_t w)
{
    return transfer_bytes(h, w) + (double)thread_count() * 8 * (double)(2 * (w + GROUP) + GROUP * h);
}

static bool make_plans(struct convolver *c)
{
    int rows = (int)c->h, length = (int)c->w;
    c->row_forward = fftwf_plan_dft_r2c_1d(length, c->row, c->row_freq, FFTW_ESTIMATE);
    c->row_backward = fftwf_plan_dft_c2r_1d(length, c->row_freq, c->row, FFTW_ESTIMATE);
    c->column_forward = fftwf_plan_many_dft(1, &rows, GROUP, c->freq, NULL, GROUP, 1, c->column, NULL, 1, rows,
                                            FFTW_FORWARD, FFTW_ESTIMATE);
    c->column_backward = fftwf_plan_many_dft(1, &rows, GROUP, c->column, NULL, 1, rows, c->freq, NULL, GROUP, 1,
                                             FFTW_BACKWARD, FFTW_ESTIMATE);
    return c->row_forward && c->row_backward && c->column_forward && c->column_backward;
}

struct convolver *convolver_new(size_t h, size_t w)
{
    size_t bytes;
    if (!h || !w || h > INT_MAX || w > INT_MAX ||
        __builtin_mul_overflow(h, (w + 2 * GROUP) * sizeof(float complex), &bytes))
        return NULL;
    struct convolver *c = calloc(1, sizeof *c);
    if (!c)
        return NULL;
    c->h = h;
    c->w = w;
    c->groups = group_count(w);
    c->threads = thread_count();
    c->freq_room = c->groups * GROUP;
    c->row_room = 2 * c->freq_room;
    c->freq = fftwf_alloc_complex(c->groups * h * GROUP);
    c->row = fftwf_alloc_real(c->threads * c->row_room);
    c->row_freq = fftwf_alloc_complex(c->threads * c->freq_room);
    c->column = fftwf_alloc_complex(c->threads * h * GROUP);
    if (c->freq && c->row && c->row_freq && c->column && make_plans(c)) {
        memset(c->row_freq, 0, c->threads * c->freq_room * sizeof *c->row_freq); /* the columns beyond the last */
        return c;
    }
    convolver_free(c);
    return NULL;
}

void convolver_free(struct convolver *c)
{
    if (!c)
        return;
    fftwf_plan const plans[] = {c->row_forward, c->row_backward, c->column_forward, c->column_backward};
    for (size_t i = 0; i < sizeof plans / sizeof *plans; i++)
        if (plans[i])
            fftwf_destroy_plan(plans[i]);
    fftwf_free(c->freq);
    fftwf_free(c->row);
    fftwf_free(c->row_freq);
    fftwf_free(c->column);
    free(c);
}

void convolver_rows(struct convolver *c, bool in, bool out, convolver_work *work, void *context)
{
#pragma omp parallel for num_threads(c->threads) schedule(dynamic, 8)
    for (size_t y = 0; y < c->h; y++) {
        size_t thread = (size_t)omp_get_thread_num();
        float *row = c->row + thread * c->row_room;
        float complex *freq = c->row_freq + thread * c->freq_room;
        for (size_t g = 0; in && g < c->groups; g++)
            memcpy(freq + g * GROUP, c->freq + (g * c->h + y) * GROUP, GROUP * sizeof *freq);
        if (in)
            fftwf_execute_dft_c2r(c->row_backward, freq, row);
        work(context, y, row);
        if (out)
            fftwf_execute_dft_r2c(c->row_forward, row, freq);
        for (size_t g = 0; out && g < c->groups; g++)
            memcpy(c->freq + (g * c->h + y) * GROUP, freq + g * GROUP, GROUP * sizeof *freq);
    }
}

/* a becomes a b, or a conj(b): C's own product would look for infinities. */
static void multiply(size_t n, float *a, const float *b, float sign)
{
    for (size_t i = 0; i < 2 * n; i += 2) {
        float re = a[i] * b[i] - sign * a[i + 1] * b[i + 1];
        a[i + 1] = a[i + 1] * b[i] + sign * a[i] * b[i + 1];
        a[i] = re;
    }
}

void convolver_apply(struct convolver *c, const float complex *transfer, bool mirrored)
{
    size_t count = c->h * GROUP;
#pragma omp parallel for num_threads(c->threads) schedule(dynamic)
    for (size_t g = 0; g < c->groups; g++) {
        float complex *group = c->freq + g * count;
        float complex *column = c->column + (size_t)omp_get_thread_num() * count;
        fftwf_execute_dft(c->column_forward, group, column);
        multiply(count, (float *)column, (const float *)(transfer + g * count), mirrored ? -1 : 1);
        fftwf_execute_dft(c->column_backward, column, group);
    }
}

struct image {
    size_t w;
    const float *from;
    float *to;
};

static void get_row(void *context, size_t y, float *row)
{
    const struct image *image = context;
    memcpy(row, image->from + y * image->w, image->w * sizeof *row);
}

static void put_row(void *context, size_t y, float *row)
{
    const struct image *image = context;
    memcpy(image->to + y * image->w, row, image->w * sizeof *row);
}

void convolver_run(struct convolver *c, const float complex *transfer, bool mirrored, const float *image, float *result)
{
    struct image rows = {c->w, image, result};
    convolver_rows(c, false, true, get_row, &rows);
    convolver_apply(c, transfer, mirrored);
    convolver_rows(c, true, false, put_row, &rows);
}

float complex *transfer_new(const struct convolver *c)
{
    return fftwf_alloc_complex(c->groups * c->h * GROUP);
}

void transfer_free(float complex *transfer)
{
    fftwf_free(transfer);
}

void transfer_set(struct convolver *c, const float *kernel, float complex *transfer)
{
    size_t count = c->h * GROUP;
    float scale = (float)(1 / ((double)c->h * (double)c->w));
    convolver_rows(c, false, true, get_row, &(struct image){c->w, kernel, NULL});
    for (size_t g = 0; g < c->groups; g++)
        fftwf_execute_dft(c->column_forward, c->freq + g * count, transfer + g * count);
    for (size_t i = 0; i < c->groups * count; i++)
        transfer[i] *= scale;
}

double transfer_gain(const struct convolver *c, const float complex *transfer)
{
    double largest = 0, scale = (double)c->h * (double)c->w;
    for (size_t i = 0; i < c->groups * c->h * GROUP; i++)
        largest = fmax(largest, pow(cabs((double complex)transfer[i]) * scale, 2));
    return largest;
}
