/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Picture files become pages: see readers.h and image.h. */
#include "image.h"

#include <math.h>
#include <stdbool.h>

#include <leptonica/allheaders.h>

#include "exif.h"
#include "heif.h"
#include "ocr.h"
#include "page-writer.h"
#include "readers.h"

/* The longer side of paper, from A6 to A3 with some margin, in mm. */
#define PAPER_MM_MIN 130.0
#define PAPER_MM_MAX 450.0
#define A4_MM 297.0
#define MM_PER_INCH 25.4
/* What screens show. */
#define SCREEN_DPI 96.0
/* A fax of normal resolution has half as many lines as dots. */
#define NEARLY_SQUARE 1.1f

/* A file being read. */
struct source {
	GBytes *bytes;
	const l_uint8 *data;
	size_t length;
	enum part_reason reason; /* why there is no picture */
	int reduction;           /* it was read at 1/reduction */
};

double
image_scale(int width, int height, int dpi)
{
	double longer = MAX(width, height);
	double mm = dpi > 0 ? longer / dpi * MM_PER_INCH : 0;

	if (mm >= PAPER_MM_MIN && mm <= PAPER_MM_MAX)
		return longer / mm;
	return fmax(longer / A4_MM, SCREEN_DPI / MM_PER_INCH);
}

/* True when a picture so large may be unpacked, at 1/reduction. */
static bool
fits(struct source *source, int width, int height, int bits, int samples)
{
	double pixels = (double)width * height;
	double kept = pixels / source->reduction / source->reduction;
	int depth = samples >= 3 ? 32 : bits * samples;

	if (pixels <= IMAGE_PIXELS_MAX && kept * depth / 8 <= IMAGE_BYTES_MAX)
		return true;
	source->reason = REASON_TOO_LARGE;
	return false;
}

/*
 * Brightness only, and no larger than it need be: the file's own transform
 * gives a half or a quarter for less time than the whole.  Four inks have
 * no brightness of their own.
 */
static PIX *
read_jpeg(struct source *source)
{
	l_int32 width, height, samples;
	l_int32 hint = L_JPEG_READ_LUMINANCE;
	PIX *pix;

	if (readHeaderMemJpeg(source->data, source->length, &width, &height,
		&samples, NULL, NULL) != 0)
		return NULL;
	while (source->reduction < 8 &&
	    MAX(width, height) / source->reduction >= 2 * IMAGE_SIDE_ENOUGH)
		source->reduction *= 2;
	if (samples == 4)
		hint = 0;
	if (!fits(source, width, height, 8, samples == 4 ? 4 : 1))
		return NULL;
	pix = pixReadMemJpeg(source->data, source->length, 0,
	    source->reduction, NULL, hint);
	return pix == NULL ? NULL : exif_upright(pix,
	    exif_orientation(source->data, source->length));
}

static PIX *
read_other(struct source *source)
{
	l_int32 format, width, height, bits, samples, colours;

	if (pixReadHeaderMem(source->data, source->length, &format, &width,
		&height, &bits, &samples, &colours) != 0 ||
	    !fits(source, width, height, bits, samples))
		return NULL;
	return pixReadMem(source->data, source->length);
}

/* NULL, and source->reason, when it cannot be read. */
static PIX *
read_single(struct source *source, l_int32 format)
{
	if (format == IFF_JFIF_JPEG)
		return read_jpeg(source);
	if (format == IFF_UNKNOWN)
		return heif_picture(source->bytes, &source->reason);
	return read_other(source);
}

/* A fax of normal resolution, stretched to square pixels. */
static PIX *
to_square(PIX *pix)
{
	float across = (float)pixGetXRes(pix), down = (float)pixGetYRes(pix);
	PIX *square = NULL;

	if (across <= 0 || down <= 0 || across > 4 * down || down > 4 * across)
		return pix;
	if (across > down * NEARLY_SQUARE)
		square = pixScale(pix, 1, across / down);
	else if (down > across * NEARLY_SQUARE)
		square = pixScale(pix, down / across, 1);
	if (square == NULL)
		return pix;
	pixSetResolution(square, (l_int32)fmaxf(across, down),
	    (l_int32)fmaxf(across, down));
	pixDestroy(&pix);
	return square;
}

/* One picture becomes a page; takes pix.  False when no page is left. */
static bool
add_page(struct page_writer *w, const struct source *source, PIX *pix)
{
	struct page *page = page_new();

	pix = to_square(pix);
	page->images = 1;
	ocr_read(page, pix,
	    image_scale(pixGetWidth(pix), pixGetHeight(pix),
		pixGetXRes(pix) / source->reduction),
	    w->budget);
	pixDestroy(&pix);
	return page_writer_page(w, page);
}

/* True when there is a page number index, and it may be unpacked. */
static bool
has_tiff_page(struct source *source, unsigned index)
{
	l_int32 width, height, bits, samples;

	return readHeaderMemTiff(source->data, source->length, (l_int32)index,
		   &width, &height, &bits, &samples, NULL, NULL, NULL) == 0 &&
	    fits(source, width, height, bits, samples);
}

/*
 * Page by page, along the chain of directories.  What cannot be read ends
 * it, because only what was read tells where the next one is.
 */
static void
read_tiff(struct page_writer *w, struct source *source)
{
	size_t place = 0, last;
	unsigned index = 0;
	PIX *pix = NULL;

	do {
		last = place;
		pix = has_tiff_page(source, index) ?
		    pixReadMemFromMultipageTiff(source->data,
			source->length, &place) :
		    NULL;
		if (pix == NULL || (place != 0 && place == last)) {
			page_writer_unread(w, source->reason);
			pixDestroy(&pix);
			return;
		}
		index++;
	} while (add_page(w, source, pix) && place != 0);
}

/* Says that the file is unreadable when not one page could be read. */
static void
settle(struct part *part, const struct source *source)
{
	for (unsigned i = 0; i < part->pages->len; i++) {
		const struct page *page = part->pages->pdata[i];

		if (page->source != PAGE_NOT_READ)
			return;
	}
	part->state = PART_UNREADABLE;
	if (part->reason == REASON_NONE)
		part->reason = source->reason;
}

static bool
is_tiff(l_int32 format)
{
	return format == IFF_TIFF_JPEG ||
	    (format >= IFF_TIFF && format <= IFF_TIFF_ZIP);
}

void
image_read(struct part *part, GBytes *bytes, struct budget *budget)
{
	struct source source = { .bytes = bytes, .reduction = 1,
		.reason = REASON_DAMAGED };
	struct page_writer writer;
	struct page *unread = page_new();
	l_int32 format = IFF_UNKNOWN;
	PIX *pix;

	page_writer_init(&writer, part, budget);
	source.data = g_bytes_get_data(bytes, &source.length);
	/* It looks at the first 12 bytes. */
	if (source.length >= 12)
		findFileFormatBuffer(source.data, &format);
	if (!ocr_may_read(unread, budget)) {
		page_writer_unread(&writer, unread->reason);
	} else if (is_tiff(format)) {
		read_tiff(&writer, &source);
	} else {
		pix = read_single(&source, format);
		if (pix == NULL)
			page_writer_unread(&writer, source.reason);
		else
			add_page(&writer, &source, pix);
	}
	page_free(unread);
	page_writer_end(&writer);
	settle(part, &source);
}
