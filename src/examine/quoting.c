/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Own words and quoted mail: see quoting.h. */
#include "quoting.h"

#include <stdbool.h>
#include <string.h>

#include <glib.h>

#include "fold.h"

/* Lines looked at for the rest of a header typed out. */
#define HEADER_LINES 8u
/* Lines that «Le …, X a écrit :» may be wrapped over. */
#define ATTRIBUTION_LINES 4u
/* No separator or field name is longer; longer lines are not looked at. */
#define MARK_BYTES_MAX 400u

/* Separators as fold_text leaves them, when the line is nothing else. */
static const char *const separators[] = { "message d origine",
	"message original", "message initial", "mail original",
	"mail d origine", "courriel original", "message transfere",
	"message transmis", "message reexpedie", "mail transfere",
	"courriel transfere", "original message", "forwarded message",
	"forwarded mail", "original appointment", "rendez vous d origine",
	"debut du message transfere", "debut du message reexpedie",
	"begin forwarded message" };

/* Names of the first field of a header typed out, folded. */
static const char *const first_fields[] = { "de", "from", "expediteur" };
static const char *const more_fields[] = { "envoye", "envoye le", "date",
	"sent", "a", "to", "cc", "objet", "subject", "sujet", "destinataire",
	"pieces jointes", "reply to", "repondre a" };

static bool
listed(const char *word, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (g_str_equal(word, list[i]))
			return true;
	}
	return false;
}

#define LISTED(word, list) listed(word, list, G_N_ELEMENTS(list))

/* What follows the signs of quoting and emphasis at a line's start. */
static const char *
after_marks(const char *line)
{
	return line + strspn(line, "> \t*|");
}

static bool
is_cited(const char *line)
{
	return line[strspn(line, " \t")] == '>';
}

/*
 * A separator stands alone on its line, between dashes or before a colon;
 * «Message original» amid a sentence is the sender's own.
 */
static bool
is_separator(const char *line)
{
	const char *plain = after_marks(line);
	size_t length = strlen(plain);
	bool dashes = strspn(plain, "-_=– ") >= 3;
	g_autofree char *folded = NULL;

	if (length == 0 || length > MARK_BYTES_MAX)
		return false;
	if (!dashes && strchr(plain, ':') == NULL)
		return false;
	folded = fold_text(plain);
	return LISTED(folded, separators);
}

/* The folded name of the field a line begins with; NULL when it has none. */
static char *
field_name(const char *line)
{
	const char *plain = after_marks(line);
	const char *colon = strchr(plain, ':');
	g_autofree char *name = NULL;

	if (colon == NULL || colon - plain > 40)
		return NULL;
	name = g_strndup(plain, (gsize)(colon - plain));
	return fold_text(name);
}

static bool
begins_header(char **lines)
{
	g_autofree char *first = field_name(lines[0]);
	unsigned more = 0;

	if (first == NULL || !LISTED(first, first_fields))
		return false;
	for (unsigned i = 1; i <= HEADER_LINES && lines[i] != NULL; i++) {
		g_autofree char *name = field_name(lines[i]);

		more += name != NULL && LISTED(name, more_fields);
	}
	return more >= 2;
}

static bool
ends_attribution(const char *line)
{
	g_autofree char *folded = fold_text(line);

	return g_str_has_suffix(g_strchomp(folded), "a ecrit") ||
	       g_str_has_suffix(folded, "wrote") ||
	       g_str_has_suffix(folded, "a envoye le message suivant");
}

/* How many lines «Le …, X a écrit :» takes here; 0: it is not here. */
static unsigned
attribution_lines(char **lines)
{
	const char *first = after_marks(lines[0]);
	bool opens = g_str_has_prefix(first, "Le ") ||
		     g_str_has_prefix(first, "On ") ||
		     strchr(first, '@') != NULL;

	if (!opens || strlen(first) > MARK_BYTES_MAX)
		return 0;
	for (unsigned i = 0; i < ATTRIBUTION_LINES && lines[i] != NULL; i++) {
		size_t length = strlen(lines[i]);

		if (length == 0 || length > MARK_BYTES_MAX)
			return 0;
		g_strchomp(lines[i]);
		if (g_str_has_suffix(lines[i], ":") &&
		    ends_attribution(lines[i]))
			return i + 1;
	}
	return 0;
}

/* True when the next line that is not empty is marked by ">". */
static bool
is_followed_by_cited(char **lines)
{
	while (*lines != NULL && (*lines)[strspn(*lines, " \t")] == '\0')
		lines++;
	return *lines != NULL && is_cited(*lines);
}

static void
append_lines(GString *out, char **lines, unsigned count)
{
	for (unsigned i = 0; i < count && lines[i] != NULL; i++)
		g_string_append_printf(out, "%s\n", lines[i]);
}

/* Rulers and blanks that stood above the quoted mail are not text. */
static char *
without_ruler(GString *own)
{
	while (own->len > 0 && strchr(" \t\n_", own->str[own->len - 1]))
		g_string_truncate(own, own->len - 1);
	if (own->len > 0)
		g_string_append_c(own, '\n');
	return g_string_free(own, FALSE);
}

void
quoting_split(const char *text, char **own_r, char **quoted_r)
{
	g_auto(GStrv) all = g_strsplit(text, "\n", -1);
	GString *own = g_string_new(NULL), *quoted = g_string_new(NULL);
	char **lines = all;

	while (*lines != NULL) {
		unsigned attribution = attribution_lines(lines);
		bool cited = is_cited(*lines);
		unsigned taken = MAX(attribution, 1);

		if (!cited && (is_separator(*lines) || begins_header(lines)))
			break;
		if (!cited && attribution > 0 &&
		    !is_followed_by_cited(lines + attribution))
			break;
		append_lines(
		    cited || attribution > 0 ? quoted : own, lines, taken);
		lines += taken;
	}
	while (*lines != NULL)
		append_lines(quoted, lines++, 1);
	*own_r = without_ruler(own);
	*quoted_r = g_strchomp(g_string_free(quoted, FALSE));
}
