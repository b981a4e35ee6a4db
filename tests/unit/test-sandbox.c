/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "budget.h"
#include "harness.h"

/*
 * Each case is a process of its own, which locks itself, tries, and ends
 * with 0, or with the number of the line that went otherwise.
 */
#define MUST(condition)                    \
	do {                               \
		if (!(condition))          \
			_exit(__LINE__);   \
	} while (0)
#define REFUSED(call)                      \
	do {                               \
		errno = 0;                 \
		MUST((call) == -1);        \
		MUST(errno == EACCES);     \
	} while (0)

static void
lock(void)
{
	MUST(sandbox_enter(60, NULL));
}

static void
files_are_out_of_reach(void)
{
	struct stat st;

	MUST(access("/etc/passwd", R_OK) == 0);
	lock();
	REFUSED(open("/etc/passwd", O_RDONLY));
	REFUSED(open("/tmp/asr-outside", O_WRONLY | O_CREAT, 0600));
	REFUSED(open("/dev/null", O_WRONLY));
	REFUSED(stat("/etc/passwd", &st));
	REFUSED(unlink("/tmp/asr-outside"));
}

static void
network_and_processes_are_out_of_reach(void)
{
	lock();
	REFUSED(socket(AF_INET, SOCK_STREAM, 0));
	REFUSED(socket(AF_UNIX, SOCK_STREAM, 0));
	REFUSED(fork());
}

static void
memory_stays_data(void)
{
	void *data = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	MUST(data != MAP_FAILED);
	lock();
	REFUSED(mprotect(data, 4096, PROT_READ | PROT_EXEC));
	errno = 0;
	MUST(mmap(NULL, 4096, PROT_READ | PROT_EXEC,
		 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED);
	MUST(errno == EACCES);
}

#ifndef WITH_SANITIZERS /* which need more address space than there is */

static void
memory_is_limited(void)
{
	struct rlimit low = { 16, 16 };
	void *volatile much, *volatile little;

	MUST(setrlimit(RLIMIT_NOFILE, &low) == 0);
	lock(); /* which raises no limit that was lower before */
	much = malloc(SANDBOX_MEMORY_BYTES);
	little = malloc(1u << 20);
	MUST(much == NULL);
	MUST(little != NULL);
}

#endif

static void
pipes_still_work(void)
{
	int fds[2];
	char c = 'x';

	MUST(pipe(fds) == 0);
	lock();
	MUST(write(fds[1], "y", 1) == 1);
	MUST(read(fds[0], &c, 1) == 1);
	MUST(c == 'y');
}

static void
executing_kills(void)
{
	char *argv[] = { (char *)"/bin/true", NULL };

	lock();
	execve(argv[0], argv, argv + 1);
}

static void
tracing_kills(void)
{
	lock();
	ptrace(PTRACE_TRACEME, 0, NULL, NULL);
}

static void
signals_to_others_kill(void)
{
	lock();
	kill(getppid(), 0);
}

static void
renaming_kills(void)
{
	lock();
	rename("/tmp/asr-outside", "/tmp/asr-inside");
}

static void
steps_that_never_end_kill(void)
{
	lock();
	budget_watch(1);
	for (volatile unsigned i = 0;; i++)
		;
}

static void
steps_that_end_go_on(void)
{
	lock();
	budget_watch(1);
	budget_watch(0);
}

static const struct {
	void (*try)(void);
	int signal; /* that ends it; 0: it ends by itself */
} cases[] = {
	{ files_are_out_of_reach, 0 },
	{ network_and_processes_are_out_of_reach, 0 },
	{ memory_stays_data, 0 },
#ifndef WITH_SANITIZERS
	{ memory_is_limited, 0 },
#endif
	{ pipes_still_work, 0 },
	{ executing_kills, SIGSYS },
	{ tracing_kills, SIGSYS },
	{ signals_to_others_kill, SIGSYS },
	{ renaming_kills, SIGSYS },
	{ steps_that_never_end_kill, SIGPROF },
	{ steps_that_end_go_on, 0 },
};

START_TEST(the_room_is_locked)
{
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		cases[_i].try();
		_exit(0);
	}
	ck_assert_int_gt(child, 0);
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_int_eq(WIFSIGNALED(status) ? WTERMSIG(status) : 0,
	    cases[_i].signal);
	if (WIFEXITED(status))
		ck_assert_msg(WEXITSTATUS(status) == 0, "line %d",
		    WEXITSTATUS(status));
}
END_TEST

HARNESS_MAIN("sandbox",
    tcase_add_loop_test(tc, the_room_is_locked, 0, G_N_ELEMENTS(cases)))
