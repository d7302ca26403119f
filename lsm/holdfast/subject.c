// SPDX-License-Identifier: GPL-2.0
/*
 * Holdfast: programs with exceptions. A process is marked in its credentials when it executes its
 * program, by what the kernel knows of the file then, and kept apart from the rest of root.
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
 * subject_of - whose program credentials are
 * @cred: the credentials
 *
 * Return: where they refer to their subject.
 */
static struct holdfast_subject **subject_of(const struct cred *cred)
{
	return cred->security + holdfast_blobs.lbs_cred;
}

/**
 * holdfast_current_note - what current is about to ask for
 *
 * Return: its note.
 */
struct holdfast_note *holdfast_current_note(void)
{
	return current->security + holdfast_blobs.lbs_task;
}

/**
 * find_program - what the policy says of a program
 * @blob: the policy
 * @file: the program
 * @who: becomes what it is known by: its digest, and where it is only if that says nothing
 * @flags: become its flags
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
 * put_subject - have credentials refer to nobody
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
 * mark_program - mark who executes a program that has exceptions
 * @bprm: the program, and the credentials it will have
 * @file: unused: with binfmt_misc it may be another than the one that is run
 *
 * What the environment says of libraries does not count (LD_PRELOAD), and nobody may trace it.
 * Where somebody may answer its system calls it is not marked.
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
	 * execve(2) holds cred_guard_mutex from before this hook until all other threads are gone,
	 * and who sets the filters of other threads takes it (SECCOMP_FILTER_FLAG_TSYNC): no
	 * listener comes behind this.
	 */
	if (likely(!found) || seccomp_has_listener())
		return 0;
	subject = kzalloc_obj(*subject, GFP_KERNEL_ACCOUNT);
	if (!subject)
		return -ENOMEM;
	refcount_set(&subject->users, 1);
	subject->who = who;
	subject->flags = flags;
	/* Who traces it, and is let, may have left by the time that it asks. */
	subject->lost = bprm->unsafe & LSM_UNSAFE_PTRACE;
	*subject_of(bprm->cred) = subject;
	bprm->secureexec = 1;
	return bprm->unsafe & LSM_UNSAFE_PTRACE ? holdfast_answer(HF_REASON_EXCEPTED_PROCESS) : 0;
}

/**
 * share_subject - have new credentials refer to whom the old ones do
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
 * prepare_cred - new credentials, for the same program
 * @new: the new ones
 * @old: the old ones
 * @gfp: unused
 *
 * A core dump would hand a program's memory to whoever set core_pattern. No hook is asked about
 * one, but it begins with credentials of its own, the only ones that a process wants once a signal
 * has ended it.
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
 * lose_exceptions - have a process no longer be one that has exceptions
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
 * @child: a process that is to be looked into
 * @mode: how
 *
 * Tracing, /proc/PID/mem, process_vm_writev(2), pidfd_getfd(2): who may do one may do all. Who is
 * let may leave it another program than it was: its exceptions are gone for good, and those of all
 * that were forked from it or it from.
 *
 * Return: 0, or %-EPERM: it is another's program that has exceptions.
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
 * @parent: who is to trace it
 *
 * Return: 0. It is its own wish, and costs it its exceptions.
 */
static int note_traceme(struct task_struct *parent)
{
	lose_exceptions(current);
	return 0;
}
#if !SERIES_6_12

#ifdef CONFIG_BPF_SYSCALL
/**
 * guard_registers - have no BPF program set a process's registers
 * @prog: the program, behind the verifier
 *
 * On a uprobe it sets those of whoever comes by, and with them what he does: also of a program that
 * has exceptions. Where it is attached nobody is asked.
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
 * keeps_to_verified - whether current has exceptions until it maps other code than verified
 * @subject: becomes its program
 *
 * Return: true where it does.
 */
static bool keeps_to_verified(struct holdfast_subject **subject)
{
	*subject = *subject_of(current_real_cred());
	return unlikely(*subject) && (*subject)->flags & HF_VERIFIED_LIBRARIES;
}

/**
 * check_library - look at what is mapped to be run
 * @file: a library, or NULL
 * @asked: unused
 * @prot: what may be done with it
 * @flags: unused
 *
 * Return: 0. Of code that nobody vouches for it is the exceptions that are refused.
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
 * @prot: what may be done with it from now on
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
 * had_uprobe - whether a uprobe may have changed what current does
 *
 * It replaces any byte of the code, and counts in any number of the file's data that may be
 * written. What that has brought about stays when it is gone, as does the flag
 * (CONFIG_UPROBES_LASTING_MARK), which a child inherits and the next program does not.
 *
 * Return: true where one may have, or current has no memory left that could tell.
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
 * acts_for_others - whether what current asks for may be another's wish
 *
 * A thread of the kernel's, one that is traced, one that has or had a uprobe, one that has
 * io_uring, whose requests may be anybody's who has the ring.
 *
 * Return: true where it may.
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
 * holdfast_find_asker - who asks
 *
 * By the credentials that are the task's own: those that it acts with for a while may be of who
 * mounted an overlay, or of a key.
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
 * holdfast_init_subjects - take the hooks that are about programs
 * @id: of this module
 */
void __init holdfast_init_subjects(const struct lsm_id *id)
{
	security_add_hooks(hooks, ARRAY_SIZE(hooks), id);
}
