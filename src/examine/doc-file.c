/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The structure of a Word 97-2003 file: see doc-file.h. */
#include "doc-inside.h"

#include <stdlib.h>
#include <string.h>

#include <gsf/gsf-infile-msole.h>
#include <gsf/gsf-input-memory.h>

#include "charset.h"

#define IDENT_WORD_97 0xa5ec
#define IDENT_WORD_95 0xa5dc
#define VERSION_WORD_97 0x00c1
#define FLAG_ENCRYPTED 0x0100
#define FLAG_SECOND_TABLE 0x0200

/* Formatted disk pages: 512 bytes, their number of runs at the end. */
#define PAGE_BYTES 512u
#define PAGE_NUMBER_MASK 0x3fffffu
#define CHARACTER_RUNS_OF_PAGE 0x65
#define PARAGRAPHS_OF_PAGE 0x1d

/* Properties ([MS-DOC] 2.6): the few that matter here. */
#define CHARACTER_DELETED 0x0800
#define CHARACTER_HIDDEN 0x083c
#define CHARACTER_SPECIAL 0x0855
#define CHARACTER_DATA 0x6a03
#define CHARACTER_SYMBOL 0x6a09
#define PARAGRAPH_ROW_ENDS 0x2417
#define PARAGRAPH_PAGE_BEFORE 0x2407

uint16_t
doc_u16(const struct stream *s, gsize at)
{
	if (at + 2 > s->length || at + 2 < at)
		return 0;
	return (uint16_t)(s->bytes[at] | s->bytes[at + 1] << 8);
}

uint32_t
doc_u32(const struct stream *s, gsize at)
{
	return (uint32_t)doc_u16(s, at) | (uint32_t)doc_u16(s, at + 2) << 16;
}

struct plc
doc_plc(const struct doc_file *file, gsize fib, unsigned data_bytes)
{
	gsize at = doc_u32(&file->main, fib);
	gsize length = doc_u32(&file->main, fib + 4);
	struct plc plc = { &file->table, at, 0, data_bytes };

	if (length >= 4 && at + length <= file->table.length)
		plc.count = (unsigned)((length - 4) / (4 + data_bytes));
	return plc;
}

uint32_t
doc_plc_position(const struct plc *plc, unsigned index)
{
	return doc_u32(plc->stream, plc->at + 4 * (gsize)index);
}

gsize
doc_plc_data(const struct plc *plc, unsigned index)
{
	return plc->at + 4 * ((gsize)plc->count + 1) +
	    (gsize)index * plc->data_bytes;
}

/* A stream that is not there is empty. */
static enum part_reason
read_stream(GsfInfile *ole, const char *name, struct stream *s)
{
	GsfInput *input = gsf_infile_child_by_name(ole, name);
	gsf_off_t size = input != NULL ? gsf_input_size(input) : 0;
	enum part_reason reason = REASON_NONE;

	if (size > 0 && (gsize)size > DOC_STREAM_BYTES_MAX) {
		reason = REASON_TOO_LARGE;
	} else if (size > 0) {
		s->bytes = g_malloc((gsize)size);
		if (gsf_input_read(input, (size_t)size, s->bytes) != NULL)
			s->length = (gsize)size;
		else
			reason = REASON_DAMAGED;
	}
	g_clear_object(&input);
	return reason;
}

static enum part_reason
check_header(const struct doc_file *file)
{
	uint16_t ident = doc_u16(&file->main, FIB_IDENT);

	if (ident == IDENT_WORD_95)
		return REASON_UNSUPPORTED;
	if (ident != IDENT_WORD_97 || file->main.length < FIB_BYTES_MIN)
		return REASON_DAMAGED;
	if (doc_u16(&file->main, FIB_VERSION) < VERSION_WORD_97)
		return REASON_UNSUPPORTED;
	if (doc_u16(&file->main, FIB_FLAGS) & FLAG_ENCRYPTED)
		return REASON_ENCRYPTED;
	return REASON_NONE;
}

