/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rich Text Format 1.9 as pages.  A group inherits what its parent says;
 * groups of which nothing is text («destinations») are left out, and so are
 * all that are marked optional and not known here.
 */
#include "readers.h"

#include <stdlib.h>
#include <string.h>

#include "embedded.h"
#include "rtf-inside.h"
#include "rtf-token.h"

#define TWIPS_PER_MM (1440 / 25.4)
/* A picture with a shorter side is decoration. */
#define PICTURE_MM_MIN 8.0

/* What a control word does with its number, or the table's. */
typedef void word_fn(struct rtf *rtf, long n);

/* What follows is for n, if it is for anything. */
static void
on_use(struct rtf *rtf, long n)
{
	struct group *group = rtf_group(rtf);

	if (group->use == USE_TEXT && n == USE_INSTRUCTION)
		group->instructed = true;
	if (group->use != USE_NONE)
		group->use = (enum use)n;
	g_string_truncate(n == USE_INSTRUCTION ? rtf->instruction :
						 rtf->collected, 0);
}

/* A character that has a name. */
static void
on_character(struct rtf *rtf, long n)
{
	rtf_put(rtf, (gunichar)n);
}

enum gap {
	GAP_NONE, /* a destination with text in it */
	GAP_PARAGRAPH,
	GAP_LINES, /* a header: lines of its own */
	GAP_CELL,
	GAP_ROW,
	GAP_PAGE,
	GAP_SECTION,
	GAP_BOX, /* a text box begins */
};

static void
begin_box(struct rtf *rtf)
{
	rtf_open_paragraph(rtf);
	story_paragraph(&rtf->story);
	rtf_group(rtf)->boxed = true;
	rtf->boxes++;
}

static void
begin_page(struct rtf *rtf)
{
	if (rtf->paragraph_open)
		rtf_end_paragraph(rtf);
	story_page(&rtf->story);
}

static void
on_gap(struct rtf *rtf, long n)
{
	if (rtf_group(rtf)->use != USE_TEXT)
		return;
	switch ((enum gap)n) {
	case GAP_NONE:
		break;
	case GAP_PARAGRAPH:
		rtf_end_paragraph(rtf);
		break;
	case GAP_LINES:
		if (rtf->paragraph_open)
			rtf_end_paragraph(rtf);
		rtf_group(rtf)->lines = true;
		break;
	case GAP_CELL:
		rtf_end_paragraph(rtf);
		story_cell_end(&rtf->story);
		break;
	case GAP_ROW:
		story_row_end(&rtf->story);
		break;
	case GAP_PAGE:
		begin_page(rtf);
		break;
	case GAP_SECTION:
		if (!rtf->section_stays)
			begin_page(rtf);
		break;
	case GAP_BOX:
		begin_box(rtf);
		break;
	}
}

/* How the next section begins: n is false for «on the same page». */
static void
on_section_kind(struct rtf *rtf, long n)
{
	rtf->section_stays = n == 0;
}

static void
on_hidden(struct rtf *rtf, long n)
{
	rtf_group(rtf)->hidden = n != 0;
}

static void
on_unicode(struct rtf *rtf, long n)
{
	rtf_put_unicode(rtf, n);
}

static void
on_after_unicode(struct rtf *rtf, long n)
{
	rtf_group(rtf)->after_unicode = n >= 0 && n < 16 ? (unsigned)n : 1;
}

static void
on_font(struct rtf *rtf, long n)
{
	if (rtf_group(rtf)->use == USE_FONT_NAME)
		rtf->font = (int)n;
	else
		rtf_group(rtf)->font = (int)n;
}

static void
on_charset(struct rtf *rtf, long n)
{
	rtf_group(rtf)->charset = (enum charset)n;
}

static void
on_code_page(struct rtf *rtf, long n)
{
	on_charset(rtf, n == 10000 ? CHARSET_MAC :
		n == 850 || n == 437 ? CHARSET_OEM : CHARSET_WINDOWS);
}

static void
on_field(struct rtf *rtf, long n)
{
	rtf_group(rtf)->in_field = n != 0;
	rtf->form.result = rtf->form.at_first = -1;
	g_ptr_array_set_size(rtf->form.choices, 0);
}

/* A field's result; when its instruction told all, it is told already. */
static void
on_result(struct rtf *rtf, long n)
{
	const struct group *field = rtf_field(rtf);

	if (field != NULL && field->answered)
		on_use(rtf, n);
}

static void
on_form_result(struct rtf *rtf, long n)
{
	rtf->form.result = (int)n;
}

