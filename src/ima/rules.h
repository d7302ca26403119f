/* SPDX-License-Identifier: GPL-2.0 */
/* The IMA rules that match a level, as far as the running kernel understands them. */
#ifndef HOLDFAST_IMA_RULES_H
#define HOLDFAST_IMA_RULES_H

#include "ima/kernel.h"
#include "levels.h"

#define IMA_RULES 5

struct ima_rule {
	char text[96];
	const char *why;
	char *left_out; /* why the rule is left out; NULL: it is not */
};

struct ima_rules {
	struct ima_rule rule[IMA_RULES];
	unsigned int count;
};

/* The number of the running kernel's modules, and of those whose files would pass an appraisal. */
struct ima_modules {
	unsigned long all, signed_ones;
};

/* Counts the files below @dir. */
struct ima_modules ima_count_modules(char *dir, bool modsig);

void ima_make_rules(enum hf_level level, const struct ima_kernel *kernel,
		    const struct ima_modules *modules, struct ima_rules *rules);
void ima_free_rules(struct ima_rules *rules);

/* The text of a policy, each rule after its comment; for free(). */
char *ima_policy_text(const struct ima_rules *rules);

/* Whether a rule can refuse files of the kernel's @func; NULL: of any. */
bool ima_appraises(const struct ima_rules *rules, const char *func);

/* Whether all of @rules that are not left out are in @policy, as the kernel shows it. */
bool ima_has_rules(const char *policy, const struct ima_rules *rules);

/*
 * A line of @policy, for free(), that is neither one of @rules nor one that Secure Boot makes the kernel add (these
 * stay when a policy is loaded). NULL: there is none.
 */
char *ima_foreign_rule(const char *policy, const struct ima_rules *rules);

#endif
