/* SPDX-License-Identifier: GPL-2.0 */
/* Whether there is a lock, and whether the BPF engine's programs are called, wherever it is. */
#ifndef HOLDFAST_TESTS_ENFORCES_H
#define HOLDFAST_TESTS_ENFORCES_H

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <linux/bpf.h>

#include "engine_abi.h"

/* A lock at integrity or above, of any engine. */
static inline bool is_locked(void)
{
	/* Invalid flags: EINVAL, if kexec is allowed. */
	return syscall(SYS_kexec_load, 0UL, 0UL, NULL, ~0UL) < 0 && errno == EPERM;
}

/* A refusal by native lockdown says nothing about the engine's programs. */
static inline bool engine_enforces(void)
{
	union bpf_attr attr;

	memset(&attr, 0, sizeof(attr));
	attr.test.prog_fd = (__u32)-1;
	attr.test.repeat = HF_WITNESS_REPEAT;
	return syscall(SYS_bpf, BPF_PROG_TEST_RUN, &attr, sizeof(attr)) < 0 && errno == EPERM;
}

#endif
