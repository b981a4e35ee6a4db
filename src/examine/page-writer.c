/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text that becomes pages: see page-writer.h. */
#include "page-writer.h"

#include <string.h>

#include "box-glyph.h"

/* A page keeps room for the longest thing one character becomes. */
#define ROOM 8u

void
page_writer_init(struct page_writer *w, struct part *part,
    struct budget *budget)
{
	memset(w, 0, sizeof(*w));
	w->part = part;
	w->budget = budget;
	w->text = g_string_new(NULL);
}

/* Past the very last page, only the part's reason says that more came. */
static void
add_page(struct page_writer *w, struct page *page)
{
	if (w->budget->pages_left == 0) {
		w->part->reason = REASON_TOO_MANY;
		page_free(page);
		return;
	}
	w->budget->pages_left--;
	page->number = w->part->pages->len + 1;
	g_ptr_array_add(w->part->pages, page);
}

static void
stop(struct page_writer *w, enum part_reason reason)
{
	if (w->stopped != REASON_NONE)
		return;
	w->stopped = reason;
	page_writer_unread(w, reason);
}

/*
 * True when one more page may be written.  The last page of the budget is
 * kept for the one that says that more would have come.
 */
static bool
may_go_on(struct page_writer *w)
{
	budget_watch(BUDGET_STEP_SECONDS);
	if (w->stopped == REASON_NONE && w->budget->pages_left <= 1)
		stop(w, REASON_TOO_MANY);
	if (w->stopped == REASON_NONE && w->written > PAGE_WRITER_BYTES_MAX)
		stop(w, REASON_TOO_LARGE);
	if (w->stopped == REASON_NONE && !budget_has_time(w->budget))
		stop(w, REASON_OUT_OF_TIME);
	return w->stopped == REASON_NONE;
}

static void
forget_gap(struct page_writer *w)
{
	w->lines = 0;
	w->cell = false;
	w->row = false;
}

/* The text in NFC, unless that is what makes it too long. */
static char *
composed(const GString *text)
{
	char *nfc = g_utf8_normalize(text->str, (gssize)text->len,
	    G_NORMALIZE_NFC);

	if (nfc != NULL && strlen(nfc) <= REPORT_PAGE_BYTES_MAX)
		return nfc;
	g_free(nfc);
	return g_strndup(text->str, text->len);
}

/* Spaces at the end of a line are none. */
static void
trim(GString *text)
{
	while (text->len > 0 && (text->str[text->len - 1] == ' ' ||
		text->str[text->len - 1] == '\t'))
		g_string_truncate(text, text->len - 1);
}

/* Moves the text in hand into page and appends it. */
static void
finish(struct page_writer *w, struct page *page)
{
	trim(w->text);
	if (w->text->len > 0)
		g_string_append_c(w->text, '\n');
	g_free(page->text);
	page->text = composed(w->text);
	page->images += w->images;
	if (w->cut && page->reason == REASON_NONE)
		page->reason = REASON_TOO_LARGE;
	if (w->cut && w->part->reason == REASON_NONE)
		w->part->reason = REASON_TOO_LARGE;
	w->written += w->text->len;
	add_page(w, page);
	g_string_truncate(w->text, 0);
	w->images = 0;
	w->cut = false;
	forget_gap(w);
}

static struct page *
new_text_page(void)
{
	struct page *page = page_new();

	page->source = PAGE_TEXT;
	page->confidence = 100;
	return page;
}

static bool
holds_nothing(const struct page_writer *w)
{
	return w->text->len == 0 && w->images == 0;
}

bool
page_writer_break(struct page_writer *w)
{
	forget_gap(w);
	if (holds_nothing(w) && !w->paged)
		return w->stopped == REASON_NONE;
	if (!may_go_on(w)) {
		g_string_truncate(w->text, 0);
		return false;
	}
	finish(w, new_text_page());
	return true;
}

static void
write_gap(struct page_writer *w)
{
	if (w->lines > 0)
		trim(w->text);
	if (w->text->len > 0) {
		g_string_append_len(w->text, "\n\n", w->lines);
		if (w->cell)
			g_string_append_c(w->text, '\t');
	}
	forget_gap(w);
}

