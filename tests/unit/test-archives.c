/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archives.h"

#include <archive.h>
#include <archive_entry.h>

#include "examined.h"
#include "harness.h"
#include "unpack.h"

/* An archive being written to memory. */
struct packing {
	struct archive *archive;
	char *bytes;
	size_t used;
};

#define PACKED_MAX (64u << 20)

/* Begins; packed() ends. */
static void
pack(struct packing *p, int (*format)(struct archive *),
    int (*filter)(struct archive *), const char *options, const char *password)
{
	*p = (struct packing){ archive_write_new(), g_malloc(PACKED_MAX), 0 };

	setlocale(LC_ALL, "C.UTF-8");
	ck_assert_int_eq(format(p->archive), ARCHIVE_OK);
	if (filter != NULL)
		ck_assert_int_eq(filter(p->archive), ARCHIVE_OK);
	if (options != NULL)
		ck_assert_int_eq(
		    archive_write_set_options(p->archive, options), ARCHIVE_OK);
	if (password != NULL)
		archive_write_set_passphrase(p->archive, password);
	archive_write_set_bytes_in_last_block(p->archive, 1);
	ck_assert_int_eq(archive_write_open_memory(
			     p->archive, p->bytes, PACKED_MAX, &p->used),
	    ARCHIVE_OK);
}

static void
add(struct packing *p, const char *name, mode_t type, const char *content,
    size_t length)
{
	struct archive_entry *entry = archive_entry_new();

	archive_entry_set_pathname(entry, name);
	archive_entry_set_filetype(entry, type);
	archive_entry_set_perm(entry, 0644);
	if (type == AE_IFLNK)
		archive_entry_set_symlink(entry, content);
	else
		archive_entry_set_size(entry, (la_int64_t)length);
	ck_assert_int_eq(archive_write_header(p->archive, entry), ARCHIVE_OK);
	if (type == AE_IFREG && length > 0)
		ck_assert_int_eq(
		    (int)archive_write_data(p->archive, content, length),
		    (int)length);
	archive_entry_free(entry);
}

static void
add_text(struct packing *p, const char *name, const char *text)
{
	add(p, name, AE_IFREG, text, strlen(text));
}

static GBytes *
packed(struct packing *p)
{
	archive_write_close(p->archive);
	archive_write_free(p->archive);
	return g_bytes_new_take(p->bytes, p->used);
}

/* Opens an archive that came as an attachment called name. */
static void
open_as(struct exam *exam, const char *name, GBytes *bytes)
{
	struct entry entry = { .parent = -1, .name = name, .bytes = bytes };

	unpack_part(exam, exam_add(exam, &entry));
	g_bytes_unref(bytes);
}

static void
check_parts(struct exam *exam, const char *parts)
{
	g_autofree char *found_parts = summary(exam->report);

	ck_assert_str_eq(found_parts, parts);
}

START_TEST(zip_with_folders)
{
	struct exam *exam = exam_ready();
	struct packing p;

	pack(&p, archive_write_set_format_zip, NULL, NULL, NULL);
	add(&p, "DUPONT/", AE_IFDIR, "", 0);
	add_text(&p, "DUPONT/Pièce n° 5.txt", "Avis du chef de service\n");
	add_text(&p,
	    "__MACOSX/DUPONT/._Pi\xc3\xa8"
	    "ce n° 5.txt",
	    "Mac OS X\n");
	add_text(&p, "Thumbs.db", "x");
	open_as(exam, "PJ.zip", packed(&p));
	noise_judge(exam);
	check_parts(exam,
	    "container PJ.zip application/zip\n"
	    "0: document PJ.zip/DUPONT/Pièce n° 5.txt text/plain\n"
	    "0: noise system-file PJ.zip/__MACOSX/DUPONT/._Pièce n° 5.txt "
	    "text/plain\n"
	    "0: noise system-file PJ.zip/Thumbs.db text/plain\n");
	ck_assert(!exam->report->truncated);
	exam_done(exam);
}
END_TEST

START_TEST(zip_of_french_windows)
{
	struct exam *exam = exam_ready();
	struct packing p;

	pack(&p, archive_write_set_format_zip, NULL, "hdrcharset=CP850", NULL);
	add_text(&p, "Évaluée/Annexe n° 7 signée.txt", "Avis\n");
	open_as(exam, "PJ.zip", packed(&p));
	check_parts(exam,
	    "container PJ.zip application/zip\n"
	    "0: document PJ.zip/Évaluée/Annexe n° 7 signée.txt text/plain\n");
	exam_done(exam);
}
END_TEST

