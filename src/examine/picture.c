/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a scan to a clean upright page: see picture.h. */
#include "picture.h"

#include <math.h>
#include <stdlib.h>

#include <leptonica/allheaders.h>

/* Fewer pixels either way hold no line of print. */
#define SIDE_PIXELS_MIN 24
/* Scaling by less is not worth its time. */
#define SCALE_NEARLY_ONE 1.15
/* A page whose mean is darker than this is white on black. */
#define NEGATIVE_MEAN 96
/* leptonica's measure of upright letters: those that lie reach 6. */
#define UP_SURE 9.0
/* leptonica's measure of how sure it is of a skew; below 3 it guesses. */
#define SKEW_SURE 3.0
/* Degrees: less does not lead a line of print astray. */
#define SKEW_MIN 0.15
/* Marks below this are specks: half the height of small print, in mm. */
#define SPECK_MM 0.75

/* Puts fresh in the place of *pix; false, and *pix as it was, for NULL. */
static bool
replace(PIX **pix, PIX *fresh)
{
	if (fresh == NULL)
		return false;
	pixDestroy(pix);
	*pix = fresh;
	return true;
}

static bool
to_grey(struct picture *picture, PIX *source)
{
	PIX *opaque = pixGetSpp(source) == 4 && pixGetDepth(source) == 32 ?
	    pixRemoveAlpha(source) : pixClone(source);

	if (opaque != NULL)
		picture->grey = pixConvertTo8(opaque, FALSE);
	pixDestroy(&opaque);
	return picture->grey != NULL;
}

static bool
to_working_scale(struct picture *picture, double pixels_per_mm)
{
	float scale = (float)(PICTURE_PIXELS_PER_MM / pixels_per_mm);

	picture->pixels_per_mm = pixels_per_mm;
	if (scale * SCALE_NEARLY_ONE > 1)
		return true;
	picture->pixels_per_mm = PICTURE_PIXELS_PER_MM;
	return replace(&picture->grey,
	    pixScaleAreaMap(picture->grey, scale, scale));
}

/* Dark on light, the paper at 200 all over, shadows gone. */
static bool
to_even_light(struct picture *picture)
{
	l_float32 mean = 255;

	pixGetAverageMasked(picture->grey, NULL, 0, 0, 4, L_MEAN_ABSVAL,
	    &mean);
	if (mean < NEGATIVE_MEAN)
		pixInvert(picture->grey, picture->grey);
	return replace(&picture->grey,
	    pixBackgroundNormSimple(picture->grey, NULL, NULL));
}

static bool
to_binary(struct picture *picture)
{
	return replace(&picture->binary,
	    pixThresholdToBinary(picture->grey, PICTURE_INK_LEVEL));
}

bool
picture_turn(struct picture *picture, int quarters)
{
	return quarters % 4 == 0 ||
	    (replace(&picture->grey,
		 pixRotateOrth(picture->grey, quarters % 4)) &&
		replace(&picture->binary,
		    pixRotateOrth(picture->binary, quarters % 4)));
}

/*
 * Letters rise above their line more often than they fall below it: that
 * tells up from down, and which of the four ways has lines at all.
 */
static bool
to_upright(struct picture *picture)
{
	l_float32 up = 0, left = 0;
	int quarters;
	PIX *turned;

	pixUpDownDetect(picture->binary, &up, 0, 0, 0);
	if (up < UP_SURE) {
		turned = pixRotateOrth(picture->binary, 1);
		if (turned != NULL)
			pixUpDownDetect(turned, &left, 0, 0, 0);
		pixDestroy(&turned);
	}
	picture->upright = fabs(fabs(up) - fabs(left));
	if (fabs(up) >= fabs(left))
		quarters = up >= 0 ? 0 : 2;
	else
		quarters = left > 0 ? 1 : 3;
	return picture_turn(picture, quarters);
}

static bool
to_straight(struct picture *picture)
{
	l_float32 degrees = 0, sure = 0;
	double radians;

	if (pixFindSkew(picture->binary, &degrees, &sure) != 0 ||
	    sure < SKEW_SURE || fabs(degrees) < SKEW_MIN)
		return true;
	radians = degrees * M_PI / 180;
	return replace(&picture->grey,
		   pixRotateAM(picture->grey, (float)radians,
		       L_BRING_IN_WHITE)) &&
	    to_binary(picture);
}

bool
picture_is_tiny(struct Pix *source)
{
	return pixGetWidth(source) < SIDE_PIXELS_MIN ||
	    pixGetHeight(source) < SIDE_PIXELS_MIN;
}

bool
picture_prepare(struct picture *picture, struct Pix *source,
    double pixels_per_mm)
{
	*picture = (struct picture){ 0 };
	return to_grey(picture, source) &&
	    to_working_scale(picture, pixels_per_mm) &&
	    to_even_light(picture) && to_binary(picture) &&
	    to_upright(picture) && to_straight(picture);
}

bool
picture_is_empty(const struct picture *picture)
{
	int speck = (int)ceil(SPECK_MM * picture->pixels_per_mm);
	PIX *marks = pixSelectBySize(picture->binary, speck, speck, 8,
	    L_SELECT_IF_EITHER, L_SELECT_IF_GTE, NULL);
	l_int32 empty = 0;

	if (marks != NULL)
		pixZero(marks, &empty);
	pixDestroy(&marks);
	return empty != 0;
}

void
picture_clear(struct picture *picture)
{
	pixDestroy(&picture->grey);
	pixDestroy(&picture->binary);
}
