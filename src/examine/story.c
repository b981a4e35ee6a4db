/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of a word processor's document: see story.h. */
#include "story.h"

#include <string.h>

void
story_init(struct story *story, struct page_writer *w)
{
	story->w = w;
	story->paragraphs = 0;
	story->begun = false;
	story->aside = g_string_new(NULL);
}

/* A gap in a box's text takes the place of the one before it. */
static void
trim(GString *aside)
{
	while (aside->len > 0 && strchr("\n\t ",
		aside->str[aside->len - 1]) != NULL)
		g_string_truncate(aside, aside->len - 1);
}

/* What was set aside, on the line of the paragraph that ends. */
static void
flush(struct story *story)
{
	const GString *text = story->w->text;

	trim(story->aside);
	if (story->aside->len == 0)
		return;
	if (text->len > 0 && text->str[text->len - 1] != ' ' &&
	    story->w->lines == 0)
		page_writer_char(story->w, ' ');
	page_writer_text(story->w, story->aside->str,
	    (gssize)story->aside->len);
	g_string_truncate(story->aside, 0);
}

void
story_clear(struct story *story)
{
	flush(story);
	g_string_free(story->aside, TRUE);
}

/* True when what comes belongs to a text box, and there is room for it. */
static bool
is_aside(const struct story *story)
{
	return story->paragraphs > 1 &&
	    story->aside->len < REPORT_PAGE_BYTES_MAX;
}

void
story_text(struct story *story, const char *text)
{
	if (is_aside(story)) {
		g_string_append(story->aside, text);
		return;
	}
	story->begun = story->begun || text[strspn(text, " \t")] != '\0';
	page_writer_text(story->w, text, -1);
}

void
story_char(struct story *story, gunichar c)
{
	if (is_aside(story)) {
		g_string_append_unichar(story->aside, c);
		return;
	}
	story->begun = story->begun || !g_unichar_isspace(c);
	page_writer_char(story->w, c);
}

void
story_box(struct story *story, enum box_state state)
{
	story_text(story, box_state_text(state));
}

void
story_line(struct story *story)
{
	story_char(story, '\n');
}

void
story_paragraph(struct story *story)
{
	if (story->paragraphs++ == 0)
		story->begun = false;
}

void
story_paragraph_end(struct story *story)
{
	if (story->paragraphs > 1) {
		story_line(story);
		story->paragraphs--;
		return;
	}
	story->paragraphs = 0;
	flush(story);
	page_writer_line(story->w);
}

void
story_text_box_end(struct story *story)
{
	trim(story->aside);
	if (story->paragraphs != 1 || !story->begun ||
	    strchr(story->aside->str, '\n') != NULL) {
		g_string_append_c(story->aside, '\n');
		return;
	}
	flush(story);
	page_writer_char(story->w, ' ');
}

static void
aside_gap(struct story *story, char gap)
{
	trim(story->aside);
	g_string_append_c(story->aside, gap);
}

void
story_cell_end(struct story *story)
{
	if (story->paragraphs > 0)
		aside_gap(story, '\t');
	else
		page_writer_cell(story->w);
}

void
story_row_end(struct story *story)
{
	if (story->paragraphs > 0)
		aside_gap(story, '\n');
	else
		page_writer_row(story->w);
}

void
story_page(struct story *story)
{
	if (story->paragraphs <= 1)
		page_writer_break(story->w);
}
