#include "net/deepr_training.h"

#include <math.h>
#include <stdlib.h>

#include "learn/adversary.h"
#include "learn/streams.h"
#include "measure/berhu.h"
#include "measure/similarity.h"
#include "measure/ssim.h"
#include "net/weighted.h"
#include "stats/rng.h"

/* Where BerHu turns from linear to square, in standard deviations of the target. */
static const double turn = 0.1;

/* The parts that are trained, in the order of their weights in the optimiser's vectors. */
static size_t trained(const struct deepr_training *t, enum unet_part parts[2])
{
    parts[0] = t->spec.dpm ? UNET_DPM : UNET_TRUNK;
    parts[1] = UNET_IMAGE;
    return t->spec.dpm ? 1 : 2;
}

static size_t params_of(const struct unet_spec *spec, enum unet_part part)
{
    struct layer layers[UNET_LAYERS_MAX];
    return layers_params(layers, unet_layers(spec, part, layers));
}

const float *deepr_training_part(const struct deepr_training *t, enum unet_part part, const float *vector)
{
    if (part == UNET_DPM) {
        standard_weights(&t->standard, vector, t->folded);
        return t->folded;
    }
    return part == UNET_IMAGE ? vector + params_of(&t->spec, UNET_TRUNK) : vector;
}

/* The channels of what is trained to be like the target. */
static size_t outputs_of(const struct unet_spec *spec)
{
    return unet_outputs(spec, spec->dpm ? UNET_DPM : UNET_IMAGE);
}

/* Gives the network the weights of a vector. */
static void use(struct deepr_training *t, const float *vector)
{
    enum unet_part parts[2];
    for (size_t i = 0; i < trained(t, parts); i++)
        unet_set(t->unet, parts[i], deepr_training_part(t, parts[i], vector));
}

static bool initial_weights(struct deepr_training *t)
{
    enum unet_part parts[2];
    struct layer layers[UNET_LAYERS_MAX];
    size_t at = 0;
    for (size_t i = 0; i < trained(t, parts); i++) {
        size_t count = unet_layers(&t->spec, parts[i], layers);
        if (!layers_init(layers, count, t->options.seed, t->generator.weights + at))
            return false;
        at += layers_params(layers, count);
    }
    optimiser_begin(&t->generator);
    return true;
}

/* The convolutions of the generator from features to features. */
static bool use_muon(struct deepr_training *t)
{
    enum unet_part parts[2];
    size_t at = 0, count = 0;
    for (size_t i = 0; i < trained(t, parts); i++) {
        struct layer layers[UNET_LAYERS_MAX];
        size_t here = unet_layers(&t->spec, parts[i], layers);
        size_t outputs = unet_outputs(&t->spec, parts[i]);
        for (const struct layer *layer = layers; layer < layers + here; layer++)
            if (layer->in > t->spec.inputs && layer->out > outputs)
                t->matrix[count++] = (struct optimiser_matrix){at + layer->w, layer_rows(layer), layer_columns(layer)};
        at += layers_params(layers, here);
    }
    return optimiser_use_muon(&t->generator, count, t->matrix);
}

static bool new_critic(struct deepr_training *t, size_t base)
{
    struct critic_spec spec = {1, base, CRITIC_BLOCKS};
    struct layer layers[CRITIC_LAYERS_MAX];
    size_t count = critic_layers(&spec, layers);
    t->critic = critic_new(&spec, t->options.batch, t->h, t->w, t->options.isa);
    if (!t->critic || !optimiser_new(&t->discriminator, layers_params(layers, count)) ||
        !layers_init(layers, count, t->options.seed, t->discriminator.weights))
        return false;
    optimiser_begin(&t->discriminator);
    return true;
}

void deepr_training_free(struct deepr_training *t)
{
    unet_free(t->unet);
    critic_free(t->critic);
    optimiser_free(&t->generator);
    optimiser_free(&t->discriminator);
    course_free(&t->course);
    order_free(&t->order);
    standard_free(&t->standard);
    free(t->folded);
    free(t->x);
    free(t->y);
    free(t->out);
    free(t->slope);
    free(t->said);
    free(t->said_slope);
    *t = (struct deepr_training){0};
}

size_t deepr_training_bytes(const struct deepr_training *t)
{
    size_t folded = t->folded ? t->generator.params : 0, outputs = outputs_of(&t->spec);
    size_t images = (t->spec.inputs + 1 + 2 * outputs) * t->options.batch * t->h * t->w;
    return unet_bytes(t->unet) + (t->critic ? critic_bytes(t->critic) : 0) + optimiser_bytes(&t->generator) +
           optimiser_bytes(&t->discriminator) + (folded + images) * sizeof(float);
}

