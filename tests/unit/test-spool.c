/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "spool.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "error.h"
#include "harness.h"


#define MESSAGE "Subject: a\r\n\r\nhello\r\n"

static char *state;
static struct spool *spool;

/* In place of the C library's: syncs of folders as a disk may fail them. */
static unsigned folders_until_failure; /* 0: none fails */
static GHashTable *folders_synced;      /* GUINT_TO_POINTER(st_ino) */

int
fsync(int fd)
{
	struct stat st;

	if (fstat(fd, &st) != 0 || !S_ISDIR(st.st_mode))
		return fdatasync(fd);
	if (folders_until_failure > 0 && --folders_until_failure == 0) {
		errno = EIO;
		return -1;
	}
	g_hash_table_add(folders_synced, GUINT_TO_POINTER(st.st_ino));
	return fdatasync(fd);
}

static bool
is_synced(const char *path)
{
	struct stat st;

	ck_assert_int_eq(stat(path, &st), 0);
	return g_hash_table_contains(folders_synced,
	    GUINT_TO_POINTER(st.st_ino));
}

static void
set_up(void)
{
	folders_synced = g_hash_table_new(NULL, NULL);
	folders_until_failure = 0;
	state = g_dir_make_tmp("asr-spool-XXXXXX", NULL);
	spool = spool_open(state, NULL);
	ck_assert_ptr_nonnull(spool);
}

static void
tear_down(void)
{
	spool_close(spool);
	g_free(state);
	g_hash_table_unref(folders_synced);
}

static char *
put(const char *text)
{
	struct spool_writer *writer = spool_begin(spool, NULL);
	char *sha256 = NULL;
	uint64_t size = 0;

	/* In two writes, as a mailbox streams. */
	ck_assert(spool_write(writer, text, 3, NULL));
	ck_assert(spool_write(writer, text + 3, strlen(text) - 3, NULL));
	ck_assert(spool_commit(writer, &sha256, &size, NULL));
	ck_assert_uint_eq(size, strlen(text));
	return sha256;
}

START_TEST(bytes_come_back_under_their_digest)
{
	g_autofree char *wanted = g_compute_checksum_for_string(
	    G_CHECKSUM_SHA256, MESSAGE, -1);
	g_autofree char *sha256 = put(MESSAGE);
	char buffer[100] = "";
	int fd;

	ck_assert_str_eq(sha256, wanted);
	fd = spool_read(spool, sha256, NULL);
	ck_assert_int_eq(read(fd, buffer, sizeof(buffer)),
	    (ssize_t)strlen(MESSAGE));
	ck_assert_str_eq(buffer, MESSAGE);
	close(fd);
	ck_assert(spool_verify(spool, sha256, NULL));
}
END_TEST

START_TEST(same_bytes_twice_are_one_file)
{
	g_autofree char *one = put(MESSAGE);
	g_autofree char *other = put(MESSAGE);

	ck_assert_str_eq(one, other);
	ck_assert(spool_remove(spool, one, NULL));
	ck_assert_int_eq(spool_read(spool, other, NULL), -1);
	ck_assert(spool_remove(spool, one, NULL)); /* gone is gone */
}
END_TEST

/* A message whose first commit failed at any folder's sync, or was cut off
 * there, is not there for good because its name is. */
START_TEST(what_was_not_synced_is_synced_the_next_time)
{
	g_autofree char *digest = g_compute_checksum_for_string(
	    G_CHECKSUM_SHA256, MESSAGE, -1);
	g_autofree char *folder = g_strdup_printf("%s/spool/%.2s", state,
	    digest);
	g_autofree char *parent = g_path_get_dirname(folder);
	struct spool_writer *writer = spool_begin(spool, NULL);
	g_autoptr(GError) error = NULL;
	g_autofree char *sha256 = NULL;
	uint64_t size;

	folders_until_failure = (unsigned)_i + 1;
	ck_assert(spool_write(writer, MESSAGE, strlen(MESSAGE), NULL));
	ck_assert(!spool_commit(writer, &sha256, &size, &error));
	ck_assert(g_error_matches(error, ASR_ERROR, ASR_ERROR_IO));
	if (_i == 0) /* else the folder is there for good already */
		g_hash_table_remove_all(folders_synced);
	sha256 = put(MESSAGE);
	ck_assert(is_synced(folder));
	ck_assert(is_synced(parent));
}
END_TEST

