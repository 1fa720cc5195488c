#include "optics/imaging.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "fourier/fft.h"
#include "fourier/padded.h"
#include "fourier/times.h"

struct imaging {
    struct microscope m;
    struct object object;
    size_t leds;
    struct led *led;
    float complex *light;    /* [leds][2 ry + 1][2 rx + 1]: the light of each LED behind the object, in the pupil */
    size_t gh, gw;           /* the object's grid */
    size_t ry, rx;           /* the pupil, in steps of the frequency grid: k = -ry .. ry, -rx .. rx */
    float complex *spectrum; /* [gh][gw] of a thin object, frequency 0 at [gh/2][gw/2], divided by gh gw */
    float complex *transfer; /* [2 ry + 1][2 rx + 1]: pupil and defocus, frequency 0 in the middle */
    float complex *weak;     /* [4 ry + 1][4 rx + 1]: the weak object's transfer function, likewise */
    float complex *pixel;    /* [2 ry + 1], then [2 rx + 1]: LED and pixel blur of the frequencies 0 .. 2 ry, 2 rx */
    struct padded *field;    /* transforms on the smallest grid that holds the frequencies of the intensity */
    struct fft *power;
    struct fft *camera;
};

static inline float modulus2(float complex a)
{
    return crealf(a) * crealf(a) + cimagf(a) * cimagf(a);
}

static float complex *object_spectrum(size_t h, size_t w, const float complex *object)
{
    struct fft *fft = fft_new(FFT_FORWARD, h, w);
    float complex *centred = malloc(h * w * sizeof *centred);
    if (fft && centred) {
        memcpy(fft->freq, object, h * w * sizeof *object);
        fft_run(fft);
        float scale = (float)(1 / ((double)h * (double)w));
        for (size_t y = 0; y < h; y++)
            for (size_t x = 0; x < w; x++)
                centred[(y + h / 2) % h * w + (x + w / 2) % w] = fft->freq[y * w + x] * scale;
    } else {
        free(centred);
        centred = NULL;
    }
    fft_free(fft);
    return centred;
}

struct imaging *imaging_new(const struct microscope *m, const struct object *object)
{
    struct imaging *g = calloc(1, sizeof *g);
    if (!g)
        return NULL;
    g->m = *m;
    g->object = *object;
    g->gh = 2 * m->h;
    g->gw = 2 * m->w;
    g->ry = microscope_pupil_radius(m, m->h);
    g->rx = microscope_pupil_radius(m, m->w);
    size_t fine_h = fft_fast_size(4 * g->ry + 2), fine_w = fft_fast_size(4 * g->rx + 2);
    g->spectrum = object->slices == 1 ? object_spectrum(g->gh, g->gw, object->transmission) : NULL;
    g->transfer = malloc((2 * g->ry + 1) * (2 * g->rx + 1) * sizeof *g->transfer);
    g->weak = malloc((4 * g->ry + 1) * (4 * g->rx + 1) * sizeof *g->weak);
    g->pixel = malloc((2 * g->ry + 1 + 2 * g->rx + 1) * sizeof *g->pixel);
    g->field = padded_new(fine_h, fine_w, 2 * g->rx + 1);
    g->power = fft_new(FFT_R2C, fine_h, fine_w);
    g->camera = fft_new(FFT_C2R, m->h, m->w);
    if ((g->spectrum || object->slices > 1) && g->transfer && g->weak && g->pixel && g->field && g->power && g->camera)
        return g;
    imaging_free(g);
    return NULL;
}

void imaging_free(struct imaging *g)
{
    if (!g)
        return;
    padded_free(g->field);
    fft_free(g->power);
    fft_free(g->camera);
    free(g->led);
    free(g->light);
    free(g->spectrum);
    free(g->transfer);
    free(g->weak);
    free(g->pixel);
    free(g);
}

/* The direction of an LED in steps of the frequency grid along n pixels. */
static ptrdiff_t led_step(const struct microscope *m, double na, size_t n)
{
    return (ptrdiff_t)rint(na * (double)n * m->pixel_um / m->lambda_um);
}

static bool axis_holds(const struct microscope *m, double na, size_t n, bool weak)
{
    size_t pupil = microscope_pupil_radius(m, n), tilt = (size_t)llabs(led_step(m, na, n));
    return pupil + (weak && tilt < pupil ? pupil : tilt) < n;
}

bool imaging_holds(const struct microscope *m, struct led led, bool weak)
{
    return axis_holds(m, led.na_y, m->h, weak) && axis_holds(m, led.na_x, m->w, weak);
}

