/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HTML as text: what a reader of the page would see, as lines.  libxml2's
 * SAX interface, so that no tree is built; nothing is ever loaded.
 */
#include "document.h"

#include <string.h>

#include <libxml/HTMLparser.h>

#include "charset.h"
#include "page-writer.h"
#include "readers.h"

/* A mail's HTML part is some 100 kB, with pictures inline some MB. */
#define HTML_BYTES_MAX ((gsize)8 << 20)
/* What text of it is kept: REPORT_BODY_BYTES_MAX several times over. */
#define HTML_TEXT_BYTES_MAX ((gsize)1 << 20)
/* Elements in elements that are told apart; answers to twenty answers have
 * some 200. */
#define HTML_DEPTH_MAX 1000u
/* A longer link is no place to go to. */
#define HTML_LINK_BYTES_MAX 2048u
/* Answers within answers that get a mark of their own. */
#define HTML_QUOTES_MAX 8u

/* What an element does to the text around it. */
enum effect {
	INLINE,
	BLOCK,     /* a line of its own; p too, as mail programs draw it */
	PARAGRAPH, /* and an empty line around it */
	BREAK,     /* br */
	RULE,      /* hr */
	ITEM,      /* li */
	CELL,      /* td, th */
	SKIPPED,   /* nothing in it is text */
	KEPT,      /* pre, textarea: white space counts */
	QUOTE,     /* blockquote */
	LINK,      /* a */
	INPUT,
	CHOICE,    /* option: seen when it is selected */
};

/* Inputs whose value is no text that somebody wrote or chose; those of
 * types that HTML does not know are text. */
static const char *const silent_inputs[] = { "button", "color", "file",
	"hidden", "image", "password", "range", "reset", "submit" };

static const struct {
	const char *name;
	enum effect effect;
} elements[] = {
	{ "a", LINK }, { "address", BLOCK }, { "article", BLOCK },
	{ "aside", BLOCK }, { "blockquote", QUOTE }, { "body", BLOCK },
	{ "br", BREAK }, { "caption", BLOCK }, { "center", BLOCK },
	{ "dd", BLOCK }, { "div", BLOCK }, { "dl", BLOCK }, { "dt", BLOCK },
	{ "fieldset", BLOCK }, { "footer", BLOCK }, { "form", BLOCK },
	{ "h1", PARAGRAPH }, { "h2", PARAGRAPH }, { "h3", PARAGRAPH },
	{ "h4", PARAGRAPH }, { "h5", PARAGRAPH }, { "h6", PARAGRAPH },
	{ "head", SKIPPED }, { "header", BLOCK }, { "hr", RULE },
	{ "input", INPUT }, { "li", ITEM }, { "main", BLOCK },
	{ "noframes", SKIPPED }, { "object", SKIPPED }, { "ol", BLOCK },
	{ "option", CHOICE }, { "p", BLOCK }, { "pre", KEPT },
	{ "script", SKIPPED }, { "section", BLOCK }, { "style", SKIPPED },
	{ "svg", SKIPPED }, { "table", BLOCK }, { "td", CELL },
	{ "template", SKIPPED }, { "textarea", KEPT }, { "th", CELL },
	{ "title", SKIPPED }, { "tr", BLOCK }, { "ul", BLOCK },
};

/* An element that is open. */
struct element {
	enum effect effect;
	bool hidden;    /* display:none */
	bool cites;     /* a blockquote of an earlier mail */
};

struct html {
	GString *out;
	bool truncated;   /* there is no room for more */
	bool deep;        /* not all was told apart */
	struct element open[HTML_DEPTH_MAX];
	unsigned depth;   /* elements open, also past HTML_DEPTH_MAX */
	unsigned hidden;  /* of them: what they hold is not seen */
	unsigned kept;
	unsigned quotes;
	unsigned lines;   /* line ends asked for */
	bool cell;        /* a tab is asked for */
	bool space;       /* white space was met */
	char *link;       /* href of the link that is open */
	gsize link_start; /* where its text begins in out */
};

static enum effect
effect_of(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(elements); i++)
		if (g_ascii_strcasecmp(elements[i].name, name) == 0)
			return elements[i].effect;
	return INLINE;
}

