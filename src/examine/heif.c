/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HEIC becomes a picture: see heif.h. */
#include "config.h"

#include "heif.h"

#include "image.h"
#include "serial.h"

#ifdef HAVE_HEIF

#include <string.h>

#include <leptonica/allheaders.h>
#include <libheif/heif.h>

static bool
is_good(struct heif_error error)
{
	return error.code == heif_error_Ok;
}

/* The plane of brightness as a picture; NULL when it is not as asked. */
static PIX *
to_grey(const struct heif_image *image)
{
	int width = heif_image_get_width(image, heif_channel_Y);
	int height = heif_image_get_height(image, heif_channel_Y);
	int bits = heif_image_get_bits_per_pixel_range(image, heif_channel_Y);
	int stride = 0;
	const uint8_t *row =
	    heif_image_get_plane_readonly(image, heif_channel_Y, &stride);
	PIX *pix;

	if (row == NULL || bits != 8 || stride < width)
		return NULL;
	pix = pixCreate(width, height, 8);
	for (int y = 0; pix != NULL && y < height; y++, row += stride) {
		l_uint32 *line = pixGetData(pix) + y * pixGetWpl(pix);

		for (int x = 0; x < width; x++)
			SET_DATA_BYTE(line, x, row[x]);
	}
	return pix;
}

static PIX *
decode(const struct heif_image_handle *handle, enum part_reason *reason_r)
{
	struct heif_decoding_options *options;
	struct heif_image *image = NULL;
	PIX *pix = NULL;
	double pixels = (double)heif_image_handle_get_width(handle) *
	    heif_image_handle_get_height(handle);

	if (pixels > IMAGE_PIXELS_MAX) {
		*reason_r = REASON_TOO_LARGE;
		return NULL;
	}
	options = heif_decoding_options_alloc();
	if (options == NULL)
		return NULL;
	/* Cameras write 10 bits, too. */
	options->convert_hdr_to_8bit = 1;
	if (is_good(heif_decode_image(handle, &image,
		heif_colorspace_YCbCr, heif_chroma_420, options)))
		pix = to_grey(image);
	if (image != NULL)
		heif_image_release(image);
	heif_decoding_options_free(options);
	return pix;
}

struct Pix *
heif_picture(GBytes *bytes, enum part_reason *reason_r)
{
	gsize length;
	const void *data = g_bytes_get_data(bytes, &length);
	struct heif_context *context = heif_context_alloc();
	struct heif_image_handle *handle = NULL;
	PIX *pix = NULL;

	*reason_r = REASON_DAMAGED;
	if (context == NULL)
		return NULL;
	serial_begin();
	heif_context_set_max_decoding_threads(context, 0);
	if (is_good(heif_context_read_from_memory_without_copy(context, data,
		length, NULL)) &&
	    is_good(heif_context_get_primary_image_handle(context, &handle)))
		pix = decode(handle, reason_r);
	if (handle != NULL)
		heif_image_handle_release(handle);
	heif_context_free(context);
	return pix;
}

#else

struct Pix *
heif_picture(GBytes *bytes, enum part_reason *reason_r)
{
	(void)bytes;
	*reason_r = REASON_UNSUPPORTED;
	return NULL;
}

#endif
