/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <leptonica/allheaders.h>

#include "drawings.h"
#include "reading.h"
#include "zipping.h"

#define OOXML "application/vnd.openxmlformats-officedocument."
#define XLSX OOXML "spreadsheetml.sheet"
#define PPTX OOXML "presentationml.presentation"
#define RELATION(id, kind, target)                                    \
	"<Relationship Id='" id "' Type='urn:relationships/" kind "' " \
	"Target='" target "'/>"

static struct part *
read_members(const char *type, const char *const *pairs)
{
	g_autoptr(GBytes) zip = zipping(pairs);
	gsize size;
	const void *data = g_bytes_get_data(zip, &size);

	return reading_of(type, data, size);
}

START_TEST(sheets_are_pages_and_rows_lines)
{
	OWNED(part) part = read_members(XLSX, (const char *[]){
	    "xl/workbook.xml", "<workbook xmlns:r='urn:r'><sheets>"
		"<sheet name='Dossiers' sheetId='7' r:id='r2'/>"
		"<sheet name='Vide' sheetId='8' r:id='r1'/>"
		"</sheets></workbook>",
	    "xl/_rels/workbook.xml.rels", "<Relationships>"
		RELATION("r1", "worksheet", "worksheets/b.xml")
		RELATION("r2", "worksheet", "/xl/worksheets/a.xml")
		RELATION("r3", "sharedStrings", "sharedStrings.xml")
		"</Relationships>",
	    "xl/sharedStrings.xml", "<sst><si><t>Nom</t></si><si/><si><r>"
		"<t>LEF</t></r><r><t>ÈVRE</t></r><rPh><t>x</t></rPh></si>"
		"</sst>",
	    "xl/worksheets/a.xml", "<worksheet><sheetData><row>"
		"<c t='s'><v>0</v></c><c t='s'><v>2</v></c><c t='s'><v>99</v>"
		"</c></row><row><c t='s'/><c><f>A1+1</f><v>12.5</v></c>"
		"<c t='inlineStr'><is><t>☒ ici</t></is></c></row></sheetData>"
		"</worksheet>",
	    "xl/worksheets/b.xml", "<worksheet/>", NULL });

	ck_assert_int_eq(part->reason, REASON_NONE);
	ck_assert_uint_eq(part->pages->len, 2);
	ck_assert_str_eq(reading_page(part, 0)->text,
	    "Dossiers\nNom\tLEFÈVRE\n\t12.5\t[x] ici\n");
	ck_assert_str_eq(reading_page(part, 1)->text, "Vide\n");
}
END_TEST

START_TEST(slides_are_pages_in_their_order)
{
	OWNED(part) part = read_members(PPTX, (const char *[]){
	    "ppt/presentation.xml", "<p:presentation xmlns:p='urn:p' "
		"xmlns:r='urn:r'><p:sldIdLst><p:sldId id='256' r:id='r9'/>"
		"<p:sldId id='257' r:id='r1'/></p:sldIdLst></p:presentation>",
	    "ppt/_rels/presentation.xml.rels", "<Relationships>"
		RELATION("r1", "slide", "slides/slide1.xml")
		RELATION("r9", "slide", "slides/slide2.xml")
		"</Relationships>",
	    "ppt/slides/slide1.xml", "<p:sld xmlns:p='urn:p' xmlns:a='urn:a'>"
		"<a:p><a:r><a:t>Projet</a:t></a:r></a:p><a:p><a:r><a:t>☐ suite"
		"</a:t></a:r></a:p></p:sld>",
	    "ppt/slides/slide2.xml", "<p:sld xmlns:p='urn:p' xmlns:a='urn:a'>"
		"<a:p><a:r><a:t>Titre</a:t></a:r></a:p></p:sld>", NULL });

	ck_assert_int_eq(part->reason, REASON_NONE);
	ck_assert_uint_eq(part->pages->len, 2);
	ck_assert_str_eq(reading_page(part, 0)->text, "Titre\n");
	ck_assert_str_eq(reading_page(part, 1)->text, "Projet\n[ ] suite\n");
}
END_TEST

