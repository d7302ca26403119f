// SPDX-License-Identifier: GPL-2.0
/* A suggestion covers the recorded events, and is a valid policy. */
#include "suggest_unit.h"

#include <stdio.h>
#include <string.h>

#include "policy/suggest/section.h"
#include "policy/verdict.h"

static char out[CAPTURE_SIZE], err[CAPTURE_SIZE];
static const struct suggest_options audited, with_denied = { .denied = true };

static void programs_have_a_section_each(void **state)
{
	static const char record[] = AUDITED("msr", RANGE(416, 416), "/nowhere/b")
		AUDITED("kexec", "null", "/nowhere/a") AUDITED("dev-mem", "null", "/nowhere/b")
			AUDITED("msr", RANGE(16, 16), "/nowhere/b")
				AUDITED("kexec", "null", "/nowhere/a");
	static const char shuffled[] = AUDITED("kexec", "null", "/nowhere/a")
		AUDITED("msr", RANGE(16, 16), "/nowhere/b") AUDITED("kexec", "null", "/nowhere/a")
			AUDITED("msr", RANGE(416, 416), "/nowhere/b")
				AUDITED("dev-mem", "null", "/nowhere/b");
	static char again[CAPTURE_SIZE];

	(void)state;
	suggest_for(record, &audited, out, err);
	assert_string_equal(err, "");
	assert_contains(out, "from 5 events: audited 5, denied 0.\n");
	assert_contains(out, "\n[Exception a]\nReason=kexec\nProgram=/nowhere/a\n");
	assert_contains(out, "\n[Exception b]\nReason=dev-mem msr\nProgram=/nowhere/b\n");
	assert_contains(out, "\n# Verity=\nRegisters=0x10 0x1a0\n");
	assert_contains(out, "kexec (2 events): load another kernel");
	assert_contains(out, "Run holdfast enroll /nowhere/a, which prints the digest");
	assert_true(strstr(out, "[Exception a]") < strstr(out, "[Exception b]"));
	assert_lacks(out, "Left out");
	suggest_for(shuffled, &audited, again, err);
	assert_string_equal(out, again);
}

static void only_what_is_asked_for_counts(void **state)
{
	static const char record[] = DENIED("kexec", "null", "/d") AUDITED("msr", "null", "/a")
		EVENT_OF("\"2026-11-25T12:00:01Z\"", "\"audit\"", "\"bpf\"", "\"kcore\"", "null",
			 "\"/late\"")
			EVENT_OF(NOON, "\"allow\"", "\"bpf\"", "\"perf\"", "null", "\"/allowed\"");
	struct suggest_options since = { .since_given = true, .since = 1795608001 };

	(void)state;
	suggest_for(record, &audited, out, err);
	assert_contains(out, "[Exception a]");
	assert_contains(out, "[Exception late]");
	assert_lacks(out, "[Exception d]");
	assert_lacks(out, "allowed");
	suggest_for(record, &with_denied, out, err);
	assert_contains(out, "[Exception d]");
	assert_lacks(out, "[Exception allowed]");
	suggest_for(record, &since, out, err);
	assert_lacks(out, "[Exception a]");
	assert_contains(out, "[Exception late]");
}

static void nothing_is_said_to_be_nothing(void **state)
{
	(void)state;
	suggest_for(DENIED("kexec", "null", "/d"), &audited, out, err);
	assert_string_equal(out, "");
	assert_contains(err, "1 events were denied: --denied");
	suggest_for("", &with_denied, out, err);
	assert_string_equal(out, "");
	assert_contains(err, "holdfast lock LEVEL --audit");
}

