/* SPDX-License-Identifier: GPL-2.0 */
/* The sections and keys that there are, and what each of them sets. */
#ifndef HOLDFAST_POLICY_TEXT_KEYS_H
#define HOLDFAST_POLICY_TEXT_KEYS_H

#include <stdbool.h>
#include <stddef.h>

#include "policy/policy.h"
#include "policy/text/problem.h"
#include "policy/text/setting.h"
#include "policy/text/types.h"

/* False where there is none of that name, after saying which there are. */
bool check_section(const struct place *at, const char *section);
bool check_key(const struct place *at, const char *section, const char *key, size_t len);

/* Puts a setting into the policy, over what was set before. */
void apply_setting(struct policy *policy, const struct setting *setting);

/* A key of keys.def. */
struct policy_key {
	const char *name;
	const char *json;
	size_t at; /* of its value, in what the section is about */
	const struct value_type *type;
};

/* Those of each section; the last one has no name. */
extern const struct policy_key lock_keys[], verify_keys[], exception_keys[], quiet_keys[];

/* The value of a key of @object, as it is read, and in JSON. */
void print_value(const void *object, const struct policy_key *key);
json_t *build_value(const void *object, const struct policy_key *key);

/* Sets all of them to their defaults, or frees them. */
void set_defaults(void *object, const struct policy_key *keys);
void free_values(void *object, const struct policy_key *keys);

#endif
