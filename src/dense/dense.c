#include "dense/dense.h"

#include <cblas.h>
#include <string.h>

void dense_forward(size_t batch, size_t in, size_t out, const float *x, const float *w, const float *b, float *y)
{
    openblas_set_num_threads(1);
    for (size_t i = 0; i < batch; i++)
        memcpy(y + i * out, b, out * sizeof *y);
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, (int)batch, (int)out, (int)in, 1, x, (int)in, w, (int)out, 1,
                y, (int)out);
}

void dense_backward(size_t batch, size_t in, size_t out, const float *x, const float *w, const float *dy, float *dx,
                    float *dw, float *db)
{
    openblas_set_num_threads(1);
    cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, (int)in, (int)out, (int)batch, 1, x, (int)in, dy, (int)out, 0,
                dw, (int)out);
    if (dx)
        cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, (int)batch, (int)in, (int)out, 1, dy, (int)out, w,
                    (int)out, 0, dx, (int)in);
    for (size_t o = 0; o < out; o++) {
        double sum = 0;
        for (size_t i = 0; i < batch; i++)
            sum += (double)dy[i * out + o];
        db[o] = (float)sum;
    }
}
