/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents as lines and words: see text.h. */
#include "text.h"

#include <string.h>

#include "fold.h"

/* A line on so many pages, at their top or bottom, is a header. */
#define REPEATED_PAGES 3u
#define REPEATED_LINES 2u
/* «C.M.E.», «D.E.S.», «A.R.S.» */
#define INITIALS_MIN 3u

/* Glyphs that people and word processors use for boxes. */
static const struct {
	gunichar glyph;
	const char *word;
} boxes[] = {
	{ 0x2610, WORD_BOX_EMPTY },
	{ 0x25a1, WORD_BOX_EMPTY },
	{ 0x2611, WORD_BOX_TICKED },
	{ 0x2612, WORD_BOX_TICKED },
	{ 0x2714, WORD_BOX_TICKED },
	{ 0x2713, WORD_BOX_TICKED },
	/* Crosses of ZapfDingbats, which PDF forms draw in a box. */
	{ 0x2715, WORD_BOX_TICKED },
	{ 0x2716, WORD_BOX_TICKED },
	{ 0x2717, WORD_BOX_TICKED },
	{ 0x2718, WORD_BOX_TICKED },
};

static void
add_word(struct text *text, const char *raw, size_t length,
    const char *folded)
{
	struct word word = { raw, (unsigned)length, text->lines->len };

	if (*folded == '\0')
		return;
	g_array_append_val(text->words, word);
	g_ptr_array_add(text->folded,
	    g_string_chunk_insert(text->store, folded));
}

/* The box at p ("[x]" or a glyph) as a word; its bytes, 0 when none. */
static size_t
box_at(const char *p, const char *end, const char **word_r)
{
	if (end - p >= 3 && p[0] == '[' && p[2] == ']' &&
	    strchr("xX ?_", p[1]) != NULL) {
		*word_r = p[1] == '?' ? WORD_BOX_UNKNOWN :
		    p[1] == ' ' || p[1] == '_' ? WORD_BOX_EMPTY :
		    WORD_BOX_TICKED;
		return 3;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(boxes); i++) {
		if (g_utf8_get_char(p) == boxes[i].glyph) {
			*word_r = boxes[i].word;
			return (size_t)(g_utf8_next_char(p) - p);
		}
	}
	return 0;
}

static bool
is_word_char(gunichar c)
{
	return g_unichar_isalnum(c) || g_unichar_ismark(c) || c == 0x00ad;
}

/*
 * «C.M.E.» at p is one word: its bytes but for a last full stop; 0 when p
 * is no such thing.  Two letters may as well be somebody's initials.
 */
static size_t
initials_at(const char *p, const char *end)
{
	const char *q = p;
	unsigned letters = 0;

	while (end - q >= 2 && g_ascii_isupper(*q) && q[1] == '.') {
		q += 2;
		letters++;
	}
	if (q < end && g_ascii_isupper(*q)) {
		q++;
		letters++;
	} else if (letters > 0) {
		q--;
	}
	return letters >= INITIALS_MIN && (q == end ||
	    !is_word_char(g_utf8_get_char(q))) ? (size_t)(q - p) : 0;
}

/* The word of length bytes at p, full stops within it left out. */
static char *
bare_word(const char *p, size_t length)
{
	GString *bare = g_string_new_len(p, (gssize)length);

	g_string_replace(bare, ".", "", 0);
	return g_string_free(bare, FALSE);
}

/* The run of letters and digits at p as a word; its bytes. */
static size_t
word_at(struct text *text, const char *p, const char *end)
{
	const char *q = p + initials_at(p, end);
	g_autofree char *raw = NULL, *folded = NULL;

	while (q < end && is_word_char(g_utf8_get_char(q)))
		q = g_utf8_next_char(q);
	raw = bare_word(p, (size_t)(q - p));
	folded = fold_text(raw);
	add_word(text, p, (size_t)(q - p), folded);
	return (size_t)(q - p);
}

static void
add_line(struct text *text, unsigned page, const char *raw, size_t length)
{
	struct line line = { raw, (unsigned)length, page, text->words->len,
		0, false };
	const char *end = raw + length, *word = NULL;

	for (const char *p = raw; p < end;) {
		size_t size = box_at(p, end, &word);

		if (size > 0) {
			add_word(text, p, size, word);
			p += size;
		} else if (is_word_char(g_utf8_get_char(p))) {
			p += word_at(text, p, end);
		} else {
			p = g_utf8_next_char(p);
		}
	}
	line.count = text->words->len - line.first;
	if (line.count > 0)
		g_array_append_val(text->lines, line);
}

