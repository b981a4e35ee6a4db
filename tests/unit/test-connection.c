/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A connection to a server that never stops talking. */
#include "connection.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "harness.h"

/* Answers libcurl's CAPABILITY, then says more than can be read, for ever. */
static void
talk(int listening)
{
	static char flood[1 << 20];
	static const char greeting[] = "* OK ready\r\n";
	static const char answer[] = "* CAPABILITY IMAP4rev1\r\n";
	char line[100] = "";
	int fd = accept(listening, NULL, NULL);
	ssize_t n;

	n = write(fd, greeting, sizeof(greeting) - 1);
	n = read(fd, line, sizeof(line) - 1);
	if (n <= 0 || strchr(line, ' ') == NULL)
		_exit(1);
	*strchr(line, ' ') = '\0';
	strcat(line, " OK done\r\n");
	n = write(fd, answer, sizeof(answer) - 1);
	n = write(fd, line, strlen(line));
	memset(flood, '*', sizeof(flood));
	while (n > 0)
		n = send(fd, flood, sizeof(flood), MSG_NOSIGNAL);
	_exit(0);
}

static uint16_t
start_server(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t length = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	ck_assert_int_eq(bind(fd, (struct sockaddr *)&address, length), 0);
	ck_assert_int_eq(listen(fd, 1), 0);
	ck_assert_int_eq(getsockname(fd, (struct sockaddr *)&address,
	    &length), 0);
	if (fork() == 0)
		talk(fd);
	close(fd);
	return ntohs(address.sin_port);
}

/* There always is something to read: only the clock ends it. */
START_TEST(a_deadline_ends_a_flood)
{
	const struct net_target target = { .tls = NET_PLAIN,
		.host = "127.0.0.1", .port = start_server() };
	g_autoptr(GError) error = NULL;
	struct connection *connection = connection_open(&target, &error);
	char bytes[64];
	ssize_t got;

	ck_assert_msg(connection != NULL, "%s",
	    error != NULL ? error->message : "");
	connection_set_deadline(connection,
	    g_get_monotonic_time() + G_USEC_PER_SEC / 10);
	do {
		g_usleep(1000); /* whoever parses is slower than a network */
		got = connection_read(connection, bytes, sizeof(bytes));
	} while (got > 0);
	ck_assert_int_eq(errno, ETIMEDOUT);
	connection_close(connection);
}
END_TEST

HARNESS_MAIN("connection", tcase_add_test(tc, a_deadline_ends_a_flood))
