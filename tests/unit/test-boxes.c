/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "boxes.h"

#include <math.h>
#include <stdbool.h>

#include <leptonica/allheaders.h>

#include "harness.h"

/* A picture of 60 by 40 mm at this many pixels a mm. */
static PIX *
paper(double mm)
{
	return pixCreate((int)(60 * mm), (int)(40 * mm), 1);
}

static void
line(PIX *pix, double mm, const double at[4], double thick)
{
	pixRenderLine(pix, (int)(at[0] * mm), (int)(at[1] * mm),
	    (int)(at[2] * mm), (int)(at[3] * mm),
	    (int)MAX(1, thick * mm + 0.5), L_SET_PIXELS);
}

/* A frame with its corner at x, y; all in mm. */
static void
frame(PIX *pix, double mm, double x, double y, double side)
{
	double r = x + side, b = y + side;

	line(pix, mm, (double[]){ x, y, r, y }, 0.25);
	line(pix, mm, (double[]){ x, b, r, b }, 0.25);
	line(pix, mm, (double[]){ x, y, x, b }, 0.25);
	line(pix, mm, (double[]){ r, y, r, b }, 0.25);
}

/* A cross whose arms reach by more than the frame does. */
static void
cross(PIX *pix, double mm, double x, double y, double side, double more)
{
	line(pix, mm, (double[]){ x - more, y - more, x + side + more,
	    y + side + more }, 0.4);
	line(pix, mm, (double[]){ x - more, y + side + more, x + side + more,
	    y - more }, 0.4);
}

static void
assert_boxes(PIX *pix, double mm, const enum box_state *states, size_t count)
{
	bool cut;
	g_autoptr(GArray) boxes = boxes_find(pix, NULL, mm, &cut);

	ck_assert(!cut);
	ck_assert_uint_eq(boxes->len, count);
	for (size_t i = 0; i < count; i++)
		ck_assert_int_eq(
		    g_array_index(boxes, struct box, i).state, states[i]);
	pixDestroy(&pix);
}

/* A printed box with a cross from corner to corner, in thick strokes. */
START_TEST(a_cross_that_fills_its_frame_ticks)
{
	static const enum box_state states[] = { BOX_TICKED };
	double mm = 150 / 25.4;
	PIX *pix = paper(mm);

	frame(pix, mm, 10, 5, 3);
	frame(pix, mm, 10.1, 5.1, 2.8);
	cross(pix, mm, 10, 5, 3, -0.4);
	assert_boxes(pix, mm, states, G_N_ELEMENTS(states));
}
END_TEST

static const double resolutions[] = { 150 / 25.4, 200 / 25.4, 300 / 25.4 };

START_TEST(frames_and_their_state_are_found)
{
	static const enum box_state states[] = { BOX_EMPTY, BOX_TICKED,
		BOX_TICKED, BOX_TICKED };

	for (size_t i = 0; i < G_N_ELEMENTS(resolutions); i++) {
		double mm = resolutions[i];
		PIX *pix = paper(mm);

		frame(pix, mm, 10, 5, 3.5);
		frame(pix, mm, 10, 15, 3.5);
		cross(pix, mm, 10, 15, 3.5, -0.5);
		frame(pix, mm, 10, 22, 4);
		line(pix, mm, (double[]){ 11, 24, 12, 25.3 }, 0.4); /* ✓ */
		line(pix, mm, (double[]){ 12, 25.3, 13.5, 22.5 }, 0.4);
		frame(pix, mm, 10, 30, 3.5); /* a pen that overshoots */
		cross(pix, mm, 10, 30, 3.5, 1.5);
		assert_boxes(pix, mm, states, G_N_ELEMENTS(states));
	}
}
END_TEST

/* Evenly lit paper with a frame, and in it a cross paler than ink, blurred to
 * two pixels as scanners do. */
