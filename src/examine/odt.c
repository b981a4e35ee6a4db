/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * OpenDocument text, sheets and slides as pages: ODF 1.3 part 3.  Styles
 * are read first, for they say where pages begin.
 */
#include "readers.h"

#include <stdlib.h>
#include <string.h>

#include "package.h"
#include "page-writer.h"
#include "embedded.h"
#include "story.h"

/* Styles that turn pages, and form controls; a form has ten of each. */
#define STYLES_MAX 20000u
#define CONTROLS_MAX 5000u
/* Spaces that one text:s can stand for, and cells one cell can. */
#define REPEATED_MAX 200
/* A picture with a shorter side is decoration. */
#define PICTURE_MM_MIN 8.0

/* What a style does to the page. */
enum page_effect {
	STYLE_PLAIN,
	STYLE_BREAKS_BEFORE,
	STYLE_BREAKS_AFTER,
};

/* What is read of the package, in this order. */
enum pass {
	PASS_HEADERS, /* with the styles */
	PASS_BODY,
	PASS_FOOTERS,
};

/* A form's control as it shows: a box and its label, or a value. */
struct control {
	bool is_box;
	enum box_state state;
	char *text;
};

struct odt {
	struct story story;
	GBytes *bytes;
	int skip;             /* depth of the element left out, or -1 */
	GHashTable *styles;   /* name → enum page_effect */
	char *style;          /* being read, or NULL */
	GHashTable *controls; /* form:id → struct control */
	bool in_box;          /* a field:fieldmark that is a check box */
	enum box_state box;
	bool breaks_after;    /* the paragraph in hand ends its page */
	bool in_body;         /* office:body, or a page's header or footer */
	bool sheets;          /* a spreadsheet */
	bool cut;             /* styles or controls are left out */
	enum pass pass;
	double wide_mm, tall_mm; /* of the draw:frame in hand */
	struct embedded embedded;
};

typedef void element_fn(struct odt *odt, xmlTextReaderPtr reader);

static void
control_free(void *pointer)
{
	struct control *control = pointer;

	g_free(control->text);
	g_free(control);
}

static void
skip(struct odt *odt, xmlTextReaderPtr reader)
{
	if (!xmlTextReaderIsEmptyElement(reader))
		odt->skip = xmlTextReaderDepth(reader);
}

static enum page_effect
effect_of(const struct odt *odt, const char *style)
{
	return style == NULL ? STYLE_PLAIN :
	    (enum page_effect)GPOINTER_TO_INT(
		g_hash_table_lookup(odt->styles, style));
}

static void
set_effect(struct odt *odt, enum page_effect effect)
{
	if (odt->style != NULL &&
	    g_hash_table_size(odt->styles) < STYLES_MAX)
		g_hash_table_insert(odt->styles, g_strdup(odt->style),
		    GINT_TO_POINTER((int)effect));
	else
		odt->cut |= odt->style != NULL;
}

/* A style begins with its parent's effect; another master page is a new
 * page too. */
static void
start_style(struct odt *odt, xmlTextReaderPtr reader)
{
	g_autofree char *parent = NULL, *master = NULL;

	g_free(odt->style);
	odt->style = package_attribute(reader, "name");
	parent = package_attribute(reader, "parent-style-name");
	master = package_attribute(reader, "master-page-name");
	if (master != NULL && master[0] != '\0')
		set_effect(odt, STYLE_BREAKS_BEFORE);
	else if (effect_of(odt, parent) != STYLE_PLAIN)
		set_effect(odt, effect_of(odt, parent));
}

static void
start_properties(struct odt *odt, xmlTextReaderPtr reader)
{
	g_autofree char *before = package_attribute(reader, "break-before");
	g_autofree char *after = package_attribute(reader, "break-after");

	if (g_strcmp0(before, "page") == 0)
		set_effect(odt, STYLE_BREAKS_BEFORE);
	else if (g_strcmp0(after, "page") == 0)
		set_effect(odt, STYLE_BREAKS_AFTER);
	else if (before != NULL)
		set_effect(odt, STYLE_PLAIN);
}

static void
start_body(struct odt *odt, xmlTextReaderPtr reader)
{
	odt->in_body = !xmlTextReaderIsEmptyElement(reader);
}

/* Of a master page. */
static void
start_header(struct odt *odt, xmlTextReaderPtr reader)
{
	if (odt->pass == PASS_HEADERS)
		start_body(odt, reader);
}

static void
start_footer(struct odt *odt, xmlTextReaderPtr reader)
{
	if (odt->pass == PASS_FOOTERS)
		start_body(odt, reader);
}

