/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the value of each key does. An empty value is the key's default again. They return false
 * where the value is wrong, after saying why and what is valid; the old one is left then.
 */
#ifndef HOLDFAST_POLICY_SET_H
#define HOLDFAST_POLICY_SET_H

#include <stdbool.h>

#include "policy.h"
#include "policy_problem.h"

typedef bool set_function(struct policy *policy, const char *value, const struct place *at);
typedef bool set_exception_function(struct policy_exception *exception, const char *value,
				    const struct place *at);

set_function set_level, set_level_under_secure_boot, set_native, set_seal, set_strict,
	set_require_clean, set_mode;

bool set_verdict(struct policy *policy, enum hf_reason reason, const char *value,
		 const struct place *at);

set_exception_function set_reasons, set_program, set_verity, set_unverified, set_libraries,
	set_library, set_registers, set_ports, set_paths, set_comment;

/* The index of @value in @words, which end with NULL; -1 after saying which are valid. */
int choose_word(const char *value, const char *const *words, const struct place *at);
bool set_yes_no(bool *flag, const char *value, const struct place *at);

#endif