/* Turns a square image [n][n] into one of its eight orientations: bit 0 mirrors left and right, bit 1 up and down, bit
 * 2 rows and columns. */
static void orient(size_t n, unsigned orientation, float *image)
{
    for (size_t y = 0; orientation & 1 && y < n; y++)
        for (size_t x = 0; x < n / 2; x++) {
            float *a = image + y * n + x, *b = image + y * n + n - 1 - x, kept = *a;
            *a = *b;
            *b = kept;
        }
    for (size_t y = 0; orientation & 2 && y < n / 2; y++)
        for (size_t x = 0; x < n; x++) {
            float *a = image + y * n + x, *b = image + (n - 1 - y) * n + x, kept = *a;
            *a = *b;
            *b = kept;
        }
    for (size_t y = 0; orientation & 4 && y < n; y++)
        for (size_t x = 0; x < y; x++) {
            float *a = image + y * n + x, *b = image + x * n + y, kept = *a;
            *a = *b;
            *b = kept;
        }
}

/* Loads batch number `number` of the training. */
static bool load(struct deepr_training *t, size_t number)
{
    const struct deepr_options *o = &t->options;
    size_t pixels = t->h * t->w;
    struct rng *rng = rng_new(o->seed, stream_of_step(number));
    bool loaded = rng;
    for (size_t i = 0; loaded && i < o->batch; i++) {
        float *x = t->x + i * t->spec.inputs * pixels, *y = t->y + i * pixels;
        size_t which;
        loaded = order_at(&t->order, number * o->batch + i, &which);
        if (!loaded)
            break;
        t->training->load(t->training->context, which, x, y);
        unsigned orientation = rng_u32(rng) & 7;
        for (size_t channel = 0; channel < t->spec.inputs; channel++)
            orient(t->h, orientation, x + channel * pixels);
        orient(t->h, orientation, y);
    }
    rng_free(rng);
    return loaded;
}

/* How large the features are, in the first batches; none counts as smaller than a hundredth of those of its level. */
static bool see_features(struct deepr_training *t)
{
    enum { BATCHES = 8 };
    static const double least = 0.01;
    double(*mean)[UNET_CHANNELS_MAX] = calloc(UNET_LEVELS, sizeof *mean);
    double(*sd)[UNET_CHANNELS_MAX] = calloc(UNET_LEVELS, sizeof *sd);
    double one[UNET_CHANNELS_MAX], square[UNET_CHANNELS_MAX];
    bool whole = mean && sd;
    for (size_t batch = 0; whole && batch < BATCHES; batch++) {
        whole = load(t, batch) && unet_down(t->unet, t->x);
        for (size_t level = 0; whole && level < t->spec.levels; level++) {
            size_t channels = unet_moments(t->unet, level, one, square);
            for (size_t c = 0; c < channels; c++) {
                mean[level][c] += one[c] / BATCHES;
                sd[level][c] += square[c] / BATCHES;
            }
        }
    }
    for (size_t level = 0; whole && level < t->spec.levels; level++) {
        double largest = 0;
        for (size_t c = 0; c < UNET_CHANNELS_MAX; c++) {
            sd[level][c] = sqrt(fmax(sd[level][c] - mean[level][c] * mean[level][c], 0));
            largest = fmax(largest, sd[level][c]);
        }
        for (size_t c = 0; c < UNET_CHANNELS_MAX; c++)
            sd[level][c] = largest > 0 ? fmax(sd[level][c], least * largest) : 1;
    }
    whole = whole && standard_new(&t->standard, t->unet, &t->spec, UNET_DPM, mean, sd);
    free(mean);
    free(sd);
    return whole;
}

bool deepr_training_new(struct deepr_training *t, const struct unet_spec *spec, size_t critic_base,
                        const struct deepr_options *options, size_t h, size_t w, const float *const *frozen,
                        const struct deepr_pairs *training, const struct deepr_pairs *validation)
{
    *t = (struct deepr_training){
        .options = *options, .spec = *spec, .h = h, .w = w, .training = training, .validation = validation};
    size_t pixels = options->batch * h * w;
    size_t params = spec->dpm ? params_of(spec, UNET_DPM) : params_of(spec, UNET_TRUNK) + params_of(spec, UNET_IMAGE);
    t->unet = unet_new(spec, options->batch, h, w, true, options->isa);
    t->x = calloc(spec->inputs * pixels, sizeof *t->x);
    t->y = calloc(pixels, sizeof *t->y);
    t->out = calloc(outputs_of(spec) * pixels, sizeof *t->out);
    t->slope = calloc(outputs_of(spec) * pixels, sizeof *t->slope);
    t->said = calloc(options->batch, sizeof *t->said);
    t->said_slope = calloc(options->batch, sizeof *t->said_slope);
    bool whole = t->unet && t->x && t->y && t->out && t->slope && t->said && t->said_slope &&
                 optimiser_new(&t->generator, params) && course_new(&t->course, &options->course) &&
                 order_new(&t->order, training->count, options->seed) && initial_weights(t) &&
                 (options->optimiser == OPTIMISER_ADAM || use_muon(t)) &&
                 (spec->dpm || options->adversarial == 0 || new_critic(t, critic_base));
    for (enum unet_part part = UNET_TRUNK; whole && frozen && part <= UNET_IMAGE; part++)
        unet_set(t->unet, part, frozen[part]);
    if (whole && spec->dpm) {
        t->folded = calloc(params, sizeof *t->folded);
        whole = t->folded && see_features(t);
    }
    if (!whole)
        deepr_training_free(t);
    return whole;
}

