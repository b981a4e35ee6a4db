/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names as people write them: see person.h. */
#include "person.h"

#include <string.h>

#include "fold.h"

static const char *const civilities[] = { "m", "mr", "mme", "mlle", "dr",
	"drs", "pr", "monsieur", "madame", "mademoiselle", "docteur",
	"docteure", "professeur", "professeure", NULL };
static const char *const particles[] = { "de", "du", "des", "d", "la", "le",
	"les", "l", "van", "von", "der", "den", "el", "al", "ben", "da",
	"dos", "di", NULL };
static const char *const born_words[] = { "nee", "ne", "epouse", "epoux",
	"ep", "divorcee", NULL };

enum shape {
	SHAPE_NONE,     /* cannot be part of a name */
	SHAPE_CAPITALS, /* DUPONT */
	SHAPE_TITLE,    /* Dupont */
	SHAPE_PARTICLE, /* de, La, VAN */
	SHAPE_CIVILITY,
	SHAPE_BORN,
};

struct token {
	char *text;
	enum shape shape;
	bool capitals;
};

static void
token_clear(gpointer data)
{
	g_free(((struct token *)data)->text);
}

/* Letters, hyphens, apostrophes, and the dot of an initial. */
static bool
in_name(gunichar c)
{
	return g_unichar_isalpha(c) || g_unichar_ismark(c) || c == '-' ||
	    c == '\'' || c == 0x2019 || c == 0x2010 || c == 0x2011;
}

static bool
is_listed(const char *const *list, const char *word)
{
	g_autofree char *folded = fold_text(word);

	return g_strv_contains(list, folded);
}

/* Upper and lower case letters of a word. */
static void
count_case(const char *word, unsigned *upper_r, unsigned *lower_r)
{
	*upper_r = *lower_r = 0;
	for (const char *p = word; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		*upper_r += g_unichar_isupper(c) ? 1 : 0;
		*lower_r += g_unichar_islower(c) ? 1 : 0;
	}
}

static enum shape
shape_of(const char *word, bool *capitals_r)
{
	unsigned upper, lower;

	count_case(word, &upper, &lower);
	*capitals_r = upper > 0 && lower == 0;
	if (is_listed(born_words, word))
		return SHAPE_BORN;
	if (is_listed(civilities, word))
		return SHAPE_CIVILITY;
	if (is_listed(particles, word))
		return SHAPE_PARTICLE;
	if (upper == 0)
		return SHAPE_NONE;
	/* McDONALD, LeROUX count as capitals; one letter is an initial. */
	if (upper >= 2 && upper > lower)
		return SHAPE_CAPITALS;
	return SHAPE_TITLE;
}

/* Elided particles are parted: «d’ORNANO» is d and ORNANO. */
static size_t
token_length(const char *p)
{
	const char *q = p;

	while (*q != '\0' && in_name(g_utf8_get_char(q)))
		q = g_utf8_next_char(q);
	return (size_t)(q - p);
}

/*
 * The tokens of one name; any_case takes words in lower case for names too.
 * Brackets are passed only when a maiden name
 * stands in them; any other mark ends the name.
 */
static GArray *
tokens_of(const char *text, bool any_case)
{
	GArray *tokens = g_array_new(FALSE, FALSE, sizeof(struct token));

	g_array_set_clear_func(tokens, token_clear);
	while (tokens->len < 2 * PERSON_WORDS_MAX) {
		struct token token;
		size_t length;
		char before = ' ';

		while (*text == ' ' || *text == '\t' || *text == '.' ||
		    *text == '(')
			before = *text++;
		length = token_length(text);
		if (length == 0)
			break;
		token.text = g_strndup(text, length);
		token.shape = shape_of(token.text, &token.capitals);
		if (any_case && token.shape == SHAPE_NONE)
			token.shape = SHAPE_TITLE;
		/* After an opening bracket only a maiden name goes on. */
		if (tokens->len > 0 && before == '(' &&
		    token.shape != SHAPE_BORN)
			token.shape = SHAPE_NONE;
		g_array_append_val(tokens, token);
		if (token.shape == SHAPE_NONE)
			break;
		text += length;
	}
	return tokens;
}

static void
append_word(GString *out, const char *word)
{
	if (out->len > 0)
		g_string_append_c(out, ' ');
	g_string_append(out, word);
}

