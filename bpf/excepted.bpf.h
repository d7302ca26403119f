/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Programs with exceptions: they are marked when they start, and kept apart from the rest of root.
 * Executing and forking are hot paths: attached only with a policy that has exceptions.
 */
#ifndef HOLDFAST_EXCEPTED_BPF_H
#define HOLDFAST_EXCEPTED_BPF_H

#include "own_reason.bpf.h"
#include "subject.bpf.h"

/* Of the kernel's binfmts.h, ptrace.h and sched.h. */
#define LSM_UNSAFE_PTRACE  2
#define PTRACE_MODE_ATTACH 2
#define CLONE_THREAD	   0x00010000
#define PROT_EXEC	   4

/* Linux 6.8 and later, where the loader tells; before, the digest is read where it is kept. */
extern int bpf_get_fsverity_digest(struct file *file, struct bpf_dynptr *digest) __ksym __weak;

const volatile bool has_digest_function = 0;

/* Before Linux 6.8; where the helper is refused, byte by byte. */
static __always_inline bool read_digest(struct inode *inode, __u8 *digest)
{
	struct fsverity_info *info = LOAD(inode, i_verity_info);

	if (!info || LOAD2(info, tree_params.hash_alg, digest_size) != VERITY_LEN)
		return false;
	if (can_read_kernel)
		return !bpf_probe_read_kernel(digest, VERITY_LEN, info->file_digest);
#pragma clang loop unroll(full)
	for (int i = 0; i < VERITY_LEN; i++)
		digest[i] = info->file_digest[i];
	return true;
}

/*
 * The SHA-256 digest that the kernel verifies all reads of a file by, into subject->measured. @room
 * is a variable of the program's: in here, its place on the stack would be used again, which 6.12
 * does not allow.
 */
static __always_inline bool measure(struct file *file, struct subject *subject,
				    struct bpf_dynptr *room)
{
	struct measured *m = &subject->measured;

	if (has_digest_function) {
		m->algorithm = 0;
		bpf_dynptr_from_mem(m, sizeof(*m), 0, room);
		return !bpf_get_fsverity_digest(file, room) && m->algorithm == VERITY_SHA256 &&
		       m->size == sizeof(m->digest);
	}
	return read_digest(LOAD(file, f_inode), m->digest);
}

/* Whether the policy has anything for a file; its entry's flags go into @flags. */
static __always_inline bool is_listed(const struct hf_state *s, __u32 reason,
				      const struct hf_identity *identity, __u32 *flags)
{
	struct hf_exception *entry = find_exception(s->generation, reason, identity);

	if (!entry)
		return false;
	*flags = entry->flags;
	return true;
}

/* By its digest, and by where it is only if that says nothing. */
static __always_inline bool identify_program(const struct hf_state *s, struct file *file,
					     struct subject *subject, struct hf_identity *identity,
					     __u32 *flags, struct bpf_dynptr *room)
{
	__u64 at[2];

	__builtin_memset(identity, 0, sizeof(*identity));
	if (measure(file, subject, room)) {
		identity->kind = HF_IDENTITY_VERITY;
		__builtin_memcpy(identity->bytes, subject->measured.digest,
				 sizeof(identity->bytes));
		if (is_listed(s, HF_EXCEPTION_PROGRAM, identity, flags))
			return true;
	}
	identity->kind = HF_IDENTITY_INODE;
	__builtin_memset(identity->bytes, 0, sizeof(identity->bytes));
	at[0] = LOAD3(file, f_inode, i_sb, s_dev);
	at[1] = LOAD2(file, f_inode, i_ino);
	__builtin_memcpy(identity->bytes, at, sizeof(at));
	return is_listed(s, HF_EXCEPTION_PROGRAM, identity, flags);
}

/*
 * Before a program starts, and for each interpreter on the way: nobody may trace it, and what the
 * environment says of libraries does not count (LD_PRELOAD).
 */
SEC("lsm/bprm_check_security")
int BPF_PROG(guard_exec, struct linux_binprm *bprm)
{
	struct task_struct *task = bpf_get_current_task_btf();
	struct hf_state *s = get_state();
	struct hf_identity identity;
	struct bpf_dynptr room;
	struct subject *subject;
	__u32 flags = 0;

	subject = bpf_task_storage_get(&subjects, task, NULL, BPF_LOCAL_STORAGE_GET_F_CREATE);
	if (!s || !subject)
		return -EAGAIN;
	if (!identify_program(s, bprm->file, subject, &identity, &flags, &room))
		return 0;
	bpf_bprm_opts_set(bprm, BPF_F_BPRM_SECUREEXEC);
	return bprm->unsafe & LSM_UNSAFE_PTRACE ? answer_own(HF_REASON_EXCEPTED_PROCESS) : 0;
}