START_TEST(zip_in_zip)
{
	struct exam *exam = exam_ready();
	struct packing p;
	g_autoptr(GBytes) inner = NULL;

	pack(&p, archive_write_set_format_zip, NULL, NULL, NULL);
	add_text(&p, "a/Annexe 5.txt", "Avis\n");
	inner = packed(&p);
	pack(&p, archive_write_set_format_zip, NULL, NULL, NULL);
	add(&p, "Avis.zip", AE_IFREG, g_bytes_get_data(inner, NULL),
	    g_bytes_get_size(inner));
	open_as(exam, "PJ.zip", packed(&p));
	check_parts(exam,
	    "container PJ.zip application/zip\n"
	    "0: container PJ.zip/Avis.zip application/zip\n"
	    "1: document PJ.zip/Avis.zip/a/Annexe 5.txt text/plain\n");
	exam_done(exam);
}
END_TEST

static const struct {
	int (*format)(struct archive *);
	int (*filter)(struct archive *);
	const char *name, *type, *member;
} formats[] = {
	{ archive_write_set_format_7zip, NULL, "PJ.7z",
	    "application/x-7z-compressed", "Annexe n° 5.txt" },
	{ archive_write_set_format_gnutar, NULL, "PJ.tar", "application/x-tar",
	    "Annexe n° 5.txt" },
	{ archive_write_set_format_pax_restricted,
	    archive_write_add_filter_gzip, "PJ.tar.gz", "application/gzip",
	    "Annexe n° 5.txt" },
	{ archive_write_set_format_raw, archive_write_add_filter_gzip,
	    "Annexe n° 5.txt.gz", "application/gzip", "Annexe n° 5.txt" },
	{ archive_write_set_format_raw, archive_write_add_filter_xz,
	    "Annexe n° 5.txt.xz", "application/x-xz", "Annexe n° 5.txt" },
};

START_TEST(other_formats)
{
	struct exam *exam = exam_ready();
	struct packing p;
	g_autofree char *parts =
	    g_strdup_printf("container %s %s\n"
			    "0: document %s/%s text/plain\n",
		formats[_i].name, formats[_i].type, formats[_i].name,
		formats[_i].member);

	pack(&p, formats[_i].format, formats[_i].filter, NULL, NULL);
	add_text(&p, "Annexe n° 5.txt", "Avis favorable\n");
	open_as(exam, formats[_i].name, packed(&p));
	check_parts(exam, parts);
	ck_assert(!exam->report->truncated);
	exam_done(exam);
}
END_TEST

static GBytes *
file_bytes(const char *name)
{
	g_autofree char *path = g_build_filename(
	    TEST_SOURCES, "tests", "data", "archives", name, NULL);
	char *bytes = NULL;
	gsize length = 0;

	ck_assert(g_file_get_contents(path, &bytes, &length, NULL));
	return g_bytes_new_take(bytes, length);
}

START_TEST(rar)
{
	struct exam *exam = exam_ready();

	open_as(exam, "PJ.rar", file_bytes("stored.rar"));
	check_parts(exam, "container PJ.rar application/x-rar\n"
			  "0: document PJ.rar/Annexe 5.txt text/plain\n");
	exam_done(exam);
}
END_TEST

START_TEST(encrypted_members_keep_their_names)
{
	struct exam *exam = exam_ready();
	struct packing p;
	const struct part *part;

	pack(&p, archive_write_set_format_zip, NULL, "zip:encryption=aes256",
	    "secret");
	add_text(&p, "Annexe 9.txt", "Avis favorable\n");
	open_as(exam, "PJ.zip", packed(&p));
	check_parts(exam, "container PJ.zip application/zip\n"
			  "0: document encrypted PJ.zip/Annexe 9.txt -\n");
	part = report_part(exam->report, 1);
	ck_assert_int_eq((int)part->state, PART_UNREADABLE);
	ck_assert_ptr_null(part->sha256);
	exam_done(exam);
}
END_TEST

START_TEST(encrypted_listings_are_said)
{
	struct exam *exam = exam_ready();

	open_as(exam, "PJ.7z", file_bytes("locked.7z"));
	check_parts(
	    exam, "container encrypted PJ.7z application/x-7z-compressed\n");
	ck_assert_int_eq(
	    (int)report_part(exam->report, 0)->state, PART_UNREADABLE);
	ck_assert(exam->report->truncated);
	exam_done(exam);
}
END_TEST

