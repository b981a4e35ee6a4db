/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pages of a PDF: see pages.h.  The other pages are taken out of the
 * document, instead of these being copied into a new one: so the fields
 * of a form stay with what is written in them.
 */
#include "pages.h"

#include <qpdf/qpdf-c.h>

#include "error.h"

/*
 * What the catalogue says of other pages would keep them in the file; what
 * it would run when it is opened has no place in an agent's copy.
 */
static const char *const catalogue_keys[] = { "/Outlines", "/Names",
	"/Dests", "/StructTreeRoot", "/PageLabels", "/Threads",
	"/OpenAction", "/AA" };

static bool
read_pdf(qpdf_data qpdf, GBytes *pdf)
{
	size_t length;
	const char *bytes = g_bytes_get_data(pdf, &length);

	qpdf_silence_errors(qpdf);
	qpdf_set_suppress_warnings(qpdf, QPDF_TRUE);
	return (qpdf_read_memory(qpdf, "part", bytes, length, NULL) &
		   QPDF_ERRORS) == 0;
}

static void
forget_others(qpdf_data qpdf)
{
	qpdf_oh root = qpdf_get_root(qpdf);
	qpdf_oh form = qpdf_oh_get_key_if_dict(qpdf, root, "/AcroForm");

	for (size_t i = 0; i < G_N_ELEMENTS(catalogue_keys); i++)
		qpdf_oh_remove_key(qpdf, root, catalogue_keys[i]);
	/* XFA describes all pages and would be drawn in their place. */
	if (qpdf_oh_is_dictionary(qpdf, form))
		qpdf_oh_remove_key(qpdf, form, "/XFA");
}

/* From the last, since a page taken out moves those behind it. */
static bool
take_out_others(qpdf_data qpdf, unsigned pages, unsigned first,
    unsigned last)
{
	for (unsigned page = pages; page > 0; page--) {
		qpdf_oh object;

		if (page >= first && page <= last)
			continue;
		object = qpdf_get_page_n(qpdf, page - 1);
		if ((qpdf_remove_page(qpdf, object) & QPDF_ERRORS) != 0)
			return false;
	}
	return true;
}

static GBytes *
write_pdf(qpdf_data qpdf)
{
	GBytes *bytes;

	if ((qpdf_init_write_memory(qpdf) & QPDF_ERRORS) != 0)
		return NULL;
	/* Streams go through as they are. */
	qpdf_set_stream_data_mode(qpdf, qpdf_s_preserve);
	/* An owner's password keeps agents from nothing they may do. */
	qpdf_set_preserve_encryption(qpdf, QPDF_FALSE);
	qpdf_set_deterministic_ID(qpdf, QPDF_TRUE);
	if ((qpdf_write(qpdf) & QPDF_ERRORS) != 0)
		return NULL;
	bytes = g_bytes_new(qpdf_get_buffer(qpdf),
	    qpdf_get_buffer_length(qpdf));
	return bytes;
}

static GBytes *
cut(qpdf_data qpdf, GBytes *pdf, unsigned first, unsigned last)
{
	int pages;

	if (!read_pdf(qpdf, pdf))
		return NULL;
	pages = qpdf_get_num_pages(qpdf);
	if (pages <= 0 || first == 0 || first > last ||
	    last > (unsigned)pages)
		return NULL;
	if (first == 1 && last == (unsigned)pages)
		return g_bytes_ref(pdf);
	if (!take_out_others(qpdf, (unsigned)pages, first, last))
		return NULL;
	forget_others(qpdf);
	return write_pdf(qpdf);
}

GBytes *
pages_cut(GBytes *pdf, unsigned first, unsigned last, GError **error)
{
	qpdf_data qpdf = qpdf_init();
	GBytes *bytes = cut(qpdf, pdf, first, last);

	qpdf_cleanup(&qpdf);
	if (bytes == NULL)
		error_set(error, ASR_ERROR_FAILED,
		    "pages %u-%u: not to be had of this document", first,
		    last);
	return bytes;
}
