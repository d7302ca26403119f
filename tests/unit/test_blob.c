// SPDX-License-Identifier: GPL-2.0
/* Compiled policies: their entries are found, and the tighter of two is known. */
#include "blob_unit.h"

#include <stdlib.h>
#include <string.h>

static struct hf_identity digest(enum hf_identity_kind kind, unsigned char byte)
{
	struct hf_identity identity = { .kind = kind };

	memset(identity.bytes, byte, sizeof(identity.bytes));
	return identity;
}

static void what_is_in_it_is_found(void **state)
{
	struct compiled c = compile(whole_policy);

	(void)state;
	assert_int_equal(c.blob.version, 7);
	assert_int_equal(c.blob.rules.audited, hf_set_of(HF_REASON_KCORE));
	assert_int_equal(c.blob.rules.allowed, hf_set_of(HF_REASON_TRACEFS));
	assert_int_equal(c.blob.rules.demanded, hf_set_of(HF_REASON_KEXEC_INITRD));
	assert_int_equal(c.blob.rules.exceptions, 8);
	assert_int_equal(c.blob.rules.unverified, 1);
	assert_int_equal(c.blob.rules.files, 1);
	assert_int_equal(c.blob.rules.paths, 2);
	assert_int_equal(c.blob.rules.quiet, 3);
	assert_int_equal(c.blob.rules.libraries, 1);
	free(c.bytes);
}

// NOLINTNEXTLINE(clang-analyzer-optin.performance.Padding): read in rows
static const struct {
	unsigned int reason;
	unsigned char who;
	struct hf_detail detail;
	bool covered;
	unsigned long long mask;
} requests[] = {
	{ HF_REASON_MSR, 0xaa, { .range = { 0x10, 1 } }, true, 0xff },
	{ HF_REASON_MSR, 0xaa, { .range = { 0x12, 1 } }, true, 0xff },
	{ HF_REASON_MSR, 0xaa, { .range = { 0x13, 1 } }, false, 0 },
	{ HF_REASON_MSR, 0xaa, { .range = { 0x174, 1 } }, true, ~0ULL },
	{ HF_REASON_MSR, 0xaa, { .range = { 0x176, 1 } }, true, 1 },
	{ HF_REASON_MSR, 0xaa, { .range = { 0, 0 } }, false, 0 },
	{ HF_REASON_MSR, 0xbb, { .range = { 0x10, 1 } }, false, 0 },
	{ HF_REASON_IOPORT, 0xaa, { .range = { 0x70, 2 } }, true, ~0ULL },
	{ HF_REASON_IOPORT, 0xaa, { .range = { 0x70, 3 } }, false, 0 },
	{ HF_REASON_IOPORT, 0xaa, { .range = { 0, 0x10000 } }, false, 0 },
	{ HF_REASON_DEBUGFS, 0xaa, { .path = { (const unsigned char *)"/ec", 3 } }, true, ~0ULL },
	{ HF_REASON_DEBUGFS, 0xaa, { .path = { (const unsigned char *)"/ec/io", 6 } }, true, ~0ULL },
	{ HF_REASON_DEBUGFS, 0xaa, { .path = { (const unsigned char *)"/ecx", 4 } }, false, 0 },
	{ HF_REASON_DEBUGFS, 0xaa, { .path = { (const unsigned char *)"/e", 2 } }, false, 0 },
	{ HF_REASON_DEBUGFS, 0xaa, { .path = { NULL, 0 } }, false, 0 },
	{ HF_REASON_TRACEFS, 0xaa, { .path = { (const unsigned char *)"/ec", 3 } }, false, 0 },
	{ HF_REASON_DEBUGFS_READ, 0xaa, { .path = { (const unsigned char *)"/ec", 3 } }, false, 0 },
	{ HF_REASON_HIBERNATION, 0xbb, { .range = { 0, 0 } }, true, ~0ULL },
	{ HF_REASON_HIBERNATION, 0xcc, { .range = { 0, 0 } }, false, 0 },
};

static void requests_are_covered(void **state)
{
	struct compiled c = compile(whole_policy);

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(requests); i++) {
		struct hf_identity who = digest(HF_IDENTITY_VERITY, requests[i].who);
		unsigned long long mask = 0;
		bool covered = hf_blob_excepts(&c.blob, requests[i].reason, &who,
					       &requests[i].detail, &mask);

		if (covered != requests[i].covered || (covered && mask != requests[i].mask))
			fail_msg("request %zu: %d with mask 0x%llx", i, covered, mask);
	}
	free(c.bytes);
}

