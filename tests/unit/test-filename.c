/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filename.h"

#include <string.h>

#include <glib.h>

#include "harness.h"
#include "report.h"

static const struct {
	const char *raw, *name, *path;
	bool tricky;
} names[] = {
	{ NULL, NULL, NULL, false },
	{ "", NULL, NULL, false },
	{ "  ", NULL, NULL, false },
	{ "Annexe 5.pdf", "Annexe 5.pdf", NULL, false },
	{ "\"a.pdf", "a.pdf", NULL, false },
	{ "e\xcc\x81t\xc3\xa9.pdf", "été.pdf", NULL, false }, /* NFD */
	{ "DUPONT/01 Avis/Annexe 5.pdf", "Annexe 5.pdf", "DUPONT/01 Avis",
	    false },
	{ "DUPONT\\Annexe 5.pdf", "Annexe 5.pdf", "DUPONT", false },
	{ "./a//./b.pdf", "b.pdf", "a", false },
	{ ".", NULL, NULL, false },
	{ "a/.../b.pdf", "b.pdf", "a", true },
	{ "../../etc/passwd", "passwd", "etc", true },
	{ "..\\..\\x.pdf", "x.pdf", NULL, true },
	{ "/etc/shadow", "shadow", "etc", true },
	{ "C:\\Users\\dam\\Annexe 9.pdf", "Annexe 9.pdf", "Users/dam", true },
	{ "..", NULL, NULL, true },
	{ "avis\xe2\x80\xaegnp.exe", "avisgnp.exe", NULL, true },
	{ "a\tb\r\nc.pdf", "a b  c.pdf", NULL, false },
	{ "dossier/", "dossier", NULL, false },
	{ ".hidden", ".hidden", NULL, false },
	{ "....x.pdf", "....x.pdf", NULL, false },
};

START_TEST(splits_and_cleans)
{
	struct filename filename = filename_read(names[_i].raw);

	ck_assert_pstr_eq(filename.name, names[_i].name);
	ck_assert_pstr_eq(filename.path, names[_i].path);
	ck_assert_int_eq(filename.tricky, names[_i].tricky);
	ck_assert(!filename.cut);
	filename_clear(&filename);
}
END_TEST

START_TEST(cuts_past_the_limit_and_keeps_the_extension)
{
	g_autofree char *stem = g_strnfill(FILENAME_BYTES_MAX - 4, 'a');
	g_autofree char *fits = g_strconcat(stem, ".pdf", NULL);
	g_autofree char *long_name = g_strconcat("é", fits, NULL);
	struct filename filename = filename_read(fits);

	ck_assert_str_eq(filename.name, fits);
	ck_assert(!filename.cut);
	filename_clear(&filename);
	filename = filename_read(long_name);
	ck_assert_uint_le(strlen(filename.name), FILENAME_BYTES_MAX);
	ck_assert(g_str_has_suffix(filename.name, "a.pdf"));
	ck_assert(g_utf8_validate(filename.name, -1, NULL));
	ck_assert(filename.cut);
	filename_clear(&filename);
}
END_TEST

/* Folders of 204 letters: five and what parts them make 1024 bytes. */
START_TEST(a_longer_path_than_the_limit_is_left_out)
{
	g_autofree char *folder = g_strnfill(204, 'd');
	g_autofree char *path = g_strjoin("/", folder, folder, folder, folder,
	    folder, NULL);
	g_autofree char *fits = g_strconcat(path, "/x.pdf", NULL);
	g_autofree char *longer = g_strconcat("d", fits, NULL);
	struct filename filename = filename_read(fits);

	ck_assert_uint_eq(strlen(path), REPORT_NAME_BYTES_MAX);
	ck_assert_pstr_eq(filename.path, path);
	ck_assert(!filename.cut);
	filename_clear(&filename);
	filename = filename_read(longer);
	ck_assert_str_eq(filename.name, "x.pdf");
	ck_assert_ptr_null(filename.path);
	ck_assert(filename.cut);
	filename_clear(&filename);
}
END_TEST

static const struct {
	const char *header, *parameter, *path;
} headers[] = {
	{ "attachment; filename=\"C:\\Docs\\x.pdf\"", "filename",
	    "C:\\Docs\\x.pdf" },
	{ "attachment; FileName=\"..\\x.pdf\"; size=1", "filename",
	    "..\\x.pdf" },
	{ "attachment; filename=\"C:\\\\Docs\\\\x.pdf\"", "filename", NULL },
	{ "attachment; filename=\"a \\\"b\\\".pdf\"", "filename", NULL },
	{ "attachment; filename=\"x.pdf\"", "filename", NULL },
	{ "attachment; filename=\"x\\y.pdf", "filename", NULL },
	{ "attachment", "filename", NULL },
};

START_TEST(knows_windows_paths)
{
	g_autofree char *path = filename_of_windows(headers[_i].header,
	    headers[_i].parameter);

	ck_assert_pstr_eq(path, headers[_i].path);
}
END_TEST

HARNESS_MAIN("filename",
    tcase_add_loop_test(tc, splits_and_cleans, 0, G_N_ELEMENTS(names));
    tcase_add_test(tc, cuts_past_the_limit_and_keeps_the_extension);
    tcase_add_test(tc, a_longer_path_than_the_limit_is_left_out);
    tcase_add_loop_test(tc, knows_windows_paths, 0, G_N_ELEMENTS(headers)))
