/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands beside the characters of a Word 97-2003 file: headers, text
 * boxes, check boxes, pictures.  See doc-file.h.
 */
#include "doc-inside.h"

#include <string.h>

#define TWIPS_PER_MM (1440 / 25.4)

bool
doc_file_header(const struct doc_file *file, unsigned index, uint32_t *from_r,
    uint32_t *to_r)
{
	struct plc plc = doc_plc(file, FIB_HEADERS, 0);
	uint32_t from, to;

	doc_file_story(file, DOC_HEADERS, &from, &to);
	/* The last position is a guard. */
	if (index + 1 >= plc.count)
		return false;
	*from_r = MIN(from + doc_plc_position(&plc, index), to);
	*to_r = MIN(from + doc_plc_position(&plc, index + 1), to);
	return *from_r <= *to_r;
}

bool
doc_file_text_box(const struct doc_file *file, unsigned index,
    struct doc_text_box *box_r)
{
	struct plc plc = doc_plc(file, FIB_TEXT_BOXES, 22);
	uint32_t from, to;

	if (index >= plc.count)
		return false;
	doc_file_story(file, DOC_BOXES, &from, &to);
	box_r->from = MIN(from + doc_plc_position(&plc, index), to);
	box_r->to = MIN(from + doc_plc_position(&plc, index + 1), to);
	box_r->shape = doc_u32(plc.stream, doc_plc_data(&plc, index) + 14);
	return true;
}

/* Between two places on the page, in twips. */
static double
distance_mm(const struct stream *s, gsize from, gsize to)
{
	double one = (int32_t)doc_u32(s, from), other = (int32_t)doc_u32(s, to);

	return (other - one) / TWIPS_PER_MM;
}

bool
doc_file_shape(const struct doc_file *file, uint32_t cp,
    struct doc_shape *shape_r)
{
	struct plc plc = doc_plc(file, FIB_SHAPES, 26);
	unsigned low = 0, high = plc.count;
	gsize at;

	/* Positions ascend. */
	while (low < high) {
		unsigned middle = low + (high - low) / 2;

		if (doc_plc_position(&plc, middle) < cp)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == plc.count || doc_plc_position(&plc, low) != cp)
		return false;
	at = doc_plc_data(&plc, low);
	memset(shape_r, 0, sizeof(*shape_r));
	shape_r->wide_mm = distance_mm(plc.stream, at + 4, at + 12);
	shape_r->tall_mm = distance_mm(plc.stream, at + 8, at + 16);
	shape_r->id = doc_u32(plc.stream, at);
	return true;
}

/* FFData ([MS-DOC] 2.9.78), within a picture's frame. */
enum box_state
doc_file_box(const struct doc_file *file, uint32_t offset)
{
	const struct stream *s = &file->data;
	gsize at = offset + (gsize)doc_u16(s, (gsize)offset + 4);
	unsigned bits = doc_u16(s, at + 4), result = bits >> 2 & 31;

	if (doc_u32(s, at) != 0xffffffff || (bits & 3) != 1)
		return BOX_UNKNOWN;
	/* 25: as it was at first, which stands after the field's name. */
	if (result == 25)
		result = doc_u16(s,
		    at + 14 + 2 * (gsize)doc_u16(s, at + 10));
	return result & 1 ? BOX_TICKED : BOX_EMPTY;
}

GBytes *
doc_file_picture(const struct doc_file *file, uint32_t offset,
    double *wide_mm_r, double *tall_mm_r)
{
	static const char *const begins[] = { "\xff\xd8\xff", "\x89PNG" };
	const struct stream *s = &file->data;
	gsize length = doc_u32(s, offset);
	gsize header = doc_u16(s, (gsize)offset + 4);
	const guint8 *bytes, *found = NULL;

	*wide_mm_r = doc_u16(s, (gsize)offset + 28) *
	    (doc_u16(s, (gsize)offset + 32) / 1000.0) / TWIPS_PER_MM;
	*tall_mm_r = doc_u16(s, (gsize)offset + 30) *
	    (doc_u16(s, (gsize)offset + 34) / 1000.0) / TWIPS_PER_MM;
	if (header < 36 || length <= header || length > s->length ||
	    offset > s->length - length)
		return NULL;
	bytes = s->bytes + offset + header;
	length -= header;
	for (size_t i = 0; i < G_N_ELEMENTS(begins) && found == NULL; i++)
		found = memmem(bytes, length, begins[i], strlen(begins[i]));
	if (found == NULL)
		return NULL;
	return g_bytes_new(found, length - (gsize)(found - bytes));
}
