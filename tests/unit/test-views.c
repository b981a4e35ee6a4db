/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What several commands print: wrapped text, and what a dossier lacks. */
#include "views.h"

#include "harness.h"

static char *
wrapped(unsigned width, const char *before, const char *text)
{
	char *printed = NULL;
	size_t length = 0;
	struct ctl ctl = { .width = width,
		.out = open_memstream(&printed, &length) };

	view_wrapped(&ctl, before, text);
	fclose(ctl.out);
	return printed;
}

static const struct {
	unsigned width;
	const char *text, *printed;
} texts[] = {
	/* 20 columns beside four of indent: at the limit and past it. */
	{ 25, "dix lettres et encore", "  – dix lettres et encore\n" },
	{ 25, "dix lettres et encore!", "  – dix lettres et\n    encore!\n" },
	/* Columns, not bytes. */
	{ 25, "été été été été été é", "  – été été été été été é\n" },
	/* A word longer than the line keeps whole. */
	{ 25, "a anticonstitutionnellement b",
	    "  – a\n    anticonstitutionnellement\n    b\n" },
	/* A no-break space is none to break at. */
	{ 25, "un deux trois quatre\u00a0!", "  – un deux trois\n    quatre\u00a0!\n" },
	/* Nor one before a mark of French, nor one after «. */
	{ 25, "un deux trois quatre : cinq",
	    "  – un deux trois\n    quatre : cinq\n" },
	{ 25, "un deux trois quat « cinq »",
	    "  – un deux trois quat\n    « cinq »\n" },
	{ 25, "un deux trois quatr -- cinq",
	    "  – un deux trois quatr\n    -- cinq\n" },
	{ 0, "dix lettres et encore d’autres",
	    "  – dix lettres et encore d’autres\n" },
	/* Too narrow for columns of text: the terminal wraps. */
	{ 24, "dix lettres et encore d’autres",
	    "  – dix lettres et encore d’autres\n" },
	{ 25, "", "  – \n" },
};

START_TEST(text_is_wrapped)
{
	char *printed = wrapped(texts[_i].width, "  – ", texts[_i].text);

	ck_assert_str_eq(printed, texts[_i].printed);
	free(printed);
}
END_TEST

static void
add_piece(struct dossier *dossier, unsigned annexe, enum piece_state state)
{
	struct piece_status *piece = piece_status_new();

	piece->piece = g_strdup_printf("p%u", annexe);
	piece->annexe = annexe;
	piece->requirement = REQUIREMENT_REQUIRED;
	piece->state = state;
	g_ptr_array_add(dossier->pieces, piece);
}

static const struct {
	unsigned missing[8], blank[4]; /* 0: the end */
	const char *text;
} lacks[] = {
	{ { 0 }, { 0 }, "" },
	{ { 9 }, { 0 }, "9" },
	{ { 9, 10 }, { 0 }, "9, 10" },
	/* In the form's order 11 comes before 10. */
	{ { 9, 11, 10 }, { 0 }, "9 à 11" },
	{ { 1, 2, 3, 5, 7, 8 }, { 0 }, "1 à 3, 5, 7, 8" },
	{ { 4 }, { 1, 2, 3 }, "4 ; vierges : 1 à 3" },
	{ { 0 }, { 9 }, "vierges : 9" },
};

START_TEST(what_lacks_is_named_by_number)
{
	struct dossier *dossier = dossier_new();
	g_autofree char *text = NULL;

	for (const unsigned *n = lacks[_i].missing; *n != 0; n++)
		add_piece(dossier, *n, PIECE_MISSING);
	for (const unsigned *n = lacks[_i].blank; *n != 0; n++)
		add_piece(dossier, *n, PIECE_BLANK);
	text = view_lacking(dossier);
	ck_assert_str_eq(text, lacks[_i].text);
	dossier_free(dossier);
}
END_TEST

HARNESS_MAIN("views",
	tcase_add_loop_test(tc, text_is_wrapped, 0,
	    (int)G_N_ELEMENTS(texts));
	tcase_add_loop_test(tc, what_lacks_is_named_by_number, 0,
	    (int)G_N_ELEMENTS(lacks)))
