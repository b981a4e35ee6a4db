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

	return folder != NULL && folder[0] != '\0' &&
	    g_str_has_prefix(file, folder);
}

static char *
read_secret(int fd, const char *file, GError **error)
{
	char *secret = g_malloc0(SECRET_BYTES_MAX + 1);
	ssize_t length = read(fd, secret, SECRET_BYTES_MAX + 1);

	if (length < 0)
		error_errno(error, errno, "%s", file);
	else if (length > SECRET_BYTES_MAX)
		error_set(error, ASR_ERROR_LIMIT,
		    "%s: longer than %d bytes: not a secret", file,
		    SECRET_BYTES_MAX);
	else
		secret[length] = '\0';
	if (length < 0 || length > SECRET_BYTES_MAX) {
		explicit_bzero(secret, SECRET_BYTES_MAX);
		g_free(secret);
		return NULL;
	}
	return secret;
}

char *
settings_secret(const char *file, GError **error)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	char *secret = NULL;
	struct stat st;

	if (fd < 0 || fstat(fd, &st) != 0)
		error_errno(error, errno, "%s", file);
	else if ((st.st_mode & 0077) != 0 && !is_credential(file))
		error_set(error, ASR_ERROR_CONFIG,
		    "%s: others can read this secret: chmod 600", file);
	else
		secret = read_secret(fd, file, error);
	if (fd >= 0)
		close(fd);
	if (secret == NULL)
		return NULL;
	secret[strcspn(secret, "\r\n")] = '\0';
	if (secret[0] == '\0') {
		settings_forget(secret);
		error_set(error, ASR_ERROR_CONFIG, "%s: empty", file);
		return NULL;
	}
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
