/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strange ink on scanned pages of the form: see scan-ink.h. */
#include "scan-ink.h"

#include <string.h>

#include "fold.h"
#include "near.h"
#include "residue.h"

/* Specks and dots are smaller, in tenths of a millimetre. */
#define MARK_WIDTH_MIN 8u
#define MARK_HEIGHT_MIN 14u
/* Edges of the sheet are dark in scans: nothing there counts. */
#define EDGE 60u
#define BOTTOM 2780u
/* Only words read well enough span the hull or count as letters. */
#define HULL_CONFIDENCE 50u
#define HULL_LETTERS 4u
#define READ_CONFIDENCE 60u
#define READ_LETTERS 3u
/* Of a word below HULL_CONFIDENCE one letter in so many may be wrong; shorter
 * ones look like too many others. */
#define GARBLED_SHARE 3u
#define GARBLED_LETTERS 5u
/* Print of the form is lower: a word this high that was hardly read is a
 * hand's, whatever letters it came out as. */
#define HAND_HEIGHT 70u
/* The hull is widened by a fraction of its width: values stand beside. */
#define HULL_SIDE 40u
#define HULL_BELOW 8u

struct hull {
	unsigned left, top, right, bottom;
};

/* A stamp's line on the sheet, in tenths of a millimetre. */
struct band {
	unsigned top, bottom;
};

struct measure {
	const struct form_rules *rules;
	const struct subject *subject;
	GHashTable *names, *known;
	GHashTable *found; /* words of the blank page seen, to count */
	GArray *stamps; /* struct band, of the page in hand */
	struct scan_ink sum;
	/* Hundredths of mm²: */
	unsigned area_inside, area_unread, area_below;
};

/* A word of the form that was hardly read: «Cinteme», a box and «Interne». */
static bool
is_garbled(const char *form, const char *word)
{
	g_autofree char *one = near_look(form), *other = near_look(word);
	unsigned limit = (unsigned)MIN(strlen(one), strlen(other)) /
	    GARBLED_SHARE;

	return strlen(other) >= GARBLED_LETTERS &&
	    near_distance(one, other, limit) <= limit;
}

/* True when any page of the form, or its headers, has the word. */
static bool
in_vocabulary(const struct form_rules *rules, const char *word, bool garbled)
{
	GHashTableIter iter;
	gpointer key;

	if (g_hash_table_contains(rules->ignored, word))
		return true;
	for (unsigned i = 0; i < rules->subjects->len; i++) {
		const struct subject *subject = rules->subjects->pdata[i];

		if (g_hash_table_contains(subject->page_words, word))
			return true;
	}
	for (unsigned i = 0; i < rules->subjects->len; i++) {
		const struct subject *subject = rules->subjects->pdata[i];

		g_hash_table_iter_init(&iter, subject->page_words);
		while (g_hash_table_iter_next(&iter, &key, NULL)) {
			if (near_equal(key, word) ||
			    (garbled && is_garbled(key, word)))
				return true;
		}
	}
	return false;
}

/* «2ans»: a number and a word of the form, run together. */
static bool
is_glued(const struct form_rules *rules, const char *word)
{
	size_t digits = strspn(word, "0123456789");
	g_autofree char *number = g_strndup(word, digits);

	return digits > 0 && word[digits] != '\0' &&
	    in_vocabulary(rules, number, false) &&
	    in_vocabulary(rules, word + digits, false);
}

/* Every folded word of the ink's text belongs to the form. */
static bool
is_form_word(const struct measure *measure, const struct ink *ink,
    unsigned *letters_r)
{
	g_auto(GStrv) words = fold_words(ink->text);
	bool known = true;

	*letters_r = 0;
	if (ink->confidence < HULL_CONFIDENCE && ink->height >= HAND_HEIGHT)
		known = false;
	for (char **word = words; *word != NULL; word++) {
		*letters_r += (unsigned)g_utf8_strlen(*word, -1);
		if (**word != '\0' && !in_vocabulary(measure->rules, *word,
		    ink->confidence < HULL_CONFIDENCE) &&
		    !is_glued(measure->rules, *word))
			known = false;
	}
	return known && *letters_r > 0;
}

