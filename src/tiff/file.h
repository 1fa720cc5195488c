/* file.h -- one TIFF file: its tags and its pixels. The only user of libtiff; set.c puts files together.
 *
 * Any error in a page ends the program with one line that names the file and the page.
 */
#ifndef FILE_H
#define FILE_H

#include "tensor/tensor.h"
#include "tiff/record.h"

struct tiff;

/* Reads all directories, so that a file which is cut is found before its first frame is used. */
struct tiff *file_open(const char *path);
void file_close(struct tiff *in);
/* The file for the readers of records; valid until it is closed. */
struct source file_source(struct tiff *in);
/* Reads an image, from 0. channel: which sample of colour images, from 1; 0: there must be one only. */
void file_pixels(struct tiff *in, size_t image, size_t channel, struct tensor *t);

#endif