static void
add_lines(struct text *text, unsigned page, const char *string)
{
	while (*string != '\0') {
		size_t length = strcspn(string, "\n\f");

		add_line(text, page, string, length);
		string += length + (string[length] != '\0');
	}
}

/* The folded words of a line without its numbers: page numbers differ. */
static char *
line_key(const struct text *text, const struct line *line)
{
	GString *key = g_string_new(NULL);

	for (unsigned i = 0; i < line->count; i++) {
		const char *word = text->folded->pdata[line->first + i];

		if (!g_ascii_isdigit(*word))
			g_string_append_printf(key, "%s ", word);
	}
	return g_string_free(key, FALSE);
}

/* Calls back for the lines at the top and bottom of each page. */
static void
each_edge_line(struct text *text,
    void (*visit)(struct text *, struct line *, GHashTable *),
    GHashTable *table)
{
	unsigned count = text->lines->len;

	for (unsigned i = 0; i < count; i++) {
		struct line *line = &g_array_index(text->lines, struct line,
		    i);
		unsigned before = i < REPEATED_LINES ? 0 :
		    i - REPEATED_LINES;
		unsigned after = i + REPEATED_LINES;

		if (i < REPEATED_LINES || after >= count ||
		    text_line(text, before)->page != line->page ||
		    text_line(text, after)->page != line->page)
			visit(text, line, table);
	}
}

/* Counts on how many pages the line stands; a page counts once. */
static void
count_edge_line(struct text *text, struct line *line, GHashTable *table)
{
	char *key = line_key(text, line);
	gpointer old = g_hash_table_lookup(table, key);
	/* The last page that had it, and the count, in one word. */
	unsigned pages = GPOINTER_TO_UINT(old) & 0xffff;
	unsigned last = GPOINTER_TO_UINT(old) >> 16;

	if (pages > 0 && last == line->page) {
		g_free(key);
		return;
	}
	g_hash_table_insert(table, key,
	    GUINT_TO_POINTER(line->page << 16 | (pages + 1)));
}

static void
mark_edge_line(struct text *text, struct line *line, GHashTable *table)
{
	g_autofree char *key = line_key(text, line);
	gpointer seen = g_hash_table_lookup(table, key);

	line->repeated = (GPOINTER_TO_UINT(seen) & 0xffff) >= REPEATED_PAGES;
}

static void
find_repeated(struct text *text)
{
	g_autoptr(GHashTable) table = g_hash_table_new_full(g_str_hash,
	    g_str_equal, g_free, NULL);

	each_edge_line(text, count_edge_line, table);
	each_edge_line(text, mark_edge_line, table);
}

/*
 * A longer phrase silences a shorter one within it, when both answer the
 * same question: CHU hides CH, «directeur de thèse» hides «directeur».
 */
static bool
silences(const struct term *longer, const struct term *shorter)
{
	if (shorter->role == TERM_FUNCTION &&
	    (longer->role == TERM_NO_FUNCTION ||
	    longer->role == TERM_DOUBTFUL))
		return true;
	if (longer->role == TERM_NO_OPINION &&
	    (shorter->role == TERM_AGAINST || (shorter->role == TERM_MARK &&
	    (shorter->what == MARK_ACT || shorter->what == MARK_ASSENT ||
	    shorter->what == MARK_RESERVED ||
	    shorter->what == MARK_UNFAVOURABLE))))
		return true;
	if (longer->role != shorter->role)
		return false;
	return longer->what == shorter->what ||
	    (longer->role != TERM_MARK && longer->role != TERM_PHRASE &&
	    longer->role != TERM_AGAINST);
}

