/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a PDF's drawing can be unpacked: see pdf-streams.h. */
#include "pdf-streams.h"

#include <stdlib.h>

#include <gio/gio.h>
#include <qpdf/qpdf-c.h>

#define CHUNK 65536u
/* RFC 1950: what stands before and behind the data. */
#define ZLIB_HEADER_BYTES 2u
#define ZLIB_SUM_BYTES 4u

struct pdf_streams {
	qpdf_data qpdf;
	GBytes *bytes; /* which qpdf reads from */
	unsigned pages;
};

void
pdf_streams_close(struct pdf_streams *streams)
{
	if (streams == NULL)
		return;
	qpdf_cleanup(&streams->qpdf);
	g_bytes_unref(streams->bytes);
	g_free(streams);
}

struct pdf_streams *
pdf_streams_open(GBytes *pdf)
{
	struct pdf_streams *streams = g_new0(struct pdf_streams, 1);
	int pages = -1;
	size_t length;
	const char *bytes = g_bytes_get_data(pdf, &length);

	streams->qpdf = qpdf_init();
	streams->bytes = g_bytes_ref(pdf);
	qpdf_silence_errors(streams->qpdf);
	qpdf_set_suppress_warnings(streams->qpdf, QPDF_TRUE);
	if ((qpdf_read_memory(streams->qpdf, "part", bytes, length, NULL) &
		QPDF_ERRORS) == 0)
		pages = qpdf_get_num_pages(streams->qpdf);
	if (pages > 0) {
		streams->pages = (unsigned)pages;
		return streams;
	}
	pdf_streams_close(streams);
	return NULL;
}

/*
 * Unpacks bytes and forgets what comes out.  True when it comes to an end,
 * before which *left_r bytes are left.
 */
static bool
inflates(const unsigned char *bytes, size_t length,
    GZlibCompressorFormat format, size_t *left_r)
{
	GConverter *inflate = G_CONVERTER(g_zlib_decompressor_new(format));
	GConverterResult result = G_CONVERTER_CONVERTED;
	g_autofree char *out = g_malloc(CHUNK);

	while (result == G_CONVERTER_CONVERTED) {
		gsize read = 0, written = 0;

		result = g_converter_convert(inflate, bytes, length, out,
		    CHUNK, G_CONVERTER_INPUT_AT_END, &read, &written, NULL);
		bytes += read;
		length -= read;
	}
	g_object_unref(inflate);
	*left_r = length;
	return result == G_CONVERTER_FINISHED;
}

/* Some programs leave out the checksum; the data itself then has an end. */
static bool
is_whole_zlib(const unsigned char *bytes, size_t length)
{
	size_t left;

	if (inflates(bytes, length, G_ZLIB_COMPRESSOR_FORMAT_ZLIB, &left))
		return true;
	return length > ZLIB_HEADER_BYTES &&
	    inflates(bytes + ZLIB_HEADER_BYTES, length - ZLIB_HEADER_BYTES,
		G_ZLIB_COMPRESSOR_FORMAT_RAW, &left) &&
	    left < ZLIB_SUM_BYTES;
}

/* True of the one filter that nearly all drawing is packed with. */
static bool
is_flate(qpdf_data qpdf, qpdf_oh filter)
{
	if (qpdf_oh_is_array(qpdf, filter) &&
	    qpdf_oh_get_array_n_items(qpdf, filter) == 1)
		filter = qpdf_oh_get_array_item(qpdf, filter, 0);
	return qpdf_oh_is_name_and_equals(qpdf, filter, "/FlateDecode");
}

static bool
stream_is_whole(qpdf_data qpdf, qpdf_oh stream)
{
	unsigned char *data = NULL;
	size_t length = 0;
	QPDF_BOOL filtered;
	bool flate, whole;

	if (!qpdf_oh_is_stream(qpdf, stream))
		return true;
	flate = is_flate(qpdf, qpdf_oh_get_key(qpdf,
	    qpdf_oh_get_dict(qpdf, stream), "/Filter"));
	whole = (qpdf_oh_get_stream_data(qpdf, stream,
		     flate ? qpdf_dl_none : qpdf_dl_specialized, &filtered,
		     &data, &length) & QPDF_ERRORS) == 0;
	if (whole && flate && length > 0)
		whole = is_whole_zlib(data, length);
	free(data);
	return whole;
}

static bool
contents_are_whole(qpdf_data qpdf, qpdf_oh page)
{
	qpdf_oh contents = qpdf_oh_get_key(qpdf, page, "/Contents");
	int count;
	bool whole = true;

	if (!qpdf_oh_is_array(qpdf, contents))
		return stream_is_whole(qpdf, contents);
	count = qpdf_oh_get_array_n_items(qpdf, contents);
	for (int i = 0; whole && i < count; i++)
		whole = stream_is_whole(qpdf,
		    qpdf_oh_get_array_item(qpdf, contents, i));
	return whole;
}

