/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "portfolio.h"

#include "examined.h"
#include "harness.h"
#include "pdf-streams.h"
#include "unpack.h"

/*
 * A PDF of one empty page, with what its catalog and its page have besides;
 * a file and where it is named.  Poppler rebuilds its table.
 */
#define PDF(catalog, page)                                                   \
	"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R" catalog ">>endobj\n"  \
	"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"                 \
	"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]" page         \
	">>endobj\n"                                                         \
	"4 0 obj<</Type/Filespec/F(Annexe n\260 5.txt)/UF(Annexe n\260 5.txt)" \
	"/EF<</F 5 0 R>>>>endobj\n"                                          \
	"5 0 obj<</Type/EmbeddedFile/Length 16>>stream\n"                     \
	"Avis favorable.\nendstream\nendobj\n"                               \
	"6 0 obj<</Type/Filespec/F(ailleurs.txt)>>endobj\n"                  \
	"trailer<</Root 1 0 R>>\n"
#define LISTED(names) "/Names<</EmbeddedFiles<</Names[" names "]>>>>"
#define PINNED(file) "/Annots[<</Type/Annot/Subtype/FileAttachment"          \
	"/Rect[0 0 9 9]/FS " file ">>]"

static const char pdf[] = PDF(LISTED("(a) 4 0 R"), "");

static struct exam *
opened_of(const char *bytes, size_t length, uint64_t bytes_left)
{
	struct exam *exam = exam_ready();
	g_autoptr(GBytes) data = g_bytes_new(bytes, length);
	struct entry entry = { .parent = -1, .name = "Dossier.pdf",
		.bytes = data };

	exam->budget->bytes_left = bytes_left;
	unpack_part(exam, exam_add(exam, &entry));
	return exam;
}

static struct exam *
opened(uint64_t bytes_left)
{
	return opened_of(pdf, sizeof(pdf) - 1, bytes_left);
}

#define DOSSIER "document Dossier.pdf application/pdf\n"
#define ANNEXE "0: document Dossier.pdf/Annexe n° 5.txt text/plain\n"

static const struct {
	const char *pdf, *parts;
	bool truncated;
} portfolios[] = {
	{ PDF("", ""), DOSSIER, false },
	{ pdf, DOSSIER ANNEXE, false },
	{ PDF("", PINNED("4 0 R")), DOSSIER ANNEXE, false },
	/* listed twice, listed and pinned: one file all the same */
	{ PDF(LISTED("(a) 4 0 R(b) 4 0 R"), PINNED("4 0 R")),
	    DOSSIER ANNEXE, false },
	/* named, and not there */
	{ PDF(LISTED("(a) 4 0 R(b) 6 0 R"), ""), DOSSIER, true },
	{ PDF(LISTED("(a)(ailleurs.txt)"), ""), DOSSIER, true },
	{ PDF(LISTED("(a) 4 0 R"), PINNED("6 0 R")), DOSSIER, true },
};

START_TEST(files_in_a_pdf_come_out)
{
	const char *bytes = portfolios[_i].pdf;
	struct exam *exam = opened_of(bytes, strlen(bytes), UINT64_MAX);
	g_autofree char *parts = summary(exam->report);

	ck_assert_str_eq(parts, portfolios[_i].parts);
	ck_assert_int_eq(exam->report->truncated, portfolios[_i].truncated);
	ck_assert_int_eq(found(exam->report, "lacks files"),
	    portfolios[_i].truncated);
	ck_assert(!exam_leaf(exam, 0)->done); /* its page is still to read */
	ck_assert_ptr_nonnull(exam_leaf(exam, 0)->bytes);
	exam_done(exam);
}
END_TEST

/* A root of so many nodes less one, the last with the file. */
START_TEST(nodes_are_counted)
{
	for (unsigned more = 0; more < 2; more++) {
		GString *kids = g_string_new("%PDF-1.7\n"
		    "1 0 obj<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles"
		    "<</Kids[");
		struct exam *exam;

		for (unsigned i = 2; i < PDF_STREAMS_NODES_MAX + more; i++)
			g_string_append(kids, "<</Names[]>>");
		g_string_append(kids, "<</Names[(a) 4 0 R]>>]>>>>>>endobj\n");
		g_string_append(kids, strstr(pdf, "2 0 obj"));
		exam = opened_of(kids->str, kids->len, UINT64_MAX);
		ck_assert_uint_eq(exam->report->parts->len, 2 - more);
		ck_assert_int_eq(exam->report->truncated, more > 0);
		exam_done(exam);
		g_string_free(kids, TRUE);
	}
}
END_TEST

/* One file of the largest size, and of a byte more. */
START_TEST(large_files_are_said)
{
	for (unsigned more = 0; more < 2; more++) {
		size_t size = PORTFOLIO_FILE_BYTES_MAX + more;
		const char *at = strstr(pdf, "16>>stream\n");
		GString *large = g_string_new_len(pdf, at - pdf);
		gsize from;
		struct exam *exam;

		g_string_append_printf(large, "%zu>>stream\n", size);
		from = large->len;
		g_string_set_size(large, from + size);
		memset(large->str + from, 'x', size - 1);
		large->str[from + size - 1] = '\n';
		g_string_append(large, strstr(pdf, "endstream"));
		exam = opened_of(large->str, large->len, UINT64_MAX);
		ck_assert_uint_eq(exam->report->parts->len, 2);
		ck_assert_int_eq(report_part(exam->report, 1)->reason,
		    more > 0 ? REASON_TOO_LARGE : REASON_NONE);
		exam_done(exam);
		g_string_free(large, TRUE);
	}
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

HARNESS_MAIN("portfolio",
    tcase_add_loop_test(tc, files_in_a_pdf_come_out, 0,
	G_N_ELEMENTS(portfolios));
    tcase_add_test(tc, nodes_are_counted);
    tcase_add_test(tc, large_files_are_said);
    tcase_add_test(tc, they_count_as_unpacked))
