/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Programs with exceptions: they are marked when they start, and kept apart from the rest of root.
 * Executing and forking are hot paths: attached only with a policy that has exceptions.
 */
#ifndef HOLDFAST_EXCEPTED_BPF_H
#define HOLDFAST_EXCEPTED_BPF_H

#include "measure.bpf.h"
#include "own_reason.bpf.h"

/* Of the kernel's binfmts.h and sched.h. */
#define LSM_UNSAFE_PTRACE 2
#define PF_SIGNALED	  0x00000400
#define CLONE_VM	  0x00000100
#define CLONE_THREAD	  0x00010000
#define PROT_EXEC	  4

/* The program is found by its digest, and by its place only if the digest has no entry. */
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
 * Filters after these many are not looked at. systemd has some 20; a typed load costs, see LOAD().
 */
#define FILTERS (can_read_kernel ? 256 : 32)

/*
 * Whether a process may answer system calls in the kernel's place, by what seccomp calls a
 * listener. The listener can make mmap(2) return any number. It was there before the program, or is
 * its own.
 */
static __always_inline bool has_listener(struct task_struct *task)
{
	struct seccomp_filter *filter;

	if (!bpf_core_field_exists(task->seccomp.filter))
		return false;
	filter = LOAD(task, seccomp.filter);
	for (int i = 0; filter && i < FILTERS; i++) {
		if (LOAD(filter, notif))
			return true;
		filter = LOAD(filter, prev);
	}
	return filter;
}

/*
 * Runs before a program starts, and for each interpreter on the way: nobody may trace it, and it
 * ignores what the environment says about libraries (LD_PRELOAD).
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

/*
 * The program has started: the process is the leader of its thread group, and the only thread of
 * it.
 */
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
	if (!identify_program(s, bprm->file, subject, &identity, &flags, &room) ||
	    has_listener(task)) {
		bpf_task_storage_delete(&subjects, task);
		return 0;
	}
	/* Set once more, and last: a BPF program may have undone it since guard_exec(). */
	bpf_bprm_opts_set(bprm, BPF_F_BPRM_SECUREEXEC);
	subject->identity = identity;
	subject->flags = flags;
	/* A tracer was allowed to trace it, and may have left by the time that it asks. */
	subject->lost = !!(bprm->unsafe & LSM_UNSAFE_PTRACE);
	subject->forked = 0;
	subject->exec_id = LOAD(task, self_exec_id);
	return 0;
}

/* After a fork it is the same program with the same mappings. */
SEC("lsm/task_alloc")
int BPF_PROG(mark_fork, struct task_struct *task, unsigned long clone_flags)
{
	struct task_struct *current = bpf_get_current_task_btf();
	struct reached *reached = get_reached();
	struct subject *child, *subject;

	if (clone_flags & CLONE_THREAD)
		return 0;
	subject = find_subject(current);
	/*
	 * The child shares its parent's memory, as after vfork(2): an attacker in one of them is in
	 * the other.
	 */
	if (!subject)
		return clone_flags & CLONE_VM ? answer_unknown(current) : 0;
	child = bpf_task_storage_get(&subjects, task, NULL, BPF_LOCAL_STORAGE_GET_F_CREATE);
	if (!child || !reached)
		return -EAGAIN;
	child->identity = subject->identity;
	child->flags = subject->flags;
	child->lost = is_reached(subject);
	child->forked = 1;
	child->reached = reached->times;
	child->exec_id = subject->exec_id;
	if (clone_flags & CLONE_VM && !subject->forked) {
		subject->reached = child->reached;
		subject->forked = 1;
	}
	return 0;
}

static __always_inline void note_reached(struct reached *reached, struct subject *subject)
{
	subject->lost = 1;
	__sync_fetch_and_add(&reached->times, 1);
}

/*
 * An attacker in a process can change it: the change outlasts the visit, and the permission for it.
 */
static __always_inline void note_visit(struct task_struct *task)
{
	struct reached *reached = get_reached();
	struct subject *subject =
		bpf_task_storage_get(&subjects, task->group_leader, NULL,
				     storage_can_be_busy ? BPF_LOCAL_STORAGE_GET_F_CREATE : 0);

	if (!reached)
		return;
	if (subject)
		note_reached(reached, subject);
	else if (storage_can_be_busy)
		reached->unknown = 1;
}

