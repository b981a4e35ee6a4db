/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Openings by doubling: see morph.h. */
#include "morph.h"

#include <stdbool.h>

#include <glib.h>
#include <leptonica/allheaders.h>

/* A direction, one pixel far: right or down. */
struct step {
	int x, y;
};

/* The pixels that would come from outside are white. */
static void
clear_end(PIX *pix, struct step by)
{
	int wide = pixGetWidth(pix), tall = pixGetHeight(pix);
	int w = by.x > 0 ? MIN(by.x, wide) : wide;
	int h = by.y > 0 ? MIN(by.y, tall) : tall;

	pixRasterop(pix, wide - w, tall - h, w, h, PIX_CLR, NULL, 0, 0);
}

/*
 * Every pixel becomes the AND (erosion: of those after it) or the OR
 * (dilation: of those before it) of length pixels in the step's direction.
 */
static bool
run(PIX *pix, int length, struct step step, bool erode)
{
	int wide = pixGetWidth(pix), tall = pixGetHeight(pix), more;

	for (int done = 1; done < length; done += more) {
		PIX *before = pixCopy(NULL, pix);
		struct step by;

		if (before == NULL)
			return false;
		more = MIN(done, length - done);
		by = (struct step){ step.x * more, step.y * more };
		if (erode) {
			pixRasterop(pix, 0, 0, wide - by.x, tall - by.y,
			    PIX_SRC & PIX_DST, before, by.x, by.y);
			clear_end(pix, by);
		} else {
			pixRasterop(pix, by.x, by.y, wide - by.x,
			    tall - by.y, PIX_SRC | PIX_DST, before, 0, 0);
		}
		pixDestroy(&before);
	}
	return true;
}

PIX *
morph_open(PIX *pix, int wide, int tall)
{
	static const struct step right = { 1, 0 }, down = { 0, 1 };
	PIX *opened = pixCopy(NULL, pix);

	if (opened != NULL && run(opened, wide, right, true) &&
	    run(opened, tall, down, true) &&
	    run(opened, wide, right, false) && run(opened, tall, down, false))
		return opened;
	pixDestroy(&opened);
	return NULL;
}
