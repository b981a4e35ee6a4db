/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON written straight to text: see json-writer.h. */
#include "json-writer.h"

#include <string.h>
#include <time.h>

/* Characters that RFC 8259, 7, wants escaped. */
static bool
is_special(char c)
{
	return (unsigned char)c < 0x20 || c == '"' || c == '\\';
}

static void
write_special(GString *out, char c)
{
	static const char short_forms[] = "\"\"\\\\\bb\ff\nn\rr\tt";

	for (size_t i = 0; i + 1 < sizeof(short_forms); i += 2) {
		if (short_forms[i] == c) {
			g_string_append_c(out, '\\');
			g_string_append_c(out, short_forms[i + 1]);
			return;
		}
	}
	g_string_append_printf(out, "\\u%04X", (unsigned)(unsigned char)c);
}

void
write_text(GString *out, const char *text)
{
	g_autofree char *valid = NULL;

	if (text == NULL) {
		g_string_append(out, "null");
		return;
	}
	if (!g_utf8_validate(text, -1, NULL)) {
		valid = g_utf8_make_valid(text, -1);
		text = valid;
	}
	g_string_append_c(out, '"');
	while (*text != '\0') {
		size_t plain = 0;

		while (text[plain] != '\0' && !is_special(text[plain]))
			plain++;
		g_string_append_len(out, text, (gssize)plain);
		text += plain;
		if (*text != '\0')
			write_special(out, *text++);
	}
	g_string_append_c(out, '"');
}

void
write_time(GString *out, int64_t at, GTimeZone *zone)
{
	int32_t offset = 0;
	unsigned minutes;
	struct tm local;
	time_t shifted;

	if (at == 0) {
		g_string_append(out, "null");
		return;
	}
	if (zone != NULL)
		offset = g_time_zone_get_offset(zone,
		    g_time_zone_find_interval(zone, G_TIME_TYPE_UNIVERSAL,
			at));
	shifted = (time_t)(at + offset);
	gmtime_r(&shifted, &local);
	g_string_append_printf(out, "\"%04d-%02d-%02dT%02d:%02d:%02d",
	    local.tm_year + 1900, local.tm_mon + 1, local.tm_mday,
	    local.tm_hour, local.tm_min, local.tm_sec);
	minutes = (unsigned)ABS(offset) / 60;
	if (offset == 0)
		g_string_append(out, "Z\"");
	else
		g_string_append_printf(out, "%c%02u:%02u\"",
		    offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

void
write_comma(GString *out)
{
	if (out->len > 0 && strchr("[{", out->str[out->len - 1]) == NULL)
		g_string_append_c(out, ',');
}

void
write_texts(GString *out, const GPtrArray *texts)
{
	g_string_append_c(out, '[');
	for (unsigned i = 0; i < texts->len; i++) {
		write_comma(out);
		write_text(out, texts->pdata[i]);
	}
	g_string_append_c(out, ']');
}

void
write_member(GString *out, const char *name)
{
	write_comma(out);
	g_string_append_c(out, '"');
	g_string_append(out, name);
	g_string_append(out, "\":");
}

void
write_text_member(GString *out, const char *name, const char *text)
{
	write_member(out, name);
	write_text(out, text);
}

void
write_bool_member(GString *out, const char *name, bool value)
{
	write_member(out, name);
	g_string_append(out, value ? "true" : "false");
}

void
write_number_member(GString *out, const char *name, unsigned number)
{
	write_member(out, name);
	if (number == 0)
		g_string_append(out, "null");
	else
		g_string_append_printf(out, "%u", number);
}
