#include "conv/product.h"

#include <oneapi/dnnl/dnnl.h>

bool product_square(size_t rows, size_t columns, const float *x, float *y)
{
    dnnl_dim_t n = (dnnl_dim_t)rows, m = (dnnl_dim_t)columns;
    return dnnl_sgemm('N', 'T', n, n, m, 1, x, m, x, m, 0, y, n) == dnnl_success;
}

bool product_add(size_t rows, size_t inner, size_t columns, float a, const float *x, const float *y, float b, float *z)
{
    dnnl_dim_t n = (dnnl_dim_t)rows, k = (dnnl_dim_t)inner, m = (dnnl_dim_t)columns;
    return dnnl_sgemm('N', 'N', n, m, k, a, x, k, y, m, b, z, m) == dnnl_success;
}
