/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words and check boxes become lines: see ocr-text.h. */
#include "ocr-text.h"

#include <stdbool.h>
#include <string.h>

#include "boxes.h"
#include "engine.h"
#include "report.h"

/* What a box is read as has no more characters: O, [], DX, -0. */
#define BOX_READ_AS_MAX 3
/* A box covers so much of the word that was read of it, and that of it. */
#define READ_FROM_COVERED 0.5
#define READ_FROM_COVERS 0.6
/* A word that covers so much of a box's width is what it was found in, */
#define LETTER_COVERS 0.3
/* unless the box covers so much of the word; */
#define LETTER_COVERED 0.75
/* or, where the word has two characters and was read with less than that, so
 * much: «59», but not the D of «Dr»; */
#define PAIR_COVERED 0.6
#define PAIR_GUESSED 50
/* and unless, covering half of it, it was hardly read at all. */
#define HARDLY_READ 30
/* A word that begins with what was read of a box has its own capital among
 * its first characters. */
#define LATE_CAPITAL_MAX 3u

/* How much of each other's width they cover, standing in one line. */
struct overlap {
	double of_box, of_word;
};

static struct overlap
overlap(const struct word *w, const struct box *b)
{
	int left = MAX(w->x, b->x);
	int right = MIN(w->x + w->width, b->x + b->width);
	int y = b->y + b->height / 2;

	if (right <= left || y < w->y || y >= w->y + w->height)
		return (struct overlap){ 0 };
	return (struct overlap){ (double)(right - left) / b->width,
		(double)(right - left) / w->width };
}

static unsigned
count_letters(const char *text)
{
	unsigned count = 0;

	for (; *text != '\0'; text = g_utf8_next_char(text))
		if (g_unichar_isalnum(g_utf8_get_char(text)))
			count++;
	return count;
}

/* XEn, ŒÆEn: a capital and a small letter behind one or two that are none. */
static bool
has_late_capital(const char *text)
{
	for (unsigned i = 0; i < LATE_CAPITAL_MAX && *text != '\0'; i++) {
		const char *next = g_utf8_next_char(text);

		if (g_unichar_islower(g_utf8_get_char(text)))
			return false;
		if (i > 0 && g_unichar_isupper(g_utf8_get_char(text)) &&
		    g_unichar_islower(g_utf8_get_char(next)))
			return true;
		text = next;
	}
	return false;
}

/*
 * True when b may be what w's first character was read from.  A bracket and
 * the letter behind it make a frame, and so does the sign of an address.
 */
static bool
begins_with(const struct word *w, const struct box *b)
{
	gunichar first = g_utf8_get_char(w->text);

	if (b->x + b->width / 2 >= w->x + w->width / 2 || first == '(' ||
	    (first == '@' && strchr(w->text, '.') != NULL))
		return false;
	return !g_unichar_isalnum(first) || has_late_capital(w->text);
}

/* True when b was found in the letters of w: H, D, E have frames. */
static bool
is_letter_of(const struct word *w, const struct box *b)
{
	struct overlap o = overlap(w, b);
	double covered = g_utf8_strlen(w->text, -1) > 2 ||
	    w->confidence >= PAIR_GUESSED ? LETTER_COVERED : PAIR_COVERED;

	if (o.of_box < LETTER_COVERS || o.of_word > covered ||
	    begins_with(w, b) || count_letters(w->text) < 2)
		return false;
	return o.of_word < READ_FROM_COVERED || w->confidence >= HARDLY_READ;
}

static bool
is_read_from(const struct word *w, const struct box *b)
{
	struct overlap o = overlap(w, b);

	return o.of_box >= READ_FROM_COVERS &&
	    o.of_word >= READ_FROM_COVERED &&
	    g_utf8_strlen(w->text, -1) <= BOX_READ_AS_MAX &&
	    !has_late_capital(w->text);
}

static bool
is_letter(const GArray *words, const struct box *b)
{
	for (unsigned i = 0; i < words->len; i++) {
		if (is_letter_of(&g_array_index(words, struct word, i), b))
			return true;
	}
	return false;
}

void
ocr_text_reconcile(GArray *words, GArray *boxes)
{
	for (unsigned i = boxes->len; i-- > 0;) {
		const struct box *b = &g_array_index(boxes, struct box, i);

		if (is_letter(words, b)) {
			g_array_remove_index(boxes, i);
			continue;
		}
		for (unsigned j = words->len; j-- > 0;) {
			if (is_read_from(&g_array_index(words, struct word,
				j), b))
				g_array_remove_index(words, j);
		}
	}
}

/* Where a box is written: beside a word, or on a line before it. */
enum side { BEFORE, AFTER, ABOVE };

struct place {
	unsigned word;
	enum side side;
};

static bool
is_in_line_of(const struct word *w, const struct box *b)
{
	int y = b->y + b->height / 2;

	return y >= w->line_y && y < w->line_y + w->line_height;
}

/* Beside the word nearest to it in its line, else above the next line. */
static struct place
place_of(const GArray *words, const struct box *b)
{
	struct place place = { words->len, ABOVE };
	int middle = b->x + b->width / 2, nearest = G_MAXINT;

	for (unsigned i = 0; i < words->len; i++) {
		const struct word *w = &g_array_index(words, struct word, i);
		bool before = middle < w->x + w->width / 2;
		int gap = before ? w->x - middle : middle - w->x - w->width;

		if (!is_in_line_of(w, b)) {
			if (place.side == ABOVE && w->line_y > b->y &&
			    place.word == words->len)
				place.word = i;
		} else if (ABS(gap) < nearest) {
			nearest = ABS(gap);
			place = (struct place){ i, before ? BEFORE : AFTER };
		}
	}
	return place;
}

/* One more word of a line, or the first of the next. */
static void
put(GString *text, const char *word, bool same_line)
{
	if (text->len > 0)
		g_string_append_c(text, same_line ? ' ' : '\n');
	g_string_append(text, word);
}

/*
 * The boxes of one side of a word; true when it wrote some.  same_line:
 * the first of them continues the line.
 */
static bool
put_boxes(GString *text, const GArray *boxes, const struct place *places,
    struct place here, bool same_line)
{
	bool wrote = false;

	for (unsigned i = 0; i < boxes->len; i++) {
		const struct box *b = &g_array_index(boxes, struct box, i);

		if (places[i].word != here.word ||
		    places[i].side != here.side)
			continue;
		put(text, box_state_text(b->state), wrote || same_line);
		wrote = true;
	}
	return wrote;
}

char *
ocr_text(const GArray *words, const GArray *boxes)
{
	g_autofree struct place *places = g_new(struct place, boxes->len + 1);
	GString *text = g_string_new(NULL);
	int line = -1;
	unsigned i;

	for (i = 0; i < boxes->len; i++)
		places[i] = place_of(words,
		    &g_array_index(boxes, struct box, i));
	for (i = 0; i < words->len && text->len <= REPORT_PAGE_BYTES_MAX;
	     i++) {
		const struct word *w = &g_array_index(words, struct word, i);
		bool same = w->line_y == line;

		if (put_boxes(text, boxes, places,
			(struct place){ i, ABOVE }, false))
			same = false;
		same |= put_boxes(text, boxes, places,
		    (struct place){ i, BEFORE }, same);
		put(text, w->text, same);
		put_boxes(text, boxes, places, (struct place){ i, AFTER },
		    true);
		line = w->line_y;
	}
	put_boxes(text, boxes, places, (struct place){ i, ABOVE }, false);
	if (text->len > 0)
		g_string_append_c(text, '\n');
	return g_string_free(text, FALSE);
}
