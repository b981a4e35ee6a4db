/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of the mail side of the examiner share. */
#ifndef ASR_EXAMINED_H
#define ASR_EXAMINED_H

#include <locale.h>
#include <string.h>

#include <glib.h>
#include <gmime/gmime.h>

#include "examine.h"
#include "filetype.h"
#include "headers.h"
#include "noise.h"
#include "walk.h"
#include "warm.h"

/* An examination ready to begin, with all limits whole; no OCR. */
static inline struct exam *
exam_ready(void)
{
	static struct budget budget;
	static bool silent;

	budget = (struct budget){ .parts_left = REPORT_PARTS_MAX,
		.pages_left = REPORT_PAGES_MAX,
		.bytes_left = 64u << 20,
		.ends_at_us = g_get_monotonic_time() + INT64_C(3600) * G_USEC_PER_SEC };
	setlocale(LC_ALL, "C.UTF-8");
	g_mime_init();
	if (!silent)
		warm_silence();
	silent = true;
	return exam_new(&budget, filetype_open(NULL));
}

static inline void
exam_done(struct exam *exam)
{
	filetype_close(exam->filetype);
	exam_free(exam);
}

/*
 * Examines a message, whose lines may end with \n alone, up to but not
 * including the reading of its documents, which are not our affair here.
 */
static inline struct exam *
examined(const char *message, size_t length)
{
	struct exam *exam = exam_ready();
	g_autoptr(GBytes) raw = g_bytes_new(message, length);

	headers_read(exam, raw);
	walk_message(exam, raw, -1);
	noise_judge(exam);
	return exam;
}

/*
 * The parts, one a line: "[parent:] role reason [path/]name type", the
 * parent only where there is one, the reason only where there is one.
 */
static inline char *
summary(const struct report *report)
{
	GString *out = g_string_new(NULL);

	for (unsigned i = 0; i < report->parts->len; i++) {
		const struct part *part = report_part(report, i);
		g_autofree char *name = part_full_name(part);

		if (part->parent >= 0)
			g_string_append_printf(out, "%d: ", part->parent);
		g_string_append_printf(out, "%s %s%s%s %s\n",
		    part_role_word(part->role),
		    part->reason != REASON_NONE ?
			part_reason_word(part->reason) :
			"",
		    part->reason != REASON_NONE ? " " : "",
		    name[0] != '\0' ? name : "-",
		    part->type != NULL ? part->type : "-");
	}
	return g_string_free(out, FALSE);
}

/* True when a finding holds words. */
static inline bool
found(const struct report *report, const char *words)
{
	for (unsigned i = 0; i < report->findings->len; i++) {
		if (strstr(report->findings->pdata[i], words) != NULL)
			return true;
	}
	return false;
}

#endif
