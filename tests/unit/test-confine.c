/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The registrar's room has no door to the network. */
#include "harness.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#include "confine.h"

START_TEST(opens_no_network)
{
	static const int families[] = { AF_INET, AF_INET6, AF_NETLINK,
		AF_PACKET };
	int fd;

	ck_assert(confine_no_network(NULL));
	for (size_t i = 0; i < G_N_ELEMENTS(families); i++) {
		errno = 0;
		ck_assert_int_eq(socket(families[i], SOCK_DGRAM, 0), -1);
		ck_assert_int_eq(errno, EPERM);
	}
	fd = socket(AF_UNIX, SOCK_STREAM, 0);
	ck_assert_int_ge(fd, 0);
	close(fd);
}
END_TEST

HARNESS_MAIN("confine", tcase_add_test(tc, opens_no_network))
