/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Processes that can have an exception. A process is marked when it executes its program, by what
 * the kernel knows about the file then. A path, a name or mm->exe_file, which a process may change
 * (PR_SET_MM_EXE_FILE), do not count.
 */
#ifndef HOLDFAST_SUBJECT_BPF_H
#define HOLDFAST_SUBJECT_BPF_H

#include "paths.bpf.h"

/* The kernel's struct fsverity_digest, with room for SHA-256. */
struct measured {
	__u16 algorithm;
	__u16 size;
	__u8 digest[32];
};

#define VERITY_SHA256 1
#define VERITY_LEN    32

struct subject {
	struct hf_identity identity;
	__u32 flags;   /* of its HF_EXCEPTION_PROGRAM */
	__u32 lost;    /* 1: it has mapped unverified code, or somebody changed it */
	__u32 forked;  /* 1: it was forked from a marked one, or one from it, with its memory */
	__u32 reached; /* all_reached.times at that moment */
	__u64 exec_id; /* self_exec_id of its leader when it was marked; 0: it is not marked */
	/* Of the thread. */
	struct measured measured; /* room to measure a file in */
	/* The file that the thread has the kernel load, if the policy lists it; see files.bpf.h. */
	struct hf_identity file;
	__u32 file_reason;
	struct file_note opened; /* by this thread, the last of debugfs or tracefs */
};

/* On the leader of each thread group; other threads have only the fields of the thread. */
struct {
	__uint(type, BPF_MAP_TYPE_TASK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct subject);
} subjects SEC(".maps");

/*
 * Before Linux 6.2 a task has no storage while another lookup runs on the same CPU: it was
 * preempted in the middle, which root can arrange. Then a NULL means nothing. Set by the loader.
 */
const volatile bool storage_can_be_busy = 0;

/* What somebody has changed in marked processes, by uprobes or with the policy's permission. */
struct reached {
	/*
	 * How many times. If a process forks at that moment, nobody can tell whether the child has
	 * the change. At the next change, all that were forked before lose their exceptions.
	 */
	__u32 times;
	/*
	 * 1: it was not known which process was changed: see storage_can_be_busy. No process has
	 * exceptions any more.
	 */
	__u32 unknown;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct reached);
} all_reached SEC(".maps");

static __always_inline struct reached *get_reached(void)
{
	__u32 only = 0;

	return bpf_map_lookup_elem(&all_reached, &only);
}

static __always_inline bool is_reached(const struct subject *subject)
{
	struct reached *reached = get_reached();

	return !reached || reached->unknown || subject->lost ||
	       (subject->forked && subject->reached != reached->times);
}

/*
 * Then every program would be refused to start. Before Linux 6.2 a NULL means nothing. Since 6.18
 * there is no storage on a processor without cmpxchg16b.
 */
static __always_inline bool storage_is_missing(void)
{
	return !storage_can_be_busy && !bpf_task_storage_get(&subjects, bpf_get_current_task_btf(),
							     NULL, BPF_LOCAL_STORAGE_GET_F_CREATE);
}

/* Of the kernel's sched.h and thread_info.h. */
#define PF_IO_WORKER   0x00000010
#define PF_USER_WORKER 0x00004000
#define PF_KTHREAD     0x00200000

static __always_inline struct subject *find_subject(struct task_struct *task)
{
	struct task_struct *leader = task->group_leader;
	struct subject *subject = bpf_task_storage_get(&subjects, leader, NULL, 0);

	return subject && subject->exec_id && subject->exec_id == LOAD(leader, self_exec_id) ?
		       subject :
		       NULL;
}

/*
 * The same for questions where a marked process is refused: also true if this is not known, or if
 * there is no memory to know it.
 */
static __always_inline bool may_be_subject(struct task_struct *task)
{
	struct task_struct *leader = task->group_leader;
	struct subject *subject;

	if (!storage_can_be_busy)
		return find_subject(task);
	subject = bpf_task_storage_get(&subjects, leader, NULL, BPF_LOCAL_STORAGE_GET_F_CREATE);
	return !subject || (subject->exec_id && subject->exec_id == LOAD(leader, self_exec_id));
}

/* The result of a hook if find_subject() has found nothing. */
static __always_inline int answer_unknown(struct task_struct *task)
{
	return storage_can_be_busy && may_be_subject(task) ? -EAGAIN : 0;
}

/* Copies an entry's key: a hash wants its key on the stack. */
static __always_inline struct hf_exception *find_exception(__u64 generation, __u32 reason,
							   const struct hf_identity *identity)
{
	struct hf_exception_key key = { .generation = generation,
					.reason = reason,
					.identity = *identity };

	return bpf_map_lookup_elem(&exceptions, &key);
}

/*
 * Current, if it may have exceptions, or NULL. It never has them for somebody else: a worker of the
 * kernel, a traced thread, and one with io_uring, whose requests may be another's and whose details
 * are not in the registers.
 */
static __always_inline struct subject *find_asker(void)
{
	struct task_struct *task = bpf_get_current_task_btf();
	struct subject *subject;

	if (LOAD(task, flags) & (PF_KTHREAD | PF_IO_WORKER | PF_USER_WORKER) ||
	    LOAD(task, ptrace) || LOAD(task, io_uring))
		return NULL;
	subject = find_subject(task);
	return subject && !is_reached(subject) ? subject : NULL;
}

/*
 * Whether current has an exception from a refusal that a policy may except. @detail: a constant
 * NULL if the reason has none, which spares the verifier the ranges.
 */
static __always_inline bool has_exception(const struct hf_state *s, __u32 reason,
					  const struct hf_range *detail)
{
	struct subject *thread, *subject = find_asker();
	struct hf_exception *exception;

	if (!subject)
		return false;
	exception = find_exception(s->generation, reason, &subject->identity);
	if (!exception)
		return false;
	if (hf_has_paths(reason) && exception->count) {
		thread = bpf_task_storage_get(&subjects, bpf_get_current_task_btf(), NULL, 0);
		return thread && covers_file(exception, &thread->opened);
	}
	return detail ? hf_excepts(exception, detail) : !exception->count;
}

#endif
