#include "tensor/npy.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

static const unsigned char magic[6] = {0x93, 'N', 'U', 'M', 'P', 'Y'};

/* What NumPy saves and a tensor has no type for: it becomes a type that holds its values. */
struct foreign {
    const char *name; /* NULL: none */
    size_t size;
    bool is_signed;
    enum dtype as;
};

static const struct foreign foreigns[] = {
    {"b1", 1, false, U1}, {"i1", 1, true, F4}, {"i2", 2, true, F4},
    {"i4", 4, true, F8},  {"i8", 8, true, F8}, {"u8", 8, false, F8},
};

/* How the data of an array lie in the stream. */
struct layout {
    bool swap;    /* they have the other byte order */
    bool fortran; /* the first axis is the fastest */
    const struct foreign *foreign;
};

struct npy {
    FILE *file;
    const char *name;
    size_t arrays, reads;
    struct tensor run; /* the array that npy_part splits: its shape and metadata */
    size_t plane;      /* its next plane */
    struct layout run_layout;
    struct tensor whole; /* a run in Fortran order, whose planes do not lie one after the other */
    struct tensor frame; /* reused by npy_frame, so that a live stream needs no new allocations */
    struct tensor raw;   /* the shape of every frame, under --raw */
    bool raw_swap;
    double largest;
    char where[512], wrong[1024];
};

size_t npy_index(const struct npy *in)
{
    return in->reads;
}

const char *npy_where(const struct npy *in)
{
    return in->where;
}

double npy_largest(const struct npy *in)
{
    return in->largest;
}

static void parse_raw(struct npy *in, const char *format)
{
    size_t w, h;
    char type[8], junk;
    if (sscanf(format, "%zux%zu:%7[>a-z0-9]%c", &w, &h, type, &junk) != 3 || !w || !h)
        cli_usage("--raw: '%s' is not WxH:TYPE, the width first, as in 2048x1536:u2", format);
    in->raw_swap = type[0] == '>';
    enum dtype t = dtype_parse(type + in->raw_swap);
    if (t == DTYPES || t == C8 || t == F2)
        cli_usage("--raw: type '%s' is not one of u1 u2 u4 f4 f8, or >u2 for big-endian", type);
    in->raw.type = t;
    in->raw.rank = 2;
    in->raw.dim[0] = h;
    in->raw.dim[1] = w;
}

struct npy *npy_open(const char *path)
{
    return npy_take(cli_open(path), path);
}

struct npy *npy_take(FILE *file, const char *path)
{
    struct npy *in = cli_alloc(1, sizeof *in);
    in->name = cli_source(path);
    in->file = file;
    if (file == stdin && cli_raw_format())
        parse_raw(in, cli_raw_format());
    return in;
}

void npy_close(struct npy *in)
{
    if (in->file != stdin)
        fclose(in->file);
    tensor_free(&in->frame);
    tensor_free(&in->whole);
    free(in);
}

static void read_exactly(struct npy *in, void *to, size_t bytes, const char *part)
{
    size_t got = fread(to, 1, bytes, in->file);
    if (got == bytes)
        return;
    if (ferror(in->file))
        cli_die("%s:", in->where);
    cli_die("%s ends after %zu of %zu bytes of %s", in->where, got, bytes, part);
}

static void swap_bytes(unsigned char *bytes, size_t size, size_t count)
{
    for (size_t i = 0; i < count; i++, bytes += size)
        for (size_t a = 0, b = size - 1; a < b; a++, b--) {
            unsigned char c = bytes[a];
            bytes[a] = bytes[b];
            bytes[b] = c;
        }
}

/* The text after `'key':` in the dictionary, or NULL. */
static const char *entry(const char *dict, const char *key)
{
    char quoted[32];
    snprintf(quoted, sizeof quoted, "'%s'", key);
    const char *at = strstr(dict, quoted);
    if (!at)
        return NULL;
    at += strlen(quoted);
    at += strspn(at, " ");
    return *at == ':' ? at + 1 + strspn(at + 1, " ") : NULL;
}