/* It has started: the process is the leader of its thread group, and nothing else is left of it. */
SEC("lsm/bprm_committed_creds")
int BPF_PROG(mark_exec, struct linux_binprm *bprm)
{
	struct task_struct *task = bpf_get_current_task_btf();
	struct hf_state *s = get_state();
	struct hf_identity identity;
	struct bpf_dynptr room;
	struct subject *subject;
	__u32 flags = 0;

	subject = bpf_task_storage_get(&subjects, task, NULL, BPF_LOCAL_STORAGE_GET_F_CREATE);
	if (!s || !subject)
		return 0;
	subject->exec_id = 0;
	if (!identify_program(s, bprm->file, subject, &identity, &flags, &room)) {
		bpf_task_storage_delete(&subjects, task);
		return 0;
	}
	/* Once more, and last: a BPF program of root's may have taken it back since guard_exec(). */
	bpf_bprm_opts_set(bprm, BPF_F_BPRM_SECUREEXEC);
	subject->identity = identity;
	subject->flags = flags;
	subject->lost = 0;
	subject->exec_id = LOAD(task, self_exec_id);
	return 0;
}

/* A process that forks is still the same program, and what it maps is. */
SEC("lsm/task_alloc")
int BPF_PROG(mark_fork, struct task_struct *task, unsigned long clone_flags)
{
	struct subject *child, *subject;

	if (clone_flags & CLONE_THREAD)
		return 0;
	subject = find_subject(bpf_get_current_task_btf());
	if (!subject)
		return 0;
	child = bpf_task_storage_get(&subjects, task, NULL, BPF_LOCAL_STORAGE_GET_F_CREATE);
	if (!child)
		return 0;
	child->identity = subject->identity;
	child->flags = subject->flags;
	child->lost = subject->lost;
	child->exec_id = subject->exec_id;
	return 0;
}

/* Tracing, /proc/PID/mem, process_vm_writev(2), pidfd_getfd(2): whoever may do one may do all. */
SEC("lsm/ptrace_access_check")
int BPF_PROG(guard_excepted, struct task_struct *child, unsigned int mode)
{
	if (!(mode & PTRACE_MODE_ATTACH) || !find_subject(child) ||
	    bpf_get_current_task_btf()->group_leader == child->group_leader)
		return 0;
	return answer_own(HF_REASON_EXCEPTED_PROCESS);
}

/* What is mapped to be run, by a process that loses its exceptions over code nobody vouches for. */
SEC("lsm/mmap_file")
int BPF_PROG(check_library, struct file *file, unsigned long asked, unsigned long prot)
{
	struct hf_identity identity = { .kind = HF_IDENTITY_VERITY };
	struct task_struct *task = bpf_get_current_task_btf();
	struct subject *subject, *thread;
	struct hf_state *s = get_state();
	struct bpf_dynptr room;
	__u32 flags;

	if (!file || !(prot & PROT_EXEC))
		return 0;
	subject = find_subject(task);
	if (!subject || !(subject->flags & HF_VERIFIED_LIBRARIES) || subject->lost)
		return 0;
	/* Its own: two threads that share one could measure a file each, and read the other's. */
	thread = bpf_task_storage_get(&subjects, task, NULL, BPF_LOCAL_STORAGE_GET_F_CREATE);
	if (s && thread && measure(file, thread, &room)) {
		__builtin_memcpy(identity.bytes, thread->measured.digest, sizeof(identity.bytes));
		if (is_listed(s, HF_EXCEPTION_LIBRARY, &identity, &flags) ||
		    is_listed(s, HF_EXCEPTION_PROGRAM, &identity, &flags))
			return 0;
	}
	subject->lost = 1;
	return 0;
}

/* Data that becomes code was not looked at when it was mapped. */
SEC("lsm/file_mprotect")
int BPF_PROG(check_mprotect, struct vm_area_struct *vma, unsigned long asked, unsigned long prot)
{
	struct subject *subject;

	if (!(prot & PROT_EXEC) || !LOAD(vma, vm_file))
		return 0;
	subject = find_subject(bpf_get_current_task_btf());
	if (subject && subject->flags & HF_VERIFIED_LIBRARIES)
		subject->lost = 1;
	return 0;
}

#endif