#define DRAWING "<xdr:wsDr xmlns:xdr='urn:d' xmlns:a='urn:a'><xdr:sp>"        \
	"<xdr:txBody><a:p><a:r><a:t>Avis favorable</a:t></a:r></a:p>"         \
	"</xdr:txBody></xdr:sp><xdr:pic><a:blip/></xdr:pic></xdr:wsDr>"

/* A workbook of one sheet whose drawing has a text box and a picture, a PNG
 * of so many pixels, or for 0 a file that is none. */
static struct part *
drawn_on(l_int32 side, const char *picture)
{
	const char *const pairs[] = {
	    "xl/workbook.xml", "<workbook xmlns:r='urn:r'><sheets>"
		"<sheet name='n' r:id='s'/></sheets></workbook>",
	    "xl/_rels/workbook.xml.rels", "<Relationships>"
		RELATION("s", "worksheet", "worksheets/a.xml")
		"</Relationships>",
	    "xl/worksheets/a.xml", "<worksheet><sheetData><row><c><v>1</v></c>"
		"</row></sheetData></worksheet>",
	    "xl/worksheets/_rels/a.xml.rels", "<Relationships>"
		RELATION("d", "drawing", "../drawings/d.xml")
		"</Relationships>",
	    "xl/drawings/d.xml", DRAWING,
	    "xl/drawings/_rels/d.xml.rels", "<Relationships>"
		RELATION("i", "image", "../media/i.png")
		RELATION("j", "image", "../media/i.svg")
		"</Relationships>", NULL };
	PIX *pix = pixCreate(MAX(side, 1), 2 * MAX(side, 1), 1);
	l_uint8 *png = NULL;
	size_t size = 0;
	g_autoptr(GBytes) zip = NULL;
	const void *data;
	gsize length;

	pixWriteMemPng(&png, &size, pix, 0);
	zip = zipping_with(pairs, picture, side > 0 ? (void *)png : "none",
	    side > 0 ? size : 4);
	data = g_bytes_get_data(zip, &length);
	lept_free(png);
	pixDestroy(&pix);
	return reading_of(XLSX, data, length);
}

static const struct {
	const char *picture;
	l_int32 side;
	unsigned unread; /* pages, without OCR */
} drawn[] = {
	{ "xl/media/i.png", DRAWINGS_PAGE_PIXELS - 1, 0 },
	/* The page it may be, and that something was not read. */
	{ "xl/media/i.png", DRAWINGS_PAGE_PIXELS, 2 },
	{ "xl/media/i.png", 0, 1 }, /* nobody can tell */
	{ NULL, 0, 1 },             /* not even there */
};

START_TEST(what_is_drawn_on_a_sheet_is_read)
{
	OWNED(part) part = drawn_on(drawn[_i].side, drawn[_i].picture);

	ck_assert_str_eq(reading_page(part, 0)->text, "n\n1\nAvis favorable\n");
	ck_assert_uint_eq(part->pages->len, 1 + drawn[_i].unread);
	ck_assert_int_eq(part->reason, drawn[_i].unread > 0 ?
	    REASON_UNSUPPORTED : REASON_NONE);
}
END_TEST

/* Slides that show a diagram, and pictures that are not there. */
static struct part *
slide_of(unsigned pictures)
{
	GString *relating = g_string_new("<Relationships>"
	    RELATION("d", "diagramData", "../diagrams/data1.xml"));
	struct part *part;

	for (unsigned i = 0; i < pictures; i++)
		g_string_append_printf(relating, RELATION("i%u", "image",
		    "i%u.svg"), i, i);
	g_string_append(relating, "</Relationships>");
	part = read_members(PPTX, (const char *[]){
	    "ppt/presentation.xml", "<p:presentation xmlns:p='urn:p' "
		"xmlns:r='urn:r'><p:sldIdLst><p:sldId id='256' r:id='r1'/>"
		"</p:sldIdLst></p:presentation>",
	    "ppt/_rels/presentation.xml.rels", "<Relationships>"
		RELATION("r1", "slide", "slides/slide1.xml")
		"</Relationships>",
	    "ppt/slides/slide1.xml", "<p:sld xmlns:p='urn:p' xmlns:a='urn:a'>"
		"<a:p><a:r><a:t>Projet</a:t></a:r></a:p></p:sld>",
	    "ppt/slides/_rels/slide1.xml.rels", relating->str,
	    "ppt/diagrams/data1.xml", "<dgm:dataModel xmlns:dgm='urn:d' "
		"xmlns:a='urn:a'><dgm:ptLst><dgm:pt><dgm:t><a:p><a:r><a:t>"
		"Service de pneumologie</a:t></a:r></a:p></dgm:t></dgm:pt>"
		"</dgm:ptLst></dgm:dataModel>", NULL });
	g_string_free(relating, TRUE);
	return part;
}

