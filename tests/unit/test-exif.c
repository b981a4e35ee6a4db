/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exif.h"

#include <string.h>

#include <leptonica/allheaders.h>

#include "harness.h"

#define APP1(length) "\xff\xe1\x00" length "Exif\0\0"
#define APP0 "\xff\xe0\x00\x04JF"
#define BIG "MM\0*\0\0\0\x08"
#define LITTLE "II*\0\x08\0\0\0"
#define BYTES(text) (const guint8 *)text, sizeof(text) - 1

static const struct {
	const guint8 *bytes;
	gsize length;
	unsigned orientation;
} files[] = {
	/* One entry: tag 0x0112, type 3, count 1, its value. */
	{ BYTES("\xff\xd8" APP1("\x22") BIG
	      "\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0\xff\xda"),
	    6 },
	{ BYTES("\xff\xd8" APP1("\x22") LITTLE
	      "\x01\0\x12\x01\x03\0\x01\0\0\0\x08\0\0\0\0\0\0\0\xff\xda"),
	    8 },
	/* After another segment, and as the second entry. */
	{ BYTES("\xff\xd8" APP0 APP1("\x2e") BIG
	      "\0\x02\x01\x0f\0\x02\0\0\0\x02\x41\0\0\0"
	      "\x01\x12\0\x03\0\0\0\x01\0\x03\0\0\0\0\0\0\xff\xda"),
	    3 },
	/* No such orientation. */
	{ BYTES("\xff\xd8" APP1("\x22") BIG
	      "\0\x01\x01\x12\0\x03\0\0\0\x01\0\x09\0\0\0\0\0\0\xff\xda"),
	    1 },
	/* The IFD lies past the end. */
	{ BYTES("\xff\xd8" APP1("\x22") "MM\0*\xff\xff\xff\xff"
	      "\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0\xff\xda"),
	    1 },
	/* Entries promised that are not there. */
	{ BYTES("\xff\xd8" APP1("\x12") BIG "\xff\xff"), 1 },
	/* The segment is longer than the file. */
	{ BYTES("\xff\xd8" APP1("\xff") BIG), 1 },
	/* After the scan has begun nothing is looked for. */
	{ BYTES("\xff\xd8\xff\xda\0\x02" APP1("\x22") BIG
	      "\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"),
	    1 },
	{ BYTES("\xff\xd8\xff\xe1\0\0"), 1 },
	{ BYTES("\xff\xd8"), 1 },
	{ BYTES(""), 1 },
};

START_TEST(finds_orientation)
{
	ck_assert_uint_eq(
	    exif_orientation(files[_i].bytes, files[_i].length),
	    files[_i].orientation);
}
END_TEST

/*
 * The letter L as a camera stored it: 2 by 3 pixels of ink, given as rows.
 * Set upright it is ink at (0,0), (0,1), (0,2) and (1,2).  Each is the
 * figure of EXIF 2.3 §4.6.4, where row 0 and column 0 lie.
 */
static const struct {
	unsigned orientation;
	const char *rows[3];
} letters[] = {
	{ 1, { "#.", "#.", "##" } },
	{ 2, { ".#", ".#", "##" } },
	{ 3, { "##", ".#", ".#" } },
	{ 4, { "##", "#.", "#." } },
	{ 5, { "###", "..#" } },
	{ 6, { "..#", "###" } },
	{ 7, { "#..", "###" } },
	{ 8, { "###", "#.." } },
};

START_TEST(sets_upright)
{
	const char *const *rows = letters[_i].rows;
	int height = rows[2] != NULL ? 3 : 2;
	PIX *pix = pixCreate((int)strlen(rows[0]), height, 8);

	for (int y = 0; y < height; y++)
		for (int x = 0; rows[y][x] != '\0'; x++)
			pixSetPixel(pix, x, y, rows[y][x] == '#');
	pix = exif_upright(pix, letters[_i].orientation);
	ck_assert_int_eq(pixGetWidth(pix), 2);
	ck_assert_int_eq(pixGetHeight(pix), 3);
	for (int y = 0; y < 3; y++)
		for (int x = 0; x < 2; x++) {
			l_uint32 ink = 0;

			pixGetPixel(pix, x, y, &ink);
			ck_assert_msg((ink != 0) == (x == 0 || y == 2),
			    "orientation %u, pixel %d %d",
			    letters[_i].orientation, x, y);
		}
	pixDestroy(&pix);
}
END_TEST

HARNESS_MAIN("exif",
    tcase_add_loop_test(tc, finds_orientation, 0, G_N_ELEMENTS(files));
    tcase_add_loop_test(tc, sets_upright, 0, G_N_ELEMENTS(letters)))
