/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The kernel asks about a mount or an unmount before it waits for its lock of all mounts. Until the
 * call takes effect, others may come between. Two kinds of calls depend on what is there by then:
 *
 *	umount(2) with MNT_DETACH takes all that is in a mount;
 *	mount(2) with MS_BIND and MS_REC copies all that is in a mount into another.
 *
 * No hook is asked when mount_setattr(2) makes a mount shared. So such a copy can hold a peer of the
 * anchor's outer mount that nobody has seen, and can come into a mount whose unmount was allowed.
 * Therefore the two are never under way at the same time. Each is noted first. It is refused if one
 * of the other kind has a note.
 *
 * No hook is asked when such a call ends. So a note has the registers with which the process entered
 * the kernel. They stay during the call. At its end they get its result.
 */
#ifndef HOLDFAST_UNDER_WAY_BPF_H
#define HOLDFAST_UNDER_WAY_BPF_H

#include "kernel.bpf.h"

/* If more are under way at once, the next one is refused. */
#define CALLS_UNDER_WAY 64

enum call_kind {
	CALL_UNMOUNT = 1,
	CALL_COPY,
};

/* From ax to sp: in struct pt_regs of x86-64 they lie side by side. */
#define ENTRY_REGISTERS 10

/* In the number of a note: it is being written. */
#define NOTE_UNFINISHED (1ULL << 63)

struct call_note {
	__u64 number; /* another one for each call that is noted here */
	__u64 at;     /* the address of the registers */
	__u64 digest;
	__u64 kind;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, CALLS_UNDER_WAY);
	__type(key, __u32);
	__type(value, struct call_note);
} under_way SEC(".maps");

/*
 * The registers in one number, never 0; 0: the stack that they are on is gone, with the process. Others may give the
 * same number by chance: then a call is refused that need not be.
 */
GLOBAL __u64 digest_registers(__u64 at, NOT_REPLACED)
{
	unsigned long values[ENTRY_REGISTERS];
	__u64 digest = 1;

	if (!can_read_kernel ||
	    bpf_probe_read_kernel(values, sizeof(values),
				  (void *)at + bpf_core_field_offset(struct pt_regs, ax)))
		return 0;
#pragma clang loop unroll(full)
	for (int i = 0; i < ENTRY_REGISTERS; i++)
		digest = digest * 31 + values[i];
	return digest ?: 1;
}

static __always_inline bool is_under_way(const struct call_note *note)
{
	return note->kind && digest_registers(note->at, NULL) == note->digest;
}

struct call {
	__u64 at;
	__u64 digest;
	__u64 kind;
	bool noted, meets_other;
};

/* Several may want the same place. Its old number decides, because that never comes back. */
static long step_note(__u32 place, struct call *call)
{
	struct call_note *note = bpf_map_lookup_elem(&under_way, &place);
	__u64 number;

	if (!note)
		return 1;
	number = note->number;
	if (number & NOTE_UNFINISHED || is_under_way(note) ||
	    __sync_val_compare_and_swap(&note->number, number, (number + 1) | NOTE_UNFINISHED) !=
		    number)
		return 0;
	note->at = call->at;
	note->digest = call->digest;
	note->kind = call->kind;
	__sync_fetch_and_and(&note->number, ~NOTE_UNFINISHED);
	call->noted = true;
	return 1;
}

/* A note that is unfinished does not count: its call looks at ours afterwards. */
static long step_meet(__u32 place, struct call *call)
{
	struct call_note *note = bpf_map_lookup_elem(&under_way, &place);

	call->meets_other = !note || (!(note->number & NOTE_UNFINISHED) &&
				      note->kind != call->kind && is_under_way(note));
	return call->meets_other;
}

/* Notes the caller's call. Returns whether it has to be refused. Global: the verifier reads it by itself. */
GLOBAL int meets_other_call(int kind, NOT_REPLACED)
{
	struct call call = { .kind = kind };
	long registers;

	if (!can_read_kernel)
		return false;
	registers = bpf_task_pt_regs(bpf_get_current_task_btf());
	/* The address without its type, which a global function does not take. */
	if (bpf_probe_read_kernel(&call.at, sizeof(call.at), &registers))
		return true;
	call.digest = digest_registers(call.at, NULL);
	if (!call.digest)
		return true;
	bpf_loop(CALLS_UNDER_WAY, step_note, &call, 0);
	if (!call.noted)
		return true;
	bpf_loop(CALLS_UNDER_WAY, step_meet, &call, 0);
	return call.meets_other;
}

#endif
