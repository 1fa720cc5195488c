/* What writers of TIFFs leave, as they write it, and as nobody should. */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "near.h"

#include "tiff/record.h"

static void near(double value, double wanted)
{
    assert_true(fabs(value - wanted) <= 1e-12 * fabs(wanted));
}

static void units(void **state)
{
    (void)state;
    const char *um[] = {"um",        "micron",    "\\u00B5m", "\\u00C2\\u00B5m", "\xb5m",
                        "\xc2\xb5m", "\xce\xbcm", "&#181;m",  "&#xB5;m"};
    for (size_t i = 0; i < sizeof um / sizeof *um; i++)
        near(unit_um(um[i]), 1);
    near(unit_um("nm"), 1e-3);
    near(unit_um("angstrom"), 1e-4);
    near(unit_um("inch"), 25400);
    assert_true(isnan(unit_um("pixel")) && isnan(unit_um("")) && isnan(unit_um(" ")) && isnan(unit_um("M")));
}

/* A file of which only texts are known: page i has text[i] under `tag`. */
struct texts {
    unsigned tag;
    const char *const *text;
    size_t count;
};

static const void *get(void *tiff, size_t image, unsigned tag, size_t *count)
{
    const struct texts *texts = tiff;
    if (tag != texts->tag || image >= texts->count || !texts->text[image])
        return NULL;
    *count = strlen(texts->text[image]);
    return texts->text[image];
}

enum { MOST = 32 };

static struct record record[MOST];
static struct records records;

/* Lets a reader read a file of `images` images. */
static bool reads(record_reader *reader, const char *path, unsigned tag, const char *const *text, size_t count,
                  size_t images, size_t samples, double per_unit)
{
    static int nothing = -1; /* the file has nothing beside its tags */
    if (nothing < 0)
        nothing = open("/dev/null", O_RDONLY);
    struct texts texts = {tag, text, count};
    struct source source = {path, nothing, images, samples, per_unit, per_unit, &texts, get};
    records = (struct records){.image = record};
    for (size_t i = 0; i < images; i++)
        record_clear(&record[i]);
    return reader(&source, &records);
}

static bool described(record_reader *reader, const char *text, size_t images)
{
    return reads(reader, "a.tif", TAG_DESCRIPTION, &text, 1, images, 1, 4);
}

static void imagej(void **state)
{
    (void)state;
    assert_true(described(imagej_records,
                          "ImageJ=1.53t\nimages=24\nchannels=2\nslices=4\nframes=3\nhyperstack=true\nunit=\\u00B5m\n"
                          "spacing=-0.5\nloop=false\nzorigin=2\nmin=1.0\n",
                          24));
    for (int i = 0; i < 24; i++) {
        assert_int_equal(record[i].at[CHANNEL] + 2 * (record[i].at[Z] + 4 * record[i].at[TIME]), i);
        assert_true(isnan(record[i].z_um));
    }
    near(record[0].pixel_um, 0.25);
    near(record[0].dz_um, 0.5);
    near(record[0].origin_um, -1);
    assert_true(described(imagej_records, "ImageJ=1.54f\nimages=6\nchannels=2\nslices=3\norder=zct\n", 6));
    for (int i = 0; i < 6; i++)
        assert_true(record[i].at[Z] == i % 3 && record[i].at[CHANNEL] == i / 3 && record[i].at[TIME] == UNSAID);
    assert_true(described(imagej_records, "ImageJ=1.30a\nimages=7\nunit=nm\n", 7) && record[6].at[Z] == 6);
    near(record[0].dz_um, 1e-3);                                                   /* a spacing of 1 is left out */
    assert_true(described(imagej_records, "ImageJ=1.53c\nunit= \nmin=64.0\n", 1)); /* as in files without a scale */
    assert_true(isnan(record[0].pixel_um) && isnan(record[0].dz_um) && record[0].at[Z] == UNSAID);
    /* More than a file can hold, and no overflow. */
    assert_true(described(imagej_records, "ImageJ=1.53c\nimages=-3\nslices=1e300\n", 1));
    assert_true(records.promised[Z] > 100000);
    assert_true(imagej_images("ImageJ=1.53c\nimages=12\nchannels=3\nslices=4\n") == 12);
    assert_false(described(imagej_records, "{\"shape\": [9, 64, 64]}", 9));
}

