/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "embedded.h"
#include "reading.h"
#include "zipping.h"

#define DOCX                                                     \
	"application/vnd.openxmlformats-officedocument."         \
	"wordprocessingml.document"
#define MAIN "word/document.xml"
#define NAMESPACES                                                       \
	" xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/"  \
	"2006/main' xmlns:w14='http://schemas.microsoft.com/office/word/" \
	"2010/wordml' xmlns:mc='urn:mc' xmlns:wp='urn:wp' xmlns:a='urn:a'" \
	" xmlns:r='urn:r' xmlns:v='urn:v' xmlns:o='urn:o'"
#define BODY(xml)                                                    \
	"<?xml version='1.0' encoding='UTF-8'?>\n<w:document" NAMESPACES \
	"><w:body>\n" xml "</w:body></w:document>"
#define R(text) "<w:r><w:t xml:space='preserve'>" text "</w:t></w:r>"
#define P(runs) "<w:p>" runs "</w:p>\n"

static struct part *
read_members(const char *const *pairs)
{
	g_autoptr(GBytes) zip = zipping(pairs);
	gsize size;
	const void *data = g_bytes_get_data(zip, &size);

	return reading_of(DOCX, data, size);
}

static struct part *
read_body(const char *xml)
{
	return read_members((const char *[]){ MAIN, xml, NULL });
}

static void
assert_text(const char *xml, const char *text)
{
	OWNED(part) part = read_body(xml);

	ck_assert_int_eq(part->state, PART_READ);
	ck_assert_int_eq(part->reason, REASON_NONE);
	ck_assert_uint_eq(part->pages->len, 1);
	ck_assert_str_eq(reading_page(part, 0)->text, text);
}

#define FIELD(data)                                                   \
	"<w:r><w:fldChar w:fldCharType='begin'><w:ffData>" data       \
	"</w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX" \
	"</w:instrText></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"
#define CHECKBOX(state) FIELD("<w:checkBox><w:sizeAuto/>" state "</w:checkBox>")

