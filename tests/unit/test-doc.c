/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The documents were made by LibreOffice. */
#include "doc-file.h"

#include <gsf/gsf-infile-msole.h>
#include <gsf/gsf-input-memory.h>
#include <gsf/gsf-outfile-msole.h>
#include <gsf/gsf-output-memory.h>

#include "reading.h"

#define DOC "application/msword"

static const char *
only_page(const struct part *part)
{
	ck_assert_int_eq(part->state, PART_READ);
	ck_assert_int_eq(part->reason, REASON_NONE);
	ck_assert_uint_eq(part->pages->len, 1);
	return reading_page(part, 0)->text;
}

START_TEST(text_and_boxes_are_read)
{
	OWNED(part) part = reading_file(DOC, "fiche.doc");
	const char *text = only_page(part);

	reading_assert_line(text, "ANNEXE 1");
	reading_assert_line(text, "Nom du candidat : LEFÈVRE-DUBOIS");
	reading_assert_line(text, "[x] Interne");
	reading_assert_line(text, "[ ] Docteur Junior");
	ck_assert_ptr_null(strstr(text, "FORMCHECKBOX"));
}
END_TEST

START_TEST(text_boxes_stand_on_the_line_they_are_anchored_in)
{
	OWNED(part) part = reading_file(DOC, "textbox.doc");
	const char *text = only_page(part);

	reading_assert_line(text, "Je soussigné(e)  Pr Gérard LEBŒUF");
	reading_assert_line(text,
	    "Donne un avis favorable à :  Élodie GÜNTHER");
	ck_assert_ptr_nonnull(strstr(text, "Date :   11/02/2026"));
}
END_TEST

START_TEST(deletions_are_no_text)
{
	OWNED(part) part = reading_file(DOC, "tracked.doc");
	const char *text = only_page(part);

	reading_assert_line(text, "Je soussigné(e) Pr Gérard LEBŒUF");
	ck_assert_ptr_null(strstr(text, "……"));
}
END_TEST

static char *
bytes_of(const char *name, gsize *length_r)
{
	g_autofree char *path =
	    g_build_filename(TEST_SOURCES, "tests/data/documents", name, NULL);
	char *bytes = NULL;

	ck_assert(g_file_get_contents(path, &bytes, length_r, NULL));
	return bytes;
}

/* The file information block, which begins the main stream. */
static unsigned char *
block_of(char *bytes, gsize length)
{
	unsigned char *block =
	    memmem(bytes, length, "\xec\xa5", 2);

	ck_assert_ptr_nonnull(block);
	return block;
}

START_TEST(what_cannot_be_read_is_said)
{
	static const struct {
		size_t at;
		unsigned char value;
		enum part_reason reason;
	} cases[] = {
		{ 0x0b, 0x01, REASON_ENCRYPTED },   /* its flag */
		{ 0x00, 0xdc, REASON_UNSUPPORTED }, /* Word 95's ident */
		{ 0x03, 0x00, REASON_UNSUPPORTED }, /* its version */
		{ 0x00, 0x00, REASON_DAMAGED },
		{ 0x4f, 0x7f, REASON_TOO_LARGE },   /* characters */
		{ 0x1a5, 0x7f, REASON_DAMAGED },    /* where the pieces are */
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		gsize length;
		g_autofree char *bytes = bytes_of("fiche.doc", &length);
		struct part *part;

		block_of(bytes, length)[cases[i].at] = cases[i].value;
		part = reading_of(DOC, bytes, length);
		ck_assert_int_eq(part->state, PART_UNREADABLE);
		ck_assert_int_eq(part->reason, cases[i].reason);
		part_free(part);
	}
}
END_TEST

