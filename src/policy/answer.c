// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/device_name.h"
#include "base/names.h"
#include "base/report.h"
#include "policy/answer.h"
#include "policy/elf_needs.h"
#include "policy/text/paths.h"
#include "policy/text/places.h"
#include "policy/text/values.h"
#include "policy/verdict.h"
#include "policy/verity.h"

static bool is_about_files(enum hf_reason reason)
{
	return reason == HF_REASON_KEXEC || reason == HF_REASON_MODULE_SIGNATURE ||
	       hf_is_demand((int)reason);
}

/* A file that the kernel is to load: without a digest where it has none. */
static int parse_file(const char *word, struct verity *file, bool *verified)
{
	const char *wrong;
	int fd;

	*verified = true;
	if (!strncmp(word, "sha256:", 7)) {
		wrong = parse_verity(word, file);
		return wrong ? fail("policy test: '%s' %s", word, wrong) : 0;
	}
	fd = open(word, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0)
		return fail("policy test: %s: %m", word);
	*verified = !measure_verity(fd, file);
	close(fd);
	return 0;
}

static int parse_path(const char *path, struct policy_request *request)
{
	const char *wrong = check_narrow_path(path);

	if (wrong)
		return fail("policy test: '%s' %s", path, wrong);
	if (!path_is_for(path, request->reason))
		return fail("policy test: '%s' is no detail of %s; valid: a path below "
			    "/sys/kernel/tracing for tracefs, below /sys/kernel/debug for debugfs",
			    path, reason_texts[request->reason].name);
	request->path = path;
	return 0;
}

static int parse_detail(const char *word, struct policy_request *request)
{
	enum hf_reason reason = request->reason;
	const char *wrong;

	if (!word)
		return 0;
	if (hf_has_paths(reason))
		return parse_path(word, request);
	if (reason == HF_REASON_DEVICE_DMA) {
		if (!find_device(word, &request->detail.first))
			return fail("policy test: '%s' is no device's node: %m", word);
		request->detail.size = 1;
		return 0;
	}
	if (reason != HF_REASON_MSR && reason != HF_REASON_IOPORT)
		return fail(
			"policy test: '%s', but %s has no details; msr, ioport, device-dma, debugfs, "
			"debugfs-read, tracefs, kexec, kexec-image, kexec-initrd, module-signature and "
			"firmware have",
			word, reason_texts[reason].name);
	wrong = parse_range(word, reason == HF_REASON_MSR ? MSR_MAX : PORT_MAX, &request->detail);
	if (wrong)
		return fail("policy test: '%s' %s", word, wrong);
	return 0;
}

