/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Tells root the system calls in flight, for the seal: the kernel asks a guard when a call begins,
 * and the call may then wait for a file system or a lock. So a seal waits for some calls that began
 * before it (src/engine/bpf/calls.c).
 *
 * An iterator: it reads, is attached to nothing, and disturbs nobody. It sees threads in a system
 * call and the workers of io_uring. Threads of the kernel's own are not among them.
 */
#ifndef HOLDFAST_CALLS_BPF_H
#define HOLDFAST_CALLS_BPF_H

#include "detail.bpf.h"
#include "subject.bpf.h"

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct seq_file;

struct bpf_iter_meta {
	struct seq_file *seq;
};

struct bpf_iter__task {
	struct bpf_iter_meta *meta;
	struct task_struct *task;
};

struct io_wq_work {
};

struct io_worker {
	struct io_wq_work *cur_work;
};

struct io_kiocb {
	__u8 opcode;
	struct io_wq_work work;
};

#pragma clang attribute pop

static __always_inline bool find_call(struct task_struct *task, struct hf_call_in_flight *call)
{
	struct pt_regs *regs = (struct pt_regs *)bpf_task_pt_regs(task);

	call->number = (int)regs->orig_ax;
	call->way = task->thread_info.status & TS_COMPAT ? HF_CALL_OF_32_BITS : HF_CALL_OF_64_BITS;
	/* A call's result, until it has one. */
	return (int)regs->ax == -ENOSYS;
}

/* The operation that a worker does for its ring. Without reading the kernel's memory it is not known. */
static __always_inline bool find_request(struct task_struct *task, struct hf_call_in_flight *call)
{
	struct io_worker *worker = task->worker_private;
	struct io_wq_work *work;
	struct io_kiocb *request;

	if (!can_read_kernel)
		return false;
	work = BPF_CORE_READ(worker, cur_work);
	request = (void *)work - bpf_core_field_offset(struct io_kiocb, work);
	call->number = BPF_CORE_READ(request, opcode);
	call->way = HF_CALL_OF_RING;
	return work;
}

/* Its argument has no type: see seal_ftrace. Its section: see src/engine/types/kernel_functions.c. */
SEC("iterate/task")
int calls(void *argument)
{
	struct bpf_iter__task *ctx = argument;
	struct task_struct *task = ctx->task;
	struct hf_call_in_flight call = {};

	if (!task ||
	    !(task->flags & PF_IO_WORKER ? find_request(task, &call) : find_call(task, &call)))
		return 0;
	call.process = task->tgid;
	call.thread = task->pid;
	call.started = task->start_time;
	bpf_seq_write(ctx->meta->seq, &call, sizeof(call));
	return 0;
}

#endif
