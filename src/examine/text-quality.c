/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether text is what its page shows: see text-quality.h. */
#include "text-quality.h"

#include <string.h>

#include "fold.h"

/* Fewer letters: a page number, a heading, a scanner's stamp. */
#define ENOUGH_LETTERS 30u
/* Of the visible characters, in per cent; a form is above 80. */
#define LETTERS_SHARE_MIN 60u
/* Of the words, in per cent; French prose is above 30. */
#define COMMON_SHARE_MIN 10u
/* Words shorter than this are found in any text. */
#define TELLING_WORD 4u

static const char *const common_words[] = {
	/* French */
	"a", "au", "aux", "avec", "ce", "ces", "cette", "d", "dans", "de",
	"des", "du", "elle", "en", "est", "et", "il", "je", "l", "la", "le",
	"les", "leur", "mon", "n", "ne", "nous", "ou", "par", "pas", "plus",
	"pour", "qu", "que", "qui", "s", "sa", "se", "ses", "son", "sur",
	"un", "une", "vous",
	/* English, the language of publications */
	"and", "are", "as", "by", "for", "from", "in", "is", "of", "on",
	"that", "the", "to", "was", "were", "with",
};

static bool
is_common(const char *word)
{
	for (size_t i = 0; i < G_N_ELEMENTS(common_words); i++)
		if (strcmp(common_words[i], word) == 0)
			return true;
	return false;
}

static bool
is_leader(gunichar c)
{
	return c == '.' || c == 0x2026 || c == '_';
}

struct text_quality
text_quality(const char *text)
{
	struct text_quality quality = { 0 };
	g_auto(GStrv) words = fold_words(text);

	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		quality.letters += g_unichar_isalpha(c) != 0;
		quality.visible += !g_unichar_isspace(c) && !is_leader(c);
	}
	for (char **word = words; *word != NULL; word++) {
		quality.words += **word != '\0';
		quality.common += is_common(*word);
	}
	return quality;
}

bool
text_quality_is_enough(const struct text_quality *quality)
{
	return quality->letters >= ENOUGH_LETTERS;
}

bool
text_quality_is_letters(const struct text_quality *quality)
{
	return quality->letters > 0 &&
	    quality->letters * 100 >= quality->visible * LETTERS_SHARE_MIN;
}

bool
text_quality_is_prose(const struct text_quality *quality)
{
	return text_quality_is_letters(quality) &&
	    quality->common * 100 >= quality->words * COMMON_SHARE_MIN;
}

double
text_quality_agreement(const char *text, const char *other)
{
	g_auto(GStrv) words = fold_words(text);
	g_auto(GStrv) others = fold_words(other);
	g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
	unsigned count = 0, found = 0;

	for (char **word = others; *word != NULL; word++)
		g_hash_table_add(known, *word);
	for (char **word = words; *word != NULL; word++) {
		if (strlen(*word) < TELLING_WORD)
			continue;
		count++;
		if (g_hash_table_contains(known, *word))
			found++;
	}
	return count == 0 ? 1 : (double)found / count;
}
