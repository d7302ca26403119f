/* SPDX-License-Identifier: GPL-2.0 */
/* Audit: what would be refused is allowed, and recorded. */
#ifndef HOLDFAST_POLICY_AUDIT_H
#define HOLDFAST_POLICY_AUDIT_H

#include <stdbool.h>
#include <jansson.h>

#include "decide.h"

/* What `lock --audit` asks for. */
struct audit_wish {
	bool all;
	hf_reason_set named; /* where it is not all */
};

/*
 * Reads the argument of --audit: reasons, separated by commas, that @level refuses; NULL: all. Returns
 * 0, or -1 after saying on stderr what is wrong.
 */
int parse_audit(const char *text, enum hf_level level, struct audit_wish *wish);

/* The reasons that @level refuses and that can be audited, those that we never heard of included. */
hf_reason_set audit_up_to(enum hf_level level);

/* What @wish leaves to be audited by an engine at @level that enforces nothing yet. */
hf_reason_set audit_at_start(const struct audit_wish *wish, enum hf_level level);

/* What an engine has to enforce from now on that has audited it so far. */
hf_reason_set audit_ended_by(const struct audit_wish *wish, enum hf_level level,
			     hf_reason_set audited);

/* The names in a set: as an array of strings, "unknown" for those that we never heard of. */
json_t *audit_json(hf_reason_set set);

/* The rest of a line: the names, or that it is all that @level refuses. */
void print_audit(hf_reason_set set, enum hf_level level);

#endif
