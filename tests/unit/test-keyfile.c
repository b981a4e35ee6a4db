/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "keyfile.h"

#include "configured.h"

static const struct {
	const char *text;
	const char *error; /* the only one; NULL: none */
} files[] = {
	{ "", NULL },
	{ "[a]\nk = v\n", NULL },
	{ "\xef\xbb\xbf[a]\nk = v\n", NULL },
	{ "# c\n\n  # c\n[a] # c\nk = v # c\n\tj=w\t# c\n", NULL },
	{ "[a]\r\nk = v\r\n", NULL },
	{ "[a]\nk = v", NULL },
	{ "[a]\nk =\n", NULL },
	{ "[a]\n[a x]\n[a y]\n", NULL },
	{ "[a]\nk = x \\\n  y\n", NULL },
	{ "k = v\n[a]\n", ":1: a key before any [section]" },
	{ "[a]\n\nhello\n", ":3: neither [section] nor key = value" },
	{ "[a]\n= v\n", ":2: neither [section] nor key = value" },
	{ "[a]\n[a b\nk = v\n", ":2: neither" },
	{ "[a]\n[b]\nk = v\n[a]\n", ":4: [a] the section stands here twice" },
	{ "[a x]\n[a  x ]\n", ":2: [a x] the section stands here twice" },
	{ "[a]\nk = 1\nk = 2\n", ":3: [a] k: the key stands here twice" },
	{ "[a]\nk = 1\n[b]\n[a]\nk = 2\n", "" },
	{ "[a]\nk = \xff\n", ":2: not UTF-8" },
	{ "[other]\n", ":1: [other] unknown section" },
	{ "[a z]\n", ":1: [a z] unknown section" },
	{ "[a]\nk = v\nunknown = v\n", ":3: [a] unknown: unknown key" },
};

static void
read_all(struct keyfile *keyfile)
{
	static const char *const arguments[] = { "", "x", "y" };

	for (unsigned i = 0; i < G_N_ELEMENTS(arguments); i++) {
		struct keyfile_section *section = keyfile_section(keyfile,
		    "a", arguments[i]);

		keyfile_value(section, "k");
		keyfile_value(section, "j");
	}
	keyfile_value(keyfile_section(keyfile, "b", ""), "k");
	keyfile_finish(keyfile);
}

START_TEST(names_what_is_wrong)
{
	char *folder = configured_folder();
	g_autofree char *path = configured_write(folder, "f.conf",
	    files[_i].text, -1);
	struct problems *problems = problems_new();
	struct keyfile *keyfile = keyfile_read(path, problems);

	read_all(keyfile);
	if (files[_i].error != NULL && files[_i].error[0] == '\0') {
		/* A section again, and in it a key again: both. */
		ck_assert_uint_eq(problems_errors(problems), 2);
		ck_assert_uint_eq(configured_count(problems, true,
		    ":5: [a] k: the key stands here twice"), 1);
	} else {
		configured_expect(problems, files[_i].error);
	}
	keyfile_free(keyfile);
	problems_free(problems);
	configured_remove(folder);
}
END_TEST

#define VALUES                                                           \
	"[a]\nplain = v\nspaces =   two words\t\nempty =\n"              \
	"hash = a#b # comment\nequals = k=v\nlist = one; two ;;three;\n" \
	"long = x;\\\n  y ; \\ # comment\n  z\nfrench = Traités\n"

static const struct {
	const char *key, *value;
} values[] = {
	{ "plain", "v" },
	{ "spaces", "two words" },
	{ "empty", NULL },
	{ "nobody", NULL },
	{ "hash", "a#b" },
	{ "equals", "k=v" },
	{ "long", "x;y ; z" },
	{ "french", "Traités" },
};

static struct keyfile *
read_values(const char *folder, struct problems *problems)
{
	g_autofree char *path = configured_write(folder, "f.conf", VALUES,
	    -1);

	return keyfile_read(path, problems);
}