static void parse_dict(char *dict, struct tensor *t, struct layout *layout, const char *where)
{
    char *end = strchr(dict, '}');
    if (dict[0] != '{' || !end)
        cli_die("%s: the NPY header is not a dictionary", where);
    char *comment = end + 1 + strspn(end + 1, " ");
    *end = '\0';
    t->meta.text[0] = '\0';
    if (!strchr("#\n", *comment))
        cli_die("%s: the NPY header goes on after its dictionary: '%.40s'", where, comment);
    if (*comment == '#') {
        comment += 1 + strspn(comment + 1, " ");
        size_t length = strcspn(comment, "\n");
        while (length && comment[length - 1] == ' ')
            length--;
        comment[length] = '\0';
        const char *complaint = meta_complaint(comment);
        if (complaint)
            cli_die("%s: bad metadata '%.80s': %s", where, comment, complaint);
        snprintf(t->meta.text, sizeof t->meta.text, "%s", comment);
    }
    const char *descr = entry(dict, "descr"), *order = entry(dict, "fortran_order"), *shape = entry(dict, "shape");
    if (!descr || !order || !shape || *shape != '(')
        cli_die("%s: the NPY header lacks descr, fortran_order or shape", where);

    char type[16] = "";
    if (*descr != '\'' || sscanf(descr + 1, "%15[^']", type) != 1)
        cli_die("%s is a structured array, expected one number per element", where);
    t->type = dtype_parse(type + 1);
    *layout = (struct layout){.swap = type[0] == '>'};
    for (size_t i = 0; i < sizeof foreigns / sizeof *foreigns; i++)
        if (strcmp(foreigns[i].name, type + 1) == 0) {
            layout->foreign = &foreigns[i];
            t->type = foreigns[i].as;
        }
    if (!strchr("<>|=", type[0]) || t->type == DTYPES)
        cli_die("%s is of type %s, expected integers, bool, f2 f4 f8 or c8; in Python: a.astype('f4')", where, type);

    t->rank = 0;
    for (const char *at = shape + 1 + strspn(shape + 1, " "); *at != ')'; at += strspn(at, ", ")) {
        char *rest;
        errno = 0;
        unsigned long long n = strtoull(at, &rest, 10);
        if (rest == at || errno || !isdigit((unsigned char)*at))
            cli_die("%s has the shape '%.40s', expected numbers", where, shape);
        if (t->rank == RANK_MAX)
            cli_die("%s has the shape '%.*s', expected at most %d axes; save one stack of it, in Python: np.save(FILE, "
                    "a[0, 0])",
                    where, (int)strcspn(shape, ")") + 1, shape, RANK_MAX);
        if (!n)
            cli_die("%s is empty: one of its axes has length 0", where);
        t->dim[t->rank++] = (size_t)n;
        at = rest + strspn(rest, " ");
        if (*at != ',' && *at != ')')
            cli_die("%s has the shape '%.40s', expected numbers separated by commas", where, shape);
    }
    for (int i = t->rank; i < RANK_MAX; i++)
        t->dim[i] = 1;
    layout->fortran = strncmp(order, "False", 5) != 0 && t->rank > 1;
    size_t bytes = dtype_size(t->type);
    for (int i = 0; i < t->rank; i++)
        if (__builtin_mul_overflow(bytes, t->dim[i], &bytes) || bytes > PTRDIFF_MAX)
            cli_die("%s: %s is more than an address can reach", where, tensor_describe(t));
}

