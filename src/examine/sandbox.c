/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The locked room: see sandbox.h. */
#include "config.h"

#include "sandbox.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/landlock.h>
#include <seccomp.h>

#include "error.h"

/*
 * Reading, memory, time, signals to oneself, and the end: what libraries
 * call once they are warm.
 */
static const int allowed[] = {
	/* the three descriptors; seeking and asking what they are */
	SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(close), SCMP_SYS(lseek),
	SCMP_SYS(fstat), SCMP_SYS(pread64), SCMP_SYS(poll),
	/* memory; mmap and mprotect have rules of their own below */
	SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise),
	/* locks of GLib and of OpenMP, with one thread */
	SCMP_SYS(futex), SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity),
	/* clocks, pauses, randomness of hash tables */
	SCMP_SYS(clock_gettime), SCMP_SYS(clock_nanosleep),
	SCMP_SYS(gettimeofday), SCMP_SYS(getrandom), SCMP_SYS(getrusage),
	SCMP_SYS(restart_syscall),
	/* a signal to oneself when a step takes too long: budget_watch */
	SCMP_SYS(setitimer),
	/* who and where we are */
	SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(getuid), SCMP_SYS(geteuid),
	SCMP_SYS(getgid), SCMP_SYS(getegid), SCMP_SYS(uname), SCMP_SYS(sysinfo),
	/* abort() and its handlers */
	SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack), SCMP_SYS(tgkill),
	SCMP_SYS(exit), SCMP_SYS(exit_group)
};

/*
 * What libraries try and can do without: they are told «permission denied»
 * and go on.  Everything else kills, because only an intruder asks it.
 */
static const int refused[] = {
	/* files: fonts, gconv modules, /proc, temporary files */
	SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(access), SCMP_SYS(faccessat),
	SCMP_SYS(faccessat2), SCMP_SYS(stat), SCMP_SYS(lstat),
	SCMP_SYS(newfstatat), SCMP_SYS(statx), SCMP_SYS(statfs),
	SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(unlink),
	SCMP_SYS(getcwd), SCMP_SYS(getdents64), SCMP_SYS(inotify_add_watch),
	/* is it a terminal?  what are its flags?  what are the limits? */
	SCMP_SYS(ioctl), SCMP_SYS(fcntl), SCMP_SYS(prlimit64),
	/* resolvers and loggers; threads of OpenMP */
	SCMP_SYS(socket), SCMP_SYS(getpeername), SCMP_SYS(clone),
	SCMP_SYS(clone3), SCMP_SYS(rseq)
};

/* Lowers a limit; one that is lower already stays. */
static bool
limit(int resource, rlim_t value, GError **error)
{
	__rlimit_resource_t which = (__rlimit_resource_t)resource;
	struct rlimit limit;

	if (getrlimit(which, &limit) != 0)
		return error_errno(error, errno, "getrlimit %d", resource);
	limit.rlim_max = MIN(limit.rlim_max, value);
	limit.rlim_cur = MIN(limit.rlim_cur, limit.rlim_max);
	if (setrlimit(which, &limit) == 0)
		return true;
	return error_errno(error, errno, "setrlimit %d", resource);
}

/* A file on stdout or stderr is an administrator's redirection. */
static bool
is_file(int fd)
{
	struct stat st;

	return fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
}

static bool
set_limits(unsigned seconds, GError **error)
{
	bool files = false;

	for (int fd = 0; fd < (int)SANDBOX_FILES; fd++)
		files |= fd != STDIN_FILENO && is_file(fd);
	if (!files && !limit(RLIMIT_FSIZE, 0, error))
		return false;
	return limit(RLIMIT_CORE, 0, error) &&
	       limit(RLIMIT_NOFILE, SANDBOX_FILES, error) &&
	       limit(RLIMIT_CPU, seconds, error);
}

/* struct landlock_ruleset_attr as of ABI 6; headers may be older. */
struct ruleset {
	uint64_t files, network, scopes;
};

/* What each ABI of Landlock can refuse, and the size of its ruleset. */
static const struct {
	int abi;
	unsigned file_rights, network_rights, scopes;
	size_t size;
} landlock_abis[] = {
	{ 6, 16, 2, 2, sizeof(struct ruleset) },
	{ 5, 16, 2, 0, 2 * sizeof(uint64_t) },
	{ 4, 15, 2, 0, 2 * sizeof(uint64_t) },
	{ 3, 15, 0, 0, sizeof(uint64_t) },
	{ 2, 14, 0, 0, sizeof(uint64_t) },
	{ 1, 13, 0, 0, sizeof(uint64_t) },
};

