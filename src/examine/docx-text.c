/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of one WordprocessingML part: see docx-text.h. */
#include "docx-text.h"

#include <stdlib.h>
#include <string.h>

#include "box-glyph.h"
#include "package.h"
#include "story.h"

#define EMU_PER_MM 36000
#define POINTS_PER_MM (72.0 / 25.4)
/* A picture with a shorter side is decoration. */
#define PICTURE_MM_MIN 8.0
/* Choices of a drop-down list; Word allows 25. */
#define CHOICES_MAX 200u

/* A part's text while it is read. */
struct docx {
	struct story story;
	const struct docx_hooks *hooks;
	int skip;           /* depth of the element left out, or -1 */
	bool in_text;       /* w:t */
	bool hidden;        /* the run is not shown */
	bool section_ends;  /* with this paragraph, and a new page begins */
	bool in_form;       /* w:checkBox of a form field */
	int form_default, form_checked; /* -1: not said */
	int control;        /* box of a content control, or -1 */
	bool prompts;       /* the content control shows its prompt */
	GPtrArray *choices; /* of a form's drop-down list, or NULL */
	bool cut;           /* the one chosen is left out */
	int choice;
	double wide_mm, tall_mm; /* of the picture that may follow */
};

typedef void element_fn(struct docx *docx, xmlTextReaderPtr reader);

static void
start_text(struct docx *docx, xmlTextReaderPtr reader)
{
	docx->in_text = !xmlTextReaderIsEmptyElement(reader);
}

static void
end_text(struct docx *docx, xmlTextReaderPtr reader)
{
	(void)reader;
	docx->in_text = false;
}

/* Leaves out the element and all it holds. */
static void
skip(struct docx *docx, xmlTextReaderPtr reader)
{
	if (!xmlTextReaderIsEmptyElement(reader))
		docx->skip = xmlTextReaderDepth(reader);
}

static void
start_paragraph(struct docx *docx, xmlTextReaderPtr reader)
{
	docx->section_ends = false;
	story_paragraph(&docx->story);
	if (xmlTextReaderIsEmptyElement(reader))
		story_paragraph_end(&docx->story);
}

static void
end_paragraph(struct docx *docx, xmlTextReaderPtr reader)
{
	(void)reader;
	story_paragraph_end(&docx->story);
	if (docx->section_ends)
		story_page(&docx->story);
	docx->section_ends = false;
}

static void
start_run(struct docx *docx, xmlTextReaderPtr reader)
{
	(void)reader;
	docx->hidden = false;
}

static void
start_vanish(struct docx *docx, xmlTextReaderPtr reader)
{
	docx->hidden = package_flag(reader, "val", true);
}

static void
start_tab(struct docx *docx, xmlTextReaderPtr reader)
{
	(void)reader;
	story_char(&docx->story, '\t');
}

static void
start_break(struct docx *docx, xmlTextReaderPtr reader)
{
	g_autofree char *type = package_attribute(reader, "type");

	if (g_strcmp0(type, "page") == 0)
		story_page(&docx->story);
	else
		story_line(&docx->story);
}

static void
start_page(struct docx *docx, xmlTextReaderPtr reader)
{
	(void)reader;
	story_page(&docx->story);
}

static void
start_page_before(struct docx *docx, xmlTextReaderPtr reader)
{
	if (package_flag(reader, "val", true))
		story_page(&docx->story);
}

static void
start_section(struct docx *docx, xmlTextReaderPtr reader)
{
	(void)reader;
	docx->section_ends = docx->story.paragraphs == 1;
}

/* Of a section; tabs, fields and others have a type too. */
static void
start_type(struct docx *docx, xmlTextReaderPtr reader)
{
	g_autofree char *type = package_attribute(reader, "val");

	if (g_strcmp0(type, "continuous") == 0)
		docx->section_ends = false;
}

static void
start_hyphen(struct docx *docx, xmlTextReaderPtr reader)
{
	(void)reader;
	story_char(&docx->story, '-');
}

