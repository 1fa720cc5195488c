#include "specimen/kinds.h"

#include <string.h>

static const struct specimen_kind kinds[] = {
    {"cells", 1000, SPECIMEN_CELLS_UM, .draw = specimen_cells},
    {"tissue", 2500, SPECIMEN_TISSUE_UM, .draw = specimen_tissue},
    {"clear", 0, SPECIMEN_TISSUE_UM, .draw = specimen_clear},
    {"image", 0, 1, .draw = specimen_clear}, /* to which the picture is added */
    {"stained", 180, 4, .draw = specimen_stained, .dyed = true},
    {"nuclei", 1300, 4, .shine = specimen_nuclei},
    {"filaments", 1300, 4, .shine = specimen_filaments},
    {"epithelium", 11000, 4, .shine = specimen_epithelium},
    {"stroma", 5000, 4, .shine = specimen_stroma},
    {"beads", 3000, 0.3, .shine = specimen_beads},
};

const struct specimen_kind *specimen_find(const char *name)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].name, name) == 0)
            return &kinds[i];
    return NULL;
}
