// SPDX-License-Identifier: GPL-2.0
/* A shown policy, read again, is the same policy. */
#include "policy_unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "policy/show.h"

#define DIGESTS DIGEST " sha256:00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static const char whole[] =
	"[Lock]\nLevel=integrity\nLevelUnderSecureBoot=confidentiality\nNative=yes\nSeal=yes\n"
	"RequireClean=yes\nMode=enforce\n"
	"[Reasons]\nkcore=audit\ntracefs=deny\nxfrm-secret=allow\n"
	"[Exception one]\nReason=msr ioport kexec\nProgram=/usr/sbin/w\xc3\xbc\nVerity=" DIGESTS
	"\n"
	"Registers=0x10-0x1f,MSR_EFER\nPorts=0x70-0x71\nLibraries=verified\nLibrary=" DIGEST
	"\nComment=a = b\n"
	"[Exception two]\nReason=debugfs tracefs\nProgram=/p\nUnverified=yes\n"
	"Paths=/sys/kernel/tracing/x  /sys/kernel/debug/y\n"
	"[Quiet asks]\nProgram=/usr/libexec/q\nReason=msr hibernation\nComment=why\n"
	"[Quiet more]\nReason=kexec\nProgram=/q\n";

/* The lines that are not comments. */
static void strip(char *text)
{
	char *to = text;

	for (char *line = text; *line;) {
		char *end = strchr(line, '\n');
		size_t len = end ? (size_t)(end - line) + 1 : strlen(line);

		if (*line != '#') {
			memmove(to, line, len);
			to += len;
		}
		line += len;
	}
	*to = '\0';
}

static void shown_again_is_the_same(void **state)
{
	static const char *const texts[] = { whole, "# nothing\n",
					     "[Exception e]\nReason=kexec\nVerity=" DIGEST "\n" };
	static char first[CAPTURE_SIZE], second[CAPTURE_SIZE];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		struct policy *policy = read_right(texts[i]), *again;

		show(policy, first);
		again = read_right(first);
		show(again, second);
		assert_int_equal(policy->exception_count, again->exception_count);
		assert_int_equal(policy->quiet_count, again->quiet_count);
		policy_free(policy);
		policy_free(again);
		strip(first);
		strip(second);
		assert_string_equal(first, second);
	}
}

static void every_value_is_shown_with_its_place(void **state)
{
	static const char *const parts[] = {
		"/t:2\nLevel=integrity\n",
		"/t:3\nLevelUnderSecureBoot=confidentiality\n",
		"/t:4\nNative=yes\n",
		"/t:5\nSeal=yes\n",
		"# default\nStrict=no\n",
		"/t:6\nRequireClean=yes\n",
		"/t:7\nMode=enforce\n",
		"\n[Reasons]\n",
		"/t:9\nkcore=audit\n",
		"/t:10\ntracefs=deny\n",
		"/t:11\nxfrm-secret=allow\n",
		"/t:12\n[Exception one]\n",
		"/t:13\nReason=kexec ioport msr\n",
		"/t:14\nProgram=/usr/sbin/w\xc3\xbc\n",
		"/t:15\nVerity=sha256:0000",
		"/t:16\nRegisters=0x10-0x1f 0xc0000080\n",
		"/t:17\nPorts=0x70-0x71\n",
		"/t:18\nLibraries=verified\n",
		"/t:19\nLibrary=sha256:0000",
		"/t:20\nComment=a = b\n",
		"/t:24\nUnverified=yes\n",
		"/t:25\nPaths=/sys/kernel/tracing/x /sys/kernel/debug/y\n",
		"/t:26\n[Quiet asks]\n",
		"/t:27\nProgram=/usr/libexec/q\n",
		"/t:28\nReason=hibernation msr\n",
		"/t:29\nComment=why\n",
	};
	static char text[CAPTURE_SIZE];
	struct policy *policy = read_right(whole);

	(void)state;
	show(policy, text);
	policy_free(policy);
	for (size_t i = 0; i < ARRAY_SIZE(parts); i++)
		assert_contains(text, parts[i]);
	assert_contains(text, "\nVerity=" DIGESTS "\n");
	assert_contains(text, "\nLibrary=" DIGEST "\n");
}

static void json_says_the_same(void **state)
{
	struct policy *policy = read_right(whole);
	json_t *json = build_policy_json(policy), *one, *two;

	(void)state;
	policy_free(policy);
	assert_non_null(json);
	assert_string_equal(json_string_value(json_object_get(json, "level_under_secure_boot")),
			    "confidentiality");
	assert_true(json_is_true(json_object_get(json, "seal")));
	assert_int_equal(json_array_size(json_object_get(json, "verdicts")), 3);
	assert_int_equal(json_array_size(json_object_get(json, "files")), 1);
	assert_int_equal(json_array_size(json_object_get(json, "origins")), 26);
	one = json_array_get(json_object_get(json, "exceptions"), 0);
	two = json_array_get(json_object_get(json, "exceptions"), 1);
	assert_string_equal(json_string_value(json_object_get(one, "comment")), "a = b");
	assert_int_equal(json_array_size(json_object_get(one, "verity")), 2);
	assert_int_equal(json_integer_value(json_object_get(
				 json_array_get(json_object_get(one, "registers"), 0), "last")),
			 0x1f);
	assert_true(json_is_null(json_object_get(two, "comment")));
	assert_true(json_is_true(json_object_get(two, "unverified")));
	assert_int_equal(json_array_size(json_object_get(one, "paths")), 0);
	assert_string_equal(json_string_value(json_array_get(json_object_get(two, "paths"), 1)),
			    "/sys/kernel/debug/y");
	one = json_array_get(json_object_get(json, "quiet"), 0);
	two = json_array_get(json_object_get(json, "quiet"), 1);
	assert_string_equal(json_string_value(json_object_get(one, "name")), "asks");
	assert_string_equal(json_string_value(json_object_get(one, "comment")), "why");
	assert_int_equal(json_array_size(json_object_get(one, "reasons")), 2);
	assert_int_equal(json_integer_value(json_object_get(one, "line")), 26);
	assert_string_equal(json_string_value(json_object_get(two, "program")), "/q");
	assert_true(json_is_null(json_object_get(two, "comment")));
	json_decref(json);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shown_again_is_the_same),
		cmocka_unit_test(every_value_is_shown_with_its_place),
		cmocka_unit_test(json_says_the_same),
	};

	return cmocka_run_group_tests_name("policy show", tests, NULL, NULL);
}