static void
start_symbol(struct docx *docx, xmlTextReaderPtr reader)
{
	g_autofree char *font = package_attribute(reader, "font");
	g_autofree char *code = package_attribute(reader, "char");
	const char *box;

	if (code == NULL || docx->hidden)
		return;
	box = box_glyph_of_font((gunichar)strtoul(code, NULL, 16), font);
	if (box != NULL)
		story_text(&docx->story, box);
}

static void
end_cell(struct docx *docx, xmlTextReaderPtr reader)
{
	(void)reader;
	story_cell_end(&docx->story);
}

static void
end_row(struct docx *docx, xmlTextReaderPtr reader)
{
	(void)reader;
	story_row_end(&docx->story);
}

static void
end_text_box(struct docx *docx, xmlTextReaderPtr reader)
{
	(void)reader;
	story_text_box_end(&docx->story);
}

/* The check box of a form field: w:ffData/w:checkBox. */
static void
start_form_box(struct docx *docx, xmlTextReaderPtr reader)
{
	docx->in_form = !xmlTextReaderIsEmptyElement(reader);
	docx->form_default = docx->form_checked = -1;
	if (!docx->in_form)
		story_box(&docx->story, BOX_EMPTY);
}

static void
start_default(struct docx *docx, xmlTextReaderPtr reader)
{
	docx->form_default = package_flag(reader, "val", true);
}

/* w:checked of a form field, w14:checked of a content control. */
static void
start_checked(struct docx *docx, xmlTextReaderPtr reader)
{
	bool checked = package_flag(reader, "val", true);

	if (docx->in_form)
		docx->form_checked = checked;
	else if (docx->control >= 0)
		docx->control = checked ? BOX_TICKED : BOX_EMPTY;
}

static void
end_form_box(struct docx *docx, xmlTextReaderPtr reader)
{
	int state = docx->form_checked >= 0 ? docx->form_checked :
					      docx->form_default;

	(void)reader;
	docx->in_form = false;
	story_box(&docx->story, state > 0 ? BOX_TICKED : BOX_EMPTY);
}

/* The drop-down list of a form field; Word writes no text for it. */
static void
start_list(struct docx *docx, xmlTextReaderPtr reader)
{
	if (xmlTextReaderIsEmptyElement(reader))
		return;
	g_clear_pointer(&docx->choices, g_ptr_array_unref);
	docx->choices = g_ptr_array_new_with_free_func(g_free);
	docx->choice = 0;
}

static void
start_list_result(struct docx *docx, xmlTextReaderPtr reader)
{
	g_autofree char *value = package_attribute(reader, "val");

	if (docx->choices != NULL && value != NULL)
		docx->choice = (int)strtol(value, NULL, 10);
}

static void
start_list_entry(struct docx *docx, xmlTextReaderPtr reader)
{
	char *value;

	if (docx->choices == NULL || docx->choices->len == CHOICES_MAX)
		return;
	value = package_attribute(reader, "val");
	if (value != NULL)
		g_ptr_array_add(docx->choices, value);
}

static void
end_list(struct docx *docx, xmlTextReaderPtr reader)
{
	(void)reader;
	if (docx->choices != NULL && docx->choice >= 0 &&
	    (unsigned)docx->choice < docx->choices->len)
		story_text(&docx->story,
		    docx->choices->pdata[docx->choice]);
	else if (docx->choices != NULL)
		docx->cut |= docx->choices->len == CHOICES_MAX;
	g_clear_pointer(&docx->choices, g_ptr_array_unref);
}

/* A content control begins to say what it is. */
static void
start_control(struct docx *docx, xmlTextReaderPtr reader)
{
	(void)reader;
	docx->control = -1;
	docx->prompts = false;
}

static void
start_control_box(struct docx *docx, xmlTextReaderPtr reader)
{
	(void)reader;
	docx->control = BOX_EMPTY;
}

