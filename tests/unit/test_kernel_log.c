// SPDX-License-Identifier: GPL-2.0
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "kernel/log.h"
#include "unit.h"

static bool parse(const char *record, struct hf_event *event)
{
	char *copy = strdup(record);
	bool is = parse_log_record(copy, event);

	free(copy);
	return is;
}

static void assert_path(const struct hf_event *event, const char *path)
{
	assert_int_equal(HF_PATH_LEN - event->path_at, strlen(path));
	assert_memory_equal(event->path + event->path_at, path, strlen(path));
}

static void an_event_is_read(void **state)
{
	struct hf_event event;

	(void)state;
	assert_true(parse("5,339,5140900,-;holdfast: denied kexec at integrity: "
			  "exe=\"/usr/sbin/kexec\" comm=\"kexec\" pid=12 uid=1000 unrecorded=3\n"
			  " SUBSYSTEM=x\n",
			  &event));
	assert_int_equal(event.time, 5140900000ULL);
	assert_int_equal(event.verdict, HF_DENY);
	assert_int_equal(event.engine, HF_ENGINE_LSM);
	assert_int_equal(event.reason, HF_REASON_KEXEC);
	assert_int_equal(event.level, HF_INTEGRITY);
	assert_int_equal(event.tgid, 12);
	assert_int_equal(event.uid, 1000);
	assert_string_equal(event.comm, "kexec");
	assert_path(&event, "/usr/sbin/kexec");
	assert_true(event.path_whole);
	assert_int_equal(event.detail.size, 0);

	assert_true(parse("5,1,1,-,caller=T1;holdfast: audited kcore at confidentiality: "
			  "exe=\"?\" comm=\"?\" pid=1 uid=0 unrecorded=0\n",
			  &event));
	assert_int_equal(event.verdict, HF_AUDIT);
	assert_path(&event, "");
	assert_true(parse("5,1,1,-;holdfast: denied unheard-of at integrity: exe=\"/a\" comm=\"a\" "
			  "pid=1 uid=0 unrecorded=0\n",
			  &event));
	assert_int_equal(event.reason, HF_REASON_UNKNOWN);
}

/* The form of /dev/kmsg, which escapes a record's backslash once more. */
static void a_quote_in_a_name_ends_nothing(void **state)
{
	struct hf_event event;

	(void)state;
	assert_true(parse("5,1,1,-;holdfast: denied msr at integrity: exe=\"/a\\x5cx22 pid=7\" "
			  "comm=\"b\\x5cx22 pid=1 \" pid=2 uid=3 register=0x10 unrecorded=0\n",
			  &event));
	assert_path(&event, "/a\" pid=7");
	assert_string_equal(event.comm, "b\" pid=1 ");
	assert_int_equal(event.tgid, 2);
	assert_int_equal(event.uid, 3);
	assert_int_equal(event.detail.first, 0x10);
}

static void it_tells_what_was_asked_for(void **state)
{
	struct hf_event event;

	(void)state;
	assert_true(parse("5,1,1,-;holdfast: denied msr at integrity: exe=\"/a\" comm=\"a\" "
			  "pid=1 uid=0 register=0xffffffff unrecorded=0\n",
			  &event));
	assert_int_equal(event.detail.first, 0xffffffff);
	assert_int_equal(event.detail.size, 1);
	assert_true(parse("5,1,1,-;holdfast: denied ioport at integrity: exe=\"/a\" comm=\"a\" "
			  "pid=1 uid=0 ports=0x60-0x64 unrecorded=0\n",
			  &event));
	assert_int_equal(event.detail.first, 0x60);
	assert_int_equal(event.detail.size, 5);
	assert_true(parse("5,1,1,-;holdfast: denied device-dma at integrity: exe=\"/a\" comm=\"a\" "
			  "pid=1 uid=0 device=0x90300001 unrecorded=0\n",
			  &event));
	assert_int_equal(event.detail.first, 0x90300001);
	assert_int_equal(event.detail.size, 1);
	assert_true(parse("5,1,1,-;holdfast: denied ioport at integrity: exe=\"/a\" comm=\"a\" "
			  "pid=1 uid=0 ports=0x64-0x60 colour=1 unrecorded=0\n",
			  &event));
	assert_int_equal(event.detail.size, 0);
}