/* An attribute's value, "" when it has none; NULL when it is not there. */
static const char *
attribute(const xmlChar **attributes, const char *name)
{
	for (size_t i = 0; attributes != NULL && attributes[i] != NULL;
	     i += 2) {
		const char *value = (const char *)attributes[i + 1];

		if (g_ascii_strcasecmp((const char *)attributes[i], name) == 0)
			return value != NULL ? value : "";
	}
	return NULL;
}

/* A block at the beginning of a cell stays on the row's line. */
static void
lines_before(struct html *html, unsigned lines)
{
	if (!html->cell)
		html->lines = MAX(html->lines, lines);
	html->space = false;
}

static void
lines_after(struct html *html, unsigned lines)
{
	html->lines = MAX(html->lines, lines);
	html->cell = false;
	html->space = false;
}

static void
write_gap(struct html *html)
{
	bool fresh = html->out->len == 0;
	unsigned quotes = MIN(html->quotes, HTML_QUOTES_MAX);

	if (html->lines > 0 && !fresh)
		g_string_append_len(html->out, "\n\n", html->lines);
	else if (html->cell && !fresh)
		g_string_append_c(html->out, '\t');
	else if (html->space && !fresh)
		g_string_append_c(html->out, ' ');
	if (html->lines > 0 || fresh)
		for (unsigned i = 0; i < quotes; i++)
			g_string_append(html->out, "> ");
	html->lines = 0;
	html->cell = false;
	html->space = false;
}

static void
write_text(struct html *html, const char *text, gsize length)
{
	if (html->out->len + length > HTML_TEXT_BYTES_MAX) {
		html->truncated = true;
		return;
	}
	write_gap(html);
	g_string_append_len(html->out, text, (gssize)length);
}

/* A character between words: white space, or one without width. */
static bool
is_space(gunichar c)
{
	return g_unichar_isspace(c) || c == 0xa0 ||
	    (c >= 0x200b && c <= 0x200d) || c == 0xfeff || c == 0x34f ||
	    c == 0xad;
}

static bool
has_width(gunichar c)
{
	return g_unichar_isspace(c) || c == 0xa0;
}

static void
put_kept(struct html *html, const char *p, const char *end)
{
	while (p < end) {
		const char *line = memchr(p, '\n', (size_t)(end - p));
		const char *stop = line != NULL ? line : end;

		if (stop > p)
			write_text(html, p, (gsize)(stop - p));
		if (line == NULL)
			return;
		html->lines = MIN(html->lines + 1, 2);
		p = line + 1;
	}
}

static void
put_flowing(struct html *html, const char *p, const char *end)
{
	while (p < end) {
		const char *word = p;
		gunichar c = 0;

		while (p < end && !is_space(c = g_utf8_get_char(p)))
			p = g_utf8_next_char(p);
		if (p > word)
			write_text(html, word, (gsize)(p - word));
		if (p < end) {
			html->space = html->space || has_width(c);
			p = g_utf8_next_char(p);
		}
	}
}

static void
on_characters(void *user, const xmlChar *bytes, int length)
{
	struct html *html = user;
	g_autofree char *valid = NULL;

	if (html->hidden > 0 || html->truncated)
		return;
	valid = g_utf8_make_valid((const char *)bytes, length);
	if (html->kept > 0)
		put_kept(html, valid, valid + strlen(valid));
	else
		put_flowing(html, valid, valid + strlen(valid));
}

/* True when a style or attribute keeps the element from being seen. */
static bool
is_hidden(const xmlChar **attributes)
{
	const char *style = attribute(attributes, "style");
	g_autofree char *plain = NULL;

	if (attribute(attributes, "hidden") != NULL)
		return true;
	if (style == NULL)
		return false;
	plain = g_ascii_strdown(style, -1);
	for (char *from = plain, *to = plain;; from++) {
		if (!g_ascii_isspace(*from))
			*to++ = *from;
		if (*from == '\0')
			break;
	}
	return strstr(plain, "display:none") != NULL;
}

/*
 * Thunderbird, Apple and Gmail mark the mail they answer; a blockquote
 * without the mark is only indented, as Outlook and people do.
 */