/* Where each story begins: [MS-DOC] 2.3. */
static enum part_reason
read_lengths(struct doc_file *file)
{
	uint64_t sum = 0;

	for (unsigned i = 0; i < DOC_STORY_COUNT; i++) {
		file->story_at[i] = (uint32_t)sum;
		sum += doc_u32(&file->main, FIB_LENGTHS + 4 * i);
		if (sum > DOC_CHARACTERS_MAX)
			return REASON_TOO_LARGE;
	}
	file->story_at[DOC_STORY_COUNT] = (uint32_t)sum;
	return sum > 0 ? REASON_NONE : REASON_DAMAGED;
}

/* The table of pieces follows properties that fast saves left. */
static bool
find_pieces(const struct doc_file *file, gsize *at_r, gsize *length_r)
{
	gsize at = doc_u32(&file->main, FIB_PIECES);
	gsize end = at + doc_u32(&file->main, FIB_PIECES + 4);
	const struct stream *table = &file->table;

	if (end > table->length)
		return false;
	while (at + 3 <= end && table->bytes[at] == 1)
		at += 3 + (gsize)doc_u16(table, at + 1);
	if (at + 5 > end || table->bytes[at] != 2)
		return false;
	*length_r = doc_u32(table, at + 1);
	*at_r = at + 5;
	return *at_r + *length_r <= end && *length_r >= 4;
}

static enum part_reason
read_pieces(struct doc_file *file)
{
	struct plc plc = { &file->table, 0, 0, 8 };
	gsize length = 0;

	if (!find_pieces(file, &plc.at, &length))
		return REASON_DAMAGED;
	plc.count = (unsigned)((length - 4) / 12);
	if (plc.count > DOC_PIECES_MAX)
		return REASON_TOO_LARGE;
	for (unsigned i = 0; i < plc.count; i++) {
		uint32_t place =
		    doc_u32(&file->table, doc_plc_data(&plc, i) + 2);
		struct piece piece = { doc_plc_position(&plc, i),
			doc_plc_position(&plc, i + 1), place & 0x3fffffff,
			(place & 0x40000000) != 0 };

		if (piece.narrow)
			piece.offset /= 2;
		if (piece.to < piece.from)
			return REASON_DAMAGED;
		g_array_append_val(file->pieces, piece);
	}
	return REASON_NONE;
}

/* The length of a property's operand: [MS-DOC] 2.6.1 and 2.9.163. */
static gsize
operand_length(const struct stream *s, gsize at, uint16_t property)
{
	static const unsigned char lengths[] = { 1, 1, 2, 4, 2, 2, 0, 3 };
	unsigned kind = property >> 13;

	if (kind != 6)
		return lengths[kind];
	/* Table definitions have two bytes of length. */
	if (property == 0xd606 || property == 0xd608)
		return (gsize)doc_u16(s, at) + 1;
	return at < s->length ? (gsize)s->bytes[at] + 1 : 1;
}

typedef void property_fn(void *target, const struct stream *s, gsize at,
    uint16_t property);

static void
read_properties(const struct stream *s, gsize at, gsize end, void *target,
    property_fn *fn)
{
	while (at + 2 <= end) {
		uint16_t property = doc_u16(s, at);

		at += 2;
		fn(target, s, at, property);
		at += operand_length(s, at, property);
	}
}

static bool
is_on(const struct stream *s, gsize at)
{
	return at < s->length && (s->bytes[at] & 1) != 0;
}

static void
on_character_property(void *target, const struct stream *s, gsize at,
    uint16_t property)
{
	struct doc_run *run = target;

	switch (property) {
	case CHARACTER_DELETED:
	case CHARACTER_HIDDEN:
		run->hidden = run->hidden || is_on(s, at);
		break;
	case CHARACTER_SPECIAL:
		run->special = is_on(s, at);
		break;
	case CHARACTER_DATA:
		run->data = doc_u32(s, at);
		run->has_data = true;
		break;
	case CHARACTER_SYMBOL:
		run->symbol = doc_u16(s, at + 2);
		break;
	}
}