/* The engine has escaped a quote, and /dev/kmsg the backslash of that. */
static void what_is_escaped_is_one_name(void **state)
{
	struct hf_event event;

	(void)state;
	assert_true(parse(
		"5,1,1,-;holdfast: denied msr at integrity: exe=\"/a \\x5cx22 pid=9/\\xc3\\xa4\" "
		"comm=\"a\\x5cx0ab\" pid=1 uid=0 unrecorded=0\n",
		&event));
	assert_path(&event, "/a \" pid=9/\xc3\xa4");
	assert_string_equal(event.comm, "a\nb");
	assert_int_equal(event.tgid, 1);
	/* No name may end early: the rest would be taken for another one. */
	assert_true(
		parse("5,1,1,-;holdfast: denied msr at integrity: exe=\"/a\\x5cx00b\" comm=\"a\" "
		      "pid=1 uid=0 unrecorded=0\n",
		      &event));
	assert_path(&event, "/a?b");
}

static void a_long_path_keeps_its_end(void **state)
{
	char record[4096], name[1024];
	struct hf_event event;

	(void)state;
	memset(name, 'x', sizeof(name));
	memcpy(name + sizeof(name) - 5, "/end", 5);
	snprintf(record, sizeof(record),
		 "5,1,1,-;holdfast: denied msr at integrity: exe=\"%s\" comm=\"a\" pid=1 uid=0 "
		 "unrecorded=0\n",
		 name);
	assert_true(parse(record, &event));
	assert_false(event.path_whole);
	assert_int_equal(event.path_at, 0);
	assert_memory_equal(event.path + HF_PATH_LEN - 4, "/end", 4);
}

static void what_is_none_is_refused(void **state)
{
	static const char *const records[] = {
		"",
		"5,1,1,-;",
		"5,1,1,-",
		"no number,1,1,-;holdfast: denied msr at integrity: exe=\"/a\" comm=\"a\" pid=1 uid=0 unrecorded=0",
		/* Written by user space: a facility of its own. */
		"12,1,1,-;holdfast: denied msr at integrity: exe=\"/a\" comm=\"a\" pid=1 uid=0 unrecorded=0",
		"5,1,1,-;holdfast: allowed msr at integrity: exe=\"/a\" comm=\"a\" pid=1 uid=0 unrecorded=0",
		"5,1,1,-;holdfast: denied msr at nowhere: exe=\"/a\" comm=\"a\" pid=1 uid=0 unrecorded=0",
		"5,1,1,-;holdfast: denied msr at integrity: exe=\"/a comm=\"a\" pid=1 uid=0 unrecorded=0",
		"5,1,1,-;holdfast: denied msr at integrity: exe=\"/a\" comm=\"a\" pid=x uid=0 unrecorded=0",
		"5,1,1,-;holdfast: denied msr at integrity: exe=\"/a",
		/* A blank follows a value's quote, even at the end. */
		"5,1,1,-;holdfast: denied msr at integrity: exe=\"/a\"",
		"5,1,1,-;holdfast: denied msr at integrity: exe=\"/a\"xcomm=\"a\" pid=1 uid=0 unrecorded=0",
		"5,1,1,-;holdfast: denied msr at integrity: exe=\"/a\" comm=\"a\"xpid=1 uid=0 unrecorded=0",
		"5,1,1,-;holdfast: integrity is enforced, by the command line",
		"5,1,1,-;Lockdown: sh: kexec is restricted; see man kernel_lockdown.7",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(records) / sizeof(records[0]); i++) {
		struct hf_event event;

		if (parse(records[i], &event))
			fail_msg("taken: %s", records[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_event_is_read),
		cmocka_unit_test(it_tells_what_was_asked_for),
		cmocka_unit_test(a_quote_in_a_name_ends_nothing),
		cmocka_unit_test(what_is_escaped_is_one_name),
		cmocka_unit_test(a_long_path_keeps_its_end),
		cmocka_unit_test(what_is_none_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