bool
scan_ink_is_date(const char *folded)
{
	static const char *const words[] = { "janvier", "fevrier", "mars",
		"avril", "mai", "juin", "juillet", "aout", "septembre",
		"octobre", "novembre", "decembre", "janv", "fev", "sept",
		"oct", "nov", "dec", "1er", "au", "du", "le", "an", "ans",
		"mois", "annee", "annees", "deux", "compter", "partir", NULL };

	return g_strv_contains(words, folded) ||
	    strspn(folded, "0123456789") == strlen(folded);
}

/* What a word that is not the form's may be, from the least to the most. */
enum writing {
	WRITING_NAME,    /* the candidate's */
	WRITING_DATE,
	WRITING_KNOWN,   /* a specialty, an establishment */
	WRITING_STRANGE, /* anything else */
};

/* The most any of the ink's words is. */
static enum writing
writing_of(const struct measure *measure, const struct ink *ink)
{
	g_auto(GStrv) words = fold_words(ink->text);
	enum writing most = WRITING_NAME;

	for (char **word = words; *word != NULL; word++) {
		enum writing one = near_in(measure->names, *word) ?
		    WRITING_NAME : scan_ink_is_date(*word) ? WRITING_DATE :
		    near_in(measure->known, *word) ? WRITING_KNOWN :
		    WRITING_STRANGE;

		most = MAX(most, one);
	}
	return words[0] == NULL || *words[0] == '\0' ? WRITING_STRANGE :
	    most;
}

/* Print that somebody else than the signatory may have put there. */
static bool
is_prepared(const struct measure *measure, const struct ink *ink)
{
	enum writing writing;

	if (ink->text == NULL)
		return false;
	writing = writing_of(measure, ink);
	if (measure->subject->function < 0)
		return writing == WRITING_NAME;
	return writing == WRITING_NAME || (writing < WRITING_STRANGE &&
	    ink->confidence >= READ_CONFIDENCE);
}

static void
count_letters(struct measure *measure, const struct ink *ink,
    unsigned letters)
{
	enum writing writing = writing_of(measure, ink);

	if (ink->confidence < READ_CONFIDENCE || letters < READ_LETTERS)
		return;
	if (writing >= WRITING_DATE)
		measure->sum.letters += letters;
	if (writing >= WRITING_KNOWN)
		measure->sum.own += letters;
	if (writing >= WRITING_STRANGE)
		measure->sum.strange += letters;
}

static void
widen(struct hull *hull, const struct ink *ink)
{
	hull->left = MIN(hull->left, ink->x);
	hull->top = MIN(hull->top, ink->y);
	hull->right = MAX(hull->right, (unsigned)ink->x + ink->width);
	hull->bottom = MAX(hull->bottom, (unsigned)ink->y + ink->height);
}

/* Which of the blank page's words the page has, for the gate. */
static void
note_found(struct measure *measure, const struct ink *ink)
{
	g_auto(GStrv) words = fold_words(ink->text);

	for (char **word = words; *word != NULL; word++) {
		gpointer seen = g_hash_table_lookup(measure->found, *word);

		if (**word != '\0')
			g_hash_table_insert(measure->found, g_strdup(*word),
			    GUINT_TO_POINTER(GPOINTER_TO_UINT(seen) + 1));
	}
}

static void
add_strange(struct measure *measure, const struct ink *ink,
    const struct hull *hull)
{
	unsigned x = ink->x + ink->width / 2u, y = ink->y + ink->height / 2u;

	if (ink->width < MARK_WIDTH_MIN || ink->height < MARK_HEIGHT_MIN)
		return;
	if (x < EDGE || y < EDGE || y > BOTTOM)
		return;
	if (x >= hull->left && x <= hull->right && y >= hull->top &&
	    y <= hull->bottom) {
		measure->area_inside += ink->area;
		measure->area_unread += ink->text == NULL ? ink->area : 0;
	} else if (y > hull->bottom)
		measure->area_below += ink->area;
}

/* The ink that reads as the folded word is there; its band. */
static bool
find_band(const struct page *page, const char *word, struct band *band_r)
{
	for (unsigned i = 0; i < page->ink->len; i++) {
		const struct ink *ink = page->ink->pdata[i];
		g_autofree char *folded = ink->text == NULL ? NULL :
		    fold_text(ink->text);

		if (g_strcmp0(folded, word) != 0)
			continue;
		band_r->top = ink->y;
		band_r->bottom = (unsigned)ink->y + ink->height;
		return true;
	}
	return false;
}

