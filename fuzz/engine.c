/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * In the place of tesseract, which is too slow to be fuzzed, and not ours:
 * every mark of a picture is a word, so that whatever is done before and
 * after recognition is done here, too.
 */
#include "engine.h"

#include <leptonica/allheaders.h>

/* Of one picture; a page of print has some 3,000 marks. */
#define WORDS_MAX 400
/* Darker than this is ink. */
#define INK_LEVEL 170

bool
engine_prepare(GError **error)
{
	(void)error;
	return true;
}

bool
engine_load(void)
{
	return true;
}

static void
clear_word(void *word)
{
	g_free(((struct word *)word)->text);
}

GArray *
engine_words_new(void)
{
	GArray *words = g_array_new(FALSE, TRUE, sizeof(struct word));

	g_array_set_clear_func(words, clear_word);
	return words;
}

/* Words of one letter and of several; sure ones and guesses. */
static void
add_word(GArray *words, int x, int y, int width, int height)
{
	static const char *const texts[] = { "O", "le", "[]", "Prénom", "é" };
	struct word word = {
		.text = g_strdup(texts[words->len % G_N_ELEMENTS(texts)]),
		.x = x,
		.y = y,
		.width = width,
		.height = height,
		.line_y = y / 8 * 8,
		.line_height = 16,
	};

	word.confidence = (uint8_t)((unsigned)(width * height) % 101);
	g_array_append_val(words, word);
}

enum engine_end
engine_read(struct Pix *picture, int dpi, enum engine_pass pass,
    int64_t ends_at_us, GArray *words, uint8_t *confidence_r)
{
	PIX *ink = pixThresholdToBinary(picture, INK_LEVEL);
	BOXA *marks = ink != NULL ? pixConnCompBB(ink, 8) : NULL;
	l_int32 count = marks != NULL ? boxaGetCount(marks) : 0;
	l_int32 x, y, width, height;

	(void)dpi;
	(void)ends_at_us;
	g_array_set_size(words, 0);
	for (l_int32 i = 0; i < MIN(count, WORDS_MAX); i++) {
		boxaGetBoxGeometry(marks, i, &x, &y, &width, &height);
		add_word(words, x, y, width, height);
	}
	boxaDestroy(&marks);
	pixDestroy(&ink);
	*confidence_r = (uint8_t)(pass == ENGINE_QUICK ? count % 101 :
		    100);
	return ENGINE_READ;
}

void
engine_end(void)
{
}