START_TEST(names_lead_nowhere_else)
{
	struct exam *exam = exam_ready();
	struct packing p;

	pack(&p, archive_write_set_format_gnutar, NULL, NULL, NULL);
	add_text(&p, "../../etc/evil.txt", "Un\n");
	add_text(&p, "/abs/evil.txt", "Deux\n");
	add_text(&p, "C:\\Windows\\evil.txt", "Trois\n");
	add(&p, "lien.pdf", AE_IFLNK, "/etc/passwd", 11);
	add(&p, "tube", AE_IFIFO, "", 0);
	add(&p, "dossier/", AE_IFDIR, "", 0);
	open_as(exam, "PJ.tar", packed(&p));
	check_parts(exam, "container PJ.tar application/x-tar\n"
			  "0: document PJ.tar/etc/evil.txt text/plain\n"
			  "0: document PJ.tar/abs/evil.txt text/plain\n"
			  "0: document PJ.tar/Windows/evil.txt text/plain\n");
	ck_assert(found(exam->report, "points elsewhere"));
	ck_assert(found(exam->report, "a link in an archive"));
	ck_assert(found(exam->report, "a device in an archive"));
	ck_assert_uint_eq(exam->report->findings->len, 5);
	exam_done(exam);
}
END_TEST

START_TEST(what_precedes_a_cut_is_kept)
{
	struct exam *exam = exam_ready();
	struct packing p;
	g_autoptr(GBytes) whole = NULL;
	g_autofree char *text = g_strnfill(100000, 'x');

	pack(&p, archive_write_set_format_gnutar, NULL, NULL, NULL);
	add_text(&p, "a.txt", "Un\n");
	add_text(&p, "b.txt", text);
	whole = packed(&p);
	open_as(exam, "PJ.tar", g_bytes_new_from_bytes(whole, 0, 50000));
	check_parts(exam, "container damaged PJ.tar application/x-tar\n"
			  "0: document PJ.tar/a.txt text/plain\n"
			  "0: document damaged PJ.tar/b.txt -\n");
	ck_assert(exam->report->truncated);
	exam_done(exam);
}
END_TEST

START_TEST(damaged_archives_are_unreadable)
{
	struct exam *exam = exam_ready();

	open_as(exam, "PJ.zip",
	    g_bytes_new_static("PK\003\004 and nothing more", 21));
	ck_assert_int_eq(
	    (int)report_part(exam->report, 0)->role, PART_CONTAINER);
	ck_assert_int_eq(
	    (int)report_part(exam->report, 0)->state, PART_UNREADABLE);
	ck_assert(exam->report->truncated);
	exam_done(exam);
}
END_TEST

/* A volume of RAR 5 in the midst of a file shows no member at all. */
START_TEST(an_archive_without_members_is_said)
{
	struct exam *exam = exam_ready();
	struct packing p;

	pack(&p, archive_write_set_format_zip, NULL, NULL, NULL);
	open_as(exam, "vide.zip", packed(&p));
	pack(&p, archive_write_set_format_gnutar, NULL, NULL, NULL);
	add(&p, "DUPONT/", AE_IFDIR, "", 0);
	open_as(exam, "PJ.tar", packed(&p));
	check_parts(exam, "container empty vide.zip application/zip\n"
			  "container empty PJ.tar application/x-tar\n");
	ck_assert(exam->report->truncated);
	exam_done(exam);
}
END_TEST

START_TEST(what_goes_on_in_another_volume_is_said)
{
	struct exam *exam = exam_ready();

	open_as(exam, "PJ.part1.rar", file_bytes("volume.part1.rar"));
	check_parts(exam, "container PJ.part1.rar application/x-rar\n"
			  "0: document damaged PJ.part1.rar/Annexe 5.txt -\n");
	exam_done(exam);
}
END_TEST

/* What its programs made well is not called damaged. */
START_TEST(methods_that_are_not_read_are_said_to_be)
{
	struct exam *exam = exam_ready();

	open_as(exam, "PJ.zip", file_bytes("deflate64.zip"));
	check_parts(exam, "container PJ.zip application/zip\n"
			  "0: document unsupported PJ.zip/Annexe 5.txt -\n");
	exam_done(exam);
}
END_TEST

/* A ZIP with one member of length zeros. */
static GBytes *
zeros(size_t length)
{
	struct packing p;
	g_autofree char *content = g_malloc0(length);

	pack(&p, archive_write_set_format_zip, NULL, NULL, NULL);
	add(&p, "zeros.bin", AE_IFREG, content, length);
	return packed(&p);
}

static const struct {
	size_t length;
	uint64_t bytes_left;
	enum part_reason reason;
} bombs[] = {
	{ ARCHIVES_RATIO_FROM, UINT64_MAX, REASON_NONE },
	{ ARCHIVES_RATIO_FROM + 1, UINT64_MAX, REASON_TOO_LARGE },
	{ 1000, 1001, REASON_NONE },
	{ 1000, 1000, REASON_TOO_LARGE },
};

