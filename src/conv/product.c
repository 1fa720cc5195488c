#include "conv/product.h"

#include <oneapi/dnnl/dnnl.h>

bool product_across(size_t rows, size_t inner, size_t columns, const float *x, const float *y, float *z)
{
    dnnl_dim_t n = (dnnl_dim_t)rows, k = (dnnl_dim_t)inner, m = (dnnl_dim_t)columns;
    return dnnl_sgemm('N', 'T', n, m, k, 1, x, k, y, k, 0, z, m) == dnnl_success;
}

bool product_down(size_t rows, size_t inner, size_t columns, const float *x, const float *y, float *z)
{
    dnnl_dim_t n = (dnnl_dim_t)rows, k = (dnnl_dim_t)inner, m = (dnnl_dim_t)columns;
    return dnnl_sgemm('T', 'N', n, m, k, 1, x, n, y, m, 0, z, m) == dnnl_success;
}

bool product_add(size_t rows, size_t inner, size_t columns, float a, const float *x, const float *y, float b, float *z)
{
    dnnl_dim_t n = (dnnl_dim_t)rows, k = (dnnl_dim_t)inner, m = (dnnl_dim_t)columns;
    return dnnl_sgemm('N', 'N', n, m, k, a, x, k, y, m, b, z, m) == dnnl_success;
}
