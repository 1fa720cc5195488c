/* deepr_focuser.h -- applies a network of Luo 2020 to frames of any size, whose own memory does not grow with them.
 *
 * A frame is brought to mean 0 and variance 1, and mirrored beyond its last row and column to a multiple of the
 * coarsest pixel of the network. It is divided into tiles that overlap by as much as an output pixel can see, so there
 * are no seams; the result is multiplied by the standard deviation of the frame, and its mean is added.
 */
#ifndef DEEPR_FOCUSER_H
#define DEEPR_FOCUSER_H

#include "model/deepr_model.h"
#include "stats/status.h"

struct deepr_focuser {
    const struct deepr_model *model;
    enum conv_isa isa;
    size_t tile; /* side of a tile with its margins, at most; 0: 512, or what one output pixel sees if that is more */

    /* Private: the network for tiles of h x w, and its images. */
    struct unet *unet;
    size_t h, w;
    float *x, *y;
};

/* What a model thinks of its output: a deep-z, whether it was to move pixels further than it has learned; others, what
 * their guard and their decoder say, ok without both. */
struct deepr_opinion {
    enum status status;
    double target_um; /* median of the defocus, by its weights; NAN without a decoder */
    double novelty;   /* see guard.h; NAN without a guard */
};

/* focused [h][w] from frame [h][w]; one without contrast, which is blank, stays as it is. map [h][w], in um: by how
 * much a refocusing network moves the plane of each pixel, which it reads; or the defocus, which a decoder fills in.
 * guard [h][w] is filled by a guard. Both fill in NAN if the frame is blank. Sizes that cannot be computed end the
 * program. */
struct deepr_opinion deepr_focus(struct deepr_focuser *focuser, size_t h, size_t w, const float *frame, float *focused,
                                 float *map_um, float *guard);
/* Sets deepr, and target_um and novelty if they are known; drops them otherwise. */
void deepr_record(const struct deepr_opinion *opinion, struct meta *meta);

/* The rows of a table: the mean and the standard deviation of each row of the map of a frame. */
#define DEEPR_ROWS "frame row mean_um sd_um"
void deepr_save_rows(FILE *out, size_t frame, size_t h, size_t w, const float *map_um);

void deepr_focuser_free(struct deepr_focuser *focuser);

#endif
