/* SPDX-License-Identifier: GPL-2.0 */
/* Counting and recording what was decided. Nothing here can change a decision. */
#ifndef HOLDFAST_RECORD_BPF_H
#define HOLDFAST_RECORD_BPF_H

#include "maps.bpf.h"
#include "exe_path.bpf.h"
#include "quiet.bpf.h"
#include "decide.h"

struct decision {
	int number; /* the kernel's */
	int reason; /* ours */
	enum hf_verdict verdict;
	enum hf_engine engine;
	__u32 level;
	struct hf_range detail;
};

static __always_inline void count_verdict(__u32 slot, __u32 verdict)
{
	__u32 only = 0;
	struct hf_counters *c = bpf_map_lookup_elem(&counters, &only);

	if (c && slot < HF_SLOTS && verdict < HF_VERDICTS)
		__sync_fetch_and_add(&c->slots[slot].verdicts[verdict], 1);
}

static __always_inline void record_decision(struct hf_state *s, const struct decision *d)
{
	__u64 ids = bpf_get_current_pid_tgid();
	struct hf_event *event;

	/* Who tries to undo the lock is always recorded; and so is what would be refused. */
	if (d->verdict == HF_DENY && d->reason != HF_REASON_SEAL && is_quiet(s, d->reason)) {
		__sync_fetch_and_add(&s->quiet, 1);
		return;
	}
	event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);
	if (!event) {
		__sync_fetch_and_add(&s->lost, 1);
		return;
	}
	event->time = bpf_ktime_get_boot_ns();
	event->cgroup = bpf_get_current_cgroup_id();
	event->pid = (__u32)ids;
	event->tgid = ids >> 32;
	event->uid = (__u32)bpf_get_current_uid_gid();
	event->number = d->number;
	event->reason = d->reason;
	event->verdict = d->verdict;
	event->engine = d->engine;
	event->level = d->level;
	event->detail = d->detail;
	__builtin_memset(event->pad, 0, sizeof(event->pad));
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	write_exe_path(event);
	bpf_ringbuf_submit(event, 0);
}

#endif