static void
start_sheets(struct odt *odt, xmlTextReaderPtr reader)
{
	(void)reader;
	odt->sheets = true;
}

/* A sheet is a page, and its name is its heading. */
static void
start_table(struct odt *odt, xmlTextReaderPtr reader)
{
	g_autofree char *name = NULL;

	if (!odt->sheets)
		return;
	story_page(&odt->story);
	name = package_attribute(reader, "name");
	if (name != NULL)
		story_text(&odt->story, name);
	story_line(&odt->story);
}

static void
end_body(struct odt *odt, xmlTextReaderPtr reader)
{
	(void)reader;
	odt->in_body = false;
}

static void
start_paragraph(struct odt *odt, xmlTextReaderPtr reader)
{
	g_autofree char *style = package_attribute(reader, "style-name");
	enum page_effect effect = effect_of(odt, style);

	if (!odt->in_body)
		return;
	if (effect == STYLE_BREAKS_BEFORE)
		story_page(&odt->story);
	odt->breaks_after = effect == STYLE_BREAKS_AFTER;
	story_paragraph(&odt->story);
	if (xmlTextReaderIsEmptyElement(reader))
		story_paragraph_end(&odt->story);
}

static void
end_paragraph(struct odt *odt, xmlTextReaderPtr reader)
{
	(void)reader;
	if (!odt->in_body)
		return;
	story_paragraph_end(&odt->story);
	if (odt->breaks_after)
		story_page(&odt->story);
	odt->breaks_after = false;
	if (odt->story.paragraphs == 0)
		embedded_write(&odt->embedded, odt->story.w);
}

/* draw:text-box and shapes with text. */
static void
end_text_box(struct odt *odt, xmlTextReaderPtr reader)
{
	(void)reader;
	story_text_box_end(&odt->story);
}

static void
start_page(struct odt *odt, xmlTextReaderPtr reader)
{
	(void)reader;
	story_page(&odt->story);
}

static void
start_tab(struct odt *odt, xmlTextReaderPtr reader)
{
	(void)reader;
	story_char(&odt->story, '\t');
}

static void
start_line(struct odt *odt, xmlTextReaderPtr reader)
{
	(void)reader;
	story_line(&odt->story);
}

static void
start_spaces(struct odt *odt, xmlTextReaderPtr reader)
{
	g_autofree char *count = package_attribute(reader, "c");
	long spaces = count != NULL ? strtol(count, NULL, 10) : 1;

	for (long i = 0; i < MIN(spaces, REPEATED_MAX); i++)
		story_char(&odt->story, ' ');
}

static void
end_cell(struct odt *odt, xmlTextReaderPtr reader)
{
	(void)reader;
	story_cell_end(&odt->story);
}

static void
end_row(struct odt *odt, xmlTextReaderPtr reader)
{
	(void)reader;
	story_row_end(&odt->story);
}

static void
end_mark(struct odt *odt, xmlTextReaderPtr reader)
{
	(void)reader;
	if (odt->in_box)
		story_box(&odt->story, odt->box);
	odt->in_box = false;
}

/* field:fieldmark: Word's legacy form fields. */
static void
start_mark(struct odt *odt, xmlTextReaderPtr reader)
{
	g_autofree char *type = package_attribute(reader, "type");

	odt->in_box = type != NULL && strstr(type, "FORMCHECKBOX") != NULL;
	odt->box = BOX_EMPTY;
	if (xmlTextReaderIsEmptyElement(reader))
		end_mark(odt, reader);
}

static void
start_parameter(struct odt *odt, xmlTextReaderPtr reader)
{
	g_autofree char *name = package_attribute(reader, "name");
	g_autofree char *value = package_attribute(reader, "value");

	if (name != NULL && strstr(name, "Checkbox_Checked") != NULL &&
	    g_strcmp0(value, "true") == 0)
		odt->box = BOX_TICKED;
}

/* loext:content-control: Word's modern ones; a box holds its own glyph. */
static void
start_content_control(struct odt *odt, xmlTextReaderPtr reader)
{
	if (package_flag(reader, "checkbox", false))
		story_box(&odt->story, package_flag(reader, "checked", false) ?
			BOX_TICKED : BOX_EMPTY);
	else if (!package_flag(reader, "showing-place-holder", false))
		return;
	skip(odt, reader);
}

static void
keep_control(struct odt *odt, xmlTextReaderPtr reader, struct control *c)
{
	char *id = package_attribute(reader, "id");

	if (id != NULL && g_hash_table_size(odt->controls) < CONTROLS_MAX) {
		g_hash_table_insert(odt->controls, id, c);
		return;
	}
	odt->cut |= id != NULL;
	g_free(id);
	control_free(c);
}

