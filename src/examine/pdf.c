/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * PDF as pages.  The document's own text is kept where it is what the page
 * shows; where it is not, or where something is drawn that text cannot
 * tell, the page is looked at.
 */
#include "document.h"

#include <string.h>

#include <leptonica/allheaders.h>
#include <poppler.h>

#include "page-writer.h"
#include "pdf-page.h"
#include "pdf-picture.h"
#include "pdf-streams.h"
#include "readers.h"
#include "text-quality.h"

/* What OCR reads best at a fair price. */
#define OCR_DPI 200.0
/* A picture of this share of the page may be a page itself. */
#define PICTURE_SHARE 0.2
/* From here on, the page's own text is what the page shows. */
#define AGREEMENT_MIN 0.6
/* OCR sees so many more words than the text has: a pasted letter. */
#define MORE_WORDS_FACTOR 1.3
#define MORE_WORDS 15u
/* Hidden text of a copier, when the page cannot be looked at. */
#define LAYER_CONFIDENCE 60

/* A page while its text is being settled. */
struct settling {
	struct pdf_page page;
	struct text_quality quality;
	char *text;
	bool readable; /* its own text is enough, and reads like a text */
	bool scan;     /* it is the text of a copier */
	bool drawn_on; /* strokes that could be a pen's */
	bool explained; /* few words, but there is nothing else to see */
};

/* sealed: the page's fields for electronic signatures are signed, each as
 * good as a picture of a signature. */
static void
settling_init(struct settling *s, PopplerPage *page, bool sealed)
{
	bool look;

	memset(s, 0, sizeof(*s));
	pdf_page_init(&s->page, page);
	s->page.images += sealed ? s->page.seals : 0;
	look = s->page.words->len > 0;
	s->drawn_on = look && pdf_picture_boxes(&s->page);
	s->drawn_on = s->drawn_on || s->page.drawn_on;
	s->text = layout_text(s->page.layout);
	s->quality = text_quality(s->text);
	s->readable = text_quality_is_enough(&s->quality) &&
	    text_quality_is_prose(&s->quality);
	s->scan = text_quality_is_enough(&s->quality) &&
	    pdf_picture_is_scan(&s->page);
	s->explained = look && !s->drawn_on && s->page.pictures->len == 0 &&
	    !text_quality_is_enough(&s->quality) &&
	    text_quality_is_letters(&s->quality);
}

static void
settling_clear(struct settling *s)
{
	pdf_page_clear(&s->page);
	g_free(s->text);
}

/* The page by OCR; PAGE_NOT_READ when it cannot be; NULL: it is empty. */
static struct page *
look_at(const struct settling *s, struct budget *budget)
{
	double pixels_per_mm = 0;
	PIX *picture = pdf_picture(&s->page, OCR_DPI, &pixels_per_mm);
	bool empty = picture == NULL || pdf_picture_is_empty(picture);
	struct page *page = NULL;

	/* The white back of a sheet, unless a picture failed to be drawn. */
	if (!empty || picture == NULL || !pdf_picture_is_whole(&s->page)) {
		page = page_new();
		page->images = s->page.images;
		page->reason = REASON_DAMAGED;
	}
	if (!empty) {
		page->reason = REASON_NONE;
		ocr_read(page, picture, pixels_per_mm, budget);
	}
	pixDestroy(&picture);
	return page;
}

/* True when the page's own text is what OCR sees, and all of it. */
static bool
is_confirmed(const struct settling *s, const struct page *ocr)
{
	struct text_quality seen = text_quality(ocr->text);

	if (s->scan || s->quality.letters == 0)
		return false;
	if (seen.words > s->quality.words * MORE_WORDS_FACTOR + MORE_WORDS)
		return false;
	return text_quality_agreement(s->text, ocr->text) >= AGREEMENT_MIN;
}

/* The page's own text, in the place of what OCR read. */
static void
take_text(struct page *ocr, const struct settling *s)
{
	g_free(ocr->text);
	ocr->text = g_strdup(s->text);
	ocr->confidence = 100;
}

/* What a copier made of a box is no word on its state. */
static void
doubt_boxes(char *text)
{
	for (char *p = strchr(text, '['); p != NULL; p = strchr(p + 1, '['))
		if (p[1] != '\0' && p[2] == ']')
			p[1] = '?';
}

/*
 * What to make of a page that cannot be looked at.  Unseen strokes and
 * pictures may be what fills the form in, so that its text alone would be
 * half of it; but what is only short of small words is taken at its word.
 */
static struct page *
settle_unseen(const struct settling *s, struct page *unread)
{
	bool half = s->drawn_on || !text_quality_is_letters(&s->quality) ||
	    (!text_quality_is_enough(&s->quality) && !s->explained);

	if (half)
		return unread;
	if (!s->scan) {
		page_free(unread);
		return NULL;
	}
	take_text(unread, s);
	doubt_boxes(unread->text);
	unread->source = PAGE_OCR;
	unread->reason = REASON_NONE;
	unread->confidence = LAYER_CONFIDENCE;
	return unread;
}