static void
start_prompt(struct docx *docx, xmlTextReaderPtr reader)
{
	docx->prompts = package_flag(reader, "val", true);
}

/*
 * A box's content is the glyph that shows its state, and a prompt's is
 * «click here to enter text»: neither is text somebody wrote.
 */
static void
start_content(struct docx *docx, xmlTextReaderPtr reader)
{
	if (docx->control >= 0)
		story_box(&docx->story, (enum box_state)docx->control);
	if (docx->control >= 0 || docx->prompts)
		skip(docx, reader);
	docx->control = -1;
	docx->prompts = false;
}

/* wp:extent of the picture or shape that follows. */
static void
start_extent(struct docx *docx, xmlTextReaderPtr reader)
{
	g_autofree char *wide = package_attribute(reader, "cx");
	g_autofree char *tall = package_attribute(reader, "cy");

	docx->wide_mm =
	    wide != NULL ? g_ascii_strtod(wide, NULL) / EMU_PER_MM : 0;
	docx->tall_mm =
	    tall != NULL ? g_ascii_strtod(tall, NULL) / EMU_PER_MM : 0;
}

/* The points that a VML style gives a property, in mm; 0 if it does not. */
static double
styled_mm(const char *style, const char *property)
{
	const char *at = strstr(style, property);
	char *unit = NULL;
	double value;

	/* «width» is the end of other properties' names too. */
	if (at == NULL || (at != style && at[-1] != ';'))
		return 0;
	value = g_ascii_strtod(at + strlen(property), &unit);
	if (g_str_has_prefix(unit, "in"))
		value *= 72;
	return value / POINTS_PER_MM;
}

/* v:shape, which may hold a picture. */
static void
start_shape(struct docx *docx, xmlTextReaderPtr reader)
{
	g_autofree char *style = package_attribute(reader, "style");

	docx->wide_mm = style != NULL ? styled_mm(style, "width:") : 0;
	docx->tall_mm = style != NULL ? styled_mm(style, "height:") : 0;
}

static void
put_picture(struct docx *docx, const char *id)
{
	if (docx->wide_mm < PICTURE_MM_MIN || docx->tall_mm < PICTURE_MM_MIN)
		return;
	page_writer_image(docx->story.w);
	if (docx->hooks != NULL && id != NULL)
		docx->hooks->picture(docx->hooks->user, id, docx->wide_mm,
		    docx->tall_mm);
}

static void
start_blip(struct docx *docx, xmlTextReaderPtr reader)
{
	g_autofree char *id = package_attribute(reader, "embed");

	put_picture(docx, id);
}

static void
start_image_data(struct docx *docx, xmlTextReaderPtr reader)
{
	g_autofree char *id = package_attribute(reader, "id");

	put_picture(docx, id);
}

/* A document of another format within this one, but for formulas. */
static void
start_foreign(struct docx *docx, xmlTextReaderPtr reader)
{
	g_autofree char *program = package_attribute(reader, "ProgID");

	if (docx->hooks == NULL ||
	    (program != NULL && g_str_has_prefix(program, "Equation")))
		return;
	docx->hooks->foreign(docx->hooks->user);
}