static void ome(void **state)
{
    (void)state;
    assert_true(described(ome_records,
                          "<?xml version='1.0'?><OME><Image><Description>Pixels SizeZ=\"9\"</Description><Pixels "
                          "ID=\"Pixels:0\"\nDimensionOrder = 'XYZTC' SizeX=\"5\" SizeY=\"6\" SizeZ=\"4\" SizeT=\"3\" "
                          "SizeC=\"2\" PhysicalSizeX=\"108.3\" PhysicalSizeXUnit=\"nm\" PhysicalSizeY=\"0.1083\" "
                          "PhysicalSizeZ=\"0.3\"/></Image></OME>",
                          24));
    near(record[0].pixel_um, 0.1083);
    near(record[0].pixel_y_um, 0.1083);
    near(record[0].dz_um, 0.3);
    const struct record *r = &record[4 * 3 + 4 + 2];
    assert_true(!records.promised[0] && r->at[CHANNEL] == 1 && r->at[TIME] == 1 && r->at[Z] == 2);
    assert_true(described(ome_records,
                          "<OME><Image><Pixels DimensionOrder='XYZCT' SizeZ='2' SizeC='1' SizeT='1' PhysicalSizeZ='2'>"
                          "<Channel Name='LED'/><TiffData IFD='0' FirstZ='1'/><TiffData IFD='1' FirstZ='0'/>"
                          "<Plane TheZ='0' TheC='0' TheT='0' PositionZ='-7' PositionZUnit='nm' ExposureTime='0.02'/>"
                          "</Pixels></Image></OME>",
                          2));
    assert_true(record[0].at[Z] == 1 && record[1].at[Z] == 0 && strcmp(record[0].name[CHANNEL], "LED") == 0);
    near(record[1].z_um, -7e-3);
    near(record[1].exposure_ms, 20);
    const char *colour = "<OME:OME><OME:Image><OME:Pixels DimensionOrder=\"XYCZT\" SizeC=\"3\" SizeZ=\"1\" SizeT=\"1\">"
                         "<OME:Channel SamplesPerPixel=\"3\"/></OME:Pixels></OME:Image></OME:OME>";
    assert_true(reads(ome_records, "a.tif", TAG_DESCRIPTION, &colour, 1, 1, 3, NAN));
    assert_true(record[0].at[CHANNEL] == UNSAID && !records.promised[0]); /* three samples of one page */
    assert_false(described(ome_records, "{\"shape\": [9, 64, 64]}", 9));
}

static void micromanager(void **state)
{
    (void)state;
    const char *const json[] = {
        "{\"ZPositionUm\": -12.5, \"PixelSizeUm\":0.65,\"Exposure-ms\" : 10,\"ChannelIndex\":1,\"SliceIndex\":3,"
        "\"FrameIndex\":0}",
        "{\"PixelSizeUm\":0, \"ZPositionUm\":null, \"Exposure-ms\"",
        "{\"Other\": {\"ZPositionUm\": 3}, \"SliceIndex\": {\"PropVal\": \"4\"}, \"PositionIndex\": 2}",
        "{\"ChannelIndex\": 0, \"SliceIndex\": 0, \"Axes\": {\"z\": -2, \"channel\": \"FITC\", \"repeat\": 7}, "
        "\"ZPosition_um_Intended\": 1.5, \"Exposure\": 20}",
    };
    assert_true(reads(micromanager_records, "a.tif", TAG_MICROMANAGER, json, 4, 4, 1, NAN));
    assert_true(record[0].at[CHANNEL] == 1 && record[0].at[Z] == 3 && record[0].at[TIME] == 0);
    near(record[0].z_um, -12.5);
    near(record[0].pixel_um, 0.65);
    near(record[0].exposure_ms, 10);
    assert_true(isnan(record[1].z_um) && isnan(record[1].exposure_ms) && record[1].at[Z] == UNSAID);
    assert_true(isnan(record[2].z_um) && record[2].at[Z] == 4 && record[2].at[POSITION] == 2);
    assert_true(record[3].at[Z] == -2 && record[3].at[CHANNEL] == UNSAID && record[3].at[AXES] == 7);
    assert_string_equal(record[3].name[CHANNEL], "FITC");
    assert_string_equal(records.word[0], "repeat");
    near(record[3].z_um, 1.5);
    near(record[3].exposure_ms, 20);
}