/* Guesses what the bytes are that stand where an array should begin. */
static const char *guess(const unsigned char *head)
{
    if (memcmp(head, "II", 2) == 0 || memcmp(head, "MM", 2) == 0)
        return "a TIFF; read it with: tiff-read FILE";
    if (head[0] == 0x89 || head[0] == 0xff)
        return "a PNG or JPEG; convert it to 16-bit PGM first";
    if (memcmp(head, "PK", 2) == 0)
        return "an .npz archive; save one array alone, in Python: np.save(FILE, a)";
    if (head[0] == 'P')
        return "a colour or text netpbm image; convert it to binary PGM (P5)";
    if (isprint(head[0]) && (isprint(head[1]) || isspace(head[1])))
        return "text, such as a table; read headerless frames with: --raw WxH:TYPE";
    return "headerless frames? read them with: --raw WxH:TYPE";
}

static size_t parse(const unsigned char *bytes, size_t length, struct tensor *t, struct layout *layout,
                    const char *where)
{
    if (length < sizeof magic + 6)
        return 0;
    if (memcmp(bytes, magic, sizeof magic) != 0)
        cli_die("%s does not begin with an NPY header (%s)", where, guess(bytes));
    unsigned version = bytes[6];
    if (version < 1 || version > 3)
        cli_die("%s is NPY version %u, expected 1, 2 or 3", where, version);
    size_t head = version == 1 ? 10 : 12;
    size_t size = bytes[8] + 256u * bytes[9];
    if (version > 1)
        size += 65536u * bytes[10] + 16777216u * (size_t)bytes[11];
    if (size > 65535)
        cli_die("%s has an NPY header of %zu bytes, expected at most 65535", where, size);
    if (length < head + size)
        return 0;
    char *dict = cli_alloc(size + 1, 1);
    memcpy(dict, bytes + head, size);
    if (strlen(dict) < size)
        cli_die("%s: the NPY header holds a zero byte", where);
    parse_dict(dict, t, layout, where);
    free(dict);
    return head + size;
}

size_t npy_parse(const unsigned char *bytes, size_t length, struct tensor *t, bool *swap, const char *where)
{
    struct layout layout;
    size_t at = parse(bytes, length, t, &layout, where);
    if (at && layout.foreign)
        cli_die("%s is of type %s, expected one of u1 u2 u4 f2 f4 f8 c8; in Python: a.astype('f4')", where,
                layout.foreign->name);
    if (at && layout.fortran)
        cli_die("%s is in Fortran order, expected C order; in Python: np.ascontiguousarray(a)", where);
    *swap = at && layout.swap;
    return at;
}

/* Reads a number of a PGM header, after blanks and comments. */
static size_t pgm_number(struct npy *in)
{
    int c = getc(in->file);
    for (bool comment = false; c != EOF && (comment || c == '#' || isspace(c)); c = getc(in->file))
        comment = c == '#' || (comment && c != '\n');
    size_t number = 0;
    if (!isdigit(c))
        cli_die("%s: the PGM header lacks a number", in->where);
    for (; isdigit(c) && number < 1000000000; c = getc(in->file))
        number = 10 * number + (size_t)(c - '0');
    if (!isspace(c))
        cli_die("%s: the PGM header does not end with a blank", in->where);
    return number;
}

static void pgm_header(struct npy *in, struct tensor *t, struct layout *layout)
{
    size_t w = pgm_number(in), h = pgm_number(in), maximum = pgm_number(in);
    if (!w || !h || !maximum || maximum > 65535)
        cli_die("%s is a PGM of %zux%zu with maximum %zu, expected positive sizes and a maximum from 1 to 65535",
                in->where, w, h, maximum);
    t->meta.text[0] = '\0';
    t->type = maximum < 256 ? U1 : U2;
    t->rank = 2;
    t->dim[0] = h;
    t->dim[1] = w;
    t->dim[2] = t->dim[3] = 1;
    *layout = (struct layout){.swap = true}; /* PGM is big-endian */
}

