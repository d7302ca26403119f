// SPDX-License-Identifier: GPL-2.0
/* The strings of an event: an attacker has chosen them. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>
#include <jansson.h>

#include "base/event_text.h"

/* On the heap, so that the sanitizer sees a byte too many. */
static struct hf_event *build_event(unsigned int path_at, const char *path)
{
	struct hf_event *event = malloc(sizeof(*event));

	assert_non_null(event);
	memset(event, 'x', sizeof(*event));
	event->path_at = path_at;
	event->path_whole = 1;
	/* Without a NUL, as the engine does. */
	for (size_t i = 0, len = path ? strlen(path) : 0; i < len; i++)
		event->path[HF_PATH_LEN - len + i] = path[i];
	return event;
}

static void check_path(unsigned int path_at, const char *path, const char *expected)
{
	struct hf_event *event = build_event(path_at, path);
	char *copy = malloc(EVENT_PATH_SIZE);

	assert_non_null(copy);
	copy_path(event, copy);
	assert_string_equal(copy, expected);
	free(copy);
	free(event);
}

static void path_stands_at_the_end(void **state)
{
	(void)state;
	check_path(HF_PATH_LEN - 9, "/usr/bin/", "/usr/bin/");
	check_path(HF_PATH_LEN - 1, "/", "/");
}

static void longest_path_fits(void **state)
{
	char path[HF_PATH_LEN + 1];

	(void)state;
	memset(path, 'a', HF_PATH_LEN);
	path[HF_PATH_LEN] = '\0';
	check_path(0, path, path);
}

static void cut_path_says_so(void **state)
{
	struct hf_event *event = build_event(HF_PATH_LEN - 7, "/bin/ls");
	char copy[EVENT_PATH_SIZE];

	(void)state;
	event->path_whole = 0;
	copy_path(event, copy);
	assert_string_equal(copy, ".../bin/ls");
	event->path_at = HF_PATH_LEN;
	copy_path(event, copy);
	assert_string_equal(copy, "");
	free(event);
}

static void no_path_is_empty(void **state)
{
	(void)state;
	check_path(HF_PATH_LEN, NULL, "");
}

static void path_beyond_the_end_is_empty(void **state)
{
	(void)state;
	check_path(HF_PATH_LEN + 1, NULL, "");
	check_path(HF_PATH_LEN + HF_NAME_LEN + 1, NULL, "");
	check_path(UINT32_MAX, NULL, "");
}

static void texts_become_printable(void **state)
{
	static const struct {
		const char *text;
		const char *printable;
	} rows[] = {
		{ "", "" },
		{ "/usr/bin/kexec", "/usr/bin/kexec" },
		{ " ~", " ~" },
		/* control characters: a newline would forge a row, an escape the whole screen */
		{ "a\nb\tc\rd", "a?b?c?d" },
		{ "\x01\x1f\x7f", "???" },
		{ "\x1b[2J", "?[2J" },
		/* valid UTF-8, of two to four bytes, stays */
		{ "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80" },
		{ "\xc3\xa9\n", "\xc3\xa9?" },
		/* U+2028 is a line of its own, somewhere; U+200B and U+2060 are not seen */
		{ "a\xe2\x80\xa8"
		  "b",
		  "a???b" },
		{ "\xe2\x80\x8b\xe2\x81\xa0\xef\xbb\xbf", "?????????" },
		{ "\xe2\x80\x93\xe2\x81\x84\xef\xbb\xbe", "\xe2\x80\x93\xe2\x81\x84\xef\xbb\xbe" },
		/* C1: U+009B begins an escape sequence, U+00A0 is but a space */
		{ "\xc2\x9b"
		  "2J",
		  "??2J" },
		{ "\xc2\x80\xc2\x9f\xc2\xa0", "????\xc2\xa0" },
		/* not UTF-8: Latin-1, cut short, overlong, a surrogate, too large */
		{ "caf\xe9", "caf?" },
		{ "\xc3", "?" },
		{ "\xc2", "?" },
		{ "\xe2\x82", "??" },
		{ "\xc0\xaf", "??" },
		{ "\xed\xa0\x80", "???" },
		{ "\xf4\x90\x80\x80", "????" },
		{ "\x80\xc3\xa9", "???" },
		{ "\xff\xfe\n", "???" },
	};

	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(rows); i++) {
		char *text = strdup(rows[i].text);
		json_t *json;

		assert_non_null(text);
		make_printable(text);
		assert_string_equal(text, rows[i].printable);
		json = json_string(text);
		assert_non_null(json);
		json_decref(json);
		free(text);
	}
}