static void tifffile(void **state)
{
    (void)state;
    assert_true(described(tifffile_records, "{\"axes\": \"CZYX\", \"shape\": [2, 7, 64, 64]}", 14));
    for (int i = 0; i < 14; i++)
        assert_true(record[i].at[CHANNEL] == i / 7 && record[i].at[Z] == i % 7 && record[i].at[TIME] == UNSAID);
    assert_true(described(tifffile_records, "{\"shape\": [2, 7, 64, 64]}", 14));
    assert_true(record[8].at[AXES] == 1 && record[8].at[AXES + 1] == 1 && record[8].at[Z] == UNSAID);
    assert_string_equal(records.word[1], "axis2");
    assert_true(described(tifffile_records, "{\"axes\": \"ZYX\", \"shape\": [9, 64, 64]}", 3) &&
                records.promised[Z] == 9);
    assert_false(described(tifffile_records, "{\"axes\": \"ZYX\", \"shape\": [9, 64", 9));
    assert_false(described(tifffile_records, "ImageJ=1.53t\n", 9));
}

static void names(void **state)
{
    (void)state;
    static const char *const paths[] = {
        "a/img_channel000_position000_time000000000_z000.tif",
        "a/img_channel001_position000_time000000000_z000.tif",
        "a/img_channel000_position000_time000000000_z010.tif",
        "b/cell_w2DAPI_t1.TIF",
        "b/cell_w1FITC_t1.TIF",
        "c/z-1.tif",
        "c/z0.tif",
        "c/z1.tif",
        "d/img_000000000_DAPI_000.tif",
        "d/img_000000000_FITC_000.tif",
        "d/img_000000000_DAPI_001.tif",
        "e/7.tif",
        "e/12.tif",
    };
    enum { COUNT = sizeof paths / sizeof *paths };
    struct records of[COUNT] = {0};
    for (size_t i = 0; i < COUNT; i++) {
        of[i].image = &record[i];
        record_clear(&record[i]);
    }
    names_records(paths, COUNT, of);
    assert_true(record[0].at[CHANNEL] == 0 && record[1].at[CHANNEL] == 1 && record[2].at[Z] == 1);
    assert_true(record[0].at[POSITION] == UNSAID && record[0].at[TIME] == UNSAID); /* the same in all */
    assert_string_equal(record[1].name[CHANNEL], "channel001");
    assert_true(record[3].at[CHANNEL] == 1 && record[4].at[CHANNEL] == 0);
    assert_true(record[5].at[Z] == 0 && record[6].at[Z] == 1 && record[7].at[Z] == 2); /* signed */
    assert_string_equal(record[9].name[CHANNEL], "FITC");
    assert_true(record[10].at[Z] == 1);
    assert_true(record[11].at[AXES] == 0 && record[12].at[AXES] == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units),        cmocka_unit_test(imagej),   cmocka_unit_test(ome),
        cmocka_unit_test(micromanager), cmocka_unit_test(tifffile), cmocka_unit_test(names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
