// SPDX-License-Identifier: GPL-2.0
/*
 * Holdfast: programs with exceptions. A process is marked in its credentials when it executes its
 * program, by what the kernel knows about the file then. It is kept apart from the rest of root.
 */
#include <linux/binfmts.h>
#if !SERIES_6_12
#include <linux/bpf.h>
#endif
#include <linux/cred.h>
#include <linux/errno.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/preempt.h>
#include <linux/ptrace.h>
#include <linux/sched.h>
#if SERIES_6_12
#include <linux/sched/coredump.h>
#endif
#include <linux/sched/signal.h>
#include <linux/seccomp.h>
#include <linux/slab.h>

#include "policy.h"

struct lsm_blob_sizes holdfast_blobs __ro_after_init = {
	.lbs_cred = sizeof(struct holdfast_subject *),
	.lbs_inode = sizeof(bool),
	.lbs_task = sizeof(struct holdfast_note),
};

/**
 * subject_of - the subject of credentials
 * @cred: the credentials
 *
 * Return: where they refer to their subject.
 */
static struct holdfast_subject **subject_of(const struct cred *cred)
{
	return cred->security + holdfast_blobs.lbs_cred;
}

/**
 * holdfast_current_note - the note about the next request of current
 *
 * Return: its note.
 */
struct holdfast_note *holdfast_current_note(void)
{
	return current->security + holdfast_blobs.lbs_task;
}

/**
 * find_program - find a program in the policy
 * @blob: the policy
 * @file: the program
 * @who: filled in with its identity: its digest, or its place if the digest has no entry
 * @flags: filled in with its flags
 *
 * Return: whether it has exceptions.
 */
static bool find_program(const struct hf_blob *blob, const struct file *file,
			 struct hf_identity *who, unsigned int *flags)
{
	const struct inode *inode = file_inode(file);
	const u64 where[] = { inode->i_sb->s_dev, inode->i_ino };
	int at = -1;

	static_assert(sizeof(where) <= sizeof(who->bytes));
	*who = (struct hf_identity){ .kind = HF_IDENTITY_VERITY };
	if (holdfast_measure(file, who))
		at = hf_blob_find(blob, HF_EXCEPTION_PROGRAM, who);
	if (at < 0) {
		*who = (struct hf_identity){ .kind = HF_IDENTITY_INODE };
		memcpy(who->bytes, where, sizeof(where));
		at = hf_blob_find(blob, HF_EXCEPTION_PROGRAM, who);
	}
	if (at < 0)
		return false;
	*flags = hf_blob_exception(blob, at).flags;
	return true;
}

/**
 * put_subject - remove the subject of credentials
 * @cred: the credentials
 */
static void put_subject(struct cred *cred)
{
	struct holdfast_subject **subject = subject_of(cred);

	if (*subject && refcount_dec_and_test(&(*subject)->users))
		kfree(*subject);
	*subject = NULL;
}

/**
 * mark_program - mark a process that executes a program with exceptions
 * @bprm: the program, and the credentials that it will have
 * @file: unused: with binfmt_misc it may be another file than the one that is run
 *
 * It ignores what the environment says about libraries (LD_PRELOAD), and nobody may trace it. If
 * somebody may answer its system calls, it is not marked.
 *
 * Return: 0, or an errno:
 *
 * %-ENOMEM: no memory for the mark.
 *
 * %-EPERM: it is traced.
 */
static int mark_program(struct linux_binprm *bprm, const struct file *file)
{
	struct holdfast_subject *subject;
	const struct holdfast_policy *policy;
	struct hf_identity who;
	unsigned int flags;
	bool found;

	put_subject(bprm->cred);
	rcu_read_lock();
	policy = rcu_dereference(holdfast_policy);
	found = policy->blob.counts[HF_BLOB_EXCEPTIONS] &&
		find_program(&policy->blob, bprm->file, &who, &flags);
	rcu_read_unlock();
	/*
	 * execve(2) holds cred_guard_mutex from before this hook until all other threads are gone.
	 * A thread that sets the filters of others takes it, too (SECCOMP_FILTER_FLAG_TSYNC). So no
	 * listener comes after this.
	 */
	if (likely(!found) || seccomp_has_listener())
		return 0;
	subject = kzalloc_obj(*subject, GFP_KERNEL_ACCOUNT);
	if (!subject)
		return -ENOMEM;
	refcount_set(&subject->users, 1);
	subject->who = who;
	subject->flags = flags;
	/* A tracer that was allowed may have left by the time that it asks. */
	subject->lost = bprm->unsafe & LSM_UNSAFE_PTRACE;
	*subject_of(bprm->cred) = subject;
	bprm->secureexec = 1;
	return bprm->unsafe & LSM_UNSAFE_PTRACE ? holdfast_answer(HF_REASON_EXCEPTED_PROCESS) : 0;
}

