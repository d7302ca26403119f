// SPDX-License-Identifier: GPL-2.0
#include <stdio.h>

#include "base/names.h"
#include "policy/show.h"
#include "policy/text/keys.h"
#include "policy/text/places.h"
#include "policy/verdict.h"

static void print_origin(const struct origin *origin)
{
	if (origin)
		printf("# %s:%u\n", origin->value.file->shown, origin->value.line);
	else
		printf("# default\n");
}

/* @all: those that are not set, too; else there is no other way to write most of them. */
static void print_keys(const struct policy *policy, const char *section, const void *object,
		       const struct policy_key *keys, bool all)
{
	for (; keys->name; keys++) {
		const struct origin *origin = find_origin(policy, section, keys->name);

		if (!origin && !all)
			continue;
		print_origin(origin);
		printf("%s=", keys->name);
		print_value(object, keys);
		putchar('\n');
	}
}

static void print_verdicts(const struct policy *policy)
{
	const hf_reason_set given = policy->allowed | policy->audited | policy->enforced;

	if (given)
		printf("\n[Reasons]\n");
	for (unsigned int r = 0; r < HF_REASONS; r++) {
		hf_reason_set bit = hf_set_of((int)r);

		if (!(given & bit))
			continue;
		print_origin(find_origin(policy, "Reasons", reason_texts[r].name));
		printf("%s=%s\n", reason_texts[r].name,
		       verdict_name(policy->allowed & bit ? HF_ALLOW :
				    policy->audited & bit ? HF_AUDIT :
							    HF_DENY));
	}
}

static void print_section(const struct policy *policy, const char *kind, const char *name,
			  const void *object, const struct policy_key *keys)
{
	char section[sizeof(EXCEPTION_SECTION) + NAME_MAX_LEN];

	snprintf(section, sizeof(section), "%s%s", kind, name);
	printf("[%s]\n", section);
	print_keys(policy, section, object, keys, false);
}

void print_policy(const struct policy *policy)
{
	puts("[Lock]");
	print_keys(policy, "Lock", policy, lock_keys, true);
	print_verdicts(policy);
	if (policy_demanded(policy))
		puts("\n[Verify]");
	print_keys(policy, "Verify", policy, verify_keys, false);
	for (size_t i = 0; i < policy->exception_count; i++) {
		const struct policy_exception *e = &policy->exceptions[i];

		printf("\n# %s:%u\n", e->file, e->line);
		print_section(policy, EXCEPTION_SECTION, e->name, e, exception_keys);
	}
	for (size_t i = 0; i < policy->quiet_count; i++) {
		const struct policy_quiet *quiet = &policy->quiet[i];

		printf("\n# %s:%u\n", quiet->file, quiet->line);
		print_section(policy, QUIET_SECTION, quiet->name, quiet, quiet_keys);
	}
	printf("\n%s\n", POLICY_END);
}