static void files_are_given(void **state)
{
	const struct hf_identity file = digest(HF_IDENTITY_FILE, 0xcc);
	const struct hf_identity a = digest(HF_IDENTITY_VERITY, 0xaa);
	const struct hf_identity other = digest(HF_IDENTITY_VERITY, 0xcc);
	const struct hf_identity inode = digest(HF_IDENTITY_INODE, 0xaa);
	struct compiled c = compile(whole_policy);

	(void)state;
	assert_true(hf_blob_gives(&c.blob, HF_REASON_KEXEC, &file, &a));
	assert_false(hf_blob_gives(&c.blob, HF_REASON_KEXEC, &file, &other));
	assert_false(hf_blob_gives(&c.blob, HF_REASON_KEXEC, &file, &inode));
	assert_false(hf_blob_gives(&c.blob, HF_REASON_KEXEC, &file, NULL));
	assert_true(hf_blob_gives(&c.blob, HF_REASON_MODULE_SIGNATURE, &file, NULL));
	assert_true(hf_blob_gives(&c.blob, HF_REASON_KEXEC_INITRD, &file, NULL));
	assert_false(hf_blob_gives(&c.blob, HF_REASON_FIRMWARE, &file, NULL));
	free(c.bytes);
}

static void quiet_rules_are_found(void **state)
{
	struct compiled c = compile(whole_policy);

	(void)state;
#define IS_QUIET(reason, path) \
	hf_blob_is_quiet(&c.blob, reason, (const unsigned char *)(path), sizeof(path) - 1)
	assert_true(IS_QUIET(HF_REASON_MSR, "/bin/fw"));
	assert_true(IS_QUIET(HF_REASON_MSR, "/bin/f"));
	assert_true(IS_QUIET(HF_REASON_HIBERNATION, "/bin/fw"));
	assert_false(IS_QUIET(HF_REASON_HIBERNATION, "/bin/f"));
	assert_false(IS_QUIET(HF_REASON_KEXEC, "/bin/fw"));
	assert_false(IS_QUIET(HF_REASON_MSR, "/bin/fwx"));
	assert_false(IS_QUIET(HF_REASON_MSR, ""));
	free(c.bytes);
}

#define EXCEPT_A "[Exception a]\nVerity=" A "\nReason="

