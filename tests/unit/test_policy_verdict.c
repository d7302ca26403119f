// SPDX-License-Identifier: GPL-2.0
/* A policy's answers: the core's decision, and the exception that covers a request. */
#include "policy_unit.h"

#include <stdio.h>
#include <string.h>

#include "policy/verdict.h"

static enum hf_verdict decide(const char *text, enum hf_level level, enum hf_reason reason)
{
	struct policy *policy = read_right(text);
	enum hf_verdict verdict = policy_decide(policy, level, reason);

	policy_free(policy);
	return verdict;
}

static void reasons_have_verdicts(void **state)
{
	static const char text[] = "[Reasons]\nkcore=audit\nperf=allow\n";

	(void)state;
	assert_int_equal(decide(text, HF_INTEGRITY, HF_REASON_MSR), HF_DENY);
	assert_int_equal(decide(text, HF_INTEGRITY, HF_REASON_KCORE), HF_ALLOW);
	assert_int_equal(decide(text, HF_CONFIDENTIALITY, HF_REASON_KCORE), HF_AUDIT);
	assert_int_equal(decide(text, HF_CONFIDENTIALITY, HF_REASON_PERF), HF_ALLOW);
	assert_int_equal(decide(text, HF_CONFIDENTIALITY, HF_REASON_TRACEFS), HF_DENY);
}

static void mode_audit_spares_what_is_denied(void **state)
{
	static const char text[] = "[Lock]\nMode=audit\n[Reasons]\nkcore=deny\nperf=allow\n";
	struct policy *policy;

	(void)state;
	if (HF_FORCE_LEVEL > HF_NONE)
		return;
	assert_int_equal(decide(text, HF_CONFIDENTIALITY, HF_REASON_KCORE), HF_DENY);
	assert_int_equal(decide(text, HF_CONFIDENTIALITY, HF_REASON_PERF), HF_ALLOW);
	assert_int_equal(decide(text, HF_CONFIDENTIALITY, HF_REASON_MSR), HF_AUDIT);
	assert_int_equal(decide(text, HF_CONFIDENTIALITY, HF_REASON_SEAL), HF_DENY);
	policy = read_right(text);
	assert_true(policy_audited(policy) & hf_set_of(HF_REASON_UNKNOWN));
	policy_free(policy);
}

/* NULL: the exception of @text covers the request; else the cause. @first below 0: the detail is unknown. */
static const char *ask(const char *text, enum hf_reason reason, const char *program,
		       const struct verity *verity, long long first)
{
	struct policy_request request = { .reason = reason, .program = program, .verity = verity };
	struct policy *policy = read_right(text);
	const char *wrong;

	request.detail.first = first >= 0 ? (unsigned int)first : 0;
	request.detail.size = first >= 0;
	wrong = policy_excepts(policy->exceptions, &request);
	policy_free(policy);
	return wrong;
}

static void exceptions_are_bound_to_digests(void **state)
{
	static const char text[] = EXCEPTION "Program=/p\nRegisters=0x10-0x1f\n";
	static const struct verity right, wrong = { .digest = { [31] = 1 } };

	(void)state;
	assert_null(ask(text, HF_REASON_MSR, "/p", &right, 0x10));
	assert_null(ask(text, HF_REASON_MSR, "/other", &right, 0x1f));
	assert_null(ask(text, HF_REASON_IOPORT, "/p", &right, -1));
	assert_contains(ask(text, HF_REASON_MSR, "/p", &wrong, 0x10), "another digest");
	assert_contains(ask(text, HF_REASON_MSR, "/p", NULL, 0x10), "no fs-verity digest");
	assert_contains(ask(text, HF_REASON_MSR, "/p", &right, 0x20), "other registers");
	assert_contains(ask(text, HF_REASON_MSR, "/p", &right, -1), "say which one");
	assert_contains(ask(text, HF_REASON_KEXEC, "/p", &right, -1), "other reasons");
}

static void unverified_ones_are_bound_to_paths(void **state)
{
	static const char text[] =
		"[Exception e]\nReason=ioport\nProgram=/p\nUnverified=yes\nPorts=1\n";
	static const struct verity some;

	(void)state;
	assert_null(ask(text, HF_REASON_IOPORT, "/p", NULL, 1));
	assert_null(ask(text, HF_REASON_IOPORT, "/p", &some, 1));
	assert_contains(ask(text, HF_REASON_IOPORT, "/q", &some, 1), "another path");
	assert_contains(ask(text, HF_REASON_IOPORT, "/p", NULL, 2), "other ports");
}

/* Devices are compared by their numbers: another path to one does not matter. */
static void exceptions_are_narrowed_to_devices(void **state)
{
	static const char text[] = "[Exception e]\nReason=device-dma\nProgram=/p\nUnverified=yes\n"
				   "Devices=/dev/null /dev/zero\n";
	static const char gone[] = "[Exception e]\nReason=device-dma\nProgram=/p\nUnverified=yes\n"
				   "Devices=/dev/there-is-no-such-device\n";

	(void)state;
	assert_null(ask(text, HF_REASON_DEVICE_DMA, "/p", NULL, 1 << 20 | 3));
	assert_null(ask(text, HF_REASON_DEVICE_DMA, "/p", NULL, 1 << 20 | 5));
	assert_contains(ask(text, HF_REASON_DEVICE_DMA, "/p", NULL, 1 << 20 | 4), "other devices");
	assert_contains(ask(text, HF_REASON_DEVICE_DMA, "/p", NULL, -1), "say which one");
	/* Naming no existing device does not mean all devices. */
	assert_contains(ask(gone, HF_REASON_DEVICE_DMA, "/p", NULL, 1 << 20 | 3), "other devices");
}

