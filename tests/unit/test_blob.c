// SPDX-License-Identifier: GPL-2.0
/* Compiled policies: what is in one is found in it, what is wrong with one is found, and what is tighter. */
#include "policy_unit.h"

#include <stdlib.h>
#include <string.h>

#include "blob.h"
#include "policy_blob.h"
#include "policy_compile.h"

#define A	"sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B	"sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define C	"sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
#define MUTANTS 200000

static const char whole[] =
	"[Reasons]\nkcore=audit\ntracefs=allow\n"
	"[Exception a]\nReason=msr ioport debugfs tracefs\nVerity=" A "\n"
	"Registers=0x10:0xff 0x174 0x11-0x12:0xff 0x175-0x176:0x1\nPorts=0x70-0x71\n"
	"Paths=/sys/kernel/debug/ec /sys/kernel/tracing/trace_pipe "
	"/sys/kernel/debug/tracing/trace_pipe\nLibraries=verified\nLibrary=" B "\n"
	"[Exception b]\nReason=hibernation\nVerity=" B "\n"
	"[Exception p]\nReason=kcore\nProgram=/proc/self/exe\nUnverified=yes\n"
	"[Exception k]\nReason=kexec\nImage=" C "\nVerity=" B " " A " " B "\n"
	"[Exception m]\nReason=module-signature\nModule=" C "\n"
	"[Verify]\nInitrd=" C "\n"
	"[Quiet x]\nReason=hibernation msr\nProgram=/bin/fw\n"
	"[Quiet y]\nReason=msr\nProgram=/bin/f\n";

struct compiled {
	unsigned char *bytes;
	size_t size;
	struct hf_blob blob;
};

/* Its bytes are as many as it has: the sanitizer sees a look behind them. */
static struct compiled compile(const char *text)
{
	struct policy *policy = read_right(text);
	struct compiled c;

	assert_int_equal(compile_policy(policy, 7, &c.bytes, &c.size), 0);
	policy_free(policy);
	c.bytes = realloc(c.bytes, c.size);
	// NOLINTNEXTLINE(clang-analyzer-unix.Malloc): the caller frees it
	assert_int_equal(hf_blob_open(&c.blob, c.bytes, (unsigned int)c.size), HF_BLOB_RIGHT);
	return c;
}

static struct hf_identity digest(enum hf_identity_kind kind, unsigned char byte)
{
	struct hf_identity identity = { .kind = kind };

	memset(identity.bytes, byte, sizeof(identity.bytes));
	return identity;
}