static const struct {
	const char *name;
	element_fn *start, *end;
} elements[] = {
	{ "Fallback", skip, NULL }, /* a second copy of what Choice has */
	{ "OLEObject", start_foreign, NULL },
	{ "altChunk", start_foreign, NULL },
	{ "annotation", skip, NULL },
	{ "blip", start_blip, NULL },
	{ "br", start_break, NULL },
	{ "checkBox", start_form_box, end_form_box },
	{ "checkbox", start_control_box, NULL },
	{ "checked", start_checked, NULL },
	{ "cr", start_break, NULL },
	{ "ddList", start_list, end_list },
	{ "default", start_default, NULL },
	{ "del", skip, NULL },
	{ "delInstrText", skip, NULL },
	{ "delText", skip, NULL },
	{ "extent", start_extent, NULL },
	{ "imagedata", start_image_data, NULL },
	{ "instrText", skip, NULL },
	{ "lastRenderedPageBreak", start_page, NULL },
	{ "listEntry", start_list_entry, NULL },
	{ "moveFrom", skip, NULL },
	{ "noBreakHyphen", start_hyphen, NULL },
	{ "p", start_paragraph, end_paragraph },
	{ "pageBreakBefore", start_page_before, NULL },
	{ "ptab", start_tab, NULL },
	{ "r", start_run, NULL },
	{ "rect", start_shape, NULL },
	{ "result", start_list_result, NULL },
	{ "sdt", start_control, NULL },
	{ "sdtContent", start_content, NULL },
	{ "sectPr", start_section, NULL },
	{ "shape", start_shape, NULL },
	{ "showingPlcHdr", start_prompt, NULL },
	{ "sym", start_symbol, NULL },
	{ "t", start_text, end_text },
	{ "tab", start_tab, NULL },
	{ "tabs", skip, NULL }, /* where tabs stop, not tabs */
	{ "tc", NULL, end_cell },
	{ "tr", NULL, end_row },
	{ "txbxContent", NULL, end_text_box },
	{ "type", start_type, NULL },
	{ "vanish", start_vanish, NULL },
};

static int
compare_name(const void *name, const void *element)
{
	return strcmp(name, *(const char *const *)element);
}

static void
on_element(struct docx *docx, xmlTextReaderPtr reader, bool ends)
{
	const char *name = package_name(reader);
	size_t size = sizeof(elements[0]);
	element_fn *fn;
	const void *found = bsearch(name, elements, G_N_ELEMENTS(elements),
	    size, compare_name);
	size_t index;

	if (found == NULL)
		return;
	index = (size_t)((const char *)found - (const char *)elements) / size;
	fn = ends ? elements[index].end : elements[index].start;
	if (fn != NULL)
		fn(docx, reader);
}

/* Leaves out all within the element that is skipped; true while it does. */
static bool
is_skipped(struct docx *docx, xmlTextReaderPtr reader, int type)
{
	if (docx->skip < 0)
		return false;
	if (type == XML_READER_TYPE_END_ELEMENT &&
	    xmlTextReaderDepth(reader) <= docx->skip)
		docx->skip = -1;
	return true;
}

static bool
on_node(xmlTextReaderPtr reader, void *user)
{
	struct docx *docx = user;
	int type = xmlTextReaderNodeType(reader);

	if (is_skipped(docx, reader, type))
		return true;
	switch (type) {
	case XML_READER_TYPE_ELEMENT:
		on_element(docx, reader, false);
		break;
	case XML_READER_TYPE_END_ELEMENT:
		on_element(docx, reader, true);
		if (docx->hooks != NULL && docx->story.paragraphs == 0)
			docx->hooks->between(docx->hooks->user);
		break;
	case XML_READER_TYPE_TEXT:
	case XML_READER_TYPE_CDATA:
	case XML_READER_TYPE_WHITESPACE:
	case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
		if (docx->in_text && !docx->hidden)
			story_text(&docx->story,
			    (const char *)xmlTextReaderConstValue(reader));
		break;
	}
	return docx->story.w->stopped == REASON_NONE;
}

enum part_reason
docx_text(struct page_writer *w, GBytes *bytes, const char *member,
    const struct docx_hooks *hooks)
{
	struct docx docx = { .hooks = hooks, .skip = -1, .control = -1 };
	enum part_reason reason;

	story_init(&docx.story, w);
	reason = package_xml(bytes, member, w->budget, on_node, &docx);
	story_clear(&docx.story);
	g_clear_pointer(&docx.choices, g_ptr_array_unref);
	if (w->lines == 0)
		page_writer_line(w);
	return reason == REASON_NONE && docx.cut ? REASON_TOO_MANY : reason;
}
