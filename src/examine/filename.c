/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of attachments: see filename.h. */
#include "filename.h"

#include <string.h>

#include <glib.h>

#include "mailtext.h"
#include "report.h"

/*
 * Characters that show nothing, or turn the reading direction so that
 * "fdp.exe" shows as "exe.pdf".
 */
static bool
is_hidden(gunichar c)
{
	return (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
	       (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

/* NFC without controls (line ends are blanks) and hidden characters. */
static char *
visible(const char *text, bool *tricky_r)
{
	g_autofree char *composed =
	    g_utf8_normalize(text, -1, G_NORMALIZE_DEFAULT_COMPOSE);
	GString *out = g_string_new(NULL);

	for (const char *p = composed; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (is_hidden(c)) {
			*tricky_r = true;
		} else if (g_unichar_iscntrl(c)) {
			g_string_append_c(out, ' ');
		} else {
			g_string_append_unichar(out, c);
		}
	}
	return g_string_free(out, FALSE);
}

/* Blanks and quotes around a component are a mailer's, not a person's. */
static char *
trim(char *component)
{
	char *from = component + strspn(component, " \"'");
	char *end = from + strlen(from);

	while (end > from && strchr(" \"", end[-1]) != NULL)
		end--;
	*end = '\0';
	return from;
}

/* True for what leads elsewhere: "..", "C:", "~". */
static bool
is_trick(const char *component)
{
	size_t dots = strspn(component, ".");

	return (dots > 1 && component[dots] == '\0') ||
	       (g_ascii_isalpha(component[0]) &&
		   g_str_equal(component + 1, ":")) ||
	       g_str_equal(component, "~");
}

/* Cut to what file systems take; the extension stays. */
static char *
cut_name(const char *name, bool *cut_r)
{
	const char *dot = strrchr(name, '.');
	const char *end;
	size_t kept;

	if (strlen(name) <= FILENAME_BYTES_MAX)
		return g_strdup(name);
	*cut_r = true;
	if (dot == NULL || strlen(dot) > 16)
		dot = name + strlen(name);
	kept = FILENAME_BYTES_MAX - strlen(dot);
	end = g_utf8_find_prev_char(name, name + kept + 1);
	return g_strdup_printf("%.*s%s", (int)(end - name), name, dot);
}

static void
take_component(struct filename *filename, GString *path, char *component)
{
	const char *plain = trim(component);

	if (is_trick(plain)) {
		filename->tricky = true;
		return;
	}
	if (plain[0] == '\0' || g_str_equal(plain, "."))
		return;
	if (filename->name != NULL) {
		if (path->len > 0)
			g_string_append_c(path, '/');
		g_string_append(path, filename->name);
		g_free(filename->name);
	}
	filename->name = cut_name(plain, &filename->cut);
}

struct filename
filename_read(const char *raw)
{
	struct filename filename = { 0 };
	GString *path = g_string_new(NULL);
	g_autofree char *text = mailtext_name(raw != NULL ? raw : "");
	g_autofree char *clean = visible(text, &filename.tricky);
	g_auto(GStrv) components = NULL;

	g_strdelimit(clean, "\\", '/');
	filename.tricky |= clean[0] == '/';
	components = g_strsplit(clean, "/", -1);
	for (char **c = components; *c != NULL; c++)
		take_component(&filename, path, *c);
	if (path->len > REPORT_NAME_BYTES_MAX) {
		g_string_truncate(path, 0);
		filename.cut = true;
	}
	filename.path = g_string_free(path, path->len == 0);
	return filename;
}

void
filename_clear(struct filename *filename)
{
	g_clear_pointer(&filename->name, g_free);
	g_clear_pointer(&filename->path, g_free);
}

/* The end of a quoted string: the quote no backslash escapes. */
static const char *
closing_quote(const char *p)
{
	while (*p != '\0' && *p != '"')
		p += p[0] == '\\' && (p[1] == '"' || p[1] == '\\') ? 2 : 1;
	return *p == '"' ? p : NULL;
}

char *
filename_of_windows(const char *header, const char *parameter)
{
	g_autofree char *opening = g_strconcat(parameter, "=\"", NULL);
	g_autofree char *lower = g_ascii_strdown(header, -1);
	const char *at = strstr(lower, opening);
	const char *from, *end;

	if (at == NULL)
		return NULL;
	from = header + (at - lower) + strlen(opening);
	end = closing_quote(from);
	if (end == NULL || memchr(from, '\r', (size_t)(end - from)) != NULL)
		return NULL;
	for (const char *p = from; p < end; p++) {
		if (*p != '\\')
			continue;
		if (p[1] != '\\' && p[1] != '"')
			return g_strndup(from, (size_t)(end - from));
		p++;
	}
	return NULL;
}

char *
filename_extension(const char *name)
{
	const char *dot = name != NULL ? strrchr(name, '.') : NULL;

	return g_ascii_strdown(dot != NULL ? dot + 1 : "", -1);
}
