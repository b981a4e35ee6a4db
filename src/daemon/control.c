/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The control socket: see control.h. */
#include "control.h"

#include <errno.h>
#include <pwd.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <sys/un.h>
#include <unistd.h>

#include "error.h"
#include "log.h"

#define SOCKET_MODE 0660
#define BACKLOG 64
/* Events of one step; the rest is found by the next. */
#define EVENTS_MAX 32
/* Of a user's entry in passwd. */
#define PASSWD_BYTES 4096

struct client {
	int fd;
	struct caller caller;
	int64_t until_us; /* dropped when it has not got on by then */
	GString *asked;   /* what came so far */
	char *answer;     /* NULL: not answered yet */
	size_t length, sent;
};

struct control {
	int epoll_fd, listen_fd, clock_fd;
	char *path;
	ino_t inode; /* of our socket: another may stand there by now */
	gid_t group;
	control_fn handler;
	void *context;
	GPtrArray *clients; /* struct client */
};

static void
client_free(void *pointer)
{
	struct client *client = pointer;

	close(client->fd);
	g_free(client->caller.name);
	g_string_free(client->asked, TRUE);
	g_free(client->answer);
	g_free(client);
}

static bool
watch(struct control *control, int fd, uint32_t events, void *what)
{
	struct epoll_event event = { .events = events, .data.ptr = what };

	return epoll_ctl(control->epoll_fd, EPOLL_CTL_ADD, fd, &event) == 0;
}

/* A file that is no socket is not ours to remove. */
static bool
make_way(const char *path, GError **error)
{
	struct stat st;

	if (lstat(path, &st) != 0)
		return errno == ENOENT || error_errno(error, errno, "%s",
		    path);
	if (!S_ISSOCK(st.st_mode))
		return error_set(error, ASR_ERROR_IO, "%s: is no socket",
		    path);
	return unlink(path) == 0 || error_errno(error, errno, "%s", path);
}

/* Mostly it is the group's already: that of the process, or of the folder.
 * The unit forbids to give anything away. */
static bool
give_to_group(struct control *control, GError **error)
{
	struct stat st;

	if (lstat(control->path, &st) != 0)
		return error_errno(error, errno, "%s", control->path);
	control->inode = st.st_ino;
	return st.st_gid == control->group ||
	    lchown(control->path, (uid_t)-1, control->group) == 0 ||
	    error_errno(error, errno, "%s", control->path);
}

/* Bound without any right, then given to the group, then opened to it. */
static bool
bind_to(struct control *control, GError **error)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	mode_t old;
	int bound;

	if (strlen(control->path) >= sizeof(address.sun_path))
		return error_set(error, ASR_ERROR_LIMIT,
		    "%s: longer than a socket's path may be (%zu)",
		    control->path, sizeof(address.sun_path) - 1);
	memcpy(address.sun_path, control->path, strlen(control->path));
	if (!make_way(control->path, error))
		return false;
	old = umask(0777);
	bound = bind(control->listen_fd, (struct sockaddr *)&address,
	    sizeof(address));
	umask(old);
	if (bound != 0)
		return error_errno(error, errno, "%s", control->path);
	if (!give_to_group(control, error))
		return false;
	return (chmod(control->path, SOCKET_MODE) == 0 &&
		   listen(control->listen_fd, BACKLOG) == 0) ||
	    error_errno(error, errno, "%s", control->path);
}

