/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * asrctl backup FILE: the database and every raw message it knows, in one
 * archive, while the service runs.  The database is copied first: what it
 * names was in the spool before.  doc/restore.md is the way back.
 */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "archive-writer.h"
#include "ctl.h"
#include "error.h"
#include "french.h"
#include "spool.h"
#include "stop.h"

#define TOP "asr-intake/"
#define DATABASE "intake.db"

struct backup {
	struct ctl *ctl;
	struct archive_writer *writer;
	char *folder; /* beside the archive: the same disk, for a while */
	char *copy;   /* of the database, in it */
	unsigned messages;
};

static bool
copy_database(struct backup *backup, const char *path, GError **error)
{
	g_autofree char *beside = g_path_get_dirname(path);

	stop_watch();
	backup->folder = g_build_filename(beside, ".asrctl-XXXXXX", NULL);
	if (g_mkdtemp(backup->folder) == NULL) {
		error_errno(error, errno, "%s", beside);
		g_clear_pointer(&backup->folder, g_free);
		return false;
	}
	backup->copy = g_build_filename(backup->folder, DATABASE, NULL);
	return store_copy(backup->ctl->store, backup->copy, error);
}

static bool
add_database(struct backup *backup, GError **error)
{
	int fd = open(backup->copy, O_RDONLY | O_CLOEXEC);
	bool good;

	if (fd < 0)
		return error_errno(error, errno, "%s", backup->copy);
	good = archive_writer_add(backup->writer, TOP DATABASE, fd, NULL,
	    error);
	close(fd);
	return good;
}

static bool
add_message(struct backup *backup, struct spool *spool, const char *sha256,
    GError **error)
{
	g_autofree char *name = g_strdup_printf(TOP "spool/%.2s/%s.eml",
	    sha256, sha256 + 2);
	int fd = stop_check(error) ? spool_read(spool, sha256, error) : -1;
	bool good;

	if (fd < 0)
		return false;
	good = archive_writer_add(backup->writer, name, fd, sha256, error);
	close(fd);
	backup->messages++;
	return good;
}

/* The copy says what belongs to it; the database has gone on meanwhile. */
static bool
add_messages(struct backup *backup, GError **error)
{
	struct store *copy = store_open_readonly(backup->folder, error);
	struct spool *spool = spool_open_readonly(
	    backup->ctl->conf->settings->state_directory);
	g_autoptr(GPtrArray) sums = copy != NULL ?
	    store_spooled(copy, error) : NULL;
	bool good = sums != NULL;

	for (unsigned i = 0; good && i < sums->len; i++)
		good = add_message(backup, spool, sums->pdata[i], error);
	store_close(copy);
	spool_close(spool);
	return good;
}

static void
clear(struct backup *backup)
{
	static const char *const endings[] = { "", "-wal", "-shm",
		"-journal" };

	for (size_t i = 0; backup->copy != NULL && i < G_N_ELEMENTS(endings);
	    i++) {
		g_autofree char *path = g_strconcat(backup->copy, endings[i],
		    NULL);

		unlink(path);
	}
	if (backup->folder != NULL)
		rmdir(backup->folder);
	g_free(backup->copy);
	g_free(backup->folder);
}

static bool
write_backup(struct backup *backup, const char *path, GError **error)
{
	if (!copy_database(backup, path, error))
		return false;
	backup->writer = archive_writer_open(path, error);
	if (backup->writer == NULL)
		return false;
	if (add_database(backup, error) && add_messages(backup, error))
		return archive_writer_commit(backup->writer, error);
	archive_writer_abort(backup->writer);
	return false;
}

static int
backup(struct ctl *ctl, char **arguments)
{
	struct backup backup = { .ctl = ctl };
	g_autoptr(GError) error = NULL;
	g_autofree char *count = NULL;
	bool good;

	if (!archive_writer_knows(arguments[0]))
		return ctl_usage("%s : le nom se termine par .tar, .tar.gz, "
		    ".tgz ou .tar.zst", arguments[0]);
	if (access(arguments[0], F_OK) == 0)
		return ctl_fail("%s : existe déjà, laissé tel quel",
		    arguments[0]);
	if (!ctl_open_store(ctl))
		return CTL_FAILED;
	good = write_backup(&backup, arguments[0], &error);
	clear(&backup);
	if (!good)
		return ctl_fail("pas de sauvegarde : %s", error->message);
	count = french_count(backup.messages, "message", "messages");
	fprintf(ctl->out, "Base et %s sauvegardés dans %s\n", count,
	    arguments[0]);
	return CTL_DONE;
}

const struct command command_backup = {
	.name = "backup",
	.arguments = "FICHIER",
	.summary = "une copie cohérente de la base et des messages",
	.min_arguments = 1,
	.max_arguments = 1,
	.run = backup,
};
