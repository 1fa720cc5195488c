/* deepr_training.h -- trains the networks of Luo 2020: a generator against a critic, on pairs of images; or the decoder
 * that finds the defocus of every pixel, on a generator that stays as it is.
 *
 * The generator's loss of an image is adversarial (1 - D)^2 + structure (1 - SSIM or MS-SSIM) + pixels BerHu, equation
 * 1, where D is what the critic says of it, and c of BerHu a tenth of the standard deviation of the target; the range
 * of the data of SSIM is that of the target. The critic's loss is D^2 of an output, (1 - D)^2 of a target, equation 2.
 * The decoder's is the squared error of each pixel of the map, or that of its weighted mean: as long as a decoder does
 * not know on which side of focus an image is, whatever differs between the pixels of its map is an error, so it learns
 * to say the same of all of them and always; the mean leaves it free, and the weights (weighted.h) which it learns with
 * the map leave out what shows nothing. For these the decoder has two outputs, spec.dpm = 2. learn/ holds what all
 * trainings share. Muon moves the convolutions from features to features; Adam their biases, and the convolutions that
 * see the image or make it.
 *
 * The random numbers of an update depend only on the seed and its number, so a training that continues from a saved
 * course and optimisers ends with the same bytes as an uninterrupted one.
 */
#ifndef DEEPR_TRAINING_H
#define DEEPR_TRAINING_H

#include <stdbool.h>
#include <stddef.h>

#include "learn/course.h"
#include "learn/optimiser.h"
#include "learn/order.h"
#include "learn/schedule.h"
#include "net/critic.h"
#include "net/standard.h"
#include "net/unet.h"

/* How alike an image is to its target; the words in the order of the enum. */
#define DEEPR_SIMILARITIES "ssim|ms-ssim"
enum deepr_similarity { DEEPR_SSIM, DEEPR_MS_SSIM };

/* The defocus of each pixel, or the weighted mean over the image. */
#define DEEPR_DEFOCUS "mean|pixel"
enum deepr_defocus { DEEPR_MEAN, DEEPR_PIXEL };

struct deepr_options {
    struct course_options course; /* a step is an iteration: some updates of the generator, then some of the critic */
    size_t batch;                 /* pairs in an update */
    size_t generator_updates, critic_updates;
    enum optimiser_method optimiser; /* of the generator; the critic has Adam */
    double rate, critic_rate;        /* step sizes; that of the critic is constant */
    double adversarial, structure, pixels;
    enum deepr_similarity similarity;
    enum deepr_defocus defocus; /* what a decoder learns */
    double average;   /* decay of the running average of the generator that is validated and kept; 0: itself */
    size_t validated; /* pairs in a validation, at most */
    enum schedule schedule;
    enum conv_isa isa;
    size_t seed;
};

/* Pairs of images of h x w: x [inputs][h][w] of the network, and y [h][w], what it is to make of it. A training sees
 * each in one of its eight orientations, at random; they are square. */
struct deepr_pairs {
    size_t count;
    void (*load)(const void *context, size_t i, float *x, float *y);
    const void *context;
};

struct deepr_training {
    struct deepr_options options;
    struct unet_spec spec;
    size_t h, w;
    const struct deepr_pairs *training, *validation; /* not owned */
    struct unet *unet;
    struct critic *critic; /* NULL: none, as the adversarial loss has no weight, or the decoder is trained */
    struct optimiser generator, discriminator;
    struct optimiser_matrix matrix[2 * UNET_LAYERS_MAX]; /* those of the generator that Muon moves */
    struct course course; /* training: the generator's loss; validation: mean BerHu, of the decoder the rmse; critic:
                             the mean of D^2 and (1 - D)^2, 0.25 for a critic that cannot tell images apart */
    struct order order;
    struct standard standard;   /* of a decoder */
    float *folded;              /* its weights as the network has them */
    float *x, *y, *out, *slope; /* one batch */
    float *said, *said_slope;
};

/* Allocates everything, at step 0, with initial weights from the seed. `frozen`, unless NULL, are the trunk and the
 * image part of a generator, on which the decoder is trained (spec->dpm). False: no memory. */
bool deepr_training_new(struct deepr_training *t, const struct unet_spec *spec, size_t critic_base,
                        const struct deepr_options *options, size_t h, size_t w, const float *const *frozen,
                        const struct deepr_pairs *training, const struct deepr_pairs *validation);
void deepr_training_free(struct deepr_training *t);
/* The memory of the networks and of their optimisers, in bytes. */
size_t deepr_training_bytes(const struct deepr_training *t);

/* Does one round of the course: its iterations and the validation; keeps the weights if they are the best. False: no
 * memory. */
bool deepr_training_round(struct deepr_training *t);

/* The weights of a part in a vector of the generator's optimiser, such as t->generator.best. Those of a decoder are
 * valid until the next call. */
const float *deepr_training_part(const struct deepr_training *t, enum unet_part part, const float *vector);

#endif