static void what_is_in_it_is_found(void **state)
{
	struct compiled c = compile(whole);

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
	struct compiled c = compile(whole);

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
	struct compiled c = compile(whole);

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
	struct compiled c = compile(whole);

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

static enum hf_blob_error open_copy(const unsigned char *bytes, size_t size)
{
	unsigned char *copy = malloc(size ? size : 1);
	enum hf_blob_error error;
	struct hf_blob blob;

	memcpy(copy, bytes, size);
	error = hf_blob_open(&blob, copy, (unsigned int)size);
	free(copy);
	return error;
}

/* Where an entry of a table is. */
static size_t entry(const struct compiled *c, enum hf_blob_table table, size_t at, size_t size)
{
	return c->blob.at[table] + at * size;
}

static void put32(unsigned char *at, unsigned int number)
{
	for (unsigned int i = 0; i < 4; i++)
		at[i] = (unsigned char)(number >> (8 * i));
}

static void a_part_is_none(void **state)
{
	struct compiled c = compile(whole);
	unsigned char *longer = calloc(1, c.size + 100);

	(void)state;
	for (size_t size = 0; size < c.size; size++)
		assert_int_not_equal(open_copy(c.bytes, size), HF_BLOB_RIGHT);
	memcpy(longer, c.bytes, c.size);
	for (size_t more = 1; more <= 100; more++)
		assert_int_not_equal(open_copy(longer, c.size + more), HF_BLOB_RIGHT);
	/* Also where the header knows of it. */
	for (unsigned int more = 1; more <= 100; more++) {
		put32(longer + HF_BLOB_AT_SIZE, (unsigned int)c.size + more);
		assert_int_equal(open_copy(longer, c.size + more), HF_BLOB_WRONG_SIZE);
	}
	free(longer);
	free(c.bytes);
}

struct wrong {
	enum hf_blob_table table;
	size_t at, size, field;
	unsigned int value;
	enum hf_blob_error error;
};

#define HEADER(field, value, error)                           \
	{                                                     \
		HF_BLOB_EXCEPTIONS, 0, 0, field, value, error \
	}
#define EXC(at, field, value, error)                            \
	{                                                       \
		HF_BLOB_EXCEPTIONS, at, 56, field, value, error \
	}
#define RANGE(at, field, value)                                            \
	{                                                                  \
		HF_BLOB_RANGES, at, 16, field, value, HF_BLOB_WRONG_DETAIL \
	}
#define PATH(at, field, value)                                           \
	{                                                                \
		HF_BLOB_PATHS, at, 8, field, value, HF_BLOB_WRONG_DETAIL \
	}
#define QUIET_RULE(at, field, value)                                     \
	{                                                                \
		HF_BLOB_QUIET, at, 16, field, value, HF_BLOB_WRONG_QUIET \
	}

/*
 * The exceptions: 0 module, 1 kexec of a file, 2 hibernation, 3 msr, 4 ioport, 5 debugfs, ... by their
 * reasons' numbers; the ranges: those of ioport or msr first, by the same.
 */
static const struct wrong wrongs[] = {
	HEADER(0, 0, HF_BLOB_FOREIGN),
	HEADER(8, 2, HF_BLOB_OTHER_FORMAT),
	HEADER(20, 1, HF_BLOB_OTHER_FORMAT),
	HEADER(16, 0, HF_BLOB_OTHER_LIST),
	HEADER(12, 80, HF_BLOB_WRONG_SIZE),
	HEADER(56, 0xffffffff, HF_BLOB_WRONG_SIZE),
	HEADER(56, 0x04924925, HF_BLOB_WRONG_SIZE), /* times 56, its lower half is small */
	HEADER(60, 0x10000000, HF_BLOB_WRONG_SIZE),
	HEADER(36, 0x80000000, HF_BLOB_WRONG_RULES),
	HEADER(44, 0x80000000, HF_BLOB_WRONG_RULES),
	HEADER(48, 1, HF_BLOB_WRONG_RULES),
	EXC(0, 0, HF_EXCEPTION_LIBRARY + 1, HF_BLOB_WRONG_EXCEPTION),
	EXC(0, 0, HF_REASON_SEAL, HF_BLOB_WRONG_EXCEPTION),
	EXC(0, 4, 0, HF_BLOB_WRONG_EXCEPTION),
	EXC(0, 4, 4, HF_BLOB_WRONG_EXCEPTION),
	EXC(0, 40, 1, HF_BLOB_WRONG_EXCEPTION),
	EXC(0, 48, 1, HF_BLOB_WRONG_DETAIL),
	EXC(0, 52, 1, HF_BLOB_WRONG_EXCEPTION),
	EXC(1, 44, 1, HF_BLOB_UNUSED),
	EXC(1, 44, 17, HF_BLOB_WRONG_DETAIL),
	EXC(1, 48, 1, HF_BLOB_WRONG_DETAIL),
	RANGE(0, 4, 0),
	RANGE(0, 4, 0xffffffff),
	RANGE(0, 0, 0xffff),
	RANGE(1, 8, 0),
	RANGE(2, 0, 0x12),
	PATH(0, 0, 1),
	PATH(0, 4, 0),
	PATH(0, 4, 0xffffffff),
	QUIET_RULE(0, 0, HF_REASON_SEAL),
	QUIET_RULE(0, 0, HF_REASONS),
	QUIET_RULE(0, 4, 0),
	QUIET_RULE(0, 8, 0xffffffff),
	QUIET_RULE(0, 12, 1),
};

static void what_is_wrong_is_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(wrongs); i++) {
		const struct wrong *w = &wrongs[i];
		struct compiled c = compile(whole);
		enum hf_blob_error error;

		put32(c.bytes + (w->size ? entry(&c, w->table, w->at, w->size) : 0) + w->field,
		      w->value);
		error = open_copy(c.bytes, c.size);
		if (error != w->error)
			fail_msg("wrong %zu: %d, not %d", i, (int)error, (int)w->error);
		free(c.bytes);
	}
}

