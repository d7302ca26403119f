// SPDX-License-Identifier: GPL-2.0
/* A record is read back as it was printed, and anything else is refused. */
#include "suggest_unit.h"

#include <stdlib.h>
#include <string.h>

static char err[CAPTURE_SIZE];

#define ONE AUDITED("msr", RANGE(16, 17), "/p")

static void check_count(const char *text, size_t count, unsigned long long lost)
{
	struct record record = { 0 };

	assert_int_equal(read_record_bytes(&record, text, strlen(text), err), 0);
	assert_string_equal(err, "");
	assert_int_equal(record.count, count);
	assert_int_equal(record.lost, lost);
	for (size_t i = 0; i < count; i++) {
		assert_string_equal(record.events[i].exe, "/p");
		assert_int_equal(record.events[i].reason, HF_REASON_MSR);
		assert_int_equal(record.events[i].verdict, HF_AUDIT);
		assert_int_equal(record.events[i].engine, HF_ENGINE_BPF);
		assert_int_equal(record.events[i].detail.first, 16);
		assert_int_equal(record.events[i].detail.size, 2);
		assert_int_equal(record.events[i].time, 1795608000);
	}
	free_record(&record);
}

static void all_that_events_prints_is_read(void **state)
{
	(void)state;
	check_count("", 0, 0);
	check_count(" \n\t\r", 0, 0);
	check_count("{\"events\":[],\"lost\":0}", 0, 0);
	check_count("{\"events\":[" ONE "," ONE "],\n\"lost\":7}\n", 2, 7);
	check_count("[" ONE "," ONE "]", 2, 0);
	check_count(ONE ONE ONE, 3, 0);
	/* Several of them, one after the other. */
	check_count("{\"events\":[" ONE "],\"lost\":1}" ONE "[" ONE "]{\"lost\":2,\"events\":[]}",
		    3, 3);
}

static void check_wrong(const char *text, size_t size, const char *part)
{
	struct record record = { 0 };

	assert_int_equal(read_record_bytes(&record, text, size, err), -1);
	assert_contains(err, part);
	assert_contains(err, "/record:");
	assert_int_equal(count_lines(err), 1);
	for (const unsigned char *c = (const unsigned char *)err; *c; c++)
		assert_true((*c >= 0x20 && *c < 0x7f) || *c == '\n');
	free_record(&record);
}

static void what_is_no_json_is_refused(void **state)
{
	static const struct {
		const char *text, *part;
	} rows[] = {
		{ "TIME VERDICT", ":1: is no JSON" },
		{ ONE "\n\n\x1b[2J", ":4: is no JSON" },
		{ "[" ONE, "is no JSON" },
		{ "{\"events\":[" ONE "],\"lost\":0", "is no JSON" },
		{ ONE "7", ":2: is no JSON" },
		{ "\"text\"", "is no JSON" },
		{ "{\"exe\":\"\xff\"}", "is no JSON" },
		{ "{\"exe\":\"\\u0000\"}", "is no JSON" },
		{ "{\"lost\":1,\"lost\":2}", "is no JSON" },
	};
	char deep[20000];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		check_wrong(rows[i].text, strlen(rows[i].text), rows[i].part);
	check_wrong("\0", 1, ":1: is no JSON");
	check_wrong(ONE "\0" ONE, sizeof(ONE "\0" ONE) - 1, ":2: is no JSON");
	check_wrong("{\"exe\":\"a\0b\"}", 13, "is no JSON");
	memset(deep, '[', sizeof(deep));
	check_wrong(deep, sizeof(deep), "is no JSON");
}

#define WITH(time, verdict, engine, reason, detail, exe) \
	ONE EVENT_OF(time, verdict, engine, reason, detail, exe)
#define DETAILED(reason, detail) WITH(NOON, "\"audit\"", "\"bpf\"", reason, detail, "null")

