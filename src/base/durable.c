/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that survive a power cut: see durable.h for the order and why. */
#include "durable.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "error.h"

/* Temporary names start so; durable_sweep removes them after a crash. */
#define TEMPORARY_PREFIX ".tmp-"

struct durable {
	char *folder;
	char *temporary;
	int fd;
};

static void
durable_free(struct durable *d)
{
	if (d->fd >= 0)
		close(d->fd);
	g_free(d->folder);
	g_free(d->temporary);
	g_free(d);
}

struct durable *
durable_open(const char *folder, mode_t mode, GError **error)
{
	struct durable *d = g_new0(struct durable, 1);

	d->folder = g_strdup(folder);
	d->temporary = g_build_filename(folder, TEMPORARY_PREFIX "XXXXXX",
	    NULL);
	d->fd = g_mkstemp_full(d->temporary, O_WRONLY | O_CLOEXEC, (int)mode);
	if (d->fd < 0) {
		error_errno(error, errno, "%s", d->temporary);
		durable_free(d);
		return NULL;
	}
	return d;
}

int
durable_fd(const struct durable *d)
{
	return d->fd;
}

bool
durable_write(struct durable *d, const void *bytes, size_t length,
    GError **error)
{
	const char *p = bytes;

	while (length > 0) {
		ssize_t n = write(d->fd, p, length);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return error_errno(error, errno, "%s", d->temporary);
		p += n;
		length -= (size_t)n;
	}
	return true;
}

bool
durable_sync_folder(const char *folder, GError **error)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok;

	if (fd < 0)
		return error_errno(error, errno, "%s", folder);
	ok = fsync(fd) == 0;
	if (!ok)
		error_errno(error, errno, "fsync %s", folder);
	close(fd);
	return ok;
}

static bool
publish(struct durable *d, const char *name, GError **error)
{
	g_autofree char *target = g_build_filename(d->folder, name, NULL);
	g_autofree char *folder = g_path_get_dirname(target);

	if (fsync(d->fd) != 0)
		return error_errno(error, errno, "fsync %s", d->temporary);
	if (rename(d->temporary, target) != 0)
		return error_errno(error, errno, "rename to %s", target);
	return durable_sync_folder(folder, error);
}

bool
durable_commit(struct durable *d, const char *name, GError **error)
{
	bool ok = publish(d, name, error);

	if (!ok)
		unlink(d->temporary); /* gone already after the rename */
	durable_free(d);
	return ok;
}

void
durable_abort(struct durable *d)
{
	if (d == NULL)
		return;
	unlink(d->temporary);
	durable_free(d);
}

bool
durable_put(const char *folder, const char *name, mode_t mode,
    const void *bytes, size_t length, GError **error)
{
	struct durable *d = durable_open(folder, mode, error);

	if (d == NULL)
		return false;
	if (!durable_write(d, bytes, length, error)) {
		durable_abort(d);
		return false;
	}
	return durable_commit(d, name, error);
}

bool
durable_mkdir(const char *folder, mode_t mode, GError **error)
{
	g_autofree char *parent = NULL;

	if (g_file_test(folder, G_FILE_TEST_IS_DIR))
		return true;
	parent = g_path_get_dirname(folder);
	if (!durable_mkdir(parent, mode, error))
		return false;
	if (mkdir(folder, mode) != 0 && errno != EEXIST)
		return error_errno(error, errno, "mkdir %s", folder);
	if (durable_sync_folder(parent, error))
		return true;
	rmdir(folder); /* the next one to ask must not find it made */
	return false;
}

bool
durable_sweep(const char *folder, GError **error)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, error);
	const char *name;

	if (dir == NULL)
		return false;
	while ((name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *path = NULL;

		if (!g_str_has_prefix(name, TEMPORARY_PREFIX))
			continue;
		path = g_build_filename(folder, name, NULL);
		if (unlink(path) != 0 && errno != ENOENT)
			return error_errno(error, errno, "unlink %s", path);
	}
	return true;
}
