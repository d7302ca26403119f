/* SPDX-License-Identifier: GPL-2.0 */
/* What the value of a key can be: how it is read, shown and freed. */
#ifndef HOLDFAST_POLICY_TEXT_TYPES_H
#define HOLDFAST_POLICY_TEXT_TYPES_H

#include <stdbool.h>
#include <jansson.h>

#include "policy/policy.h"
#include "policy/text/problem.h"

struct value_type {
	/*
	 * Reads @text into @value; "" is the key's default again. False where it is wrong, after saying why
	 * and what is valid; the old one is left then.
	 */
	bool (*read)(void *value, const char *text, const struct place *at);
	/* Of a list, NULL: else the value as it is read; NULL where there is none. */
	const char *(*text)(const void *value);
	/* Prints a list as it is read. */
	void (*print)(const void *value);
	/* NULL: in JSON it is its text. */
	json_t *(*build)(const void *value);
	void (*release)(void *value); /* NULL: there is nothing to free */
};

/* Words of a list. */
extern const struct value_type level_type, level_or_same_type, native_type, yes_no_type, mode_type,
	libraries_type;

/* Text: any, a whole path of a program, one that an event can have. */
extern const struct value_type text_type, program_type, event_program_type;

/* Lists of names and of digests. */
extern const struct value_type reasons_type, quiet_reasons_type, digests_type, demand_type;

/* What an exception is narrowed to. */
extern const struct value_type registers_type, ports_type, paths_type, devices_type;

/* The verdict of a reason. */
bool read_verdict(struct policy *policy, enum hf_reason reason, const char *text,
		  const struct place *at);

#endif