START_TEST(form_boxes_have_their_state)
{
	static const struct {
		const char *xml, *text;
	} cases[] = {
		{ BODY(P(CHECKBOX("<w:default w:val='0'/>") R(" Interne"))),
		    "[ ] Interne\n" },
		{ BODY(P(CHECKBOX("<w:default w:val='1'/>") R(" Oui"))),
		    "[x] Oui\n" },
		{ BODY(P(CHECKBOX("<w:default w:val='0'/><w:checked/>")
		    R(" Oui"))), "[x] Oui\n" },
		{ BODY(P(CHECKBOX("<w:default/><w:checked w:val='false'/>")
		    R(" Oui"))), "[ ] Oui\n" },
		{ BODY(P(FIELD("<w:checkBox/>") R(" Oui"))), "[ ] Oui\n" },
		{ BODY(P("<w:r><w:sym w:font='Wingdings' w:char='F0A8'/>"
		    "<w:sym w:font='Wingdings' w:char='F0FE'/>"
		    "<w:sym w:font='Symbol' w:char='F0B7'/></w:r>")),
		    "[ ][x]\n" },
		{ BODY(P(R("☐ Oui ☒ Non"))), "[ ] Oui [x] Non\n" },
		{ BODY(P(FIELD("<w:ddList><w:result w:val='1'/>"
		    "<w:listEntry w:val='Caen'/><w:listEntry w:val='Rouen'/>"
		    "</w:ddList>"))), "Rouen\n" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_text(cases[i].xml, cases[i].text);
}
END_TEST

#define CHOICES 200u /* as in docx-text.c */

START_TEST(choices_are_counted)
{
	for (unsigned more = 0; more < 2; more++) {
		GString *list = g_string_new(NULL);
		g_autofree char *xml = NULL;
		struct part *part;

		for (unsigned i = 1; i < CHOICES + more; i++)
			g_string_append(list, "<w:listEntry w:val='non'/>");
		xml = g_strdup_printf(BODY(P(FIELD("<w:ddList><w:result "
		    "w:val='%u'/>%s<w:listEntry w:val='oui'/></w:ddList>")
		    R(" fin"))), CHOICES - 1 + more, list->str);
		part = read_body(xml);
		ck_assert_int_eq(part->reason,
		    more ? REASON_TOO_MANY : REASON_NONE);
		ck_assert_str_eq(reading_page(part, 0)->text,
		    more ? " fin\n" : "oui fin\n");
		part_free(part);
		g_string_free(list, TRUE);
	}
}
END_TEST

#define CONTROL(properties, content)                                  \
	"<w:sdt><w:sdtPr>" properties "</w:sdtPr><w:sdtContent>" content \
	"</w:sdtContent></w:sdt>"
#define CONTROL_BOX(state)                                            \
	CONTROL("<w14:checkbox><w14:checked w14:val='" state "'/>"    \
		"<w14:checkedState w14:val='2612'/></w14:checkbox>", R("☐"))

START_TEST(content_controls_are_boxes_values_or_prompts)
{
	assert_text(BODY(P(CONTROL_BOX("1") R(" Oui ") CONTROL_BOX("0")
	    R(" Non"))), "[x] Oui [ ] Non\n");
	assert_text(BODY(P(R("Nom : ") CONTROL("<w:text/>", R("LEFÈVRE")))),
	    "Nom : LEFÈVRE\n");
	assert_text(BODY(P(R("Nom : ") CONTROL("<w:showingPlcHdr/><w:text/>",
	    R("Cliquez ici pour taper du texte.")) R("!"))), "Nom : !\n");
	assert_text(BODY(CONTROL("<w:group/>", P(R("Un") CONTROL_BOX("1"))
	    P(R("Deux")))), "Un[x]\nDeux\n");
}
END_TEST

START_TEST(what_was_deleted_is_no_text)
{
	assert_text(BODY(P(R("Nom : ") "<w:del><w:r><w:delText>…………"
	    "</w:delText></w:r></w:del><w:ins>" R("LEFÈVRE") "</w:ins>")),
	    "Nom : LEFÈVRE\n");
	assert_text(BODY(P("<w:moveFrom>" R("ici") "</w:moveFrom>" R("là"))),
	    "là\n");
	assert_text(BODY("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
	    R("reste") "</w:p>"), "reste\n");
	assert_text(BODY(P("<w:r><w:rPr><w:vanish/></w:rPr><w:t>caché</w:t>"
	    "</w:r>" R("vu"))), "vu\n");
	assert_text(BODY(P(R("a") "<w:r><w:instrText> PAGE </w:instrText>"
	    "</w:r>" R("1"))), "a1\n");
}
END_TEST

#define TEXT_BOX(paragraphs)                                             \
	"<w:r><mc:AlternateContent><mc:Choice><wp:positionOffset>123"    \
	"</wp:positionOffset><w:txbxContent>" paragraphs                 \
	"</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>"       \
	paragraphs "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"

START_TEST(text_boxes_stand_on_the_line_they_are_anchored_in)
{
	assert_text(BODY(P(TEXT_BOX(P(R("LEFÈVRE"))) R("Nom : ………"))
	    P(R("fin"))), "Nom : ……… LEFÈVRE\nfin\n");
	assert_text(BODY(P(R("Date : ") TEXT_BOX(P(R("2 mars"))) R("Signature :"))),
	    "Date : 2 mars Signature :\n");
	assert_text(BODY(P(TEXT_BOX(P(R("un")) P(R("deux"))))),
	    "un\ndeux\n");
	assert_text(BODY(P(R("Avis :") TEXT_BOX(P(R("un")) P(R("deux")))
	    R("fin"))), "Avis :fin un\ndeux\n");
}
END_TEST

#define CELL(paragraphs) "<w:tc><w:tcPr/>" paragraphs "</w:tc>"

START_TEST(rows_are_lines)
{
	assert_text(BODY("<w:tbl><w:tr>" CELL(P(R("Dates"))) CELL(P(R("CH")))
	    "</w:tr><w:tr>" CELL("<w:p/>") CELL(P(R("a")) P(R("b")))
	    "</w:tr></w:tbl>" P(R("fin"))), "Dates\tCH\n\ta\nb\nfin\n");
	assert_text(BODY("<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs>"
	    "</w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c"
	    "</w:t><w:noBreakHyphen/></w:r></w:p>"), "a\tb\nc-\n");
}
END_TEST

START_TEST(pages_begin_where_they_are_broken)
{
	static const char xml[] = BODY(P(R("un")
	    "<w:r><w:br w:type='page'/></w:r>")
	    P("<w:r><w:lastRenderedPageBreak/><w:t>deux</w:t></w:r>")
	    "<w:p><w:pPr><w:pageBreakBefore/></w:pPr>" R("trois") "</w:p>"
	    "<w:p><w:pPr><w:sectPr><w:type w:val='nextPage'/></w:sectPr>"
	    "</w:pPr>" R("fin de trois") "</w:p>"
	    "<w:p><w:pPr><w:sectPr><w:type w:val='continuous'/></w:sectPr>"
	    "</w:pPr>" R("quatre") "</w:p>" P(R("encore quatre")));
	static const char *const pages[] = { "un\n", "deux\n",
		"trois\nfin de trois\n", "quatre\nencore quatre\n" };
	OWNED(part) part = read_body(xml);

	ck_assert_uint_eq(part->pages->len, G_N_ELEMENTS(pages));
	for (unsigned i = 0; i < G_N_ELEMENTS(pages); i++)
		ck_assert_str_eq(reading_page(part, i)->text, pages[i]);
}
END_TEST

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/"
#define RELATION(id, kind, target)                                    \
	"<Relationship Id='" id "' Type='" OFFICE "relationships/" kind \
	"' Target='" target "'/>"

START_TEST(parts_are_found_by_their_relations)
{
	OWNED(part) part = read_members((const char *[]){
	    "docs/main2.xml", BODY(P(R("corps"))),
	    "docs/h.xml", "<w:hdr" NAMESPACES ">" P(R("tête")) "</w:hdr>",
	    "docs/f.xml", "<w:ftr" NAMESPACES ">" P(R("pied")) "</w:ftr>",
	    "_rels/.rels", "<Relationships>" RELATION("a", "officeDocument",
		"/docs/main2.xml") "</Relationships>",
	    "docs/_rels/main2.xml.rels", "<Relationships>"
		RELATION("x", "header", "h.xml")
		RELATION("y", "footer", "../docs/f.xml")
		RELATION("z", "footer", "../../../etc/passwd")
		"</Relationships>", NULL });

	ck_assert_str_eq(reading_page(part, 0)->text, "tête\ncorps\npied\n");
}
END_TEST

#define HEADERS 300u /* as in docx.c */

/* A document of so many headers, all of them one part. */
static struct part *
headed(unsigned count, const char *header)
{
	GString *relations = g_string_new("<Relationships>");
	struct part *part;

	for (unsigned i = 0; i < count; i++)
		g_string_append(relations, RELATION("x", "header", "h.xml"));
	g_string_append(relations, "</Relationships>");
	part = read_members((const char *[]){ MAIN, BODY(P(R("corps"))),
	    "word/_rels/document.xml.rels", relations->str,
	    "word/h.xml", header, NULL });
	g_string_free(relations, TRUE);
	return part;
}

START_TEST(headers_are_counted)
{
	for (unsigned more = 0; more < 2; more++) {
		OWNED(part) part = headed(HEADERS + more,
		    "<w:hdr" NAMESPACES ">" P(R("tête")) "</w:hdr>");

		ck_assert_int_eq(part->reason,
		    more > 0 ? REASON_TOO_MANY : REASON_NONE);
		ck_assert_uint_eq(part->pages->len, 1 + more);
		ck_assert(g_str_has_suffix(
		    reading_page(part, 0)->text, "tête\ncorps\n"));
	}
}
END_TEST

START_TEST(damaged_headers_are_said)
{
	OWNED(part) part = headed(1, "<w:hdr" NAMESPACES ">" P(R("tête")));

	ck_assert_int_eq(part->reason, REASON_DAMAGED);
	ck_assert_uint_eq(part->pages->len, 2);
	ck_assert_int_eq(reading_page(part, 1)->source, PAGE_NOT_READ);
}
END_TEST

#define PICTURE(cx, cy)                                             \
	"<w:r><w:drawing><wp:inline><wp:extent cx='" cx "' cy='" cy \
	"'/><a:blip r:embed='p'/></wp:inline></w:drawing></w:r>"

START_TEST(pictures_are_counted)
{
	OWNED(part) part = read_body(BODY(P(R("signé :")
	    PICTURE("1800000", "720000") PICTURE("180000", "180000"))));
	OWNED(part) vml = read_body(BODY(P("<w:r><w:pict><v:shape "
	    "style='position:absolute;width:120pt;height:40pt'>"
	    "<v:imagedata r:id='p'/></v:shape></w:pict></w:r>")));

	ck_assert_uint_eq(reading_page(part, 0)->images, 1);
	ck_assert_uint_eq(reading_page(vml, 0)->images, 1);
}
END_TEST

/* Adds count pictures, so many to a paragraph; what is left unread. */
static bool
leaves_unread(unsigned count, unsigned in_paragraph)
{
	g_autoptr(GBytes) picture = g_bytes_new_static("GIF8", 4);
	struct embedded embedded;

	embedded_init(&embedded);
	for (unsigned i = 0; i < count; i++) {
		embedded_add(&embedded, picture);
		if ((i + 1) % in_paragraph == 0)
			g_ptr_array_set_size(embedded.waiting, 0);
	}
	g_ptr_array_unref(embedded.waiting);
	return embedded.unread;
}

START_TEST(pasted_pages_are_limited)
{
	ck_assert(!leaves_unread(EMBEDDED_WAITING_MAX, 10));
	ck_assert(leaves_unread(EMBEDDED_WAITING_MAX + 1, 10));
	ck_assert(!leaves_unread(EMBEDDED_PAGES_MAX, 2));
	ck_assert(leaves_unread(EMBEDDED_PAGES_MAX + 1, 2));
}
END_TEST

START_TEST(what_is_embedded_and_not_read_is_said)
{
	OWNED(part) part = read_body(BODY(P(R("voir") "<w:r><w:object>"
	    "<o:OLEObject ProgID='AcroExch.Document'/></w:object></w:r>")));
	OWNED(part) formula = read_body(BODY(P(R("a") "<w:r><w:object>"
	    "<o:OLEObject ProgID='Equation.3'/></w:object></w:r>")));

	ck_assert_uint_eq(part->pages->len, 2);
	ck_assert_int_eq(reading_page(part, 1)->source, PAGE_NOT_READ);
	ck_assert_int_eq(part->reason, REASON_UNSUPPORTED);
	ck_assert_uint_eq(formula->pages->len, 1);
}
END_TEST

START_TEST(hostile_documents_are_damaged)
{
	static const char laughs[] = "<!DOCTYPE w [<!ENTITY a 'ha'>"
	    "<!ENTITY b SYSTEM 'file:///etc/passwd'>]><w:document" NAMESPACES
	    "><w:body>" P(R("&a;&b;")) "</w:body></w:document>";
	OWNED(part) entities = read_body(laughs);
	OWNED(part) cut = read_body("<w:document" NAMESPACES "><w:body>"
	    P(R("début")) "<w:p><w:r>");
	OWNED(part) empty = read_members((const char *[]){ "x", "y", NULL });
	OWNED(part) none = reading_of(DOCX, "PK\003\004", 4);

	ck_assert_int_eq(entities->state, PART_UNREADABLE);
	ck_assert_int_eq(entities->reason, REASON_DAMAGED);
	ck_assert_int_eq(cut->state, PART_READ);
	ck_assert_int_eq(cut->reason, REASON_DAMAGED);
	ck_assert_uint_eq(cut->pages->len, 2);
	ck_assert_str_eq(reading_page(cut, 0)->text, "début\n");
	ck_assert_int_eq(reading_page(cut, 1)->source, PAGE_NOT_READ);
	ck_assert_int_eq(empty->reason, REASON_DAMAGED);
	ck_assert_int_eq(none->state, PART_UNREADABLE);
	ck_assert_int_eq(none->reason, REASON_DAMAGED);
}
END_TEST

START_TEST(a_real_form_is_read)
{
	OWNED(part) part = reading_file(DOCX, "fiche.docx");
	const char *text = reading_page(part, 0)->text;

	reading_assert_line(text, "ANNEXE 1");
	reading_assert_line(text, "Nom du candidat : LEFÈVRE-DUBOIS");
	reading_assert_line(text, "[x] Interne");
	reading_assert_line(text, "[ ] Docteur Junior");
}
END_TEST

HARNESS_MAIN("docx", tcase_add_test(tc, form_boxes_have_their_state);
    tcase_add_test(tc, content_controls_are_boxes_values_or_prompts);
    tcase_add_test(tc, what_was_deleted_is_no_text);
    tcase_add_test(tc, text_boxes_stand_on_the_line_they_are_anchored_in);
    tcase_add_test(tc, rows_are_lines);
    tcase_add_test(tc, pages_begin_where_they_are_broken);
    tcase_add_test(tc, parts_are_found_by_their_relations);
    tcase_add_test(tc, headers_are_counted);
    tcase_add_test(tc, damaged_headers_are_said);
    tcase_add_test(tc, pictures_are_counted);
    tcase_add_test(tc, choices_are_counted);
    tcase_add_test(tc, pasted_pages_are_limited);
    tcase_add_test(tc, what_is_embedded_and_not_read_is_said);
    tcase_add_test(tc, hostile_documents_are_damaged);
    tcase_add_test(tc, a_real_form_is_read))