/* exp(2 pi i turns). The turns are reduced in double before they become float. */
static float complex unit_phase(double turns)
{
    float sine, cosine;
    sincosf((float)(2 * M_PI * (turns - rint(turns))), &sine, &cosine);
    return CMPLXF(cosine, sine);
}

/* P(k) exp(2 pi i z (kz - 1/lambda)) depends only on |kx| and |ky|, so only one quadrant is computed. */
static void set_transfer(struct imaging *g, double z_um)
{
    const struct microscope *m = &g->m;
    size_t ry = g->ry, rx = g->rx, width = 2 * rx + 1;
    double na_per_y = m->lambda_um / ((double)m->h * m->pixel_um),
           na_per_x = m->lambda_um / ((double)m->w * m->pixel_um);
    for (size_t y = 0; y <= ry; y++)
        for (size_t x = 0; x <= rx; x++) {
            double na_y = (double)y * na_per_y, na_x = (double)x * na_per_x, sine2 = na_y * na_y + na_x * na_x;
            double amplitude = sine2 < 1 ? microscope_pupil_amplitude(m, na_x, na_y) : 0;
            /* 1 - cos(theta) without cancellation */
            double turns = amplitude > 0 ? -z_um / m->lambda_um * sine2 / (1 + sqrt(1 - sine2)) : 0;
            float complex value = (float)amplitude * unit_phase(turns);
            g->transfer[(ry + y) * width + rx + x] = g->transfer[(ry + y) * width + rx - x] = value;
            g->transfer[(ry - y) * width + rx + x] = g->transfer[(ry - y) * width + rx - x] = value;
        }
}

/* The frequencies in the pupil. */
static size_t window(const struct imaging *g)
{
    return (2 * g->ry + 1) * (2 * g->rx + 1);
}

/* The light of an LED behind a thin object: its spectrum, shifted. */
static void light_thin(const struct imaging *g, struct led led, float complex *light)
{
    size_t rows = 2 * g->ry + 1, columns = 2 * g->rx + 1;
    size_t top = g->gh / 2 - g->ry - (size_t)led_step(&g->m, led.na_y, g->m.h);
    size_t left = g->gw / 2 - g->rx - (size_t)led_step(&g->m, led.na_x, g->m.w);
    for (size_t y = 0; y < rows; y++)
        memcpy(light + y * columns, g->spectrum + (top + y) * g->gw + left, columns * sizeof *light);
}

/* Buffers of the grid of the object: the wave, forward and back, and the propagation from slice to slice. */
struct multislice {
    struct fft *forward, *backward;
    float complex *step; /* [gh][gw] */
};

/* The phase in turns that the frequency (ky, kx), in steps of the grid, gains in dz_um of the medium relative to
 * frequency 0; NAN if it is evanescent. */
static double turns_in_medium(const struct imaging *g, double ky, double kx, double dz_um)
{
    const struct microscope *m = &g->m;
    double y = ky / ((double)m->h * m->pixel_um), x = kx / ((double)m->w * m->pixel_um);
    double full = g->object.index / m->lambda_um, sine2 = (y * y + x * x) / (full * full);
    return sine2 < 1 ? -dz_um * full * sine2 / (1 + sqrt(1 - sine2)) : NAN;
}

static void multislice_free(struct multislice *s)
{
    fft_free(s->forward);
    fft_free(s->backward);
    free(s->step);
}

static bool multislice_new(struct multislice *s, const struct imaging *g)
{
    *s = (struct multislice){fft_new(FFT_FORWARD, g->gh, g->gw), fft_new(FFT_BACKWARD, g->gh, g->gw),
                             malloc(g->gh * g->gw * sizeof *s->step)};
    if (!s->forward || !s->backward || !s->step) {
        multislice_free(s);
        return false;
    }
    double norm = 1 / ((double)g->gh * (double)g->gw);
    for (size_t y = 0; y < g->gh; y++)
        for (size_t x = 0; x < g->gw; x++) {
            double turns = turns_in_medium(g, fft_index(y, g->gh), fft_index(x, g->gw), g->object.slice_um);
            s->step[y * g->gw + x] = isnan(turns) ? 0 : (float)norm * unit_phase(turns);
        }
    return true;
}