static void
on_form_at_first(struct rtf *rtf, long n)
{
	rtf->form.at_first = (int)n;
}

/* \picwgoal and \pichgoal: the size on paper, in this order. */
static void
on_picture_wide(struct rtf *rtf, long n)
{
	rtf->picture_wide = n;
}

static void
on_picture_tall(struct rtf *rtf, long n)
{
	double wide_mm = (double)rtf->picture_wide / TWIPS_PER_MM;
	double tall_mm = (double)n / TWIPS_PER_MM;

	rtf->picture_wide = 0;
	/* The picture's own group is no text; the one around it may be. */
	if (rtf->depth == 0 || rtf->groups[rtf->depth - 1].use != USE_TEXT ||
	    wide_mm < PICTURE_MM_MIN || tall_mm < PICTURE_MM_MIN)
		return;
	page_writer_image(rtf->story.w);
	rtf->unread = rtf->unread || embedded_is_page(wide_mm, tall_mm);
}

/*
 * In the order of strcmp.  A word without a number, or one that needs none,
 * has the table's.
 */
static const struct word {
	const char *word;
	word_fn *fn;
	long n;
	bool own; /* the word's own number counts, if it has one */
} words[] = {
	{ "ansicpg", on_code_page, 0, true },
	{ "background", on_use, USE_NONE, false },
	{ "bullet", on_character, 0x2022, false },
	{ "cell", on_gap, GAP_CELL, false },
	{ "colortbl", on_use, USE_NONE, false },
	{ "column", on_character, '\n', false },
	{ "datastore", on_use, USE_NONE, false },
	{ "deleted", on_hidden, 1, true },
	{ "dptxbxtext", on_gap, GAP_BOX, false },
	{ "emdash", on_character, 0x2014, false },
	{ "emspace", on_character, ' ', false },
	{ "endash", on_character, 0x2013, false },
	{ "enspace", on_character, ' ', false },
	{ "f", on_font, 0, true },
	{ "ffdefres", on_form_at_first, 0, true },
	{ "ffdeftext", on_use, USE_NONE, false },
	{ "ffformat", on_use, USE_NONE, false },
	{ "ffl", on_use, USE_CHOICE, false },
	{ "ffname", on_use, USE_NONE, false },
	{ "ffres", on_form_result, 0, true },
	{ "field", on_field, 1, false },
	{ "fldinst", on_use, USE_INSTRUCTION, false },
	{ "fldrslt", on_result, USE_NONE, false },
	{ "fonttbl", on_use, USE_FONT_NAME, false },
	{ "footer", on_gap, GAP_LINES, false },
	{ "footerf", on_gap, GAP_LINES, false },
	{ "footerl", on_gap, GAP_LINES, false },
	{ "footerr", on_gap, GAP_LINES, false },
	{ "footnote", on_gap, GAP_BOX, false },
	{ "formfield", on_gap, GAP_NONE, false },
	{ "generator", on_use, USE_NONE, false },
	{ "header", on_gap, GAP_LINES, false },
	{ "headerf", on_gap, GAP_LINES, false },
	{ "headerl", on_gap, GAP_LINES, false },
	{ "headerr", on_gap, GAP_LINES, false },
	{ "info", on_use, USE_NONE, false },
	{ "ldblquote", on_character, 0x201c, false },
	{ "line", on_character, '\n', false },
	{ "listtable", on_use, USE_NONE, false },
	{ "listtext", on_gap, GAP_NONE, false },
	{ "lquote", on_character, 0x2018, false },
	{ "mac", on_charset, CHARSET_MAC, false },
	{ "nestcell", on_gap, GAP_CELL, false },
	{ "nestrow", on_gap, GAP_ROW, false },
	{ "nesttableprops", on_gap, GAP_NONE, false },
	{ "nonesttables", on_use, USE_NONE, false },
	{ "nonshppict", on_use, USE_NONE, false },
	{ "objdata", on_use, USE_NONE, false },
	{ "page", on_gap, GAP_PAGE, false },
	{ "pagebb", on_gap, GAP_PAGE, false },
	{ "par", on_gap, GAP_PARAGRAPH, false },
	{ "pc", on_charset, CHARSET_OEM, false },
	{ "pca", on_charset, CHARSET_OEM, false },
	{ "pichgoal", on_picture_tall, 0, true },
	{ "pict", on_use, USE_NONE, false },
	{ "picwgoal", on_picture_wide, 0, true },
	{ "plain", on_hidden, 0, false },
	{ "pntext", on_gap, GAP_NONE, false },
	{ "qmspace", on_character, ' ', false },
	{ "rdblquote", on_character, 0x201d, false },
	{ "row", on_gap, GAP_ROW, false },
	{ "rquote", on_character, 0x2019, false },
	{ "sbknone", on_section_kind, 0, false },
	{ "sbkpage", on_section_kind, 1, false },
	{ "sect", on_gap, GAP_SECTION, false },
	{ "sectd", on_section_kind, 1, false },
	{ "shpinst", on_gap, GAP_NONE, false },
	{ "shppict", on_gap, GAP_NONE, false },
	{ "shprslt", on_use, USE_NONE, false },
	{ "shptxt", on_gap, GAP_BOX, false },
	{ "sp", on_use, USE_NONE, false },
	{ "stylesheet", on_use, USE_NONE, false },
	{ "tab", on_character, '\t', false },
	{ "themedata", on_use, USE_NONE, false },
	{ "u", on_unicode, 0, true },
	{ "uc", on_after_unicode, 1, true },
	{ "v", on_hidden, 1, true },
	{ "xe", on_use, USE_NONE, false },
};

