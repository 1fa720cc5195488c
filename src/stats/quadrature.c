#include "stats/quadrature.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>

bool quadrature_legendre(size_t n, double low, double high, double *x, double *weight)
{
    gsl_error_handler_t *handler = gsl_set_error_handler_off(); /* it would end the program if there is no memory */
    gsl_integration_glfixed_table *table = gsl_integration_glfixed_table_alloc(n);
    gsl_set_error_handler(handler);
    if (!table)
        return false;
    for (size_t i = 0; i < n; i++)
        gsl_integration_glfixed_point(low, high, i, &x[i], &weight[i], table);
    gsl_integration_glfixed_table_free(table);
    return true;
}