/*
 * The page as its picture tells it, or NULL when its own text is to be
 * kept.  A page on which something is drawn keeps its text but is PAGE_OCR,
 * so that its ink is there to be judged.
 */
static struct page *
settle_by_sight(const struct settling *s, struct budget *budget)
{
	struct page *ocr = look_at(s, budget);

	if (ocr == NULL)
		return NULL;
	if (ocr->source == PAGE_NOT_READ)
		return settle_unseen(s, ocr);
	if (!is_confirmed(s, ocr))
		return ocr;
	if (!s->drawn_on && s->page.covered < PICTURE_SHARE) {
		page_free(ocr);
		return NULL;
	}
	take_text(ocr, s);
	return ocr;
}

static bool
wants_sight(const struct settling *s)
{
	if (s->drawn_on || s->page.covered >= PICTURE_SHARE)
		return true;
	return !s->readable && !s->explained;
}

/* Reads one page; false when no further one may be read. */
static bool
read_page(struct page_writer *w, PopplerPage *page, bool sealed)
{
	struct settling s;
	struct page *seen = NULL;
	bool more;

	settling_init(&s, page, sealed);
	if (wants_sight(&s))
		seen = settle_by_sight(&s, w->budget);
	if (layout_is_full(s.page.layout))
		page_writer_cut(w);
	if (seen != NULL) {
		more = page_writer_page(w, seen);
	} else {
		page_writer_text(w, s.text, -1);
		w->images = s.page.images;
		more = page_writer_break(w);
	}
	settling_clear(&s);
	return more;
}

static unsigned
count_of(GBytes *bytes, const char *name)
{
	size_t left, length = strlen(name);
	const char *at = g_bytes_get_data(bytes, &left);
	const char *end = at + left;
	unsigned count = 0;

	while ((at = memmem(at, (size_t)(end - at), name, length)) != NULL) {
		at += length;
		count++;
	}
	return count;
}

static unsigned
count_seals(PopplerDocument *document)
{
	int count = poppler_document_get_n_pages(document);
	unsigned seals = 0;

	for (int i = 0; i < count; i++) {
		PopplerPage *page = poppler_document_get_page(document, i);
		GList *fields = page == NULL ? NULL :
		    poppler_page_get_form_field_mapping(page);

		for (GList *l = fields; l != NULL; l = l->next)
			seals += poppler_form_field_get_field_type(
			    ((PopplerFormFieldMapping *)l->data)->field) ==
			    POPPLER_FORM_FIELD_SIGNATURE;
		poppler_page_free_form_field_mapping(fields);
		g_clear_object(&page);
	}
	return seals;
}

/*
 * Every field for a signature has one.  A signature says which bytes of the
 * file it covers, and must say so in the clear; with fewer than fields nobody
 * tells here whose they are.
 */
static bool
is_sealed(PopplerDocument *document, GBytes *bytes)
{
	unsigned signatures = count_of(bytes, "/ByteRange");
	unsigned stamps = count_of(bytes, "/DocTimeStamp");

	return signatures > stamps &&
	    count_seals(document) <= signatures - stamps;
}

static void
read_pages(struct page_writer *w, PopplerDocument *document,
    struct pdf_streams *streams, bool sealed)
{
	int count = poppler_document_get_n_pages(document);
	bool more = true;

	for (int i = 0; i < count && more; i++) {
		PopplerPage *page = poppler_document_get_page(document, i);
		enum part_reason flaw = page == NULL ? REASON_DAMAGED :
		    pdf_streams_flaw(streams, (unsigned)i);

		if (flaw != REASON_NONE)
			page_writer_unread(w, flaw);
		else
			more = read_page(w, page, sealed);
		g_clear_object(&page);
	}
	/* Each page that is known of is there, read or not. */
	while (w->part->pages->len < (unsigned)count &&
	    w->budget->pages_left > 0)
		page_writer_unread(w, w->stopped);
}

static enum part_reason
reason_of(const GError *error)
{
	if (g_error_matches(error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
		return REASON_ENCRYPTED;
	return REASON_DAMAGED;
}

void
pdf_read(struct part *part, GBytes *bytes, struct budget *budget)
{
	g_autoptr(GError) error = NULL;
	PopplerDocument *document =
	    poppler_document_new_from_bytes(bytes, NULL, &error);
	struct page_writer writer;

	if (document == NULL) {
		part->reason = reason_of(error);
	} else if (poppler_document_get_n_pages(document) <= 0) {
		part->reason = REASON_DAMAGED;
	} else {
		struct pdf_streams *streams = pdf_streams_open(bytes);

		page_writer_init(&writer, part, budget);
		writer.paged = true;
		read_pages(&writer, document, streams,
		    is_sealed(document, bytes));
		page_writer_end(&writer);
		pdf_streams_close(streams);
	}
	g_clear_object(&document);
}
