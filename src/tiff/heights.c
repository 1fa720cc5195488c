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

/* The positions of the stage that the planes of a stack claim. */
struct claims {
    size_t known, first, last; /* how many, and where in the stack */
    double low, high;
    bool monotone;
};

static struct claims find_claims(const struct frame *frame, size_t count, const double *slice)
{
    struct claims c = {.low = INFINITY, .high = -INFINITY};
    bool up = true, down = true;
    for (size_t i = 0; i < count; i++) {
        double z_um = frame[i].image->is.z_um;
        if (isnan(z_um))
            continue;
        if (c.known > 0) {
            double rise = (z_um - frame[c.last].image->is.z_um) * (slice[i] - slice[c.last]);
            up &= rise > 0;
            down &= rise < 0;
        }
        c.first = c.known++ > 0 ? c.first : i;
        c.last = i;
        c.low = fmin(c.low, z_um);
        c.high = fmax(c.high, z_um);
    }
    c.monotone = up || down;
    return c;
}

/* A stage that is moved by the camera's clock does not know it: what it reports trembles at most. */
static bool is_still(const struct claims *c, const double *slice, double dz_um)
{
    double moved_um = c->high - c->low, expected_um = fabs(dz_um * (slice[c->last] - slice[c->first]));
    return c->known > 1 && (moved_um < 1e-6 || (!c->monotone && moved_um < 0.1 * expected_um));
}

/* Planes that move, all of which say where they are. */
static void check_moves(const struct tiff_select *select, const struct frame *frame, size_t count,
                        const struct claims *c, const double *slice, bool *warned)
{
    const char *path = frame[0].image->file->path;
    double step = (frame[count - 1].image->is.z_um - frame[0].image->is.z_um) / (slice[count - 1] - slice[0]);
    double said = fabs(frame[0].image->is.dz_um);
    if (*warned || count == 1 || !isnan(select->dz_um))
        return;
    if (!c->monotone && frame[0].group->counted)
        cli_die(
            "%s: its %zu planes go to and fro in z, and nothing says which time or position they are of; if all are "
            "one stack, say: --axis z=page",
            path, count);
    *warned = !c->monotone || fabs(fabs(step) - said) > 0.05 * said;
    if (!c->monotone)
        record_warn("%s: its planes go to and fro in z, from %.9g to %.9g um; they are taken as they are", path, c->low,
                    c->high);
    else if (*warned)
        record_warn("%s: its planes are %.6g um apart, but it says that the step is %.6g um; the planes are right",
                    path, step, said);
}

/* Some planes say where they are. If these are steps of the file apart, the others are counted from them. */
static bool fill_gaps(const struct frame *frame, size_t count, const struct claims *c, const double *slice,
                      double *z_um)
{
    double first_um = frame[c->first].image->is.z_um, said = fabs(frame[0].image->is.dz_um);
    double step = (frame[c->last].image->is.z_um - first_um) / (slice[c->last] - slice[c->first]);
    bool fits = c->known > 1 && fabs(fabs(step) - said) <= 0.05 * said;
    for (size_t i = 0; i < count; i++) {
        double counted_um = first_um + (slice[i] - slice[c->first]) * step;
        fits &= !(fabs(frame[i].image->is.z_um - counted_um) > 0.05 * said); /* NAN: not */
        z_um[i] = counted_um;
    }
    for (size_t i = 0; i < count && !fits; i++)
        z_um[i] = NAN;
    return fits;
}

/* What the file says: positions of the stage that move, or steps; NAN if nothing. */
static void file_z(const struct tiff_select *select, const struct frame *frame, size_t count, const double *slice,
                   double *z_um, bool *warned)
{
    const struct record *first = &frame[0].image->is;
    const char *path = frame[0].image->file->path;
    struct claims c = find_claims(frame, count, slice);
    bool stored = frame[0].image->file->stored, still = c.known == count && is_still(&c, slice, first->dz_um);
    bool stepped = fabs(first->dz_um) > 0;
    for (size_t i = 0; i < count; i++)
        z_um[i] = frame[i].image->is.z_um;
    if (stored || (c.known == count && !still)) {
        if (!stored)
            check_moves(select, frame, count, &c, slice, warned);
        return;
    }
    if (c.known > 0 && !still) {
        bool filled = fill_gaps(frame, count, &c, slice, z_um);
        if (!*warned && (*warned = true))
            record_warn("%s: only %zu of %zu planes say their z, so %s", path, c.known, count,
                        filled ? "the others are counted from these" : "none is used; say it with: --dz UM");
        return;
    }
    if (still && isnan(select->dz_um)) {
        if (!stepped)
            cli_die("%s: all %zu planes of a stack claim to be at z_um=%.9g; say their step with: --dz UM", path, count,
                    z_um[0]);
        if (!*warned && (*warned = true))
            record_warn("%s: all planes claim to be at z_um=%.9g, within %.3g um; they are counted from there in steps "
                        "of %.6g um",
                        path, z_um[0], c.high - c.low, first->dz_um);
    }
    double start_um = z_um[0], from_um = still                     ? start_um - slice[0] * first->dz_um
                                         : isnan(first->origin_um) ? 0
                                                                   : first->origin_um;
    for (size_t i = 0; i < count; i++)
        z_um[i] = stepped && frame[0].group->varies[Z] ? from_um + slice[i] * first->dz_um : still ? start_um : NAN;
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
        frame[i].z_um = !isnan(select->dz_um)  ? cli_step(start_um, select->dz_um, slice[i] - slice[0])
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
