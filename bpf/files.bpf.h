/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Files that the kernel itself reads: kernels for kexec and their initrds, modules, firmware. The
 * policy lists them by their fs-verity digests, so that nothing can change between this look and
 * the kernel's: the kernel verifies every read by the same digest.
 *
 * Attached only with a policy that lists such files.
 */
#ifndef HOLDFAST_FILES_BPF_H
#define HOLDFAST_FILES_BPF_H

#include "detail.bpf.h"
#include "measure.bpf.h"
#include "own_reason.bpf.h"

/* Of the kernel's unistd_64.h. */
#define NR_FINIT_MODULE	   313
#define NR_KEXEC_FILE_LOAD 320

#define READS(id, NAME)                                                          \
	(bpf_core_enum_value_exists(enum kernel_read_file_id, READING_##NAME) && \
	 id == bpf_core_enum_value(enum kernel_read_file_id, READING_##NAME))

/* The reason for which a file that is not listed is refused. */
static __always_inline int reason_to_read(__u64 id)
{
	if (READS(id, KEXEC_IMAGE))
		return HF_REASON_KEXEC;
	if (READS(id, KEXEC_INITRAMFS))
		return HF_REASON_KEXEC_INITRD;
	if (READS(id, MODULE) || READS(id, MODULE_COMPRESSED))
		return HF_REASON_MODULE_SIGNATURE;
	if (READS(id, FIRMWARE))
		return HF_REASON_FIRMWARE;
	return HF_REASON_UNKNOWN;
}

/*
 * The reason that demands a listed file. For kernels it is another reason than that for a missing
 * signature.
 */
static __always_inline int demand_for(int reason)
{
	return reason == HF_REASON_KEXEC ? HF_REASON_KEXEC_IMAGE : reason;
}

static __always_inline int refuse_if_demanded(const struct hf_state *s, int reason)
{
	return hf_policy_of(s)->demanded & hf_set_of(reason) ? answer_own(reason) : 0;
}

/*
 * Notes a listed file for the decision. The kernel asks for the decision in the same call, and only
 * if it finds no signature that it knows.
 */
SEC("lsm/kernel_read_file")
int BPF_PROG(guard_read, struct file *file, unsigned int id)
{
	struct task_struct *task = bpf_get_current_task_btf();
	int reason = reason_to_read(id), demand = demand_for(reason);
	struct hf_state *s = get_state();
	struct bpf_dynptr room;
	struct subject *thread;
	__u32 flags;

	if (reason == HF_REASON_UNKNOWN)
		return 0;
	thread = bpf_task_storage_get(&subjects, task, NULL, BPF_LOCAL_STORAGE_GET_F_CREATE);
	/* The last note must not stay. */
	if (!s || !thread)
		return -EAGAIN;
	thread->file.kind = 0;
	if (!measure(file, thread, &room))
		return refuse_if_demanded(s, demand);
	thread->file_reason = reason;
	__builtin_memcpy(thread->file.bytes, thread->measured.digest, sizeof(thread->file.bytes));
	thread->file.kind = HF_IDENTITY_FILE;
	if (!hf_is_demand(demand) || is_listed(s, demand, &thread->file, &flags))
		return 0;
	return refuse_if_demanded(s, demand);
}

/*
 * A kernel that user space passes to kexec_load(2) is in no file, and neither is such firmware
 * (/sys/class/firmware).
 */
SEC("lsm/kernel_load_data")
int BPF_PROG(guard_load, unsigned int id)
{
	struct hf_state *s = get_state();

	if (!s)
		return -EAGAIN;
	if (id == bpf_core_enum_value(enum kernel_load_data_id, LOADING_KEXEC_IMAGE))
		return refuse_if_demanded(s, HF_REASON_KEXEC_IMAGE);
	if (id == bpf_core_enum_value(enum kernel_load_data_id, LOADING_FIRMWARE))
		return refuse_if_demanded(s, HF_REASON_FIRMWARE);
	return 0;
}

/* Whether an exception covers the file that current has the kernel load in this call. */
static __always_inline bool loads_listed_file(const struct hf_state *s, __u32 reason)
{
	struct task_struct *task = bpf_get_current_task_btf();
	struct pt_regs *regs = registers_of_call();
	struct subject *subject, *thread = bpf_task_storage_get(&subjects, task, NULL, 0);
	struct hf_exception *exception;
	struct hf_identity file;

	if (!thread || thread->file.kind != HF_IDENTITY_FILE || thread->file_reason != reason)
		return false;
	file = thread->file;
	thread->file.kind = 0;
	if (!regs || LOAD(regs, orig_ax) !=
			     (reason == HF_REASON_KEXEC ? NR_KEXEC_FILE_LOAD : NR_FINIT_MODULE))
		return false;
	exception = find_exception(s->generation, reason, &file);
	if (!exception)
		return false;
	if (!exception->count)
		return true;
	subject = find_asker();
	return subject && subject->identity.kind == HF_IDENTITY_VERITY &&
	       hf_is_given_to(exception, (const unsigned int *)subject->identity.bytes);
}

#endif
