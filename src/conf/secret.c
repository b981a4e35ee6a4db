/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Secrets in files: settings_secret and settings_forget of settings.h. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "error.h"
#include "settings.h"

/* A password, a client secret: never longer than this. */
#define SECRET_BYTES_MAX 4096

/* systemd gives credentials to the service alone, as 0440. */
static bool
is_credential(const char *file)
{
	const char *folder = g_getenv("CREDENTIALS_DIRECTORY");
	g_autofree char *prefix = NULL;

	if (folder == NULL || folder[0] == '\0')
		return false;
	prefix = g_strconcat(folder, "/", NULL);
	return g_str_has_prefix(file, prefix) && strstr(file, "/..") == NULL;
}

/* Opens a plain file that only its owner can read; -1 and *error. */
static int
open_private(const char *file, GError **error)
{
	/* Not to wait for the writer of a pipe, which is refused below. */
	int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;

	if (fd < 0 && strstr(file, SETTINGS_CREDENTIALS) != NULL)
		error_set(error, ASR_ERROR_CONFIG, "%s: only systemd sets "
		    "this folder, for the service", file);
	else if (fd < 0 || fstat(fd, &st) != 0)
		error_errno(error, errno, "%s", file);
	else if (!S_ISREG(st.st_mode))
		error_set(error, ASR_ERROR_CONFIG, "%s: not a file", file);
	else if ((st.st_mode & 0077) != 0 && !is_credential(file))
		error_set(error, ASR_ERROR_CONFIG,
		    "%s: others can read this secret: chmod 600", file);
	else
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

/* The bytes of fd into secret, which is zeroed and one longer than the
 * longest secret. */
static bool
read_secret(int fd, char *secret, const char *file, GError **error)
{
	ssize_t length = read(fd, secret, SECRET_BYTES_MAX + 1);
	char *end;

	if (length < 0)
		return error_errno(error, errno, "%s", file);
	if (length > SECRET_BYTES_MAX)
		return error_set(error, ASR_ERROR_LIMIT,
		    "%s: longer than %d bytes: not a secret", file,
		    SECRET_BYTES_MAX);
	if (strlen(secret) != (size_t)length)
		return error_set(error, ASR_ERROR_CONFIG,
		    "%s: a zero byte in it: not a secret", file);
	end = strpbrk(secret, "\r\n");
	if (end != NULL && strcmp(end, "\n") != 0 && strcmp(end, "\r\n") != 0)
		return error_set(error, ASR_ERROR_CONFIG,
		    "%s: more than one line: not a secret", file);
	if (end != NULL)
		*end = '\0';
	if (secret[0] == '\0')
		return error_set(error, ASR_ERROR_CONFIG, "%s: empty", file);
	return true;
}

char *
settings_secret(const char *file, GError **error)
{
	/* On the stack, so that no copy is left in the heap. */
	char buffer[SECRET_BYTES_MAX + 2] = { 0 };
	int fd = open_private(file, error);
	char *secret = NULL;

	if (fd < 0)
		return NULL;
	if (read_secret(fd, buffer, file, error))
		secret = g_strdup(buffer);
	explicit_bzero(buffer, sizeof(buffer));
	close(fd);
	return secret;
}

void
settings_forget(char *secret)
{
	if (secret == NULL)
		return;
	explicit_bzero(secret, strlen(secret));
	g_free(secret);
}
