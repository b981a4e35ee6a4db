/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ocr-text.h"

#include "boxes.h"
#include "engine.h"
#include "harness.h"

/* A line is 20 pixels high, a letter 10 wide; a box fills its line. */
#define LINE 20
#define LETTER 10

static void
say(GArray *words, int x, int line, uint8_t confidence, const char *text)
{
	struct word word = { g_strdup(text), x, line * LINE,
		LETTER * (int)g_utf8_strlen(text, -1), LINE, line * LINE,
		LINE, confidence };

	g_array_append_val(words, word);
}

static void
draw(GArray *boxes, int x, int line, enum box_state state)
{
	struct box box = { x, line * LINE, LINE, LINE, state };

	g_array_append_val(boxes, box);
}

static void
assert_text(GArray *words, GArray *boxes, const char *wanted)
{
	g_autofree char *text = NULL;

	ocr_text_reconcile(words, boxes);
	text = ocr_text(words, boxes);
	ck_assert_str_eq(text, wanted);
	g_array_unref(words);
	g_array_unref(boxes);
}

static GArray *
no_boxes(void)
{
	return g_array_new(FALSE, FALSE, sizeof(struct box));
}

START_TEST(words_make_lines)
{
	GArray *words = engine_words_new();

	say(words, 0, 0, 90, "Nom");
	say(words, 50, 0, 90, "TRAN");
	say(words, 0, 1, 90, "Date");
	assert_text(words, no_boxes(), "Nom TRAN\nDate\n");
}
END_TEST

START_TEST(boxes_stand_beside_their_label)
{
	GArray *words = engine_words_new(), *boxes = no_boxes();

	say(words, 50, 0, 90, "Interne");
	say(words, 50, 1, 90, "Junior");
	draw(boxes, 10, 0, BOX_EMPTY);
	draw(boxes, 120, 1, BOX_TICKED);
	draw(boxes, 10, 2, BOX_UNKNOWN);
	assert_text(words, boxes, "[ ] Interne\nJunior [x]\n[?]\n");
}
END_TEST

START_TEST(boxes_between_lines_have_their_own)
{
	GArray *words = engine_words_new(), *boxes = no_boxes();

	say(words, 50, 0, 90, "Statut");
	say(words, 50, 3, 90, "Date");
	draw(boxes, 10, 1, BOX_EMPTY);
	draw(boxes, 50, 1, BOX_TICKED);
	assert_text(words, boxes, "Statut\n[ ] [x]\nDate\n");
}
END_TEST

START_TEST(a_page_may_have_boxes_only)
{
	GArray *words = engine_words_new(), *boxes = no_boxes();

	draw(boxes, 10, 1, BOX_EMPTY);
	assert_text(words, boxes, "[ ]\n");
	assert_text(engine_words_new(), no_boxes(), "");
}
END_TEST

/* Frames read as O, DX and the like. */
START_TEST(words_read_of_a_frame_go)
{
	GArray *words = engine_words_new(), *boxes = no_boxes();

	say(words, 10, 0, 77, "DX");
	say(words, 50, 0, 90, "oui");
	say(words, 10, 1, 20, "-0");
	say(words, 50, 1, 90, "non");
	draw(boxes, 10, 0, BOX_EMPTY);
	draw(boxes, 10, 1, BOX_TICKED);
	assert_text(words, boxes, "[ ] oui\n[x] non\n");
}
END_TEST

/* H, D and E have strokes like a frame's. */
START_TEST(frames_found_in_letters_go)
{
	GArray *words = engine_words_new(), *boxes = no_boxes();

	say(words, 0, 0, 96, "HOSPITALIER");
	say(words, 0, 1, 96, "CHU");
	say(words, 0, 2, 24, "DUNIVERSITE");
	say(words, 0, 3, 93, "(DPO)");
	say(words, 0, 4, 93, "@ars.test");
	say(words, 0, 5, 93, "Dr");
	draw(boxes, 0, 0, BOX_EMPTY);
	draw(boxes, 5, 1, BOX_EMPTY);
	draw(boxes, 60, 2, BOX_TICKED);
	draw(boxes, 2, 3, BOX_EMPTY);
	draw(boxes, 0, 4, BOX_TICKED);
	draw(boxes, -7, 5, BOX_EMPTY);
	assert_text(words, boxes, "HOSPITALIER\nCHU\nDUNIVERSITE\n(DPO)\n"
	    "@ars.test\nDr\n");
}
END_TEST

/* A word joined to the frame before it does not hide the box. */
START_TEST(a_frame_at_a_words_edge_stays)
{
	GArray *words = engine_words_new(), *boxes = no_boxes();

	say(words, 0, 0, 70, "[]Interne");
	say(words, 0, 1, 70, "XEn");
	say(words, 0, 2, 70, "ŒÆEn");
	say(words, 0, 3, 25, "59");
	draw(boxes, 0, 0, BOX_TICKED);
	draw(boxes, 0, 1, BOX_TICKED);
	draw(boxes, 0, 2, BOX_EMPTY);
	draw(boxes, 0, 3, BOX_TICKED);
	assert_text(words, boxes,
	    "[x] []Interne\n[x] XEn\n[ ] ŒÆEn\n[x]\n");
}
END_TEST

HARNESS_MAIN("ocr-text",
    tcase_add_test(tc, words_make_lines);
    tcase_add_test(tc, boxes_stand_beside_their_label);
    tcase_add_test(tc, boxes_between_lines_have_their_own);
    tcase_add_test(tc, a_page_may_have_boxes_only);
    tcase_add_test(tc, words_read_of_a_frame_go);
    tcase_add_test(tc, frames_found_in_letters_go);
    tcase_add_test(tc, a_frame_at_a_words_edge_stays))
