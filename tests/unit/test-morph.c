/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "morph.h"

#include <stdbool.h>

#include <glib.h>

#include <leptonica/allheaders.h>

#include "harness.h"

/* A page with noise of one share, and some blocks that openings keep. */
static PIX *
page(GRand *rand, int wide, int tall, double share)
{
	PIX *pix = pixCreate(wide, tall, 1);

	for (int y = 0; y < tall; y++)
		for (int x = 0; x < wide; x++)
			if (g_rand_double(rand) < share)
				pixSetPixel(pix, x, y, 1);
	for (int i = 0; i < 6; i++)
		pixRasterop(pix, g_rand_int_range(rand, -5, wide),
		    g_rand_int_range(rand, -5, tall),
		    g_rand_int_range(rand, 1, 60),
		    g_rand_int_range(rand, 1, 60), PIX_SET, NULL, 0, 0);
	return pix;
}

static void
assert_same(PIX *pix, int wide, int tall)
{
	PIX *ours = morph_open(pix, wide, tall);
	PIX *theirs = pixOpenBrick(NULL, pix, wide, tall);
	l_int32 same = 0;

	pixEqual(ours, theirs, &same);
	ck_assert_msg(same == 1, "%d by %d", wide, tall);
	pixDestroy(&ours);
	pixDestroy(&theirs);
}

/* Bricks of every size, past the picture's own too, on pages whose width
 * is no multiple of a word. */
START_TEST(openings_are_leptonicas_bit_for_bit)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(1);

	for (int i = 0; i < 300; i++) {
		PIX *pix = page(rand, g_rand_int_range(rand, 40, 140),
		    g_rand_int_range(rand, 40, 140), (i % 10) / 10.0);

		assert_same(pix, g_rand_int_range(rand, 1, 60),
		    g_rand_int_range(rand, 1, 4));
		assert_same(pix, 1, g_rand_int_range(rand, 1, 60));
		assert_same(pix, 1 + i % 9, 1 + i % 7);
		assert_same(pix, g_rand_int_range(rand, 100, 200), 1);
		pixDestroy(&pix);
	}
}
END_TEST

HARNESS_MAIN("morph", tcase_add_test(tc, openings_are_leptonicas_bit_for_bit))