static PIX *
pale_page(double mm, int paler, int grain)
{
	PIX *grey = pixCreate((int)(60 * mm), (int)(40 * mm), 8);
	PIX *lines = paper(mm);

	frame(lines, mm, 10, 5, 4);
	pixSetAllArbitrary(grey, 200);
	pixSetMasked(grey, lines, 90);
	pixClearAll(lines);
	line(lines, mm, (double[]){ 10.4, 5.4, 13.8, 8.8 }, 0.35);
	line(lines, mm, (double[]){ 10.4, 8.8, 13.8, 5.4 }, 0.35);
	pixSetMasked(grey, lines, (l_uint32)(200 - paler));
	pixDestroy(&lines);
	for (int y = 0; y < pixGetHeight(grey); y++) {
		for (int x = (y / 2) % 3; x < pixGetWidth(grey); x += 3) {
			l_uint32 level;

			pixGetPixel(grey, x, y, &level);
			pixSetPixel(grey, x, y, level - (l_uint32)grain);
		}
	}
	return grey;
}

START_TEST(a_cross_too_pale_for_ink_is_seen)
{
	static const struct {
		int paler, grain;
		enum box_state state;
	} cases[] = {
		{ 0, 0, BOX_EMPTY }, { 0, 12, BOX_EMPTY },
		{ 25, 0, BOX_TICKED }, { 25, 12, BOX_TICKED },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		double mm = 150 / 25.4;
		PIX *grey = pale_page(mm, cases[i].paler, cases[i].grain);
		PIX *ink = pixThresholdToBinary(grey, 170);
		bool cut;
		g_autoptr(GArray) boxes = boxes_find(ink, grey, mm, &cut);

		ck_assert_uint_eq(boxes->len, 1);
		ck_assert_int_eq(g_array_index(boxes, struct box, 0).state,
		    cases[i].state);
		pixDestroy(&ink);
		pixDestroy(&grey);
	}
}
END_TEST

START_TEST(their_place_is_that_of_the_frame)
{
	double mm = 200 / 25.4;
	PIX *pix = paper(mm);
	g_autoptr(GArray) boxes = NULL;
	struct box box;
	bool cut;

	frame(pix, mm, 20, 10, 4);
	boxes = boxes_find(pix, NULL, mm, &cut);
	ck_assert_uint_eq(boxes->len, 1);
	box = g_array_index(boxes, struct box, 0);
	ck_assert_int_le(abs(box.x - (int)(20 * mm)), 2);
	ck_assert_int_le(abs(box.y - (int)(10 * mm)), 2);
	ck_assert_int_le(abs(box.width - (int)(4 * mm)), 4);
	ck_assert_int_le(abs(box.height - (int)(4 * mm)), 4);
	pixDestroy(&pix);
}
END_TEST

START_TEST(sizes_are_those_of_boxes)
{
	static const struct {
		double side;
		bool is_box;
	} cases[] = { { 1.8, false }, { 2.5, true }, { 7, true },
		{ 8.2, false } };

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		double mm = 300 / 25.4;
		PIX *pix = paper(mm);
		static const enum box_state empty = BOX_EMPTY;

		frame(pix, mm, 10, 10, cases[i].side);
		assert_boxes(pix, mm, &empty, cases[i].is_box ? 1 : 0);
	}
}
END_TEST

/* The stroke of a letter thickens and lengthens the frame that it touches;
 * a small frame's level strokes run into the arms of its cross. */
START_TEST(small_frames_are_found_where_their_strokes_run_on)
{
	static const enum box_state states[] = { BOX_EMPTY, BOX_TICKED };
	double mm = 150 / 25.4;
	PIX *pix = paper(mm);

	frame(pix, mm, 10, 5, 2.4);
	line(pix, mm, (double[]){ 12.7, 4.8, 12.7, 7.5 }, 0.4); /* an E */
	line(pix, mm, (double[]){ 12.4, 4.8, 14.2, 4.8 }, 0.4);
	line(pix, mm, (double[]){ 12.4, 7.5, 14.2, 7.5 }, 0.4);
	frame(pix, mm, 10, 15, 3);
	cross(pix, mm, 10, 15, 3, -0.3);
	line(pix, mm, (double[]){ 10.5, 15.4, 12.5, 15.4 }, 0.4);
	assert_boxes(pix, mm, states, G_N_ELEMENTS(states));
}
END_TEST

