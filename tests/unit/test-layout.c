/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "layout.h"

#include <math.h>

#include "harness.h"

/* Text of one line at x, y, ten points high, five a letter. */
static void
put(struct layout *layout, double x, double y, const char *text)
{
	double width = 5 * (double)g_utf8_strlen(text, -1);

	layout_add_text(layout,
	    (struct rectangle){ x, y, x + width, y + 10 }, text, -1);
}

static void
assert_text(struct layout *layout, const char *expected)
{
	g_autofree char *text = layout_text(layout);

	ck_assert_str_eq(text, expected);
	layout_free(layout);
}

START_TEST(values_stand_on_the_line_of_their_label)
{
	struct layout *layout = layout_new();

	put(layout, 50, 130, "Prénom :");
	put(layout, 90, 103, "LEFÈVRE"); /* typed three points lower */
	put(layout, 50, 100, "Nom :");
	put(layout, 100, 126.5, "Anne");
	assert_text(layout, "Nom : LEFÈVRE\n\nPrénom : Anne\n");
}
END_TEST

START_TEST(lines_of_small_print_stay_apart)
{
	struct layout *layout = layout_new();

	for (int i = 0; i < 3; i++)
		layout_add_text(layout,
		    (struct rectangle){ 50, 100 + 7 * i, 90, 106 + 7 * i },
		    i == 0 ? "un" : i == 1 ? "deux" : "trois", -1);
	assert_text(layout, "un\ndeux\ntrois\n");
}
END_TEST

START_TEST(wide_gaps_are_columns)
{
	struct layout *layout = layout_new();

	put(layout, 50, 100, "CHU :");
	put(layout, 105, 100, "20");
	put(layout, 140, 100, "%");
	assert_text(layout, "CHU :\t20\t%\n");
}
END_TEST

START_TEST(boxes_at_one_place_are_one)
{
	static const struct {
		enum box_state one, other, result;
	} cases[] = {
		{ BOX_EMPTY, BOX_EMPTY, BOX_EMPTY },
		{ BOX_EMPTY, BOX_TICKED, BOX_TICKED },
		{ BOX_TICKED, BOX_EMPTY, BOX_TICKED },
		{ BOX_UNKNOWN, BOX_EMPTY, BOX_EMPTY },
		{ BOX_UNKNOWN, BOX_TICKED, BOX_TICKED },
		{ BOX_TICKED, BOX_UNKNOWN, BOX_TICKED },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct layout *layout = layout_new();
		g_autofree char *line = g_strdup_printf("%s Oui\n",
		    box_state_text(cases[i].result));

		put(layout, 66, 100, "Oui");
		layout_add_box(layout,
		    (struct rectangle){ 50, 100, 60, 110 }, cases[i].one);
		layout_add_box(layout,
		    (struct rectangle){ 51, 99, 62, 111 }, cases[i].other);
		assert_text(layout, line);
	}
}
END_TEST

START_TEST(a_cross_typed_into_a_box_ticks_it)
{
	static const char *const marks[] = { "X", "x", "✓", "✗" };

	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
		struct layout *layout = layout_new();

		layout_add_box(layout,
		    (struct rectangle){ 50, 100, 60, 110 }, BOX_EMPTY);
		put(layout, 52, 101, marks[i]);
		put(layout, 66, 100, "Oui");
		layout_add_box(layout,
		    (struct rectangle){ 50, 120, 60, 130 }, BOX_EMPTY);
		put(layout, 66, 120, "X");
		assert_text(layout, "[x] Oui\n[ ] X\n");
	}
}
END_TEST

START_TEST(blocks_go_down_their_area)
{
	struct layout *layout = layout_new();

	put(layout, 50, 100, "Avis :");
	put(layout, 50, 114, "Date :");
	layout_add_block(layout, (struct rectangle){ 90, 99, 300, 127 },
	    "favorable\r\n2 mars");
	layout_add_block(layout, (struct rectangle){ 90, 200, 300, 400 },
	    "haut\nbas");
	layout_add_block(layout, (struct rectangle){ 90, 500, 300, 520 }, "\n");
	assert_text(layout,
	    "Avis : favorable\nDate : 2 mars\n\nhaut\nbas\n");
}
END_TEST

START_TEST(text_up_the_margin_joins_no_line)
{
	struct layout *layout = layout_new();

	put(layout, 50, 100, "Nom : LEFÈVRE");
	layout_add_text(layout, (struct rectangle){ 10, 60, 20, 150 },
	    "Reçu le 3 mars", -1);
	assert_text(layout, "Nom : LEFÈVRE\nReçu le 3 mars\n");
}
END_TEST

START_TEST(odd_places_do_no_harm)
{
	struct layout *layout = layout_new();

	layout_add_text(layout, (struct rectangle){ NAN, 0, 1, 1 }, "a", -1);
	layout_add_text(layout, (struct rectangle){ 0, INFINITY, 1, 1 }, "b",
	    -1);
	ck_assert(layout_is_full(layout));
	layout_add_text(layout, (struct rectangle){ 60, 110, 50, 100 }, "c",
	    -1);
	layout_add_text(layout, (struct rectangle){ 0, 0, 0, 0 }, "", -1);
	ck_assert(layout_has_text_at(layout,
	    (struct rectangle){ 50, 100, 60, 110 }));
	ck_assert(!layout_has_text_at(layout,
	    (struct rectangle){ 80, 100, 90, 110 }));
	assert_text(layout, "c\n");
}
END_TEST

START_TEST(items_are_bounded)
{
	struct layout *layout = layout_new();

	for (unsigned i = 0; i < LAYOUT_ITEMS_MAX; i++)
		put(layout, 5 * (i % 100), 20 * (i / 100), "a");
	ck_assert(!layout_is_full(layout));
	put(layout, 0, 0, "b");
	ck_assert(layout_is_full(layout));
	layout_free(layout);
	layout_free(NULL);
}
END_TEST

/* So many boxes, a cross typed into the last: is it ticked? */
static bool
last_is_ticked(struct layout *layout, unsigned boxes)
{
	g_autofree char *text = NULL;

	for (unsigned i = 0; i < boxes; i++)
		layout_add_box(layout, (struct rectangle){ 20 * (i % 20),
		    20 * (i / 20), 20 * (i % 20) + 10, 20 * (i / 20) + 10 },
		    BOX_EMPTY);
	boxes--;
	put(layout, 20 * (boxes % 20) + 3, 20 * (boxes / 20), "X");
	text = layout_text(layout);
	return strstr(text, "[x]") != NULL;
}

START_TEST(boxes_are_bounded)
{
	for (unsigned more = 0; more < 2; more++) {
		struct layout *layout = layout_new();

		ck_assert_int_eq(last_is_ticked(layout,
		    LAYOUT_BOXES_MAX + more), more == 0);
		ck_assert_int_eq(layout_is_full(layout), more > 0);
		layout_free(layout);
	}
}
END_TEST

HARNESS_MAIN("layout",
    tcase_add_test(tc, values_stand_on_the_line_of_their_label);
    tcase_add_test(tc, lines_of_small_print_stay_apart);
    tcase_add_test(tc, wide_gaps_are_columns);
    tcase_add_test(tc, boxes_at_one_place_are_one);
    tcase_add_test(tc, a_cross_typed_into_a_box_ticks_it);
    tcase_add_test(tc, blocks_go_down_their_area);
    tcase_add_test(tc, text_up_the_margin_joins_no_line);
    tcase_add_test(tc, odd_places_do_no_harm);
    tcase_add_test(tc, items_are_bounded);
    tcase_add_test(tc, boxes_are_bounded))
