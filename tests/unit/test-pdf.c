/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The documents were made by LibreOffice, reportlab and qpdf. */
#include "pdf-streams.h"

#include "reading.h"

#define PDF "application/pdf"

static const char *
only_page(const struct part *part)
{
	ck_assert_int_eq(part->state, PART_READ);
	ck_assert_int_eq(part->reason, REASON_NONE);
	ck_assert_uint_eq(part->pages->len, 1);
	ck_assert_int_eq(reading_page(part, 0)->source, PAGE_TEXT);
	ck_assert_uint_eq(reading_page(part, 0)->confidence, 100);
	return reading_page(part, 0)->text;
}

static void
assert_lines(const char *name, const char *const *lines)
{
	OWNED(part) part = reading_file(PDF, name);
	const char *text = only_page(part);

	for (; *lines != NULL; lines++)
		reading_assert_line(text, *lines);
}

/* Boxes are drawn as lines there, and in no text. */
static const char *const fiche[] = { "ANNEXE 1",
	"Nom du candidat : LEFÈVRE-DUBOIS", "Prénom du candidat : Anne-Sophie",
	"Spécialité de DES : Pneumologie", "[x] Interne",
	"[ ] Docteur Junior", "[x] Novembre 2026", "[ ] Mai 2027", "[x] 1 an",
	"[ ] 2 ans", NULL };

START_TEST(text_and_drawn_boxes_are_read)
{
	assert_lines("fiche.pdf", fiche);
}
END_TEST

START_TEST(turned_pages_are_read_upright)
{
	assert_lines("turned.pdf", fiche);
}
END_TEST

START_TEST(an_owner_password_keeps_nobody_out)
{
	assert_lines("owner.pdf", fiche);
}
END_TEST

START_TEST(form_fields_stand_by_their_labels)
{
	static const char *const lines[] = {
		"Nom du candidat : LEFÈVRE-DUBOIS",
		"Prénom du candidat : Anne-Sophie", "[x] Interne",
		"[ ] Docteur Junior", "[x] 1 an", "[ ] 2 ans", NULL };

	assert_lines("acroform.pdf", fiche);
	assert_lines("acroform.pdf", lines);
}
END_TEST

START_TEST(fields_that_were_never_drawn_are_read)
{
	static const char *const lines[] = { "ANNEXE 4",
		"Etablissement du service universitaire :\t20\t%",
		"Centre hospitalier :\t80\t%",
		"Etablissement du service universitaire :\t40\t%", NULL };

	assert_lines("acronoap.pdf", lines);
}
END_TEST

/* A box of 3 mm after "Mai 2027", its lines as thin as a hair. */
START_TEST(a_faint_box_beside_a_word_is_seen)
{
	static const char page[] = "%PDF-1.4\n"
	    "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
	    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
	    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
	    "/Contents 4 0 R/Resources<</Font<</H<</Type/Font/Subtype/Type1"
	    "/BaseFont/Helvetica>>>>>>>>endobj\n"
	    "4 0 obj<</Length 168>>stream\n"
	    "BT /H 10 Tf 50 700 Td (Prise de fonctions souhaitee par le "
	    "candidat :) Tj 0 -20 Td (Mai 2027) Tj ET\n"
	    "0.4 w 100 679 8.5 8.5 re S\n"
	    "                                                       \n"
	    "endstream\nendobj\ntrailer<</Root 1 0 R>>\n";
	OWNED(part) part = reading_of(PDF, page, sizeof(page) - 1);

	reading_assert_line(only_page(part), "Mai 2027 [ ]");
}
END_TEST

/* A document of so many pages of such a box each, and of what each page
 * names beside its font.  The caller frees it. */
static char *
boxed_pages(unsigned count, const char *named)
{
	GString *pdf = g_string_new("%PDF-1.4\n"
	    "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
	    "3 0 obj<</Length 92>>stream\n"
	    "BT /H 10 Tf 50 680 Td (Avis favorable) Tj ET\n"
	    "0.4 w 130 679 8.5 8.5 re S                     \n"
	    "endstream\nendobj\n"
	    "4 0 obj<</Type/XObject/Subtype/Image/Width 1/Height 1"
	    "/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>stream\n"
	    "x\nendstream\nendobj\n2 0 obj<</Type/Pages/Kids[");

	for (unsigned i = 0; i < count; i++)
		g_string_append_printf(pdf, "%u 0 R ", i + 5);
	g_string_append_printf(pdf, "]/Count %u>>endobj\n", count);
	for (unsigned i = 0; i < count; i++)
		g_string_append_printf(pdf, "%u 0 obj<</Type/Page/Parent 2 0 R"
		    "/MediaBox[0 0 595 842]/Contents 3 0 R/Resources<</Font"
		    "<</H<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
		    "/XObject<<%s>>>>>>endobj\n", i + 5, named);
	g_string_append(pdf, "trailer<</Root 1 0 R>>\n");
	return g_string_free(pdf, FALSE);
}