/**
 * share_subject - give new credentials the subject of the old ones
 * @new: the new ones
 * @old: the old ones
 */
static void share_subject(struct cred *new, const struct cred *old)
{
	struct holdfast_subject *subject = *subject_of(old);

	if (subject)
		refcount_inc(&subject->users);
	*subject_of(new) = subject;
}

/**
 * prepare_cred - prepare new credentials for the same program
 * @new: the new ones
 * @old: the old ones
 * @gfp: unused
 *
 * A core dump would hand a program's memory to the program in core_pattern, which root sets. The
 * kernel asks no hook about a dump. But a dump begins with credentials of its own, and a process
 * that a signal has ended asks for no others.
 *
 * Return: 0, or %-EPERM: it is for a dump.
 */
static int prepare_cred(struct cred *new, const struct cred *old, gfp_t gfp)
{
	if (unlikely(*subject_of(old)) && current->flags & PF_SIGNALED) {
		int err = holdfast_answer(HF_REASON_EXCEPTED_PROCESS);

		if (err)
			return err;
	}
	share_subject(new, old);
	return 0;
}

/**
 * lose_exceptions - take its exceptions from a process
 * @task: of it
 */
static void lose_exceptions(struct task_struct *task)
{
	struct holdfast_subject *subject;

	rcu_read_lock();
	subject = *subject_of(__task_cred(task));
	if (unlikely(subject))
		WRITE_ONCE(subject->lost, true);
	rcu_read_unlock();
}

/**
 * guard_program - keep a program apart
 * @child: the process that current wants to access
 * @mode: the kind of access
 *
 * Tracing, /proc/PID/mem, process_vm_writev(2), pidfd_getfd(2): a process that may do one may do
 * all. An allowed process may change the program: its exceptions are gone for good. So are those of
 * all processes that it was forked from, or that were forked from it.
 *
 * Return: 0, or %-EPERM: it is a program with exceptions, and not that of current.
 */
static int guard_program(struct task_struct *child, unsigned int mode)
{
	bool is_marked;
	int err;

	if (!(mode & PTRACE_MODE_ATTACH) || same_thread_group(current, child))
		return 0;
	rcu_read_lock();
	is_marked = *subject_of(__task_cred(child));
	rcu_read_unlock();
	if (likely(!is_marked))
		return 0;
	err = holdfast_answer(HF_REASON_EXCEPTED_PROCESS);
	if (!err)
		lose_exceptions(child);
	return err;
}

/**
 * note_traceme - note a program that has itself traced
 * @parent: the tracer
 *
 * Return: 0. It is the program's own wish, and costs it its exceptions.
 */
static int note_traceme(struct task_struct *parent)
{
	lose_exceptions(current);
	return 0;
}
#if !SERIES_6_12

#ifdef CONFIG_BPF_SYSCALL
/**
 * guard_registers - refuse BPF programs that set a process's registers
 * @prog: the program, after the verifier
 *
 * On a uprobe it sets the registers of a process, and so decides what the process does, even one
 * with exceptions. The kernel asks no hook when it is attached.
 *
 * Return: 0, or %-EPERM: it does, and the policy has exceptions.
 */
static int guard_registers(struct bpf_prog *prog)
{
	bool has_exceptions;

	if (likely(!prog->aux->kprobe_write_ctx))
		return 0;
	rcu_read_lock();
	has_exceptions = rcu_dereference(holdfast_policy)->reasons.exceptions;
	rcu_read_unlock();
	return has_exceptions ? holdfast_answer(HF_REASON_EXCEPTED_PROCESS) : 0;
}
#endif
#endif

/**
 * keeps_to_verified - whether current has exceptions only until it maps unverified code
 * @subject: filled in with its program
 *
 * Return: true if it does.
 */
static bool keeps_to_verified(struct holdfast_subject **subject)
{
	*subject = *subject_of(current_real_cred());
	return unlikely(*subject) && (*subject)->flags & HF_VERIFIED_LIBRARIES;
}

/**
 * check_library - look at a file that is mapped as code
 * @file: a library, or NULL
 * @asked: unused
 * @prot: the protection of the mapping
 * @flags: unused
 *
 * Return: 0. Unverified code is not refused, but costs the process its exceptions.
 */
