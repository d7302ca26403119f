// SPDX-License-Identifier: GPL-2.0
/* IMA: its parameters on the kernel's command line, the rules for it, and causes to load none. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/stat.h>

#include "ima/load.h"
#include "ima/waiver.h"
#include "unit.h"

static const struct ima_modules unsigned_modules = { .all = 7, .signed_ones = 6 };
static const struct ima_modules signed_modules = { .all = 7, .signed_ones = 7 };

/* A kernel like Debian's, without a policy. */
static const struct ima_kernel debian = {
	.appraises = true, .mode = IMA_ENFORCE, .awaits = true, .takes = IMA_TAKES_ONE
};

static void the_command_line_is_read(void **state)
{
	static const struct {
		const char *line;
		bool secure_boot;
		enum ima_mode mode;
		const char *builtin;
	} cases[] = {
		{ "", false, IMA_ENFORCE, NULL },
		{ "quiet ima_appraise=off", false, IMA_OFF, NULL },
		{ "ima_appraise=log ro", false, IMA_LOG, NULL },
		{ "ima-appraise=fix", false, IMA_FIX, NULL },
		/* The last known value counts; unknown ones are ignored. */
		{ "ima_appraise=off ima_appraise=enforce", false, IMA_ENFORCE, NULL },
		{ "ima_appraise=log ima_appraise=lax", false, IMA_LOG, NULL },
		{ "ima_appraise=logging", false, IMA_LOG, NULL },
		{ "ima_appraise ima_appraise=", false, IMA_ENFORCE, NULL },
		{ "ima_appraise=off", true, IMA_ENFORCE, NULL },
		{ "ima_policy=tcb", false, IMA_ENFORCE, "ima_policy=tcb" },
		{ "ima_policy=fail_securely", false, IMA_ENFORCE, NULL },
		{ "ima_policy=fail_securely ima_tcb", false, IMA_ENFORCE, "ima_tcb" },
		{ "ima_policy=\"tcb|appraise_tcb\"", true, IMA_ENFORCE,
		  "ima_policy=tcb|appraise_tcb" },
		{ "ima_appraise_tcb", false, IMA_ENFORCE, "ima_appraise_tcb" },
		{ "-- ima_policy=tcb", false, IMA_ENFORCE, NULL },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct ima_kernel kernel = { 0 };
		char *line = strdup(cases[i].line);

		ima_read_cmdline(line, cases[i].secure_boot, &kernel);
		assert_int_equal(kernel.mode, cases[i].mode);
		if (cases[i].builtin)
			assert_string_equal(kernel.builtin, cases[i].builtin);
		else
			assert_null(kernel.builtin);
		ima_free(&kernel);
		free(line);
	}
}

/* The policy of a level and a kernel, to be freed. */
static char *make_text(enum hf_level level, const struct ima_kernel *kernel,
		       const struct ima_modules *modules)
{
	struct ima_rules rules;
	char *text;

	ima_make_rules(level, kernel, modules, &rules);
	text = ima_policy_text(&rules);
	ima_free_rules(&rules);
	return text;
}

static void rules_match_the_level(void **state)
{
	struct ima_kernel kernel = debian;
	char *text = make_text(HF_NONE, &kernel, &signed_modules);

	(void)state;
	assert_contains(text, "\nmeasure func=KEXEC_KERNEL_CHECK\n");
	assert_contains(text, "\nmeasure func=MODULE_CHECK\n");
	assert_lacks(text, "appraise");
	free(text);

	text = make_text(HF_INTEGRITY, &kernel, &unsigned_modules);
	assert_contains(text, "\nmeasure func=MODULE_CHECK\n");
	assert_contains(text, "\nappraise func=KEXEC_KERNEL_CHECK appraise_type=imasig\n");
	assert_contains(text, "\nappraise func=POLICY_CHECK appraise_type=imasig\n");
	assert_lacks(text, "\nappraise func=MODULE_CHECK");
	assert_contains(text, "\n# left out: appraise func=MODULE_CHECK appraise_type=imasig: 1 of "
			      "this kernel's 7 modules");
	assert_contains(text, "CONFIG_IMA_APPRAISE_MODSIG is not set");
	free(text);

	text = make_text(HF_CONFIDENTIALITY, &kernel, &signed_modules);
	assert_contains(text, "\nappraise func=MODULE_CHECK appraise_type=imasig\n");
	assert_lacks(text, "left out");
	free(text);
}