/* Reads up to the data of the next array. False at the end of the stream. */
static bool next_header(struct npy *in, struct tensor *t, struct layout *layout)
{
    unsigned char head[65536 + 12];
    int first = getc(in->file);
    if (first == EOF && ferror(in->file))
        cli_die("%s:", in->name);
    if (first == EOF)
        return false;
    ungetc(first, in->file);
    in->arrays++;
    snprintf(in->where, sizeof in->where, "%s: array %zu", in->name, in->arrays);
    if (in->raw.rank) {
        struct tensor shape = in->raw;
        t->meta.text[0] = '\0';
        t->type = shape.type;
        t->rank = 2;
        memcpy(t->dim, (size_t[]){shape.dim[0], shape.dim[1], 1, 1}, sizeof t->dim);
        *layout = (struct layout){.swap = in->raw_swap};
        return true;
    }
    read_exactly(in, head, 2, "its header");
    if (head[0] == 'P' && head[1] == '5') {
        pgm_header(in, t, layout);
        return true;
    }
    if (head[0] != magic[0])
        cli_die("%s does not begin with an NPY header (%s)", in->where, guess(head));
    read_exactly(in, head + 2, 10, "its header");
    size_t have = 12, size = 10u + head[8] + 256u * head[9];
    if (head[6] > 1)
        size += 2; /* npy_parse refuses what is longer */
    if (size > have)
        read_exactly(in, head + have, size - have, "its header");
    if (!parse(head, size > have ? size : have, t, layout, in->where))
        cli_die("%s has an NPY header of more than 65535 bytes", in->where);
    return true;
}

/* The value of an integer of `size` bytes. */
static double integer(const unsigned char *bytes, const struct foreign *foreign, const char *where)
{
    uint64_t bits = 0;
    memcpy(&bits, bytes, foreign->size); /* little-endian, as this machine */
    uint64_t sign = foreign->is_signed ? 1ull << (8 * foreign->size - 1) : 0;
    int64_t whole = (int64_t)((bits ^ sign) - sign); /* extends the sign */
    double value = foreign->is_signed ? (double)whole : (double)bits;
    if (fabs(value) > 0x1p53)
        cli_die("%s has the value %.17g, which f8 does not hold exactly; in Python: a.astype('f8')", where, value);
    return value;
}

static void read_foreign(struct npy *in, struct tensor *t, struct layout layout)
{
    size_t count = tensor_count(t), size = layout.foreign->size;
    unsigned char *bytes = cli_alloc(count, size);
    read_exactly(in, bytes, count * size, "data");
    if (layout.swap)
        swap_bytes(bytes, size, count);
    for (size_t i = 0; i < count; i++) {
        double value = integer(bytes + i * size, layout.foreign, in->where);
        if (t->type == U1)
            ((uint8_t *)t->data)[i] = value != 0;
        else if (t->type == F4)
            ((float *)t->data)[i] = (float)value;
        else
            ((double *)t->data)[i] = value;
    }
    free(bytes);
}

/* Puts data whose first axis is the fastest into the usual order. */
static void turn(struct tensor *t)
{
    size_t count = tensor_count(t), size = dtype_size(t->type), stride[RANK_MAX], at[RANK_MAX] = {0};
    unsigned char *turned = cli_alloc(count, size), *to = turned;
    const unsigned char *from = t->data;
    for (int i = 0; i < t->rank; i++)
        stride[i] = i ? stride[i - 1] * t->dim[i - 1] : 1;
    for (size_t n = 0; n < count; n++, to += size) {
        size_t place = 0;
        for (int i = 0; i < t->rank; i++)
            place += at[i] * stride[i];
        memcpy(to, from + place * size, size);
        for (int i = t->rank - 1; i >= 0 && ++at[i] == t->dim[i]; i--)
            at[i] = 0;
    }
    memcpy(t->data, turned, count * size);
    free(turned);
}

static void read_data(struct npy *in, struct tensor *t, struct layout layout)
{
    size_t count = tensor_count(t), size = dtype_size(t->type);
    if (layout.foreign) {
        read_foreign(in, t, layout);
    } else {
        read_exactly(in, t->data, count * size, "data");
        if (in->raw.rank && count * size >= sizeof magic && memcmp(t->data, magic, sizeof magic) == 0)
            cli_die("%s begins with an NPY header; leave out --raw", in->where);
        if (layout.swap)
            swap_bytes(t->data, t->type == C8 ? 4 : size, t->type == C8 ? 2 * count : count);
    }
    if (layout.fortran)
        turn(t);
}

