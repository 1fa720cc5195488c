/* feature.h -- the features of an image that the network sees: the central part of the Fourier transform of each patch.
 *
 * P1, Fig 1a and Note S3. A frame is cut into square patches. The mean of each patch is subtracted and its transform
 * computed; in the half plane kx >= 0 (the other half is redundant for a real image) a region is kept: a box around
 * frequency 0, or the two circles of radius na/lambda around +-led_na/lambda that hold the singly scattered light (Fig
 * S2). The kept magnitudes (or real parts, or phases) are scaled to a mean of one, which removes the effect of
 * brightness.
 *
 * Beyond P1: under an LED on the y or x axis the mirror image of a specimen is as likely as the specimen, and has the
 * same defocus. So the mean of the powers at ky and -ky contains all the information in the magnitudes. Folded features
 * are its root: half as many, each with half the speckle.
 * The power of a spectrum is speckled: its value at a frequency is as random as the specimen, and tells little of the
 * light there. The mean over neighbouring frequencies has less speckle (Daniell 1946), at the price of fringes that are
 * finer than the window.
 * Photons are counted, so a camera adds white noise to the spectrum, and how much depends on the exposure. No light
 * reaches the corners of a spectrum beyond 2 na / lambda: the mean power there is the noise, and is subtracted.
 */
#ifndef FEATURE_H
#define FEATURE_H

#include <stdbool.h>
#include <stddef.h>

enum feature_part { FEATURE_MAGNITUDE, FEATURE_REAL, FEATURE_PHASE, FEATURE_FOLDED };

/* Scaling of the features of a patch: by the mean of their absolute values (P1), by their Euclidean length (the
 * authors' notebook), or not at all. Phases are angles and are never scaled. */
enum feature_norm { FEATURE_UNIT_MEAN, FEATURE_UNIT_LENGTH, FEATURE_UNSCALED };

/* What becomes of the jumps between opposite sides of a patch, whose transform spreads along both axes: kept (P1), or
 * removed with the smooth component of the patch (see band_make_periodic). */
enum feature_border { FEATURE_BORDER_KEPT, FEATURE_BORDER_REMOVED };

/* What becomes of the power of the white noise: kept (P1), or the mean power in the corners of the spectrum is
 * subtracted from every power, down to 0. */
enum feature_noise { FEATURE_NOISE_KEPT, FEATURE_NOISE_REMOVED };

struct feature_spec {
    size_t patch; /* side of a patch in pixels; even */
    enum feature_part part;
    enum feature_norm norm;
    enum feature_border border;
    enum feature_noise noise;
    size_t smooth;        /* the power is averaged over smooth x smooth frequencies; odd, 1: not at all */
    size_t rows, columns; /* the box: ky = -rows/2 .. rows/2-1, folded from 0; kx = 0 .. columns-1; rows even */
    bool circles;         /* keep only the two circles inside the box, and only ky >= 0 of the column kx = 0 */
    double radius, center_y, center_x; /* the circles, in frequency bins: na / lambda * patch * pixel, and so on */
};

/* The side of the patches in P1: the largest power of two up to half the shorter side of the frame, 1024 for 2048 x
 * 2048. */
size_t feature_default_patch(size_t h, size_t w);

/* The box of P1: 0.6 of the spectrum along the axis of the LED, 0.1 across it, both halved; 614 x 51 for 1024. For an
 * LED on neither axis, 0.6 along both. */
void feature_default_box(struct feature_spec *spec, double led_na_y, double led_na_x);

/* The smallest box that holds the part of the two circles below the Nyquist frequency; sets circles. Lengths are in um,
 * frequencies in NA. False: no bin lies inside. */
bool feature_circles(struct feature_spec *spec, double na, double led_na_y, double led_na_x, double lambda_um,
                     double pixel_um);

/* The distance of the bin from the nearest edge of the two circles, in bins; negative inside. spec->circles must be
 * set. */
double feature_edge(const struct feature_spec *spec, int ky, int kx);

/* Returns NULL if the spec is valid for its patch, or what is wrong with it. */
const char *feature_complaint(const struct feature_spec *spec);

/* The least frequency of the corners, which are where |ky| and |kx| are above 7/8 of the highest: as a fraction of the
 * sampling frequency. */
#define FEATURE_CORNER 0.6187

/* The position of each feature, in bins from frequency 0. bins must have room for rows * columns pairs (ky, kx), or be
 * NULL to count only. Returns the number of features of a patch. */
size_t feature_bins(const struct feature_spec *spec, int (*bins)[2]);

/* The coarse shape of a spectrum: the logarithm of the mean absolute feature in each of several bands. 4 x 4 bands of
 * |ky| and kx, which are finer towards frequency 0, divide the crop: a specimen of another kind changes them, speckle
 * hardly does. Eight rings, each 0.04 of the radius wide, lie along the edges of the two circles, four on either side:
 * optics that are not as the metadata say move the edges. feature_bands gives the bands of each feature, its part of
 * the crop and its ring, or FEATURE_BANDS in no ring; `edges` has the circles, and without them there are no rings. A
 * band without features has the value 0, and a mean of zero counts as e^-10. */
enum { FEATURE_RINGS = 8, FEATURE_BANDS = 16 + FEATURE_RINGS };
void feature_bands(const struct feature_spec *spec, const struct feature_spec *edges, unsigned char (*band)[2]);
void feature_shape(size_t count, const float *features, const unsigned char (*band)[2], double shape[FEATURE_BANDS]);

/* Extracts the features of frames of h x w; NULL: no memory. */
struct features;
struct features *features_new(const struct feature_spec *spec, size_t h, size_t w);
/* Whether f was made for this spec and frames of this size; false for NULL. */
bool features_fit(const struct features *f, const struct feature_spec *spec, size_t h, size_t w);
size_t features_patches(const struct features *f); /* complete patches per frame: (h / patch) (w / patch) */
size_t features_count(const struct features *f);   /* features per patch */
/* frame h x w -> out patches x count. A patch without any contrast gives only zeros. Uses the threads of OpenMP, one
 * patch per thread; the result does not depend on their number. */
void features_extract(struct features *f, const float *frame, float *out);
/* Whether these features belong to a patch without any contrast. */
bool features_blank(size_t count, const float *features);
void features_free(struct features *f);

#endif