static void rules_match_the_kernel(void **state)
{
	struct ima_kernel kernel = debian;
	struct ima_modules none = { 0 };
	char *text;

	(void)state;
	kernel.modsig = true;
	text = make_text(HF_INTEGRITY, &kernel, &signed_modules);
	assert_contains(text, "\nappraise func=KEXEC_KERNEL_CHECK appraise_type=imasig|modsig\n");
	assert_contains(text, "\nappraise func=MODULE_CHECK appraise_type=imasig|modsig\n");
	/* The kernel does not support an appended signature of a policy. */
	assert_contains(text, "\nappraise func=POLICY_CHECK appraise_type=imasig\n");
	free(text);
	text = make_text(HF_INTEGRITY, &kernel, &none);
	assert_contains(text, "left out: appraise func=MODULE_CHECK");
	assert_contains(text, "no modules of this kernel were found");
	free(text);
	kernel.appraises = false;
	text = make_text(HF_INTEGRITY, &kernel, &signed_modules);
	assert_lacks(text, "\nappraise");
	assert_contains(text, "left out: appraise func=KEXEC_KERNEL_CHECK");
	assert_contains(text, "CONFIG_IMA_APPRAISE is not set");
	free(text);
}

/* Our rules in the kernel's spelling. */
static const char shown[] = "measure func=KEXEC_KERNEL_CHECK \nmeasure func=MODULE_CHECK \n"
			    "appraise func=KEXEC_KERNEL_CHECK appraise_type=imasig "
			    "appraise_flag=check_blacklist \n"
			    "appraise func=POLICY_CHECK appraise_type=imasig \n";

static void rules_in_force_are_recognised(void **state)
{
	struct ima_rules rules;
	char *line;

	(void)state;
	ima_make_rules(HF_INTEGRITY, &debian, &unsigned_modules, &rules);
	assert_true(ima_appraises(&rules, NULL));
	assert_true(ima_appraises(&rules, "KEXEC_KERNEL_CHECK"));
	/* A rule that was left out, and one that only measures. */
	assert_false(ima_appraises(&rules, "MODULE_CHECK"));
	assert_true(ima_has_rules(shown, &rules));
	assert_null(ima_foreign_rule(shown, &rules));
	assert_false(ima_has_rules("", &rules));
	assert_false(ima_has_rules(strchr(shown, '\n') + 1, &rules));
	/* Neither words of two lines nor the beginning of a word make a rule. */
	assert_false(ima_has_rules("measure func=KEXEC_KERNEL_CHECK\nmeasure func=MODULE_CHECK\n"
				   "appraise func=KEXEC_KERNEL_CHECK\nappraise func=POLICY_CHECK "
				   "appraise_type=imasig\n",
				   &rules));
	assert_null(ima_foreign_rule("", &rules));
	line = ima_foreign_rule("measure func=MODULE_CHECK\nmeasure func=BPRM_CHECK \n", &rules);
	assert_string_equal(line, "measure func=BPRM_CHECK ");
	free(line);
	line = ima_foreign_rule("measure func=MODULE_CHECKED", &rules);
	assert_non_null(line);
	free(line);
	ima_free_rules(&rules);

	ima_make_rules(HF_NONE, &debian, &unsigned_modules, &rules);
	assert_false(ima_appraises(&rules, NULL));
	assert_true(ima_has_rules(shown, &rules));
	ima_free_rules(&rules);
}

static void check_obstacle(const struct ima_kernel *kernel, const char *part)
{
	struct ima_rules rules;
	char *text;

	ima_make_rules(HF_INTEGRITY, kernel, &unsigned_modules, &rules);
	text = ima_obstacle(kernel, &rules);
	if (part)
		assert_contains(text, part);
	else
		assert_null(text);
	free(text);
	ima_free_rules(&rules);
}

/* Like check_obstacle(), for a kernel like Debian's with this difference. */
#define CHECK_OBSTACLE(part, ...)                  \
	do {                                       \
		struct ima_kernel kernel = debian; \
		kernel.__VA_ARGS__;                \
		check_obstacle(&kernel, part);     \
	} while (0)

