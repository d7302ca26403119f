// SPDX-License-Identifier: GPL-2.0
#include <stdio.h>

#include "base/names.h"
#include "policy/show.h"
#include "policy/text/keys.h"
#include "policy/text/places.h"
#include "policy/text/values.h"
#include "policy/verity.h"

static void print_paths(char **paths, size_t count)
{
	for (size_t i = 0; i < count; i++)
		printf("%s%s", paths[i], i + 1 < count ? " " : "\n");
}

static const char *yes_or_no(bool flag)
{
	return flag ? "yes" : "no";
}

static void print_origin(const struct origin *origin)
{
	if (origin)
		printf("# %s:%u\n", origin->value.file->shown, origin->value.line);
	else
		printf("# default\n");
}

static void print_lock(const struct policy *policy, const char *key, const char *value)
{
	print_origin(find_origin(policy, "Lock", key));
	printf("%s=%s\n", key, value);
}

static void print_lock_section(const struct policy *policy)
{
	printf("[Lock]\n");
	print_lock(policy, "Level", level_name(policy->level));
	print_lock(policy, "LevelUnderSecureBoot", level_name(policy->level_under_secure_boot));
	print_lock(policy, "Native", native_words[policy->native]);
	print_lock(policy, "Seal", yes_or_no(policy->seal));
	print_lock(policy, "Strict", yes_or_no(policy->strict));
	print_lock(policy, "RequireClean", yes_or_no(policy->require_clean));
	print_lock(policy, "Mode", mode_words[policy->audit]);
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

static void print_reasons(hf_reason_set reasons)
{
	const char *before = "";

	for (unsigned int r = 0; r < HF_REASONS; r++) {
		if (!(reasons & hf_set_of((int)r)))
			continue;
		printf("%s%s", before, reason_texts[r].name);
		before = " ";
	}
}

static void print_digests(const struct digests *digests)
{
	char text[VERITY_TEXT_SIZE];

	for (size_t i = 0; i < digests->count; i++) {
		format_verity(&digests->list[i], text);
		printf("%s%s", i ? " " : "", text);
	}
}

/* What an exception does not have has no line: there is no other way to write most of them. */
static bool begin_key(const struct policy *policy, const struct policy_exception *exception,
		      const char *key)
{
	const struct origin *origin = find_exception_origin(policy, exception, key);

	if (!origin)
		return false;
	print_origin(origin);
	printf("%s=", key);
	return true;
}

static void print_demand(const struct policy *policy, const char *key, enum hf_reason reason,
			 const struct digests *listed)
{
	if (!(policy->demanded & hf_set_of((int)reason)))
		return;
	print_origin(find_origin(policy, "Verify", key));
	printf("%s=%s", key, listed->count ? "" : "none");
	print_digests(listed);
	putchar('\n');
}

static void print_verify_section(const struct policy *policy)
{
	if (!policy->demanded)
		return;
	printf("\n[Verify]\n");
	print_demand(policy, "Kernel", HF_REASON_KEXEC_IMAGE, &policy->kernels);
	print_demand(policy, "Initrd", HF_REASON_KEXEC_INITRD, &policy->initrds);
	print_demand(policy, "Firmware", HF_REASON_FIRMWARE, &policy->firmware);
}

static void print_exception(const struct policy *policy, const struct policy_exception *e)
{
	printf("\n# %s:%u\n[Exception %s]\n", e->file, e->line, e->name);
	if (begin_key(policy, e, "Comment"))
		printf("%s\n", e->comment);
	if (begin_key(policy, e, "Reason")) {
		print_reasons(e->reasons);
		putchar('\n');
	}
	if (begin_key(policy, e, "Program"))
		printf("%s\n", e->program);
	if (begin_key(policy, e, "Verity")) {
		print_digests(&e->verity);
		putchar('\n');
	}
	if (begin_key(policy, e, "Unverified"))
		printf("%s\n", yes_or_no(e->unverified));
	if (begin_key(policy, e, "Libraries"))
		printf("%s\n", e->verified_libraries ? "verified" : "any");
	if (begin_key(policy, e, "Library")) {
		print_digests(&e->libraries);
		putchar('\n');
	}
	if (begin_key(policy, e, "Image")) {
		print_digests(&e->images);
		putchar('\n');
	}
	if (begin_key(policy, e, "Module")) {
		print_digests(&e->modules);
		putchar('\n');
	}
	if (begin_key(policy, e, "Registers")) {
		print_ranges(&e->registers, e->masks);
		putchar('\n');
	}
	if (begin_key(policy, e, "Ports")) {
		print_ranges(&e->ports, NULL);
		putchar('\n');
	}
	if (begin_key(policy, e, "Paths"))
		print_paths(e->paths, e->path_count);
	if (begin_key(policy, e, "Devices"))
		print_paths(e->devices, e->device_count);
}

static void print_quiet(const struct policy *policy, const struct policy_quiet *quiet)
{
	printf("\n# %s:%u\n[Quiet %s]\n", quiet->file, quiet->line, quiet->name);
	if (quiet->comment) {
		print_origin(find_quiet_origin(policy, quiet, "Comment"));
		printf("Comment=%s\n", quiet->comment);
	}
	print_origin(find_quiet_origin(policy, quiet, "Reason"));
	printf("Reason=");
	print_reasons(quiet->reasons);
	putchar('\n');
	print_origin(find_quiet_origin(policy, quiet, "Program"));
	printf("Program=%s\n", quiet->program);
}

void print_policy(const struct policy *policy)
{
	print_lock_section(policy);
	print_verdicts(policy);
	print_verify_section(policy);
	for (size_t i = 0; i < policy->exception_count; i++)
		print_exception(policy, &policy->exceptions[i]);
	for (size_t i = 0; i < policy->quiet_count; i++)
		print_quiet(policy, &policy->quiet[i]);
	printf("\n%s\n", POLICY_END);
}