static void events_that_are_none_are_refused(void **state)
{
	static const struct {
		const char *text, *part;
	} rows[] = {
		{ "{}", "event 1: 'time'" },
		{ "[1]", "event 1: it is no object" },
		{ "[[]]", "event 1: it is no object" },
		{ "{\"events\":{},\"lost\":0}", "'events' is no array" },
		{ "{\"events\":[]}", "'lost'" },
		{ "{\"events\":[],\"lost\":-1}", "'lost'" },
		{ "{\"events\":[],\"lost\":\"0\"}", "'lost'" },
		{ "{\"events\":[" ONE ",{}],\"lost\":0}", "event 2: 'time'" },
		{ WITH("1", "\"audit\"", "\"bpf\"", "\"msr\"", "null", "null"), "event 2: 'time'" },
		{ WITH("\"2026-02-31T12:00:00Z\"", "\"audit\"", "\"bpf\"", "\"msr\"", "null",
		       "null"),
		  "'time'" },
		{ WITH(NOON, "\"AUDIT\"", "\"bpf\"", "\"msr\"", "null", "null"), "'verdict'" },
		{ WITH(NOON, "null", "\"bpf\"", "\"msr\"", "null", "null"), "'verdict'" },
		{ WITH(NOON, "\"audit\"", "\"x\"", "\"msr\"", "null", "null"), "'engine'" },
		{ WITH(NOON, "\"audit\"", "\"bpf\"", "\"\"", "null", "null"), "'reason'" },
		{ WITH(NOON, "\"audit\"", "\"bpf\"", "3", "null", "null"), "'reason'" },
		{ WITH(NOON, "\"audit\"", "\"bpf\"", "\"msr\"", "null", "3"), "'exe'" },
		{ DETAILED("\"msr\"", "3"), "'detail'" },
		{ DETAILED("\"msr\"", "{\"first\":1}"), "'detail'" },
		{ DETAILED("\"msr\"", RANGE(2, 1)), "'detail'" },
		{ DETAILED("\"msr\"", RANGE(-1, 1)), "'detail'" },
		{ DETAILED("\"msr\"", RANGE(1.0, 2)), "'detail'" },
		{ DETAILED("\"msr\"", RANGE(0, 4294967296)), "'detail'" },
		{ DETAILED("\"ioport\"", RANGE(0, 65536)), "'detail'" },
		{ "{\"time\":" NOON ",\"verdict\":\"deny\",\"engine\":\"bpf\",\"reason\":\"msr\","
		  "\"exe\":null}",
		  "'detail' is missing" },
		{ "{\"time\":" NOON ",\"verdict\":\"deny\",\"engine\":\"bpf\",\"reason\":\"msr\","
		  "\"detail\":null}",
		  "'exe' is missing" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		check_wrong(rows[i].text, strlen(rows[i].text), rows[i].part);
}

static void what_has_no_end_is_refused(void **state)
{
	struct record record = { 0 };
	size_t size = RECORD_MAX_BYTES + 1;
	char *blanks = malloc(size);

	(void)state;
	assert_non_null(blanks);
	memset(blanks, ' ', size);
	check_wrong(blanks, size, "has more than 64 MiB");
	assert_int_equal(read_record_bytes(&record, blanks, size - 1, err), 0);
	assert_int_equal(read_record(&record, "/nonexistent/file"), -1);
	assert_int_equal(read_record(&record, "/"), -1);
	free(blanks);
}

static void times_are_whole(void **state)
{
	static const char *const wrong[] = { "",
					     "h",
					     "1",
					     "1x",
					     "-1h",
					     "1 h",
					     "1hh",
					     "+1h",
					     "1.5h",
					     "1234567890s",
					     "0x1h",
					     "2026-11-25",
					     "2026-11-25T12:00:00",
					     " 2026-11-25T12:00:00Z",
					     "2026-11-25T12:00:00Z ",
					     "2026-1-25T12:00:00Z" };
	time_t time;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++)
		assert_false(parse_since(wrong[i], 0, &time));
	assert_true(parse_since("90s", 1000000, &time) && time == 1000000 - 90);
	assert_true(parse_since("30min", 1000000, &time) && time == 1000000 - 1800);
	assert_true(parse_since("1h", 1000000, &time) && time == 1000000 - 3600);
	assert_true(parse_since("7d", 1000000, &time) && time == 1000000 - 604800);
	assert_true(parse_since("999999999d", 0, &time) && time == -86399999913600);
	assert_true(parse_since("2026-11-25T12:00:00Z", 0, &time) && time == 1795608000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_that_events_prints_is_read),
		cmocka_unit_test(what_is_no_json_is_refused),
		cmocka_unit_test(events_that_are_none_are_refused),
		cmocka_unit_test(what_has_no_end_is_refused),
		cmocka_unit_test(times_are_whole),
	};

	return cmocka_run_group_tests_name("record", tests, NULL, NULL);
}