static void each_obstacle_is_named(void **state)
{
	char foreign[] = "measure func=BPRM_CHECK", builtin[] = "ima_policy=tcb", none[] = "";

	(void)state;
	check_obstacle(&debian, NULL);
	CHECK_OBSTACLE("has no IMA", err = -ENOENT);
	CHECK_OBSTACLE("securityfs is not mounted", err = -EPERM);
	CHECK_OBSTACLE("securityfs is not mounted", err = -EACCES);
	CHECK_OBSTACLE("cannot be looked at: Input/output error", err = -EIO);
	CHECK_OBSTACLE("has ima_appraise=log", mode = IMA_LOG);
	CHECK_OBSTACLE("has ima_appraise=off", mode = IMA_OFF);
	CHECK_OBSTACLE("a policy of its own, /etc/x", own_file = "/etc/x");
	CHECK_OBSTACLE("has ima_policy=tcb", builtin = builtin);
	CHECK_OBSTACLE("takes only one", awaits = false);
	CHECK_OBSTACLE("cannot be told whether", takes = IMA_TAKES_MORE);
	CHECK_OBSTACLE("the first being 'measure func=BPRM_CHECK'", rules = foreign);
	CHECK_OBSTACLE(NULL, rules = none);
	CHECK_OBSTACLE(NULL, takes = IMA_TAKES_UNKNOWN);
}

static void write_file(const char *dir, const char *name, const char *text)
{
	char path[256];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	file = fopen(path, "we");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void modules_are_counted(void **state)
{
	static const char appended[] = "code~Module signature appended~\n";
	char dir[] = "/tmp/holdfast-ima.XXXXXX", sub[64], command[128];
	struct ima_modules modules;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(sub, sizeof(sub), "%s/kernel.ko", dir);
	assert_int_equal(mkdir(sub, 0700), 0);
	write_file(sub, "signed.ko", appended);
	write_file(sub, "unsigned.ko", "code");
	write_file(sub, "empty.ko", "");
	write_file(sub, "packed.ko.xz", appended);
	write_file(sub, "packed.ko.zst", "code");
	write_file(sub, "modules.dep.xz", "no module");
	write_file(dir, "ko", appended);
	write_file(dir, "a.kon", appended);
	modules = ima_count_modules(dir, true);
	assert_int_equal(modules.all, 5);
	assert_int_equal(modules.signed_ones, 1);
	modules = ima_count_modules(dir, false);
	assert_int_equal(modules.all, 5);
	assert_int_equal(modules.signed_ones, 0);
	snprintf(command, sizeof(command), "%s/none", dir);
	modules = ima_count_modules(command, true);
	assert_int_equal(modules.all, 0);
	snprintf(command, sizeof(command), "rm -r %s", dir);
	assert_int_equal(system(command), 0); // NOLINT(cert-env33-c): a folder of our own
}

#define KEXEC_RULE    "appraise func=KEXEC_KERNEL_CHECK "
#define SIGNED	      "appraise_type=imasig "
#define SIGNED_POLICY "appraise func=POLICY_CHECK appraise_type=imasig \n"

/* The rules of the kernel's kimage_validate_signature() and ima_appraise_signature(). */
static void a_rule_with_a_condition_is_no_guarantee(void **state)
{
	static const struct {
		const char *rules;
		enum ima_waiver waiver;
	} cases[] = {
		{ "", IMA_WAIVER_NONE },
		{ "measure func=KEXEC_KERNEL_CHECK \n", IMA_WAIVER_NONE },
		{ KEXEC_RULE SIGNED "\n", IMA_WAIVER_VERIFIED },
		{ KEXEC_RULE "appraise_type=imasig|modsig \n", IMA_WAIVER_VERIFIED },
		{ KEXEC_RULE "appraise_type=sigv3 appraise_algos=sha256", IMA_WAIVER_VERIFIED },
		{ "appraise " SIGNED "\n", IMA_WAIVER_VERIFIED },
		{ KEXEC_RULE "fowner=1000 " SIGNED "\n", IMA_WAIVER_HOLE },
		{ KEXEC_RULE SIGNED "fsuuid=6a4a4a9e-0000-0000-0000-000000000000 \n",
		  IMA_WAIVER_HOLE },
		{ "appraise fowner=0 " SIGNED "\n", IMA_WAIVER_HOLE },
		{ KEXEC_RULE SIGNED "something_new=1 \n", IMA_WAIVER_HOLE },
		{ "dont_appraise fsmagic=0x1021994 \n" KEXEC_RULE SIGNED "\n", IMA_WAIVER_HOLE },
		{ KEXEC_RULE SIGNED "\ndont_appraise fsmagic=0x1021994 \n", IMA_WAIVER_VERIFIED },
		{ "dont_appraise func=MODULE_CHECK \n" KEXEC_RULE SIGNED "\n",
		  IMA_WAIVER_VERIFIED },
		{ "appraise func=MODULE_CHECK fowner=0 " SIGNED "\n" KEXEC_RULE SIGNED "\n",
		  IMA_WAIVER_VERIFIED },
		/* The first one decides, and here the lock is asked. */
		{ "appraise fowner=0 \n" KEXEC_RULE SIGNED "\n", IMA_WAIVER_NONE },
		{ KEXEC_RULE SIGNED "\n" KEXEC_RULE "fowner=0 " SIGNED "\n", IMA_WAIVER_VERIFIED },
	};
	struct ima_kernel kernel = { .appraises = true, .mode = IMA_ENFORCE, .waives = true };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		kernel.rules = (char *)(uintptr_t)cases[i].rules;
		assert_string_equal(ima_waiver_name(ima_find_waiver(&kernel)),
				    ima_waiver_name(cases[i].waiver));
	}
}

