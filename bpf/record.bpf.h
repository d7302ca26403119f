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

static __always_inline __u64 pack_range(const struct hf_range *range)
{
	return (__u64)range->first << 32 | range->size;
}

static __always_inline struct hf_range unpack_range(__u64 packed)
{
	return (struct hf_range){ .first = packed >> 32, .size = (__u32)packed };
}

/* Several may want one at once, and interrupt each other. */
#define RESERVE_TRIES 8

/*
 * Takes the number of the next event, and returns one more than it; 0: there are @most events, or more.
 *
 * A function by itself: the first steps of Linux 7.3's verifier read all of a function with a loop several times.
 */
GLOBAL __u64 take_number(__u32 most, NOT_REPLACED)
{
	struct hf_memory *memory = get_memory();

	if (!memory)
		return 0;
#pragma clang loop unroll(disable)
	for (int i = 0; i < RESERVE_TRIES; i++) {
		__u64 next = memory->next;

		if (next - memory->dropped >= most)
			return 0;
		if (__sync_val_compare_and_swap(&memory->next, next, next + 1) == next)
			return next + 1;
	}
	return 0;
}

/* The small numbers of a decision, in one: a function that is verified by itself takes five arguments. */
#define PACK_DECISION(d)                                                           \
	((__u32)(d)->verdict | (__u32)(d)->engine << 8 | (__u32)(d)->level << 16 | \
	 (__u32)(d)->look << 24)
#define VERDICT_OF(packed) ((packed)&0xff)
#define LOOK_OF(packed)	   ((packed) >> 24)

/* The verifier reads it once in each program, and not once for each way to it. @packed: PACK_DECISION(). */
GLOBAL int record_event(int reason, __u32 packed, int number, __u64 detail, NOT_REPLACED)
{
	__u64 ids = bpf_get_current_pid_tgid();
	struct hf_state *s = get_state();
	struct hf_record *place;
	struct hf_event *event;
	__u64 taken;

	if (!s)
		return 0;
	/* An attempt to undo the lock is always recorded, and so is an audited request. */
	if (VERDICT_OF(packed) == HF_DENY && reason != HF_REASON_SEAL && is_quiet(s, reason)) {
		__sync_fetch_and_add(&s->quiet, 1);
		return 0;
	}
	taken = take_number(LOOK_OF(packed) ? HF_EVENTS_LOOK : HF_EVENTS, NULL);
	place = taken ? place_of_event(taken - 1) : NULL;
	if (!place) {
		if (!LOOK_OF(packed))
			__sync_fetch_and_add(&s->lost, 1);
		return 0;
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
	event->number = number;
	event->reason = reason;
	event->verdict = VERDICT_OF(packed);
	event->engine = packed >> 8;
	event->level = packed >> 16;
	event->detail = unpack_range(detail);
	event->look = LOOK_OF(packed);
	event->pad = 0;
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	write_exe_path(event);
	__sync_lock_test_and_set(&place->number, taken);
	return 0;
}

static __always_inline void record_decision(const struct decision *d)
{
	record_event(d->reason, PACK_DECISION(d), d->number, pack_range(&d->detail), NULL);
}

/* The answer of a hook. A branch: 6.12 does not believe that what the compiler makes of `?:` is 0 or -1. */
static __always_inline int answer_hook(bool refused)
{
	int err = 0;

	if (refused) {
		err = -EPERM;
		barrier_var(err);
	}
	return err;
}

/* Counts and records a decision. Returns what the hook answers. */
static __always_inline int tell_decision(struct hf_state *s, const struct decision *d)
{
	if (d->look)
		__sync_fetch_and_add(&s->looks, 1);
	else
		count_verdict(s, d->reason, d->verdict);
	if (d->verdict != HF_ALLOW)
		record_decision(d);
	return answer_hook(d->verdict == HF_DENY);
}

#endif
