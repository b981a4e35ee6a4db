/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Spreadsheets (XLSX) as pages, one for each sheet: its name, its rows as
 * lines, and what is written over them.  Numbers are as they are stored, so
 * that a date is one too.
 */
#include "readers.h"

#include <stdlib.h>
#include <string.h>

#include "drawings.h"
#include "package.h"
#include "page-writer.h"
#include "relations.h"

#define MAIN_PART "xl/workbook.xml"
/* Texts that cells share; a list of all French doctors has 300 000. */
#define SHARED_MAX 500000u
#define SHARED_BYTES_MAX ((gsize)32 << 20)
/* One a day, and a day a sheet, is 366. */
#define SHEETS_MAX 400u

/* A sheet of the workbook. */
struct sheet {
	char *name;
	char *relation;
};

struct workbook {
	GBytes *bytes;
	struct page_writer *w;
	GPtrArray *sheets;    /* struct sheet */
	GPtrArray *relations; /* of the workbook */
	GPtrArray *shared;    /* char *: texts by their number */
	gsize shared_bytes;
	bool cut;	      /* sheets, texts or relations are left out */
	GString *text;	      /* of the cell or shared text in hand */
	bool in_text, in_phonetic;
	bool is_shared;	      /* the cell's value is a number of shared */
	struct drawings drawings;
};

static void
sheet_free(void *pointer)
{
	struct sheet *sheet = pointer;

	g_free(sheet->name);
	g_free(sheet->relation);
	g_free(sheet);
}

static bool
on_workbook(xmlTextReaderPtr reader, void *user)
{
	struct workbook *book = user;
	struct sheet *sheet;

	if (xmlTextReaderNodeType(reader) != XML_READER_TYPE_ELEMENT ||
	    strcmp(package_name(reader), "sheet") != 0)
		return true;
	if (book->sheets->len == SHEETS_MAX) {
		book->cut = true;
		return false;
	}
	sheet = g_new0(struct sheet, 1);
	sheet->name = package_attribute(reader, "name");
	/* Of the name space of relations: sheetId is another attribute. */
	sheet->relation = package_attribute(reader, "id");
	g_ptr_array_add(book->sheets, sheet);
	return true;
}

/* Text within t; the reading aid of Asian scripts is a second copy. */
static void
collect(struct workbook *book, xmlTextReaderPtr reader, int type)
{
	const char *name = package_name(reader);
	bool starts = type == XML_READER_TYPE_ELEMENT &&
	    !xmlTextReaderIsEmptyElement(reader);

	if (type == XML_READER_TYPE_ELEMENT ||
	    type == XML_READER_TYPE_END_ELEMENT) {
		if (strcmp(name, "rPh") == 0)
			book->in_phonetic = starts;
		else if (strcmp(name, "t") == 0 || strcmp(name, "v") == 0)
			book->in_text = starts;
		return;
	}
	if (!book->in_text || book->in_phonetic ||
	    !xmlTextReaderHasValue(reader))
		return;
	if (book->text->len < REPORT_PAGE_BYTES_MAX)
		g_string_append(book->text,
		    (const char *)xmlTextReaderConstValue(reader));
	else
		book->cut = true;
}

static bool
on_shared(xmlTextReaderPtr reader, void *user)
{
	struct workbook *book = user;
	int type = xmlTextReaderNodeType(reader);

	collect(book, reader, type);
	if (strcmp(package_name(reader), "si") != 0 ||
	    (type != XML_READER_TYPE_END_ELEMENT &&
	    !xmlTextReaderIsEmptyElement(reader)))
		return true;
	book->shared_bytes += book->text->len;
	if (book->shared->len == SHARED_MAX ||
	    book->shared_bytes > SHARED_BYTES_MAX) {
		book->cut = true;
		return false;
	}
	g_ptr_array_add(book->shared, g_strdup(book->text->str));
	g_string_truncate(book->text, 0);
	return true;
}