static void texts_are_paths(void **state)
{
	static const char *const paths[] = { "e/ec", "/e//", "/./x", "/../", "/a/." };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(paths); i++) {
		struct compiled c = compile("[Exception a]\nReason=debugfs\nVerity=" A
					    "\nPaths=/sys/kernel/debug/abc\n");

		assert_int_equal(c.blob.counts[HF_BLOB_TEXT], 4);
		memcpy(c.bytes + c.blob.at[HF_BLOB_TEXT], paths[i], 4);
		assert_int_equal(open_copy(c.bytes, c.size), HF_BLOB_WRONG_DETAIL);
		memcpy(c.bytes + c.blob.at[HF_BLOB_TEXT], "/a\0b", 4);
		assert_int_equal(open_copy(c.bytes, c.size), HF_BLOB_WRONG_DETAIL);
		memcpy(c.bytes + c.blob.at[HF_BLOB_TEXT], "/...", 4);
		assert_int_equal(open_copy(c.bytes, c.size), HF_BLOB_RIGHT);
		free(c.bytes);
	}
}

/* An exception of a program that is not marked would be one that nobody can have. */
static void programs_have_to_be_known(void **state)
{
	struct compiled c = compile("[Exception b]\nReason=hibernation\nVerity=" B "\n");

	(void)state;
	assert_int_equal(c.blob.counts[HF_BLOB_EXCEPTIONS], 2);
	c.bytes[entry(&c, HF_BLOB_EXCEPTIONS, 1, 56) + 8] = 0;
	assert_int_equal(open_copy(c.bytes, c.size), HF_BLOB_WRONG_EXCEPTION);
	free(c.bytes);
}

static void a_digest_of_zeros_is_none(void **state)
{
	static char err[CAPTURE_SIZE];
	struct policy *policy =
		read_right("[Exception b]\nReason=hibernation\nVerity=" DIGEST "\n");
	struct capture capture;
	unsigned char *bytes;
	size_t size;
	int result;

	(void)state;
	capture_begin(&capture, 2);
	result = compile_policy(policy, 0, &bytes, &size);
	capture_end(&capture, err);
	policy_free(policy);
	assert_int_equal(result, -1);
	assert_null(bytes);
	assert_contains(err, "digest of zeros");
}

/* As test_policy_mutation.c's. */
static uint64_t seed = 1;

static size_t pick(size_t below)
{
	seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
	return (size_t)(seed >> 33) % below;
}

/* One that is right is asked all there is: the sanitizers look on. */
static void use(const struct hf_blob *blob)
{
	unsigned long long mask;
	unsigned int reason;

	for (unsigned int i = 0; i < blob->counts[HF_BLOB_EXCEPTIONS]; i++) {
		struct hf_blob_exception e = hf_blob_exception(blob, i);
		struct hf_detail detail = { .range = { 0x70, 1 },
					    .path = { (const unsigned char *)"/ec/io", 6 } };

		assert_int_equal(hf_blob_find(blob, e.reason, &e.identity), i);
		if (e.identity.kind == HF_IDENTITY_FILE)
			hf_blob_gives(blob, e.reason, &e.identity, &e.identity);
		else if (e.reason < HF_REASONS)
			hf_blob_excepts(blob, e.reason, &e.identity, &detail, &mask);
	}
	for (unsigned int i = 0; i < blob->counts[HF_BLOB_QUIET]; i++) {
		struct hf_blob_text path = hf_blob_quiet(blob, i, &reason);

		assert_true(hf_blob_is_quiet(blob, reason, path.text, path.len));
	}
	assert_true(hf_blob_is_tighter(blob, blob));
}