static double deviation(size_t n, const float *y)
{
    double sum = 0, squares = 0;
    for (size_t i = 0; i < n; i++) {
        sum += (double)y[i];
        squares += (double)y[i] * (double)y[i];
    }
    return sqrt(fmax(squares / (double)n - sum / (double)n * sum / (double)n, 0));
}

static double berhu(size_t n, const float *x, const float *y, double weight, float *slope)
{
    return berhu_mean(n, x, y, turn * deviation(n, y), weight, slope);
}

/* The mean squared error, and `weight` times its gradient. */
static double squared(size_t n, const float *x, const float *y, double weight, float *slope)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        double error = (double)x[i] - (double)y[i];
        sum += error * error;
        if (slope)
            slope[i] += (float)(weight * 2 / (double)n * error);
    }
    return sum / (double)n;
}

/* The squared error of the mean of a map whose second channel says the weights, and `weight` times its gradient. */
static double squared_mean(size_t n, const float *map, const float *y, double weight, float *slope)
{
    double error = weighted_mean(n, map, map + n) - weighted_mean(n, y, NULL);
    if (slope)
        weighted_gradient(n, map, map + n, weight * 2 * error, slope, slope + n);
    return error * error;
}

/* The error of a map, and `weight` times its gradient. */
static double defocus_error(const struct deepr_training *t, const float *map, const float *y, double weight,
                            float *slope)
{
    return (t->options.defocus == DEEPR_MEAN ? squared_mean : squared)(t->h * t->w, map, y, weight, slope);
}

/* The loss of an image without the critic's part, and a share of its gradient. */
static bool image_loss(const struct deepr_training *t, const float *out, const float *y, double share, float *slope,
                       double *loss)
{
    const struct deepr_options *o = &t->options;
    size_t n = t->h * t->w;
    if (t->spec.dpm) {
        *loss = defocus_error(t, out, y, share, slope);
        return true;
    }
    *loss = o->pixels * berhu(n, out, y, share * o->pixels, slope);
    if (o->structure == 0)
        return true;
    double range = similarity_range(n, y), like;
    if (o->similarity == DEEPR_MS_SSIM) {
        if (!ssim_multiscale_gradient(t->h, t->w, out, y, range, -share * o->structure, &like, slope))
            return false;
    } else {
        struct ssim mean, part = {-share * o->structure, 0};
        if (!ssim_mean(t->h, t->w, out, y, range, &mean) || !ssim_gradient(t->h, t->w, out, y, range, &part, slope))
            return false;
        like = mean.ssim;
    }
    *loss += o->structure * (1 - like);
    return true;
}

/* The gradient of the adversarial loss by the outputs joins the slope. */
static bool face_critic(struct deepr_training *t, double *loss)
{
    size_t batch = t->options.batch, n = batch * t->h * t->w;
    float *by_image = t->y; /* the targets are no longer needed */
    if (!critic_judge(t->critic, t->out, t->said))
        return false;
    *loss += t->options.adversarial * adversary_loss(batch, t->said, 1, t->options.adversarial, t->said_slope);
    if (!critic_gradient(t->critic, t->said_slope, NULL, by_image))
        return false;
    for (size_t i = 0; i < n; i++)
        t->slope[i] += by_image[i];
    return true;
}

static bool forward(struct deepr_training *t)
{
    return unet_down(t->unet, t->x) && unet_up(t->unet, t->spec.dpm ? UNET_DPM : UNET_IMAGE, t->out);
}