static void
on_paragraph_property(void *target, const struct stream *s, gsize at,
    uint16_t property)
{
	struct doc_paragraph *paragraph = target;

	if (property == PARAGRAPH_ROW_ENDS)
		paragraph->row_ends = is_on(s, at);
	else if (property == PARAGRAPH_PAGE_BEFORE)
		paragraph->page_before = is_on(s, at);
}

/* A page of character runs: [MS-DOC] 2.9.33. */
static void
read_run_page(struct doc_file *file, gsize page)
{
	const struct stream *s = &file->main;
	unsigned count = s->bytes[page + PAGE_BYTES - 1];

	if (count > CHARACTER_RUNS_OF_PAGE)
		return;
	for (unsigned i = 0; i < count; i++) {
		struct doc_run run = { .from = doc_u32(s, page + 4 * i),
			.to = doc_u32(s, page + 4 * i + 4) };
		gsize at = 2u * s->bytes[page + 4 * (count + 1) + i];

		if (at > 0) {
			gsize end = at + 1 + s->bytes[page + at];

			read_properties(s, page + at + 1,
			    page + MIN(end, PAGE_BYTES - 1), &run,
			    on_character_property);
		}
		g_array_append_val(file->runs, run);
	}
}

/* A page of paragraphs: [MS-DOC] 2.9.175; 13 bytes for each. */
static void
read_paragraph_page(struct doc_file *file, gsize page)
{
	const struct stream *s = &file->main;
	unsigned count = s->bytes[page + PAGE_BYTES - 1];

	if (count > PARAGRAPHS_OF_PAGE)
		return;
	for (unsigned i = 0; i < count; i++) {
		struct doc_paragraph paragraph = {
			.from = doc_u32(s, page + 4 * i),
			.to = doc_u32(s, page + 4 * i + 4) };
		gsize at = 2u * s->bytes[page + 4 * (count + 1) + 13 * i];
		gsize length;

		if (at > 0 && at + 4 < PAGE_BYTES) {
			/* Words, of which the first byte is half; or, when
			 * that is 0, the next byte counts whole words. */
			length = s->bytes[page + at] * 2u;
			length = length > 0 ? length - 1 :
					      s->bytes[page + ++at] * 2u;
			/* The style's number stands first. */
			read_properties(s, page + at + 3,
			    page + MIN(at + 1 + length, PAGE_BYTES - 1),
			    &paragraph, on_paragraph_property);
		}
		g_array_append_val(file->paragraphs, paragraph);
	}
}

/* Runs and paragraphs both begin with their place. */
static int
by_place(const void *a, const void *b)
{
	uint32_t one = *(const uint32_t *)a, other = *(const uint32_t *)b;

	return (one > other) - (one < other);
}

/* All of array, sorted. */
static enum part_reason
read_pages(struct doc_file *file, gsize fib, GArray *array,
    void (*read_page)(struct doc_file *file, gsize page))
{
	struct plc plc = doc_plc(file, fib, 4);

	for (unsigned i = 0; i < plc.count; i++) {
		uint32_t number = doc_u32(plc.stream, doc_plc_data(&plc, i));
		gsize page = (gsize)(number & PAGE_NUMBER_MASK) * PAGE_BYTES;

		if (page + PAGE_BYTES <= file->main.length)
			read_page(file, page);
		/* Without them deleted text would pass for text. */
		if (array->len > DOC_RUNS_MAX)
			return REASON_TOO_LARGE;
	}
	g_array_sort(array, by_place);
	return REASON_NONE;
}

static enum part_reason
read_streams(struct doc_file *file, GsfInfile *ole)
{
	enum part_reason reason = read_stream(ole, "WordDocument", &file->main);
	bool second;

	if (reason == REASON_NONE)
		reason = check_header(file);
	if (reason != REASON_NONE)
		return reason;
	second = (doc_u16(&file->main, FIB_FLAGS) & FLAG_SECOND_TABLE) != 0;
	return read_stream(ole, second ? "1Table" : "0Table", &file->table);
}