static bool
open_all(struct control *control, GError **error)
{
	control->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	control->clock_fd = timerfd_create(CLOCK_MONOTONIC,
	    TFD_NONBLOCK | TFD_CLOEXEC);
	control->listen_fd = socket(AF_UNIX,
	    SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (control->epoll_fd < 0 || control->clock_fd < 0 ||
	    control->listen_fd < 0)
		return error_errno(error, errno, "control socket");
	if (!bind_to(control, error))
		return false;
	return (watch(control, control->listen_fd, EPOLLIN,
		    &control->listen_fd) &&
		   watch(control, control->clock_fd, EPOLLIN,
		       &control->clock_fd)) ||
	    error_errno(error, errno, "%s", control->path);
}

struct control *
control_open(const char *path, gid_t group, control_fn handler,
    void *context, GError **error)
{
	struct control *control = g_new0(struct control, 1);

	control->path = g_strdup(path);
	control->group = group;
	control->handler = handler;
	control->context = context;
	control->clients = g_ptr_array_new_with_free_func(client_free);
	if (open_all(control, error))
		return control;
	g_clear_pointer(&control->path, g_free); /* not ours to remove */
	control_close(control);
	return NULL;
}

static void
close_fd(int fd)
{
	if (fd > 0)
		close(fd);
}

static void
remove_socket(const struct control *control)
{
	struct stat st;

	if (lstat(control->path, &st) == 0 && st.st_ino == control->inode)
		unlink(control->path);
}

void
control_close(struct control *control)
{
	if (control == NULL)
		return;
	g_ptr_array_unref(control->clients);
	if (control->path != NULL)
		remove_socket(control);
	close_fd(control->listen_fd);
	close_fd(control->clock_fd);
	close_fd(control->epoll_fd);
	g_free(control->path);
	g_free(control);
}

int
control_fd(const struct control *control)
{
	return control->epoll_fd;
}

/* One beat a second while somebody is connected, none otherwise. */
static void
set_clock(struct control *control)
{
	time_t beat = control->clients->len > 0 ? 1 : 0;
	const struct itimerspec every = { .it_interval.tv_sec = beat,
		.it_value.tv_sec = beat };

	timerfd_settime(control->clock_fd, 0, &every, NULL);
}

static bool
is_member(int fd, gid_t primary, gid_t group)
{
	g_autofree gid_t *groups = NULL;
	socklen_t length = 0;

	if (primary == group)
		return true;
	/* Without room for them it says how much they need. */
	getsockopt(fd, SOL_SOCKET, SO_PEERGROUPS, NULL, &length);
	groups = g_malloc(length);
	if (getsockopt(fd, SOL_SOCKET, SO_PEERGROUPS, groups, &length) != 0)
		return false;
	for (size_t i = 0; i < length / sizeof(gid_t); i++) {
		if (groups[i] == group)
			return true;
	}
	return false;
}

static char *
login_name(uid_t uid)
{
	char buffer[PASSWD_BYTES];
	struct passwd entry, *found = NULL;

	if (getpwuid_r(uid, &entry, buffer, sizeof(buffer), &found) == 0 &&
	    found != NULL)
		return g_strdup(found->pw_name);
	return g_strdup_printf("uid %u", (unsigned)uid);
}

static bool
is_administrator(const struct ucred *peer)
{
	return peer->uid == 0 || peer->uid == geteuid();
}

static bool
is_allowed(const struct control *control, int fd, struct ucred *peer_r)
{
	socklen_t length = sizeof(*peer_r);

	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, peer_r, &length) != 0)
		return false;
	return is_administrator(peer_r) ||
	    is_member(fd, peer_r->gid, control->group);
}

static unsigned
count_of(const struct control *control, uid_t uid)
{
	unsigned count = 0;

	for (unsigned i = 0; i < control->clients->len; i++) {
		const struct client *client = control->clients->pdata[i];

		count += client->caller.uid == uid;
	}
	return count;
}

static void
set_patience(struct client *client)
{
	client->until_us = g_get_monotonic_time() +
	    CONTROL_PATIENCE_S * G_USEC_PER_SEC;
}

/* Said without waiting: whoever does not read it has only lost a word. */
static void
turn_away(int fd, const char *text)
{
	OWNED(answer) answer = answer_new(ANSWER_REFUSED, text);
	g_autofree char *line = answer_encode(answer);

	send(fd, line, strlen(line), MSG_NOSIGNAL | MSG_DONTWAIT);
	close(fd);
}

static void
welcome(struct control *control, int fd)
{
	struct client *client;
	struct ucred peer;

	if (!is_allowed(control, fd, &peer)) {
		log_line(LOG_LEVEL_WARNING, "control: uid %d may not ask",
		    (int)peer.uid);
		turn_away(fd, "vous n’êtes pas du groupe des agents");
		return;
	}
	if (control->clients->len >= CONTROL_CLIENTS_MAX ||
	    count_of(control, peer.uid) >= CONTROL_CLIENTS_OF_USER_MAX) {
		turn_away(fd, "trop de demandes à la fois : réessayez");
		return;
	}
	client = g_new0(struct client, 1);
	client->fd = fd;
	client->caller.uid = peer.uid;
	client->caller.name = login_name(peer.uid);
	client->caller.administrator = is_administrator(&peer);
	client->asked = g_string_new(NULL);
	set_patience(client);
	g_ptr_array_add(control->clients, client);
	if (!watch(control, fd, EPOLLIN, client))
		g_ptr_array_remove(control->clients, client);
	set_clock(control);
}

