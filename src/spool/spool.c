/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Raw messages by the SHA-256 of their bytes: see spool.h. */
#include "spool.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "digest.h"
#include "durable.h"
#include "error.h"

/* Group members (agents) read messages through asrctl extract.  The group is
 * that of the folder above, whose set-group-ID the kernel hands on: asking
 * for it is what RestrictSUIDSGID= of systemd.exec(5) forbids. */
#define FOLDER_MODE 0750
#define FILE_MODE 0640
#define READ_BYTES 65536

struct spool {
	char *folder;
};

struct spool_writer {
	struct spool *spool;
	struct durable *file;
	struct digest *sum;
	uint64_t size;
};

struct spool *
spool_open(const char *state_directory, GError **error)
{
	g_autofree char *folder = g_build_filename(state_directory, "spool",
	    NULL);
	struct spool *spool;

	if (!durable_mkdir(folder, FOLDER_MODE, error) ||
	    !durable_sweep(folder, error) ||
	    !durable_sync_folder(folder, error))
		return NULL;
	spool = g_new0(struct spool, 1);
	spool->folder = g_steal_pointer(&folder);
	return spool;
}

struct spool *
spool_open_readonly(const char *state_directory)
{
	struct spool *spool = g_new0(struct spool, 1);

	spool->folder = g_build_filename(state_directory, "spool", NULL);
	return spool;
}

void
spool_close(struct spool *spool)
{
	if (spool == NULL)
		return;
	g_free(spool->folder);
	g_free(spool);
}

struct spool_writer *
spool_begin(struct spool *spool, GError **error)
{
	struct durable *file = durable_open(spool->folder, FILE_MODE, error);
	struct spool_writer *writer;

	if (file == NULL)
		return NULL;
	writer = g_new0(struct spool_writer, 1);
	writer->spool = spool;
	writer->file = file;
	writer->sum = digest_new();
	return writer;
}

bool
spool_write(struct spool_writer *writer, const void *bytes, size_t length,
    GError **error)
{
	digest_add(writer->sum, bytes, length);
	writer->size += length;
	return durable_write(writer->file, bytes, length, error);
}

static void
free_writer(struct spool_writer *writer)
{
	digest_free(writer->sum);
	g_free(writer);
}

/* "ab/cdef….eml" below the spool's folder; false when it is no SHA-256. */
static bool
split_name(const char *sha256, char **folder_r, char **name_r,
    const struct spool *spool, GError **error)
{
	g_autofree char *first = NULL;

	if (strlen(sha256) != DIGEST_DIGITS ||
	    strspn(sha256, "0123456789abcdef") != DIGEST_DIGITS)
		return error_set(error, ASR_ERROR_FORMAT,
		    "not a SHA-256: %s", sha256);
	first = g_strndup(sha256, 2);
	*folder_r = g_build_filename(spool->folder, first, NULL);
	*name_r = g_strconcat(sha256 + 2, ".eml", NULL);
	return true;
}

static char *
path_of(const struct spool *spool, const char *sha256, GError **error)
{
	g_autofree char *folder = NULL, *name = NULL;

	if (!split_name(sha256, &folder, &name, spool, error))
		return NULL;
	return g_build_filename(folder, name, NULL);
}

/* The temporary file lies beside the folders, so the name has a "/". */
static bool
publish(struct spool_writer *writer, const char *sha256, GError **error)
{
	g_autofree char *folder = NULL, *name = NULL, *first = NULL,
		       *below = NULL, *path = NULL;

	if (!split_name(sha256, &folder, &name, writer->spool, error) ||
	    !durable_mkdir(folder, FOLDER_MODE, error)) {
		durable_abort(writer->file);
		return false;
	}
	path = g_build_filename(folder, name, NULL);
	if (access(path, F_OK) == 0) {
		/* The same bytes, but perhaps of one that was stopped, or
		 * failed, before their name was synced. */
		durable_abort(writer->file);
		return durable_sync_folder(folder, error);
	}
	first = g_strndup(sha256, 2);
	below = g_build_filename(first, name, NULL);
	return durable_commit(writer->file, below, error);
}

bool
spool_commit(struct spool_writer *writer, char **sha256_r, uint64_t *size_r,
    GError **error)
{
	g_autofree char *sha256 = digest_text(writer->sum);
	bool ok = publish(writer, sha256, error);

	if (ok) {
		*sha256_r = g_steal_pointer(&sha256);
		*size_r = writer->size;
	}
	free_writer(writer);
	return ok;
}

void
spool_abort(struct spool_writer *writer)
{
	if (writer == NULL)
		return;
	durable_abort(writer->file);
	free_writer(writer);
}

int
spool_read(struct spool *spool, const char *sha256, GError **error)
{
	g_autofree char *path = path_of(spool, sha256, error);
	int fd;

	if (path == NULL)
		return -1;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		error_errno(error, errno, "%s", path);
	return fd;
}

bool
spool_verify(struct spool *spool, const char *sha256, GError **error)
{
	int fd = spool_read(spool, sha256, error);
	g_autofree char *buffer = g_malloc(READ_BYTES);
	g_autofree char *found = NULL;
	struct digest *sum;
	int problem = 0;
	ssize_t n;

	if (fd < 0)
		return false;
	sum = digest_new();
	while ((n = read(fd, buffer, READ_BYTES)) > 0)
		digest_add(sum, buffer, (size_t)n);
	if (n < 0)
		problem = errno;
	close(fd);
	found = digest_text(sum);
	digest_free(sum);
	if (problem != 0)
		return error_errno(error, problem, "message %s", sha256);
	if (strcmp(found, sha256) == 0)
		return true;
	return error_set(error, ASR_ERROR_FORMAT,
	    "message %s: its bytes are damaged", sha256);
}

bool
spool_remove(struct spool *spool, const char *sha256, GError **error)
{
	g_autofree char *path = path_of(spool, sha256, error);
	g_autofree char *folder = NULL;

	if (path == NULL)
		return false;
	if (unlink(path) != 0 && errno != ENOENT)
		return error_errno(error, errno, "%s", path);
	/* Gone already, perhaps by one that was stopped before this. */
	folder = g_path_get_dirname(path);
	return !g_file_test(folder, G_FILE_TEST_IS_DIR) ||
	    durable_sync_folder(folder, error);
}