/* The tokens of [first, end) of one shape, with their particles. */
static char *
take_shape(const GArray *tokens, unsigned first, unsigned end,
    enum shape shape)
{
	GString *out = g_string_new(NULL);
	g_autoptr(GString) waiting = g_string_new(NULL);

	for (unsigned i = first; i < end; i++) {
		const struct token *token = &g_array_index(tokens,
		    struct token, i);

		if (token->shape == SHAPE_PARTICLE) {
			append_word(waiting, token->text);
			continue;
		}
		if (token->shape == shape) {
			if (waiting->len > 0)
				append_word(out, waiting->str);
			append_word(out, token->text);
		}
		g_string_truncate(waiting, 0);
	}
	return g_string_free(out, FALSE);
}

static unsigned
count_shape(const GArray *tokens, unsigned first, unsigned end,
    enum shape shape)
{
	unsigned count = 0;

	for (unsigned i = first; i < end; i++)
		count += g_array_index(tokens, struct token, i).shape ==
		    shape;
	return count;
}

/* All of one shape: people write the given name first unless all is in
 * capitals, as forms do. */
static void
split_alike(struct person *person, const GArray *tokens, unsigned first,
    unsigned end, enum shape shape)
{
	bool capitals = shape == SHAPE_CAPITALS;
	unsigned at = capitals ? end - 1 : first + 1;

	if (count_shape(tokens, first, end, shape) == 1) {
		person->family = take_shape(tokens, first, end, shape);
		person->given = g_strdup("");
		person->order_known = capitals;
		return;
	}
	while (capitals && g_array_index(tokens, struct token, at).shape !=
	    shape)
		at--;
	person->family = capitals ? take_shape(tokens, first, at, shape) :
	    take_shape(tokens, at, end, shape);
	person->given = capitals ? take_shape(tokens, at, end, shape) :
	    take_shape(tokens, first, at, shape);
}

/* The part of the tokens before anything that ends the name. */
static unsigned
name_end(const GArray *tokens, unsigned first)
{
	unsigned end = first;

	while (end < tokens->len && end - first < PERSON_WORDS_MAX) {
		enum shape shape = g_array_index(tokens, struct token,
		    end).shape;

		if (shape != SHAPE_CAPITALS && shape != SHAPE_TITLE &&
		    shape != SHAPE_PARTICLE)
			break;
		end++;
	}
	/* A particle that nothing follows was no part of it. */
	while (end > first && g_array_index(tokens, struct token,
	    end - 1).shape == SHAPE_PARTICLE)
		end--;
	return end;
}

/* «née BAUDRY», «épouse LEROUX» behind the name. */
static char *
read_born(const GArray *tokens, unsigned at)
{
	unsigned end;
	char *born;

	if (at >= tokens->len ||
	    g_array_index(tokens, struct token, at).shape != SHAPE_BORN)
		return NULL;
	/* «né(e)» leaves a lone e between its brackets. */
	at++;
	if (at < tokens->len && g_str_equal(g_array_index(tokens,
	    struct token, at).text, "e"))
		at++;
	end = name_end(tokens, at);
	born = take_shape(tokens, at, end, SHAPE_CAPITALS);
	if (*born == '\0') {
		g_free(born);
		born = take_shape(tokens, at, end, SHAPE_TITLE);
	}
	if (*born == '\0')
		g_clear_pointer(&born, g_free);
	return born;
}

/* «Mme», «M. le Dr»: the tokens before the name. */
static unsigned
civilities_end(const GArray *tokens)
{
	unsigned end = 0;

	for (unsigned i = 0; i < tokens->len; i++) {
		enum shape shape = g_array_index(tokens, struct token,
		    i).shape;

		if (shape == SHAPE_CIVILITY)
			end = i + 1;
		else if (shape != SHAPE_PARTICLE)
			break;
	}
	return end;
}