static void
accept_all(struct control *control)
{
	int fd;

	while ((fd = accept4(control->listen_fd, NULL, NULL,
		    SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0)
		welcome(control, fd);
}

static void
drop(struct control *control, struct client *client)
{
	g_ptr_array_remove(control->clients, client);
	set_clock(control);
}

/* True when there is no more to do: all of it is out, or cannot be. */
static bool
send_answer(struct client *client)
{
	ssize_t n = send(client->fd, client->answer + client->sent,
	    client->length - client->sent, MSG_NOSIGNAL);

	if (n < 0)
		return errno != EAGAIN && errno != EINTR;
	client->sent += (size_t)n;
	return client->sent == client->length;
}

/* The rest goes when there is room; who reads nothing is dropped in time. */
static void
set_answer(struct control *control, struct client *client,
    const struct answer *answer)
{
	struct epoll_event event = { .events = EPOLLOUT,
		.data.ptr = client };

	client->answer = answer_encode(answer);
	client->length = strlen(client->answer);
	set_patience(client);
	if (send_answer(client) ||
	    epoll_ctl(control->epoll_fd, EPOLL_CTL_MOD, client->fd,
		&event) != 0)
		drop(control, client);
}

static struct answer *
handle(struct control *control, const struct client *client, size_t length)
{
	g_autoptr(GError) error = NULL;
	OWNED(request) request = request_decode(client->asked->str, length,
	    &error);

	struct answer *answer = NULL;

	if (request != NULL) {
		control->handler(control->context, &client->caller, request,
		    &answer);
		return answer;
	}
	log_line(LOG_LEVEL_WARNING, "control: uid %d: %s",
	    (int)client->caller.uid, error->message);
	return answer_new(ANSWER_USAGE, "demande mal formée : asrctl et le "
	    "service sont-ils de la même version ?");
}

/* What came; a whole line is answered. */
static void
read_request(struct control *control, struct client *client)
{
	char chunk[4096];
	ssize_t n;
	const char *end;

	n = recv(client->fd, chunk, sizeof(chunk), 0);
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0) {
		drop(control, client);
		return;
	}
	g_string_append_len(client->asked, chunk, n);
	end = memchr(client->asked->str, '\n', client->asked->len);
	if (end != NULL || client->asked->len > REQUEST_BYTES_MAX) {
		size_t length = end != NULL ?
		    (size_t)(end - client->asked->str) : client->asked->len;
		OWNED(answer) answer = handle(control, client, length);

		set_answer(control, client, answer);
	}
}

static void
drop_the_slow(struct control *control)
{
	int64_t now_us = g_get_monotonic_time();
	uint64_t beats;

	while (read(control->clock_fd, &beats, sizeof(beats)) > 0)
		continue;
	for (unsigned i = control->clients->len; i > 0; i--) {
		struct client *client = control->clients->pdata[i - 1];

		if (client->until_us <= now_us)
			drop(control, client);
	}
}

static void
serve(struct control *control, void *what)
{
	struct client *client = what;

	if (what == &control->listen_fd)
		accept_all(control);
	else if (client->answer == NULL)
		read_request(control, client);
	else if (send_answer(client))
		drop(control, client);
}

void
control_step(struct control *control)
{
	struct epoll_event events[EVENTS_MAX];
	int count = epoll_wait(control->epoll_fd, events, EVENTS_MAX, 0);
	bool beat = false;

	/* The clock last: it may drop clients that other events name. */
	for (int i = 0; i < count; i++) {
		if (events[i].data.ptr == &control->clock_fd)
			beat = true;
		else
			serve(control, events[i].data.ptr);
	}
	if (beat)
		drop_the_slow(control);
}
