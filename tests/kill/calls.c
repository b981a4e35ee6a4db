/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The C library's calls that are points: each is counted, may be stopped
 * before or after, and goes on to the real one.  What SQLite shares in
 * memory (-shm) is no durable thing and passes uncounted.
 */
#include "points.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define PATH_BYTES 4096

/* The real function behind one of these. */
#define REAL(name, type)                                    \
	static __typeof__(type) real;                       \
	do {                                                \
		if (real == NULL)                           \
			real = (type)dlsym(RTLD_NEXT, name); \
	} while (0)

static bool
is_socket(int fd)
{
	struct stat st;
	int saved = errno;
	bool yes = fstat(fd, &st) == 0 && S_ISSOCK(st.st_mode);

	errno = saved;
	return yes;
}

/* The path of a regular file that counts; false for everything else. */
static bool
file_path(int fd, char *path)
{
	char link[64];
	struct stat st;
	ssize_t length;
	int saved = errno;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		errno = saved;
		return false;
	}
	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	length = readlink(link, path, PATH_BYTES - 1);
	path[length < 0 ? 0 : length] = '\0';
	errno = saved;
	/* Files in memory (memfd) and SQLite's index survive nothing. */
	return length > 0 && strncmp(path, "/memfd:", 7) != 0 &&
	    (length < 4 || strcmp(path + length - 4, "-shm") != 0);
}

int
rename(const char *from, const char *to)
{
	int result;

	REAL("rename", int (*)(const char *, const char *));
	if (!point_before("rename", POINT_FILE, to))
		return -1;
	undo_rename(from, to);
	result = real(from, to);
	point_after();
	return result;
}

int
unlink(const char *path)
{
	int result;

	REAL("unlink", int (*)(const char *));
	if (!point_before("unlink", POINT_FILE, path))
		return -1;
	undo_unlink(path);
	result = real(path);
	point_after();
	return result;
}

int
mkdir(const char *path, mode_t mode)
{
	int result;

	REAL("mkdir", int (*)(const char *, mode_t));
	if (!point_before("mkdir", POINT_FILE, path))
		return -1;
	undo_mkdir(path);
	result = real(path, mode);
	point_after();
	return result;
}

/* fsync and fdatasync. */
static int
synced(const char *name, int (*real)(int), int fd)
{
	char path[PATH_BYTES] = "a folder";
	int result;

	file_path(fd, path);
	if (!point_before(name, POINT_FILE, path))
		return -1;
	result = real(fd);
	if (result == 0)
		undo_synced(fd);
	point_after();
	return result;
}

int
fsync(int fd)
{
	REAL("fsync", int (*)(int));
	return synced("fsync", real, fd);
}

int
fdatasync(int fd)
{
	REAL("fdatasync", int (*)(int));
	return synced("fdatasync", real, fd);
}

static int
truncated(int (*real)(int, off_t), int fd, off_t length)
{
	char path[PATH_BYTES];
	int result;

	if (!file_path(fd, path))
		return real(fd, length);
	if (!point_before("ftruncate", POINT_FILE, path))
		return -1;
	undo_truncate(fd, length);
	result = real(fd, length);
	point_after();
	return result;
}

int
ftruncate(int fd, off_t length)
{
	REAL("ftruncate", int (*)(int, off_t));
	return truncated(real, fd, length);
}

int
ftruncate64(int fd, off_t length)
{
	REAL("ftruncate64", int (*)(int, off_t));
	return truncated(real, fd, length);
}

static bool
counts_opening(const char *path, int flags)
{
	size_t length = strlen(path);

	if (strncmp(path, "/dev/", 5) == 0 ||
	    strncmp(path, "/proc/", 6) == 0 ||
	    (length > 4 && strcmp(path + length - 4, "-shm") == 0))
		return false;
	return (flags & O_CREAT) != 0 && access(path, F_OK) != 0;
}

static int
opened(int (*real)(const char *, int, ...), const char *path, int flags,
    mode_t mode)
{
	int saved = errno, fd;

	if (!counts_opening(path, flags)) {
		errno = saved;
		return real(path, flags, mode);
	}
	errno = saved;
	if (!point_before("open", POINT_FILE, path))
		return -1;
	undo_create(path);
	fd = real(path, flags, mode);
	point_after();
	return fd;
}

/* The mode, which is there only when flags say so. */
#define TAKE_MODE(mode, flags)                               \
	mode_t mode = 0;                                     \
	do {                                                 \
		va_list ap;                                  \
		va_start(ap, flags);                         \
		if ((flags & (O_CREAT | O_TMPFILE)) != 0)    \
			mode = (mode_t)va_arg(ap, int);      \
		va_end(ap);                                  \
	} while (0)

