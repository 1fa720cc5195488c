/* stage.h -- a microscope with a stage that can be sent to any z: focal stacks, or a command that takes a frame.
 *
 *     struct stage *stage = stage_of_stacks(npy_open(NULL), false);
 *     while (stage_next(stage))
 *         ... stage_frame(stage, z_um, &ceiling) ...
 *     stage_free(stage);
 *
 * A stack gives its nearest plane, or the linear interpolation between two. A command is a line of the shell that
 * writes one frame to its stdout, with %z where the z in um is put; a pipe fails with its last program. Whatever else a
 * command does, and a z outside a stack, ends the program.
 */
#ifndef STAGE_H
#define STAGE_H

#include <stdbool.h>

#include "tensor/npy.h"

struct stage;

struct stage *stage_of_stacks(struct npy *in, bool nearest); /* closes the stream when freed */
struct stage *stage_of_command(const char *command);         /* a command without %z is a usage error */
void stage_free(struct stage *stage);

/* Goes on to the next specimen: the next stack, or once to that of the command. False: there is none. */
bool stage_next(struct stage *stage);

/* The name of the stack, "-" for a command; the middle of its planes, or 0. */
const char *stage_name(const struct stage *stage);
double stage_middle_um(const struct stage *stage);

/* Ends the program unless the stage reaches all z from low to high. */
void stage_check_range(const struct stage *stage, double low_um, double high_um);

/* The f4 frame at z, of the same size for all z of a specimen; valid until the next call. *ceiling is the largest value
 * that its pixels could have, HUGE_VAL for floats. */
const struct tensor *stage_frame(struct stage *stage, double z_um, double *ceiling);

#endif