static void ranges_are_merged(void **state)
{
	(void)state;
	suggest_for(AUDITED("ioport", RANGE(128, 129), "/p")
			    AUDITED("ioport", RANGE(130, 130), "/p") AUDITED("ioport",
									     RANGE(128, 128), "/p")
				    AUDITED("ioport", RANGE(112, 112), "/p")
					    AUDITED("msr", RANGE(4294967295, 4294967295), "/p"),
		    &audited, out, err);
	assert_contains(out, "\nRegisters=0xffffffff\nPorts=0x70 0x80-0x82\n");
	/* iopl(2) asks for all ports, which is no narrowing. */
	suggest_for(AUDITED("ioport", RANGE(0, 65535), "/p"), &audited, out, err);
	assert_contains(out, "# No Ports=: its list has all I/O ports");
	assert_lacks(out, "\nPorts=");
	suggest_for(AUDITED("msr", RANGE(0, 4294967295), "/p"), &audited, out, err);
	assert_lacks(out, "\nRegisters=");
}

static void unknown_details_narrow_nothing(void **state)
{
	(void)state;
	suggest_for(AUDITED("msr", RANGE(16, 16), "/p") AUDITED("msr", "null", "/p")
			    AUDITED("ioport", RANGE(128, 128), "/p"),
		    &audited, out, err);
	assert_contains(out, "# No Registers=: 1 of its events with msr does not say which, so");
	assert_lacks(out, "\nRegisters=");
	assert_contains(out, "\nPorts=0x80\n");
	/* Another program's events do not count for this one. */
	suggest_for(AUDITED("msr", RANGE(16, 16), "/p") AUDITED("msr", "null", "/q"), &audited, out,
		    err);
	assert_contains(out, "\nRegisters=0x10\n");
	/* Details of other reasons are no registers. */
	suggest_for(AUDITED("kexec", RANGE(16, 16), "/p"), &audited, out, err);
	assert_lacks(out, "Registers");
	assert_lacks(out, "Ports");
	assert_lacks(out, "Paths");
	suggest_for(AUDITED("tracefs", "null", "/p"), &audited, out, err);
	assert_contains(out, "# No Paths=: events do not say which files");
	assert_lacks(out, "\nPaths=");
}

static void names_are_valid_and_apart(void **state)
{
	struct section_names names = { 0 };
	char path[200] = "/", name[65] = "";

	(void)state;
	assert_string_equal(choose_section_name(&names, "/usr/bin/tool"), "tool");
	assert_string_equal(choose_section_name(&names, "/bin/tool-2"), "tool-2");
	assert_string_equal(choose_section_name(&names, "/opt/tool"), "tool-3");
	assert_string_equal(choose_section_name(&names, "/opt/a [b]"), "a--b-");
	assert_string_equal(choose_section_name(&names, "/opt/w\xc3\xbc"), "w--");
	memset(path + 1, 'n', 100);
	memset(name, 'n', 64);
	assert_string_equal(choose_section_name(&names, path), name);
	name[62] = '-';
	name[63] = '2';
	assert_string_equal(choose_section_name(&names, path), name);
	free_section_names(&names);
}

static void what_cannot_be_excepted_is_named(void **state)
{
	static const char record[] = EVENT_OF(NOON, "\"audit\"", "\"bpf\"", "\"msr\"", "null",
					      "null") AUDITED("msr", "null", "")
		AUDITED("msr", "null", ".../p") AUDITED("msr", "null", "p")
			AUDITED("msr", "null", "/a?b") AUDITED("msr", "null", "/a#b")
				AUDITED("msr", "null", "/a\\nb") AUDITED("msr", "null", "/blank ")
					AUDITED("msr", "null", "/a\\u009bb")
						AUDITED("seal", "null", "/sealed")
							AUDITED("new-reason", "null", "/new")
								AUDITED("msr", "null", "/new");

	(void)state;
	suggest_for(record, &audited, out, err);
	assert_contains(
		out,
		"# Left out, because no exception can or should cover them:\n#   msr (2 events), -: ");
	assert_contains(out, "#   msr (1 event), .../p: the record has only the end");
	assert_contains(out, "#   msr (1 event), p: it is no whole path");
	assert_contains(out, "#   msr (1 event), /a?b: a '?'");
	assert_contains(out, "#   msr (1 event), /a#b: a policy cannot name");
	assert_contains(out, "#   msr (1 event), /a\\x0ab: a policy cannot name");
	assert_contains(out, "#   msr (1 event), /a\\xc2\\x9bb: a policy cannot name");
	assert_contains(out, "#   msr (1 event), /blank : a policy cannot name");
	assert_contains(out, "#   seal (1 event), /sealed: no exception from it is possible");
	assert_contains(out, "#   new-reason (1 event), /new: this version does not know");
	assert_contains(out, "[Exception new]\nReason=msr\n");
	assert_null(strstr(strstr(out, "[Exception ") + 1, "[Exception "));
}

