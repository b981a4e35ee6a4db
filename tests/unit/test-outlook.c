/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "outlook.h"

#include <gsf/gsf-outfile-msole.h>
#include <gsf/gsf-output-memory.h>
#include <gsf/gsf-utils.h>

#include "examined.h"
#include "harness.h"
#include "unpack.h"

static void
put_stream(GsfOutfile *storage, const char *name, const void *data,
    size_t length)
{
	GsfOutput *stream = gsf_outfile_new_child(storage, name, FALSE);

	gsf_output_write(stream, length, data);
	gsf_output_close(stream);
	g_object_unref(stream);
}

/* A string in UTF-16. */
static void
put_text(GsfOutfile *storage, const char *tag, const char *text)
{
	g_autofree char *name = g_strconcat("__substg1.0_", tag, "001F", NULL);
	glong units = 0;
	g_autofree gunichar2 *wide =
	    g_utf8_to_utf16(text, -1, NULL, &units, NULL);

	put_stream(storage, name, wide, (size_t)units * 2);
}

static GsfOutfile *
put_storage(GsfOutfile *storage, const char *name)
{
	return GSF_OUTFILE(gsf_outfile_new_child(storage, name, TRUE));
}

static void
end_storage(GsfOutfile *storage)
{
	gsf_output_close(GSF_OUTPUT(storage));
	g_object_unref(storage);
}

static void
put_attachment(GsfOutfile *message, unsigned number, const char *name,
    const char *content)
{
	g_autofree char *where =
	    g_strdup_printf("__attach_version1.0_#%08X", number);
	GsfOutfile *attachment = put_storage(message, where);

	put_text(attachment, "3707", name);
	put_stream(attachment, "__substg1.0_37010102", content,
	    strlen(content));
	end_storage(attachment);
}

/* What every message has, and a text. */
static void
put_message(GsfOutfile *message, const char *subject, const char *text)
{
	put_stream(message, "__properties_version1.0", "\0\0\0\0\0\0\0\0", 8);
	put_text(message, "0037", subject);
	put_text(message, "1000", text);
}

/* Ends the file, whose bytes these are; ole and memory are consumed. */
static GBytes *
closed(GsfOutfile *ole, GsfOutput *memory)
{
	GBytes *bytes;

	gsf_output_close(GSF_OUTPUT(ole));
	bytes = g_bytes_new(
	    gsf_output_memory_get_bytes(GSF_OUTPUT_MEMORY(memory)),
	    (gsize)gsf_output_size(memory));
	g_object_unref(ole);
	g_object_unref(memory);
	return bytes;
}

static GBytes *
saved_message(void)
{
	GsfOutput *memory = gsf_output_memory_new();
	GsfOutfile *ole = gsf_outfile_msole_new(memory);
	GsfOutfile *attachment, *inner;

	put_message(ole, "Dossier ASR", "Voici le dossier d’été");
	put_attachment(ole, 0, "Annexe n° 5.txt", "Avis favorable\n");
	attachment = put_storage(ole, "__attach_version1.0_#00000001");
	inner = put_storage(attachment, "__substg1.0_3701000D");
	put_message(inner, "Réponse", "Autre texte");
	put_attachment(inner, 0, "Annexe 6.txt", "Avis réservé\n");
	end_storage(inner);
	end_storage(attachment);
	return closed(ole, memory);
}

/* More parts than a report may have, so that other limits show. */
static struct exam *
opened(GBytes *bytes)
{
	struct exam *exam = exam_ready();
	struct entry entry = { .parent = -1, .place = PLACE_MAIL,
		.name = "m.msg", .bytes = bytes };

	exam->budget->parts_left = 2 * REPORT_PARTS_MAX;
	unpack_part(exam, exam_add(exam, &entry));
	return exam;
}

START_TEST(text_and_attachments_come_out)
{
	g_autoptr(GBytes) bytes = saved_message();
	struct exam *exam = opened(bytes);
	g_autofree char *parts = summary(exam->report);
	const struct page *page =
	    report_part(exam->report, 1)->pages->pdata[0];

	ck_assert_str_eq(parts,
	    "container m.msg application/vnd.ms-outlook\n"
	    "0: body m.msg/ text/plain\n"
	    "0: document m.msg/Annexe n° 5.txt text/plain\n"
	    "0: container m.msg/Réponse application/vnd.ms-outlook\n"
	    "3: body m.msg/Réponse/ text/plain\n"
	    "3: document m.msg/Réponse/Annexe 6.txt text/plain\n");
	ck_assert(page->quoted);
	ck_assert_str_eq(page->text, "Voici le dossier d’été\n");
	ck_assert(!exam->report->truncated);
	exam_done(exam);
}
END_TEST

/* One attachment of so many bytes. */
static GBytes *
message_of(size_t length)
{
	GsfOutput *memory = gsf_output_memory_new();
	GsfOutfile *ole = gsf_outfile_msole_new(memory);
	g_autofree char *content = g_strnfill(length, 'x');
	GBytes *bytes;

	put_message(ole, "Dossier ASR", "Voici");
	put_attachment(ole, 0, "a.txt", content);
	gsf_output_close(GSF_OUTPUT(ole));
	bytes = g_bytes_new(
	    gsf_output_memory_get_bytes(GSF_OUTPUT_MEMORY(memory)),
	    (gsize)gsf_output_size(memory));
	g_object_unref(ole);
	g_object_unref(memory);
	return bytes;
}

