// SPDX-License-Identifier: GPL-2.0
/* What the maps of the BPF engine get of a compiled policy. */
#include "blob_unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/bpf/entries.h"
#include "guard_needs.h"

/* The place of the only exception from @reason. */
static unsigned int find(const struct hf_blob *blob, unsigned int reason)
{
	for (unsigned int i = 0; i < blob->counts[HF_BLOB_EXCEPTIONS]; i++)
		if (hf_blob_exception(blob, i).reason == reason)
			return i;
	fail_msg("no exception from %u", reason);
	return 0;
}

static struct hf_exception fill(const struct hf_blob *blob, unsigned int which)
{
	struct hf_exception exception;

	assert_int_equal(fill_exception(-1, blob, which, false, &exception), 0);
	return exception;
}

/* The engine does not see what is written: a register with a mask is not given. */
static void masks_are_not_given(void **state)
{
	struct compiled c = compile("[Exception e]\nReason=msr\nVerity=" A "\n"
				    "Registers=0x10:0xff 0x20-0x21\n");
	struct hf_exception e = fill(&c.blob, find(&c.blob, HF_REASON_MSR));

	(void)state;
	assert_int_equal(e.count, 2);
	assert_int_equal(e.ranges[0].size, 0);
	assert_int_equal(e.ranges[1].first, 0x20);
	assert_int_equal(e.ranges[1].size, 2);
	assert_false(hf_excepts(&e, &(const struct hf_range){ 0x10, 1 }));
	assert_true(hf_excepts(&e, &(const struct hf_range){ 0x21, 1 }));
	free(c.bytes);
}

static void details_are_those_of_the_reason(void **state)
{
	struct compiled c = compile(whole_policy);
	struct hf_exception e = fill(&c.blob, find(&c.blob, HF_REASON_IOPORT));
	struct hf_exception_key key;

	(void)state;
	assert_int_equal(e.count, 1);
	assert_int_equal(e.ranges[0].first, 0x70);
	assert_int_equal(e.ranges[0].size, 2);
	e = fill(&c.blob, find(&c.blob, HF_REASON_HIBERNATION));
	assert_int_equal(e.count, 0);
	e = fill(&c.blob, find(&c.blob, HF_REASON_KEXEC));
	assert_int_equal(e.count, 2);
	assert_int_equal(e.programs[0][0], 0xaaaaaaaa);
	assert_int_equal(e.programs[1][HF_DIGEST_WORDS - 1], 0xbbbbbbbb);
	assert_int_equal(e.programs[2][0], 0);
	key = exception_key(&c.blob, find(&c.blob, HF_REASON_KEXEC));
	assert_int_equal(key.generation, 0);
	assert_int_equal(key.reason, HF_REASON_KEXEC);
	assert_int_equal(key.identity.kind, HF_IDENTITY_FILE);
	assert_int_equal(key.identity.bytes[31], 0xcc);
	free(c.bytes);
}

static void libraries_are_a_flag_of_the_program(void **state)
{
	static const char *const texts[] = {
		"[Exception e]\nReason=kcore\nVerity=" A "\n",
		"[Exception e]\nReason=kcore\nVerity=" A "\nLibraries=verified\n",
	};

	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(texts); i++) {
		struct compiled c = compile(texts[i]);
		struct hf_exception e = fill(&c.blob, find(&c.blob, HF_EXCEPTION_PROGRAM));

		assert_int_equal(e.flags, i ? HF_VERIFIED_LIBRARIES : 0);
		free(c.bytes);
	}
}

/* As events have them: at the end, and without a NUL if they fill it. */
static void paths_of_quiet_rules_are_at_the_end(void **state)
{
	struct compiled c = compile("[Quiet q]\nReason=msr\nProgram=/usr/b\n");
	struct hf_quiet_key key = quiet_key(&c.blob, 0);
	char text[1024];

	(void)state;
	assert_int_equal(key.reason, HF_REASON_MSR);
	assert_int_equal(key.path[HF_PATH_LEN - 7], 0);
	assert_memory_equal(key.path + HF_PATH_LEN - 6, "/usr/b", 6);
	free(c.bytes);
	snprintf(text, sizeof(text), "[Quiet q]\nReason=msr\nProgram=/%0511d\n", 7);
	c = compile(text);
	key = quiet_key(&c.blob, 0);
	assert_memory_equal(key.path, strchr(text, '/'), HF_PATH_LEN);
	free(c.bytes);
}

/* Guards on hot paths are attached only for what a policy has. */
static void guards_are_those_of_the_policy(void **state)
{
	static const struct {
		const char *text;
		unsigned int needs;
	} policies[] = {
		{ "", 0 },
		{ "[Reasons]\nkcore=audit\n[Quiet q]\nReason=msr\nProgram=/b\n", 0 },
		{ "[Exception e]\nReason=kcore\nVerity=" A "\n", NEEDS_PROGRAMS },
		{ "[Exception e]\nReason=kcore\nVerity=" A "\nLibraries=verified\nLibrary=" B "\n",
		  NEEDS_PROGRAMS | NEEDS_LIBRARIES },
		{ "[Exception e]\nReason=debugfs\nVerity=" A "\n", NEEDS_PROGRAMS },
		{ "[Exception e]\nReason=debugfs\nVerity=" A "\nPaths=/sys/kernel/debug/ec\n",
		  NEEDS_PROGRAMS | NEEDS_OPENS },
		{ "[Exception e]\nReason=kexec\nImage=" C "\n", NEEDS_FILES },
		{ "[Verify]\nFirmware=none\n", NEEDS_FILES },
		{ "[Verify]\nKernel=" C "\n", NEEDS_FILES },
	};

	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(policies); i++) {
		struct compiled c = compile(policies[i].text);

		assert_int_equal(policy_needs(&c.blob), policies[i].needs);
		free(c.bytes);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(masks_are_not_given),
		cmocka_unit_test(details_are_those_of_the_reason),
		cmocka_unit_test(libraries_are_a_flag_of_the_program),
		cmocka_unit_test(paths_of_quiet_rules_are_at_the_end),
		cmocka_unit_test(guards_are_those_of_the_policy),
	};

	return cmocka_run_group_tests_name("entries", tests, NULL, NULL);
}