START_TEST(bombs_stop_at_their_limits)
{
	struct exam *exam = exam_ready();

	exam->budget->bytes_left = bombs[_i].bytes_left;
	open_as(exam, "PJ.zip", zeros(bombs[_i].length));
	ck_assert_uint_eq(exam->report->parts->len, 2);
	ck_assert_int_eq(
	    (int)report_part(exam->report, 1)->reason, (int)bombs[_i].reason);
	ck_assert_int_eq(
	    (int)report_part(exam->report, 0)->reason, (int)bombs[_i].reason);
	ck_assert_int_eq(
	    exam->report->truncated, bombs[_i].reason != REASON_NONE);
	exam_done(exam);
}
END_TEST

START_TEST(members_are_limited)
{
	g_autofree char *noise = g_malloc(ARCHIVES_MEMBER_BYTES_MAX + 1);
	guint32 random = 1;

	/* Hardly packable, so that only the member's own limit counts. */
	for (size_t i = 0; i <= ARCHIVES_MEMBER_BYTES_MAX; i++) {
		random = random * 1664525 + 1013904223;
		noise[i] = (random >> 24) % 16 == 0 ? (char)random : 'x';
	}
	for (size_t more = 0; more < 2; more++) {
		struct exam *exam = exam_ready();
		struct packing p;

		pack(&p, archive_write_set_format_zip, NULL,
		    "zip:compression=deflate", NULL);
		exam->budget->bytes_left = UINT64_MAX;
		add(&p, "big.bin", AE_IFREG, noise,
		    ARCHIVES_MEMBER_BYTES_MAX + more);
		open_as(exam, "PJ.zip", packed(&p));
		ck_assert_int_eq((int)report_part(exam->report, 1)->reason,
		    more > 0 ? REASON_TOO_LARGE : REASON_NONE);
		exam_done(exam);
	}
}
END_TEST

/* A ZIP of so much that does not pack, stored, and 30 MB of zeros. */
#define ZEROS 30000000u

static GBytes *
padded_zeros(size_t padding)
{
	struct packing p;
	g_autofree char *content = g_malloc0(ZEROS);

	pack(&p, archive_write_set_format_zip, NULL, NULL, NULL);
	archive_write_zip_set_compression_store(p.archive);
	add(&p, "padding.bin", AE_IFREG, content, padding);
	archive_write_zip_set_compression_deflate(p.archive);
	add(&p, "zeros.bin", AE_IFREG, content, ZEROS);
	return packed(&p);
}

/* A byte of padding more is one more on both sides: the fewest with which
 * what is unpacked is no more than so many times what it is packed in. */
static size_t
least_padding(void)
{
	GBytes *zip = padded_zeros(1);
	size_t rest = g_bytes_get_size(zip) - 1, padding = 1;

	g_bytes_unref(zip);
	while ((ZEROS + padding) / ARCHIVES_RATIO_MAX > rest + padding)
		padding++;
	return padding;
}

START_TEST(the_ratio_is_limited)
{
	size_t padding = least_padding();

	for (size_t less = 0; less < 2; less++) {
		struct exam *exam = exam_ready();

		exam->budget->bytes_left = UINT64_MAX;
		open_as(exam, "PJ.zip", padded_zeros(padding - less));
		ck_assert_int_eq((int)report_part(exam->report, 2)->reason,
		    less > 0 ? REASON_TOO_LARGE : REASON_NONE);
		exam_done(exam);
	}
}
END_TEST

#define OFFICE_MEMBERS 500u /* as in archives.c */

/* What tells an office document stands among its first members; an archive
 * that has it later is opened as what it is. */
START_TEST(office_documents_are_told_by_their_beginning)
{
	for (unsigned more = 0; more < 2; more++) {
		struct packing p;
		g_autoptr(GBytes) zip = NULL;
		g_autofree char *type = NULL;

		pack(&p, archive_write_set_format_zip, NULL, NULL, NULL);
		for (unsigned i = 2; i < OFFICE_MEMBERS + more; i++)
			add(&p, "folder/", AE_IFDIR, "", 0);
		add(&p, "[Content_Types].xml", AE_IFREG, "x", 1);
		add(&p, "word/document.xml", AE_IFREG, "x", 1);
		zip = packed(&p);
		type = archives_office_type(zip);
		ck_assert_int_eq(type == NULL, more > 0);
	}
}
END_TEST