/* form:checkbox and form:radio. */
static void
start_form_box(struct odt *odt, xmlTextReaderPtr reader)
{
	struct control *c = g_new0(struct control, 1);
	g_autofree char *state = package_attribute(reader, "current-state");

	if (state == NULL)
		state = package_attribute(reader, "state");
	c->is_box = true;
	c->state = g_strcmp0(state, "checked") == 0 ||
		package_flag(reader, "current-selected", false) ?
	    BOX_TICKED : BOX_EMPTY;
	c->text = package_attribute(reader, "label");
	keep_control(odt, reader, c);
}

/* form:text and its like: what was typed, not what stood there at first. */
static void
start_form_value(struct odt *odt, xmlTextReaderPtr reader)
{
	struct control *c = g_new0(struct control, 1);

	c->text = package_attribute(reader, "current-value");
	keep_control(odt, reader, c);
}

/* draw:control: where a control of the form stands. */
static void
start_control(struct odt *odt, xmlTextReaderPtr reader)
{
	g_autofree char *id = package_attribute(reader, "control");
	const struct control *c =
	    id != NULL ? g_hash_table_lookup(odt->controls, id) : NULL;

	if (c == NULL)
		return;
	if (c->is_box)
		story_box(&odt->story, c->state);
	if (c->is_box && c->text != NULL)
		story_char(&odt->story, ' ');
	if (c->text != NULL)
		story_text(&odt->story, c->text);
}

/* A length such as «16.5cm» in mm. */
static double
length_mm(const char *length)
{
	char *unit = NULL;
	double value;

	if (length == NULL)
		return 0;
	value = g_ascii_strtod(length, &unit);
	if (strcmp(unit, "cm") == 0)
		return value * 10;
	if (strcmp(unit, "in") == 0)
		return value * 25.4;
	if (strcmp(unit, "pt") == 0)
		return value * 25.4 / 72;
	return value;
}

static void
start_frame(struct odt *odt, xmlTextReaderPtr reader)
{
	g_autofree char *wide = package_attribute(reader, "width");
	g_autofree char *tall = package_attribute(reader, "height");

	odt->wide_mm = length_mm(wide);
	odt->tall_mm = length_mm(tall);
}

/* draw:image; a frame may hold a second one, of another format. */
static void
start_image(struct odt *odt, xmlTextReaderPtr reader)
{
	g_autofree char *target = package_attribute(reader, "href");
	g_autoptr(GBytes) bytes = NULL;

	if (odt->wide_mm < PICTURE_MM_MIN || odt->tall_mm < PICTURE_MM_MIN)
		return;
	page_writer_image(odt->story.w);
	if (target != NULL && embedded_is_page(odt->wide_mm, odt->tall_mm)) {
		g_autofree char *member =
		    package_resolve("content.xml", target);

		if (member != NULL)
			bytes = package_member(odt->bytes, member,
			    odt->story.w->budget);
		embedded_add(&odt->embedded, bytes);
	}
	odt->wide_mm = odt->tall_mm = 0;
}

static const struct element {
	const char *name;
	element_fn *start, *end;
} elements[] = {
	{ "annotation", skip, NULL },
	{ "binary-data", skip, NULL },
	{ "body", start_body, end_body },
	{ "checkbox", start_form_box, NULL },
	{ "content-control", start_content_control, NULL },
	{ "control", start_control, NULL },
	{ "custom-shape", NULL, end_text_box },
	{ "desc", skip, NULL }, /* what a picture shows, for the blind */
	{ "fieldmark", start_mark, end_mark },
	{ "fieldmark-start", start_mark, end_mark },
	{ "footer", start_footer, end_body },
	{ "footer-first", start_footer, end_body },
	{ "footer-left", start_footer, end_body },
	{ "formatted-text", start_form_value, NULL },
	{ "frame", start_frame, NULL },
	{ "h", start_paragraph, end_paragraph },
	{ "header", start_header, end_body },
	{ "header-first", start_header, end_body },
	{ "header-left", start_header, end_body },
	{ "image", start_image, NULL },
	{ "line-break", start_line, NULL },
	{ "note-citation", skip, NULL },
	{ "notes", skip, NULL }, /* of slides */
	{ "p", start_paragraph, end_paragraph },
	{ "page", start_page, NULL }, /* a slide */
	{ "paragraph-properties", start_properties, NULL },
	{ "param", start_parameter, NULL },
	{ "placeholder", skip, NULL }, /* «click here»: nobody wrote it */
	{ "radio", start_form_box, NULL },
	{ "ruby-text", skip, NULL },
	{ "s", start_spaces, NULL },
	{ "script", skip, NULL },
	{ "sheet-name", skip, NULL }, /* "???" of a page's header */
	{ "soft-page-break", start_page, NULL },
	{ "spreadsheet", start_sheets, NULL },
	{ "style", start_style, NULL },
	{ "tab", start_tab, NULL },
	{ "table", start_table, NULL },
	{ "table-cell", NULL, end_cell },
	{ "table-row", NULL, end_row },
	{ "text", start_form_value, NULL },
	{ "text-box", NULL, end_text_box },
	{ "textarea", start_form_value, NULL },
	{ "title", skip, NULL },
	{ "tracked-changes", skip, NULL },
};