bool npy_read(struct npy *in, struct tensor *t)
{
    struct tensor head = {0};
    struct layout layout;
    if (!next_header(in, &head, &layout))
        return false;
    tensor_shape(t, head.type, head.rank, head.dim);
    t->meta = head.meta;
    read_data(in, t, layout);
    in->reads++;
    return true;
}

/* The first value that is not finite, "row 3, column 5"; NULL: all are. A static text. */
static const char *not_finite(const struct tensor *t)
{
    static char place[64];
    size_t n = tensor_count(t) * (t->type == C8 ? 2 : 1), bad = n;
    if (t->type == F8) {
        for (size_t i = n; i-- > 0;)
            if (!isfinite(((const double *)t->data)[i]))
                bad = i;
    } else if (t->type == F4 || t->type == C8) {
        for (size_t i = n; i-- > 0;)
            if (!isfinite(((const float *)t->data)[i]))
                bad = i;
    } else if (t->type == F2) {
        for (size_t i = n; i-- > 0;)
            if (!isfinite((float)((const _Float16 *)t->data)[i]))
                bad = i;
    }
    if (bad == n)
        return NULL;
    if (t->type == C8)
        bad /= 2;
    size_t columns = t->rank > 0 ? t->dim[t->rank - 1] : 1;
    snprintf(place, sizeof place, "row %zu, column %zu", bad / columns, bad % columns);
    return place;
}

static const char *complain_not_finite(struct npy *in, const struct tensor *t)
{
    const char *place = not_finite(t);
    if (!place)
        return NULL;
    snprintf(in->wrong, sizeof in->wrong, "%s has a value that is not finite at %s", in->where, place);
    return in->wrong;
}

void npy_check_finite(struct npy *in, const struct tensor *t)
{
    if (complain_not_finite(in, t))
        cli_die("%s", in->wrong);
}

/* A camera has whole numbers, and no frames of three or four columns; what comes from these programs has metadata. */
static bool is_colour(const struct tensor *t)
{
    enum { LEAST = 16 };
    return t->rank == 3 && !t->meta.text[0] && (t->type == U1 || t->type == U2) && (t->dim[2] == 3 || t->dim[2] == 4) &&
           t->dim[0] >= LEAST && t->dim[1] >= LEAST;
}

bool npy_part(struct npy *in, struct tensor *t)
{
    if (in->run.rank != 3 || in->plane == in->run.dim[0]) {
        if (!next_header(in, &in->run, &in->run_layout))
            return false;
        if (is_colour(&in->run))
            cli_die("%s is %s, a colour image? put its colours first, in Python: np.moveaxis(a, -1, 0)", in->where,
                    tensor_describe(&in->run));
        in->plane = 0;
        if (in->run.rank == 3 && in->run_layout.fortran) {
            tensor_shape(&in->whole, in->run.type, 3, in->run.dim);
            read_data(in, &in->whole, in->run_layout);
        }
    }
    in->reads++;
    if (in->run.rank != 3) {
        tensor_shape(t, in->run.type, in->run.rank, in->run.dim);
        t->meta = in->run.meta;
    } else {
        double z_um, dz_um;
        tensor_frame(t, in->run.type, in->run.dim[1], in->run.dim[2]);
        t->meta = in->run.meta;
        if (meta_number(&t->meta, "z_um", &z_um) && meta_number(&t->meta, "dz_um", &dz_um))
            meta_set_number(&t->meta, "z_um", cli_step(z_um, dz_um, (double)in->plane));
        meta_drop(&t->meta, "dz_um");
        in->plane++;
        snprintf(in->where, sizeof in->where, "%s: array %zu, plane %zu", in->name, in->arrays, in->plane);
    }
    size_t bytes = tensor_count(t) * dtype_size(t->type);
    if (in->run.rank == 3 && in->run_layout.fortran)
        memcpy(t->data, (unsigned char *)in->whole.data + (in->plane - 1) * bytes, bytes);
    else
        read_data(in, t, in->run_layout);
    return true;
}

