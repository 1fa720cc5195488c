#include "tiff/heights.h"

#include <math.h>
#include <stdlib.h>

#include "cli/cli.h"

/* The number of each frame along z: its slice, or its place if the slices do not differ. */
static void find_slices(const struct frame *frame, size_t count, double *slice)
{
    bool same = false;
    for (size_t i = 0; i < count; i++)
        slice[i] = axes_at(frame[i].image, Z);
    for (size_t i = 1; i < count; i++)
        same |= slice[i] == slice[i - 1];
    for (size_t i = 0; same && i < count; i++)
        slice[i] = (double)i;
}

/* What the file says: positions of the stage that move, or steps; NAN if nothing. */
static void file_z(const struct tiff_select *select, const struct frame *frame, size_t count, const double *slice,
                   double *z_um, bool *warned)
{
    const struct record *first = &frame[0].image->is;
    const char *path = frame[0].image->file->path;
    size_t known = 0;
    double low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < count; i++) {
        z_um[i] = frame[i].image->is.z_um;
        known += isnan(z_um[i]) ? 0 : 1;
        low = fmin(low, z_um[i]);
        high = fmax(high, z_um[i]);
    }
    bool stored = frame[0].image->file->stored, still = known == count && count > 1 && high - low < 1e-6;
    double start_um = known == count ? z_um[0] : NAN;
    if (stored || (known == count && !still)) {
        double step = (z_um[count - 1] - z_um[0]) / (slice[count - 1] - slice[0]), said = first->dz_um;
        if (!stored && count > 1 && !*warned && fabs(fabs(step) - said) > 0.05 * said && (*warned = true))
            record_warn("%s: its planes are %.6g um apart, but it says that the step is %.6g um; the planes are right",
                        path, step, said);
        return;
    }
    if (still && isnan(select->dz_um)) {
        if (!(first->dz_um > 0))
            cli_die("%s: all %zu planes of a stack claim to be at z_um=%.9g; say their step with: --dz UM", path, count,
                    z_um[0]);
        if (!*warned && (*warned = true))
            record_warn("%s: all planes claim to be at z_um=%.9g; they are counted from there in steps of %.6g um",
                        path, z_um[0], first->dz_um);
    }
    if (known > 0 && known < count && !*warned && (*warned = true))
        record_warn("%s: only %zu of %zu planes say their z, so none is used", path, known, count);
    bool stepped = frame[0].group->varies[Z] && first->dz_um > 0;
    for (size_t i = 0; i < count; i++) {
        double from_um = still ? start_um - slice[0] * first->dz_um : isnan(first->origin_um) ? 0 : first->origin_um;
        z_um[i] = stepped ? from_um + slice[i] * first->dz_um : still ? start_um : NAN;
    }
}

/* Counts z from the first frame of a stack by --dz, or shifts the z of the file so that it begins at --z. */
static void set_z(const struct tiff_select *select, struct frame *frame, size_t count, bool *warned)
{
    double *slice = cli_alloc(count, sizeof *slice), *z_um = cli_alloc(count, sizeof *z_um);
    find_slices(frame, count, slice);
    file_z(select, frame, count, slice, z_um, warned);
    double file_um = isnan(z_um[0]) ? 0 : z_um[0], start_um = isnan(select->z_um) ? file_um : select->z_um;
    double step_um = count > 1 ? (z_um[count - 1] - z_um[0]) / (slice[count - 1] - slice[0]) : NAN;
    if (!isnan(select->dz_um) && fabs(step_um - select->dz_um) > 0.01 * fabs(select->dz_um) && step_um != 0 &&
        !*warned && (*warned = true))
        record_warn("%s: --dz %.6g replaces the steps of %.6g um that the file says", frame[0].image->file->path,
                    select->dz_um, step_um);
    for (size_t i = 0; i < count; i++)
        frame[i].z_um = !isnan(select->dz_um)  ? start_um + (slice[i] - slice[0]) * select->dz_um
                        : !isnan(select->z_um) ? start_um + (isnan(z_um[i]) ? 0 : z_um[i] - file_um)
                                               : z_um[i];
    free(slice);
    free(z_um);
}

/* --dz counts slices: times or positions of one plane each have none. */
static void check_slices(const struct group *group, size_t frames, size_t stacks)
{
    const char *what = group->varies[TIME] ? "time" : "position";
    if (group->single && frames > 1 && stacks == frames)
        cli_die("%s holds %zu %ss of one plane each, and --dz counts slices; if they are the planes of a stack, say: "
                "--axis z=%s",
                group->planes ? group->name : group->image[0]->file->path, frames, what, what);
}

static bool is_same_stack(const struct frame *a, const struct frame *b)
{
    return a->group == b->group && a->image->stack == b->image->stack &&
           !(a->listed && axes_at(a->image, CHANNEL) != axes_at(b->image, CHANNEL));
}

void heights_place(struct frame *frame, size_t count, const struct tiff_select *select)
{
    size_t end, planes = 0, stacks = 0;
    bool warned = false;
    for (size_t i = 0; i < count; i = end) {
        const struct frame *first = &frame[i];
        for (end = i + 1; end < count && is_same_stack(first, &frame[end]); end++)
            ;
        if (i == 0 || frame[i - 1].group != first->group) {
            planes = stacks = 0;
            warned = false;
        }
        set_z(select, &frame[i], end - i, &warned);
        planes += end - i;
        stacks++;
        bool last = end == count || frame[end].group != first->group;
        if (last && !isnan(select->dz_um) && !first->image->file->stored)
            check_slices(first->group, planes, stacks);
        if (last && !isnan(select->dz_um) && first->group->planes && first->image->file->records[NAMES].uneven)
            record_warn("%s: %s", first->group->name, first->image->file->records[NAMES].uneven);
    }
}
