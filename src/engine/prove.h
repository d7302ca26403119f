/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HOLDFAST_ENGINE_PROVE_H
#define HOLDFAST_ENGINE_PROVE_H

#include <jansson.h>

#include "engine/engine.h"
#include "levels.h"

/* What was tried, and refused. Never empty after prove_engine() said yes. */
struct proof {
	const char *operations[8];
	unsigned int count;
};

/* What was refused, as a line "  LABEL  ...", and as strings in a JSON array. */
void print_proof(const char *label, const struct proof *proof);
void add_proof(json_t *array, const struct proof *proof);

/*
 * prove_engine - try what has to be refused
 * @engine:	the engine, pinned or not
 * @level:	the level that the engine is said to enforce
 * @native:	the level of the kernel's own lockdown, which answers before ours
 * @proof:	what was refused
 *
 * The witness of an engine in BPF has to refuse, at every level. Then, for each level up to @level that the kernel's
 * own lockdown leaves to us, harmless operations are tried until one reaches the engine; that one
 * has to fail with EPERM and to have been counted as denied: EPERM alone has other causes, a
 * missing capability or kernel.kexec_load_disabled. Where none reaches it (the kernel has none of
 * them), or all of it is audited, the witness stands alone.
 *
 * Returns 0, or -1, having said on stderr what is not enforced and, where it is known, why.
 */
int prove_engine(struct engine *engine, enum hf_level level, enum hf_level native,
		 struct proof *proof);

/* Says why BPF LSM programs of ours are attached and not called, as far as that is known. Returns -1. */
int fail_witness(void);

#endif