START_TEST(entries_are_limited)
{
	for (unsigned more = 0; more < 2; more++) {
		struct exam *exam = exam_ready();
		struct packing p;

		pack(&p, archive_write_set_format_zip, NULL, NULL, NULL);
		for (unsigned i = 0; i < ARCHIVES_ENTRIES_MAX + more; i++)
			add(&p, "folder/", AE_IFDIR, "", 0);
		open_as(exam, "PJ.zip", packed(&p));
		/* Folders alone are no members. */
		ck_assert_int_eq((int)report_part(exam->report, 0)->reason,
		    more > 0 ? REASON_TOO_MANY : REASON_EMPTY);
		exam_done(exam);
	}
}
END_TEST

START_TEST(parts_are_limited)
{
	struct exam *exam = exam_ready();
	struct packing p;

	pack(&p, archive_write_set_format_zip, NULL, NULL, NULL);
	for (unsigned i = 0; i < REPORT_PARTS_MAX; i++)
		add_text(&p, "a.txt", "");
	open_as(exam, "PJ.zip", packed(&p));
	ck_assert_uint_eq(exam->report->parts->len, REPORT_PARTS_MAX);
	ck_assert_int_eq(
	    (int)report_part(exam->report, 0)->reason, REASON_TOO_MANY);
	ck_assert(exam->report->truncated);
	exam_done(exam);
}
END_TEST

START_TEST(time_is_limited)
{
	struct exam *exam = exam_ready();
	struct packing p;

	pack(&p, archive_write_set_format_zip, NULL, NULL, NULL);
	add_text(&p, "a.txt", "Un\n");
	exam->budget->ends_at_us = 0;
	open_as(exam, "PJ.zip", packed(&p));
	ck_assert_int_eq(
	    (int)report_part(exam->report, 0)->reason, REASON_OUT_OF_TIME);
	ck_assert(exam->report->truncated);
	exam_done(exam);
}
END_TEST

static const struct {
	const char *members[3];
	const char *type; /* NULL: none of an office */
} offices[] = {
	{ { "[Content_Types].xml", "word/document.xml", NULL },
	    "application/vnd.openxmlformats-officedocument.wordprocessingml"
	    ".document" },
	{ { "xl/workbook.xml", "[Content_Types].xml", NULL },
	    "application/vnd.openxmlformats-officedocument.spreadsheetml"
	    ".sheet" },
	{ { "word/document.xml", NULL, NULL }, NULL },
	{ { "Index/Document.iwa", NULL, NULL }, "application/vnd.apple.iwork" },
	{ { "Annexe 5.docx", NULL, NULL }, NULL },
};

START_TEST(office_files_are_no_archives)
{
	struct packing p;
	g_autoptr(GBytes) bytes = NULL;
	g_autofree char *type = NULL;

	pack(&p, archive_write_set_format_zip, NULL, NULL, NULL);
	for (unsigned i = 0; offices[_i].members[i] != NULL; i++)
		add_text(&p, offices[_i].members[i], "x");
	bytes = packed(&p);
	type = archives_office_type(bytes);
	ck_assert_pstr_eq(type, offices[_i].type);
}
END_TEST

HARNESS_MAIN(
    "archives", tcase_add_test(tc, zip_with_folders);
    tcase_add_test(tc, zip_of_french_windows); tcase_add_test(tc, zip_in_zip);
    tcase_add_loop_test(tc, other_formats, 0, G_N_ELEMENTS(formats));
    tcase_add_test(tc, rar);
    tcase_add_test(tc, encrypted_members_keep_their_names);
    tcase_add_test(tc, encrypted_listings_are_said);
    tcase_add_test(tc, names_lead_nowhere_else);
    tcase_add_test(tc, what_precedes_a_cut_is_kept);
    tcase_add_test(tc, damaged_archives_are_unreadable);
    tcase_add_test(tc, an_archive_without_members_is_said);
    tcase_add_test(tc, what_goes_on_in_another_volume_is_said);
    tcase_add_test(tc, methods_that_are_not_read_are_said_to_be);
    tcase_add_loop_test(tc, bombs_stop_at_their_limits, 0, G_N_ELEMENTS(bombs));
    tcase_add_test(tc, members_are_limited);
    tcase_add_test(tc, the_ratio_is_limited);
    tcase_add_test(tc, office_documents_are_told_by_their_beginning);
    tcase_add_test(tc, entries_are_limited);
    tcase_add_test(tc, parts_are_limited); tcase_add_test(tc, time_is_limited);
    tcase_add_loop_test(
	tc, office_files_are_no_archives, 0, G_N_ELEMENTS(offices)))