bool npy_frame_or(struct npy *in, struct tensor *t, enum dtype type, const char **wrong)
{
    struct tensor *got = &in->frame;
    if (!npy_part(in, got))
        return false;
    *wrong = NULL;
    in->largest = dtype_largest(got->type);
    if (got->rank != 2) {
        snprintf(in->wrong, sizeof in->wrong, "%s is %s, expected images (y, x) or a stack (z, y, x)", in->where,
                 tensor_describe(got));
        *wrong = in->wrong;
    } else if (!(*wrong = complain_not_finite(in, got))) {
        *wrong = tensor_misfit(got, type, in->where);
    }
    if (*wrong) {
        t->meta = got->meta;
    } else if (type == ANY ||
               type == got->type) { /* swap buffers: the caller gets the frame, its memory is reused for the next */
        struct tensor mine = *t;
        *t = *got;
        *got = mine;
    } else {
        tensor_copy(t, got, type, in->where);
    }
    return true;
}

bool npy_frame(struct npy *in, struct tensor *t, enum dtype type)
{
    const char *wrong;
    if (!npy_frame_or(in, t, type, &wrong))
        return false;
    if (wrong)
        cli_die("%s", wrong);
    return true;
}

static void write_header(FILE *out, const struct tensor *t)
{
    static const char *const descr[DTYPES] = {
        [U1] = "|u1", [U2] = "<u2", [U4] = "<u4", [F2] = "<f2", [F4] = "<f4", [F8] = "<f8", [C8] = "<c8",
    };
    char shape[96] = "(", header[META_MAX + 512];
    size_t at = 1;
    for (int i = 0; i < t->rank; i++)
        at += (size_t)snprintf(shape + at, sizeof shape - at, "%s%zu", i ? ", " : "", t->dim[i]);
    snprintf(shape + at, sizeof shape - at, t->rank == 1 ? ",)" : ")");
    int length = snprintf(header, sizeof header - 64, "{'descr': '%s', 'fortran_order': False, 'shape': %s, }%s%s",
                          descr[t->type], shape, t->meta.text[0] ? " # " : "", t->meta.text);
    size_t size = (10 + (size_t)length + 1 + 63) / 64 * 64 - 10; /* data aligned to 64 bytes */
    memset(header + length, ' ', size - (size_t)length);
    header[size - 1] = '\n';
    unsigned char head[10];
    memcpy(head, magic, sizeof magic);
    memcpy(head + 6, (unsigned char[]){1, 0, (unsigned char)(size % 256), (unsigned char)(size / 256)}, 4);
    if (out == stdout && isatty(STDOUT_FILENO))
        cli_usage("stdout is a terminal; write the arrays to a file or a pipe, or look at them with: show");
    if (fwrite(head, 1, sizeof head, out) != sizeof head || fwrite(header, 1, size, out) != size)
        cli_die("%s:", out == stdout ? "stdout" : "output");
}

void npy_write(FILE *out, const struct tensor *t)
{
    static size_t results;
    const char *place = not_finite(t);
    results++;
    if (place)
        cli_die(
            "result %zu is not finite at %s: its input is too large to compute with; are type and byte order right? "
            "or make it smaller, with: cast f4 --scale 1e-6",
            results, place);
    npy_write_any(out, t);
}

void npy_write_any(FILE *out, const struct tensor *t)
{
    write_header(out, t);
    size_t count = tensor_count(t);
    /* Flush, so that the next filter in a live pipe gets the array at once. */
    if (fwrite(t->data, dtype_size(t->type), count, out) != count || fflush(out))
        cli_die("%s:", out == stdout ? "stdout" : "output");
}
