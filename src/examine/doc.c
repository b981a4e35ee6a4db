/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Word 97-2003 documents as pages. */
#include "readers.h"

#include <string.h>

#include "box-glyph.h"
#include "doc-file.h"
#include "embedded.h"
#include "page-writer.h"
#include "story.h"

/* Characters that stand for something else: [MS-DOC] 2.4.1. */
#define PICTURE 0x01
#define CELL_END 0x07
#define SHAPE 0x08
#define LINE 0x0b
#define PAGE 0x0c
#define PARAGRAPH_END 0x0d
#define COLUMN 0x0e
#define FIELD_BEGIN 0x13
#define FIELD_SEPARATOR 0x14
#define FIELD_END 0x15
#define HYPHEN 0x1e
#define SYMBOL 0x28

/* Fields in fields; Word writes three.  Deeper ones are not told apart. */
#define FIELDS_MAX 16u
/* Of a field's code, what tells its kind. */
#define CODE_MAX 64u
/* Sections with headers of their own, six stories each: 1,000. */
#define HEADERS_MAX 6000u
/* Text boxes; a form has none, a thesis some hundreds. */
#define BOXES_MAX 5000u
/* A picture with a shorter side is decoration. */
#define PICTURE_MM_MIN 8.0

/* A field that is open. */
struct field {
	bool in_code; /* before its separator */
	bool has_data;
	uint32_t data;
	char code[CODE_MAX + 1];
	size_t code_length;
};

struct doc {
	struct doc_file *file;
	struct story story;
	struct embedded embedded;
	struct field fields[FIELDS_MAX];
	unsigned depth;	      /* of fields */
	unsigned in_boxes;    /* text boxes in text boxes */
	bool paragraph_open;
	bool cut;	      /* headers, boxes or fields are left out */
	GHashTable *boxes_told; /* their first characters */
};

static void walk(struct doc *doc, uint32_t from, uint32_t to);

static struct field *
innermost(struct doc *doc)
{
	if (doc->depth == 0 || doc->depth > FIELDS_MAX)
		return NULL;
	return &doc->fields[doc->depth - 1];
}

/* True while what comes is a field's code and no text. */
static bool
is_in_code(const struct doc *doc)
{
	for (unsigned i = 0; i < MIN(doc->depth, FIELDS_MAX); i++)
		if (doc->fields[i].in_code)
			return true;
	return false;
}

static void
begin_field(struct doc *doc)
{
	struct field *field;

	doc->depth++;
	field = innermost(doc);
	if (field == NULL) {
		doc->cut = true;
		return;
	}
	memset(field, 0, sizeof(*field));
	field->in_code = true;
}

/* The code is complete: a check box shows its state. */
static void
end_code(struct doc *doc)
{
	struct field *field = innermost(doc);

	if (field == NULL || !field->in_code)
		return;
	field->in_code = false;
	if (strstr(field->code, "FORMCHECKBOX") != NULL && !is_in_code(doc))
		story_box(&doc->story, field->has_data ?
			doc_file_box(doc->file, field->data) : BOX_UNKNOWN);
}

static void
end_field(struct doc *doc)
{
	end_code(doc);
	if (doc->depth > 0)
		doc->depth--;
}

static void
put_code(struct doc *doc, const struct doc_character *at)
{
	struct field *field = innermost(doc);

	if (field == NULL)
		return;
	if (at->c == PICTURE && at->run != NULL && at->run->has_data) {
		field->data = at->run->data;
		field->has_data = true;
	} else if (at->c >= ' ' && at->c < 0x7f &&
	    field->code_length < CODE_MAX) {
		field->code[field->code_length++] = (char)at->c;
	}
}

static void
put_picture(struct doc *doc, const struct doc_run *run)
{
	double wide = 0, tall = 0;
	g_autoptr(GBytes) bytes = NULL;

	if (run == NULL || !run->has_data)
		return;
	bytes = doc_file_picture(doc->file, run->data, &wide, &tall);
	if (wide < PICTURE_MM_MIN || tall < PICTURE_MM_MIN)
		return;
	page_writer_image(doc->story.w);
	if (embedded_is_page(wide, tall))
		embedded_add(&doc->embedded, bytes);
}

/* Writes a text box, once. */
static void
put_text_box(struct doc *doc, const struct doc_text_box *box)
{
	if (!g_hash_table_add(doc->boxes_told, GUINT_TO_POINTER(box->from)))
		return;
	doc->in_boxes++;
	walk(doc, box->from, box->to);
	doc->in_boxes--;
	story_text_box_end(&doc->story);
}

static bool
find_text_box(struct doc *doc, uint32_t shape, struct doc_text_box *box_r)
{
	for (unsigned i = 0; i < BOXES_MAX &&
	     doc_file_text_box(doc->file, i, box_r); i++)
		if (box_r->shape == shape && box_r->from < box_r->to)
			return true;
	return false;
}

/* A shape's text belongs to the paragraph it is anchored in. */
static void
put_shape(struct doc *doc, uint32_t cp)
{
	struct doc_text_box box;
	struct doc_shape shape;

	if (doc->in_boxes > 0 || !doc_file_shape(doc->file, cp, &shape))
		return;
	if (find_text_box(doc, shape.id, &box)) {
		put_text_box(doc, &box);
	} else if (shape.wide_mm >= PICTURE_MM_MIN &&
	    shape.tall_mm >= PICTURE_MM_MIN) {
		page_writer_image(doc->story.w);
		if (embedded_is_page(shape.wide_mm, shape.tall_mm))
			embedded_add(&doc->embedded, NULL);
	}
}

