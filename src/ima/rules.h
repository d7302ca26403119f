/* SPDX-License-Identifier: GPL-2.0 */
/* The rules for IMA that match a level, as far as the kernel at hand understands them. */
#ifndef HOLDFAST_IMA_RULES_H
#define HOLDFAST_IMA_RULES_H

#include "ima/kernel.h"
#include "levels.h"

#define IMA_RULES 5

struct ima_rule {
	char text[96];
	const char *why;
	char *left_out; /* why it is; NULL: it is not */
};

struct ima_rules {
	struct ima_rule rule[IMA_RULES];
	unsigned int count;
};

/* The modules of the running kernel, and how many of their files would pass an appraisal. */
struct ima_modules {
	unsigned long all, signed_ones;
};

/* Of the files below @dir. */
struct ima_modules ima_count_modules(char *dir, bool modsig);

void ima_make_rules(enum hf_level level, const struct ima_kernel *kernel,
		    const struct ima_modules *modules, struct ima_rules *rules);
void ima_free_rules(struct ima_rules *rules);

/* The text of a policy, each rule below a comment on it. To be freed. */
char *ima_policy_text(const struct ima_rules *rules);

/* Whether one of them refuses something, of what the kernel calls @func; NULL: of anything. */
bool ima_appraises(const struct ima_rules *rules, const char *func);

/* Whether all of @rules that are not left out are in @policy, as the kernel shows it. */
bool ima_has_rules(const char *policy, const struct ima_rules *rules);

/*
 * A line of @policy that is neither of @rules nor what Secure Boot makes the kernel add, which stays
 * when a policy is loaded. NULL: there is none; else to be freed.
 */
char *ima_foreign_rule(const char *policy, const struct ima_rules *rules);

#endif
