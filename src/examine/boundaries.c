/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Line ends of boundaries: see boundaries.h. */
#include "config.h"

#include "boundaries.h"

#include <stdbool.h>
#include <string.h>

#include "exam.h"

#define PARAMETER "boundary"

/* A line that may be a boundary, and what ends it and the line before it. */
struct line {
	const char *text, *end; /* without what ends it */
	const char *next;
	const char *ended_by, *before;
};

static const char *
skip_spaces(const char *p, const char *end)
{
	while (p < end && g_ascii_isspace(*p))
		p++;
	return p;
}

/* The value of a parameter at p; the caller frees it. */
static char *
value_at(const char *p, const char *end)
{
	const char *stop;

	p = skip_spaces(p, end);
	if (p < end && *p == '"') {
		stop = memchr(p + 1, '"', (size_t)(end - p - 1));
		p++;
	} else {
		for (stop = p; stop < end && *stop != ';' &&
		     !g_ascii_isspace(*stop); stop++)
			;
	}
	if (stop == NULL || stop - p > (ptrdiff_t)BOUNDARIES_NAME_BYTES_MAX)
		return NULL;
	return g_strndup(p, (gsize)(stop - p));
}

/* All that is called a boundary in what begins at p, as a set. */
static GHashTable *
names_of(const char *p, const char *end)
{
	GHashTable *names =
	    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	size_t length = strlen(PARAMETER);
	const char *from = p;

	while (g_hash_table_size(names) < BOUNDARIES_NAMES_MAX &&
	       (p = memchr(p, '=', (size_t)(end - p))) != NULL) {
		char *value = NULL;

		if ((size_t)(p - from) >= length &&
		    g_ascii_strncasecmp(p - length, PARAMETER, length) == 0)
			value = value_at(p + 1, end);
		if (value != NULL)
			g_hash_table_add(names, value);
		p++;
	}
	return names;
}

static bool
is_boundary(const struct line *line, GHashTable *names)
{
	g_autofree char *text = NULL;
	gsize length = (gsize)(line->end - line->text);

	if (length > BOUNDARIES_NAME_BYTES_MAX + strlen("----"))
		return false;
	text = g_strchomp(g_strndup(line->text, length));
	if (g_hash_table_contains(names, text + 2))
		return true;
	if (!g_str_has_suffix(text + 2, "--"))
		return false;
	text[strlen(text) - 2] = '\0';
	return g_hash_table_contains(names, text + 2);
}

/* GMime reads a last line without an end as one of LF. */
static bool
is_even(const struct line *line)
{
	return g_str_equal(line->before, line->ended_by) ||
	    (*line->ended_by == '\0' && g_str_equal(line->before, "\n"));
}

/* The next line of two hyphens or more after a line end from p on. */
static bool
next_line(const char *p, const char *end, struct line *line)
{
	const char *feed = memmem(p, (size_t)(end - p), "\n--", 3);

	if (feed == NULL)
		return false;
	line->before = feed > p && feed[-1] == '\r' ? "\r\n" : "\n";
	line->text = feed + 1;
	line->end = memchr(line->text, '\n', (size_t)(end - line->text));
	line->ended_by = line->end == NULL ? "" : "\n";
	line->next = line->end == NULL ? end : line->end + 1;
	if (line->end == NULL)
		line->end = end;
	if (line->end[-1] == '\r') {
		line->ended_by = line->end < end ? "\r\n" : "";
		line->end--;
	}
	return true;
}

GBytes *
boundaries_evened(GBytes *raw)
{
	gsize size;
	const char *bytes = exam_bytes(raw, &size), *end = bytes + size;
	const char *p = bytes, *copied = bytes;
	GHashTable *names = NULL;
	GByteArray *evened = NULL;
	struct line line;

	while (next_line(p, end, &line)) {
		p = line.end; /* at a line end, which may end a line before */
		if (is_even(&line))
			continue;
		if (names == NULL)
			names = names_of(bytes, end);
		if (!is_boundary(&line, names))
			continue;
		if (evened == NULL)
			evened = g_byte_array_sized_new((guint)size);
		g_byte_array_append(evened, (const guint8 *)copied,
		    (guint)(line.end - copied));
		g_byte_array_append(evened, (const guint8 *)line.before,
		    (guint)strlen(line.before));
		copied = line.next;
	}
	if (names != NULL)
		g_hash_table_unref(names);
	if (evened == NULL)
		return g_bytes_ref(raw);
	g_byte_array_append(
	    evened, (const guint8 *)copied, (guint)(end - copied));
	return g_byte_array_free_to_bytes(evened);
}