/* Counts that the file does not keep: only too many are too large. */
START_TEST(characters_are_limited)
{
	for (uint32_t more = 0; more < 2; more++) {
		gsize length;
		g_autofree char *bytes = bytes_of("fiche.doc", &length);
		unsigned char *lengths = block_of(bytes, length) + 0x4c;
		uint32_t count = DOC_CHARACTERS_MAX + more;
		struct part *part;

		memset(lengths, 0, 8 * 4);
		for (unsigned i = 0; i < 4; i++)
			lengths[i] = (unsigned char)(count >> 8 * i);
		part = reading_of(DOC, bytes, length);
		ck_assert_int_eq(part->reason == REASON_TOO_LARGE, more > 0);
		part_free(part);
	}
}
END_TEST

/* A stream of an OLE2 file, with so many zeros behind it. */
static GByteArray *
stream_of(GsfInfile *ole, const char *name, guint zeros)
{
	GsfInput *input = gsf_infile_child_by_name(ole, name);
	GByteArray *out = g_byte_array_new();
	guint size;

	ck_assert_ptr_nonnull(input);
	size = (guint)gsf_input_size(input);
	g_byte_array_set_size(out, size + zeros);
	memset(out->data, 0, out->len);
	ck_assert_ptr_nonnull(gsf_input_read(input, size, out->data));
	g_object_unref(input);
	return out;
}

static void
add_stream(GsfOutfile *ole, const char *name, GByteArray *bytes)
{
	GsfOutput *stream = gsf_outfile_new_child(ole, name, FALSE);

	gsf_output_write(stream, bytes->len, bytes->data);
	gsf_output_close(stream);
	g_object_unref(stream);
	g_byte_array_unref(bytes);
}

static void
set_u32(GByteArray *bytes, guint at, guint32 value)
{
	for (unsigned i = 0; i < 4; i++)
		bytes->data[at + i] = (guint8)(value >> 8 * i);
}

static guint32
get_u32(const GByteArray *bytes, guint at)
{
	guint32 value = 0;

	for (unsigned i = 4; i-- > 0;)
		value = value << 8 | bytes->data[at + i];
	return value;
}

/* The form's streams, while one of them is made longer. */
struct streams {
	GByteArray *main, *table;
};

static void
begin(struct streams *s, guint main_more, guint table_more)
{
	gsize size;
	g_autofree char *bytes = bytes_of("fiche.doc", &size);
	GsfInput *input = gsf_input_memory_new(
	    (const guint8 *)bytes, (gsf_off_t)size, FALSE);
	GsfInfile *ole = gsf_infile_msole_new(input, NULL);

	s->main = stream_of(ole, "WordDocument", main_more);
	s->table = stream_of(ole, "1Table", table_more);
	g_object_unref(ole);
	g_object_unref(input);
}

/* Reads the form with its streams as they are now, and so many zeros of
 * data; frees them. */
static struct part *
end(struct streams *s, gsize data)
{
	GsfOutput *memory = gsf_output_memory_new();
	GsfOutfile *ole = gsf_outfile_msole_new(memory);
	struct part *part;

	add_stream(ole, "WordDocument", s->main);
	add_stream(ole, "1Table", s->table);
	if (data > 0)
		add_stream(ole, "Data", g_byte_array_new_take(
		    g_malloc0(data), data));
	gsf_output_close(GSF_OUTPUT(ole));
	part = reading_of(DOC,
	    gsf_output_memory_get_bytes(GSF_OUTPUT_MEMORY(memory)),
	    (gsize)gsf_output_size(memory));
	g_object_unref(ole);
	g_object_unref(memory);
	return part;
}

/* The last length bytes of the table stream are the table at fib. */
static void
set_table(struct streams *s, guint fib, guint length)
{
	set_u32(s->main, fib, s->table->len - length);
	set_u32(s->main, fib + 4, length);
}

