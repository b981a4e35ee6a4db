/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a message's bytes to its report: see examine.h. */
#include "examine.h"

#include "document.h"
#include "headers.h"
#include "noise.h"
#include "walk.h"

static void
read_documents(struct exam *exam)
{
	for (int i = 0; i < (int)exam->report->parts->len; i++) {
		struct leaf *leaf = exam_leaf(exam, i);

		if (leaf->done)
			continue;
		if (exam_begins(exam, i)) {
			document_read(
			    exam_part(exam, i), leaf->bytes, exam->budget);
			exam_part(exam, i)->role = PART_DOCUMENT;
		} else {
			exam_settle(exam, i, PART_DOCUMENT, PART_UNREADABLE,
			    REASON_CRASHED);
		}
		exam_release(exam, i);
	}
}

void
examine_message(struct exam *exam, GBytes *raw)
{
	headers_read(exam, raw);
	walk_message(exam, raw, -1);
	noise_judge(exam);
	read_documents(exam);
}

GBytes *
examine_extract(struct exam *exam, GBytes *raw, unsigned index)
{
	exam->wanted = (int)index;
	walk_message(exam, raw, -1);
	if (index >= exam->leaves->len ||
	    exam_leaf(exam, (int)index)->bytes == NULL)
		return NULL;
	return g_bytes_ref(exam_leaf(exam, (int)index)->bytes);
}