static bool
is_form(qpdf_data qpdf, qpdf_oh object)
{
	return qpdf_oh_is_stream(qpdf, object) &&
	    qpdf_oh_is_name_and_equals(qpdf,
		qpdf_oh_get_key(qpdf, qpdf_oh_get_dict(qpdf, object),
		    "/Subtype"), "/Form");
}

static enum part_reason
flaw_of_forms(qpdf_data qpdf, qpdf_oh page)
{
	qpdf_oh resources = qpdf_oh_get_key(qpdf, page, "/Resources");
	qpdf_oh objects =
	    qpdf_oh_get_key_if_dict(qpdf, resources, "/XObject");

	if (!qpdf_oh_is_dictionary(qpdf, objects))
		return REASON_NONE;
	qpdf_oh_begin_dict_key_iter(qpdf, objects);
	for (unsigned i = 0; qpdf_oh_dict_more_keys(qpdf); i++) {
		qpdf_oh object = qpdf_oh_get_key(qpdf, objects,
		    qpdf_oh_dict_next_key(qpdf));

		if (i == PDF_STREAMS_XOBJECTS_MAX)
			return REASON_TOO_MANY;
		if (is_form(qpdf, object) && !stream_is_whole(qpdf, object))
			return REASON_DAMAGED;
	}
	return REASON_NONE;
}

enum part_reason
pdf_streams_flaw(struct pdf_streams *streams, unsigned page)
{
	qpdf_oh object;
	enum part_reason flaw = REASON_DAMAGED;

	if (streams == NULL || page >= streams->pages)
		return REASON_NONE;
	object = qpdf_get_page_n(streams->qpdf, page);
	if (contents_are_whole(streams->qpdf, object))
		flaw = flaw_of_forms(streams->qpdf, object);
	qpdf_oh_release_all(streams->qpdf);
	return flaw;
}

/* Of a file specification: poppler takes the content from /F alone. */
static bool
has_content(qpdf_data qpdf, qpdf_oh file)
{
	qpdf_oh contents = qpdf_oh_get_key_if_dict(qpdf, file, "/EF");
	qpdf_oh content = qpdf_oh_get_key_if_dict(qpdf, contents, "/F");

	return qpdf_oh_is_stream(qpdf, content) &&
	    qpdf_oh_is_indirect(qpdf, content);
}

/* A node of the tree of files (ISO 32000-1 §7.9.6) and all below it; left:
 * nodes that may still be looked at. */
static bool
node_has_files(qpdf_data qpdf, qpdf_oh node, unsigned *left)
{
	qpdf_oh names = qpdf_oh_get_key_if_dict(qpdf, node, "/Names");
	qpdf_oh kids = qpdf_oh_get_key_if_dict(qpdf, node, "/Kids");
	int count = qpdf_oh_is_array(qpdf, names) ?
	    qpdf_oh_get_array_n_items(qpdf, names) : 0;
	bool whole = *left > 0;

	*left -= whole;
	for (int i = 1; whole && i < count; i += 2)
		whole = has_content(qpdf,
		    qpdf_oh_get_array_item(qpdf, names, i));
	count = qpdf_oh_is_array(qpdf, kids) ?
	    qpdf_oh_get_array_n_items(qpdf, kids) : 0;
	for (int i = 0; whole && i < count; i++)
		whole = node_has_files(qpdf,
		    qpdf_oh_get_array_item(qpdf, kids, i), left);
	return whole;
}

static bool
page_has_files(qpdf_data qpdf, qpdf_oh page)
{
	qpdf_oh annots = qpdf_oh_get_key_if_dict(qpdf, page, "/Annots");
	int count = qpdf_oh_is_array(qpdf, annots) ?
	    qpdf_oh_get_array_n_items(qpdf, annots) : 0;
	bool whole = true;

	for (int i = 0; whole && i < count; i++) {
		qpdf_oh annot = qpdf_oh_get_array_item(qpdf, annots, i);

		whole = !qpdf_oh_is_name_and_equals(qpdf,
			    qpdf_oh_get_key_if_dict(qpdf, annot, "/Subtype"),
			    "/FileAttachment") ||
		    has_content(qpdf,
			qpdf_oh_get_key_if_dict(qpdf, annot, "/FS"));
	}
	return whole;
}

bool
pdf_streams_have_files(struct pdf_streams *streams)
{
	unsigned left = PDF_STREAMS_NODES_MAX;
	qpdf_oh names;
	bool whole;

	if (streams == NULL)
		return false;
	names = qpdf_oh_get_key_if_dict(streams->qpdf,
	    qpdf_get_root(streams->qpdf), "/Names");
	whole = node_has_files(streams->qpdf,
	    qpdf_oh_get_key_if_dict(streams->qpdf, names, "/EmbeddedFiles"),
	    &left);
	qpdf_oh_release_all(streams->qpdf);
	for (unsigned i = 0; whole && i < streams->pages; i++) {
		whole = page_has_files(streams->qpdf,
		    qpdf_get_page_n(streams->qpdf, i));
		qpdf_oh_release_all(streams->qpdf);
	}
	return whole;
}