struct person *
person_read(const char *text)
{
	g_autoptr(GArray) tokens = tokens_of(text, false);
	struct person *person;
	unsigned first = 0, end, capitals, titles;

	first = civilities_end(tokens);
	end = name_end(tokens, first);
	capitals = count_shape(tokens, first, end, SHAPE_CAPITALS);
	titles = count_shape(tokens, first, end, SHAPE_TITLE);
	if (capitals + titles == 0 ||
	    (capitals + titles == 1 && capitals == 0 && first == 0))
		return NULL;
	person = g_new0(struct person, 1);
	person->civil = first > 0;
	person->born = read_born(tokens, end);
	if (capitals > 0 && titles > 0) {
		person->family = take_shape(tokens, first, end,
		    SHAPE_CAPITALS);
		person->given = take_shape(tokens, first, end, SHAPE_TITLE);
		person->order_known = true;
	} else {
		split_alike(person, tokens, first, end, capitals > 0 ?
		    SHAPE_CAPITALS : SHAPE_TITLE);
	}
	return person;
}

/* «1er», «n° 2b» are no names misread. */
#define NAME_LETTERS_MIN 3u

/* Signs that readers of pictures take letters for, and the letters. */
static const struct {
	const char *sign, *small, *capital;
} lookalikes[] = {
	{ "0", "o", "O" }, { "1", "l", "I" }, { "2", "z", "Z" },
	{ "4", "a", "A" }, { "5", "s", "S" }, { "6", "b", "G" },
	{ "8", "b", "B" }, { "9", "g", "G" }, { "£", "e", "E" },
	{ "€", "e", "E" }, { "|", "l", "I" },
};

/* The sign of lookalikes at p, or -1. */
static int
lookalike_at(const char *p)
{
	for (size_t i = 0; i < G_N_ELEMENTS(lookalikes); i++) {
		if (g_str_has_prefix(p, lookalikes[i].sign))
			return (int)i;
	}
	return -1;
}

/* Words of three letters and more, with more letters than signs. */
static bool
is_misread_word(const char *word)
{
	unsigned letters = 0, signs = 0;

	for (const char *p = word; *p != '\0'; p = g_utf8_next_char(p)) {
		letters += g_unichar_isalpha(g_utf8_get_char(p)) != 0;
		signs += lookalike_at(p) >= 0;
	}
	return signs > 0 && letters >= NAME_LETTERS_MIN && letters > signs;
}

static void
append_unmisread(GString *out, const char *word)
{
	unsigned upper, lower;

	count_case(word, &upper, &lower);
	for (const char *p = word; *p != '\0'; p = g_utf8_next_char(p)) {
		int sign = lookalike_at(p);

		if (sign < 0)
			g_string_append_unichar(out, g_utf8_get_char(p));
		else
			g_string_append(out, upper > lower ?
			    lookalikes[sign].capital : lookalikes[sign].small);
	}
}

char *
person_unmisread(const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	g_auto(GStrv) words = g_strsplit(valid, " ", -1);
	GString *out = g_string_new(NULL);

	for (char **word = words; *word != NULL; word++) {
		if (out->len > 0 || word > words)
			g_string_append_c(out, ' ');
		if (is_misread_word(*word))
			append_unmisread(out, *word);
		else
			g_string_append(out, *word);
	}
	return g_string_free(out, FALSE);
}

/* All the name's words of a field's value, whatever their case. */
static char *
clean_field(const char *value, bool any_case, char **born)
{
	g_autoptr(GArray) tokens = tokens_of(value == NULL ? "" : value,
	    any_case);
	GString *out = g_string_new(NULL);
	unsigned end = name_end(tokens, 0);

	for (unsigned i = 0; i < end; i++)
		append_word(out, g_array_index(tokens, struct token,
		    i).text);
	if (born != NULL && *born == NULL)
		*born = read_born(tokens, end);
	return g_string_free(out, FALSE);
}

struct person *
person_of_fields(const char *family, const char *given, bool any_case)
{
	struct person *person = g_new0(struct person, 1);

	person->family = clean_field(family, any_case, &person->born);
	person->given = clean_field(given, any_case, NULL);
	person->order_known = true;
	if (*person->family == '\0' && *person->given == '\0')
		g_clear_pointer(&person, person_free);
	return person;
}

void
person_free(struct person *person)
{
	if (person == NULL)
		return;
	g_free(person->family);
	g_free(person->given);
	g_free(person->born);
	g_free(person);
}

char *
person_whole(const struct person *person)
{
	return g_strstrip(g_strjoin(" ", person->family, person->given,
	    NULL));
}