START_TEST(gives_values)
{
	char *folder = configured_folder();
	struct problems *problems = problems_new();
	struct keyfile *keyfile = read_values(folder, problems);
	struct keyfile_section *section = keyfile_section(keyfile, "a", "");
	const char *value = keyfile_value(section, values[_i].key);

	ck_assert_uint_eq(problems_errors(problems), 0);
	ck_assert_int_eq(g_strcmp0(value, values[_i].value), 0);
	ck_assert_ptr_null(keyfile_value(NULL, values[_i].key));
	ck_assert_ptr_null(keyfile_section(keyfile, "b", ""));
	keyfile_free(keyfile);
	problems_free(problems);
	configured_remove(folder);
}
END_TEST

START_TEST(gives_lists_lines_and_paths)
{
	char *folder = configured_folder();
	struct problems *problems = problems_new();
	struct keyfile *keyfile = read_values(folder, problems);
	struct keyfile_section *section = keyfile_section(keyfile, "a", "");
	g_auto(GStrv) list = keyfile_list(section, "list");
	g_auto(GStrv) none = keyfile_list(section, "nobody");
	g_autofree char *all = g_strjoinv("|", list);
	g_autofree char *path = keyfile_path(keyfile, "../x");
	g_autofree char *absolute = keyfile_path(keyfile, "/x/./y");
	g_autofree char *parent = g_path_get_dirname(folder);
	g_autofree char *expected = g_build_filename(parent, "x", NULL);

	ck_assert_str_eq(all, "one|two|three");
	ck_assert_uint_eq(g_strv_length(none), 0);
	ck_assert_str_eq(path, expected);
	ck_assert_str_eq(absolute, "/x/y");
	keyfile_error(keyfile, section, "french", "why %d", 1);
	keyfile_warn(keyfile, section, "nobody", "why %d", 2);
	keyfile_warn(keyfile, NULL, NULL, "why %d", 3);
	ck_assert_uint_eq(configured_count(problems, true,
	    "f.conf:11: [a] french: why 1"), 1);
	ck_assert_uint_eq(configured_count(problems, false,
	    "f.conf:1: [a] nobody: why 2"), 1);
	ck_assert_uint_eq(configured_count(problems, false,
	    "f.conf: why 3"), 1);
	ck_assert_uint_eq(problems_warnings(problems), 2);
	keyfile_free(keyfile);
	problems_free(problems);
	configured_remove(folder);
}
END_TEST

/* At the limit and one byte past it; and no file at all. */
START_TEST(refuses_what_is_no_configuration)
{
	char *folder = configured_folder();
	g_autofree char *text = g_malloc(KEYFILE_BYTES_MAX + 1);
	struct problems *problems = problems_new();
	g_autofree char *fits = NULL, *large = NULL;

	memset(text, '#', KEYFILE_BYTES_MAX + 1);
	fits = configured_write(folder, "fits", text, KEYFILE_BYTES_MAX);
	large = configured_write(folder, "large", text,
	    KEYFILE_BYTES_MAX + 1);
	keyfile_free(keyfile_read(fits, problems));
	ck_assert_uint_eq(problems_errors(problems), 0);
	keyfile_free(keyfile_read(large, problems));
	ck_assert_uint_eq(configured_count(problems, true, "larger"), 1);
	keyfile_free(keyfile_read("/nowhere/at/all", problems));
	keyfile_free(keyfile_read(folder, problems));
	ck_assert_uint_eq(problems_errors(problems), 3);
	problems_free(problems);
	configured_remove(folder);
}
END_TEST

HARNESS_MAIN("keyfile",
    tcase_add_loop_test(tc, names_what_is_wrong, 0, G_N_ELEMENTS(files));
    tcase_add_loop_test(tc, gives_values, 0, G_N_ELEMENTS(values));
    tcase_add_test(tc, gives_lists_lines_and_paths);
    tcase_add_test(tc, refuses_what_is_no_configuration))