static const struct {
	const char *old, *new;
	bool tighter;
} pairs[] = {
	{ "", "", true },
	{ "[Reasons]\nkcore=allow\n", "", true },
	{ "", "[Reasons]\nkcore=allow\n", false },
	{ "", "[Reasons]\nkcore=audit\n", false },
	{ "[Reasons]\nkcore=audit\n", "[Reasons]\nkcore=allow\n", false },
	{ "[Reasons]\nkcore=allow\n", "[Reasons]\nkcore=audit\n", true },
	{ "[Reasons]\nkcore=allow\n", "[Reasons]\nperf=allow\n", false },
	{ "", "[Verify]\nInitrd=none\n", true },
	{ "[Verify]\nInitrd=none\n", "", false },
	{ "", "[Verify]\nInitrd=" A "\n", true },
	{ "[Verify]\nInitrd=" A " " B "\n", "[Verify]\nInitrd=" A "\n", true },
	{ "[Verify]\nInitrd=" A "\n", "[Verify]\nInitrd=" A " " B "\n", false },
	{ "[Verify]\nInitrd=" A "\n", "[Verify]\nInitrd=" A "\nFirmware=" B "\n", true },
	{ EXCEPT_A "msr\n", "", true },
	{ "", EXCEPT_A "msr\n", false },
	{ EXCEPT_A "msr\n", "[Exception b]\nReason=msr\nVerity=" B "\n", false },
	{ EXCEPT_A "msr\n", EXCEPT_A "msr ioport\n", false },
	{ EXCEPT_A "msr ioport\n", EXCEPT_A "ioport\n", true },
	{ EXCEPT_A "msr\n", EXCEPT_A "msr\nRegisters=1\n", true },
	{ EXCEPT_A "msr\nRegisters=1\n", EXCEPT_A "msr\n", false },
	{ EXCEPT_A "msr\nRegisters=1-4\n", EXCEPT_A "msr\nRegisters=2 4\n", true },
	{ EXCEPT_A "msr\nRegisters=1-4\n", EXCEPT_A "msr\nRegisters=2 5\n", false },
	{ EXCEPT_A "msr\nRegisters=1\n", EXCEPT_A "msr\nRegisters=1:0xff\n", true },
	{ EXCEPT_A "msr\nRegisters=1:0xff\n", EXCEPT_A "msr\nRegisters=1:0xf\n", true },
	{ EXCEPT_A "msr\nRegisters=1:0xff\n", EXCEPT_A "msr\nRegisters=1:0x1ff\n", false },
	{ EXCEPT_A "msr\nRegisters=1:0xff\n", EXCEPT_A "msr\nRegisters=1\n", false },
	{ EXCEPT_A "ioport\nPorts=1-4\n", EXCEPT_A "ioport\nPorts=2\n", true },
	{ EXCEPT_A "ioport\nPorts=1-4\n", EXCEPT_A "ioport\nPorts=2-5\n", false },
	{ EXCEPT_A "debugfs\nPaths=/sys/kernel/debug/a\n",
	  EXCEPT_A "debugfs\nPaths=/sys/kernel/debug/a/b\n", true },
	{ EXCEPT_A "debugfs\nPaths=/sys/kernel/debug/a/b\n",
	  EXCEPT_A "debugfs\nPaths=/sys/kernel/debug/a\n", false },
	{ EXCEPT_A "debugfs\nPaths=/sys/kernel/debug/a\n",
	  EXCEPT_A "debugfs\nPaths=/sys/kernel/debug/ab\n", false },
	{ EXCEPT_A "msr\nLibraries=verified\n", EXCEPT_A "msr\n", false },
	{ EXCEPT_A "msr\n", EXCEPT_A "msr\nLibraries=verified\n", true },
	{ EXCEPT_A "msr\nLibraries=verified\n", EXCEPT_A "msr\nLibraries=verified\nLibrary=" B "\n",
	  false },
	{ "[Exception k]\nReason=kexec\nImage=" A "\n",
	  "[Exception k]\nReason=kexec\nImage=" B "\n", false },
	/* One more known program is code that others may map. */
	{ "[Exception k]\nReason=kexec\nImage=" A "\n",
	  "[Exception k]\nReason=kexec\nImage=" A "\nVerity=" B "\n", false },
	{ "[Exception k]\nReason=kexec\nImage=" A "\n[Exception b]\nReason=msr\nVerity=" B "\n",
	  "[Exception k]\nReason=kexec\nImage=" A "\nVerity=" B "\n", true },
	{ "[Exception k]\nReason=kexec\nImage=" A "\nVerity=" B "\n",
	  "[Exception k]\nReason=kexec\nImage=" A "\n", false },
	{ "[Exception k]\nReason=kexec\nImage=" A "\nVerity=" B " " C "\n",
	  "[Exception k]\nReason=kexec\nImage=" A "\nVerity=" B "\n", true },
	{ "[Exception k]\nReason=kexec\nImage=" A "\nVerity=" B "\n",
	  "[Exception k]\nReason=kexec\nImage=" A "\nVerity=" B " " C "\n", false },
	/* Also where the new one is known already. */
	{ "[Exception k]\nReason=kexec\nImage=" A "\nVerity=" B
	  "\n[Exception c]\nReason=msr\nVerity=" C "\n",
	  "[Exception k]\nReason=kexec\nImage=" A "\nVerity=" B " " C
	  "\n[Exception c]\nReason=msr\nVerity=" C "\n",
	  false },
	{ "[Quiet q]\nReason=msr\nProgram=/bin/a\n", "", true },
	{ "", "[Quiet q]\nReason=msr\nProgram=/bin/a\n", false },
	{ "[Quiet q]\nReason=msr\nProgram=/bin/a\n", "[Quiet q]\nReason=msr\nProgram=/bin/b\n",
	  false },
};

/* Different programs may write and read a policy, so the order is part of the format. */
static void texts_have_an_order(void **state)
{
	static const struct hf_blob_text a = { (const unsigned char *)"/a", 2 },
					 ab = { (const unsigned char *)"/ab", 3 },
					 b = { (const unsigned char *)"/b", 2 };

	(void)state;
	assert_true(hf_compare_texts(&a, &ab) < 0 && hf_compare_texts(&ab, &a) > 0);
	assert_true(hf_compare_texts(&ab, &b) < 0 && hf_compare_texts(&b, &ab) > 0);
	assert_int_equal(hf_compare_texts(&a, &a), 0);
}

static void tighter_is_what_gives_nothing_more(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(pairs); i++) {
		struct compiled old = compile(pairs[i].old), new = compile(pairs[i].new);

		if (hf_blob_is_tighter(&new.blob, &old.blob) != pairs[i].tighter)
			fail_msg("pair %zu:\n%s\nto\n%s", i, pairs[i].old, pairs[i].new);
		assert_true(hf_blob_is_tighter(&new.blob, &new.blob));
		if (!*pairs[i].old)
			assert_int_equal(hf_blob_is_tighter(&new.blob, NULL), pairs[i].tighter);
		free(old.bytes);
		free(new.bytes);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_in_it_is_found),
		cmocka_unit_test(requests_are_covered),
		cmocka_unit_test(files_are_given),
		cmocka_unit_test(quiet_rules_are_found),
		cmocka_unit_test(texts_have_an_order),
		cmocka_unit_test(tighter_is_what_gives_nothing_more),
	};

	return cmocka_run_group_tests_name("blob", tests, NULL, NULL);
}