static void whoever_can_load_rules_can_waive(void **state)
{
	static char ours[] = SIGNED_POLICY KEXEC_RULE SIGNED "\n", open[] = KEXEC_RULE SIGNED "\n";
	static char none[] = "", closing[] = KEXEC_RULE "fowner=4294967294 \n";
	struct ima_kernel kernel = { .appraises = true,
				     .mode = IMA_ENFORCE,
				     .waives = true,
				     .awaits = true,
				     .takes = IMA_TAKES_ONE };

	(void)state;
	assert_int_equal(ima_find_waiver(&kernel), IMA_WAIVER_LOADABLE);
	kernel.takes = IMA_TAKES_MORE;
	assert_int_equal(ima_find_waiver(&kernel), IMA_WAIVER_UNKNOWN);
	kernel.rules = none;
	assert_int_equal(ima_find_waiver(&kernel), IMA_WAIVER_LOADABLE);
	/* Loaded rules come after the existing ones, unless these are from the command line. */
	kernel.rules = closing;
	assert_int_equal(ima_find_waiver(&kernel), IMA_WAIVER_NONE);
	kernel.rules = open;
	assert_int_equal(ima_find_waiver(&kernel), IMA_WAIVER_VERIFIED);
	kernel.builtin = none;
	assert_int_equal(ima_find_waiver(&kernel), IMA_WAIVER_LOADABLE);
	kernel.rules = ours;
	assert_int_equal(ima_find_waiver(&kernel), IMA_WAIVER_VERIFIED);
	kernel.awaits = false;
	kernel.rules = NULL;
	assert_int_equal(ima_find_waiver(&kernel), IMA_WAIVER_UNKNOWN);
	/* If IMA refuses nothing, the lock is asked; Debian's kernels always ask it. */
	kernel.mode = IMA_LOG;
	assert_int_equal(ima_find_waiver(&kernel), IMA_WAIVER_NONE);
	kernel.mode = IMA_ENFORCE;
	kernel.waives = false;
	assert_int_equal(ima_find_waiver(&kernel), IMA_WAIVER_NONE);
	kernel.err = -EPERM;
	assert_int_equal(ima_find_waiver(&kernel), IMA_WAIVER_UNKNOWN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_command_line_is_read),
		cmocka_unit_test(rules_match_the_level),
		cmocka_unit_test(rules_match_the_kernel),
		cmocka_unit_test(rules_in_force_are_recognised),
		cmocka_unit_test(each_obstacle_is_named),
		cmocka_unit_test(modules_are_counted),
		cmocka_unit_test(a_rule_with_a_condition_is_no_guarantee),
		cmocka_unit_test(whoever_can_load_rules_can_waive),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
