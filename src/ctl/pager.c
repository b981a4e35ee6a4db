/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Long output on a terminal: see pager.h. */
#include "pager.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib.h>

/* Quits when all fits, keeps colours, leaves the text on the screen. */
#define LESS_OPTIONS "FRX"

/* NULL: no pager is wanted, or none is there. */
static char *
pager_command(void)
{
	const char *wanted = g_getenv("PAGER");

	if (wanted == NULL)
		return g_find_program_in_path("less");
	if (wanted[0] == '\0' || strcmp(wanted, "cat") == 0)
		return NULL;
	return g_strdup(wanted);
}

/* In the child: never returns. */
static void
become_pager(const char *command, const int pipe_fds[2])
{
	dup2(pipe_fds[0], STDIN_FILENO);
	close(pipe_fds[0]);
	close(pipe_fds[1]);
	g_setenv("LESS", LESS_OPTIONS, FALSE);
	g_setenv("LESSCHARSET", "utf-8", FALSE);
	execl("/bin/sh", "sh", "-c", command, (char *)NULL);
	_exit(127);
}

FILE *
pager_open(pid_t *pid_r)
{
	g_autofree char *command = pager_command();
	int pipe_fds[2];
	FILE *stream;

	if (command == NULL || pipe(pipe_fds) != 0)
		return NULL;
	fflush(stdout);
	*pid_r = fork();
	if (*pid_r == 0)
		become_pager(command, pipe_fds);
	close(pipe_fds[0]);
	stream = *pid_r > 0 ? fdopen(pipe_fds[1], "w") : NULL;
	if (stream == NULL)
		close(pipe_fds[1]);
	/* Who has seen enough quits: writing on is no fault then. */
	signal(SIGPIPE, SIG_IGN);
	return stream;
}

void
pager_close(FILE *stream, pid_t pid)
{
	fclose(stream);
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		continue;
}
