/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The detail of a request, from the registers of its system call: the kernel works with these
 * values, and nobody can change them during the call. The MSR is the offset of pwrite64(2), and the
 * ports are the arguments of ioperm(2) and iopl(2).
 *
 * For any other call (write, ioctl, io_uring, one of 32 bits) the detail is not known, and no
 * narrowed exception covers it.
 */
#ifndef HOLDFAST_DETAIL_BPF_H
#define HOLDFAST_DETAIL_BPF_H

#include "kernel.bpf.h"
#include "exception.h"

/* Of the kernel's unistd_64.h, thread_info.h and errno list. */
#define NR_OPEN	    2
#define NR_PWRITE64 18
#define NR_CREAT    85
#define NR_IOPL	    172
#define NR_IOPERM   173
#define NR_OPENAT   257
#define NR_OPENAT2  437
#define TS_COMPAT   2
#define ENOSYS	    38

#define ALL_PORTS 0x10000

static __always_inline void set_detail(struct hf_range *detail, __u64 first, __u64 count,
				       __u64 limit)
{
	if (!count || first >= limit || count > limit - first)
		return;
	detail->first = (__u32)first;
	detail->size = (__u32)count;
}

/* The registers of the 64-bit system call that current is in; NULL if it is in none. */
static __always_inline struct pt_regs *registers_of_call(void)
{
	struct task_struct *task = bpf_get_current_task_btf();
	struct pt_regs *regs = (struct pt_regs *)bpf_task_pt_regs(task);

	if (LOAD(task, thread_info.status) & TS_COMPAT)
		return NULL;
	/*
	 * Code that runs at the end of a call finds the call's result there, which is not ENOSYS.
	 */
	return (long)LOAD(regs, ax) == -ENOSYS ? regs : NULL;
}

/* If the detail is not known, leaves @detail as it is: all zeros. */
static __always_inline void read_detail(int reason, struct hf_range *detail)
{
	struct pt_regs *regs;

	if (reason != HF_REASON_MSR && reason != HF_REASON_IOPORT)
		return;
	regs = registers_of_call();
	if (!regs)
		return;
	switch (LOAD(regs, orig_ax)) {
	case NR_PWRITE64:
		if (reason == HF_REASON_MSR)
			set_detail(detail, LOAD(regs, r10), 1, 1ULL << 32);
		break;
	case NR_IOPERM:
		if (reason == HF_REASON_IOPORT)
			set_detail(detail, LOAD(regs, di), LOAD(regs, si), ALL_PORTS);
		break;
	case NR_IOPL:
		if (reason == HF_REASON_IOPORT)
			set_detail(detail, 0, ALL_PORTS, ALL_PORTS);
		break;
	}
}

static __always_inline bool is_in_open(void)
{
	struct pt_regs *regs = registers_of_call();

	if (!regs)
		return false;
	switch (LOAD(regs, orig_ax)) {
	case NR_OPEN:
	case NR_CREAT:
	case NR_OPENAT:
	case NR_OPENAT2:
		return true;
	}
	return false;
}

/* A global function can return only a number. */

#endif
