/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names that every system takes: see safe-name.h. */
#include "safe-name.h"

#include <stdbool.h>
#include <string.h>

#include <glib.h>

/* Characters that Windows refuses in names. */
#define REFUSED "<>:\"/\\|?*"

static const char *const devices[] = { "CON", "PRN", "AUX", "NUL", "COM0",
	"COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8",
	"COM9", "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6",
	"LPT7", "LPT8", "LPT9", "CONIN$", "CONOUT$" };

static const struct {
	const char *type, *ending;
} endings[] = {
	{ "application/pdf", "pdf" },
	{ "application/msword", "doc" },
	{ "application/rtf", "rtf" },
	{ "text/rtf", "rtf" },
	{ "application/vnd.openxmlformats-officedocument"
	  ".wordprocessingml.document", "docx" },
	{ "application/vnd.openxmlformats-officedocument"
	  ".spreadsheetml.sheet", "xlsx" },
	{ "application/vnd.openxmlformats-officedocument"
	  ".presentationml.presentation", "pptx" },
	{ "application/vnd.oasis.opendocument.text", "odt" },
	{ "application/vnd.oasis.opendocument.spreadsheet", "ods" },
	{ "image/jpeg", "jpg" },
	{ "image/png", "png" },
	{ "image/tiff", "tif" },
	{ "image/heic", "heic" },
	{ "image/heif", "heif" },
	{ "image/webp", "webp" },
	{ "image/gif", "gif" },
	{ "image/bmp", "bmp" },
	{ "text/plain", "txt" },
	{ "message/rfc822", "eml" },
};

/* Marks that turn or hide what follows, and what has no shape. */
static bool
is_shapeless(gunichar c)
{
	switch (g_unichar_type(c)) {
	case G_UNICODE_CONTROL:
	case G_UNICODE_FORMAT:
	case G_UNICODE_SURROGATE:
	case G_UNICODE_PRIVATE_USE:
	case G_UNICODE_UNASSIGNED:
	case G_UNICODE_LINE_SEPARATOR:
	case G_UNICODE_PARAGRAPH_SEPARATOR:
		return true;
	default:
		return false;
	}
}

static GString *
copy_shapes(const char *text)
{
	GString *copy = g_string_new(NULL);
	unsigned length = 0;

	for (const char *p = text; *p != '\0' && length < SAFE_NAME_LENGTH_MAX;
	    p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		bool space = g_unichar_isspace(c);

		if (is_shapeless(c) && !space)
			continue;
		/* No space at the start, and no two of them. */
		if (space && (copy->len == 0 ||
			copy->str[copy->len - 1] == ' '))
			continue;
		if (c < 0x80 && strchr(REFUSED, (int)c) != NULL)
			c = '-';
		g_string_append_unichar(copy, space ? ' ' : c);
		length++;
	}
	return copy;
}

static bool
is_device(const char *name)
{
	size_t stem = strcspn(name, ".");

	for (size_t i = 0; i < G_N_ELEMENTS(devices); i++) {
		if (strlen(devices[i]) == stem &&
		    g_ascii_strncasecmp(devices[i], name, stem) == 0)
			return true;
	}
	return false;
}

char *
safe_name(const char *name)
{
	g_autofree char *valid = g_utf8_make_valid(name, -1);
	g_autofree char *composed = g_utf8_normalize(valid, -1,
	    G_NORMALIZE_NFC);
	GString *safe = copy_shapes(composed);

	while (safe->len > 0 && strchr(". ", safe->str[safe->len - 1]) != NULL)
		g_string_truncate(safe, safe->len - 1);
	/* A name that begins with a dot is hidden on some systems. */
	if (safe->len == 0 || safe->str[0] == '.' || is_device(safe->str))
		g_string_prepend_c(safe, '_');
	return g_string_free(safe, FALSE);
}

const char *
safe_ending(const char *type, const char *name)
{
	const char *dot = name != NULL ? strrchr(name, '.') : NULL;

	for (size_t i = 0; type != NULL && i < G_N_ELEMENTS(endings); i++) {
		if (g_ascii_strcasecmp(endings[i].type, type) == 0)
			return endings[i].ending;
	}
	for (size_t i = 0; dot != NULL && i < G_N_ELEMENTS(endings); i++) {
		if (g_ascii_strcasecmp(endings[i].ending, dot + 1) == 0)
			return endings[i].ending;
	}
	return "bin";
}