/* The text boxes that no shape in the text led to. */
static void
put_other_boxes(struct doc *doc)
{
	struct doc_text_box box;

	for (unsigned i = 0; doc_file_text_box(doc->file, i, &box); i++) {
		if (i == BOXES_MAX) {
			doc->cut = true;
			return;
		}
		if (box.from < box.to)
			put_text_box(doc, &box);
	}
}

static void
open_paragraph(struct doc *doc, const struct doc_paragraph *paragraph)
{
	if (doc->paragraph_open)
		return;
	doc->paragraph_open = true;
	if (paragraph != NULL && paragraph->page_before)
		story_page(&doc->story);
	story_paragraph(&doc->story);
}

static void
end_paragraph(struct doc *doc)
{
	if (doc->paragraph_open)
		story_paragraph_end(&doc->story);
	doc->paragraph_open = false;
	if (doc->in_boxes == 0)
		embedded_write(&doc->embedded, doc->story.w);
}

static void
end_cell(struct doc *doc, const struct doc_paragraph *paragraph)
{
	end_paragraph(doc);
	if (paragraph != NULL && paragraph->row_ends)
		story_row_end(&doc->story);
	else
		story_cell_end(&doc->story);
}

/* What a special character does; false when it is text. */
static bool
put_special(struct doc *doc, const struct doc_character *at, uint32_t cp)
{
	bool special = at->run != NULL && at->run->special;

	switch (at->c) {
	case PARAGRAPH_END:
		end_paragraph(doc);
		return true;
	case CELL_END:
		end_cell(doc, at->paragraph);
		return true;
	case PAGE:
		end_paragraph(doc);
		story_page(&doc->story);
		return true;
	case LINE:
	case COLUMN:
		story_line(&doc->story);
		return true;
	case PICTURE:
		if (special)
			put_picture(doc, at->run);
		return true;
	case SHAPE:
		if (special)
			put_shape(doc, cp);
		return true;
	case HYPHEN:
		story_char(&doc->story, '-');
		return true;
	default:
		return at->c < ' ' && at->c != '\t';
	}
}

static void
put_character(struct doc *doc, const struct doc_character *at, uint32_t cp)
{
	const struct doc_run *run = at->run;

	if (run != NULL && run->hidden)
		return;
	if (at->c == FIELD_BEGIN)
		begin_field(doc);
	else if (at->c == FIELD_SEPARATOR)
		end_code(doc);
	else if (at->c == FIELD_END)
		end_field(doc);
	else if (is_in_code(doc))
		put_code(doc, at);
	else if (!put_special(doc, at, cp)) {
		if (run != NULL && run->special && at->c == SYMBOL) {
			const char *box = box_glyph(run->symbol);

			if (box != NULL)
				story_text(&doc->story, box);
			return;
		}
		story_char(&doc->story, at->c);
	}
}

static bool
is_paragraph_text(const struct doc_character *at)
{
	return at->c != PARAGRAPH_END && at->c != PAGE && at->c != CELL_END;
}

/* The second half of a pair that UTF-16 makes of one character. */
static gunichar
joined(struct doc *doc, gunichar high, uint32_t cp)
{
	gunichar low = doc_file_at(doc->file, cp).c;

	if ((low & 0xfc00) != 0xdc00)
		return 0xfffd;
	return 0x10000 + ((high & 0x3ff) << 10) + (low & 0x3ff);
}

static void
walk(struct doc *doc, uint32_t from, uint32_t to)
{
	bool open = doc->paragraph_open;

	doc->paragraph_open = false;
	for (uint32_t cp = from; cp < to; cp++) {
		struct doc_character at = doc_file_at(doc->file, cp);

		if (doc->story.w->stopped != REASON_NONE)
			break;
		if ((at.c & 0xfffffc00) == 0xd800)
			at.c = joined(doc, at.c, ++cp);
		if (is_paragraph_text(&at))
			open_paragraph(doc, at.paragraph);
		put_character(doc, &at, cp);
	}
	end_paragraph(doc);
	doc->paragraph_open = open;
}

/* Headers stand at 0, 1 and 4 of a section's six stories. */
static void
write_headers(struct doc *doc, bool headers)
{
	uint32_t from, to;

	for (unsigned i = 6; doc_file_header(doc->file, i, &from, &to); i++) {
		unsigned place = i % 6;

		if (i == HEADERS_MAX) {
			doc->cut = true;
			return;
		}
		if ((place < 2 || place == 4) == headers)
			walk(doc, from, to);
	}
}

static void
write_story(struct doc *doc, enum doc_story story)
{
	uint32_t from, to;

	doc_file_story(doc->file, story, &from, &to);
	doc->depth = 0;
	walk(doc, from, to);
}

void
doc_read(struct part *part, GBytes *bytes, struct budget *budget)
{
	struct doc doc = { 0 };
	struct page_writer writer;
	enum part_reason reason;

	doc.file = doc_file_open(bytes, &reason);
	page_writer_init(&writer, part, budget);
	if (doc.file != NULL) {
		doc.boxes_told = g_hash_table_new(NULL, NULL);
		story_init(&doc.story, &writer);
		embedded_init(&doc.embedded);
		write_headers(&doc, true);
		write_story(&doc, DOC_BODY);
		put_other_boxes(&doc);
		write_story(&doc, DOC_HEADER_BOXES);
		write_story(&doc, DOC_FOOTNOTES);
		write_story(&doc, DOC_ENDNOTES);
		write_headers(&doc, false);
		story_clear(&doc.story);
		embedded_write(&doc.embedded, &writer);
		embedded_end(&doc.embedded, &writer);
		g_hash_table_unref(doc.boxes_told);
	}
	if (reason == REASON_NONE && doc.cut)
		reason = REASON_TOO_MANY;
	page_writer_finish(&writer, reason);
	doc_file_free(doc.file);
}
