/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "portfolio.h"

#include "examined.h"
#include "harness.h"
#include "unpack.h"

/* A PDF of one empty page with a file in it; poppler rebuilds its table. */
static const char pdf[] =
    "%PDF-1.7\n"
    "1 0 obj<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles"
    "<</Names[(a) 4 0 R]>>>>>>endobj\n"
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
    "4 0 obj<</Type/Filespec/F(Annexe n\260 5.txt)/UF(Annexe n\260 5.txt)"
    "/EF<</F 5 0 R>>>>endobj\n"
    "5 0 obj<</Type/EmbeddedFile/Length 16>>stream\n"
    "Avis favorable.\nendstream\nendobj\n"
    "trailer<</Root 1 0 R>>\n";

static struct exam *
opened(uint64_t bytes_left)
{
	struct exam *exam = exam_ready();
	g_autoptr(GBytes) bytes = g_bytes_new_static(pdf, sizeof(pdf) - 1);
	struct entry entry = { .parent = -1, .name = "Dossier.pdf",
		.bytes = bytes };

	exam->budget->bytes_left = bytes_left;
	unpack_part(exam, exam_add(exam, &entry));
	return exam;
}

START_TEST(files_in_a_pdf_come_out)
{
	struct exam *exam = opened(UINT64_MAX);
	g_autofree char *parts = summary(exam->report);

	ck_assert_str_eq(parts,
	    "document Dossier.pdf application/pdf\n"
	    "0: document Dossier.pdf/Annexe n° 5.txt text/plain\n");
	ck_assert_uint_eq(report_part(exam->report, 1)->size, 16);
	ck_assert(!exam_leaf(exam, 0)->done); /* its page is still to read */
	ck_assert_ptr_nonnull(exam_leaf(exam, 0)->bytes);
	exam_done(exam);
}
END_TEST

START_TEST(they_count_as_unpacked)
{
	struct exam *exam = opened(16);

	ck_assert_int_eq((int)report_part(exam->report, 1)->reason,
	    REASON_NONE);
	exam_done(exam);
	exam = opened(15);
	ck_assert_int_eq((int)report_part(exam->report, 1)->reason,
	    REASON_TOO_LARGE);
	exam_done(exam);
}
END_TEST

HARNESS_MAIN("portfolio", tcase_add_test(tc, files_in_a_pdf_come_out);
    tcase_add_test(tc, they_count_as_unpacked))
