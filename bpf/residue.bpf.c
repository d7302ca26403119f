/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The part of residue that only the kernel can tell, as lines of text: which threads may use I/O
 * ports, and the properties of each BPF program that its descriptor does not show. Iterators: they
 * read, are attached to nothing, and disturb nobody. They use only typed loads and %s, which the
 * kernel's own lockdown allows; only our engine refuses them, at confidentiality.
 */
#include <stdbool.h>
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct seq_file;

struct bpf_iter_meta {
	struct seq_file *seq;
};

struct thread_struct {
	void *io_bitmap;
	unsigned long iopl_emul;
};

struct task_struct {
	int pid;
	int tgid;
	struct thread_struct thread;
};

struct bpf_func_info_aux {
	bool unreliable;
};

struct bpf_prog_aux {
	__u32 id;
	__u32 func_info_cnt;
	struct bpf_func_info_aux *func_info_aux;
	const char *attach_func_name;
	__u32 num_exentries;
};

struct bpf_prog {
	enum bpf_attach_type expected_attach_type;
	struct bpf_prog_aux *aux;
};

struct bpf_iter__task {
	struct bpf_iter_meta *meta;
	struct task_struct *task;
};

struct bpf_iter__bpf_prog {
	struct bpf_iter_meta *meta;
	struct bpf_prog *prog;
};

#pragma clang attribute pop

/* "TGID TID IOPL BITMAP", of threads that may use any. */
SEC("iter/task")
int list_ports(struct bpf_iter__task *ctx)
{
	static const char format[] = "%d %d %llu %d\n";
	struct task_struct *task = ctx->task;
	__u64 values[4];

	if (!task || (!task->thread.io_bitmap && !task->thread.iopl_emul))
		return 0;
	values[0] = task->tgid;
	values[1] = task->pid;
	values[2] = task->thread.iopl_emul;
	values[3] = !!task->thread.io_bitmap;
	bpf_seq_printf(ctx->meta->seq, format, sizeof(format), values, sizeof(values));
	return 0;
}

/* As in bpf/modifies_hook.bpf.h. */
static __always_inline bool is_replaceable(struct bpf_prog_aux *aux)
{
	__u32 functions = aux->func_info_cnt;

	return functions > 1 || (functions && !aux->func_info_aux->unreliable);
}

/*
 * "ID ATTACH_TYPE MARKED_LOADS REPLACEABLE FUNCTION": the last is empty if it is attached to none.
 */
SEC("iter/bpf_prog")
int list_programs(struct bpf_iter__bpf_prog *ctx)
{
	static const char format[] = "%u %d %u %u %s\n";
	static const char no_name[] = "%u %d %u %u \n";
	struct bpf_prog *prog = ctx->prog;
	__u64 values[5];

	if (!prog)
		return 0;
	values[0] = prog->aux->id;
	values[1] = prog->expected_attach_type;
	values[2] = prog->aux->num_exentries;
	values[3] = is_replaceable(prog->aux);
	values[4] = (__u64)prog->aux->attach_func_name;
	if (values[4])
		bpf_seq_printf(ctx->meta->seq, format, sizeof(format), values, sizeof(values));
	else
		bpf_seq_printf(ctx->meta->seq, no_name, sizeof(no_name), values,
			       4 * sizeof(values[0]));
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