/*
 * Tracing, /proc/PID/mem, process_vm_writev(2), pidfd_getfd(2): a process that may do one may do
 * all.
 */
SEC("lsm/ptrace_access_check")
int BPF_PROG(guard_excepted, struct task_struct *child, unsigned int mode)
{
	int err;

	if (!(mode & PTRACE_MODE_ATTACH) || !may_be_subject(child) ||
	    bpf_get_current_task_btf()->group_leader == child->group_leader)
		return 0;
	err = answer_own(HF_REASON_EXCEPTED_PROCESS);
	if (!err)
		note_visit(child);
	return err;
}

/* It asks its parent to trace it. This is its own wish, so nobody is refused. */
SEC("lsm/ptrace_traceme")
int BPF_PROG(note_traceme)
{
	struct task_struct *task = bpf_get_current_task_btf();

	if (may_be_subject(task))
		note_visit(task);
	return 0;
}

/* Linux 6.2 and later: the process's leader, if it still exists; to be released. */
static struct task_struct *(*const bpf_task_from_pid)(int pid) = (void *)HF_CALL_bpf_task_from_pid;
static void (*const bpf_task_release)(struct task_struct *task) = (void *)HF_CALL_bpf_task_release;

/* Linux 6.16 and later: the mapping names the process. */
const volatile bool breakpoint_has_mapping = 0;

/*
 * A uprobe is put into a process. It replaces any byte of its code, and counts up any number in its
 * data, so root can change the program by it. The kernel asks no hook, so it cannot be refused.
 */
SEC("fentry/set_swbp")
int BPF_PROG(note_uprobe, void *unused, void *into)
{
	struct reached *reached = get_reached();
	struct task_struct *owner;
	struct subject *subject;
	struct mm_struct *mm;

	if (!reached)
		return 0;
	if (breakpoint_has_mapping)
		mm = LOAD((struct vm_area_struct *)into, vm_mm);
	else
		mm = into;
	if (storage_can_be_busy) {
		owner = mm->owner;
		if (!owner)
			return 0;
		subject = bpf_task_storage_get(&subjects, owner->group_leader, NULL,
					       BPF_LOCAL_STORAGE_GET_F_CREATE);
		if (!subject)
			reached->unknown = 1;
		else if (subject->exec_id)
			note_reached(reached, subject);
		return 0;
	}
	owner = bpf_task_from_pid(LOAD2(mm, owner, tgid));
	if (!owner)
		return 0;
	subject = find_subject(owner);
	if (subject)
		note_reached(reached, subject);
	bpf_task_release(owner);
	return 0;
}

/*
 * A core dump would hand the process's memory to the program in core_pattern, which root sets. The
 * kernel asks no hook about a dump. But a dump begins with credentials of its own, and a process
 * that a signal has ended asks for no others.
 */
SEC("lsm/cred_prepare")
int BPF_PROG(guard_dump)
{
	struct task_struct *task = bpf_get_current_task_btf();

	if (!(LOAD(task, flags) & PF_SIGNALED) || !may_be_subject(task))
		return 0;
	return answer_own(HF_REASON_EXCEPTED_PROCESS);
}

/* Code is mapped by a process that loses its exceptions over unverified code. */
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
	if (!subject)
		return answer_unknown(task);
	if (!(subject->flags & HF_VERIFIED_LIBRARIES) || subject->lost)
		return 0;
	/*
	 * Of the thread: two threads that share one could each measure a file, and read the other's
	 * digest.
	 */
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
	struct task_struct *task = bpf_get_current_task_btf();
	struct subject *subject;

	if (!(prot & PROT_EXEC) || !LOAD(vma, vm_file))
		return 0;
	subject = find_subject(task);
	if (!subject)
		return answer_unknown(task);
	if (subject->flags & HF_VERIFIED_LIBRARIES)
		subject->lost = 1;
	return 0;
}

#endif
