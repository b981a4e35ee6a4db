/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A seccomp filter of a few lines: see confine.h.  Written as the kernel
 * takes it (seccomp(2)), since all it looks at is one call's first
 * argument; asr-examine, whose filter is a long list, uses libseccomp.
 */
#include "confine.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include "error.h"

#if defined(__x86_64__)
#define OUR_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OUR_ARCH AUDIT_ARCH_AARCH64
#endif

/* The x32 calls of x86-64 are numbered from here on. */
#define X32_CALLS 0x40000000u

#define DATA(member) ((unsigned)offsetof(struct seccomp_data, member))
#define LOAD(member) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, DATA(member))
#define RETURN(what) BPF_STMT(BPF_RET | BPF_K, what)
/* Over the next instruction when the value is number. */
#define SKIP_IF(number) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 1, 0)

bool
confine_no_network(GError **error)
{
#ifdef OUR_ARCH
	static struct sock_filter code[] = {
		/* Another architecture's calls have other numbers. */
		LOAD(arch),
		SKIP_IF(OUR_ARCH),
		RETURN(SECCOMP_RET_KILL_PROCESS),
		LOAD(nr),
		BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, X32_CALLS, 0, 1),
		RETURN(SECCOMP_RET_KILL_PROCESS),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_socket, 1, 0),
		RETURN(SECCOMP_RET_ALLOW),
		LOAD(args[0]),
		SKIP_IF(AF_UNIX),
		RETURN(SECCOMP_RET_ERRNO | EPERM),
		RETURN(SECCOMP_RET_ALLOW),
	};
	const struct sock_fprog program = { .len = G_N_ELEMENTS(code),
		.filter = code };

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
	    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
		return error_errno(error, errno, "seccomp");
#else
	(void)error; /* the unit's own filter is all there is */
#endif
	return true;
}
