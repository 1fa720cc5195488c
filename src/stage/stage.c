#include "stage/stage.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/cli.h"
#include "tensor/series.h"

struct stage {
    struct npy *stacks; /* NULL: a command */
    struct series series;
    bool nearest, used;
    const char *command;
    double ceiling;
    struct tensor frame;
};

struct stage *stage_of_stacks(struct npy *in, bool nearest)
{
    struct stage *stage = cli_alloc(1, sizeof *stage);
    stage->stacks = in;
    stage->nearest = nearest;
    return stage;
}

struct stage *stage_of_command(const char *command)
{
    if (!strstr(command, "%z"))
        cli_usage("--command: '%s' has no %%z, which stands for the z of the frame", command);
    struct stage *stage = cli_alloc(1, sizeof *stage);
    stage->command = command;
    return stage;
}

void stage_free(struct stage *stage)
{
    if (stage->stacks)
        npy_close(stage->stacks);
    series_free(&stage->series);
    tensor_free(&stage->frame);
    free(stage);
}

bool stage_next(struct stage *stage)
{
    struct series *s = &stage->series;
    bool more = stage->stacks ? series_next(stage->stacks, ANY, s) : !stage->used;
    stage->used = true;
    if (!more || !stage->stacks)
        return more;
    stage->ceiling = dtype_largest(s->frame[0].type);
    for (size_t i = 0; i < s->count; i++)
        tensor_convert(&s->frame[i], F4, s->stack);
    return true;
}

const char *stage_name(const struct stage *stage)
{
    return stage->stacks ? stage->series.stack : "-";
}

double stage_middle_um(const struct stage *stage)
{
    const struct series *s = &stage->series;
    return stage->stacks ? (s->z_um[0] + s->z_um[s->count - 1]) / 2 : 0;
}

/* How far apart two z are that count as the same. */
static double slack(const struct series *s)
{
    return 1e-9 * (1 + fabs(s->z_um[0]) + fabs(s->z_um[s->count - 1]));
}

void stage_check_range(const struct stage *stage, double low_um, double high_um)
{
    const struct series *s = &stage->series;
    if (stage->stacks && (low_um < s->z_um[0] - slack(s) || high_um > s->z_um[s->count - 1] + slack(s)))
        cli_die(
            "stack %s has planes from %.9g to %.9g um, this search needs %.9g to %.9g um; give another --start or a "
            "smaller --range",
            s->stack, s->z_um[0], s->z_um[s->count - 1], low_um, high_um);
}

static const struct tensor *from_stack(struct stage *stage, double z_um)
{
    const struct series *s = &stage->series;
    size_t above = 0;
    while (above < s->count - 1 && s->z_um[above] < z_um)
        above++;
    size_t below = above ? above - 1 : 0;
    double part = above ? (z_um - s->z_um[below]) / (s->z_um[above] - s->z_um[below]) : 0;
    part = fmin(fmax(part, 0), 1);
    if (stage->nearest || part == 0 || part == 1)
        return &s->frame[part > 0.5 ? above : below];
    tensor_copy(&stage->frame, &s->frame[below], F4, s->stack);
    const float *b = s->frame[above].data;
    float *to = stage->frame.data;
    for (size_t i = 0; i < s->h * s->w; i++)
        to[i] += (float)part * (b[i] - to[i]);
    return &stage->frame;
}

/* The command with z in the place of every %z. */
static char *at(const char *command, double z_um)
{
    char *text;
    size_t size;
    FILE *out = cli_need(open_memstream(&text, &size), "a command");
    for (const char *mark; (mark = strstr(command, "%z")); command = mark + 2)
        fprintf(out, "%.*s%.9g", (int)(mark - command), command, z_um);
    fputs(command, out);
    return cli_need(fclose(out) == 0 ? text : NULL, "a command");
}

/* npy_close and pclose close the two ends of the pipe that are here, each its own. */
static const struct tensor *from_command(struct stage *stage, double z_um)
{
    char *text = at(stage->command, z_um);
    struct tensor spare = {0};
    FILE *process = popen(text, "re");
    FILE *output = process ? fdopen(dup(fileno(process)), "rb") : NULL;
    if (!output)
        cli_die("%s:", text);
    for (char *end = text; (end = strchr(end, '\n'));) /* messages are one line */
        *end = ' ';
    struct npy *in = npy_take(output, text);
    size_t h = stage->frame.dim[0], w = stage->frame.dim[1];
    bool first = !stage->frame.data, got = npy_frame(in, &stage->frame, ANY);
    if (got && npy_frame(in, &spare, ANY))
        cli_die("'%s' gives more than one frame, expected one", text);
    npy_close(in);
    int status = pclose(process);
    if (status < 0)
        cli_die("%s:", text);
    if (status)
        cli_die("'%s' ends with exit status %d, expected 0", text,
                WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    if (!got)
        cli_die("'%s' gives no frame, expected one", text);
    if (!first && (h != stage->frame.dim[0] || w != stage->frame.dim[1]))
        cli_die("'%s' gives %s, expected %zux%zu like before", text, tensor_describe(&stage->frame), h, w);
    stage->ceiling = dtype_largest(stage->frame.type);
    tensor_convert(&stage->frame, F4, text);
    free(text);
    return &stage->frame;
}

const struct tensor *stage_frame(struct stage *stage, double z_um, double *ceiling)
{
    const struct tensor *frame = stage->stacks ? from_stack(stage, z_um) : from_command(stage, z_um);
    *ceiling = stage->ceiling;
    return frame;
}
