/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The guard of an engine that is being loaded: bpf/loading.bpf.c. While it runs, no other process can reach a BPF
 * object that this process makes, by the object's id or through this process.
 */
#ifndef HOLDFAST_ENGINE_BPF_LOADING_GUARD_H
#define HOLDFAST_ENGINE_BPF_LOADING_GUARD_H

#include <stdbool.h>

#include "engine_abi.h"

struct loading_guard;

/*
 * loading_guard_start - guard the objects that this process loads from now on
 * @can_read: whether helpers may read the kernel's memory: false if its own lockdown is at confidentiality
 * @holds: whether the guard has to withstand root, who may write kernel.ftrace_enabled: for a seal
 *
 * Ends with the process, or with loading_guard_end(). Returns NULL after saying why: another process traces this
 * one, or the guard cannot be loaded, or does not work.
 */
struct loading_guard *loading_guard_start(bool can_read, bool holds);

/*
 * Waits a fifth of a second, until the kernel has freed the programs: otherwise a reader could take them for residue.
 */
void loading_guard_end(struct loading_guard *guard);

/*
 * loading_guard_renew_ftrace - guard kernel.ftrace_enabled by a link that nobody else has
 *
 * Called after the check that no loaded program overrules hooks. Such a program could have been loaded before the
 * guard, have let another process get the first link, and be gone. With that link the process could turn ftrace off,
 * and the guard of the load with it. tests/proofs/seal.pml has all orders. Returns 0, or -1 after saying why.
 */
int loading_guard_renew_ftrace(const struct loading_guard *guard);

/* Ends this guard of ftrace's switch: the sealed engine has its own, which can be proved only without this one. */
void loading_guard_leave_ftrace(const struct loading_guard *guard);

/* The id of the guard's program number @i, from 0 on; 0 after the last. */
unsigned int loading_guard_program(const struct loading_guard *guard, unsigned int i);

/* Whether the program with this id is one of the guard's. */
bool loading_guard_has(const struct loading_guard *guard, unsigned int id);

/*
 * Whether the guard covers an object: one with a higher id than the last that existed before the guard. Ids may wrap
 * around; then it does not. @kind: HF_OWN_PROG, HF_OWN_MAP or HF_OWN_LINK.
 */
bool loading_guard_covers(const struct loading_guard *guard, enum hf_own_kind kind,
			  unsigned int id);

#endif
