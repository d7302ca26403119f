/* SPDX-License-Identifier: GPL-2.0 */
/* The sections and keys that there are, and what each of them sets. */
#ifndef HOLDFAST_POLICY_TEXT_KEYS_H
#define HOLDFAST_POLICY_TEXT_KEYS_H

#include <stdbool.h>
#include <stddef.h>

#include "policy/policy.h"
#include "policy/text/problem.h"
#include "policy/text/setting.h"

/* "Exception" and a name: the name; NULL for the other sections. */
const char *exception_name(const char *section);

/* The same of "Quiet". */
const char *quiet_name(const char *section);

/* False where there is none of that name, after saying which there are. */
bool check_section(const struct place *at, const char *section);
bool check_key(const struct place *at, const char *section, const char *key, size_t len);

/* Puts a setting into the policy, over what was set before; "" is the default again. */
void apply_setting(struct policy *policy, const struct setting *setting);

/* Of Mode=, the words in the order of policy.audit. */
extern const char *const mode_words[];

void free_exception(struct policy_exception *exception);
void free_quiet(struct policy_quiet *quiet);

#endif