static bool teach_generator(struct deepr_training *t, size_t update, size_t number, double rate, double *loss)
{
    size_t batch = t->options.batch, n = t->h * t->w, made = outputs_of(&t->spec) * n;
    if (!load(t, number) || !forward(t))
        return false;
    double sum = 0, one;
    for (size_t i = 0; i < batch * made; i++)
        t->slope[i] = 0;
    for (size_t i = 0; i < batch; i++) {
        if (!image_loss(t, t->out + i * made, t->y + i * n, 1 / (double)batch, t->slope + i * made, &one))
            return false;
        sum += one / (double)batch;
    }
    if (t->critic && !face_critic(t, &sum))
        return false;
    *loss += sum;
    float *gradient = t->generator.gradient;
    if (t->spec.dpm) {
        if (!unet_up_gradient(t->unet, UNET_DPM, t->slope, gradient))
            return false;
        standard_gradient(&t->standard, gradient);
    } else if (!unet_up_gradient(t->unet, UNET_IMAGE, t->slope, gradient + params_of(&t->spec, UNET_TRUNK)) ||
               !unet_down_gradient(t->unet, gradient, NULL))
        return false;
    if (!optimiser_step(&t->generator, update, rate, t->options.average))
        return false;
    use(t, t->generator.weights);
    return true;
}

static bool teach_critic(struct deepr_training *t, size_t update, size_t number, double *loss)
{
    size_t batch = t->options.batch, params = t->discriminator.params;
    if (!load(t, number) || !forward(t) || !critic_judge(t->critic, t->out, t->said))
        return false;
    double of_output = adversary_loss(batch, t->said, 0, 1, t->said_slope);
    /* The average is not needed for the critic, so it keeps the gradient of the outputs. */
    float *of_outputs = t->discriminator.best;
    if (!critic_gradient(t->critic, t->said_slope, of_outputs, NULL) || !critic_judge(t->critic, t->y, t->said))
        return false;
    *loss += (of_output + adversary_loss(batch, t->said, 1, 1, t->said_slope)) / 2;
    if (!critic_gradient(t->critic, t->said_slope, t->discriminator.gradient, NULL))
        return false;
    for (size_t i = 0; i < params; i++)
        t->discriminator.gradient[i] += of_outputs[i];
    if (!optimiser_step(&t->discriminator, update, t->options.critic_rate, 0))
        return false;
    critic_set(t->critic, t->discriminator.weights);
    return true;
}

/* A ReLU makes 0 of NAN, so that outputs do not tell. */
static bool all_finite(size_t n, const float *weights)
{
    size_t i = 0;
    while (i < n && isfinite(weights[i]))
        i++;
    return i == n;
}

/* The mean error of the average weights over some validation pairs, evenly chosen; NAN if training has diverged. */
static bool validate(struct deepr_training *t, double *error)
{
    const struct deepr_pairs *v = t->validation;
    size_t count = v->count < t->options.validated ? v->count : t->options.validated, n = t->h * t->w;
    size_t batch = t->options.batch, made = outputs_of(&t->spec) * n;
    double sum = 0;
    use(t, t->generator.average);
    for (size_t first = 0; first < count; first += batch) {
        size_t here = count - first < batch ? count - first : batch;
        for (size_t i = 0; i < here; i++)
            v->load(v->context, (first + i) * v->count / count, t->x + i * t->spec.inputs * n, t->y + i * n);
        if (!forward(t))
            return false;
        for (size_t i = 0; i < here; i++)
            sum += t->spec.dpm ? defocus_error(t, t->out + i * made, t->y + i * n, 0, NULL)
                               : berhu(n, t->out + i * made, t->y + i * n, 0, NULL);
    }
    use(t, t->generator.weights);
    *error = t->spec.dpm ? sqrt(sum / (double)count) : sum / (double)count;
    if (!all_finite(t->generator.params, t->generator.average))
        *error = NAN;
    return true;
}

bool deepr_training_round(struct deepr_training *t)
{
    const struct deepr_options *o = &t->options;
    size_t iterations = o->course.check_every, critic_updates = t->critic ? o->critic_updates : 0;
    size_t batches = o->generator_updates + critic_updates;
    double loss = 0, critic_loss = 0, error;
    use(t, t->generator.weights);
    if (t->critic)
        critic_set(t->critic, t->discriminator.weights);
    for (size_t i = 0; i < iterations; i++) {
        size_t step = t->course.step + i;
        double rate = schedule_rate(o->schedule, o->rate, step, o->course.max_steps);
        for (size_t k = 0; k < o->generator_updates; k++)
            if (!teach_generator(t, step * o->generator_updates + k, step * batches + k, rate, &loss))
                return false;
        for (size_t k = 0; k < critic_updates; k++)
            if (!teach_critic(t, step * critic_updates + k, step * batches + o->generator_updates + k, &critic_loss))
                return false;
    }
    if (!validate(t, &error))
        return false;
    const struct course_round round = {
        .training_error = loss / (double)(iterations * o->generator_updates),
        .validation_error = error,
        .critic_loss = critic_updates ? critic_loss / (double)(iterations * critic_updates) : NAN,
    };
    if (course_note(&t->course, &round))
        optimiser_keep(&t->generator);
    return true;
}
