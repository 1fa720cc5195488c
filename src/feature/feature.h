/* feature.h -- what the network sees of an image: the central part of the Fourier transform of each of its patches.
 *
 * P1, Fig 1a and Note S3. A frame is cut into square patches; of each the mean is subtracted and the transform taken;
 * of the half plane kx >= 0 (the other half is redundant for a real image) a region is kept: a box around frequency 0,
 * or the two circles of radius na/lambda about +-led_na/lambda that hold the singly scattered light (Fig S2). The
 * kept magnitudes (or real parts, or phases) are scaled to a mean of one, which takes the brightness out.
 *
 * Beyond P1: under a LED on the y or the x axis the mirror image of a specimen is as likely as the specimen, and has
 * the same defocus. So all that magnitudes tell is in the mean of the powers at ky and -ky. Folded features are its
 * root: half as many, each with half the speckle.
 */
#ifndef FEATURE_H
#define FEATURE_H

#include <stdbool.h>
#include <stddef.h>

enum feature_part { FEATURE_MAGNITUDE, FEATURE_REAL, FEATURE_PHASE, FEATURE_FOLDED };

/* Scaling of a patch's features: by the mean of their absolute values (P1), by their Euclidean length (the authors'
 * notebook), or not at all. Phases are angles and are never scaled. */
enum feature_norm { FEATURE_UNIT_MEAN, FEATURE_UNIT_LENGTH, FEATURE_UNSCALED };

struct feature_spec {
    size_t patch; /* side of a patch, pixels; even */
    enum feature_part part;
    enum feature_norm norm;
    size_t rows, columns; /* the box: ky = -rows/2 .. rows/2-1, folded from 0; kx = 0 .. columns-1; rows even */
    bool circles;         /* of the box, keep the two circles only, and of the column kx = 0 the half ky >= 0 */
    double radius, center_y, center_x; /* of the circles, in frequency bins: na / lambda * patch * pixel, and so on */
};

/* The side of P1's patches: the power of two at or below half the frame's shorter side, 1024 for 2048 x 2048. */
size_t feature_default_patch(size_t h, size_t w);

/* The box of P1: 0.6 of the spectrum along the axis of the LED, 0.1 across it, both halved; 614 x 51 for 1024. A LED
 * on neither axis gets 0.6 both ways. */
void feature_default_box(struct feature_spec *spec, double led_na_y, double led_na_x);

/* The box that just holds the two circles, as far as they lie below the Nyquist frequency; sets circles. Lengths in
 * um, frequencies in NA. False: no bin lies inside. */
bool feature_circles(struct feature_spec *spec, double na, double led_na_y, double led_na_x, double lambda_um,
                     double pixel_um);

/* How far the bin lies from the nearest edge of the two circles, in bins; negative inside the circles. spec->circles
 * must be set. */
double feature_edge(const struct feature_spec *spec, int ky, int kx);

/* NULL when the spec fits a patch, or what is wrong with it. */
const char *feature_complaint(const struct feature_spec *spec);

/* Where the i-th feature lies, in bins from frequency 0; bins is room for at most rows * columns pairs (ky, kx), or
 * NULL to only count. Returns the number of features of a patch. */
size_t feature_bins(const struct feature_spec *spec, int (*bins)[2]);

/* The coarse shape of a spectrum: the crop is cut into 4 x 4 bands of |ky| and kx, which are finer towards frequency 0,
 * and of each the logarithm of the mean absolute feature is taken, which a specimen of another kind changes and speckle
 * hardly does. feature_bands tells the band of each feature; a band without features has the value 0, and silence
 * counts as e^-10. */
enum { FEATURE_BANDS = 16 };
void feature_bands(const struct feature_spec *spec, unsigned char *band);
void feature_shape(size_t count, const float *features, const unsigned char *band, double shape[FEATURE_BANDS]);

/* A frame h x w being turned into features; NULL: no memory. */
struct features;
struct features *features_new(const struct feature_spec *spec, size_t h, size_t w);
/* Whether f is the one for this spec and frames of this size; false for NULL. */
bool features_fit(const struct features *f, const struct feature_spec *spec, size_t h, size_t w);
size_t features_patches(const struct features *f); /* whole patches in a frame: (h / patch) (w / patch) */
size_t features_count(const struct features *f);   /* features of a patch */
/* frame h x w -> out patches x count. A patch without any contrast gives zeros only. Uses the threads of OpenMP, one
 * patch a thread; the result does not depend on how many. */
void features_extract(struct features *f, const float *frame, float *out);
/* Whether these are the features of a patch without any contrast. */
bool features_blank(size_t count, const float *features);
void features_free(struct features *f);

#endif
