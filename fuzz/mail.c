/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Harnesses of mail: the walk, header fields, names, reports. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "examination.h"
#include "filename.h"
#include "harness.h"
#include "headers.h"
#include "mailtext.h"
#include "noise.h"
#include "quoting.h"
#include "report-json.h"
#include "rfc2047.h"
#include "utf7.h"
#include "walk.h"

/* Everything but the reading of documents, which have their own. */
void
harness_message(const uint8_t *data, size_t size)
{
	struct exam *exam = examination_begin();
	g_autoptr(GBytes) raw = g_bytes_new(data, size);

	headers_read(exam, raw);
	walk_message(exam, raw, -1);
	noise_judge(exam);
	examination_end(exam);
}

void
harness_headers(const uint8_t *data, size_t size)
{
	struct exam *exam = examination_begin();
	g_autoptr(GBytes) raw = g_bytes_new(data, size);
	g_autofree char *subject =
	    headers_text((const char *)data, size, "Subject");

	g_assert_true(subject == NULL || g_utf8_validate(subject, -1, NULL));
	g_assert_cmpuint(headers_offset((const char *)data, size), <=, size);
	headers_read(exam, raw);
	examination_end(exam);
}

static void
must_be_text(char *text)
{
	g_assert_true(g_utf8_validate(text, -1, NULL));
	g_free(text);
}

/* Names of files and folders, in whatever charset they came. */
void
harness_names(const uint8_t *data, size_t size)
{
	g_autofree char *raw = g_strndup((const char *)data, size);
	g_autofree char *text = mailtext_decode((const char *)data, size, NULL);
	g_autofree char *folder = g_utf8_validate(raw, -1, NULL) ?
	    utf7_encode(raw) : NULL;
	struct filename name = filename_read(text);
	char *wire = utf7_decode(raw);
	char *own, *quoted;

	g_assert_true(g_utf8_validate(text, -1, NULL));
	must_be_text(rfc2047_decode(raw));
	must_be_text(mailtext_repair(text));
	must_be_text(mailtext_name(raw));
	g_free(rfc2047_plain_words(raw));
	if (wire != NULL)
		must_be_text(wire);
	if (name.name != NULL)
		g_assert_null(strchr(name.name, '/'));
	filename_clear(&name);
	quoting_split(text, &own, &quoted);
	must_be_text(own);
	must_be_text(quoted);
}

/* The first line: the declared type of a part of a delivery report. */
void
harness_delivery(const uint8_t *data, size_t size)
{
	static const char *const types[] = { "message/delivery-status",
		"message/disposition-notification", "text/rfc822-headers",
		"message/rfc822" };
	struct exam *exam = examination_begin();
	g_autoptr(GBytes) bytes = g_bytes_new(data, size);

	for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
		delivery_read(exam->report, types[i], bytes);
	examination_end(exam);
}

/* What a decoder takes, it can write again, and takes that as well. */
void
harness_report(const uint8_t *data, size_t size)
{
	OWNED(report) report = report_decode((const char *)data, size, NULL);
	OWNED(report) again = NULL;
	g_autofree char *json = NULL;
	g_autofree char *same = NULL;
	g_autoptr(GError) error = NULL;

	if (report == NULL)
		return;
	json = report_encode(report);
	again = report_decode(json, strlen(json), &error);
	g_assert_no_error(error);
	same = report_encode(again);
	g_assert_cmpstr(json, ==, same);
}