static bool
is_silenced(const struct form_rules *rules, const GArray *hits,
    unsigned index)
{
	const struct hit *hit = &g_array_index(hits, struct hit, index);
	unsigned end = hit->first + hit->count;

	for (unsigned i = index; i-- > 0;) {
		const struct hit *other = &g_array_index(hits, struct hit, i);

		/* What begins further back ends before. */
		if (other->first + LEXICON_WORDS_MAX < hit->first)
			break;
		if (other->count > hit->count &&
		    other->first + other->count >= end &&
		    silences(text_term(rules, other), text_term(rules, hit)))
			return true;
	}
	for (unsigned i = index + 1; i < hits->len; i++) {
		const struct hit *other = &g_array_index(hits, struct hit, i);

		if (other->first != hit->first)
			break;
		if (other->count > hit->count &&
		    silences(text_term(rules, other), text_term(rules, hit)))
			return true;
	}
	return false;
}

static GArray *
find_hits(const struct form_rules *rules, const struct text *text)
{
	g_autoptr(GArray) all = g_array_new(FALSE, FALSE,
	    sizeof(struct hit));
	GArray *kept = g_array_new(FALSE, FALSE, sizeof(struct hit));

	lexicon_scan(rules->lexicon, (char **)text->folded->pdata,
	    text->folded->len, true, all);
	for (unsigned i = 0; i < all->len; i++) {
		if (!is_silenced(rules, all, i))
			g_array_append_val(kept,
			    g_array_index(all, struct hit, i));
	}
	return kept;
}

/* The words of a page that are known, and those misread. */
struct reading_signs {
	unsigned known, misread;
};

/* Counts a page's words, each once: a name may look like a word. */
static void
count_signs(const struct lexicon *lexicon, const struct text *text,
    struct reading_signs *by_page)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash,
	    g_str_equal);
	unsigned page = 0;

	for (unsigned i = 0; i < text->words->len; i++) {
		const char *word = text_folded(text, i);
		unsigned at = text_line(text, text_word(text, i)->line)->page;

		if (at != page)
			g_hash_table_remove_all(seen);
		page = at;
		if (strlen(word) < LEXICON_TELLING_LETTERS ||
		    !g_hash_table_add(seen, (gpointer)word))
			continue;
		by_page[page].known += lexicon_knows(lexicon, word);
		by_page[page].misread += lexicon_is_misread(lexicon, word);
	}
}

/* Which pages' texts were read from a picture. */
static void
find_pictures(const struct form_rules *rules, struct text *text)
{
	const struct thresholds *limits = &rules->thresholds;
	g_autofree struct reading_signs *signs = g_new0(struct reading_signs,
	    text->pages->len);

	count_signs(rules->lexicon, text, signs);
	for (unsigned i = 0; i < text->pages->len; i++) {
		const struct page *page = text->pages->pdata[i];
		unsigned all = signs[i].known + signs[i].misread;
		bool picture = page->source == PAGE_OCR ||
		    (signs[i].misread >= limits->misread_words &&
		    signs[i].misread * 100 >= all * limits->misread_share);

		g_array_append_val(text->pictures, picture);
	}
}

static struct text *
text_new(void)
{
	struct text *text = g_new0(struct text, 1);

	text->pages = g_ptr_array_new();
	text->pictures = g_array_new(FALSE, TRUE, sizeof(bool));
	text->lines = g_array_new(FALSE, FALSE, sizeof(struct line));
	text->words = g_array_new(FALSE, FALSE, sizeof(struct word));
	text->folded = g_ptr_array_new();
	text->places = g_array_new(FALSE, FALSE, sizeof(struct place_hit));
	text->store = g_string_chunk_new(4096);
	return text;
}

static struct text *
text_finish(struct text *text, const struct form_rules *rules,
    const struct places *places)
{
	text->hits = find_hits(rules, text);
	if (places != NULL)
		places_scan(places, (char **)text->folded->pdata,
		    text->folded->len, text->places);
	return text;
}

struct text *
text_of_part(const struct form_rules *rules, const struct places *places,
    const struct part *part)
{
	struct text *text = text_new();

	for (unsigned i = 0; i < part->pages->len; i++) {
		struct page *page = part->pages->pdata[i];

		if (page->quoted && part->role != PART_BODY)
			continue;
		g_ptr_array_add(text->pages, page);
		if (page->text != NULL)
			add_lines(text, text->pages->len - 1, page->text);
	}
	find_repeated(text);
	find_pictures(rules, text);
	return text_finish(text, rules, places);
}