static bool
is_citation(const xmlChar **attributes)
{
	const char *type = attribute(attributes, "type");
	const char *class = attribute(attributes, "class");

	return (type != NULL && g_ascii_strcasecmp(type, "cite") == 0) ||
	    (class != NULL && strstr(class, "quote") != NULL);
}

static void
open_link(struct html *html, const xmlChar **attributes)
{
	const char *href = attribute(attributes, "href");

	g_clear_pointer(&html->link, g_free);
	if (href == NULL || strlen(href) > HTML_LINK_BYTES_MAX)
		return;
	if (g_ascii_strncasecmp(href, "http", 4) != 0 &&
	    g_ascii_strncasecmp(href, "ftp", 3) != 0 &&
	    g_ascii_strncasecmp(href, "mailto:", 7) != 0)
		return;
	html->link = g_utf8_make_valid(href, -1);
	g_strstrip(html->link);
	html->link_start = html->out->len;
}

/* The link after its text, unless the text is the link. */
static void
close_link(struct html *html)
{
	const char *shown, *place;
	gsize start = MIN(html->link_start, html->out->len);

	if (html->link == NULL)
		return;
	shown = html->out->str + start;
	place = strstr(html->link, "://");
	place = place != NULL ? place + 3 : html->link;
	if (g_ascii_strncasecmp(place, "mailto:", 7) == 0)
		place += 7;
	if (html->hidden == 0 && strstr(shown, place) == NULL) {
		g_autofree char *link = g_strdup_printf("%s<%s>",
		    html->out->len > start ? " " : "", html->link);

		html->space = false;
		write_text(html, link, strlen(link));
	}
	g_clear_pointer(&html->link, g_free);
}

static bool
is_silent(const char *type)
{
	for (size_t i = 0; i < G_N_ELEMENTS(silent_inputs); i++)
		if (g_ascii_strcasecmp(type, silent_inputs[i]) == 0)
			return true;
	return false;
}

static void
put_input(struct html *html, const xmlChar **attributes)
{
	const char *type = attribute(attributes, "type");
	const char *value = attribute(attributes, "value");
	bool box = type != NULL &&
	    (g_ascii_strcasecmp(type, "checkbox") == 0 ||
	    g_ascii_strcasecmp(type, "radio") == 0);

	if (html->hidden > 0)
		return;
	if (box)
		value = attribute(attributes, "checked") != NULL ? "[x]" :
								   "[ ]";
	else if (type != NULL && is_silent(type))
		return;
	if (value != NULL)
		on_characters(html, (const xmlChar *)value,
		    (int)strlen(value));
}

/* What the element does before its content. */
static void
enter(struct html *html, enum effect effect, const xmlChar **attributes)
{
	switch (effect) {
	case BLOCK:
	case QUOTE:
	case KEPT:
		lines_before(html, 1);
		break;
	case PARAGRAPH:
		lines_before(html, 2);
		break;
	case RULE:
		lines_before(html, 1);
		if (html->hidden == 0)
			write_text(html, "----", 4);
		lines_after(html, 1);
		break;
	case ITEM:
		lines_before(html, 1);
		if (html->hidden == 0)
			write_text(html, "-", 1);
		html->space = true;
		break;
	case LINK:
		open_link(html, attributes);
		break;
	case INPUT:
		put_input(html, attributes);
		break;
	case BREAK:
	case CELL:
	case SKIPPED:
	case INLINE:
	case CHOICE:
		break;
	}
}

static void
on_start(void *user, const xmlChar *name, const xmlChar **attributes)
{
	struct html *html = user;
	enum effect effect = effect_of((const char *)name);
	struct element *element;

	if (html->depth++ >= HTML_DEPTH_MAX) {
		html->deep = true;
		return;
	}
	element = &html->open[html->depth - 1];
	element->effect = effect;
	element->hidden = effect == SKIPPED || is_hidden(attributes) ||
	    (effect == CHOICE && attribute(attributes, "selected") == NULL);
	element->cites = effect == QUOTE && is_citation(attributes);
	html->hidden += element->hidden;
	enter(html, effect, attributes);
	html->quotes += element->cites;
	html->kept += effect == KEPT;
}

