/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How large a page is drawn: pages here are blank, of any size. */
#include "pdf-picture.h"

#include <leptonica/allheaders.h>

#include "harness.h"

/* As pages are recognised. */
#define DPI 200.0
#define A4_LONG_MM 297.0
/* A4's longer side at DPI: 297 mm / 25.4 × 200, cut. */
#define A4_LONG_PIXELS 2338

/* A document of one blank page, that many points wide and tall. */
static PopplerDocument *
blank(const char *width, const char *height)
{
	g_autofree char *text = g_strconcat("%PDF-1.4\n"
	    "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
	    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
	    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 ", width, " ",
	    height, "]>>endobj\ntrailer<</Root 1 0 R>>\n", NULL);
	g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
	PopplerDocument *document =
	    poppler_document_new_from_bytes(bytes, NULL, NULL);

	ck_assert_ptr_nonnull(document);
	return document;
}

/*
 * Up to PDF_LONG_MAX points a page is drawn as large as it says, and so a
 * square one has the most pixels of all; past it, and below PDF_LONG_MIN,
 * it is drawn as long as A4.
 */
static const struct {
	const char *width, *height;
	int wide, tall; /* points × 200 / 72, cut; A4_LONG_PIXELS */
	double long_mm; /* what the longer side is taken for */
} sizes[] = {
	{ "1250", "1250", 3472, 3472, 1250 / 72.0 * 25.4 },
	{ "1251", "1251", A4_LONG_PIXELS, A4_LONG_PIXELS, A4_LONG_MM },
	{ "14400", "14400", A4_LONG_PIXELS, A4_LONG_PIXELS, A4_LONG_MM },
	{ "2000000000", "1000000000", A4_LONG_PIXELS, A4_LONG_PIXELS / 2,
	    A4_LONG_MM },
	{ "14400", "1", A4_LONG_PIXELS, 1, A4_LONG_MM },
	{ "200", "200", 555, 555, 200 / 72.0 * 25.4 },
	{ "199", "199", A4_LONG_PIXELS, A4_LONG_PIXELS, A4_LONG_MM },
	{ "1", "1", A4_LONG_PIXELS, A4_LONG_PIXELS, A4_LONG_MM },
};

START_TEST(no_page_is_drawn_larger_than_its_limit)
{
	PopplerDocument *document =
	    blank(sizes[_i].width, sizes[_i].height);
	PopplerPage *page = poppler_document_get_page(document, 0);
	struct pdf_page p;
	double pixels_per_mm = 0;
	PIX *picture;

	ck_assert_double_eq(PDF_LONG_MAX, 1250);
	ck_assert_double_eq(PDF_LONG_MIN, 200);
	pdf_page_init(&p, page);
	picture = pdf_picture(&p, DPI, &pixels_per_mm);
	ck_assert_ptr_nonnull(picture);
	ck_assert_int_eq(pixGetWidth(picture), sizes[_i].wide);
	ck_assert_int_eq(pixGetHeight(picture), sizes[_i].tall);
	ck_assert_double_eq_tol(sizes[_i].wide / pixels_per_mm,
	    sizes[_i].long_mm, 0.2);
	pixDestroy(&picture);
	pdf_page_clear(&p);
	g_object_unref(page);
	g_object_unref(document);
}
END_TEST

/* Less than a point either way is no page. */
/* Places of a form's field, far off the page, and on it. */
static const char *const places[] = { "100 500 300 520",
	"1000000000000000 500 1000000000000001 520",
	"-1000000000000000 500 -999999999999999 520",
	"100 1000000000000000 300 1000000000000020",
	"100 -1000000000000000 101 1000000000000000" };

/* A value that nobody sees may be anywhere; run under sanitizers. */
START_TEST(words_stand_on_the_page)
{
	g_autofree char *text = g_strconcat("%PDF-1.4\n"
	    "1 0 obj<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>"
	    "endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
	    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
	    "/Annots[4 0 R]/Contents 5 0 R>>endobj\n"
	    "4 0 obj<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(DUPONT)/P 3 0 R"
	    "/DA(/H 9 Tf)/Rect[", places[_i], "]>>endobj\n"
	    "5 0 obj<</Length 42>>stream\n"
	    "3 w 50 300 m 90 340 l S 99 300 m 9 390 l S\nendstream endobj\n"
	    "trailer<</Root 1 0 R>>\n", NULL);
	g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
	PopplerDocument *document =
	    poppler_document_new_from_bytes(bytes, NULL, NULL);
	PopplerPage *page = poppler_document_get_page(document, 0);
	struct pdf_page p;

	pdf_page_init(&p, page);
	ck_assert_uint_eq(p.words->len, 1);
	for (unsigned i = 0; i < p.words->len; i++) {
		struct rectangle r =
		    g_array_index(p.words, struct rectangle, i);

		ck_assert(r.x0 >= 0 && r.x1 <= p.width);
		ck_assert(r.y0 >= 0 && r.y1 <= p.height);
	}
	pdf_picture_boxes(&p);
	pdf_page_clear(&p);
	g_object_unref(page);
	g_object_unref(document);
}
END_TEST

START_TEST(a_page_without_extent_is_not_drawn)
{
	PopplerDocument *document = blank("595", "0.9");
	PopplerPage *page = poppler_document_get_page(document, 0);
	struct pdf_page p;
	double pixels_per_mm = 0;

	pdf_page_init(&p, page);
	ck_assert_ptr_null(pdf_picture(&p, DPI, &pixels_per_mm));
	pdf_page_clear(&p);
	g_object_unref(page);
	g_object_unref(document);
}
END_TEST

HARNESS_MAIN("pdf-picture",
    tcase_add_loop_test(tc, no_page_is_drawn_larger_than_its_limit, 0,
	G_N_ELEMENTS(sizes));
    tcase_add_loop_test(tc, words_stand_on_the_page, 0,
	G_N_ELEMENTS(places));
    tcase_add_test(tc, a_page_without_extent_is_not_drawn))
