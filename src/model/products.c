#include "model/products.h"

#include "cli/cli.h"
#include "dense/dense.h"

void products_need(void)
{
    if (!dense_ready())
        cli_die("no memory for the 128 MB of each thread of OpenBLAS; allow it more addresses: ulimit -v unlimited, or "
                "one thread: export OPENBLAS_NUM_THREADS=1");
}
