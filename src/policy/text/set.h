/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the value of each key does. An empty value is the key's default again. They return false
 * where the value is wrong, after saying why and what is valid; the old one is left then.
 */
#ifndef HOLDFAST_POLICY_TEXT_SET_H
#define HOLDFAST_POLICY_TEXT_SET_H

#include <stdbool.h>

#include "policy/policy.h"
#include "policy/text/problem.h"

typedef bool set_function(struct policy *policy, const char *value, const struct place *at);
typedef bool set_exception_function(struct policy_exception *exception, const char *value,
				    const struct place *at);
typedef bool set_quiet_function(struct policy_quiet *quiet, const char *value,
				const struct place *at);

set_function set_level, set_level_under_secure_boot, set_native, set_seal, set_strict,
	set_require_clean, set_mode, set_kernels, set_initrds, set_firmware;

bool set_verdict(struct policy *policy, enum hf_reason reason, const char *value,
		 const struct place *at);

set_exception_function set_reasons, set_program, set_verity, set_unverified, set_libraries,
	set_library, set_images, set_modules, set_registers, set_ports, set_paths, set_devices,
	set_comment;

set_quiet_function set_quiet_reasons, set_quiet_program, set_quiet_comment;

/* A list of reasons. @not_seal: what is wrong with the seal in it. */
bool read_reasons(hf_reason_set *set, const char *value, const struct place *at,
		  const char *not_seal);

/* A whole path, or "". */
bool read_program(char **program, const char *value, const struct place *at);

/* "" is none. */
void replace_text(char **text, const char *value);

/* The index of @value in @words, which end with NULL; -1 after saying which are valid. */
int choose_word(const char *value, const char *const *words, const struct place *at);
/* Digests between blanks. */
bool set_digests(struct digests *digests, const char *value, const struct place *at);
bool set_yes_no(bool *flag, const char *value, const struct place *at);

#endif