START_TEST(what_a_stop_left_unsynced_is_synced_at_the_start)
{
	g_autofree char *folder = g_build_filename(state, "spool", NULL);

	spool_close(spool);
	g_hash_table_remove_all(folders_synced);
	spool = spool_open(state, NULL);
	ck_assert(is_synced(folder));
}
END_TEST

START_TEST(abort_leaves_nothing_to_sweep)
{
	struct spool_writer *writer = spool_begin(spool, NULL);
	g_autofree char *folder = g_build_filename(state, "spool", NULL);
	GDir *dir;

	ck_assert(spool_write(writer, "x", 1, NULL));
	spool_abort(writer);
	spool_abort(NULL);
	dir = g_dir_open(folder, 0, NULL);
	ck_assert_ptr_null(g_dir_read_name(dir));
	g_dir_close(dir);
}
END_TEST

START_TEST(damage_is_found)
{
	g_autofree char *sha256 = put(MESSAGE);
	g_autofree char *path = g_strdup_printf("%s/spool/%.2s/%s.eml",
	    state, sha256, sha256 + 2);
	g_autoptr(GError) error = NULL;
	int fd = open(path, O_WRONLY);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(pwrite(fd, "X", 1, 2), 1);
	close(fd);
	ck_assert(!spool_verify(spool, sha256, &error));
	ck_assert_ptr_nonnull(strstr(error->message, sha256));
	ck_assert(g_error_matches(error, ASR_ERROR, ASR_ERROR_FORMAT));
}
END_TEST

/* A folder in its place, as a disk that cannot be read. */
START_TEST(what_cannot_be_read_is_not_called_damaged)
{
	g_autofree char *sha256 = put(MESSAGE);
	g_autofree char *path = g_strdup_printf("%s/spool/%.2s/%s.eml",
	    state, sha256, sha256 + 2);
	g_autoptr(GError) error = NULL;

	ck_assert_int_eq(unlink(path), 0);
	ck_assert_int_eq(mkdir(path, 0700), 0);
	ck_assert(!spool_verify(spool, sha256, &error));
	ck_assert(g_error_matches(error, ASR_ERROR, ASR_ERROR_IO));
	ck_assert_ptr_nonnull(strstr(error->message, g_strerror(EISDIR)));
}
END_TEST

static const char *const bad_names[] = { "", "abc",
	"../../../../../../etc/passwd",
	"GGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGG" };

START_TEST(only_digests_are_names)
{
	g_autoptr(GError) error = NULL;

	ck_assert_int_eq(spool_read(spool, bad_names[_i], &error), -1);
	ck_assert(g_error_matches(error, ASR_ERROR, ASR_ERROR_FORMAT));
}
END_TEST

HARNESS_MAIN("spool", tcase_add_checked_fixture(tc, set_up, tear_down);
    tcase_add_test(tc, bytes_come_back_under_their_digest);
    tcase_add_test(tc, same_bytes_twice_are_one_file);
    tcase_add_loop_test(tc, what_was_not_synced_is_synced_the_next_time, 0,
	2);
    tcase_add_test(tc, what_a_stop_left_unsynced_is_synced_at_the_start);
    tcase_add_test(tc, abort_leaves_nothing_to_sweep);
    tcase_add_test(tc, damage_is_found);
    tcase_add_test(tc, what_cannot_be_read_is_not_called_damaged);
    tcase_add_loop_test(tc, only_digests_are_names, 0,
	G_N_ELEMENTS(bad_names)))