/* Without a digest where it has none; -1 after saying what it is that the kernel never asks for. */
static int look_at(const char *program, struct verity *verity, bool *verified)
{
	int fd = open(program, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	int err = fd < 0 ? fail("policy test: %s: %m", program) : 0;

	if (!err && is_script(fd))
		err = fail("policy test: %s is a script: the program is its interpreter; give that",
			   program);
	*verified = !err && !measure_verity(fd, verity);
	if (fd >= 0)
		close(fd);
	return err;
}

static void print_at(const struct origin *origin)
{
	if (origin)
		printf(", %s:%u", origin->value.file->shown, origin->value.line);
	putchar('\n');
}

/* Why those without an exception get this verdict. */
static void print_rule(const struct policy *policy, enum hf_level level, enum hf_reason reason)
{
	const struct origin *lock = find_origin(
		policy, "Lock", level == policy->level ? "Level" : "LevelUnderSecureBoot");
	const char *name = reason_texts[reason].name;
	const struct origin *single = find_origin(policy, "Reasons", name);

	if (level < reason_texts[reason].level) {
		printf("Rule       level %s does not refuse %s, %s does", level_name(level), name,
		       level_name(reason_texts[reason].level));
		print_at(lock);
		return;
	}
	printf("Rule       level %s refuses %s", level_name(level), name);
	print_at(lock);
	if (single) {
		printf("Rule       %s=%s", name,
		       verdict_name(policy_decide(policy, level, reason)));
		print_at(single);
	} else if (policy->audit && reason != HF_REASON_SEAL) {
		printf("Rule       Mode=audit");
		print_at(find_origin(policy, "Lock", "Mode"));
	}
}

/* Those for the reason; whether one of them applies. */
static bool print_exceptions(const struct policy *policy, const struct policy_request *request)
{
	bool excepted = false, any = false;

	for (size_t i = 0; i < policy->exception_count; i++) {
		const struct policy_exception *exception = &policy->exceptions[i];
		const char *wrong = policy_excepts(exception, request);

		if (!(exception->reasons & hf_set_of((int)request->reason)))
			continue;
		printf("Exception  %s %s%s, %s:%u\n", exception->name,
		       wrong ? "does not apply: " : "applies", wrong ? wrong : "", exception->file,
		       exception->line);
		excepted = excepted || !wrong;
		any = true;
	}
	if (!any)
		printf("Exception  none is for %s\n", reason_texts[request->reason].name);
	return excepted;
}

/* Whether the file is in the list. */
static bool print_demand(const struct policy *policy, const struct policy_request *request)
{
	const char *key = request->reason == HF_REASON_FIRMWARE	   ? "Firmware" :
			  request->reason == HF_REASON_KEXEC_IMAGE ? "Kernel" :
								     "Initrd";
	const struct origin *list = find_origin(policy, "Verify", key);
	bool listed = list && policy_verifies(policy, request);

	if (!list) {
		printf("Verify     no %s=: any will do\n", key);
		return true;
	}
	printf("Verify     %s= %s", key,
	       listed	     ? "lists it" :
	       request->file ? "does not list it" :
			       "does not list a file without an fs-verity digest");
	print_at(list);
	return listed;
}

/* Whether a refusal is recorded. */
static void print_quiet(const struct policy *policy, const struct policy_request *request)
{
	for (size_t i = 0; i < policy->quiet_count; i++) {
		const struct policy_quiet *quiet = &policy->quiet[i];

		if (quiet->reasons & hf_set_of((int)request->reason) &&
		    !strcmp(quiet->program, request->program))
			printf("Quiet      %s keeps it out of the record, %s:%u\n", quiet->name,
			       quiet->file, quiet->line);
	}
}

/* A kernel is asked for by two names: what is verified of it comes first, whatever it has besides. */
static bool is_unlisted_kernel(const struct policy *policy, enum hf_level level,
			       const struct policy_request *request)
{
	struct policy_request image = *request;

	image.reason = HF_REASON_KEXEC_IMAGE;
	return request->reason == HF_REASON_KEXEC &&
	       policy_decide(policy, level, HF_REASON_KEXEC_IMAGE) == HF_DENY &&
	       !print_demand(policy, &image);
}

static void print_answer(const struct policy *policy, enum hf_level level,
			 const struct policy_request *request)
{
	enum hf_verdict verdict = policy_decide(policy, level, request->reason);
	bool excepted = false;

	print_rule(policy, level, request->reason);
	if (hf_is_demand((int)request->reason))
		excepted = print_demand(policy, request);
	else if (verdict != HF_ALLOW)
		excepted = print_exceptions(policy, request);
	if (is_unlisted_kernel(policy, level, request)) {
		verdict = HF_DENY;
		excepted = false;
	}
	if (verdict == HF_DENY && !excepted)
		print_quiet(policy, request);
	printf("Verdict    %s%s%s\n", colour_bold(), verdict_name(excepted ? HF_ALLOW : verdict),
	       colour_off());
}

static void print_answers(const struct policy *policy, const struct policy_request *request)
{
	char text[VERITY_TEXT_SIZE] = "none";

	if (request->verity)
		format_verity(request->verity->digest, text);
	printf("Program    %s\nVerity     %s\n", request->program, text);
	print_answer(policy, policy->level, request);
	if (policy->level_under_secure_boot <= policy->level)
		return;
	printf("\n"
	       "If Secure Boot is on\n");
	print_answer(policy, policy->level_under_secure_boot, request);
}

int answer_policy(const char *reason, const char *program, const char *detail)
{
	struct policy_request request = { 0 };
	struct policy *policy = NULL;
	struct verity verity, file;
	bool verified, file_verified = false;
	char *path;

	if (parse_reason(reason, &request.reason))
		return EXIT_USAGE;
	if (detail && is_about_files(request.reason) ? parse_file(detail, &file, &file_verified) :
						       parse_detail(detail, &request))
		return EXIT_USAGE;
	request.file = file_verified ? &file : NULL;
	path = realpath(program, NULL);
	if (!path)
		fail("policy test: %s: %m", program);
	else if (!look_at(path, &verity, &verified))
		policy = policy_read("");
	if (policy) {
		request.program = path;
		request.verity = verified ? &verity : NULL;
		print_answers(policy, &request);
	}
	free(path);
	policy_free(policy);
	return policy ? EXIT_OK : EXIT_FAILED;
}