START_TEST(drawings_are_counted)
{
	for (unsigned more = 0; more < 2; more++) {
		OWNED(part) part = slide_of(DRAWINGS_MAX - 1 + more);

		ck_assert_str_eq(reading_page(part, 0)->text,
		    "Projet\nService de pneumologie\n");
		ck_assert_int_eq(part->reason,
		    more > 0 ? REASON_TOO_MANY : REASON_NONE);
		ck_assert_uint_eq(part->pages->len, 1 + more);
	}
}
END_TEST

START_TEST(what_is_missing_is_said)
{
	OWNED(part) none = read_members(XLSX,
	    (const char *[]){ "a", "b", NULL });
	OWNED(part) half = read_members(XLSX, (const char *[]){
	    "xl/workbook.xml", "<workbook xmlns:r='urn:r'><sheets>"
		"<sheet name='Un' r:id='r1'/></sheets></workbook>", NULL });

	ck_assert_int_eq(none->state, PART_UNREADABLE);
	ck_assert_int_eq(none->reason, REASON_DAMAGED);
	ck_assert_int_eq(half->state, PART_READ);
	ck_assert_int_eq(half->reason, REASON_DAMAGED);
	ck_assert_int_eq(
	    reading_page(half, half->pages->len - 1)->source, PAGE_NOT_READ);
}
END_TEST

/* As in sheet.c and relations.h. */
#define SHEETS 400u
#define SHARED 500000u
#define RELATIONS 2000u

/* A workbook of so many sheets, shared texts and relations; each sheet is one
 * cell, the last of the texts. */
static struct part *
workbook_of(unsigned sheets, unsigned shared, unsigned relations)
{
	GString *book = g_string_new("<workbook xmlns:r='urn:r'><sheets>");
	GString *texts = g_string_new("<sst>");
	GString *relating = g_string_new("<Relationships>"
	    RELATION("s", "worksheet", "worksheets/a.xml")
	    RELATION("t", "sharedStrings", "sharedStrings.xml"));
	g_autofree char *cell = g_strdup_printf("<worksheet><sheetData><row>"
	    "<c t='s'><v>%u</v></c></row></sheetData></worksheet>", shared - 1);
	struct part *part;

	for (unsigned i = 0; i < sheets; i++)
		g_string_append(book, "<sheet name='n' r:id='s'/>");
	for (unsigned i = 1; i < shared; i++)
		g_string_append(texts, "<si/>");
	for (unsigned i = 2; i < relations; i++)
		g_string_append(relating, RELATION("x", "image", "x.png"));
	g_string_append(book, "</sheets></workbook>");
	g_string_append(texts, "<si><t>fin</t></si></sst>");
	g_string_append(relating, "</Relationships>");
	part = read_members(XLSX, (const char *[]){
	    "xl/workbook.xml", book->str,
	    "xl/_rels/workbook.xml.rels", relating->str,
	    "xl/sharedStrings.xml", texts->str,
	    "xl/worksheets/a.xml", cell, NULL });
	g_string_free(book, TRUE);
	g_string_free(texts, TRUE);
	g_string_free(relating, TRUE);
	return part;
}

static const struct {
	unsigned sheets, shared, relations;
	enum part_reason reason;
} workbooks[] = {
	{ SHEETS, 1, 2, REASON_NONE },
	{ SHEETS + 1, 1, 2, REASON_TOO_MANY },
	{ 1, SHARED, 2, REASON_NONE },
	{ 1, SHARED + 1, 2, REASON_TOO_MANY },
	{ 1, 1, RELATIONS, REASON_NONE },
	{ 1, 1, RELATIONS + 1, REASON_TOO_MANY },
};

