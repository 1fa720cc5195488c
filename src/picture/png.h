/* png.h -- writes 8-bit pictures, grey or in colour, as PNG. This file is the only door to libpng. */
#ifndef PICTURE_PNG_H
#define PICTURE_PNG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Writes h rows of w pixels, and flushes. A pixel is one byte, 0 is black, or three: red, green and blue. False: a
 * write error (see errno), no memory, or a side larger than PNG's maximum of 2^31 - 1. There is no date and no text:
 * the same pixels give the same bytes. */
bool png_write(FILE *out, size_t h, size_t w, size_t channels, const unsigned char *pixels);

#endif
