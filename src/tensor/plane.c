#include "tensor/plane.h"

#include <string.h>

#include "cli/cli.h"

void plane_of(const struct npy *in, const struct meta *meta, struct plane *plane)
{
    if (!meta_get(meta, "stack", plane->stack))
        memcpy(plane->stack, "-", 2);
    if (!meta_number(meta, "z_um", &plane->z_um))
        cli_die("%s lacks z_um; set it with: meta --ramp z_um=START,STEP", npy_where(in));
}
