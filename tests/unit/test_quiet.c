// SPDX-License-Identifier: GPL-2.0
/* Quiet rules: each mistake, the messages of check, and the compiled rules. */
#include "policy_unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "policy/compiled.h"
#include "policy/programs.h"

#define QUIET_RULE "[Quiet q]\nReason=hibernation\nProgram=/usr/q\n"

static void mistakes_are_named(void **state)
{
	static const struct mistake mistakes[] = {
		{ "[Quiet]\n", "1:1", "there is no section 'Quiet'; valid: Lock, " },
		{ "[Quiet ]\n", "1:1", "no quiet rule can be named ''" },
		{ "[Quiet a b]\n", "1:1", "no quiet rule can be named 'a b'" },
		{ "[quiet a]\n", "1:1", "there is no section 'quiet a'" },
		{ QUIET_RULE "[Quiet q]\n", "4:1", "the first is in line 1" },
		{ QUIET_RULE "Verity=" DIGEST "\n", "4:1",
		  "there is no key 'Verity' in [Quiet q]; valid: Comment, Reason, Program" },
		{ QUIET_RULE "Program=/a\n", "4:1", "Program= is set a second time" },
		{ "[Quiet q]\nReason=msr mrs\nProgram=/q\n", "2:12", "there is no reason 'mrs'" },
		{ "[Quiet q]\nReason=msr seal\nProgram=/q\n", "2:12",
		  "a quiet rule cannot have the reason 'seal'; valid: module-signature, " },
		{ "[Quiet q]\nReason=msr\nProgram=q\n", "3:9", "'q' is no whole path" },
		{ "[Quiet q]\nReason=msr\nProgram=/usr/../q\n", "3:9", "is no whole path" },
		{ "[Quiet q]\nReason=msr\nProgram=.../usr/q\n", "3:9", "is no whole path" },
		{ "[Quiet q]\nReason=msr\n", "1:1", "quiet rule q has no Program=" },
		{ "[Quiet q]\nProgram=/q\n", "1:1", "quiet rule q has no Reason=" },
		{ "[Lock]\n[Quiet q]\nProgram=/q\nReason=\n", "2:1", "q has no Reason=" },
	};

	(void)state;
	check_mistakes(mistakes, ARRAY_SIZE(mistakes));
}

static struct compiled_policy compile(const struct policy *policy)
{
	struct compiled_policy compiled;

	assert_int_equal(compile_policy(policy, 0, &compiled), 0);
	return compiled;
}

static void a_path_has_to_fit_an_event(void **state)
{
	char text[1024];
	struct mistake mistake = { text, "3:9", "too long for an event; valid: up to 512 bytes" };
	struct compiled_policy compiled;
	struct policy *policy;

	(void)state;
	snprintf(text, sizeof(text), "[Quiet q]\nReason=msr\nProgram=/%0511d\n", 7);
	policy = read_right(text);
	assert_int_equal(strlen(policy->quiet[0].program), HF_PATH_LEN);
	compiled = compile(policy);
	assert_int_equal(compiled.blob.counts[HF_BLOB_TEXT], HF_PATH_LEN);
	free_compiled_policy(&compiled);
	policy_free(policy);
	snprintf(text, sizeof(text), "[Quiet q]\nReason=msr\nProgram=/%0512d\n", 7);
	check_mistakes(&mistake, 1);
}

static bool is_quiet(const struct compiled_policy *compiled, unsigned int reason, const char *path)
{
	return hf_blob_is_quiet(&compiled->blob, reason, (const unsigned char *)path,
				(unsigned int)strlen(path));
}

static void each_rule_is_there_once(void **state)
{
	struct policy *policy = read_right("[Quiet b]\nReason=msr hibernation\nProgram=/usr/b\n"
					   "[Quiet a]\nReason=hibernation\nProgram=/a\nComment=c\n"
					   "[Quiet again]\nReason=hibernation\nProgram=/usr/b\n");
	struct compiled_policy compiled = compile(policy);

	(void)state;
	assert_string_equal(policy->quiet[1].comment, "c");
	assert_int_equal(compiled.blob.counts[HF_BLOB_QUIET], 3);
	assert_true(is_quiet(&compiled, HF_REASON_MSR, "/usr/b"));
	assert_true(is_quiet(&compiled, HF_REASON_HIBERNATION, "/usr/b"));
	assert_false(is_quiet(&compiled, HF_REASON_KEXEC, "/usr/b"));
	assert_false(is_quiet(&compiled, HF_REASON_HIBERNATION, "//usr/b"));
	free_compiled_policy(&compiled);
	policy_free(policy);
}

static void paths_are_in_the_order_of_text(void **state)
{
	struct policy *policy = read_right("[Quiet z]\nReason=msr\nProgram=/z\n"
					   "[Quiet a]\nReason=msr\nProgram=/aa\n");
	struct compiled_policy compiled = compile(policy);

	(void)state;
	assert_int_equal(compiled.blob.counts[HF_BLOB_QUIET], 2);
	assert_string_equal(compiled.quiet[0]->name, "a");
	free_compiled_policy(&compiled);
	policy_free(policy);
}

static void check(const char *text, const char *says)
{
	static char err[CAPTURE_SIZE];
	struct policy *policy = read_right(text);
	struct capture capture;

	capture_begin(&capture, STDERR_FILENO);
	assert_int_equal(check_programs(policy), 0);
	capture_end(&capture, err);
	policy_free(policy);
	if (says)
		assert_contains(err, says);
	else
		assert_string_equal(err, "");
}

/* The rule is valid, but has no effect. */
static void what_never_applies_is_said(void **state)
{
	char folder[64], text[256], link[80], target[80];

	(void)state;
	make_folder(folder);
	write_file(folder, "p", "\177ELF", 4);
	write_file(folder, "s", "#!/bin/sh\n", 10);
	snprintf(target, sizeof(target), "%s/p", folder);
	snprintf(link, sizeof(link), "%s/l", folder);
	assert_int_equal(symlink(target, link), 0);
	snprintf(text, sizeof(text), "[Quiet q]\nReason=msr\nProgram=%s\n", target);
	check(text, NULL);
	snprintf(text, sizeof(text), "[Quiet q]\nReason=msr\nProgram=%s\n", link);
	check(text, "/t:3:9: warning: the path leads through a link, and the quiet rule q never "
		    "applies; write ");
	snprintf(text, sizeof(text), "[Quiet q]\nReason=msr\nProgram=%s/s\n", folder);
	check(text, "/s is a script: events have its interpreter, and the quiet rule q never");
	snprintf(text, sizeof(text), "[Quiet q]\nReason=msr\nProgram=%s/n\n", folder);
	check(text, "/n cannot be looked at: No such file");
	remove_folder(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mistakes_are_named),
		cmocka_unit_test(a_path_has_to_fit_an_event),
		cmocka_unit_test(each_rule_is_there_once),
		cmocka_unit_test(paths_are_in_the_order_of_text),
		cmocka_unit_test(what_never_applies_is_said),
	};

	return cmocka_run_group_tests_name("quiet", tests, NULL, NULL);
}
