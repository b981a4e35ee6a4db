/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Harnesses of documents.  Those in ZIP files get the XML inside: a
 * checksum in the way would stop a fuzzer at the door, and the door has a
 * harness of its own.
 */
#include "config.h"

#include <stdint.h>

#include <archive.h>
#include <archive_entry.h>
#include <glib.h>
#include <leptonica/allheaders.h>

#include "document.h"
#include "harness.h"
#include "report.h"

/* A4 at 150 dots an inch has 2.2 million pixels. */
#define PICTURE_PIXELS_MAX 2.5e6
#define PICTURE_PAGES_MAX 3u

#define OOXML "application/vnd.openxmlformats-officedocument."

static void
check_part(const struct part *part)
{
	g_assert_cmpuint(part->pages->len, <=, REPORT_PAGES_MAX);
	for (unsigned i = 0; i < part->pages->len; i++) {
		const struct page *page = part->pages->pdata[i];

		g_assert_true(page->text == NULL ||
			      g_utf8_validate(page->text, -1, NULL));
	}
}

/* pages: how many of them may be recognised (see engine.c). */
static void
read_as(const char *type, GBytes *bytes, unsigned pages)
{
	OWNED(part) part = part_new();
	struct budget budget = {
		.parts_left = 1,
		.pages_left = 50,
		.bytes_left = 16u << 20,
		.ends_at_us = g_get_monotonic_time() + 60 * G_USEC_PER_SEC,
		.ocr_pages_left = pages,
		.ocr = pages > 0,
	};

	part->type = g_strdup(type);
	document_read(part, bytes, &budget);
	check_part(part);
}

static void
read_data(const char *type, const uint8_t *data, size_t size)
{
	g_autoptr(GBytes) bytes = g_bytes_new(data, size);

	read_as(type, bytes, 0);
}

static void
add_member(
    struct archive *zip, const char *name, const void *bytes, size_t size)
{
	struct archive_entry *entry = archive_entry_new();

	archive_entry_set_pathname(entry, name);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_size(entry, (la_int64_t)size);
	archive_write_header(zip, entry);
	archive_write_data(zip, bytes, size);
	archive_entry_free(entry);
}

/*
 * A ZIP of the members called names, ended by NULL, whose contents stand
 * one after the other in data with a NUL byte between them.  The last may be
 * a picture, with NUL bytes of its own.
 */
static GBytes *
pack(const char *const *names, const uint8_t *data, size_t size)
{
	struct archive *zip = archive_write_new();
	size_t space = size + 4096, used = 0;
	uint8_t *buffer = g_malloc(space);

	archive_write_set_format_zip(zip);
	archive_write_set_options(zip, "compression=store");
	archive_write_open_memory(zip, buffer, space, &used);
	for (; *names != NULL && size > 0; names++) {
		const uint8_t *end = names[1] != NULL ?
		    memchr(data, '\0', size) : NULL;
		size_t length = end != NULL ? (size_t)(end - data) : size;

		add_member(zip, *names, data, length);
		length += end != NULL;
		data += length;
		size -= length;
	}
	archive_write_free(zip);
	return g_bytes_new_take(buffer, used);
}

void
harness_docx(const uint8_t *data, size_t size)
{
	static const char *const names[] = { "word/document.xml",
		"word/_rels/document.xml.rels", "word/header1.xml",
		"word/styles.xml", "_rels/.rels", "word/media/a", NULL };
	g_autoptr(GBytes) zip = pack(names, data, size);

	read_as(OOXML "wordprocessingml.document", zip, 0);
}

void
harness_odt(const uint8_t *data, size_t size)
{
	static const char *const names[] = { "content.xml", "styles.xml",
		"META-INF/manifest.xml", "Pictures/a", NULL };
	g_autoptr(GBytes) zip = pack(names, data, size);

	read_as("application/vnd.oasis.opendocument.text", zip, 0);
}

void
harness_sheet(const uint8_t *data, size_t size)
{
	static const char *const names[] = { "xl/workbook.xml",
		"xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml",
		"xl/sharedStrings.xml", NULL };
	g_autoptr(GBytes) zip = pack(names, data, size);

	read_as(OOXML "spreadsheetml.sheet", zip, 0);
}

void
harness_slides(const uint8_t *data, size_t size)
{
	static const char *const names[] = { "ppt/presentation.xml",
		"ppt/_rels/presentation.xml.rels", "ppt/slides/slide1.xml",
		NULL };
	g_autoptr(GBytes) zip = pack(names, data, size);

	read_as(OOXML "presentationml.presentation", zip, 0);
}

void
harness_doc(const uint8_t *data, size_t size)
{
	read_data("application/msword", data, size);
}

void
harness_rtf(const uint8_t *data, size_t size)
{
	read_data("text/rtf", data, size);
}

void
harness_html(const uint8_t *data, size_t size)
{
	read_data("text/html", data, size);
}

void
harness_text(const uint8_t *data, size_t size)
{
	read_data("text/plain", data, size);
}

void
harness_pdf(const uint8_t *data, size_t size)
{
	g_autoptr(GBytes) bytes = g_bytes_new(data, size);

	read_as("application/pdf", bytes, PICTURE_PAGES_MAX);
}

/*
 * The first bytes tell PNG, JPEG, TIFF, HEIF apart.  What a header promises
 * beyond a small page is left to the tests of limits: it only takes time.
 */
void
harness_picture(const uint8_t *data, size_t size)
{
	g_autoptr(GBytes) bytes = g_bytes_new(data, size);
	l_int32 width = 0, height = 0;

	if (size < 12)
		return;
	pixReadHeaderMem(data, size, NULL, &width, &height, NULL, NULL, NULL);
	if ((double)width * height <= PICTURE_PIXELS_MAX)
		read_as("image/png", bytes, PICTURE_PAGES_MAX);
}
