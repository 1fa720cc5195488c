/* The mean around each pixel: against its definition, and of a plane. */
#include <string.h>

#include "near.h"

#include "measure/local_mean.h"

enum { H = 9, W = 14 };

/* As far as the border, but at least half of what is asked for, and at most that; beyond the border there is nothing.
 */
static size_t reach(size_t i, size_t n, size_t half)
{
    size_t border = i < n - 1 - i ? i : n - 1 - i;
    return border < half / 2 ? half / 2 : border < half ? border : half;
}

static void it_is_the_mean_of_the_rectangle_around_a_pixel(void **state)
{
    (void)state;
    float image[H * W], got[H * W];
    for (size_t i = 0; i < H * W; i++)
        image[i] = (float)cos((double)(i * i));
    const size_t sides[] = {2, 3, 5, 100};
    for (size_t s = 0; s < sizeof sides / sizeof *sides; s++) {
        memcpy(got, image, sizeof got);
        assert_true(local_mean(H, W, sides[s], got));
        for (size_t y = 0; y < H; y++)
            for (size_t x = 0; x < W; x++) {
                size_t down = reach(y, H, sides[s] / 2), across = reach(x, W, sides[s] / 2), count = 0;
                double sum = 0;
                for (size_t i = 0; i < H; i++)
                    for (size_t j = 0; j < W; j++)
                        if (i + down >= y && i <= y + down && j + across >= x && j <= x + across) {
                            sum += (double)image[i * W + j];
                            count++;
                        }
                assert_near(got[y * W + x], sum / (double)count, 1e-6);
            }
    }
    memcpy(got, image, sizeof got);
    assert_true(local_mean(H, W, 1, got));
    assert_memory_equal(got, image, sizeof got);
}

static void a_plane_stays_as_it_is_but_near_the_border(void **state)
{
    (void)state;
    float image[H * W];
    for (size_t i = 0; i < H * W; i++)
        image[i] = 0.5f * (float)(i / W) - 2 * (float)(i % W);
    assert_true(local_mean(H, W, 7, image));
    for (size_t y = 1; y < H - 1; y++)
        for (size_t x = 1; x < W - 1; x++)
            assert_near(image[y * W + x], 0.5 * (double)y - 2 * (double)x, 1e-5);
    assert_near(image[0], 0.5 * 0.5 - 2 * 0.5, 1e-5); /* a corner: of the two pixels of each axis */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_the_mean_of_the_rectangle_around_a_pixel),
        cmocka_unit_test(a_plane_stays_as_it_is_but_near_the_border),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
