/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A verified, logged-in connection: see connection.h.  libcurl's
 * CONNECT_ONLY does TCP, TLS (or STARTTLS) and the log-in; afterwards
 * curl_easy_recv and curl_easy_send are the pipe.
 */
#include "connection.h"

#include <errno.h>
#include <poll.h>
#include <string.h>

#include <curl/curl.h>

#include "error.h"

/* A silent peer is given up after this, deadline or not. */
#define IO_TIMEOUT_MS 120000
/* What is kept of a server's line. */
#define SAID_BYTES_MAX 300u
/* One TLS record: what connection_wait may have to read to know. */
#define RECORD_BYTES 16384

struct connection {
	CURL *curl;
	int fd;
	bool logged_in;
	int64_t deadline_us;
	/* Bytes that connection_wait has read and nobody has taken yet. */
	char ahead[RECORD_BYTES];
	size_t ahead_offset, ahead_length;
};

static CURL *
make_handle(const struct net_target *target)
{
	g_autofree char *url = g_strdup_printf("%s://%s:%u/",
	    target->tls == NET_TLS ? "imaps" : "imap", target->host,
	    target->port);
	CURL *curl = curl_easy_init();

	g_assert(curl != NULL);
	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "imap,imaps");
	curl_easy_setopt(curl, CURLOPT_CONNECT_ONLY, 1L);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS,
	    (long)NET_LOGIN_TIMEOUT_MS);
	net_prepare(curl, target);
	return curl;
}

/* Keeps the server's last line: why it refused a log-in. */
static size_t
keep_line(char *line, size_t size, size_t count, void *context)
{
	GString *last = context;

	g_string_truncate(last, 0);
	g_string_append_len(last, line,
	    (gssize)MIN(size * count, SAID_BYTES_MAX));
	return size * count;
}

struct connection *
connection_open(const struct net_target *target, GError **error)
{
	CURL *curl = make_handle(target);
	g_autoptr(GString) last = g_string_new(NULL);
	CURLcode code;
	curl_socket_t fd = CURL_SOCKET_BAD;
	struct connection *connection;

	curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, keep_line);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, last);
	code = curl_easy_perform(curl);
	if (code == CURLE_OK)
		curl_easy_getinfo(curl, CURLINFO_ACTIVESOCKET, &fd);
	if (code != CURLE_OK || fd == CURL_SOCKET_BAD) {
		net_error(error, "IMAP", target, curl,
		    code != CURLE_OK ? (int)code : CURLE_COULDNT_CONNECT,
		    last->str);
		curl_easy_cleanup(curl);
		return NULL;
	}
	connection = g_new0(struct connection, 1);
	connection->curl = curl;
	connection->fd = fd;
	connection->logged_in = target->user != NULL;
	return connection;
}

void
connection_close(struct connection *connection)
{
	if (connection == NULL)
		return;
	curl_easy_cleanup(connection->curl);
	g_free(connection);
}

int64_t
connection_certificate_end(const struct connection *connection)
{
	return net_certificate_end(connection->curl);
}

const char *
connection_greeting(const struct connection *connection)
{
	return connection->logged_in ? "* PREAUTH ready\r\n" :
				       "* OK ready\r\n";
}

void
connection_set_deadline(struct connection *connection, int64_t deadline_us)
{
	connection->deadline_us = deadline_us;
}

/* Also of a peer that always has something to say. */
static bool
is_over(const struct connection *connection)
{
	if (connection->deadline_us == 0 ||
	    g_get_monotonic_time() < connection->deadline_us)
		return false;
	errno = ETIMEDOUT;
	return true;
}

static int
time_left_ms(const struct connection *connection)
{
	int64_t left_ms;

	if (connection->deadline_us == 0)
		return IO_TIMEOUT_MS;
	left_ms = (connection->deadline_us - g_get_monotonic_time()) / 1000;
	return (int)CLAMP(left_ms, 0, IO_TIMEOUT_MS);
}

/* False when the peer stayed silent for too long. */
static bool
wait_ready(struct connection *connection, short events)
{
	struct pollfd pfd = { .fd = connection->fd, .events = events };
	int left_ms = time_left_ms(connection);
	int ready;

	do
		ready = poll(&pfd, 1, left_ms);
	while (ready < 0 && errno == EINTR);
	if (ready == 0)
		errno = ETIMEDOUT;
	return ready > 0;
}

/* > 0 bytes; 0: none now; -1: closed or failed. */
static ssize_t
receive(struct connection *connection, void *buffer, size_t size)
{
	size_t got = 0;
	CURLcode code = curl_easy_recv(connection->curl, buffer, size, &got);

	if (code == CURLE_AGAIN)
		return 0;
	if (code != CURLE_OK || got == 0) {
		errno = ECONNRESET;
		return -1;
	}
	return (ssize_t)got;
}

static ssize_t
take_ahead(struct connection *connection, void *buffer, size_t size)
{
	size_t length = MIN(size, connection->ahead_length);

	memcpy(buffer, connection->ahead + connection->ahead_offset, length);
	connection->ahead_offset += length;
	connection->ahead_length -= length;
	return (ssize_t)length;
}

ssize_t
connection_read(struct connection *connection, void *buffer, size_t size)
{
	if (connection->ahead_length > 0)
		return take_ahead(connection, buffer, size);
	while (!is_over(connection)) {
		ssize_t got = receive(connection, buffer, size);

		if (got != 0)
			return got;
		if (!wait_ready(connection, POLLIN))
			return -1;
	}
	return -1;
}

ssize_t
connection_write(struct connection *connection, const void *bytes,
    size_t length)
{
	while (!is_over(connection)) {
		size_t sent = 0;
		CURLcode code = curl_easy_send(connection->curl, bytes,
		    length, &sent);

		if (code == CURLE_OK && sent > 0)
			return (ssize_t)sent;
		if (code != CURLE_OK && code != CURLE_AGAIN) {
			errno = ECONNRESET;
			return -1;
		}
		if (!wait_ready(connection, POLLOUT))
			return -1;
	}
	return -1;
}

/*
 * TLS may hold decrypted bytes that poll() does not see: so libcurl is
 * asked first, and only when it has none the descriptor is polled.
 */
enum connection_news
connection_wait(struct connection *connection, int wake_fd,
    int64_t timeout_ms)
{
	int64_t ends_us = g_get_monotonic_time() + timeout_ms * 1000;

	for (;;) {
		struct pollfd pfds[2] = {
			{ .fd = connection->fd, .events = POLLIN },
			{ .fd = wake_fd, .events = POLLIN },
		};
		int64_t left_ms;
		ssize_t got;
		int ready;

		if (connection->ahead_length > 0)
			return CONNECTION_DATA;
		got = receive(connection, connection->ahead,
		    sizeof(connection->ahead));
		if (got < 0)
			return CONNECTION_BROKEN;
		connection->ahead_offset = 0;
		connection->ahead_length = (size_t)got;
		if (got > 0)
			return CONNECTION_DATA;
		left_ms = (ends_us - g_get_monotonic_time()) / 1000;
		if (left_ms <= 0)
			return CONNECTION_QUIET;
		ready = poll(pfds, wake_fd >= 0 ? 2 : 1,
		    (int)MIN(left_ms, G_MAXINT));
		if (ready < 0 && errno != EINTR)
			return CONNECTION_BROKEN;
		if (ready > 0 && wake_fd >= 0 && pfds[1].revents != 0)
			return CONNECTION_WOKEN;
	}
}