/* The light of an LED behind a thick object, traced back to its middle. */
static void light_thick(const struct imaging *g, struct multislice *s, struct led led, float complex *light)
{
    size_t cells = g->gh * g->gw, rows = 2 * g->ry + 1, columns = 2 * g->rx + 1;
    double ly = (double)led_step(&g->m, led.na_y, g->m.h), lx = (double)led_step(&g->m, led.na_x, g->m.w);
    float complex *wave = s->forward->freq;
    for (size_t x = 0; x < g->gw; x++)
        wave[x] = unit_phase(lx * (double)x / (double)g->gw);
    for (size_t y = g->gh; y-- > 0;) {
        float complex along_y = unit_phase(ly * (double)y / (double)g->gh);
        for (size_t x = 0; x < g->gw; x++)
            wave[y * g->gw + x] = times(along_y, wave[x]);
    }
    for (size_t slice = 0; slice < g->object.slices; slice++) {
        const float complex *transmission = g->object.transmission + slice * cells, *arriving = wave;
        if (slice > 0) {
            for (size_t i = 0; i < cells; i++)
                s->backward->freq[i] = times(wave[i], s->step[i]);
            fft_run(s->backward);
            arriving = s->backward->freq;
        }
        for (size_t i = 0; i < cells; i++)
            wave[i] = times(arriving[i], transmission[i]);
        fft_run(s->forward);
    }
    double back_um = -0.5 * (double)(g->object.slices - 1) * g->object.slice_um, norm = 1 / (double)cells;
    for (size_t y = 0; y < rows; y++)
        for (size_t x = 0; x < columns; x++) {
            double ky = (double)y - (double)g->ry, kx = (double)x - (double)g->rx;
            double turns = turns_in_medium(g, ky, kx, back_um);
            size_t from = (y + g->gh - g->ry) % g->gh * g->gw + (x + g->gw - g->rx) % g->gw;
            light[y * columns + x] = isnan(turns) ? 0 : (float)norm * times(wave[from], unit_phase(turns));
        }
}

bool imaging_light(struct imaging *g, size_t n, const struct led *led)
{
    free(g->led);
    free(g->light);
    g->leds = n;
    g->led = calloc(n, sizeof *g->led);
    g->light = calloc(n, window(g) * sizeof *g->light);
    struct multislice slices = {0};
    bool thick = g->object.slices > 1;
    if (!g->led || !g->light || (thick && !multislice_new(&slices, g)))
        return false;
    memcpy(g->led, led, n * sizeof *led);
    for (size_t i = 0; i < n; i++)
        if (thick)
            light_thick(g, &slices, led[i], g->light + i * window(g));
        else
            light_thin(g, led[i], g->light + i * window(g));
    if (thick)
        multislice_free(&slices);
    return true;
}

/* Adds |U|^2 of one LED to power->real. The frequencies of the field are stored from index 0, not from -ry and -rx:
 * this multiplies U by a factor of modulus 1. */
static void add_exact(struct imaging *g, const float complex *light)
{
    size_t rows = 2 * g->ry + 1, columns = 2 * g->rx + 1, fine = g->field->h * g->field->w;
    for (size_t y = 0; y < rows; y++) {
        float complex *to = g->field->freq + y * g->field->w;
        for (size_t x = 0; x < columns; x++)
            to[x] = times(light[y * columns + x], g->transfer[y * columns + x]);
    }
    for (size_t y = rows; y < g->field->h; y++)
        memset(g->field->freq + y * g->field->w, 0, columns * sizeof *g->field->freq);
    padded_run(g->field);
    for (size_t i = 0; i < fine; i++)
        g->power->real[i] += modulus2(g->field->freq[i]);
}

/* The spectrum of |U0|^2 + 2 Re(U0* U1), summed over the LEDs, into power->freq: V(q) + conj(V(-q)), where V is the
 * object's spectrum times the sum of conj(E(k0)) E(q + k0), E = transfer. */
static void set_weak(struct imaging *g)
{
    size_t ry = g->ry, rx = g->rx, columns = 2 * rx + 1, wide = 4 * rx + 1;
    float complex unscattered = g->spectrum[g->gh / 2 * g->gw + g->gw / 2];
    double clear = 0;
    memset(g->weak, 0, (4 * ry + 1) * wide * sizeof *g->weak);
    for (size_t i = 0; i < g->leds; i++) {
        ptrdiff_t ly = led_step(&g->m, g->led[i].na_y, g->m.h), lx = led_step(&g->m, g->led[i].na_x, g->m.w);
        if (llabs(ly) > (ptrdiff_t)ry || llabs(lx) > (ptrdiff_t)rx)
            continue;
        float complex at_led = conjf(g->transfer[(ry + (size_t)ly) * columns + rx + (size_t)lx]);
        clear += (double)modulus2(at_led);
        for (size_t y = 0; y <= 2 * ry; y++) {
            const float complex *e = g->transfer + y * columns;
            float complex *to = g->weak + (y + ry - (size_t)ly) * wide + rx - (size_t)lx;
            for (size_t x = 0; x < columns; x++)
                to[x] += times(at_led, e[x]);
        }
    }
    g->weak[2 * ry * wide + 2 * rx] = 0; /* the unscattered light, included in `clear` */

    const float complex *object = g->spectrum + (g->gh / 2 - 2 * ry) * g->gw + g->gw / 2 - 2 * rx;
    for (size_t y = 0; y <= 4 * ry; y++) {
        float complex *to = g->power->freq + (y + g->power->h - 2 * ry) % g->power->h * (g->power->w / 2 + 1);
        for (size_t x = 0; x <= 2 * rx; x++) { /* V at q = (y - 2 ry, x) and at -q */
            size_t plus = 2 * rx + x, minus = 2 * rx - x, mirror = 4 * ry - y;
            float complex here = times(object[y * g->gw + plus], g->weak[y * wide + plus]);
            float complex there = times(object[mirror * g->gw + minus], g->weak[mirror * wide + minus]);
            to[x] = times(conjf(unscattered), here) + times(unscattered, conjf(there));
        }
    }
    g->power->freq[0] = (float)clear * modulus2(unscattered);
}