/* Where the page at index was stamped on arrival. */
static void
find_stamps(struct measure *measure, const struct text *text,
    unsigned index)
{
	g_array_set_size(measure->stamps, 0);
	for (unsigned i = 0; i < text->lines->len; i++) {
		const struct line *line = text_line(text, i);
		struct band band;

		if (line->page == index && residue_is_stamp(measure->rules,
		    text, line) && find_band(text->pages->pdata[index],
		    text_folded(text, line->first), &band))
			g_array_append_val(measure->stamps, band);
	}
}

static bool
is_stamped(const struct measure *measure, const struct ink *ink)
{
	unsigned y = ink->y + ink->height / 2u;

	for (unsigned i = 0; i < measure->stamps->len; i++) {
		const struct band *band = &g_array_index(measure->stamps,
		    struct band, i);

		if (y >= band->top && y <= band->bottom)
			return true;
	}
	return false;
}

static void
measure_page(struct measure *measure, const struct page *page)
{
	struct hull hull = { G_MAXUINT, G_MAXUINT, 0, 0 };
	g_autofree bool *own = g_new0(bool, page->ink->len + 1);
	unsigned letters, width;

	for (unsigned i = 0; i < page->ink->len; i++) {
		const struct ink *ink = page->ink->pdata[i];

		if (ink->text == NULL)
			continue;
		note_found(measure, ink);
		if (is_stamped(measure, ink)) {
			own[i] = true;
			continue;
		}
		own[i] = is_form_word(measure, ink, &letters);
		if (own[i] && ink->confidence > HULL_CONFIDENCE &&
		    letters >= HULL_LETTERS)
			widen(&hull, ink);
		if (!own[i])
			count_letters(measure, ink, letters);
	}
	if (hull.right == 0)
		return;
	width = hull.right - hull.left;
	hull.left -= MIN(hull.left, width / HULL_SIDE);
	hull.right += width / HULL_SIDE;
	hull.bottom += width / HULL_BELOW;
	for (unsigned i = 0; i < page->ink->len; i++) {
		const struct ink *ink = page->ink->pdata[i];

		if (!own[i] && !is_prepared(measure, ink))
			add_strange(measure, ink, &hull);
	}
}

/* Per cent of the blank page's words that were found, nearly or exactly. */
static unsigned
words_found(const struct measure *measure)
{
	unsigned all = 0, found = 0;
	GHashTableIter iter, near_iter;
	gpointer key, value, other;

	g_hash_table_iter_init(&iter, measure->subject->page_words);
	while (g_hash_table_iter_next(&iter, &key, &value)) {
		unsigned wanted = GPOINTER_TO_UINT(value), have = 0;
		gpointer count;

		g_hash_table_iter_init(&near_iter, measure->found);
		while (have < wanted && g_hash_table_iter_next(&near_iter,
		    &other, &count)) {
			if (near_equal(key, other))
				have += GPOINTER_TO_UINT(count);
		}
		all += wanted;
		found += MIN(have, wanted);
	}
	return all == 0 ? 0 : found * 100 / all;
}

struct scan_ink
scan_ink_of(const struct form_rules *rules, const struct text *text,
    const struct segment *segment, GHashTable *names, GHashTable *known)
{
	g_autoptr(GHashTable) found = g_hash_table_new_full(g_str_hash,
	    g_str_equal, g_free, NULL);
	g_autoptr(GArray) stamps = g_array_new(FALSE, FALSE,
	    sizeof(struct band));
	struct measure measure = { .rules = rules,
		.subject = rules->subjects->pdata[segment->verdict.subject],
		.names = names, .known = known, .found = found,
		.stamps = stamps };

	for (unsigned i = segment->first_page; i <= segment->last_page &&
	    i < text->pages->len; i++) {
		const struct page *page = text->pages->pdata[i];

		if (page->source != PAGE_OCR)
			continue;
		measure.sum.measured |= page->ink->len > 0;
		find_stamps(&measure, text, i);
		measure_page(&measure, page);
	}
	measure.sum.inside = measure.area_inside / 100;
	measure.sum.unread = measure.area_unread / 100;
	measure.sum.below = measure.area_below / 100;
	measure.sum.words_found = words_found(&measure);
	return measure.sum;
}