START_TEST(what_is_too_much_is_said)
{
	OWNED(part) part = workbook_of(workbooks[_i].sheets,
	    workbooks[_i].shared, workbooks[_i].relations);
	bool whole = workbooks[_i].reason == REASON_NONE;
	unsigned read = MIN(workbooks[_i].sheets, SHEETS);

	ck_assert_int_eq(part->reason, workbooks[_i].reason);
	ck_assert_uint_eq(part->pages->len, read + !whole);
	if (whole)
		ck_assert_str_eq(reading_page(part, read - 1)->text,
		    "n\nfin\n");
	else
		ck_assert_int_eq(reading_page(part, read)->source,
		    PAGE_NOT_READ);
}
END_TEST

/* A workbook of these shared texts, its one cell the one at index. */
static struct part *
workbook_with(const char *texts, unsigned index)
{
	g_autofree char *cell = g_strdup_printf("<worksheet><sheetData><row>"
	    "<c t='s'><v>%u</v></c></row></sheetData></worksheet>", index);

	return read_members(XLSX, (const char *[]){
	    "xl/workbook.xml", "<workbook xmlns:r='urn:r'><sheets>"
		"<sheet name='n' r:id='s'/></sheets></workbook>",
	    "xl/_rels/workbook.xml.rels", "<Relationships>"
		RELATION("s", "worksheet", "a.xml")
		RELATION("t", "sharedStrings", "sharedStrings.xml")
		"</Relationships>",
	    "xl/sharedStrings.xml", texts, "xl/a.xml", cell, NULL });
}

/* As in sheet.c: bytes of all shared texts, here of 1 MB each, and the last
 * of them the shorter for the one that the cell shows. */
#define SHARED_MB 32u

START_TEST(shared_bytes_are_limited)
{
	for (size_t more = 0; more < 2; more++) {
		g_autofree char *mb = g_strnfill(1u << 20, 'x');
		GString *texts = g_string_new("<sst>");
		struct part *part;

		for (unsigned i = 0; i < SHARED_MB; i++)
			g_string_append_printf(texts, "<si><t>%s</t></si>",
			    i > 0 ? mb : mb + strlen("fin"));
		g_string_append(texts, more ? "<si><t>fin.</t></si></sst>" :
		    "<si><t>fin</t></si></sst>");
		part = workbook_with(texts->str, SHARED_MB);
		ck_assert_int_eq(part->reason,
		    more ? REASON_TOO_MANY : REASON_NONE);
		if (!more)
			ck_assert_str_eq(reading_page(part, 0)->text,
			    "n\nfin\n");
		part_free(part);
		g_string_free(texts, TRUE);
	}
}
END_TEST

/* In pieces of a look each: none is begun past the bytes of a page. */
START_TEST(a_long_text_is_said)
{
	for (size_t more = 0; more < 2; more++) {
		g_autofree char *first =
		    g_strnfill(REPORT_PAGE_BYTES_MAX - 1 + more, 'x');
		g_autofree char *texts = g_strdup_printf("<sst><si><r><t>%s"
		    "</t></r><r><t>fin</t></r></si></sst>", first);
		OWNED(part) part = workbook_with(texts, 0);

		ck_assert_int_eq(part->reason,
		    more ? REASON_TOO_MANY : REASON_NONE);
	}
}
END_TEST

/* Texts that cells share, cut off: the cells would be empty. */
START_TEST(damaged_texts_are_said)
{
	OWNED(part) part =
	    workbook_with("<sst><si><t>Nom</t></si><si>", 0);

	ck_assert_int_eq(part->reason, REASON_DAMAGED);
}
END_TEST

HARNESS_MAIN("sheet", tcase_add_test(tc, sheets_are_pages_and_rows_lines);
    tcase_add_test(tc, slides_are_pages_in_their_order);
    tcase_add_loop_test(tc, what_is_drawn_on_a_sheet_is_read, 0,
	G_N_ELEMENTS(drawn));
    tcase_add_test(tc, drawings_are_counted);
    tcase_add_test(tc, what_is_missing_is_said);
    tcase_add_loop_test(tc, what_is_too_much_is_said, 0,
	G_N_ELEMENTS(workbooks));
    tcase_add_test(tc, shared_bytes_are_limited);
    tcase_add_test(tc, a_long_text_is_said);
    tcase_add_test(tc, damaged_texts_are_said))
