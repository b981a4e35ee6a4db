/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A tar archive, packed as its name says: see archive-writer.h. */
#include "archive-writer.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <archive.h>
#include <archive_entry.h>

#include "digest.h"
#include "durable.h"
#include "error.h"

/* All that the service knows of people. */
#define FILE_MODE 0600
#define READ_BYTES 65536

struct archive_writer {
	struct archive *archive;
	struct durable *file;
	char *name;
};

static const struct {
	const char *ending;
	int filter;
} packings[] = {
	{ ".tar", ARCHIVE_FILTER_NONE },
	{ ".tar.gz", ARCHIVE_FILTER_GZIP },
	{ ".tgz", ARCHIVE_FILTER_GZIP },
	{ ".tar.zst", ARCHIVE_FILTER_ZSTD },
};

static int
filter_of(const char *path)
{
	for (size_t i = 0; i < G_N_ELEMENTS(packings); i++) {
		if (g_str_has_suffix(path, packings[i].ending))
			return packings[i].filter;
	}
	return -1;
}

bool
archive_writer_knows(const char *path)
{
	return filter_of(path) >= 0;
}

static bool
fail(struct archive_writer *writer, const char *name, GError **error)
{
	return error_set(error, ASR_ERROR_IO, "%s : %s", name,
	    archive_error_string(writer->archive));
}

struct archive_writer *
archive_writer_open(const char *path, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(path);
	struct durable *file = durable_open(folder, FILE_MODE, error);
	struct archive_writer *writer;

	if (file == NULL)
		return NULL;
	writer = g_new0(struct archive_writer, 1);
	writer->file = file;
	writer->name = g_path_get_basename(path);
	writer->archive = archive_write_new();
	if (archive_write_add_filter(writer->archive, filter_of(path)) ==
		ARCHIVE_OK &&
	    archive_write_set_format_pax_restricted(writer->archive) ==
		ARCHIVE_OK &&
	    archive_write_open_fd(writer->archive, durable_fd(file)) ==
		ARCHIVE_OK)
		return writer;
	fail(writer, path, error);
	archive_writer_abort(writer);
	return NULL;
}

static bool
write_head(struct archive_writer *writer, const char *name,
    const struct stat *st, GError **error)
{
	struct archive_entry *entry = archive_entry_new();
	int code;

	archive_entry_set_pathname(entry, name);
	archive_entry_set_filetype(entry, AE_IFREG);
	/* A folder that tar makes on its way gets the umask. */
	archive_entry_set_perm(entry, st->st_mode & 0777);
	archive_entry_set_size(entry, st->st_size);
	archive_entry_set_mtime(entry, st->st_mtime, 0);
	code = archive_write_header(writer->archive, entry);
	archive_entry_free(entry);
	return code == ARCHIVE_OK || fail(writer, name, error);
}

static bool
write_bytes(struct archive_writer *writer, const char *name, int fd,
    struct digest *sum, GError **error)
{
	char chunk[READ_BYTES];
	ssize_t got;

	while ((got = read(fd, chunk, sizeof(chunk))) > 0) {
		digest_add(sum, chunk, (size_t)got);
		if (archive_write_data(writer->archive, chunk,
			(size_t)got) != got)
			return fail(writer, name, error);
	}
	return got == 0 || error_errno(error, errno, "%s", name);
}

bool
archive_writer_add(struct archive_writer *writer, const char *name, int fd,
    const char *sha256, GError **error)
{
	OWNED(digest) sum = digest_new();
	g_autofree char *found = NULL;
	struct stat st;
	bool good;

	if (fstat(fd, &st) != 0)
		return error_errno(error, errno, "%s", name);
	good = write_head(writer, name, &st, error) &&
	    write_bytes(writer, name, fd, sum, error);
	found = digest_text(sum);
	if (good && sha256 != NULL && strcmp(found, sha256) != 0)
		good = error_set(error, ASR_ERROR_FORMAT,
		    "%s : le fichier est abîmé (son contenu n’a pas "
		    "l’empreinte de son nom)", name);
	return good;
}

static void
writer_free(struct archive_writer *writer)
{
	archive_write_free(writer->archive);
	g_free(writer->name);
	g_free(writer);
}

bool
archive_writer_commit(struct archive_writer *writer, GError **error)
{
	struct durable *file = writer->file;
	bool good = archive_write_close(writer->archive) == ARCHIVE_OK ||
	    fail(writer, writer->name, error);

	if (good)
		good = durable_commit(file, writer->name, error);
	else
		durable_abort(file);
	writer_free(writer);
	return good;
}

void
archive_writer_abort(struct archive_writer *writer)
{
	if (writer == NULL)
		return;
	/* No closing words into a file that nobody will see. */
	archive_write_fail(writer->archive);
	durable_abort(writer->file);
	writer_free(writer);
}
