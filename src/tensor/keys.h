/* keys.h -- the vocabulary of the metadata: all keys that the programs know, their kinds and meanings.
 *
 * There is one table, from which npystream(5) is generated too. Keys that record options (see cli_option) need not be
 * in it, because the help of the option explains them. Keys that are not in the table pass through the filters like all
 * others.
 */
#ifndef KEYS_H
#define KEYS_H

#include <stdint.h>

#include "tensor/meta.h"

/* Kinds can be combined with |. */
enum key_kind {
    KEY_OPTICS = 1,       /* of the microscope */
    KEY_FRAME = 2,        /* of one frame or stack; models and means over frames drop them */
    KEY_ACQUISITION = 4,  /* how the frame was taken or made */
    KEY_SPECIMEN = 8,     /* the kind of specimen */
    KEY_FEATURE = 16,     /* how features were made from the frame */
    KEY_MODEL = 32,       /* what a model is and where it can be trusted */
    KEY_TRAINING = 64,    /* how it was trained */
    KEY_CHECKPOINT = 128, /* what else a training needs to be resumed */
    KEY_TEST = 256        /* what taught it, and how it did in stacks that it has never seen */
};

struct key {
    const char *name;
    enum key_kind kind;
    double relative, absolute; /* by how much two numbers may differ and still agree; both 0: texts must be identical */
    const char *meaning;
};

/* All keys, by kind; terminated by {0}. */
extern const struct key keys[];

/* "optics", "frame", ... */
const char *key_kind_name(enum key_kind kind);

/* The keys of a kind, for the lists of cli_command. */
#define KEYS_OPTICS "pixel_um na lambda_um led_na_x led_na_y"
#define KEYS_FRAME                                                                                                     \
    "stack z_um dz_um target_um focus_um seed slice_um drift_y_px drift_x_px drift_deg align_y_px align_x_px "         \
    "align_deg align outliers doubtful valid crop_y_px crop_x_px"
#define KEYS_FEATURE "feature patch_px crop norm smooth border noise"

/* The seed of the specimen, on which all that is random in its frames depends too; 0 without the key. */
uint64_t keys_seed(const struct meta *meta, const char *where);

/* Drops the keys of these kinds. */
void keys_drop(struct meta *meta, unsigned kinds);

/* A static message if a key of these kinds is in both and differs, otherwise NULL. `where` ("stdin: array 3") and
 * `other_name` ("model.npy") name the two sides in the message. Keys that one side lacks are not compared. */
const char *keys_contradiction(const struct meta *meta, const char *where, const struct meta *other,
                               const char *other_name, unsigned kinds);

/* Ends the program with that message if there is one. */
void keys_match(const struct meta *meta, const char *where, const struct meta *other, const char *other_name,
                unsigned kinds);

/* Ends the program if one of the two sides has a key of these kinds that the other lacks. */
void keys_all(const struct meta *meta, const char *where, const struct meta *other, const char *other_name,
              unsigned kinds);

/* Sets the keys of these kinds that `from` has. */
void keys_take(struct meta *meta, const struct meta *from, unsigned kinds);

/* Updates `all`, the metadata that some frames have in common, with those of one more frame. Optics and features, which
 * keys_match compares, stay as they are; specimens are joined, as in cells+tissue; any other key that `one` lacks or
 * has with another value is dropped. */
void keys_join(struct meta *all, const struct meta *one);

#endif
