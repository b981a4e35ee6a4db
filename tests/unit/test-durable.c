/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "durable.h"

#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "harness.h"

static char *folder;

static void
make_folder(void)
{
	folder = g_dir_make_tmp("asr-durable-XXXXXX", NULL);
	ck_assert_ptr_nonnull(folder);
}

static void
forget_folder(void)
{
	g_free(folder);
}

static unsigned
count_files(void)
{
	GDir *dir = g_dir_open(folder, 0, NULL);
	unsigned count = 0;

	while (g_dir_read_name(dir) != NULL)
		count++;
	g_dir_close(dir);
	return count;
}

START_TEST(put_makes_a_file_with_its_mode)
{
	g_autofree char *path = g_build_filename(folder, "a.eml", NULL);
	g_autofree char *read = NULL;
	g_autoptr(GError) error = NULL;
	struct stat st;

	ck_assert(durable_put(folder, "a.eml", 0640, "hello", 5, &error));
	ck_assert(g_file_get_contents(path, &read, NULL, NULL));
	ck_assert_str_eq(read, "hello");
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_int_eq(st.st_mode & 0777, 0640 & ~(int)umask(0));
	ck_assert_uint_eq(count_files(), 1);
}
END_TEST

START_TEST(abort_leaves_nothing)
{
	struct durable *d = durable_open(folder, 0600, NULL);

	ck_assert(durable_write(d, "x", 1, NULL));
	durable_abort(d);
	durable_abort(NULL);
	ck_assert_uint_eq(count_files(), 0);
}
END_TEST

START_TEST(sweep_removes_only_leftovers)
{
	struct durable *d = durable_open(folder, 0600, NULL);

	ck_assert_ptr_nonnull(d); /* as a crash would leave it */
	ck_assert(durable_put(folder, "keep", 0600, "k", 1, NULL));
	ck_assert(durable_sweep(folder, NULL));
	ck_assert_uint_eq(count_files(), 1);
	durable_abort(d);
}
END_TEST

START_TEST(failure_names_the_folder)
{
	g_autoptr(GError) error = NULL;

	ck_assert_ptr_null(durable_open("/nonexistent/x", 0600, &error));
	ck_assert_ptr_nonnull(strstr(error->message, "/nonexistent/x"));
}
END_TEST

START_TEST(mkdir_makes_each_level)
{
	g_autofree char *deep = g_build_filename(folder, "a", "b", NULL);

	ck_assert(durable_mkdir(deep, 0750, NULL));
	ck_assert(durable_mkdir(deep, 0750, NULL));
	ck_assert(g_file_test(deep, G_FILE_TEST_IS_DIR));
}
END_TEST

HARNESS_MAIN("durable",
    tcase_add_checked_fixture(tc, make_folder, forget_folder);
    tcase_add_test(tc, put_makes_a_file_with_its_mode);
    tcase_add_test(tc, abort_leaves_nothing);
    tcase_add_test(tc, sweep_removes_only_leftovers);
    tcase_add_test(tc, failure_names_the_folder);
    tcase_add_test(tc, mkdir_makes_each_level))
