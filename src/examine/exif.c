/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which way a camera was held: see exif.h. */
#include "exif.h"

#include <stdbool.h>
#include <string.h>

#include <leptonica/allheaders.h>

/* JPEG markers: ITU-T T.81, table B.1. */
#define MARKER_SOI 0xd8
#define MARKER_SOS 0xda
#define MARKER_APP1 0xe1
/* TIFF 6.0 §2. */
#define TAG_ORIENTATION 0x0112
#define TYPE_SHORT 3
#define ENTRY_BYTES 12u
#define UPRIGHT 1u

/* Bytes that are read one after the other, and never past their end. */
struct bytes {
	const guint8 *data;
	gsize length;
	bool little; /* the low byte first */
};

static unsigned
number16(const struct bytes *b, gsize at)
{
	unsigned one, two;

	if (b->length < 2 || at > b->length - 2)
		return 0;
	one = b->data[at];
	two = b->data[at + 1];
	return b->little ? two << 8 | one : one << 8 | two;
}

static gsize
number32(const struct bytes *b, gsize at)
{
	gsize one = number16(b, at), two = number16(b, at + 2);

	return b->little ? two << 16 | one : one << 16 | two;
}

/* Of a TIFF structure; 0 when it holds none. */
static unsigned
orientation_of_tiff(struct bytes tiff)
{
	gsize ifd;
	unsigned count;

	if (tiff.length < 8)
		return 0;
	tiff.little = memcmp(tiff.data, "II", 2) == 0;
	if (number16(&tiff, 2) != 42)
		return 0;
	ifd = number32(&tiff, 4);
	count = number16(&tiff, ifd);
	for (unsigned i = 0; i < count; i++) {
		gsize entry = ifd + 2 + i * ENTRY_BYTES;

		if (entry > tiff.length)
			return 0;
		if (number16(&tiff, entry) == TAG_ORIENTATION &&
		    number16(&tiff, entry + 2) == TYPE_SHORT)
			return number16(&tiff, entry + 8);
	}
	return 0;
}

/* Of an APP1 segment; 0 when it is none of EXIF's. */
static unsigned
orientation_of_app1(struct bytes segment)
{
	static const char head[] = "Exif\0"; /* and its second NUL */

	if (segment.length < sizeof(head) ||
	    memcmp(segment.data, head, sizeof(head)) != 0)
		return 0;
	segment.data += sizeof(head);
	segment.length -= sizeof(head);
	return orientation_of_tiff(segment);
}

unsigned
exif_orientation(const guint8 *jpeg, gsize length)
{
	struct bytes file = { .data = jpeg, .length = length };
	gsize at = 2;

	if (length < 4 || number16(&file, 0) != (0xff00 | MARKER_SOI))
		return UPRIGHT;
	while (at + 4 <= length && jpeg[at] == 0xff &&
	    jpeg[at + 1] != MARKER_SOS) {
		gsize size = number16(&file, at + 2);
		unsigned found = 0;

		if (size < 2 || size > length - at - 2)
			break;
		if (jpeg[at + 1] == MARKER_APP1)
			found = orientation_of_app1((struct bytes){
			    .data = jpeg + at + 4, .length = size - 2 });
		if (found >= 1 && found <= 8)
			return found;
		at += 2 + size;
	}
	return UPRIGHT;
}

struct Pix *
exif_upright(struct Pix *picture, unsigned orientation)
{
	/* Quarters clockwise, then mirrored left to right. */
	static const struct {
		int quarters;
		bool mirrored;
	} moves[] = {
		[2] = { 0, true },
		[3] = { 2, false },
		[4] = { 2, true },
		[5] = { 1, true },
		[6] = { 1, false },
		[7] = { 3, true },
		[8] = { 3, false },
	};
	PIX *turned;

	if (orientation >= G_N_ELEMENTS(moves))
		return picture;
	turned = pixRotateOrth(picture, moves[orientation].quarters);
	pixDestroy(&picture);
	if (turned != NULL && moves[orientation].mirrored)
		pixFlipLR(turned, turned);
	return turned;
}
