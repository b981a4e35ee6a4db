/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages.h"

#include <string.h>

#include <cairo-pdf.h>
#include <poppler.h>

#include "harness.h"

#define PAGES 4u

static cairo_status_t
append(void *bytes, const unsigned char *data, unsigned length)
{
	g_byte_array_append(bytes, data, length);
	return CAIRO_STATUS_SUCCESS;
}

/* PAGES pages that say "page 1", "page 2", … */
static GBytes *
sample(void)
{
	GByteArray *bytes = g_byte_array_new();
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(append,
	    bytes, 300, 200);
	cairo_t *cairo = cairo_create(surface);

	cairo_set_font_size(cairo, 20);
	for (unsigned i = 1; i <= PAGES; i++) {
		g_autofree char *text = g_strdup_printf("page %u", i);

		cairo_move_to(cairo, 20, 100);
		cairo_show_text(cairo, text);
		cairo_show_page(cairo);
	}
	cairo_destroy(cairo);
	cairo_surface_destroy(surface);
	return g_byte_array_free_to_bytes(bytes);
}

/* What all pages of a PDF say, a line each. */
static char *
said(GBytes *pdf)
{
	PopplerDocument *document = poppler_document_new_from_bytes(pdf, NULL,
	    NULL);
	GString *text = g_string_new(NULL);

	ck_assert_ptr_nonnull(document);
	for (int i = 0; i < poppler_document_get_n_pages(document); i++) {
		PopplerPage *page = poppler_document_get_page(document, i);
		g_autofree char *words = poppler_page_get_text(page);

		g_string_append_printf(text, "%s;", g_strstrip(words));
		g_object_unref(page);
	}
	g_object_unref(document);
	return g_string_free(text, FALSE);
}

static const struct {
	unsigned first, last;
	const char *says; /* NULL: there are no such pages */
} cuts[] = {
	{ 1, 1, "page 1;" },
	{ 2, 3, "page 2;page 3;" },
	{ PAGES, PAGES, "page 4;" },
	{ 1, PAGES, "page 1;page 2;page 3;page 4;" },
	{ 1, PAGES + 1, NULL },
	{ PAGES + 1, PAGES + 1, NULL },
	{ 0, 1, NULL },
	{ 3, 2, NULL },
};

START_TEST(pages_are_those_asked_for)
{
	g_autoptr(GBytes) pdf = sample();
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) cut = pages_cut(pdf, cuts[_i].first, cuts[_i].last,
	    &error);
	g_autofree char *says = cut != NULL ? said(cut) : NULL;

	ck_assert_pstr_eq(says, cuts[_i].says);
	ck_assert((error == NULL) == (cut != NULL));
}
END_TEST

START_TEST(all_pages_are_the_same_bytes)
{
	g_autoptr(GBytes) pdf = sample();
	g_autoptr(GBytes) cut = pages_cut(pdf, 1, PAGES, NULL);

	ck_assert(g_bytes_equal(pdf, cut));
}
END_TEST

/* The other pages are gone, not only hidden. */
START_TEST(one_page_is_smaller)
{
	g_autoptr(GBytes) pdf = sample();
	g_autoptr(GBytes) cut = pages_cut(pdf, 2, 2, NULL);

	ck_assert_uint_lt(g_bytes_get_size(cut), g_bytes_get_size(pdf));
}
END_TEST

static GBytes *
document(const char *name)
{
	g_autofree char *path = g_build_filename(TEST_SOURCES, "tests/data",
	    "documents", name, NULL);
	char *bytes = NULL;
	size_t length = 0;

	ck_assert(g_file_get_contents(path, &bytes, &length, NULL));
	return g_bytes_new_take(bytes, length);
}

START_TEST(a_locked_pdf_is_an_error)
{
	g_autoptr(GBytes) locked = document("user.pdf");
	g_autoptr(GError) error = NULL;

	ck_assert_ptr_null(pages_cut(locked, 1, 1, &error));
	ck_assert_ptr_nonnull(error);
}
END_TEST

START_TEST(what_is_no_pdf_is_an_error)
{
	g_autoptr(GBytes) word = document("fiche.docx");
	g_autoptr(GBytes) empty = g_bytes_new(NULL, 0);

	ck_assert_ptr_null(pages_cut(word, 1, 1, NULL));
	ck_assert_ptr_null(pages_cut(empty, 1, 1, NULL));
}
END_TEST

/* Cut off anywhere, it is an error or a PDF: never a crash. */
START_TEST(a_damaged_pdf_harms_nothing)
{
	g_autoptr(GBytes) pdf = sample();
	size_t length = g_bytes_get_size(pdf);

	for (size_t i = 0; i < length; i += length / 97) {
		g_autoptr(GBytes) damaged = g_bytes_new_from_bytes(pdf, 0, i);
		g_autoptr(GBytes) cut = pages_cut(damaged, 2, 2, NULL);

		if (cut != NULL)
			ck_assert_mem_eq(g_bytes_get_data(cut, NULL), "%PDF",
			    4);
	}
}
END_TEST

HARNESS_MAIN("pages",
    tcase_add_loop_test(tc, pages_are_those_asked_for, 0,
	G_N_ELEMENTS(cuts));
    tcase_add_test(tc, all_pages_are_the_same_bytes);
    tcase_add_test(tc, one_page_is_smaller);
    tcase_add_test(tc, a_locked_pdf_is_an_error);
    tcase_add_test(tc, what_is_no_pdf_is_an_error);
    tcase_add_test(tc, a_damaged_pdf_harms_nothing))