/* Each "# Verity=" becomes a digest of its own: the number of the section is its last byte. */
static void fill_digests(const char *text, char filled[CAPTURE_SIZE])
{
	static const char missing[] = "\n# Verity=\n";
	size_t used = 0;
	unsigned int number = 0;

	for (const char *at; (at = strstr(text, missing)); text = at + strlen(missing) - 1)
		used += (size_t)snprintf(filled + used, CAPTURE_SIZE - used,
					 "%.*s\nVerity=sha256:%.62s%02x", (int)(at - text), text,
					 ZEROS, ++number);
	snprintf(filled + used, CAPTURE_SIZE - used, "%s", text);
}

static bool is_covered(const struct policy *policy, const struct record_event *event)
{
	for (size_t i = 0; i < policy->exception_count; i++) {
		const struct policy_exception *exception = &policy->exceptions[i];
		struct policy_request request = { .reason = (enum hf_reason)event->reason,
						  .program = event->exe,
						  .verity = exception->verity.list,
						  .detail = event->detail };

		if (!strcmp(exception->program, event->exe))
			return !policy_excepts(exception, &request);
	}
	return false;
}

static void the_policy_covers_the_record(void **state)
{
	static const char text[] = AUDITED("msr", RANGE(416, 416), "/usr/sbin/wrmsr")
		AUDITED("msr", RANGE(1552, 1556), "/usr/sbin/wrmsr")
			AUDITED("ioport", RANGE(128, 129), "/opt/w\xc3\xbc r/wrmsr")
				AUDITED("ioport", RANGE(130, 140), "/opt/w\xc3\xbc r/wrmsr")
					AUDITED("ioport", RANGE(0, 65535), "/usr/sbin/all")
						AUDITED("msr", "null", "/usr/sbin/all")
							DENIED("kexec", "null", "/usr/sbin/kexec")
								AUDITED("kcore", "null",
									"/usr/sbin/kexec")
									AUDITED("msr", RANGE(1, 1),
										"/usr/sbin/kexec");
	static char filled[CAPTURE_SIZE];
	struct record record = { 0 };
	struct policy *policy;

	(void)state;
	suggest_for(text, &with_denied, out, err);
	fill_digests(out, filled);
	policy = read_right(filled);
	assert_int_equal(policy->exception_count, 4);
	assert_int_equal(read_record_bytes(&record, text, strlen(text), err), 0);
	assert_int_equal(record.count, 9);
	for (size_t i = 0; i < record.count; i++)
		assert_true(is_covered(policy, &record.events[i]));
	/* And no other. */
	record.events[0].detail.first++;
	assert_false(is_covered(policy, &record.events[0]));
	record.events[3].detail.size++;
	assert_false(is_covered(policy, &record.events[3]));
	record.events[6].reason = HF_REASON_DEV_MEM;
	assert_false(is_covered(policy, &record.events[6]));
	free_record(&record);
	policy_free(policy);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(programs_have_a_section_each),
		cmocka_unit_test(only_what_is_asked_for_counts),
		cmocka_unit_test(nothing_is_said_to_be_nothing),
		cmocka_unit_test(ranges_are_merged),
		cmocka_unit_test(unknown_details_narrow_nothing),
		cmocka_unit_test(names_are_valid_and_apart),
		cmocka_unit_test(what_cannot_be_excepted_is_named),
		cmocka_unit_test(the_policy_covers_the_record),
	};

	return cmocka_run_group_tests_name("suggest", tests, NULL, NULL);
}