/* The blur by the LED and by the pixel along one axis of n pixels. A pixel covers two samples of the object, and its
 * centre lies a quarter pixel beyond the centre of the first. */
static void set_pixel(float complex *pixel, size_t count, size_t n, double pixel_um, double blur_um)
{
    pixel[0] = 1;
    for (size_t q = 1; q < count; q++) {
        double turn = M_PI * (double)q / (double)n, blur = turn * blur_um / pixel_um;
        double value = sin(turn) / turn * (blur > 0 ? sin(blur) / blur : 1);
        pixel[q] = (float complex)(value * cexp(I * turn / 2));
    }
}

static void add_frequency(struct fft *camera, size_t ky, size_t kx, float complex value)
{
    if (kx <= camera->w / 2)
        camera->freq[ky * (camera->w / 2 + 1) + kx] += value;
}

/* Maps scale * power->freq to the camera: frequencies beyond the Nyquist frequency of the camera fold back, as in
 * sampling by its pixels. */
static void expose(struct imaging *g, double scale)
{
    size_t ry = g->ry, rx = g->rx, h = g->m.h, w = g->m.w, stride = g->power->w / 2 + 1;
    const float complex *pixel_y = g->pixel, *pixel_x = g->pixel + 2 * ry + 1;
    float norm = (float)scale;
    memset(g->camera->freq, 0, h * (w / 2 + 1) * sizeof *g->camera->freq);
    for (size_t i = 0; i <= 4 * ry; i++) {
        bool negative = i > 2 * ry;
        size_t q = negative ? 4 * ry + 1 - i : i; /* |qy| */
        const float complex *row = g->power->freq + (negative ? g->power->h - q : q) * stride;
        float complex along_y = norm * (negative ? conjf(pixel_y[q]) : pixel_y[q]);
        size_t below = (h - q % h) % h, ky = negative ? below : q % h, mirrored = negative ? q % h : below;
        for (size_t x = 0; x <= 2 * rx; x++) {
            float complex value = times(times(row[x], along_y), pixel_x[x]);
            size_t kx = x < w ? x : x - w; /* less than two periods */
            add_frequency(g->camera, ky, kx, value);
            if (x > 0) /* the frequency -q, which the real transform does not store */
                add_frequency(g->camera, mirrored, kx ? w - kx : 0, conjf(value));
        }
    }
    fft_run(g->camera);
}

void imaging_run(struct imaging *g, double z_um, bool weak, float *intensity)
{
    double blur_um = fabs(z_um) * g->m.led_size;
    set_transfer(g, z_um);
    set_pixel(g->pixel, 2 * g->ry + 1, g->m.h, g->m.pixel_um, blur_um);
    set_pixel(g->pixel + 2 * g->ry + 1, 2 * g->rx + 1, g->m.w, g->m.pixel_um, blur_um);
    if (weak) {
        set_weak(g);
        expose(g, 1 / (double)g->leds);
    } else {
        memset(g->power->real, 0, g->power->h * g->power->w * sizeof *g->power->real);
        for (size_t i = 0; i < g->leds; i++)
            add_exact(g, g->light + i * window(g));
        fft_run(g->power);
        expose(g, 1 / ((double)g->leds * (double)g->power->h * (double)g->power->w));
    }
    float floor = weak ? -INFINITY : 0; /* clip rounding errors of the transforms: sums of squares are not negative */
    for (size_t i = 0; i < g->m.h * g->m.w; i++)
        intensity[i] = g->camera->real[i] > floor ? g->camera->real[i] : floor;
}
