/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Harnesses of what holds other files. */
#include "config.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "archives.h"
#include "cms.h"
#include "examination.h"
#include "harness.h"
#include "outlook.h"
#include "report-json.h"
#include "rtfmail.h"
#include "unpack.h"
#include "winmail.h"

struct exam *
examination_begin(void)
{
	static struct budget budget;
	static struct filetype *filetype;

	if (filetype == NULL)
		filetype = filetype_open(NULL);
	g_assert_nonnull(filetype);
	budget = (struct budget){ .parts_left = REPORT_PARTS_MAX,
		.pages_left = REPORT_PAGES_MAX,
		.bytes_left = EXAMINATION_BYTES_MAX,
		.ends_at_us = g_get_monotonic_time() + 60 * G_USEC_PER_SEC };
	return exam_new(&budget, filetype);
}

void
examination_end(struct exam *exam)
{
	g_autofree char *json = report_encode(exam->report);
	g_autoptr(GError) error = NULL;
	OWNED(report) report = report_decode(json, strlen(json), &error);

	g_assert_no_error(error);
	exam_free(exam);
}

struct exam *
examination_of_part(const uint8_t *data, size_t size)
{
	struct exam *exam = examination_begin();
	g_autoptr(GBytes) bytes = g_bytes_new(data, size);
	struct entry entry = { .parent = -1, .place = PLACE_MAIL,
		.name = "x", .attached = true, .bytes = bytes };

	exam_add(exam, &entry);
	return exam;
}

void
harness_archive(const uint8_t *data, size_t size)
{
	struct exam *exam = examination_of_part(data, size);
	g_autofree char *type = archives_office_type(exam_leaf(exam, 0)->bytes);

	archives_open(exam, 0);
	examination_end(exam);
}

void
harness_winmail(const uint8_t *data, size_t size)
{
	struct exam *exam = examination_of_part(data, size);

	winmail_open(exam, 0);
	examination_end(exam);
}

/* The body of a winmail.dat or a .msg, as RTF that is compressed. */
void
harness_rtfmail(const uint8_t *data, size_t size)
{
	struct exam *exam = examination_begin();
	bool cut = false;
	g_autofree char *text = rtfmail_text(data, size, exam->budget, &cut);

	g_assert_true(g_utf8_validate(text, -1, NULL));
	examination_end(exam);
}

void
harness_outlook(const uint8_t *data, size_t size)
{
	struct exam *exam = examination_of_part(data, size);

	outlook_open(exam, 0);
	examination_end(exam);
}

void
harness_cms(const uint8_t *data, size_t size)
{
	struct exam *exam = examination_of_part(data, size);
	GBytes *bytes = exam_leaf(exam, 0)->bytes;
	enum cms_kind kind = cms_kind(bytes);
	g_autoptr(GBytes) content = cms_content(bytes);

	g_assert_true(content == NULL || kind == CMS_SIGNED);
	if (content != NULL)
		g_assert_cmpuint(g_bytes_get_size(content), <=, size);
	examination_end(exam);
}

/* Any container, told by its content, and all that it holds. */
void
harness_unpack(const uint8_t *data, size_t size)
{
	struct exam *exam = examination_of_part(data, size);

	unpack_part(exam, 0);
	examination_end(exam);
}
