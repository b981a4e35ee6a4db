/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text made comparable: see fold.h. */
#include "fold.h"

#include <stdlib.h>
#include <string.h>

/* Letters that NFKD leaves whole though people write them in ASCII. */
static const struct {
	gunichar letter;
	const char *ascii;
} ligatures[] = {
	{ 0x0153, "oe" }, /* œ */
	{ 0x00e6, "ae" }, /* æ */
	{ 0x00df, "ss" }, /* ß */
	{ 0x00f8, "o" },  /* ø */
	{ 0x0142, "l" },  /* ł */
	{ 0x0111, "d" },  /* đ */
	{ 0x0131, "i" },  /* ı */
};

static void
append_letter(GString *out, gunichar letter)
{
	for (size_t i = 0; i < G_N_ELEMENTS(ligatures); i++) {
		if (ligatures[i].letter == letter) {
			g_string_append(out, ligatures[i].ascii);
			return;
		}
	}
	g_string_append_unichar(out, letter);
}

/* A folded text that grows. */
struct folding {
	GString *out;
	bool gap; /* words end here, should another letter come */
};

/* ASCII is most of a text, and told without a table. */
static bool
is_letter(gunichar c)
{
	return c < 0x80 ? g_ascii_isalnum((char)c) : g_unichar_isalnum(c);
}

static void
fold_letter(struct folding *f, gunichar c)
{
	if (!is_letter(c)) {
		f->gap = f->out->len > 0;
		return;
	}
	if (f->gap)
		g_string_append_c(f->out, ' ');
	f->gap = false;
	if (c < 0x80)
		g_string_append_c(f->out, g_ascii_tolower((char)c));
	else
		append_letter(f->out, g_unichar_tolower(c));
}

/* Decomposition looks at one letter at a time, so that it need not see the
 * ASCII around, which is most of a text. */
static void
fold_run(struct folding *f, const char *bytes, size_t length)
{
	g_autofree char *valid = fold_valid_utf8(bytes, (gssize)length);
	g_autofree char *plain = g_utf8_normalize(valid, -1,
	    G_NORMALIZE_NFKD);

	/* What is valid has a decomposition: only memory can lack. */
	if (plain == NULL)
		g_error("no memory to fold a text");
	for (const char *p = plain; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (!g_unichar_ismark(c) && c != 0x00ad)
			fold_letter(f, c);
	}
}

char *
fold_text(const char *text)
{
	struct folding f = { .out = g_string_new(NULL) };
	const char *p = text != NULL ? text : "";

	while (*p != '\0') {
		const char *run = p;

		while ((*p & 0x80) != 0)
			p++;
		if (p > run)
			fold_run(&f, run, (size_t)(p - run));
		else
			fold_letter(&f, (unsigned char)*p++);
	}
	return g_string_free(f.out, FALSE);
}

char **
fold_words(const char *text)
{
	g_autofree char *folded = fold_text(text);

	return g_strsplit(folded, " ", -1);
}

static int
compare_words(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

char *
fold_key(const char *text)
{
	g_auto(GStrv) words = fold_words(text);

	qsort(words, g_strv_length(words), sizeof(*words), compare_words);
	return g_strjoinv(" ", words);
}

bool
fold_contains(const char *folded_text, const char *folded_words)
{
	size_t length = strlen(folded_words);
	const char *p = folded_text;

	if (length == 0)
		return false;
	while ((p = strstr(p, folded_words)) != NULL) {
		bool starts = p == folded_text || p[-1] == ' ';
		bool ends = p[length] == '\0' || p[length] == ' ';

		if (starts && ends)
			return true;
		p++;
	}
	return false;
}

char *
fold_valid_utf8(const char *bytes, gssize length)
{
	size_t size = length < 0 ? strlen(bytes) : (size_t)length;

	return g_utf8_make_valid(bytes, (gssize)size);
}