/* What the element does after its content. */
static void
leave(struct html *html, enum effect effect)
{
	switch (effect) {
	case BREAK:
		html->lines = MIN(html->lines + 1, 2);
		html->space = false;
		break;
	case BLOCK:
	case QUOTE:
	case KEPT:
	case ITEM:
		lines_after(html, 1);
		break;
	case PARAGRAPH:
		lines_after(html, 2);
		break;
	case CELL:
		html->lines = 0;
		html->space = false;
		html->cell = true;
		break;
	case LINK:
		close_link(html);
		break;
	case RULE:
	case SKIPPED:
	case INPUT:
	case INLINE:
	case CHOICE:
		break;
	}
}

static void
on_end(void *user, const xmlChar *name)
{
	struct html *html = user;
	struct element *element;

	(void)name;
	if (html->depth == 0 || html->depth-- > HTML_DEPTH_MAX)
		return;
	element = &html->open[html->depth];
	leave(html, element->effect);
	html->hidden -= element->hidden;
	html->quotes -= element->cites;
	html->kept -= element->effect == KEPT;
}

static void
parse(struct html *html, const char *text, gsize length)
{
	htmlSAXHandler sax = {
		.startElement = on_start,
		.endElement = on_end,
		.characters = on_characters,
		.ignorableWhitespace = on_characters,
	};
	htmlParserCtxtPtr parser = htmlCreatePushParserCtxt(&sax, html, NULL, 0,
	    NULL, XML_CHAR_ENCODING_UTF8);

	if (parser == NULL)
		return;
	htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NONET |
	    HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
	    HTML_PARSE_IGNORE_ENC);
	htmlParseChunk(parser, text, (int)length, 1);
	htmlFreeParserCtxt(parser);
}

/*
 * libxml2 reads nothing behind the end of html, where gateways put mail
 * behind their own banner and programs what was forwarded; browsers show it
 * all.  The ends of body and html become breaks.
 */
static void
keep_open(char *text, gsize length)
{
	static const char *const ends[] = { "</body", "</html" };
	static const char instead[] = "<br   ";
	const gsize size = sizeof(instead) - 1;
	char *end = text + length;

	for (char *p = text; (p = memchr(p, '<', (size_t)(end - p))) != NULL;
	    p++) {
		if ((size_t)(end - p) <= size || g_ascii_isalnum(p[size]))
			continue;
		for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
			if (g_ascii_strncasecmp(p, ends[i], size) == 0)
				memcpy(p, instead, size);
		}
	}
}

/* text is UTF-8, and changed; *truncated_r tells whether a limit cut
 * something off. */
static char *
convert(char *text, gsize length, bool *truncated_r)
{
	struct html html = { .out = g_string_new(NULL) };

	html.truncated = length > HTML_BYTES_MAX;
	length = MIN(length, HTML_BYTES_MAX);
	*truncated_r = html.truncated;
	html.truncated = false;
	keep_open(text, length);
	parse(&html, text, length);
	*truncated_r = *truncated_r || html.truncated || html.deep;
	g_free(html.link);
	if (html.out->len > 0)
		g_string_append_c(html.out, '\n');
	return g_string_free(html.out, FALSE);
}

char *
html_to_text(const char *html, gsize length, bool *cut_r)
{
	gsize decoded;
	g_autofree char *text = charset_decode(html, length, &decoded);
	bool truncated;
	char *out = convert(text, decoded, &truncated);

	*cut_r |= truncated;
	return out;
}

void
html_read(struct part *part, GBytes *bytes, struct budget *budget)
{
	gsize size, length;
	const char *data = g_bytes_get_data(bytes, &size);
	g_autofree char *html = charset_decode(data, size, &length);
	bool truncated;
	g_autofree char *text = convert(html, length, &truncated);
	struct page_writer writer;

	page_writer_init(&writer, part, budget);
	page_writer_text(&writer, text, -1);
	page_writer_break(&writer);
	if (truncated)
		page_writer_unread(&writer, REASON_TOO_LARGE);
	page_writer_end(&writer);
}
