/* keys.h -- the vocabulary of the metadata: each key that programs know, its kind, and what it means.
 *
 * One table, from which npystream(5) is made too. Keys under which options are recorded (cli_option) need not be in it:
 * the option says what they mean. Keys that are not in it pass through the filters like the others.
 */
#ifndef KEYS_H
#define KEYS_H

#include "tensor/meta.h"

/* Kinds may be added up. */
enum key_kind {
    KEY_OPTICS = 1,      /* of the microscope */
    KEY_FRAME = 2,       /* of one frame or stack: what a model or a mean over frames does not keep */
    KEY_ACQUISITION = 4, /* how the frame was taken or made */
    KEY_SPECIMEN = 8,    /* what is seen */
    KEY_FEATURE = 16,    /* how features were made of it */
    KEY_MODEL = 32,      /* what a model is and how far it can be trusted */
    KEY_TRAINING = 64,   /* how it was trained */
    KEY_CHECKPOINT = 128 /* what else a training must be continued with */
};

struct key {
    const char *name;
    enum key_kind kind;
    double relative, absolute; /* by how much two numbers may differ and still be the same; both 0: texts, exactly */
    const char *meaning;
};

/* All keys, by kind; ends with {0}. */
extern const struct key keys[];

/* "optics", "frame", ... */
const char *key_kind_name(enum key_kind kind);

/* The keys of a kind, for the lists of cli_command. */
#define KEYS_OPTICS "pixel_um na lambda_um led_na_x led_na_y"
#define KEYS_FRAME "stack z_um dz_um target_um focus_um seed align_y_px align_x_px align_deg align valid"
#define KEYS_FEATURE "feature patch_px crop norm"

/* Drops the keys of these kinds. */
void keys_drop(struct meta *meta, unsigned kinds);

/* Ends the program when a key of these kinds stands in both and differs: `where` ("stdin: array 3") has one value,
 * `other_name` ("model.npy") another. Keys that one side lacks say nothing. */
void keys_match(const struct meta *meta, const char *where, const struct meta *other, const char *other_name,
                unsigned kinds);

/* Makes `all`, what some frames have in common, what one more has too. Optics and features, which keys_match compares,
 * stay as they are; specimens are joined, cells+tissue; any other key that `one` lacks or has another value of is
 * dropped. */
void keys_join(struct meta *all, const struct meta *one);

#endif
