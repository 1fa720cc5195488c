/* Descriptions as the programs write them, and as nobody should. */
#include <string.h>

#include "near.h"

#include "tiff/describe.h"

static void near(double value, double wanted)
{
    assert_true(fabs(value - wanted) <= 1e-12 * fabs(wanted));
}

static void units(void **state)
{
    (void)state;
    const char *um[] = {"um", "micron", "\\u00B5m", "\xb5m", "\xc2\xb5m", "\xce\xbcm", "&#181;m", "&#xB5;m"};
    for (size_t i = 0; i < sizeof um / sizeof *um; i++)
        near(describe_unit(um[i]), 1);
    near(describe_unit("nm"), 1e-3);
    near(describe_unit("inch"), 25400);
    assert_true(isnan(describe_unit("pixel")) && isnan(describe_unit("")) && isnan(describe_unit(" ")));
}

static void imagej(void **state)
{
    (void)state;
    struct tiff_axes a = describe_file("ImageJ=1.53t\nimages=24\nchannels=2\nslices=4\nframes=3\nhyperstack=true\n"
                                       "unit=\\u00B5m\nspacing=-0.5\nloop=false\nzorigin=2\nmin=1.0\n",
                                       4, 4, 1);
    assert_true(a.said && a.imagej && a.channels == 2 && a.slices == 4 && a.times == 3);
    near(a.pixel_um, 0.25);
    near(a.dz_um, 0.5);
    near(a.z_um, -1);
    for (size_t page = 0; page < 24; page++) {
        describe_page(&a, page, NULL);
        assert_int_equal(a.channel + 2 * (a.slice + 4 * a.time), page);
        assert_true(isnan(a.z_page_um));
    }
    a = describe_file("ImageJ=1.30a\nimages=7\nunit=nm\n", 4, 4, 1);
    assert_true(a.slices == 7 && a.channels == 1 && a.times == 1);
    near(a.dz_um, 1e-3);                                            /* a spacing of 1 is left out */
    a = describe_file("ImageJ=1.53c\nunit= \nmin=64.0\n", 1, 1, 1); /* as in files without a scale */
    assert_true(!a.said && isnan(a.pixel_um) && isnan(a.dz_um) && isnan(a.z_um));
    a = describe_file("ImageJ=1.53c\nunit=um\n", NAN, NAN, 1);
    assert_true(isnan(a.pixel_um));
    a = describe_file("ImageJ=1.53c\nimages=-3\nslices=1e300\n", 1, 1,
                      1); /* more than a file can hold, and no overflow */
    assert_true(a.said && a.channels * a.slices * a.times > 100000);
}

static void ome(void **state)
{
    (void)state;
    struct tiff_axes a = describe_file(
        "<?xml version='1.0'?><OME><Image><Description>Pixels SizeZ=\"9\"</Description><Pixels ID=\"Pixels:0\"\n"
        "DimensionOrder = 'XYZTC' SizeX=\"5\" SizeY=\"6\" SizeZ=\"4\" SizeT=\"3\" SizeC=\"2\" PhysicalSizeX=\"108.3\" "
        "PhysicalSizeXUnit=\"nm\" PhysicalSizeY=\"0.1083\" PhysicalSizeZ=\"0.3\"/></Image></OME>",
        NAN, NAN, 1);
    assert_true(a.said && a.channels == 2 && a.slices == 4 && a.times == 3 && strcmp(a.order, "ztc") == 0);
    near(a.pixel_um, 0.1083);
    near(a.pixel_y_um, 0.1083);
    near(a.dz_um, 0.3);
    describe_page(&a, 4 * 3 + 4 + 2, NULL);
    assert_true(a.channel == 1 && a.time == 1 && a.slice == 2);
    a = describe_file("<OME:OME><OME:Pixels DimensionOrder=\"XYCZT\" SizeC=\"3\" SizeZ=\"1\" SizeT=\"1\"></OME>", NAN,
                      NAN, 3);
    assert_true(a.said && a.channels == 1); /* three samples of one page */
    a = describe_file("<OME><Pixels DimensionOrder=\"XY\" SizeC=\"", NAN, NAN, 1);
    assert_true(!a.said && isnan(a.pixel_um));
    a = describe_file("{\"shape\": [9, 64, 64]}", 72, 72, 1);
    assert_true(!a.said && isnan(a.pixel_um));
}

static void micromanager(void **state)
{
    (void)state;
    struct tiff_axes a = describe_file("", NAN, NAN, 1);
    describe_page(&a, 5,
                  "{\"ZPositionUm\": -12.5, \"PixelSizeUm\":0.65,\"Exposure-ms\" : 10,\"ChannelIndex\":1,"
                  "\"SliceIndex\":3,\"FrameIndex\":0}");
    assert_true(a.channel == 1 && a.slice == 3 && a.time == 0);
    near(a.z_page_um, -12.5);
    near(a.pixel_um, 0.65);
    near(a.exposure_ms, 10);
    describe_page(&a, 0, "{\"PixelSizeUm\":0, \"ZPositionUm\":null, \"Exposure-ms\"");
    assert_true(isnan(a.z_page_um) && isnan(a.exposure_ms));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units),
        cmocka_unit_test(imagej),
        cmocka_unit_test(ome),
        cmocka_unit_test(micromanager),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
