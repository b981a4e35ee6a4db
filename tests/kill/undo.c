/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The worst that a power cut may do: every change that no fsync has made
 * durable is taken back.  Bytes belong to their file, names to their
 * folder, so a new file is safe only after an fsync of both.  A program
 * that forgets one of them passes every SIGKILL and fails here.
 */
#include "points.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define CHANGES_MAX 65536
#define PATH_BYTES 4096

enum change_kind {
	CHANGE_BYTES,
	CHANGE_CREATE,
	CHANGE_MKDIR,
	CHANGE_RENAME,
	CHANGE_UNLINK,
};

struct change {
	enum change_kind kind;
	bool durable;
	dev_t device; /* of the file, or of the folder that holds the name */
	ino_t inode;
	int fd; /* CHANGE_BYTES: never closed, so that no lock is lost */
	off_t offset, old_size;
	size_t length;
	char *bytes;        /* as they were */
	char *path, *other; /* rename: from, to */
	char *kept;         /* a second link to what the name stood for */
};

static struct change changes[CHANGES_MAX];
static unsigned count, links;

static bool
wanted(void)
{
	return points_control->mode == POINT_CUT_BEFORE ||
	    points_control->mode == POINT_CUT_AFTER;
}

static struct change *
add(enum change_kind kind)
{
	if (count == CHANGES_MAX)
		abort();
	changes[count] = (struct change){ .kind = kind, .fd = -1 };
	return &changes[count++];
}

/* Another descriptor of the file that can read and write, the same one
 * for each change of a file. */
static int
own_descriptor(int fd, const struct stat *st)
{
	char path[64];

	for (unsigned i = 0; i < count; i++) {
		if (changes[i].fd >= 0 && changes[i].device == st->st_dev &&
		    changes[i].inode == st->st_ino)
			return changes[i].fd;
	}
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	return (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC);
}

static void
remember_bytes(int fd, off_t offset, size_t length)
{
	struct change *change;
	struct stat st;
	int own;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return;
	own = own_descriptor(fd, &st);
	if (own < 0)
		abort();
	change = add(CHANGE_BYTES);
	change->device = st.st_dev;
	change->inode = st.st_ino;
	change->fd = own;
	change->offset = offset;
	change->old_size = st.st_size;
	if (offset < st.st_size) {
		size_t there = (size_t)(st.st_size - offset);

		change->length = length < there ? length : there;
		change->bytes = malloc(change->length + 1);
		if (syscall(SYS_pread64, own, change->bytes, change->length,
			offset) != (long)change->length)
			abort();
	}
}

void
undo_write(int fd, off_t offset, size_t length)
{
	if (!wanted())
		return;
	if (offset < 0)
		offset = lseek(fd, 0, SEEK_CUR);
	if (offset >= 0)
		remember_bytes(fd, offset, length);
}

void
undo_truncate(int fd, off_t length)
{
	if (wanted())
		remember_bytes(fd, length, SIZE_MAX);
}

/* The folder that holds the name. */
static void
set_folder(struct change *change, const char *path)
{
	char folder[PATH_BYTES];
	struct stat st;
	char *slash;

	snprintf(folder, sizeof(folder), "%s", path);
	slash = strrchr(folder, '/');
	if (slash != NULL)
		*slash = '\0';
	if (stat(slash == NULL ? "." : slash == folder ? "/" : folder,
		&st) != 0)
		return;
	change->device = st.st_dev;
	change->inode = st.st_ino;
}

/* A second link beside the folder's files would be seen by the program;
 * it goes where the control file is. */
static char *
keep_link(const char *path)
{
	char kept[PATH_BYTES];

	snprintf(kept, sizeof(kept), "%s.kept-%d-%u", getenv("ASR_POINTS"),
	    (int)getpid(), links++);
	if (syscall(SYS_linkat, AT_FDCWD, path, AT_FDCWD, kept, 0) != 0)
		return NULL;
	return strdup(kept);
}

static void
remember_name(enum change_kind kind, const char *path, const char *other)
{
	struct change *change = add(kind);
	const char *lost = kind == CHANGE_RENAME ? other :
	    kind == CHANGE_UNLINK                ? path :
						   NULL;

	change->path = strdup(path);
	change->other = other != NULL ? strdup(other) : NULL;
	set_folder(change, other != NULL ? other : path);
	if (lost != NULL)
		change->kept = keep_link(lost);
}

void
undo_create(const char *path)
{
	if (wanted() && access(path, F_OK) != 0)
		remember_name(CHANGE_CREATE, path, NULL);
}

void
undo_mkdir(const char *path)
{
	if (wanted() && access(path, F_OK) != 0)
		remember_name(CHANGE_MKDIR, path, NULL);
}

void
undo_rename(const char *from, const char *to)
{
	if (wanted())
		remember_name(CHANGE_RENAME, from, to);
}

void
undo_unlink(const char *path)
{
	if (wanted() && access(path, F_OK) == 0)
		remember_name(CHANGE_UNLINK, path, NULL);
}

void
undo_synced(int fd)
{
	struct stat st;

	if (!wanted() || fstat(fd, &st) != 0)
		return;
	for (unsigned i = 0; i < count; i++) {
		if (changes[i].device == st.st_dev &&
		    changes[i].inode == st.st_ino)
			changes[i].durable = true;
	}
}

static void
take_back(const struct change *change)
{
	switch (change->kind) {
	case CHANGE_BYTES:
		syscall(SYS_pwrite64, change->fd, change->bytes,
		    change->length, change->offset);
		syscall(SYS_ftruncate, change->fd, change->old_size);
		break;
	case CHANGE_CREATE:
		syscall(SYS_unlinkat, AT_FDCWD, change->path, 0);
		break;
	case CHANGE_MKDIR:
		syscall(SYS_unlinkat, AT_FDCWD, change->path, AT_REMOVEDIR);
		break;
	case CHANGE_RENAME:
		syscall(SYS_renameat2, AT_FDCWD, change->other, AT_FDCWD,
		    change->path, 0);
		if (change->kept != NULL)
			syscall(SYS_renameat2, AT_FDCWD, change->kept,
			    AT_FDCWD, change->other, 0);
		break;
	case CHANGE_UNLINK:
		if (change->kept != NULL)
			syscall(SYS_renameat2, AT_FDCWD, change->kept,
			    AT_FDCWD, change->path, 0);
		break;
	}
}

void
undo_all(void)
{
	while (count > 0) {
		const struct change *change = &changes[--count];

		if (!change->durable)
			take_back(change);
	}
}
