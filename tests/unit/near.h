/* near.h -- cmocka with what it wants, and an assertion for doubles. */
#ifndef NEAR_H
#define NEAR_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define assert_near(a, b, within) assert_true(fabs((double)(a) - (double)(b)) <= (double)(within))

#endif
