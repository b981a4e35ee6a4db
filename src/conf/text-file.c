/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole UTF-8 text of the configuration: see text-file.h. */
#include "text-file.h"

#include <string.h>

#define BOM "\xef\xbb\xbf"

static unsigned
line_of(const char *text, const char *end)
{
	unsigned line = 1;

	for (; text < end; text++)
		line += *text == '\n';
	return line;
}

/* text with each line ending in \n alone: Windows editors write \r\n. */
static char *
plain_lines(const char *text)
{
	GString *lines = g_string_new(text);

	g_string_replace(lines, "\r\n", "\n", 0);
	return g_string_free(lines, FALSE);
}

char *
text_file_read(const char *file, size_t bytes_max, struct problems *problems)
{
	g_autofree char *text = NULL;
	g_autoptr(GError) error = NULL;
	const char *end;
	gsize length = 0;

	if (!g_file_get_contents(file, &text, &length, &error)) {
		problems_error(problems, file, 0, NULL, NULL, "%s",
		    error->message);
		return NULL;
	}
	if (length > bytes_max) {
		problems_error(problems, file, 0, NULL, NULL,
		    "larger than such a file can be (%zu bytes)", bytes_max);
		return NULL;
	}
	if (!g_utf8_validate(text, (gssize)length, &end)) {
		problems_error(problems, file, line_of(text, end), NULL,
		    NULL, "not UTF-8");
		return NULL;
	}
	return plain_lines(g_str_has_prefix(text, BOM) ? text + strlen(BOM) :
							 text);
}
