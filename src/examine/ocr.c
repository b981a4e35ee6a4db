/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page's picture becomes its text: see ocr.h. */
#include "ocr.h"

#include <math.h>

#include "boxes.h"
#include "engine.h"
#include "ocr-ink.h"
#include "ocr-text.h"
#include "picture.h"

/* One page; ten times what a full page of print takes on a slow machine. */
#define PAGE_US_MAX (20 * G_USEC_PER_SEC)
/* Print read the right way up has more, upside down at most 42. */
#define CONFIDENCE_UPRIGHT 60
/* Clean print has at least this; faxes and handwriting have less. */
#define CONFIDENCE_CLEAR 88
/* A word read with less is a guess. */
#define CONFIDENCE_GUESS 50
/* Letters of print: their extent, in tenths of a millimetre. */
#define LETTER_WIDTH_MIN 6u
#define LETTER_HEIGHT_MIN 12u
#define LETTER_MAX 45u
/* So many unread ones are more than a stamp's or a signature's parts. */
#define UNREAD_LETTERS 30u
/* A millimetre of a picture of A4 on a screen; less shows no letters. */
#define PIXELS_PER_MM_MIN 1.0

bool
ocr_prepare(GError **error)
{
	return engine_prepare(error);
}

void
ocr_load(void)
{
	engine_load();
}

/* What was recognised of a page. */
struct reading {
	struct picture picture;
	enum engine_pass pass;
	GArray *words; /* struct word */
	uint8_t confidence;
	int64_t ends_at_us;
};

static enum engine_end
recognise(struct reading *reading)
{
	return engine_read(reading->picture.grey,
	    (int)lround(reading->picture.pixels_per_mm * 25.4),
	    reading->pass, reading->ends_at_us, reading->words,
	    &reading->confidence);
}

/*
 * Where the letters' shapes did not tell what is up, the other three ways
 * are tried; the best stays.
 */
static enum engine_end
recognise_turned(struct reading *reading)
{
	enum engine_end end = recognise(reading);
	uint8_t best = reading->confidence;
	int best_turn = 0, turn = 0;

	if (reading->picture.upright >= PICTURE_UPRIGHT_SURE)
		return end;
	while (end == ENGINE_READ && turn < 4 &&
	    reading->confidence < CONFIDENCE_UPRIGHT) {
		turn++;
		if (!picture_turn(&reading->picture, 1))
			return ENGINE_FAILED;
		end = recognise(reading);
		if (reading->confidence > best) {
			best = reading->confidence;
			best_turn = turn;
		}
	}
	if (turn < 4 || best_turn == 0 || end != ENGINE_READ)
		return end;
	if (!picture_turn(&reading->picture, best_turn))
		return ENGINE_FAILED;
	return recognise(reading);
}

static void
not_read(struct page *page, enum part_reason reason)
{
	page->source = PAGE_NOT_READ;
	page->reason = reason;
}

static void
describe(struct page *page, const struct reading *reading)
{
	bool cut, good;
	g_autoptr(GArray) boxes = boxes_find(reading->picture.binary,
	    reading->picture.grey, reading->picture.pixels_per_mm, &cut);

	ocr_text_reconcile(reading->words, boxes);
	g_ptr_array_set_size(page->ink, 0);
	good = ocr_ink_add(page, &reading->picture, reading->words, boxes);
	g_free(page->text);
	page->text = good ? ocr_text(reading->words, boxes) : g_strdup("");
	page->confidence = reading->confidence;
	page->reason = cut ? REASON_TOO_LARGE : REASON_NONE;
	if (good)
		return;
	g_ptr_array_set_size(page->ink, 0);
	not_read(page, REASON_DAMAGED);
}

/* Marks of the size of letters that are no part of a word. */
static bool
has_unread_letters(const struct page *page)
{
	unsigned count = 0;

	for (unsigned i = 0; i < page->ink->len; i++) {
		const struct ink *ink = page->ink->pdata[i];

		count += ink->text == NULL && ink->width >= LETTER_WIDTH_MIN &&
		    ink->height >= LETTER_HEIGHT_MIN &&
		    ink->width <= LETTER_MAX &&
		    ink->height <= LETTER_MAX;
	}
	return count >= UNREAD_LETTERS;
}

/* What words are worth: letters, and how surely they were read. */
static unsigned
worth(const GArray *words)
{
	unsigned sum = 0;

	for (unsigned i = 0; i < words->len; i++) {
		const struct word *word = &g_array_index(words, struct word, i);

		if (word->confidence > CONFIDENCE_GUESS)
			sum += (word->confidence - CONFIDENCE_GUESS) *
			    (unsigned)g_utf8_strlen(word->text, -1);
	}
	return sum;
}

/*
 * A quick pass is not enough for poor print; and writing over dot leaders
 * makes lines look like a picture, which it leaves out, print and all.
 * Then the page is read once more; what is worth more stays.
 */
static void
read_again(struct page *page, struct reading *reading)
{
	struct reading other = *reading;

	other.words = engine_words_new();
	other.pass = ENGINE_LINES;
	if (recognise(&other) == ENGINE_READ &&
	    worth(other.words) > worth(reading->words))
		describe(page, &other);
	g_array_unref(other.words);
}

static void
read_picture(struct page *page, struct reading *reading)
{
	enum engine_end end;

	if (picture_is_empty(&reading->picture))
		return;
	end = recognise_turned(reading);
	if (end != ENGINE_READ) {
		page->confidence = reading->confidence;
		not_read(page, end == ENGINE_OUT_OF_TIME ?
			REASON_OUT_OF_TIME : REASON_DAMAGED);
		return;
	}
	describe(page, reading);
	if (page->source != PAGE_NOT_READ &&
	    (page->confidence < CONFIDENCE_CLEAR || has_unread_letters(page)))
		read_again(page, reading);
}

bool
ocr_may_read(struct page *page, const struct budget *budget)
{
	if (!budget->ocr)
		not_read(page, REASON_UNSUPPORTED);
	else if (budget->ocr_pages_left == 0)
		not_read(page, REASON_TOO_MANY);
	else if (!budget_has_time(budget))
		not_read(page, REASON_OUT_OF_TIME);
	else
		return true;
	return false;
}

void
ocr_read(struct page *page, struct Pix *picture, double pixels_per_mm,
    struct budget *budget)
{
	struct reading reading = { 0 };

	if (!ocr_may_read(page, budget))
		return;
	page->source = PAGE_OCR;
	page->reason = REASON_NONE;
	page->confidence = 100;
	if (picture_is_tiny(picture))
		return;
	budget->ocr_pages_left--;
	reading.words = engine_words_new();
	reading.ends_at_us = MIN(budget->ends_at_us,
	    g_get_monotonic_time() + PAGE_US_MAX);
	if (picture_prepare(&reading.picture, picture,
		fmax(pixels_per_mm, PIXELS_PER_MM_MIN)))
		read_picture(page, &reading);
	else
		not_read(page, REASON_DAMAGED);
	picture_clear(&reading.picture);
	g_array_unref(reading.words);
}