static int check_library(struct file *file, unsigned long asked, unsigned long prot,
			 unsigned long flags)
{
	struct hf_identity library = { .kind = HF_IDENTITY_VERITY };
	struct holdfast_subject *subject;
	const struct hf_blob *blob;
	bool is_listed = false;

	if (!file || !(prot & PROT_EXEC) || !keeps_to_verified(&subject))
		return 0;
	if (holdfast_measure(file, &library)) {
		rcu_read_lock();
		blob = &rcu_dereference(holdfast_policy)->blob;
		is_listed = hf_blob_find(blob, HF_EXCEPTION_LIBRARY, &library) >= 0 ||
			    hf_blob_find(blob, HF_EXCEPTION_PROGRAM, &library) >= 0;
		rcu_read_unlock();
	}
	if (!is_listed)
		WRITE_ONCE(subject->lost, true);
	return 0;
}

/**
 * check_mprotect - look at data that becomes code, which was not looked at when it was mapped
 * @vma: the mapping
 * @asked: unused
 * @prot: its new protection
 *
 * Return: 0, as check_library() does.
 */
static int check_mprotect(struct vm_area_struct *vma, unsigned long asked, unsigned long prot)
{
	struct holdfast_subject *subject;

	if (prot & PROT_EXEC && vma->vm_file && keeps_to_verified(&subject))
		WRITE_ONCE(subject->lost, true);
	return 0;
}

/**
 * had_uprobe - whether a uprobe may have changed current
 *
 * A uprobe replaces any byte of the code, and counts up any writable number of the file's data. Its
 * effects stay when it is gone. So does the flag (CONFIG_UPROBES_LASTING_MARK), which a child
 * inherits and the next program does not.
 *
 * Return: true if one may have, or if current has no memory left that has the flag.
 */
static bool had_uprobe(void)
{
#ifdef CONFIG_UPROBES
#if SERIES_6_12
	return !current->mm || test_bit(MMF_HAS_UPROBES, &current->mm->flags);
#else
	return !current->mm || mm_flags_test(MMF_HAS_UPROBES, current->mm);
#endif
#else
	return false;
#endif
}

/**
 * acts_for_others - whether current may ask for somebody else
 *
 * True for a thread of the kernel, a traced one, one that has or had a uprobe, and one with
 * io_uring, because anybody with the ring may have made its requests.
 *
 * Return: true if it may.
 */
static bool acts_for_others(void)
{
	if (!in_task() || current->flags & (PF_KTHREAD | PF_IO_WORKER | PF_USER_WORKER) ||
	    current->ptrace || had_uprobe())
		return true;
#ifdef CONFIG_IO_URING
	if (current->io_uring)
		return true;
#endif
	return false;
}

/**
 * holdfast_find_asker - find the program that asks
 *
 * By the task's own credentials: it may act for a while with those of the process that mounted an
 * overlay, or with those of a key.
 *
 * Return: the program of current, or NULL: it can have no exceptions.
 */
struct holdfast_subject *holdfast_find_asker(void)
{
	struct holdfast_subject *subject = *subject_of(current_real_cred());

	if (likely(!subject) || acts_for_others() || READ_ONCE(subject->lost))
		return NULL;
	return subject;
}

static struct security_hook_list hooks[] __ro_after_init = {
	LSM_HOOK_INIT(bprm_creds_from_file, mark_program),
	LSM_HOOK_INIT(cred_prepare, prepare_cred),
	LSM_HOOK_INIT(cred_transfer, share_subject),
	LSM_HOOK_INIT(cred_free, put_subject),
	LSM_HOOK_INIT(ptrace_access_check, guard_program),
	LSM_HOOK_INIT(ptrace_traceme, note_traceme),
#if !SERIES_6_12
#ifdef CONFIG_BPF_SYSCALL
	LSM_HOOK_INIT(bpf_prog, guard_registers),
#endif
#endif
	LSM_HOOK_INIT(file_ioctl, holdfast_look_at_ioctl),
	LSM_HOOK_INIT(file_ioctl_compat, holdfast_look_at_ioctl),
	LSM_HOOK_INIT(mmap_file, check_library),
	LSM_HOOK_INIT(file_mprotect, check_mprotect),
	LSM_HOOK_INIT(kernel_read_file, holdfast_read_file),
	LSM_HOOK_INIT(kernel_load_data, holdfast_load_data),
	LSM_HOOK_INIT(file_open, holdfast_open_file),
	LSM_HOOK_INIT(file_post_open, holdfast_opened_file),
	LSM_HOOK_INIT(file_free_security, holdfast_free_file),
};

/**
 * holdfast_init_subjects - take the hooks for programs
 * @id: of this module
 */
void __init holdfast_init_subjects(const struct lsm_id *id)
{
	security_add_hooks(hooks, ARRAY_SIZE(hooks), id);
}