/* A ruleset that handles all rights this kernel knows; -1 without one. */
static int
make_ruleset(void)
{
	long abi = syscall(SYS_landlock_create_ruleset, NULL, 0,
	    LANDLOCK_CREATE_RULESET_VERSION);

	for (size_t i = 0; i < G_N_ELEMENTS(landlock_abis); i++) {
		struct ruleset rules = {
			(UINT64_C(1) << landlock_abis[i].file_rights) - 1,
			(UINT64_C(1) << landlock_abis[i].network_rights) - 1,
			(UINT64_C(1) << landlock_abis[i].scopes) - 1,
		};

		if (abi >= landlock_abis[i].abi)
			return (int)syscall(SYS_landlock_create_ruleset, &rules,
			    landlock_abis[i].size, 0);
	}
	return -1;
}

/* How a lock went. */
enum lock {
	LOCK_FAILED, /* though the kernel has it: error is set */
	LOCK_LACKS,
	LOCK_CLOSED
};

/* No rule is added: nothing below any path may be touched. */
static enum lock
close_paths(GError **error)
{
	int rules = make_ruleset();
	bool closed;

	if (rules < 0)
		return LOCK_LACKS;
	closed = syscall(SYS_landlock_restrict_self, rules, 0) == 0;
	if (!closed)
		error_errno(error, errno, "Landlock");
	close(rules);
	return closed ? LOCK_CLOSED : LOCK_FAILED;
}

/* Memory as data: what may be executed was mapped before. */
static int
allow_data_only(scmp_filter_ctx filter, int call)
{
	int rc = seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1,
	    SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));

	if (rc != 0)
		return rc;
	return seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), call, 1,
	    SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, PROT_EXEC));
}

static int
add_rules(scmp_filter_ctx filter)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < G_N_ELEMENTS(allowed); i++)
		rc = seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0);
	for (size_t i = 0; rc == 0 && i < G_N_ELEMENTS(refused); i++)
		rc = seccomp_rule_add(
		    filter, SCMP_ACT_ERRNO(EACCES), refused[i], 0);
	if (rc == 0)
		rc = allow_data_only(filter, SCMP_SYS(mmap));
	if (rc == 0)
		rc = allow_data_only(filter, SCMP_SYS(mprotect));
	return rc != 0 ? rc : seccomp_load(filter);
}

static enum lock
close_calls(GError **error)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
	int rc = filter != NULL ? add_rules(filter) : -ENOMEM;

	if (filter != NULL)
		seccomp_release(filter);
	if (rc == -EINVAL || rc == -ENOSYS) /* what kernels without it say */
		return LOCK_LACKS;
	if (rc == 0)
		return LOCK_CLOSED;
	error_errno(error, -rc, "seccomp");
	return LOCK_FAILED;
}

/* ASan maps terabytes of shadow at its start; its builds stay unlimited. */
static bool
close_memory(GError **error)
{
#ifdef WITH_SANITIZERS
	(void)error;
	return true;
#else
	return limit(RLIMIT_AS, SANDBOX_MEMORY_BYTES, error);
#endif
}

/* Either lock keeps files and network away; without both nothing does. */
static bool
say_what_lacks(enum lock paths, enum lock calls, GError **error)
{
	if (paths == LOCK_LACKS && calls == LOCK_LACKS)
		return error_set(error, ASR_ERROR_FAILED,
		    "this kernel has neither Landlock nor seccomp: nothing is "
		    "examined without one of them");
	if (paths == LOCK_LACKS)
		fputs("asr-examine: this kernel has no Landlock; seccomp "
		      "alone keeps files away\n",
		    stderr);
	if (calls == LOCK_LACKS)
		fputs("asr-examine: this kernel has no seccomp; Landlock "
		      "alone keeps files away, and the network stays open\n",
		    stderr);
	return true;
}

bool
sandbox_enter(unsigned seconds, GError **error)
{
	enum lock paths, calls;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return error_errno(error, errno, "no_new_privs");
	if (!set_limits(seconds, error) || !close_memory(error))
		return false;
	paths = close_paths(error);
	if (paths == LOCK_FAILED)
		return false;
	calls = close_calls(error);
	return calls != LOCK_FAILED && say_what_lacks(paths, calls, error);
}
