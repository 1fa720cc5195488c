/* png.h -- 8-bit grey pictures as PNG. This file is the only door to libpng. */
#ifndef PICTURE_PNG_H
#define PICTURE_PNG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Writes h rows of w bytes, 0 black, and flushes. False: the file refused (errno tells), no memory, or a side beyond
 * PNG's 2^31 - 1. No date, no text: the same pixels give the same bytes. */
bool png_write(FILE *out, size_t h, size_t w, const unsigned char *gray);

#endif