struct text *
text_of_string(const struct form_rules *rules, const struct places *places,
    const char *string)
{
	struct text *text = text_new();
	const char *copy = g_string_chunk_insert(text->store,
	    string == NULL ? "" : string);

	add_lines(text, 0, copy);
	return text_finish(text, rules, places);
}

void
text_free(struct text *text)
{
	if (text == NULL)
		return;
	g_ptr_array_unref(text->pages);
	g_array_unref(text->pictures);
	g_array_unref(text->lines);
	g_array_unref(text->words);
	g_ptr_array_unref(text->folded);
	g_array_unref(text->hits);
	g_array_unref(text->places);
	g_string_chunk_free(text->store);
	g_free(text);
}

const struct line *
text_line(const struct text *text, unsigned index)
{
	g_assert(index < text->lines->len);
	return &g_array_index(text->lines, struct line, index);
}

const struct word *
text_word(const struct text *text, unsigned index)
{
	g_assert(index < text->words->len);
	return &g_array_index(text->words, struct word, index);
}

const char *
text_folded(const struct text *text, unsigned index)
{
	g_assert(index < text->folded->len);
	return text->folded->pdata[index];
}

const struct term *
text_term(const struct form_rules *rules, const struct hit *hit)
{
	return rules->terms->pdata[hit->term];
}

/* The first hit that begins at word first or later. */
static unsigned
first_hit(const GArray *hits, unsigned first)
{
	unsigned low = 0, high = hits->len;

	while (low < high) {
		unsigned middle = low + (high - low) / 2;

		if (g_array_index(hits, struct hit, middle).first < first)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct hit *
text_next(const struct text *text, const struct form_rules *rules,
    enum term_role role, int what, unsigned first, unsigned end,
    unsigned *at)
{
	*at = MAX(*at, first_hit(text->hits, first));
	while (*at < text->hits->len) {
		const struct hit *hit = &g_array_index(text->hits,
		    struct hit, (*at)++);
		const struct term *term = text_term(rules, hit);

		if (hit->first >= end)
			break;
		if (term->role == role &&
		    (what < 0 || term->what == (unsigned)what))
			return hit;
	}
	return NULL;
}

bool
text_has(const struct text *text, const struct form_rules *rules,
    enum term_role role, int what, unsigned first, unsigned end)
{
	unsigned at = 0;

	return text_next(text, rules, role, what, first, end, &at) != NULL;
}

unsigned
text_first_word(const struct text *text, struct stretch stretch)
{
	return stretch.first < text->lines->len ?
	    text_line(text, stretch.first)->first : text->words->len;
}

unsigned
text_end_word(const struct text *text, struct stretch stretch)
{
	return stretch.end < text->lines->len ?
	    text_line(text, stretch.end)->first : text->words->len;
}

unsigned
text_letters(const struct text *text, struct stretch stretch)
{
	unsigned end = text_end_word(text, stretch), letters = 0;

	for (unsigned i = text_first_word(text, stretch); i < end; i++) {
		const char *word = text_folded(text, i);

		if (*word != '[')
			letters += (unsigned)g_utf8_strlen(word, -1);
	}
	return letters;
}

unsigned
text_page_number(const struct text *text, unsigned line)
{
	const struct page *page;
	unsigned index = text_line(text, line)->page;

	if (index >= text->pages->len)
		return 0;
	page = text->pages->pdata[index];
	return page->number;
}

bool
text_page_is_ocr(const struct text *text, unsigned page)
{
	return page < text->pictures->len &&
	    g_array_index(text->pictures, bool, page);
}

bool
text_is_ocr(const struct text *text, unsigned line)
{
	return text_page_is_ocr(text, text_line(text, line)->page);
}

char *
text_rest_of_line(const struct text *text, unsigned line, unsigned first)
{
	const struct line *whole = text_line(text, line);
	const char *from, *end = whole->raw + whole->raw_length;

	if (first >= whole->first + whole->count)
		return g_strdup("");
	from = text_word(text, first)->raw;
	/* The last word's end leaves out the leaders behind it. */
	if (whole->count > 0) {
		const struct word *last = text_word(text,
		    whole->first + whole->count - 1);

		end = MIN(end, last->raw + last->raw_length);
	}
	return g_strndup(from, (gsize)(end - from));
}