static const char *ask_for(const char *text, enum hf_reason reason, const char *path)
{
	struct policy_request request = { .reason = reason, .program = "/p", .path = path };
	struct policy *policy = read_right(text);
	const char *wrong = policy_excepts(policy->exceptions, &request);

	policy_free(policy);
	return wrong;
}

static void paths_cover_what_is_below(void **state)
{
	static const char text[] =
		"[Exception e]\nReason=debugfs debugfs-read tracefs\nProgram=/p\nUnverified=yes\n"
		"Paths=/sys/kernel/debug/a/b /sys/kernel/debug/tracing/c\n";
	static const char whole[] = "[Exception e]\nReason=debugfs\nProgram=/p\nUnverified=yes\n";

	(void)state;
	assert_null(ask_for(text, HF_REASON_DEBUGFS, "/sys/kernel/debug/a/b"));
	assert_null(ask_for(text, HF_REASON_DEBUGFS_READ, "/sys/kernel/debug/a/b/c"));
	assert_null(ask_for(text, HF_REASON_TRACEFS, "/sys/kernel/tracing/c"));
	assert_null(ask_for(text, HF_REASON_TRACEFS, "/sys/kernel/debug/tracing/c/d"));
	assert_contains(ask_for(text, HF_REASON_DEBUGFS, "/sys/kernel/debug/a"), "other paths");
	assert_contains(ask_for(text, HF_REASON_DEBUGFS, "/sys/kernel/debug/a/bc"), "other paths");
	assert_contains(ask_for(text, HF_REASON_DEBUGFS, "/sys/kernel/debug/c"), "other paths");
	assert_contains(ask_for(text, HF_REASON_TRACEFS, "/sys/kernel/tracing/a/b"), "other paths");
	assert_contains(ask_for(text, HF_REASON_DEBUGFS, NULL), "say which one");
	assert_null(ask_for(whole, HF_REASON_DEBUGFS, NULL));
	assert_null(ask_for(whole, HF_REASON_DEBUGFS, "/sys/kernel/debug/x"));
}

#define FILE_A "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define FILE_B "sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define FILE_C "sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"

static struct verity file_of(unsigned char byte)
{
	struct verity file;

	memset(&file, byte, sizeof(file));
	return file;
}

static void files_are_those_of_the_list(void **state)
{
	const struct verity a = file_of(0xaa), b = file_of(0xbb);
	struct policy *policy =
		read_right("[Exception e]\nReason=kexec module-signature\nImage=" FILE_A
			   "\nModule=" FILE_B "\n");
	struct policy_request request = { .reason = HF_REASON_KEXEC, .program = "/p" };

	(void)state;
	assert_contains(policy_excepts(policy->exceptions, &request), "say which one");
	request.file = &a;
	assert_null(policy_excepts(policy->exceptions, &request));
	request.file = &b;
	assert_contains(policy_excepts(policy->exceptions, &request), "other files");
	request.reason = HF_REASON_MODULE_SIGNATURE;
	assert_null(policy_excepts(policy->exceptions, &request));
	request.file = &a;
	assert_contains(policy_excepts(policy->exceptions, &request), "other files");
	policy_free(policy);
}

/* No level refuses files that the kernel reads as data, and each list has its own files. */
static void demands_are_those_of_the_policy(void **state)
{
	static const enum hf_reason reasons[] = { HF_REASON_KEXEC_IMAGE, HF_REASON_KEXEC_INITRD,
						  HF_REASON_FIRMWARE };
	const struct verity files[] = { file_of(0xaa), file_of(0xbb), file_of(0xcc) };
	struct policy *policy =
		read_right("[Verify]\nKernel=" FILE_A "\nInitrd=" FILE_B "\nFirmware=" FILE_C "\n");

	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(reasons); i++) {
		assert_int_equal(decide("", HF_CONFIDENTIALITY, reasons[i]), HF_ALLOW);
		assert_int_equal(policy_decide(policy, HF_INTEGRITY, reasons[i]), HF_DENY);
		for (unsigned int file = 0; file < ARRAY_SIZE(files); file++) {
			const struct policy_request request = { .reason = reasons[i],
								.program = "/p",
								.file = &files[file] };

			assert_int_equal(policy_verifies(policy, &request), i == file);
		}
	}
	policy_free(policy);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reasons_have_verdicts),
		cmocka_unit_test(mode_audit_spares_what_is_denied),
		cmocka_unit_test(exceptions_are_bound_to_digests),
		cmocka_unit_test(unverified_ones_are_bound_to_paths),
		cmocka_unit_test(exceptions_are_narrowed_to_devices),
		cmocka_unit_test(paths_cover_what_is_below),
		cmocka_unit_test(files_are_those_of_the_list),
		cmocka_unit_test(demands_are_those_of_the_policy),
	};

	return cmocka_run_group_tests_name("policy verdict", tests, NULL, NULL);
}