static void
end_cell(struct workbook *book)
{
	const char *text = book->text->str;

	if (book->is_shared && text[0] != '\0') {
		unsigned long number = strtoul(text, NULL, 10);

		text = number < book->shared->len ?
		    book->shared->pdata[number] : "";
	}
	page_writer_text(book->w, text, -1);
	page_writer_cell(book->w);
	g_string_truncate(book->text, 0);
}

static bool
on_sheet(xmlTextReaderPtr reader, void *user)
{
	struct workbook *book = user;
	int type = xmlTextReaderNodeType(reader);
	const char *name = package_name(reader);
	bool ends = type == XML_READER_TYPE_END_ELEMENT ||
	    (type == XML_READER_TYPE_ELEMENT &&
	    xmlTextReaderIsEmptyElement(reader));

	collect(book, reader, type);
	if (type == XML_READER_TYPE_ELEMENT && strcmp(name, "c") == 0) {
		g_autofree char *kind = package_attribute(reader, "t");

		book->is_shared = g_strcmp0(kind, "s") == 0;
		g_string_truncate(book->text, 0);
	}
	if (ends && strcmp(name, "f") == 0)
		g_string_truncate(book->text, 0);
	else if (ends && strcmp(name, "c") == 0)
		end_cell(book);
	else if (ends && strcmp(name, "row") == 0)
		page_writer_row(book->w);
	return book->w->stopped == REASON_NONE;
}

static enum part_reason
write_sheets(struct workbook *book)
{
	enum part_reason reason = REASON_NONE;

	for (unsigned i = 0; i < book->sheets->len; i++) {
		const struct sheet *sheet = book->sheets->pdata[i];
		const char *member =
		    relations_target(book->relations, sheet->relation);
		enum part_reason failed = REASON_DAMAGED;

		if (sheet->name != NULL)
			page_writer_text(book->w, sheet->name, -1);
		page_writer_line(book->w);
		if (member != NULL) {
			failed = package_xml(book->bytes, member,
			    book->w->budget, on_sheet, book);
			drawings_write(&book->drawings, member);
		}
		if (reason == REASON_NONE)
			reason = failed;
		page_writer_break(book->w);
	}
	return reason;
}

static enum part_reason
read_shared(struct workbook *book)
{
	enum part_reason reason = REASON_NONE;

	for (unsigned i = 0; i < book->relations->len; i++) {
		const struct relation *r = book->relations->pdata[i];

		if (strcmp(r->kind, "sharedStrings") == 0 &&
		    r->target != NULL)
			reason = package_xml(book->bytes, r->target,
			    book->w->budget, on_shared, book);
	}
	return reason;
}

void
sheet_read(struct part *part, GBytes *bytes, struct budget *budget)
{
	g_autofree char *main = relations_main(bytes, MAIN_PART, budget);
	struct page_writer writer;
	struct workbook book = { .bytes = bytes, .w = &writer };
	enum part_reason reason, drawn;

	page_writer_init(&writer, part, budget);
	drawings_init(&book.drawings, &writer, bytes);
	book.sheets = g_ptr_array_new_with_free_func(sheet_free);
	book.shared = g_ptr_array_new_with_free_func(g_free);
	book.relations = relations_read(bytes, main, budget, &book.cut);
	book.text = g_string_new(NULL);
	reason = package_xml(bytes, main, budget, on_workbook, &book);
	if (reason == REASON_NONE) {
		enum part_reason shared = read_shared(&book);

		reason = write_sheets(&book);
		if (reason == REASON_NONE)
			reason = book.cut ? REASON_TOO_MANY : shared;
	}
	drawn = drawings_end(&book.drawings);
	if (reason == REASON_NONE)
		reason = drawn;
	page_writer_finish(&writer,
	    reason == REASON_EMPTY ? REASON_DAMAGED : reason);
	g_ptr_array_unref(book.sheets);
	g_ptr_array_unref(book.shared);
	g_ptr_array_unref(book.relations);
	g_string_free(book.text, TRUE);
}