int
open(const char *path, int flags, ...)
{
	TAKE_MODE(mode, flags);
	REAL("open", int (*)(const char *, int, ...));
	return opened(real, path, flags, mode);
}

int
open64(const char *path, int flags, ...)
{
	TAKE_MODE(mode, flags);
	REAL("open64", int (*)(const char *, int, ...));
	return opened(real, path, flags, mode);
}

static ssize_t
written_at(ssize_t (*real)(int, const void *, size_t, off_t), int fd,
    const void *bytes, size_t length, off_t offset)
{
	char path[PATH_BYTES];
	ssize_t result;

	if (!file_path(fd, path))
		return real(fd, bytes, length, offset);
	if (!point_before("pwrite", POINT_FILE, path))
		return -1;
	undo_write(fd, offset, length);
	result = real(fd, bytes, length, offset);
	point_after();
	return result;
}

ssize_t
pwrite(int fd, const void *bytes, size_t length, off_t offset)
{
	REAL("pwrite", ssize_t (*)(int, const void *, size_t, off_t));
	return written_at(real, fd, bytes, length, offset);
}

ssize_t
pwrite64(int fd, const void *bytes, size_t length, off_t offset)
{
	REAL("pwrite64", ssize_t (*)(int, const void *, size_t, off_t));
	return written_at(real, fd, bytes, length, offset);
}

ssize_t
write(int fd, const void *bytes, size_t length)
{
	char path[PATH_BYTES] = "";
	bool file = file_path(fd, path);
	ssize_t result;

	REAL("write", ssize_t (*)(int, const void *, size_t));
	/* Standard streams are the driver's. */
	if (fd <= STDERR_FILENO || (!file && !is_socket(fd)))
		return real(fd, bytes, length);
	if (!point_before(file ? "write" : "send",
		file ? POINT_FILE : POINT_SOCKET, path))
		return -1;
	if (file)
		undo_write(fd, -1, length);
	result = real(fd, bytes, length);
	point_after();
	return result;
}

ssize_t
writev(int fd, const struct iovec *iov, int n)
{
	ssize_t result;

	REAL("writev", ssize_t (*)(int, const struct iovec *, int));
	if (!is_socket(fd))
		return real(fd, iov, n);
	point_before("send", POINT_SOCKET, NULL);
	result = real(fd, iov, n);
	point_after();
	return result;
}

ssize_t
send(int fd, const void *bytes, size_t length, int flags)
{
	ssize_t result;

	REAL("send", ssize_t (*)(int, const void *, size_t, int));
	point_before("send", POINT_SOCKET, NULL);
	result = real(fd, bytes, length, flags);
	point_after();
	return result;
}

ssize_t
sendmsg(int fd, const struct msghdr *message, int flags)
{
	ssize_t result;

	REAL("sendmsg", ssize_t (*)(int, const struct msghdr *, int));
	point_before("send", POINT_SOCKET, NULL);
	result = real(fd, message, flags);
	point_after();
	return result;
}

/* An answer is a point when something came: before the program knows. */
static ssize_t
received(ssize_t result)
{
	int saved = errno;

	if (result > 0) {
		point_before("received", POINT_SOCKET, NULL);
		point_after();
	}
	errno = saved;
	return result;
}

ssize_t
recv(int fd, void *bytes, size_t length, int flags)
{
	REAL("recv", ssize_t (*)(int, void *, size_t, int));
	return received(real(fd, bytes, length, flags));
}

/* The disk does not give back what it took. */
static bool
unreadable(int fd)
{
	struct control *control = points_control;
	char path[PATH_BYTES];

	if (!file_path(fd, path) ||
	    __atomic_add_fetch(&control->reads, 1, __ATOMIC_SEQ_CST) !=
		control->fail_read)
		return false;
	errno = EIO;
	return true;
}

ssize_t
pread(int fd, void *bytes, size_t length, off_t offset)
{
	REAL("pread", ssize_t (*)(int, void *, size_t, off_t));
	return unreadable(fd) ? -1 : real(fd, bytes, length, offset);
}

ssize_t
pread64(int fd, void *bytes, size_t length, off_t offset)
{
	REAL("pread64", ssize_t (*)(int, void *, size_t, off_t));
	return unreadable(fd) ? -1 : real(fd, bytes, length, offset);
}

ssize_t
read(int fd, void *bytes, size_t length)
{
	ssize_t result;

	REAL("read", ssize_t (*)(int, void *, size_t));
	if (unreadable(fd))
		return -1;
	result = real(fd, bytes, length);
	return result > 0 && is_socket(fd) ? received(result) : result;
}
