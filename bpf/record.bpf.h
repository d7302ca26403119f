/* SPDX-License-Identifier: GPL-2.0 */
/* Counts and records decisions. Nothing here can change a decision. */
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
	bool look; /* see struct hf_event */
	struct hf_range detail;
};

static __always_inline void count_verdict(struct hf_state *s, __u32 slot, __u32 verdict)
{
	struct hf_counters *c = &memory_of(s)->report.counters;

	if (slot < HF_SLOTS && verdict < HF_VERDICTS)
		__sync_fetch_and_add(&c->slots[slot].verdicts[verdict], 1);
}

static __always_inline struct hf_record *place_of_event(__u64 number)
{
	__u32 at = number % HF_EVENTS;

	return bpf_map_lookup_elem(&events, &at);
}

/* Several may want one at once, and interrupt each other. */
#define RESERVE_TRIES 8

/* A place for the next event, which gets @number; NULL: there are @most events, or more. */
static __always_inline struct hf_record *reserve_event(struct hf_memory *memory, __u64 *number,
						       __u32 most)
{
	/* As a loop: the first steps of Linux 7.3's verifier depend on the length of a program. */
#pragma clang loop unroll(disable)
	for (int i = 0; i < RESERVE_TRIES; i++) {
		__u64 next = memory->next;

		if (next - memory->dropped >= most)
			return NULL;
		if (__sync_val_compare_and_swap(&memory->next, next, next + 1) != next)
			continue;
		*number = next;
		return place_of_event(next);
	}
	return NULL;
}

static __always_inline void record_decision(struct hf_state *s, const struct decision *d)
{
	__u64 ids = bpf_get_current_pid_tgid();
	struct hf_record *place;
	struct hf_event *event;
	__u64 number = 0;

	/* An attempt to undo the lock is always recorded, and so is an audited request. */
	if (d->verdict == HF_DENY && d->reason != HF_REASON_SEAL && is_quiet(s, d->reason)) {
		__sync_fetch_and_add(&s->quiet, 1);
		return;
	}
	place = reserve_event(memory_of(s), &number, d->look ? HF_EVENTS_LOOK : HF_EVENTS);
	if (!place) {
		if (!d->look)
			__sync_fetch_and_add(&s->lost, 1);
		return;
	}
	/*
	 * A process that reads the last event of this place meanwhile has to see that it is
	 * overwritten.
	 */
	__sync_lock_test_and_set(&place->number, 0);
	event = &place->event;
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
	event->look = d->look;
	event->pad = 0;
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	write_exe_path(event);
	__sync_lock_test_and_set(&place->number, number + 1);
}

#endif