static int
compare_name(const void *name, const void *element)
{
	return strcmp(name, ((const struct element *)element)->name);
}

static void
on_element(struct odt *odt, xmlTextReaderPtr reader, bool ends)
{
	const char *name = package_name(reader);
	const struct element *found = bsearch(name, elements,
	    G_N_ELEMENTS(elements), sizeof(elements[0]), compare_name);
	element_fn *fn =
	    found == NULL ? NULL : ends ? found->end : found->start;

	if (fn != NULL)
		fn(odt, reader);
}

/* Leaves out all within the element that is skipped; true while it does. */
static bool
is_skipped(struct odt *odt, xmlTextReaderPtr reader, int type)
{
	if (odt->skip < 0)
		return false;
	if (type == XML_READER_TYPE_END_ELEMENT &&
	    xmlTextReaderDepth(reader) <= odt->skip)
		odt->skip = -1;
	return true;
}

/* Line ends in the XML are spaces of the text. */
static void
put_text(struct odt *odt, xmlTextReaderPtr reader)
{
	g_autofree char *text =
	    g_strdup((const char *)xmlTextReaderConstValue(reader));

	if (odt->in_body && odt->story.paragraphs > 0 && text != NULL)
		story_text(&odt->story, g_strdelimit(text, "\r\n\t", ' '));
}

static bool
on_node(xmlTextReaderPtr reader, void *user)
{
	struct odt *odt = user;
	int type = xmlTextReaderNodeType(reader);

	if (is_skipped(odt, reader, type))
		return true;
	switch (type) {
	case XML_READER_TYPE_ELEMENT:
		on_element(odt, reader, false);
		break;
	case XML_READER_TYPE_END_ELEMENT:
		on_element(odt, reader, true);
		break;
	case XML_READER_TYPE_TEXT:
	case XML_READER_TYPE_CDATA:
	case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
		put_text(odt, reader);
		break;
	}
	return odt->story.w->stopped == REASON_NONE;
}

static bool
on_manifest_node(xmlTextReaderPtr reader, void *user)
{
	bool *encrypted = user;

	*encrypted = strcmp(package_name(reader), "encryption-data") == 0;
	return !*encrypted;
}

static enum part_reason
read_member(struct odt *odt, enum pass pass, const char *member)
{
	struct page_writer *w = odt->story.w;
	enum part_reason reason;

	odt->pass = pass;
	odt->skip = -1;
	odt->in_body = false;
	reason = package_xml(odt->bytes, member, w->budget, on_node, odt);
	if (w->lines == 0)
		page_writer_line(w);
	return reason;
}

static enum part_reason
read_members(struct odt *odt)
{
	enum part_reason headers =
	    read_member(odt, PASS_HEADERS, "styles.xml");
	enum part_reason reason = read_member(odt, PASS_BODY, "content.xml");

	read_member(odt, PASS_FOOTERS, "styles.xml");
	if (reason == REASON_NONE && headers != REASON_EMPTY)
		reason = headers;
	return reason == REASON_NONE && odt->cut ? REASON_TOO_MANY : reason;
}

void
odt_read(struct part *part, GBytes *bytes, struct budget *budget)
{
	struct page_writer writer;
	struct odt odt = { .bytes = bytes };
	enum part_reason reason = REASON_ENCRYPTED;
	bool encrypted = false;

	odt.styles =
	    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	odt.controls = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
	    control_free);
	page_writer_init(&writer, part, budget);
	story_init(&odt.story, &writer);
	embedded_init(&odt.embedded);
	package_xml(bytes, "META-INF/manifest.xml", budget, on_manifest_node,
	    &encrypted);
	if (!encrypted)
		reason = read_members(&odt);
	story_clear(&odt.story);
	embedded_write(&odt.embedded, &writer);
	embedded_end(&odt.embedded, &writer);
	page_writer_finish(&writer,
	    reason == REASON_EMPTY ? REASON_DAMAGED : reason);
	g_free(odt.style);
	g_hash_table_unref(odt.styles);
	g_hash_table_unref(odt.controls);
}
