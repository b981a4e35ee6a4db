/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an intruder would do in the real asr-examine: loaded before it, this
 * takes the place of read(), and at the first read of the message (the room
 * is locked by then) does what ASR_PROBE says.  How it went is said on the
 * copy of stdout, which the report then follows no more.
 *
 * ASR_PROBE may also take a lock away from the kernel, to see how the room
 * does without: "no-landlock", "no-seccomp", "no-locks".
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* asr-examine's copy of stdout: the first descriptor after the three. */
#define OUT 4

static long
call(long number, long a, long b, long c, long d)
{
	long result;
	register long r10 __asm__("r10") = d;
	register long r8 __asm__("r8") = 0;
	register long r9 __asm__("r9") = 0;

	__asm__ volatile("syscall"
			 : "=a"(result)
			 : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10),
			 "r"(r8), "r"(r9)
			 : "rcx", "r11", "memory");
	return result;
}

#define PTR(p) ((long)(const void *)(p))

static const struct probe {
	const char *name;
	long number, a, b, c, d;
} probes[] = {
	{ "read-passwd", SYS_openat, AT_FDCWD, 0, O_RDONLY, 0 },
	{ "write-outside", SYS_openat, AT_FDCWD, 0, O_WRONLY | O_CREAT, 0600 },
	{ "socket-inet", SYS_socket, AF_INET, SOCK_STREAM, 0, 0 },
	{ "socket-unix", SYS_socket, AF_UNIX, SOCK_STREAM, 0, 0 },
	{ "fork", SYS_clone, SIGCHLD, 0, 0, 0 },
	{ "execute", SYS_execve, 0, 0, 0, 0 },
	{ "trace", SYS_ptrace, PTRACE_TRACEME, 0, 0, 0 },
	{ "signal-parent", SYS_kill, 1, SIGTERM, 0, 0 },
	{ "unlink", SYS_unlink, 0, 0, 0, 0 },
	{ "rename", SYS_rename, 0, 0, 0, 0 },
	{ "new-code", SYS_mmap, 0, 4096, PROT_READ | PROT_EXEC,
	    MAP_PRIVATE | MAP_ANONYMOUS },
	{ "more-memory", SYS_mmap, 0, 2L << 30, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS },
	{ "raise-limit", SYS_setrlimit, 0, 0, 0, 0 },
	{ "mount", SYS_mount, 0, 0, 0, 0 },
	{ "load-module", SYS_init_module, 0, 0, 0, 0 },
	{ "watch-kernel", SYS_bpf, 0, 0, 0, 0 },
	{ "threads", SYS_unshare, 0x10000000 /* CLONE_NEWUSER */, 0, 0, 0 },
};

static const char *
wish(void)
{
	const char *name = getenv("ASR_PROBE");

	return name != NULL ? name : "";
}

static void
try(const struct probe *probe)
{
	long b = probe->b;
	long a = probe->a;

	if (probe->number == SYS_openat)
		b = PTR(strcmp(probe->name, "read-passwd") == 0
			? "/etc/passwd" : "/tmp/asr-outside");
	if (probe->number == SYS_unlink || probe->number == SYS_rename ||
	    probe->number == SYS_execve)
		a = PTR("/bin/true");
	dprintf(OUT, "%s %ld\n", probe->name,
	    call(probe->number, a, b, probe->c, probe->d));
	_exit(0);
}

ssize_t
read(int fd, void *buffer, size_t size)
{
	for (size_t i = 0; fd == STDIN_FILENO &&
	     i < sizeof(probes) / sizeof(probes[0]); i++) {
		if (strcmp(probes[i].name, wish()) == 0)
			try(&probes[i]);
	}
	return syscall(SYS_read, fd, buffer, size);
}

/* What read() becomes where the compiler cannot tell that it is in bounds. */
ssize_t __read_chk(int fd, void *buffer, size_t size, size_t bytes);

ssize_t
__read_chk(int fd, void *buffer, size_t size, size_t bytes)
{
	(void)bytes;
	return read(fd, buffer, size);
}

/* The only calls that the examiner makes by their number: Landlock's. */
long
syscall(long number, ...)
{
	va_list ap;
	long a, b, c, result;

	va_start(ap, number);
	a = va_arg(ap, long);
	b = va_arg(ap, long);
	c = va_arg(ap, long);
	va_end(ap);
	if (number == SYS_landlock_create_ruleset &&
	    (strcmp(wish(), "no-landlock") == 0 ||
		strcmp(wish(), "no-locks") == 0)) {
		errno = ENOSYS;
		return -1;
	}
	result = call(number, a, b, c, 0);
	if (result < 0 && result > -4096) {
		errno = (int)-result;
		return -1;
	}
	return result;
}

/* libseccomp's, as a kernel without it would have it answer. */
int seccomp_load(void *filter);

int
seccomp_load(void *filter)
{
	int (*real)(void *) = NULL;

	if (strcmp(wish(), "no-seccomp") == 0 ||
	    strcmp(wish(), "no-locks") == 0)
		return -EINVAL;
	*(void **)&real = dlsym(RTLD_NEXT, "seccomp_load");
	return real(filter);
}
