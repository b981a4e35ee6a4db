/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of a letter: see lines.h. */
#include "lines.h"

#include <stdbool.h>
#include <string.h>

#include <glib.h>

static bool
is_gap(gunichar c)
{
	switch (g_unichar_type(c)) {
	case G_UNICODE_CONTROL:
	case G_UNICODE_FORMAT:
	case G_UNICODE_LINE_SEPARATOR:
	case G_UNICODE_PARAGRAPH_SEPARATOR:
	case G_UNICODE_PRIVATE_USE:
	case G_UNICODE_SURROGATE:
	case G_UNICODE_UNASSIGNED:
		return true;
	default:
		return g_unichar_isspace(c);
	}
}

char *
lines_clean(const char *text, unsigned letters_max)
{
	g_autofree char *valid = g_utf8_make_valid(text != NULL ? text : "",
	    -1);
	GString *clean = g_string_new(NULL);
	unsigned letters = 0;
	bool gap = false;

	for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (is_gap(c)) {
			gap = clean->len > 0;
			continue;
		}
		letters += gap ? 2 : 1;
		if (letters > letters_max) {
			g_string_append(clean, "…");
			break;
		}
		if (gap)
			g_string_append_c(clean, ' ');
		gap = false;
		g_string_append_unichar(clean, c);
	}
	return g_string_free(clean, FALSE);
}

/* A line of the body as it grows. */
struct wrapping {
	GString *out;
	GString *line;
	unsigned indent; /* of the line to be begun */
	unsigned hang;   /* of those that continue it */
};

static void
end_line(struct wrapping *w)
{
	if (w->line->len == 0)
		return;
	g_string_append_printf(w->out, "%s\n", w->line->str);
	g_string_truncate(w->line, 0);
}

#define NO_BREAK_SPACE "\u00a0"

/* «23 h 59»; the first two are one already when it comes to the last. */
static bool
is_hour(const char *one, const char *next)
{
	size_t length = strlen(one);

	if (strcmp(next, "h") == 0)
		return length > 0 && g_ascii_isdigit(one[length - 1]);
	return g_str_has_suffix(one, NO_BREAK_SPACE "h") &&
	    g_ascii_isdigit(next[0]);
}

/* True when no line may break between the words one and next. */
static bool
is_glued(const char *one, const char *next)
{
	return g_str_has_suffix(one, "«") || g_str_has_prefix(next, "»") ||
	    strchr(":;!?%", next[0]) != NULL || is_hour(one, next);
}

static void
add_word(struct wrapping *w, const char *word)
{
	glong letters = g_utf8_strlen(w->line->str, -1) + 1 +
	    g_utf8_strlen(word, -1);

	if (letters > (glong)LINES_COLUMNS)
		end_line(w);
	if (w->line->len > 0) {
		g_string_append_printf(w->line, " %s", word);
		return;
	}
	g_string_append_printf(w->line, "%*s%s", (int)w->indent, "", word);
	w->indent = w->hang;
}

/* Adds text's words, those that are glued together as one. */
static void
add_words(struct wrapping *w, const char *text)
{
	g_auto(GStrv) words = g_strsplit(text, " ", -1);
	g_autoptr(GString) unit = g_string_new(NULL);

	for (unsigned i = 0; words[i] != NULL; i++) {
		if (words[i][0] == '\0')
			continue;
		if (unit->len > 0 && !is_glued(unit->str, words[i])) {
			add_word(w, unit->str);
			g_string_truncate(unit, 0);
		}
		g_string_append_printf(unit, "%s%s",
		    unit->len > 0 ? NO_BREAK_SPACE : "", words[i]);
	}
	if (unit->len > 0)
		add_word(w, unit->str);
}

static void
add_indented(struct wrapping *w, const char *text, unsigned indent)
{
	end_line(w);
	w->indent = indent;
	w->hang = indent + 2;
	add_words(w, text);
	end_line(w);
	w->indent = w->hang = 0;
}

/* A line of a paragraph; a backslash at its end keeps the break there. */
static void
add_flowing(struct wrapping *w, char *text)
{
	char *last = text + strlen(text) - 1;
	bool ends = *last == '\\';

	if (ends)
		*last = '\0';
	add_words(w, text);
	if (ends)
		end_line(w);
}

char *
lines_wrap(const char *text)
{
	struct wrapping w = { .out = g_string_new(NULL),
		.line = g_string_new(NULL) };
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (unsigned i = 0; lines[i] != NULL; i++) {
		unsigned indent = (unsigned)strspn(lines[i], " ");

		g_strchomp(lines[i]);
		if (lines[i][0] == '\0') {
			end_line(&w);
			if (w.out->len > 0 &&
			    !g_str_has_suffix(w.out->str, "\n\n"))
				g_string_append_c(w.out, '\n');
		} else if (indent > 0) {
			add_indented(&w, lines[i], indent);
		} else {
			add_flowing(&w, lines[i]);
		}
	}
	end_line(&w);
	while (g_str_has_suffix(w.out->str, "\n\n"))
		g_string_truncate(w.out, w.out->len - 1);
	g_string_free(w.line, TRUE);
	return g_string_free(w.out, FALSE);
}