START_TEST(boxes_are_seen_on_every_page)
{
	g_autofree char *pdf = boxed_pages(200, "");
	OWNED(part) part = reading_of(PDF, pdf, strlen(pdf));

	ck_assert_uint_eq(part->pages->len, 200);
	for (unsigned i = 0; i < part->pages->len; i++)
		reading_assert_line(reading_page(part, i)->text,
		    "Avis favorable [ ]");
}
END_TEST

START_TEST(a_page_that_names_too_much_is_not_read)
{
	for (unsigned more = 0; more < 2; more++) {
		GString *named = g_string_new(NULL);
		g_autofree char *pdf = NULL;
		OWNED(part) part = NULL;
		const struct page *page;

		for (unsigned i = 0; i < PDF_STREAMS_XOBJECTS_MAX + more; i++)
			g_string_append_printf(named, "/P%u 4 0 R", i);
		pdf = boxed_pages(1, named->str);
		g_string_free(named, TRUE);
		part = reading_of(PDF, pdf, strlen(pdf));
		ck_assert_uint_eq(part->pages->len, 1);
		page = reading_page(part, 0);
		ck_assert_int_eq(page->source,
		    more == 0 ? PAGE_TEXT : PAGE_NOT_READ);
		ck_assert_int_eq(page->reason,
		    more == 0 ? REASON_NONE : REASON_TOO_MANY);
		ck_assert_int_eq(part->reason, page->reason);
	}
}
END_TEST

#define SIGNED "/V<</Type/Sig/Filter/Adobe.PPKLite/SubFilter"               \
	"/adbe.pkcs7.detached/ByteRange[0 10 20 30]/Contents<00>>>"
#define TIMED "/V<</Type/DocTimeStamp/Filter/Adobe.PPKLite/SubFilter"       \
	"/ETSI.RFC3161/ByteRange[0 10 20 30]/Contents<00>>>"

/* Two fields for signatures: what each holds, and what that counts. */
static const struct {
	const char *first, *second;
	unsigned images;
} seals[] = {
	{ "", "", 0 },
	{ SIGNED, SIGNED, 2 },
	{ SIGNED, "", 0 }, /* whose it is cannot be told here */
	{ SIGNED, TIMED, 0 },
};

START_TEST(signed_fields_count_as_signatures)
{
	g_autofree char *page = g_strdup_printf("%%PDF-1.4\n"
	    "1 0 obj<</Type/Catalog/Pages 2 0 R/AcroForm<</SigFlags 3/Fields"
	    "[5 0 R 6 0 R]>>>>endobj\n"
	    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
	    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
	    "/Annots[5 0 R 6 0 R]/Contents 4 0 R/Resources<</Font<</H<</Type"
	    "/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n"
	    "4 0 obj<</Length 60>>stream\n"
	    "BT /H 10 Tf 50 700 Td (Avis favorable du directeur) Tj ET   \n"
	    "endstream\nendobj\n"
	    "5 0 obj<</Type/Annot/Subtype/Widget/FT/Sig/T(a)/Rect[0 0 0 0]"
	    "/P 3 0 R%s>>endobj\n"
	    "6 0 obj<</Type/Annot/Subtype/Widget/FT/Sig/T(b)/Rect[0 0 0 0]"
	    "/P 3 0 R%s>>endobj\ntrailer<</Root 1 0 R>>\n",
	    seals[_i].first, seals[_i].second);
	OWNED(part) part = reading_of(PDF, page, strlen(page));

	ck_assert_uint_eq(part->pages->len, 1);
	ck_assert_uint_eq(((struct page *)part->pages->pdata[0])->images,
	    seals[_i].images);
}
END_TEST

/* What was typed over dot leaders comes after them, on the line. */
static void
assert_typed_over(const char *name)
{
	OWNED(part) part = reading_file(PDF, name);
	g_auto(GStrv) lines = g_strsplit(only_page(part), "\n", -1);
	unsigned found = 0;

	for (char **line = lines; *line != NULL; line++)
		if ((g_str_has_prefix(*line, "Je soussigné(e) …") &&
		    g_str_has_suffix(*line, "… M. Cédric ÂTRE")) ||
		    (g_str_has_prefix(*line, "Donne un avis favorable à : …") &&
		    g_str_has_suffix(*line, "… François-Xavier O’CONNOR")))
			found++;
	ck_assert_uint_eq(found, 2);
}

START_TEST(annotations_and_overlays_stand_by_their_labels)
{
	assert_typed_over("freetext.pdf");
	assert_typed_over("overlay.pdf");
}
END_TEST

START_TEST(a_user_password_is_said)
{
	OWNED(part) part = reading_file(PDF, "user.pdf");

	ck_assert_int_eq(part->state, PART_UNREADABLE);
	ck_assert_int_eq(part->reason, REASON_ENCRYPTED);
	ck_assert_uint_eq(part->pages->len, 0);
}
END_TEST

START_TEST(damage_is_said)
{
	g_autofree char *path = g_build_filename(TEST_SOURCES,
	    "tests/data/documents/fiche.pdf", NULL);
	g_autofree char *bytes = NULL;
	gsize length;
	struct part *part;

	ck_assert(g_file_get_contents(path, &bytes, &length, NULL));
	part = reading_of(PDF, bytes, length * 6 / 10);
	ck_assert_int_eq(part->state, PART_UNREADABLE);
	ck_assert_int_eq(part->reason, REASON_DAMAGED);
	part_free(part);
	part = reading_of(PDF, "%PDF-1.4\n", 9);
	ck_assert_int_eq(part->reason, REASON_DAMAGED);
	part_free(part);
}
END_TEST