static enum part_reason
read_tables(struct doc_file *file)
{
	enum part_reason reason = read_lengths(file);

	if (reason == REASON_NONE)
		reason = read_pieces(file);
	if (reason == REASON_NONE)
		reason = read_pages(file, FIB_CHARACTER_RUNS, file->runs,
		    read_run_page);
	if (reason == REASON_NONE)
		reason = read_pages(file, FIB_PARAGRAPHS, file->paragraphs,
		    read_paragraph_page);
	return reason;
}

struct doc_file *
doc_file_open(GBytes *bytes, enum part_reason *reason_r)
{
	gsize size;
	const guint8 *data = g_bytes_get_data(bytes, &size);
	GsfInput *input = gsf_input_memory_new(data, (gsf_off_t)size, FALSE);
	GsfInfile *ole = gsf_infile_msole_new(input, NULL);
	struct doc_file *file;

	g_object_unref(input);
	*reason_r = REASON_DAMAGED;
	if (ole == NULL)
		return NULL;
	file = g_new0(struct doc_file, 1);
	file->pieces = g_array_new(FALSE, FALSE, sizeof(struct piece));
	file->runs = g_array_new(FALSE, FALSE, sizeof(struct doc_run));
	file->paragraphs =
	    g_array_new(FALSE, FALSE, sizeof(struct doc_paragraph));
	*reason_r = read_streams(file, ole);
	if (*reason_r == REASON_NONE)
		*reason_r = read_tables(file);
	if (*reason_r == REASON_NONE)
		*reason_r = read_stream(ole, "Data", &file->data);
	else
		g_clear_pointer(&file, doc_file_free);
	g_object_unref(ole);
	return file;
}

void
doc_file_free(struct doc_file *file)
{
	if (file == NULL)
		return;
	g_free(file->main.bytes);
	g_free(file->table.bytes);
	g_free(file->data.bytes);
	g_array_unref(file->pieces);
	g_array_unref(file->runs);
	g_array_unref(file->paragraphs);
	g_free(file);
}

void
doc_file_story(const struct doc_file *file, enum doc_story story,
    uint32_t *from_r, uint32_t *to_r)
{
	*from_r = file->story_at[story];
	*to_r = file->story_at[story + 1];
}

/* The piece that holds cp; the last one found is the likeliest. */
static const struct piece *
find_piece(struct doc_file *file, uint32_t cp)
{
	unsigned low = 0, high = file->pieces->len;
	const struct piece *piece;

	if (file->piece < high) {
		piece = &g_array_index(file->pieces, struct piece, file->piece);
		if (cp >= piece->from && cp < piece->to)
			return piece;
	}
	while (low < high) {
		unsigned middle = low + (high - low) / 2;

		piece = &g_array_index(file->pieces, struct piece, middle);
		if (cp < piece->from)
			high = middle;
		else if (cp >= piece->to)
			low = middle + 1;
		else {
			file->piece = middle;
			return piece;
		}
	}
	return NULL;
}

/* The element of array, sorted and beginning with from and to, at fc. */
static const void *
find_place(const GArray *array, size_t size, uint32_t fc)
{
	unsigned low = 0, high = array->len;

	while (low < high) {
		unsigned middle = low + (high - low) / 2;
		const uint32_t *place = (const uint32_t *)(const void *)
		    (array->data + middle * size);

		if (fc < place[0])
			high = middle;
		else if (fc >= place[1])
			low = middle + 1;
		else
			return place;
	}
	return NULL;
}

struct doc_character
doc_file_at(struct doc_file *file, uint32_t cp)
{
	struct doc_character character = { 0 };
	const struct piece *piece = find_piece(file, cp);
	uint32_t fc;

	if (piece == NULL)
		return character;
	fc = piece->offset + (cp - piece->from) * (piece->narrow ? 1 : 2);
	if (!piece->narrow)
		character.c = doc_u16(&file->main, fc);
	else if (fc < file->main.length)
		character.c =
		    charset_char(CHARSET_WINDOWS, file->main.bytes[fc]);
	character.run = find_place(file->runs, sizeof(struct doc_run), fc);
	character.paragraph = find_place(
	    file->paragraphs, sizeof(struct doc_paragraph), fc);
	return character;
}
