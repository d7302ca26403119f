/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What guards an engine while it is loaded: bpf/loading.bpf.c. From its start to its end no other process
 * has a way to an object that this one makes, by its id or out of this process.
 */
#ifndef HOLDFAST_ENGINE_BPF_LOADING_GUARD_H
#define HOLDFAST_ENGINE_BPF_LOADING_GUARD_H

#include <stdbool.h>

#include "engine_abi.h"

struct loading_guard;

/*
 * loading_guard_start - guard what this process loads from here on
 * @can_read: whether helpers may read the kernel's memory: not where its own lockdown is at confidentiality
 * @holds: whether it has to hold against all that root does, kernel.ftrace_enabled included: for a seal
 *
 * Ends with the process, or with loading_guard_end(). NULL, having said why: another process traces this one,
 * or the guard cannot be had, or does not guard.
 */
struct loading_guard *loading_guard_start(bool can_read, bool holds);

/*
 * Waits for all tasks of the machine, a fifth of a second, as does whoever lets go of the last program on a
 * function: what went later would be residue to whoever looks meanwhile.
 */
void loading_guard_end(struct loading_guard *guard);

/*
 * loading_guard_renew_ftrace - guard kernel.ftrace_enabled by a link that nobody else has
 *
 * Asked for when no program that overrules hooks is there: one that was there before the guard could have
 * handed out the link that was made first, and be gone by now. With it the switch could be turned, and what
 * guards the load be switched off. tests/proofs/seal.pml has all orders. Returns 0, or -1, having said why.
 */
int loading_guard_renew_ftrace(const struct loading_guard *guard);

/* From here on the engine is sealed, and guards the switch of ftrace itself; so that this can be proved. */
void loading_guard_leave_ftrace(const struct loading_guard *guard);

/* The ids of its programs, by numbers from 0 on; 0 after the last. */
unsigned int loading_guard_program(const struct loading_guard *guard, unsigned int i);

/* Whether the program with this id is one of the guard's. */
bool loading_guard_has(const struct loading_guard *guard, unsigned int id);

/*
 * Whether an object that was made since was guarded: ids are counted up, and begin anew at the end of
 * their numbers. @kind: HF_OWN_PROG, HF_OWN_MAP or HF_OWN_LINK.
 */
bool loading_guard_covers(const struct loading_guard *guard, enum hf_own_kind kind,
			  unsigned int id);

#endif