/* The holes of letters are no frames, however large. */
START_TEST(round_letters_are_none)
{
	double mm = 150 / 25.4;
	PIX *pix = paper(mm);

	for (int radius = 8; radius < 24; radius++) {
		pixRenderLine(pix, 30, 110 - radius, 30, 110 + radius, 3,
		    L_SET_PIXELS);
		for (int a = 0; a < 360; a++) {
			int x = (int)(radius * cos(a * M_PI / 180));
			int y = (int)(radius * sin(a * M_PI / 180));

			pixSetPixel(pix, 100 + x, 110 + y, 1);
			pixSetPixel(pix, 101 + x, 110 + y, 1);
			pixSetPixel(pix, 30 + abs(x), 110 + y, 1);
			pixSetPixel(pix, 31 + abs(x), 110 + y, 1);
		}
		assert_boxes(pixClone(pix), mm, NULL, 0);
		pixClearAll(pix);
	}
	pixDestroy(&pix);
}
END_TEST

START_TEST(tables_and_bars_are_none)
{
	double mm = 200 / 25.4;
	PIX *pix = paper(mm);

	for (int i = 0; i <= 4; i++) /* a comb of cells for a date */
		line(pix, mm, (double[]){ 5 + 4 * i, 5, 5 + 4 * i, 9 }, 0.25);
	line(pix, mm, (double[]){ 5, 5, 21, 5 }, 0.25);
	line(pix, mm, (double[]){ 5, 9, 21, 9 }, 0.25);
	for (int i = 0; i < 12; i++) /* a black square */
		line(pix, mm, (double[]){ 30, 5 + i / 4.0, 33, 5 + i / 4.0 },
		    0.3);
	line(pix, mm, (double[]){ 5, 20, 9, 20 }, 0.25); /* two bars */
	line(pix, mm, (double[]){ 5, 24, 9, 24 }, 0.25);
	assert_boxes(pix, mm, NULL, 0);
}
END_TEST

START_TEST(what_is_not_clear_is_unknown)
{
	double mm = 300 / 25.4;
	PIX *pix = paper(mm);
	static const enum box_state unknown = BOX_UNKNOWN;

	frame(pix, mm, 10, 10, 4);
	line(pix, mm, (double[]){ 11.5, 12, 12.4, 12 }, 0.4); /* a speck */
	assert_boxes(pix, mm, &unknown, 1);
	ck_assert_str_eq(box_state_text(BOX_UNKNOWN), "[?]");
	ck_assert_str_eq(box_state_text(BOX_EMPTY), "[ ]");
	ck_assert_str_eq(box_state_text(BOX_TICKED), "[x]");
}
END_TEST

/* So many dashes of 2.5 mm, close together: is something left out? */
static bool
is_cut(int dashes)
{
	double mm = 300 / 25.4;
	PIX *pix = pixCreate(2480, 3508, 1);
	g_autoptr(GArray) boxes = NULL;
	bool cut;

	for (int i = 0; i < dashes; i++)
		line(pix, 1, (double[]){ 10 + i % 70 * 34, 10 + i / 70 * 5,
		    10 + i % 70 * 34 + 2.5 * mm, 10 + i / 70 * 5 }, 1);
	boxes = boxes_find(pix, NULL, mm, &cut);
	pixDestroy(&pix);
	return cut;
}

START_TEST(strokes_are_limited)
{
	ck_assert(!is_cut(BOXES_STROKES_MAX));
	ck_assert(is_cut(BOXES_STROKES_MAX + 1));
}
END_TEST

HARNESS_MAIN("boxes", tcase_add_test(tc, frames_and_their_state_are_found);
    tcase_add_test(tc, a_cross_that_fills_its_frame_ticks);
    tcase_add_test(tc, a_cross_too_pale_for_ink_is_seen);
    tcase_add_test(tc, their_place_is_that_of_the_frame);
    tcase_add_test(tc, sizes_are_those_of_boxes);
    tcase_add_test(tc, small_frames_are_found_where_their_strokes_run_on);
    tcase_add_test(tc, round_letters_are_none);
    tcase_add_test(tc, tables_and_bars_are_none);
    tcase_add_test(tc, what_is_not_clear_is_unknown);
    tcase_add_test(tc, strokes_are_limited))
