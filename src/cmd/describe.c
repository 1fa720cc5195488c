/* describe -- prints what a model knows of itself: optics, features, network, limits, training, errors in the test */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "model/deepr_model.h"
#include "model/fcfnn_model.h"
#include "table/table.h"
#include "tensor/keys.h"

static const struct cli_command command = {
    .name = "describe",
    .summary = "print what a model knows of itself",
    .args = "MODEL",
    .min_args = 1,
    .max_args = 1,
    .description =
        "Prints a row for each of its metadata, by kind: the optics that its frames must have; the features; the "
        "network, the range of its training and the limits of its status; the training, with its options; and, if make "
        "model made it, who taught it, how large its errors were in stacks that it had never seen, and, of kind depth, "
        "the same by the distance to the focus, target_um: the RMSE in um of a network for predict, the SSIM with the "
        "plane in focus of one for deepr.\n\n"
        "positions_print is a fingerprint of the table of positions from which the stacks were read, not of their "
        "pixels.",
    .out = "a table: kind key value meaning",
    .example = "describe model.npy",
};

static const struct key *key_of(const char *name)
{
    const struct key *key = keys;
    while (key->name && strcmp(key->name, name) != 0)
        key++;
    return key;
}

/* A row for each DEPTH:ERROR of a list. */
static void print_depths(const char *list)
{
    char text[META_VALUE_MAX + 1], *rest = text, *pair;
    snprintf(text, sizeof text, "%s", list);
    while ((pair = strsep(&rest, ","))) {
        char *error = strchr(pair, ':');
        if (!error)
            cli_die("by_depth=%s is not DEPTH:ERROR,..., as make model writes it", list);
        *error++ = '\0';
        printf("depth\t%s\t%s\terror there, target_um in um\n", pair, error);
    }
}

/* The keys of one kind, in the order of the model; 0: options of the training, which are no keys of the vocabulary. */
static void print_kind(const struct meta *meta, unsigned kind)
{
    char name[META_VALUE_MAX + 1], value[META_VALUE_MAX + 1];
    for (size_t at = 0; meta_next(meta, &at, name, value);) {
        const struct key *key = key_of(name);
        if ((unsigned)key->kind != kind || strcmp(name, "name") == 0)
            continue;
        if (strcmp(name, "by_depth") == 0)
            print_depths(value);
        else
            printf("%s\t%s\t%s\t%s\n", kind ? key_kind_name(key->kind) : "option", name, value,
                   kind ? key->meaning : "an option of the training");
    }
}

/* Reads all of the model, so that one which is cut is not described. Returns the number of weights. */
static size_t read_weights(const char *path, struct meta *meta)
{
    char kind[META_VALUE_MAX + 1];
    struct bundle *bundle = bundle_open(path, "make one with: make model", meta);
    meta_get(meta, "model", kind);
    if (strncmp(kind, "deep-", 5) == 0) {
        struct deepr_model model;
        size_t weights = 0;
        deepr_model_take(&model, bundle, meta, path);
        for (enum unet_part part = UNET_TRUNK; part < (model.spec.dpm ? UNET_PARTS : UNET_DPM); part++) {
            struct layer layer[UNET_LAYERS_MAX];
            weights += layers_params(layer, unet_layers(&model.spec, part, layer));
        }
        deepr_model_free(&model);
        return weights;
    }
    struct fcfnn_model model = {0};
    fcfnn_model_take(&model, bundle, meta, path);
    size_t weights = model.net.params;
    fcfnn_model_free(&model);
    return weights;
}

int main(int argc, char **argv)
{
    static const unsigned order[] = {KEY_MODEL,    KEY_OPTICS,   KEY_FEATURE, KEY_ACQUISITION,
                                     KEY_SPECIMEN, KEY_TRAINING, KEY_TEST,    0};
    char **args = cli_begin(&command, argc, argv);
    struct meta meta;
    size_t weights = read_weights(args[0], &meta);
    table_header(stdout, "kind key value meaning");
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        print_kind(&meta, order[i]);
        if (i == 0)
            printf("model\tweights\t%zu\tnumbers that the training has learned\n", weights);
    }
    return cli_end();
}
