/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of a message: see body.h. */
#include "body.h"

#include <string.h>

/* Links compared; newsletters have some 50.  With more, the HTML is taken. */
#define LINKS_MAX 200u

struct body *
body_new(void)
{
	struct body *body = g_new0(struct body, 1);

	body->plain = g_string_new(NULL);
	body->html = g_string_new(NULL);
	body->first_part = -1;
	return body;
}

void
body_free(struct body *body)
{
	if (body == NULL)
		return;
	g_string_free(body->plain, TRUE);
	g_string_free(body->html, TRUE);
	g_free(body);
}

/* Appends a block of lines, cut at a character where there is no room. */
static void
append(struct body *body, GString *to, const char *text)
{
	size_t room = BODY_BYTES_MAX - MIN(to->len, BODY_BYTES_MAX);
	size_t length = strlen(text);

	if (length > room) {
		const char *end = g_utf8_find_prev_char(text, text + room + 1);

		body->cut = true;
		length = end != NULL ? (size_t)(end - text) : 0;
	}
	g_string_append_len(to, text, (gssize)length);
	if (to->len > 0 && to->str[to->len - 1] != '\n')
		g_string_append_c(to, '\n');
}

void
body_add_plain(struct body *body, const char *text)
{
	append(body, body->plain, text);
	if (body->choices == 0)
		append(body, body->html, text);
}

void
body_add_html(struct body *body, const char *text)
{
	append(body, body->html, text);
	if (body->choices == 0)
		append(body, body->plain, text);
}

void
body_begin_choice(struct body *body)
{
	if (body->choices++ > 0)
		return;
	body->plain_before = body->plain->len;
	body->html_before = body->html->len;
}

/* A choice of one kind only is the choice of both readers. */
void
body_end_choice(struct body *body)
{
	bool plain = body->plain->len > body->plain_before;
	bool html = body->html->len > body->html_before;

	if (--body->choices > 0 || plain == html)
		return;
	if (plain)
		append(body, body->html, body->plain->str + body->plain_before);
	else
		append(body, body->plain, body->html->str + body->html_before);
}

static bool
is_blank(const char *text)
{
	for (; *text != '\0'; text = g_utf8_next_char(text)) {
		gunichar c = g_utf8_get_char(text);

		if (!g_unichar_isspace(c) && c != 0xa0 && c != 0xfeff)
			return false;
	}
	return true;
}

bool
body_is_blank(const struct body *body)
{
	return is_blank(body->plain->str) && is_blank(body->html->str);
}

/* True when text shows every http link that html shows, which are few. */
static bool
has_links(const char *text, const char *html)
{
	const char *p = html;
	unsigned links = 0;

	while ((p = strstr(p, "http")) != NULL) {
		size_t length = strcspn(p, " \t\n<>\"()");
		g_autofree char *link = g_strndup(p, length);

		if (++links > LINKS_MAX || (strstr(link, "://") != NULL &&
			strstr(text, link) == NULL))
			return false;
		p += MAX(length, 1);
	}
	return true;
}

char *
body_text(const struct body *body)
{
	bool plain = !is_blank(body->plain->str);

	if (plain && (is_blank(body->html->str) ||
			 has_links(body->plain->str, body->html->str)))
		return g_strdup(body->plain->str);
	return g_strdup(body->html->str);
}

/* True of a line of data: its first letter tells how many bytes it holds,
 * of which four letters make three. */
static bool
is_uuencoded(const char *line)
{
	size_t bytes = ((unsigned char)line[0] - ' ') & 63u;
	size_t length = strspn(line, " !\"#$%&'()*+,-./0123456789:;<=>?@"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`");

	return bytes > 0 && line[0] != '\n' && line[0] != '\0' &&
	    length == 1 + (bytes + 2) / 3 * 4 &&
	    (line[length] == '\n' || line[length] == '\0');
}

bool
body_holds_file(const char *text)
{
	static const char begin[] = "begin ";
	const size_t length = sizeof(begin) - 1;

	for (const char *line = text; line != NULL;) {
		const char *next = strchr(line, '\n');
		size_t digits = 0;

		if (strncmp(line, begin, length) == 0)
			digits = strspn(line + length, "01234567");
		if ((digits == 3 || digits == 4) &&
		    line[length + digits] == ' ' && next != NULL &&
		    is_uuencoded(next + 1))
			return true;
		line = next != NULL ? next + 1 : NULL;
	}
	return false;
}

/* The depth of quoting, and what follows its signs. */
static unsigned
quote_depth(const char **line)
{
	unsigned depth = 0;

	while (**line == '>') {
		depth++;
		(*line)++;
	}
	return depth;
}

/* The signature's separator ends with a blank and is not flowed. */
static bool
is_flowed(const char *line, size_t length)
{
	return length > 0 && line[length - 1] == ' ' &&
	       !(length == 3 && memcmp(line, "-- ", 3) == 0);
}

static void
append_quotes(GString *out, unsigned depth)
{
	for (unsigned i = 0; i < depth; i++)
		g_string_append_c(out, '>');
	if (depth > 0)
		g_string_append_c(out, ' ');
}

char *
body_unflow(const char *text, bool delsp)
{
	GString *out = g_string_sized_new(strlen(text));
	bool open = false; /* the last line goes on in this one */
	unsigned open_depth = 0;

	while (*text != '\0') {
		const char *line = text;
		size_t length = strcspn(line, "\n");
		unsigned depth;

		text += length + (line[length] == '\n');
		depth = quote_depth(&line);
		length -= MIN(length, depth);
		if (length > 0 && *line == ' ') {
			line++; /* stuffed */
			length--;
		}
		if (open && depth != open_depth)
			g_string_append_c(out, '\n');
		if (!open || depth != open_depth)
			append_quotes(out, depth);
		open = is_flowed(line, length);
		open_depth = depth;
		g_string_append_len(
		    out, line, (gssize)(length - (open && delsp)));
		if (!open)
			g_string_append_c(out, '\n');
	}
	return g_string_free(out, FALSE);
}
