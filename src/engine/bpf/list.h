/* SPDX-License-Identifier: GPL-2.0 */
/* What of a policy is in force, as the engine tells it to root. */
#ifndef HOLDFAST_ENGINE_BPF_LIST_H
#define HOLDFAST_ENGINE_BPF_LIST_H

#include <stddef.h>

#include "engine_abi.h"

/*
 * The keys of all exceptions and quiet rules in force, in no order, without their generation.
 * @program: a descriptor of the engine's list program. The policy must not change meanwhile: see take_turn().
 * They return 0 or -errno; free() the list, whatever they return.
 */
int list_exceptions(int program, struct hf_exception_key **keys, size_t *count);
int list_quiet(int program, struct hf_quiet_key **keys, size_t *count);

#endif
