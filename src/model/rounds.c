#include "model/rounds.h"

#include <math.h>

#include "cli/cli.h"
#include "table/table.h"

double rounds_error(const struct course *course, bool last)
{
    return last ? course->history[course->rounds - 1].validation_error : course->best_error;
}

void rounds_run(struct rounds *r, bool last)
{
    struct checkpoint *checkpoint = &r->checkpoint;
    const struct course *course = checkpoint->course;
    if (r->resume)
        checkpoint_load(checkpoint);
    if (checkpoint->path)
        checkpoint_begin(checkpoint);
    while (course_wanted(course)) {
        if (!r->round(r->training))
            cli_die("no memory for training");
        cli_progress(course->step, course_end(course), r->things);
        if (checkpoint->path && course->rounds % r->per_checkpoint == 0) {
            checkpoint_save(checkpoint);
            checkpoint_begin(checkpoint);
        }
    }
    if (!isfinite(rounds_error(course, last)))
        cli_die("training has diverged: no step gave a finite error; try a smaller --rate");
    if (checkpoint->path)
        checkpoint_save(checkpoint);
}

void rounds_loss(FILE *out, const char *names, bool critic, const struct course *course)
{
    table_header(out, names);
    for (size_t i = 0; i < course->rounds; i++) {
        const struct course_round *round = &course->history[i];
        fprintf(out, "%.0f\t%.6g\t", round->step, round->training_error);
        if (critic)
            fprintf(out, "%.6g\t", round->critic_loss);
        fprintf(out, "%.6g\t%d\n", round->validation_error, round->step == (double)course->best_step);
    }
}