static void mutants_are_refused_or_can_be_used(void **state)
{
	struct compiled c = compile(whole);
	unsigned char *bytes = malloc(c.size);
	unsigned int right = 0;

	(void)state;
	for (unsigned int i = 0; i < MUTANTS; i++) {
		struct hf_blob blob;

		memcpy(bytes, c.bytes, c.size);
		for (size_t times = 1 + pick(3); times; times--) {
			/* Those in the header that decide about the size would be nearly all there is. */
			unsigned char *at = bytes + (pick(8) ? 32 + pick(c.size - 32) : pick(32));

			*at = pick(2) ? (unsigned char)pick(256) :
					(unsigned char)(*at ^ (1 << pick(8)));
		}
		if (hf_blob_open(&blob, bytes, (unsigned int)c.size))
			continue;
		right++;
		use(&blob);
	}
	assert_true(right > MUTANTS / 100 && right < MUTANTS / 2);
	free(bytes);
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
	/* Another program that is known is code that others may map. */
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
	{ "[Quiet q]\nReason=msr\nProgram=/bin/a\n", "", true },
	{ "", "[Quiet q]\nReason=msr\nProgram=/bin/a\n", false },
	{ "[Quiet q]\nReason=msr\nProgram=/bin/a\n", "[Quiet q]\nReason=msr\nProgram=/bin/b\n",
	  false },
};

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

static void masks_have_bits(void **state)
{
	static const struct mistake mistakes[] = {
		{ EXCEPTION "Registers=1:\n", "4:11", "has a mask that is none" },
		{ EXCEPTION "Registers=1:0x\n", "4:11", "has a mask that is none" },
		{ EXCEPTION "Registers=1:0x0\n", "4:11", "has a mask that is none" },
		{ EXCEPTION "Registers=1:15\n", "4:11", "has a mask that is none" },
		{ EXCEPTION "Registers=1:0x11111111111111111\n", "4:11",
		  "has a mask that is none" },
		{ EXCEPTION "Registers=1:0xg\n", "4:11", "has a mask that is none" },
		{ EXCEPTION "Registers=1-3:0x1 2:0x3\n", "4:11", "a register with two masks" },
		{ EXCEPTION "Registers=1-3:0x1 2\n", "4:11", "a register with two masks" },
		{ EXCEPTION "Ports=1:0x1\n", "4:7", "is no I/O port" },
	};

	(void)state;
	check_mistakes(mistakes, ARRAY_SIZE(mistakes));
}

static void versions_are_numbers(void **state)
{
	static const char *const none[] = {
		"", "-1", "+1", "1 ", " 1", "0x1", "18446744073709551616"
	};
	unsigned long long version;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(none); i++)
		assert_false(parse_version(none[i], &version));
	assert_true(parse_version("18446744073709551615", &version));
	assert_true(version == ~0ULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_in_it_is_found),
		cmocka_unit_test(requests_are_covered),
		cmocka_unit_test(files_are_given),
		cmocka_unit_test(quiet_rules_are_found),
		cmocka_unit_test(a_part_is_none),
		cmocka_unit_test(what_is_wrong_is_found),
		cmocka_unit_test(texts_are_paths),
		cmocka_unit_test(programs_have_to_be_known),
		cmocka_unit_test(a_digest_of_zeros_is_none),
		cmocka_unit_test(mutants_are_refused_or_can_be_used),
		cmocka_unit_test(tighter_is_what_gives_nothing_more),
		cmocka_unit_test(masks_have_bits),
		cmocka_unit_test(versions_are_numbers),
	};

	return cmocka_run_group_tests_name("blob", tests, NULL, NULL);
}
