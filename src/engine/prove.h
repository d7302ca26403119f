/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HOLDFAST_ENGINE_PROVE_H
#define HOLDFAST_ENGINE_PROVE_H

#include <jansson.h>

#include "engine/engine.h"
#include "levels.h"

/* The operations that were tried and refused. Never empty after prove_engine() has returned 0. */
struct proof {
	const char *operations[8];
	unsigned int count;
};

/* Print the refused operations as a line "  LABEL  ...", and add them to a JSON array as strings. */
void print_proof(const char *label, const struct proof *proof);
void add_proof(json_t *array, const struct proof *proof);

/*
 * prove_engine - try operations that have to be refused
 * @engine:	the engine, pinned or not
 * @level:	the level that the engine is said to enforce
 * @native:	the level of the kernel's own lockdown, which answers before ours
 * @proof:	the operations that were refused
 *
 * The witness of a BPF engine has to refuse, at every level. Then, for each level up to @level that the kernel's own
 * lockdown leaves to us, harmless operations are tried until one reaches the engine. That one has to fail with EPERM,
 * and the engine has to count it as denied: EPERM alone has other causes, such as a missing capability or
 * kernel.kexec_load_disabled. If none reaches the engine (because the kernel lacks them), or if all are audited, the
 * witness alone is the proof.
 *
 * Returns 0, or -1 after saying on stderr what is not enforced and, if it is known, why.
 */
int prove_engine(struct engine *engine, enum hf_level level, enum hf_level native,
		 struct proof *proof);

/* Says why the kernel does not call our attached BPF LSM programs, as far as that is known. Returns -1. */
int fail_witness(void);

#endif