static void a_name_is_one_column(void **state)
{
	char text[] = "a b  /bin/c   d";

	(void)state;
	keep_to_column(text);
	assert_string_equal(text, "a b ?/bin/c ? d");
}

static void check_detail(unsigned int reason, struct hf_range detail, const char *expected,
			 const char *expected_json)
{
	char *text = malloc(EVENT_DETAIL_SIZE), *dumped;
	json_t *json = build_detail_json(reason, &detail);

	assert_non_null(text);
	assert_non_null(json);
	format_detail(reason, &detail, text);
	assert_string_equal(text, expected);
	dumped = json_dumps(json, JSON_COMPACT | JSON_ENCODE_ANY);
	assert_non_null(dumped);
	assert_string_equal(dumped, expected_json);
	free(dumped);
	free(text);
	json_decref(json);
}

static void details_have_both_ends(void **state)
{
	(void)state;
	check_detail(HF_REASON_MSR, (struct hf_range){ 0x1a0, 1 }, " 0x1a0",
		     "{\"first\":416,\"last\":416}");
	check_detail(HF_REASON_MSR, (struct hf_range){ 0x80, 2 }, " 0x80-0x81",
		     "{\"first\":128,\"last\":129}");
	check_detail(HF_REASON_MSR, (struct hf_range){ 0, 0x10000 }, " 0x0-0xffff",
		     "{\"first\":0,\"last\":65535}");
	check_detail(HF_REASON_MSR, (struct hf_range){ 0xfffffffe, 2 }, " 0xfffffffe-0xffffffff",
		     "{\"first\":4294967294,\"last\":4294967295}");
	/* An unknown detail is not shown as register 0. */
	check_detail(HF_REASON_MSR, (struct hf_range){ 0, 0 }, "", "null");
	check_detail(HF_REASON_MSR, (struct hf_range){ 7, 0 }, "", "null");
}

/* Numbers without a device, for which sysfs has no name. */
static void a_device_has_a_name_or_its_numbers(void **state)
{
	(void)state;
	check_detail(HF_REASON_DEVICE_DMA, (struct hf_range){ 511U << 20 | 0xfffff, 1 },
		     " char 511:1048575",
		     "{\"first\":536870911,\"last\":536870911,\"device\":\"char 511:1048575\"}");
	check_detail(HF_REASON_DEVICE_DMA, (struct hf_range){ 1U << 31 | 510U << 20 | 7, 1 },
		     " block 510:7",
		     "{\"first\":2682257415,\"last\":2682257415,\"device\":\"block 510:7\"}");
	/* /dev/null, which every system has. */
	check_detail(HF_REASON_DEVICE_DMA, (struct hf_range){ 1U << 20 | 3, 1 }, " null",
		     "{\"first\":1048579,\"last\":1048579,\"device\":\"null\"}");
	check_detail(HF_REASON_DEVICE_DMA, (struct hf_range){ 0, 0 }, "", "null");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(path_stands_at_the_end),
		cmocka_unit_test(longest_path_fits),
		cmocka_unit_test(cut_path_says_so),
		cmocka_unit_test(no_path_is_empty),
		cmocka_unit_test(path_beyond_the_end_is_empty),
		cmocka_unit_test(texts_become_printable),
		cmocka_unit_test(a_name_is_one_column),
		cmocka_unit_test(details_have_both_ends),
		cmocka_unit_test(a_device_has_a_name_or_its_numbers),
	};

	return cmocka_run_group_tests_name("event_text", tests, NULL, NULL);
}
