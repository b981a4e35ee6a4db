/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first page drawn: see warm-pdf.h. */
#include "warm-pdf.h"

#include <stdio.h>

#include <cairo.h>
#include <fontconfig/fontconfig.h>
#include <poppler.h>

/*
 * One page with a word in each of the standard fonts, and in Arial as
 * Windows writes it.  It has no cross-reference table: poppler rebuilds it.
 */
#define FONT(name, type, base)                                                 \
	"/" name "<</Type/Font/Subtype/" type "/BaseFont/" base ">>"
static const char page[] =
    "%PDF-1.4\n"
    "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]"
    "/Contents 4 0 R/Resources<</Font<<" FONT("H", "Type1", "Helvetica")
	FONT("B", "Type1", "Helvetica-Bold") FONT("T", "Type1", "Times-Roman")
	    FONT("C", "Type1", "Courier") FONT("S", "Type1", "Symbol")
		FONT("Z", "Type1", "ZapfDingbats") FONT("A", "TrueType",
		    "Arial,Bold") ">>>>>>endobj\n"
				  "4 0 obj<</Length 140>>stream\n"
				  "BT 10 100 Td /H 9 Tf (Avis) Tj /B 9 Tf "
				  "(Avis) Tj /T 9 Tf (Avis) Tj "
				  "/C 9 Tf (Avis) Tj /S 9 Tf (ab) Tj /Z 9 Tf "
				  "(4) Tj /A 9 Tf (Avis) Tj "
				  "ET         \n"
				  "endstream\nendobj\n"
				  "trailer<</Root 1 0 R>>\n";

static void
draw(PopplerDocument *document)
{
	PopplerPage *first = poppler_document_get_page(document, 0);
	cairo_surface_t *surface =
	    cairo_image_surface_create(CAIRO_FORMAT_RGB24, 200, 200);
	cairo_t *cairo = cairo_create(surface);

	if (first != NULL) {
		poppler_page_render(first, cairo);
		g_object_unref(first);
	}
	cairo_destroy(cairo);
	cairo_surface_destroy(surface);
}

void *
warm_pdf(void)
{
	g_autoptr(GBytes) bytes = g_bytes_new_static(page, sizeof(page) - 1);
	PopplerDocument *document;

	FcInit();
	document = poppler_document_new_from_bytes(bytes, NULL, NULL);
	if (document == NULL)
		fputs("asr-examine: poppler reads no page\n", stderr);
	else
		draw(document);
	return document;
}
