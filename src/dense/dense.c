#include "dense/dense.h"

#include <cblas.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>

/* OpenBLAS asks for a buffer of this size for each of its threads, and where there is none it asks again for ever. */
static bool has_room(void)
{
    const size_t size = (size_t)129 << 20;
    void *room = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return room != MAP_FAILED && munmap(room, size) == 0;
}

/* The other threads ask when the program starts, and have theirs a moment later; this one asks at its first product. So
 * that is one of nothing, now, before something else takes the room: with a triangle, as others may do without a buffer
 * where they are small. */
bool dense_ready(void)
{
    const struct timespec moment = {.tv_nsec = 100000000};
    struct rlimit addresses;
    if (getrlimit(RLIMIT_AS, &addresses) < 0 || (addresses.rlim_cur != RLIM_INFINITY && nanosleep(&moment, NULL) < 0) ||
        !has_room())
        return false;
    float a = 1, x = 0;
    openblas_set_num_threads(1);
    cblas_strmv(CblasRowMajor, CblasUpper, CblasNoTrans, CblasNonUnit, 1, &a, 1, &x, 1);
    return true;
}

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
