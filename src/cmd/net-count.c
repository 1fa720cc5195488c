/* net-count -- counts the weights of a network, and the memory that training needs for each example. P1, Table S1 */
#include <math.h>
#include <string.h>

#include "cli/cli.h"
#include "model/deepr_model.h"
#include "model/fcfnn_model.h"
#include "net/count.h"
#include "table/table.h"

static const struct cli_command command = {
    .name = "net-count",
    .summary = "count the weights of a network, and the memory that training needs",
    .args = "[MODEL]",
    .max_args = 1,
    .description =
        "Prints one row per layer, and the total. `weights` are the numbers that training learns, including biases. "
        "`values` are the numbers that back-propagation has to keep for each example: the input and the output of "
        "every layer; rectifiers and dropout work in place and keep none. memory_bytes is four bytes for each value; "
        "the weights, their gradients and Adam's moments add a fixed amount, whatever the number of examples.\n\n"
        "Of a model of deepr-train the numbers that depend on the size of the images are '-'.\n\n"
        "A layer list is a table with one row per layer, starting with the input, and the columns layer (a "
        "name), "
        "kind, height, width, channels, stride, padding; cells that the kind does not use hold '-'. The kinds are:\n\n"
        "input: an image, height x width x channels\n\n"
        "conv: one kernel of height x width for each output channel; stride; padding same or valid\n\n"
        "pool: windows of height x width; stride; padding same or valid\n\n"
        "mean: the mean of each channel (global average pooling)\n\n"
        "dense: one unit for each of the channels, connected to all inputs\n\n"
        "dropout: sets random values to zero",
    .in = "a layer list, unless a MODEL of fcfnn-train or deepr-train is given",
    .out = "a table: layer kind height width channels weights values memory_bytes; the sizes are those of its output",
    .example = "net-count model.npy\n"
               "printf '%s\\n' 'layer,kind,height,width,channels,stride,padding' 'image,input,28,28,1,-,-' \\\n"
               "  'first,conv,5,5,8,1,valid' 'half,pool,2,2,-,2,valid' 'digit,dense,-,-,10,-,-' |\n"
               "  tr , '\\t' | net-count",
};

/* The kinds of count.h, and which cells each uses. */
static const struct {
    const char *name;
    bool size, channels, stride;
} kinds[COUNT_KINDS] = {
    [COUNT_INPUT] = {"input", true, true, false},  [COUNT_CONV] = {"conv", true, true, true},
    [COUNT_POOL] = {"pool", true, false, true},    [COUNT_MEAN] = {"mean", false, false, false},
    [COUNT_DENSE] = {"dense", false, true, false}, [COUNT_DROPOUT] = {"dropout", false, false, false},
};

static size_t whole(const struct table *t, size_t row, const char *column)
{
    double value = table_number(t, row, table_column(t, column));
    if (!(value >= 1 && value <= COUNT_MAX && value == floor(value)))
        cli_die("%s: %s in row %zu is '%s', expected a whole number from 1 to %d", t->path, column, row + 1,
                table_text(t, row, table_column(t, column)), COUNT_MAX);
    return (size_t)value;
}

static struct count_layer read_layer(const struct table *t, size_t row)
{
    struct count_layer layer = {0};
    const char *kind = table_text(t, row, table_column(t, "kind"));
    while (layer.kind < COUNT_KINDS && strcmp(kinds[layer.kind].name, kind) != 0)
        layer.kind++;
    if (layer.kind == COUNT_KINDS)
        cli_die("%s: kind in row %zu is '%s', expected one of the kinds listed by: net-count --help", t->path, row + 1,
                kind);
    if ((layer.kind == COUNT_INPUT) != (row == 0))
        cli_die("%s: row %zu is of kind %s, expected the input in row 1 and nowhere else", t->path, row + 1, kind);
    if (kinds[layer.kind].size) {
        layer.height = whole(t, row, "height");
        layer.width = whole(t, row, "width");
    }
    if (kinds[layer.kind].channels)
        layer.channels = whole(t, row, "channels");
    if (kinds[layer.kind].stride) {
        layer.stride = whole(t, row, "stride");
        const char *padding = table_text(t, row, table_column(t, "padding"));
        layer.same = strcmp(padding, "same") == 0;
        if (!layer.same && strcmp(padding, "valid") != 0)
            cli_die("%s: padding in row %zu is '%s', expected same or valid", t->path, row + 1, padding);
    }
    return layer;
}

/* Counts the layer that follows `at`, prints its row and adds it to the total. */
static void add(const char *name, const struct count_layer *layer, struct count *at, struct count *total)
{
    struct count out;
    const char *complaint = count_layer(layer, at, &out);
    if (complaint)
        cli_die("layer %s is impossible: %s", name, complaint);
    *at = out;
    total->weights += out.weights;
    total->values += out.values;
    printf("%s\t%s\t%zu\t%zu\t%zu\t%zu\t%zu\t%zu\n", name, kinds[layer->kind].name, out.height, out.width, out.channels,
           out.weights, out.values, out.values * sizeof(float));
}

int main(int argc, char **argv)
{
    char **args = cli_begin(&command, argc, argv), kind[META_VALUE_MAX + 1] = "";
    struct count at = {0}, total = {0};
    struct meta meta;
    struct bundle *bundle = args[0] ? bundle_open(args[0], "make a model with: fcfnn-train, deepr-train", &meta) : NULL;
    table_header(stdout, "layer kind height width channels weights values memory_bytes");
    if (bundle)
        meta_get(&meta, "model", kind);
    if (strncmp(kind, "deep-", 5) == 0) {
        struct deepr_model model;
        deepr_model_take(&model, bundle, &meta, args[0]);
        for (enum unet_part part = UNET_TRUNK; part < (model.spec.dpm ? UNET_PARTS : UNET_DPM); part++) {
            struct layer layer[UNET_LAYERS_MAX];
            size_t layers = unet_layers(&model.spec, part, layer);
            for (size_t l = 0; l < layers; l++)
                printf("%s\tconv\t-\t-\t%zu\t%zu\t-\t-\n", layer[l].name, layer[l].out,
                       layer_rows(&layer[l]) * layer_columns(&layer[l]) + layer[l].out);
            total.weights += layers_params(layer, layers);
        }
        printf("total\t-\t-\t-\t-\t%zu\t-\t-\n", total.weights);
        deepr_model_free(&model);
        return cli_end();
    }
    if (bundle) {
        struct fcfnn_model model = {0};
        fcfnn_model_take(&model, bundle, &meta, args[0]);
        add("features", &(struct count_layer){COUNT_INPUT, 1, 1, model.net.inputs}, &at, &total);
        for (size_t l = 0; l <= model.net.hidden; l++) {
            char name[32];
            snprintf(name, sizeof name, "w%zu", l + 1);
            add(name, &(struct count_layer){COUNT_DENSE, .channels = fcfnn_layer(&model.net, l).out}, &at, &total);
        }
        fcfnn_model_free(&model);
    } else {
        struct table list;
        table_read(&list, NULL);
        if (!list.rows)
            cli_die("%s has no rows, expected one per layer", list.path);
        for (size_t i = 0; i < list.rows; i++) {
            struct count_layer layer = read_layer(&list, i);
            add(table_text(&list, i, table_column(&list, "layer")), &layer, &at, &total);
        }
        table_free(&list);
    }
    printf("total\t-\t-\t-\t-\t%zu\t%zu\t%zu\n", total.weights, total.values, total.values * sizeof(float));
    return cli_end();
}