START_TEST(streams_are_limited)
{
	for (size_t more = 0; more < 2; more++) {
		g_autoptr(GBytes) bytes =
		    message_of(OUTLOOK_STREAM_BYTES_MAX + more);
		struct exam *exam = opened(bytes);
		const struct part *part = report_part(exam->report, 2);

		ck_assert_uint_eq(exam->report->parts->len, 3);
		ck_assert_str_eq(part->name, "a.txt");
		ck_assert_uint_eq(part->size,
		    more > 0 ? 0 : OUTLOOK_STREAM_BYTES_MAX);
		ck_assert_int_eq(part->reason == REASON_DAMAGED, more > 0);
		exam_done(exam);
	}
}
END_TEST

/* Texts that are there and cannot be read, or not wholly. */
START_TEST(a_text_that_is_not_all_there_is_said)
{
	static const struct {
		const char *stream, *bytes;
		size_t length;
		bool said;
	} cases[] = {
		{ "__substg1.0_10090102", "\0\0\0\0\0\0\0\0MELA\0\0\0\0"
		    "{\\rtf1 Oui}", 27, false },
		{ "__substg1.0_10090102", "\0\0\0\0\0\0\0\0MELA\0\0\0\0"
		    "{\\rtf1 Oui", 26, true },
		{ "__substg1.0_10090102", "zip", 3, true },
		{ "__substg1.0_10130102", "<p>Oui", 6, false },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		GsfOutput *memory = gsf_output_memory_new();
		GsfOutfile *ole = gsf_outfile_msole_new(memory);
		g_autoptr(GBytes) bytes = NULL;
		struct exam *exam;

		put_stream(ole, "__properties_version1.0",
		    "\0\0\0\0\0\0\0\0", 8);
		put_stream(ole, cases[i].stream, cases[i].bytes,
		    cases[i].length);
		bytes = closed(ole, memory);
		exam = opened(bytes);
		ck_assert_int_eq(exam->report->truncated, cases[i].said);
		exam_done(exam);
	}
}
END_TEST

/* A text too large to be read at all. */
START_TEST(a_text_past_the_limit_is_said)
{
	g_autofree char *text = g_strnfill(OUTLOOK_STREAM_BYTES_MAX + 1, 'a');
	GsfOutput *memory = gsf_output_memory_new();
	GsfOutfile *ole = gsf_outfile_msole_new(memory);
	g_autoptr(GBytes) bytes = NULL;
	struct exam *exam;

	put_stream(ole, "__properties_version1.0", "\0\0\0\0\0\0\0\0", 8);
	put_stream(ole, "__substg1.0_1000001E", text, strlen(text));
	bytes = closed(ole, memory);
	exam = opened(bytes);
	ck_assert(exam->report->truncated);
	exam_done(exam);
}
END_TEST

START_TEST(attachments_are_counted)
{
	for (unsigned more = 0; more < 2; more++) {
		GsfOutput *memory = gsf_output_memory_new();
		GsfOutfile *ole = gsf_outfile_msole_new(memory);
		g_autoptr(GBytes) bytes = NULL;
		struct exam *exam;

		put_message(ole, "Dossier ASR", "Voici");
		for (unsigned i = 0; i < OUTLOOK_ATTACHMENTS_MAX + more; i++)
			put_attachment(ole, i, "a.txt", "Oui\n");
		bytes = closed(ole, memory);
		exam = opened(bytes);
		ck_assert_int_eq(exam_part(exam, 0)->reason,
		    more > 0 ? REASON_TOO_MANY : REASON_NONE);
		ck_assert_int_eq(exam->report->truncated, more > 0);
		exam_done(exam);
	}
}
END_TEST

START_TEST(damage_is_said)
{
	g_autoptr(GBytes) bytes = saved_message();
	g_autoptr(GBytes) cut = g_bytes_new_from_bytes(bytes, 0, 700);
	struct exam *exam = exam_ready();
	struct entry entry = { .parent = -1, .name = "m.msg", .bytes = cut };
	int index = exam_add(exam, &entry);

	outlook_open(exam, index);
	ck_assert_int_eq((int)exam_part(exam, index)->state, PART_UNREADABLE);
	ck_assert(exam->report->truncated);
	exam_done(exam);
}
END_TEST

/* Changes anywhere are survived; run under sanitizers and valgrind. */
START_TEST(changes_are_survived)
{
	g_autoptr(GBytes) bytes = saved_message();
	gsize size = 0;
	const guint8 *data = g_bytes_get_data(bytes, &size);
	guint32 random = (guint32)_i + 1;

	for (unsigned turn = 0; turn < 100; turn++) {
		guint8 *copy = g_memdup2(data, size);
		g_autoptr(GBytes) changed = NULL;

		for (unsigned changes = 0; changes < 4; changes++) {
			random = random * 1664525 + 1013904223;
			copy[8 + (random >> 8) % (size - 8)] =
			    (guint8)(random >> 4);
		}
		changed = g_bytes_new_take(copy, size);
		exam_done(opened(changed));
	}
}
END_TEST

HARNESS_MAIN("outlook", gsf_init();
    tcase_add_test(tc, text_and_attachments_come_out);
    tcase_add_test(tc, streams_are_limited);
    tcase_add_test(tc, a_text_that_is_not_all_there_is_said);
    tcase_add_test(tc, a_text_past_the_limit_is_said);
    tcase_add_test(tc, attachments_are_counted);
    tcase_add_test(tc, damage_is_said);
    tcase_add_loop_test(tc, changes_are_survived, 0, 8))