static int
compare_word(const void *key, const void *element)
{
	return strcmp(key, ((const struct word *)element)->word);
}

static void
on_word(struct rtf *rtf, const struct rtf_token *token)
{
	const struct word *word = bsearch(token->word, words,
	    G_N_ELEMENTS(words), sizeof(words[0]), compare_word);
	struct group *group = rtf_group(rtf);

	rtf->repeats = 0;
	if (word == NULL && group->optional)
		group->use = USE_NONE;
	group->optional = false;
	if (word == NULL)
		return;
	word->fn(rtf, word->own && token->has_value ? token->value : word->n);
}

static void
on_symbol(struct rtf *rtf, unsigned char code)
{
	static const char as_they_are[] = "\\{}";

	if (code == '*')
		rtf_group(rtf)->optional = true;
	else if (code == '~')
		rtf_put(rtf, 0xa0);
	else if (code == '_')
		rtf_put(rtf, '-');
	else if (code == '\n' || code == '\r')
		on_gap(rtf, GAP_PARAGRAPH);
	else if (strchr(as_they_are, code) != NULL)
		rtf_put(rtf, code);
}

/* One token; false when there are no more, or too many groups. */
static bool
step(struct rtf *rtf, struct rtf_source *source)
{
	struct rtf_token token;

	rtf_token_next(source, &token);
	switch (token.kind) {
	case RTF_OPEN:
		return rtf_open(rtf);
	case RTF_CLOSE:
		rtf_close(rtf);
		break;
	case RTF_WORD:
		on_word(rtf, &token);
		break;
	case RTF_SYMBOL:
		on_symbol(rtf, token.code);
		break;
	case RTF_BYTE:
		rtf_put_byte(rtf, token.code);
		break;
	case RTF_END:
		return false;
	}
	return rtf->story.w->stopped == REASON_NONE;
}

static void
read_document(struct rtf *rtf, struct rtf_source *source)
{
	rtf->groups[0].after_unicode = 1;
	rtf->fonts = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	rtf->collected = g_string_new(NULL);
	rtf->instruction = g_string_new(NULL);
	rtf->form.choices = g_ptr_array_new_with_free_func(g_free);
	while (step(rtf, source))
		;
	if (rtf->paragraph_open)
		rtf_end_paragraph(rtf);
	g_hash_table_unref(rtf->fonts);
	g_string_free(rtf->collected, TRUE);
	g_string_free(rtf->instruction, TRUE);
	g_ptr_array_unref(rtf->form.choices);
}

void
rtf_read(struct part *part, GBytes *bytes, struct budget *budget)
{
	static const char mark[] = "{\\rtf";
	gsize size;
	const char *data = g_bytes_get_data(bytes, &size);
	struct rtf_source source = { data, data + size };
	struct rtf *rtf = g_new0(struct rtf, 1);
	struct page_writer writer;
	enum part_reason reason = REASON_DAMAGED;

	page_writer_init(&writer, part, budget);
	if (size > strlen(mark) && memcmp(data, mark, strlen(mark)) == 0) {
		story_init(&rtf->story, &writer);
		read_document(rtf, &source);
		story_clear(&rtf->story);
		/* What is cut off lacks the end of its first group. */
		if (rtf->depth == 0)
			reason = rtf->unread ? REASON_UNSUPPORTED :
			    rtf->cut ? REASON_TOO_MANY : REASON_NONE;
	}
	page_writer_finish(&writer, reason);
	g_free(rtf);
}