/*
 * Of its four pages the second's drawing is damaged, and on the third that of
 * a form XObject.  The fourth's lacks its checksum, as some programs leave it.
 */
START_TEST(a_page_whose_drawing_is_damaged_is_not_read)
{
	static const bool whole[] = { true, false, false, true };
	OWNED(part) part = reading_file(PDF, "damaged-pages.pdf");

	ck_assert_int_eq(part->state, PART_READ);
	ck_assert_int_eq(part->reason, REASON_DAMAGED);
	ck_assert_uint_eq(part->pages->len, G_N_ELEMENTS(whole));
	for (unsigned i = 0; i < G_N_ELEMENTS(whole); i++) {
		const struct page *page = reading_page(part, i);

		ck_assert_uint_eq(page->number, i + 1);
		ck_assert_int_eq(page->source,
		    whole[i] ? PAGE_TEXT : PAGE_NOT_READ);
		ck_assert_int_eq(page->reason,
		    whole[i] ? REASON_NONE : REASON_DAMAGED);
		if (whole[i])
			reading_assert_line(page->text,
			    "Date et signature du chef de service");
	}
}
END_TEST

/* The table that says where its objects stand is nonsense. */
START_TEST(a_lost_table_of_objects_is_made_anew)
{
	g_autofree char *path = g_build_filename(TEST_SOURCES,
	    "tests/data/documents/damaged-pages.pdf", NULL);
	g_autofree char *bytes = NULL;
	gsize length;
	struct part *part;
	char *table;

	ck_assert(g_file_get_contents(path, &bytes, &length, NULL));
	table = memmem(bytes, length, "xref\n0 ", 7);
	ck_assert_ptr_nonnull(table);
	memset(table, 'x', 100);
	part = reading_of(PDF, bytes, length);
	ck_assert_int_eq(part->state, PART_READ);
	reading_assert_line(reading_page(part, 0)->text,
	    "Date et signature du chef de service");
	part_free(part);
}
END_TEST

/* A scan with a copier's text, where nothing can be looked at. */
START_TEST(hidden_text_is_no_better_than_ocr)
{
	OWNED(part) part = reading_file(PDF, "layered.pdf");
	const struct page *page = reading_page(part, 0);

	ck_assert_int_eq(page->source, PAGE_OCR);
	ck_assert_uint_lt(page->confidence, 100);
	ck_assert_uint_eq(page->images, 1);
	reading_assert_line(page->text, "Nom du candidat : LEFÈVRE-DUBOIS");
	ck_assert_ptr_null(strstr(page->text, "[ ]"));
}
END_TEST

START_TEST(pages_past_the_budget_are_said)
{
	g_autofree char *path = g_build_filename(TEST_SOURCES,
	    "tests/data/documents/fiche.pdf", NULL);
	g_autofree char *bytes = NULL;
	gsize length;
	OWNED(part) part = part_new();
	struct budget budget = reading_budget();
	g_autoptr(GBytes) data = NULL;

	ck_assert(g_file_get_contents(path, &bytes, &length, NULL));
	data = g_bytes_new(bytes, length);
	part->type = g_strdup(PDF);
	budget.ends_at_us = 1;
	document_read(part, data, &budget);
	ck_assert_uint_eq(part->pages->len, 1);
	ck_assert_int_eq(reading_page(part, 0)->source, PAGE_NOT_READ);
	ck_assert_int_eq(reading_page(part, 0)->reason, REASON_OUT_OF_TIME);
	ck_assert_int_eq(part->reason, REASON_OUT_OF_TIME);
}
END_TEST

HARNESS_MAIN("pdf", tcase_add_test(tc, text_and_drawn_boxes_are_read);
    tcase_add_test(tc, turned_pages_are_read_upright);
    tcase_add_test(tc, an_owner_password_keeps_nobody_out);
    tcase_add_test(tc, form_fields_stand_by_their_labels);
    tcase_add_test(tc, fields_that_were_never_drawn_are_read);
    tcase_add_test(tc, a_faint_box_beside_a_word_is_seen);
    tcase_add_test(tc, boxes_are_seen_on_every_page);
    tcase_add_test(tc, a_page_that_names_too_much_is_not_read);
    tcase_add_loop_test(tc, signed_fields_count_as_signatures, 0,
	G_N_ELEMENTS(seals));
    tcase_add_test(tc, annotations_and_overlays_stand_by_their_labels);
    tcase_add_test(tc, a_user_password_is_said);
    tcase_add_test(tc, damage_is_said);
    tcase_add_test(tc, a_page_whose_drawing_is_damaged_is_not_read);
    tcase_add_test(tc, a_lost_table_of_objects_is_made_anew);
    tcase_add_test(tc, hidden_text_is_no_better_than_ocr);
    tcase_add_test(tc, pages_past_the_budget_are_said))