static void
write_bytes(struct page_writer *w, const char *bytes, size_t length)
{
	if (w->stopped != REASON_NONE)
		return;
	if (w->text->len + length + ROOM > REPORT_PAGE_BYTES_MAX) {
		if (w->paged)
			w->cut = true;
		if (w->paged || !page_writer_break(w))
			return;
	}
	write_gap(w);
	g_string_append_len(w->text, bytes, (gssize)length);
}

/* Line separators beside \n: vertical tab, form feed, NEL, LS, PS. */
static bool
is_line_end(gunichar c)
{
	return c == '\n' || c == '\r' || c == 0x0b || c == 0x0c ||
	    c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* Controls, the byte order mark, and what no text should hold. */
static bool
is_dropped(gunichar c)
{
	return (c < 0x20 && c != '\t') || (c >= 0x7f && c < 0xa0) ||
	    c == 0xfeff || (c & 0xfffe) == 0xfffe;
}

void
page_writer_char(struct page_writer *w, gunichar c)
{
	const char *box = box_glyph(c);
	char utf8[6];

	if (is_line_end(c)) {
		page_writer_line(w);
		return;
	}
	if (is_dropped(c))
		return;
	if (!g_unichar_validate(c))
		c = 0xfffd;
	if (box != NULL)
		write_bytes(w, box, strlen(box));
	else
		write_bytes(w, utf8, (size_t)g_unichar_to_utf8(c, utf8));
}

void
page_writer_text(struct page_writer *w, const char *text, gssize length)
{
	const char *p = text;
	const char *end = text + (length < 0 ? strlen(text) : (size_t)length);

	while (p < end && w->stopped == REASON_NONE) {
		gunichar c = g_utf8_get_char_validated(p, end - p);

		/* Both errors of GLib's are far above the last character. */
		if (c >= 0x110000) {
			page_writer_char(w, *p == '\0' ? 0 : 0xfffd);
			p++;
			continue;
		}
		if (c == '\r' && p + 1 < end && p[1] == '\n')
			p++;
		page_writer_char(w, c);
		p = g_utf8_next_char(p);
	}
}

void
page_writer_line(struct page_writer *w)
{
	if (w->row)
		return;
	if (w->lines < 2)
		w->lines++;
	w->cell = false;
}

void
page_writer_cell(struct page_writer *w)
{
	if (!w->row)
		w->lines = 0;
	w->cell = true;
}

void
page_writer_row(struct page_writer *w)
{
	w->lines = 1;
	w->row = true;
	w->cell = false;
}

void
page_writer_image(struct page_writer *w)
{
	w->images++;
}

void
page_writer_cut(struct page_writer *w)
{
	w->cut = true;
}

bool
page_writer_page(struct page_writer *w, struct page *page)
{
	bool paged = w->paged;

	if (!holds_nothing(w))
		page_writer_break(w);
	if (!may_go_on(w)) {
		page_free(page);
		return false;
	}
	w->paged = true;
	page_writer_text(w, page->text, -1);
	finish(w, page);
	w->paged = paged;
	return true;
}

void
page_writer_unread(struct page_writer *w, enum part_reason reason)
{
	struct page *page = page_new();

	page->source = PAGE_NOT_READ;
	page->reason = reason;
	add_page(w, page);
	if (w->part->reason == REASON_NONE)
		w->part->reason = reason;
}

void
page_writer_end(struct page_writer *w)
{
	if (w->text == NULL)
		return;
	if (!w->paged)
		page_writer_break(w);
	if (w->part->pages->len == 0)
		add_page(w, new_text_page());
	w->part->state = w->part->pages->len > 0 ? PART_READ : PART_UNREADABLE;
	g_string_free(w->text, TRUE);
	w->text = NULL;
}

void
page_writer_finish(struct page_writer *w, enum part_reason reason)
{
	if (!w->paged)
		page_writer_break(w);
	if (reason != REASON_NONE && w->part->pages->len > 0) {
		page_writer_unread(w, reason);
	} else if (reason != REASON_NONE) {
		w->part->state = PART_UNREADABLE;
		w->part->reason = reason;
		g_string_free(w->text, TRUE);
		w->text = NULL;
	}
	page_writer_end(w);
}