/* Tables of [MS-DOC]: where, and how long at the limit and past it. */
static const struct {
	guint fib, length;
	enum part_reason reason;
} tables[] = {
	{ 0xf2, 4 * (6000 + 2), REASON_NONE }, /* headers, and a guard */
	{ 0xf2, 4 * (6001 + 2), REASON_TOO_MANY },
	{ 0x25a, 4 + 26 * 5000, REASON_NONE }, /* text boxes */
	{ 0x25a, 4 + 26 * 5001, REASON_TOO_MANY },
};

START_TEST(headers_and_text_boxes_are_counted)
{
	struct streams s;
	struct part *part;

	begin(&s, 0, tables[_i].length);
	set_table(&s, tables[_i].fib, tables[_i].length);
	part = end(&s, 0);
	ck_assert_int_eq(part->reason, tables[_i].reason);
	reading_assert_line(reading_page(part, 0)->text, "ANNEXE 1");
	ck_assert_int_eq(
	    reading_page(part, part->pages->len - 1)->source,
	    tables[_i].reason == REASON_NONE ? PAGE_TEXT : PAGE_NOT_READ);
	part_free(part);
}
END_TEST

/* All of a document, or nothing, for its text would not be what it shows. */
static void
assert_read(struct part *part, bool read)
{
	if (read) {
		reading_assert_line(only_page(part), "ANNEXE 1");
	} else {
		ck_assert_int_eq(part->state, PART_UNREADABLE);
		ck_assert_int_eq(part->reason, REASON_TOO_LARGE);
	}
	part_free(part);
}

/* The form with its one piece and empty ones behind it, count in all:
 * [MS-DOC] 2.8.35, positions before the pieces' eight bytes each. */
static struct part *
with_pieces(guint count)
{
	guint length = 5 + 4 + 12 * count, was;
	struct streams s;

	begin(&s, 0, length);
	was = get_u32(s.main, 0x1a2) + 5;
	ck_assert_uint_eq(get_u32(s.main, 0x1a6), 5 + 4 + 12);
	set_table(&s, 0x1a2, length);
	length = s.table->len - length;
	s.table->data[length] = 2;
	set_u32(s.table, length + 1, 4 + 12 * count);
	length += 5;
	for (guint i = 1; i <= count; i++)
		set_u32(s.table, length + 4 * i, get_u32(s.table, was + 4));
	memcpy(s.table->data + length + 4 * (count + 1),
	    s.table->data + was + 8, 8);
	return end(&s, 0);
}

START_TEST(pieces_are_counted)
{
	assert_read(with_pieces(DOC_PIECES_MAX), true);
	assert_read(with_pieces(DOC_PIECES_MAX + 1), false);
}
END_TEST

/* The form, beginning with so many fields in fields, of two bytes each. */
static struct part *
with_fields(guint count)
{
	struct streams s;
	guint at;

	begin(&s, 0, 0);
	at = get_u32(s.table, get_u32(s.main, 0x1a2) + 5 + 8 + 2);
	ck_assert_uint_lt(at, s.main->len);
	for (guint i = 0; i < 2 * count; i++) {
		s.main->data[at + 2 * i] = i < count ? 0x13 : 0x15;
		s.main->data[at + 2 * i + 1] = 0;
	}
	return end(&s, 0);
}

START_TEST(fields_nest_so_far)
{
	for (guint more = 0; more < 2; more++) {
		OWNED(part) part = with_fields(16 + more);

		ck_assert_int_eq(part->reason,
		    more ? REASON_TOO_MANY : REASON_NONE);
		reading_assert_line(reading_page(part, 0)->text,
		    "Nom du candidat : LEFÈVRE-DUBOIS");
		ck_assert_uint_eq(part->pages->len, 1 + more);
	}
}
END_TEST

/* Tables of the pages that hold runs, and paragraphs, and how many of them
 * one page has here. */
static const struct {
	guint fib, on_page;
} looks[] = { { 0xfa, 100 }, { 0x102, 25 } };

/* The form, its table at fib naming one page as often as makes count: all
 * of them of no length, where no character stands; and one more. */
