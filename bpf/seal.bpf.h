/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The seal: nobody can reach the engine's own objects any more. The programs of the seal, seal_*,
 * are loaded with the engine, because a locked kernel may refuse them later. They are attached when
 * it is sealed. Before that they would allow everything.
 */
#ifndef HOLDFAST_SEAL_BPF_H
#define HOLDFAST_SEAL_BPF_H

#include "record.bpf.h"

static __always_inline bool is_sealed(void)
{
	struct hf_state *s = get_state();

	/* An array's only entry is always there; the verifier does not know. */
	return !s || s->sealed;
}

/*
 * A program that is attached to a program of the engine could answer in its place, also after the
 * seal.
 */
static __always_inline bool hangs_on_engine(struct bpf_prog *prog)
{
	struct bpf_prog *target = LOAD2(prog, aux, dst_prog);

	return target && find_own(HF_OWN_PROG, LOAD2(target, aux, id));
}

/*
 * The result of a guard: after the seal the attempt is refused at every level, counted and
 * recorded. A look is a request for a descriptor that could be used to undo the lock. Programs that
 * list all BPF objects make it, too.
 */
static __always_inline int refuse_sealed(bool attempt, bool look)
{
	struct decision d = {
		.reason = HF_REASON_SEAL,
		.engine = HF_ENGINE_BPF,
		.verdict = HF_DENY,
		.look = look,
	};
	struct hf_state *s;

	if (!attempt && !look)
		return 0;
	s = get_state();
	/* An array's only entry is always there; the verifier does not know. */
	if (!s)
		return -EPERM;
	if (!s->sealed)
		return 0;
	d.level = s->level;
	return tell_decision(s, &d);
}

static __always_inline int refuse_undoing(bool attempt)
{
	return refuse_sealed(attempt, false);
}

static __always_inline int refuse_look(bool look)
{
	return refuse_sealed(false, look);
}

static __always_inline int seal_state(struct hf_state *s, bool handles)
{
	__sync_val_compare_and_swap(&s->since_seal, 0, bpf_ktime_get_boot_ns());
	s->sealed = 1;
	if (handles)
		s->handles_guarded = 1;
	return 0;
}

#endif
