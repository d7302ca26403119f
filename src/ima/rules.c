// SPDX-License-Identifier: GPL-2.0
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "ima/rules.h"

#define APPRAISE "appraise"

/* The words of our rules. An appended signature only counts for such files. */
static const struct {
	const char *action, *func, *why;
	enum hf_level level;
	bool can_be_appended;
} known[IMA_RULES] = {
	{ "measure", "KEXEC_KERNEL_CHECK",
	  "the measurements include the kernels that kexec_file_load(2) has loaded", HF_NONE,
	  false },
	{ "measure", "MODULE_CHECK", "and the modules, with the digest of each", HF_NONE, false },
	{ APPRAISE, "KEXEC_KERNEL_CHECK",
	  "the next kernel needs a signature of IMA's; kexec_load(2), which has no file, is "
	  "refused",
	  HF_INTEGRITY, true },
	{ APPRAISE, "MODULE_CHECK",
	  "each module needs one, too; init_module(2), which has no file, is refused", HF_INTEGRITY,
	  true },
	{ APPRAISE, "POLICY_CHECK", "later rules have to be signed", HF_INTEGRITY, false },
};

static char *why_left_out(size_t which, const struct ima_kernel *kernel,
			  const struct ima_modules *modules)
{
	if (strcmp(known[which].action, APPRAISE) != 0)
		return NULL;
	if (!kernel->appraises)
		return must_format("this kernel only measures (CONFIG_IMA_APPRAISE is not set)");
	if (strcmp(known[which].func, "MODULE_CHECK") != 0)
		return NULL;
	if (!modules->all)
		return must_format("no modules of this kernel were found, so it is unknown which "
				   "modules it would refuse");
	if (modules->signed_ones == modules->all)
		return NULL;
	return must_format("%lu of this kernel's %lu modules could no longer be loaded: they "
			   "have no signature of IMA's in security.ima, or are compressed%s",
			   modules->all - modules->signed_ones, modules->all,
			   kernel->modsig ? "" :
					    ", and this kernel does not take the one that is "
					    "appended to them (CONFIG_IMA_APPRAISE_MODSIG is not "
					    "set)");
}

void ima_make_rules(enum hf_level level, const struct ima_kernel *kernel,
		    const struct ima_modules *modules, struct ima_rules *rules)
{
	memset(rules, 0, sizeof(*rules));
	for (size_t i = 0; i < IMA_RULES; i++) {
		struct ima_rule *rule = &rules->rule[rules->count];
		const char *type = "";

		if (known[i].level > level)
			continue;
		if (!strcmp(known[i].action, APPRAISE))
			type = known[i].can_be_appended && kernel->modsig ?
				       " appraise_type=imasig|modsig" :
				       " appraise_type=imasig";
		snprintf(rule->text, sizeof(rule->text), "%s func=%s%s", known[i].action,
			 known[i].func, type);
		rule->why = known[i].why;
		rule->left_out = why_left_out(i, kernel, modules);
		rules->count++;
	}
}

void ima_free_rules(struct ima_rules *rules)
{
	for (unsigned int i = 0; i < rules->count; i++)
		free(rules->rule[i].left_out);
}

char *ima_policy_text(const struct ima_rules *rules)
{
	char *text = must_copy("", 0);

	for (unsigned int i = 0; i < rules->count; i++) {
		const struct ima_rule *rule = &rules->rule[i];
		char *before = text;

		if (rule->left_out)
			text = must_format("%s# left out: %s: %s\n", before, rule->text,
					   rule->left_out);
		else
			text = must_format("%s# %s\n%s\n", before, rule->why, rule->text);
		free(before);
	}
	return text;
}

bool ima_appraises(const struct ima_rules *rules, const char *func)
{
	for (unsigned int i = 0; i < rules->count; i++)
		if (!rules->rule[i].left_out &&
		    !strncmp(rules->rule[i].text, APPRAISE, strlen(APPRAISE)) &&
		    (!func || strstr(rules->rule[i].text, func)))
			return true;
	return false;
}

/* Whether the line has each word of @rule; the kernel may have added others. */
static bool is_rule(const char *line, size_t len, const char *rule)
{
	size_t word;

	for (; *rule; rule += word + (rule[word] == ' ')) {
		const char *at = line;
		size_t there = 0;

		word = strcspn(rule, " ");
		while (at < line + len) {
			there = strcspn(at, " \n");
			if (there == word && !strncmp(at, rule, word))
				break;
			at += there + 1;
		}
		if (at >= line + len)
			return false;
	}
	return true;
}

bool ima_has_rules(const char *policy, const struct ima_rules *rules)
{
	for (unsigned int i = 0; i < rules->count; i++) {
		const char *line = policy;
		bool found = rules->rule[i].left_out;

		while (!found && *line) {
			size_t len = strcspn(line, "\n");

			found = is_rule(line, len, rules->rule[i].text);
			line += len + (line[len] == '\n');
		}
		if (!found)
			return false;
	}
	return true;
}

char *ima_foreign_rule(const char *policy, const struct ima_rules *rules)
{
	while (*policy) {
		size_t len = strcspn(policy, "\n");
		bool ours = !len;

		for (unsigned int i = 0; i < rules->count; i++)
			ours |= is_rule(policy, len, rules->rule[i].text);
		/* Secure Boot also adds our rules that measure kernels and modules. */
		if (!ours)
			return must_copy(policy, len);
		policy += len + (policy[len] == '\n');
	}
	return NULL;
}