static struct part *
with_runs(guint fib, guint on_page, guint more)
{
	guint pages = DOC_RUNS_MAX / on_page + more;
	guint length = 4 + 8 * pages, at, page;
	struct streams s;

	begin(&s, 3 * 512, length);
	page = (s.main->len - 1024) / 512;
	s.main->data[page * 512 + 511] = (guint8)on_page;
	s.main->data[page * 512 + 1023] = 1;
	set_table(&s, fib, length);
	at = s.table->len - 4 * pages;
	for (guint i = 0; i < pages; i++)
		set_u32(s.table, at + 4 * i,
		    i < DOC_RUNS_MAX / on_page ? page : page + 1);
	return end(&s, 0);
}

START_TEST(looks_are_counted)
{
	guint fib = looks[_i].fib, on_page = looks[_i].on_page;

	assert_read(with_runs(fib, on_page, 0), true);
	assert_read(with_runs(fib, on_page, 1), false);
}
END_TEST

static struct part *
with_streams(gsize main, gsize table, gsize data)
{
	struct streams s;

	begin(&s, 0, 0);
	if (main > 0)
		g_byte_array_set_size(s.main, (guint)main);
	if (table > 0)
		g_byte_array_set_size(s.table, (guint)table);
	return end(&s, data);
}

START_TEST(streams_are_limited)
{
	gsize most = DOC_STREAM_BYTES_MAX;
	struct part *part;

	assert_read(with_streams(most, 0, 0), true);
	assert_read(with_streams(most + 1, 0, 0), false);
	assert_read(with_streams(0, most, 0), true);
	assert_read(with_streams(0, most + 1, 0), false);
	assert_read(with_streams(0, 0, most), true);
	/* Pictures are missed; the text is not. */
	part = with_streams(0, 0, most + 1);
	ck_assert_int_eq(part->state, PART_READ);
	ck_assert_int_eq(part->reason, REASON_TOO_LARGE);
	reading_assert_line(reading_page(part, 0)->text, "ANNEXE 1");
	ck_assert_int_eq(reading_page(part, 1)->source, PAGE_NOT_READ);
	part_free(part);
}
END_TEST

static void
drop(const char *domain, GLogLevelFlags level, const char *message,
    void *user)
{
	(void)domain;
	(void)level;
	(void)message;
	(void)user;
}

START_TEST(broken_files_do_no_harm)
{
	static const char *const names[] = { "fiche.doc", "textbox.doc" };
	uint32_t random = 1;

	g_log_set_default_handler(drop, NULL);
	for (unsigned i = 0; i < 400; i++) {
		gsize length;
		g_autofree char *bytes =
		    bytes_of(names[i % G_N_ELEMENTS(names)], &length);
		struct part *part;

		for (unsigned k = 0; k < 20; k++) {
			random = random * 1664525u + 1013904223u;
			bytes[random % length] = (char)(random >> 24);
		}
		part = reading_of(DOC, bytes,
		    i % 5 == 0 ? random % length : length);
		ck_assert(part->state == PART_READ ||
		    part->reason != REASON_NONE);
		part_free(part);
	}
}
END_TEST

HARNESS_MAIN("doc", tcase_add_test(tc, text_and_boxes_are_read);
    tcase_add_test(tc, text_boxes_stand_on_the_line_they_are_anchored_in);
    tcase_add_test(tc, deletions_are_no_text);
    tcase_add_test(tc, what_cannot_be_read_is_said);
    tcase_add_test(tc, characters_are_limited);
    tcase_add_loop_test(tc, headers_and_text_boxes_are_counted, 0,
	G_N_ELEMENTS(tables));
    tcase_add_test(tc, pieces_are_counted);
    tcase_add_test(tc, fields_nest_so_far);
    tcase_add_loop_test(tc, looks_are_counted, 0, G_N_ELEMENTS(looks));
    tcase_add_test(tc, streams_are_limited);
    tcase_add_test(tc, broken_files_do_no_harm))
