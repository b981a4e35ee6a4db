/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The service's control socket, from the agent's side: see client.h. */
#include "client.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "json.h"
#include "views.h"

/* What an agent can do about it, in one line. */
static void
say_unreachable(const char *path, int problem)
{
	switch (problem) {
	case ENOENT:
	case ECONNREFUSED:
		ctl_fail("le service est arrêté : rien ne peut être changé "
		    "tant qu’il n’est pas démarré (systemctl start "
		    "asr-intake) ; la lecture marche");
		break;
	case EACCES:
	case EPERM:
		ctl_fail("vous n’avez pas le droit de changer quoi que ce "
		    "soit : il faut être du groupe des agents (%s)", path);
		break;
	default:
		ctl_fail("%s : %s", path, g_strerror(problem));
	}
}

static int
open_socket(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	const struct timeval patience = { .tv_sec = CLIENT_PATIENCE_S };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd >= 0 && strlen(path) < sizeof(address.sun_path)) {
		memcpy(address.sun_path, path, strlen(path));
		setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience,
		    sizeof(patience));
		setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience,
		    sizeof(patience));
		if (connect(fd, (struct sockaddr *)&address,
			sizeof(address)) == 0)
			return fd;
	} else if (fd >= 0) {
		errno = ENAMETOOLONG;
	}
	say_unreachable(path, errno);
	if (fd >= 0)
		close(fd);
	return -1;
}

static bool
send_all(int fd, const char *line)
{
	size_t length = strlen(line), sent = 0;

	while (sent < length) {
		ssize_t n = send(fd, line + sent, length - sent,
		    MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		sent += (size_t)n;
	}
	return true;
}

/* Up to the line end or the limit; NULL when none came. */
static GString *
read_line(int fd)
{
	GString *line = g_string_new(NULL);
	char chunk[4096];
	ssize_t n;

	do {
		n = recv(fd, chunk, sizeof(chunk), 0);
		if (n < 0 && errno == EINTR)
			continue;
		if (n > 0)
			g_string_append_len(line, chunk, n);
	} while (n != 0 && !(n < 0 && errno != EINTR) &&
	    line->len <= ANSWER_BYTES_MAX &&
	    (line->len == 0 || line->str[line->len - 1] != '\n'));
	if (line->len > 0 && line->str[line->len - 1] == '\n')
		return line;
	g_string_free(line, TRUE);
	return NULL;
}

struct answer *
client_ask(const struct ctl *ctl, const struct request *request)
{
	g_autofree char *line = request_encode(request);
	int fd = open_socket(ctl->conf->settings->control_socket);
	g_autoptr(GError) error = NULL;
	struct answer *answer = NULL;
	GString *said;

	if (fd < 0)
		return NULL;
	/* Who was turned away may have been answered all the same. */
	send_all(fd, line);
	said = read_line(fd);
	if (said != NULL)
		answer = answer_decode(said->str, said->len, &error);
	if (said == NULL)
		ctl_fail("le service n’a pas répondu");
	else if (answer == NULL)
		ctl_fail("réponse du service : %s", error->message);
	if (said != NULL)
		g_string_free(said, TRUE);
	close(fd);
	return answer;
}

static int
print_json(struct ctl *ctl, const struct answer *answer)
{
	return json_print(ctl, json_pack("{s:s, s:I, s:i}", "answer",
	    answer->text, "act", (json_int_t)answer->act, "mails",
	    (int)answer->mails));
}

static void
print_lines(struct ctl *ctl, const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (char **line = lines; *line != NULL; line++)
		view_wrapped(ctl, "", *line);
}

int
client_do(struct ctl *ctl, const struct request *request)
{
	OWNED(answer) answer = client_ask(ctl, request);

	if (answer == NULL)
		return CTL_FAILED;
	switch (answer->status) {
	case ANSWER_DONE:
		if (ctl->json)
			return print_json(ctl, answer);
		print_lines(ctl, answer->text);
		return CTL_DONE;
	case ANSWER_USAGE:
		return ctl_usage("%s", answer->text);
	default:
		return ctl_fail("%s", answer->text);
	}
}
