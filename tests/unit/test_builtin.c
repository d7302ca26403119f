// SPDX-License-Identifier: GPL-2.0
/* Policies of the built-in engine: compared, changed and refused, with the messages. */
#include "policy_unit.h"

#include <errno.h>

#include "engine/builtin/policy.h"

#define A "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B "sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

static struct compiled_policy compile(const char *text)
{
	struct policy *policy = read_right(text);
	struct compiled_policy compiled;

	assert_int_equal(compile_policy(policy, 0, &compiled), 0);
	policy_free(policy);
	return compiled;
}

static void versions_make_no_difference(void **state)
{
	struct compiled_policy a = compile("[Reasons]\nkcore=audit\n");
	struct compiled_policy same = compile("[Reasons]\nkcore=audit\n");
	struct compiled_policy other = compile("[Reasons]\nperf=audit\n");
	struct compiled_policy longer = compile("[Exception e]\nReason=msr\nVerity=" A "\n");

	(void)state;
	same.bytes[HF_BLOB_AT_VERSION + 7] = 9;
	assert_true(builtin_is_same(&a, &same));
	assert_false(builtin_is_same(&a, &other));
	assert_false(builtin_is_same(&a, &longer));
	free_compiled_policy(&a);
	free_compiled_policy(&same);
	free_compiled_policy(&other);
	free_compiled_policy(&longer);
}

/* Everything else stays, and the result is the same as the compiler's. */
static void what_is_audited_is_changed(void **state)
{
#define REST "[Exception e]\nReason=msr\nVerity=" A "\nRegisters=0x10:0xff\n"
	struct compiled_policy policy = compile("[Reasons]\nkcore=audit\n" REST);
	struct compiled_policy wanted = compile("[Reasons]\ntracefs=audit\n" REST);
	struct compiled_policy changed;
	struct hf_blob blob;

	(void)state;
	builtin_change_audited(&policy, hf_set_of(HF_REASON_TRACEFS), &changed);
	assert_true(builtin_is_same(&changed, &wanted));
	assert_int_equal(changed.blob.rules.audited, hf_set_of(HF_REASON_TRACEFS));
	assert_int_equal(hf_blob_open(&blob, changed.bytes, changed.blob.size), HF_BLOB_RIGHT);
	assert_int_equal(blob.rules.audited, hf_set_of(HF_REASON_TRACEFS));
	free_compiled_policy(&policy);
	free_compiled_policy(&wanted);
	free_compiled_policy(&changed);
}

static void what_is_looser_is_named(void **state)
{
	static const struct {
		const char *before, *after, *says;
	} changes[] = {
		{ "[Reasons]\nperf=audit\n", "[Reasons]\nperf=audit\nkcore=audit\n",
		  "would loosen kcore;" },
		{ "[Reasons]\nperf=audit\n", "[Reasons]\nperf=allow\n", "would loosen perf;" },
		{ "[Verify]\nInitrd=none\n", "", "would loosen kexec-initrd;" },
		{ "", "[Exception e]\nReason=msr\nVerity=" A "\n", "would give msr to " A },
		{ "[Exception e]\nReason=msr\nVerity=" A "\nLibraries=verified\n",
		  "[Exception e]\nReason=msr\nVerity=" A "\n",
		  "would add " A ", or let it map libraries that nobody verifies;" },
		{ "[Exception e]\nReason=msr\nVerity=" A "\n",
		  "[Exception e]\nReason=msr ioport\nVerity=" A "\n", "would give ioport to " A },
		{ "[Exception e]\nReason=msr\nVerity=" A "\nRegisters=0x10:0x1\n",
		  "[Exception e]\nReason=msr\nVerity=" A "\nRegisters=0x10:0x3\n",
		  "would give msr to " A ", or more of it;" },
		{ "[Verify]\nFirmware=" A "\n", "[Verify]\nFirmware=" A " " B "\n",
		  "would give firmware to " B },
		{ "[Quiet q]\nReason=msr\nProgram=/bin/f\n",
		  "[Quiet q]\nReason=msr\nProgram=/bin/f\n[Quiet r]\nReason=kcore\nProgram=/bin/g\n",
		  "would not record kcore of /bin/g any more;" },
	};
	static char err[CAPTURE_SIZE];

	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(changes); i++) {
		struct compiled_policy before = compile(changes[i].before);
		struct compiled_policy after = compile(changes[i].after);
		struct capture capture;
		int result;

		capture_begin(&capture, 2);
		result = builtin_explain_refusal(-EPERM, &after, &before, true);
		capture_end(&capture, err);
		assert_int_equal(result, -1);
		assert_contains(err, "the lock is sealed");
		assert_contains(err, changes[i].says);
		free_compiled_policy(&before);
		free_compiled_policy(&after);
	}
}

static void each_errno_is_explained(void **state)
{
	static const struct {
		int err;
		const char *says;
	} errors[] = {
		{ -EPERM, "CAP_MAC_ADMIN" },
		{ -ENOENT, "CONFIG_SECURITY_HOLDFAST_POLICY" },
		{ -EOPNOTSUPP, "another version of holdfast" },
		{ -EINVAL, "in its log (dmesg)" },
		{ -EFBIG, "fewer exceptions" },
		{ -ENOMEM, "no memory for a policy of 80 bytes" },
		{ -EIO, "Input/output error" },
	};
	static char err[CAPTURE_SIZE];
	struct compiled_policy policy = compile("");

	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(errors); i++) {
		struct capture capture;

		capture_begin(&capture, 2);
		builtin_explain_refusal(errors[i].err, &policy, &policy, false);
		capture_end(&capture, err);
		assert_contains(err, errors[i].says);
		assert_contains(err, "nothing was changed");
	}
	free_compiled_policy(&policy);
}

static void a_list_of_kernels_is_refused_by_name(void **state)
{
	static char err[CAPTURE_SIZE];
	struct policy *policy = read_right("[Verify]\nKernel=" A "\n");
	struct capture capture;
	int result;

	(void)state;
	capture_begin(&capture, 2);
	result = check_for_builtin(policy);
	capture_end(&capture, err);
	policy_free(policy);
	assert_int_equal(result, -1);
	assert_contains(err, "Kernel= in [Verify]");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(versions_make_no_difference),
		cmocka_unit_test(what_is_audited_is_changed),
		cmocka_unit_test(what_is_looser_is_named),
		cmocka_unit_test(each_errno_is_explained),
		cmocka_unit_test(a_list_of_kernels_is_refused_by_name),
	};

	return cmocka_run_group_tests_name("builtin", tests, NULL, NULL);
}
