#include "learn/course.h"

#include <math.h>
#include <stdlib.h>

bool course_new(struct course *course, const struct course_options *options)
{
    *course = (struct course){.options = *options, .best_error = INFINITY};
    course->history = calloc(options->max_steps / options->check_every + 1, sizeof *course->history);
    return course->history;
}

void course_free(struct course *course)
{
    free(course->history);
    *course = (struct course){0};
}

bool course_wanted(const struct course *course)
{
    const struct course_options *o = &course->options;
    return course->step + o->check_every <= o->max_steps && course->step - course->best_step < o->patience;
}

size_t course_end(const struct course *course)
{
    size_t end = course->best_step + course->options.patience;
    return end < course->options.max_steps ? end : course->options.max_steps;
}

bool course_note(struct course *course, const struct course_round *round)
{
    course->step += course->options.check_every;
    course->history[course->rounds] = *round;
    course->history[course->rounds++].step = (double)course->step;
    if (!(round->validation_error < course->best_error))
        return false;
    course->best_error = round->validation_error;
    course->best_step = course->step;
    return true;
}
