// SPDX-License-Identifier: GPL-2.0
/* /sys/kernel/security/lsm, and the lsm= made from it. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "kernel/lsm_list.h"

static void bpf_is_found_wherever_it_stands(void **state)
{
	static const char *const lists[] = {
		"bpf",	    "bpf,capability", "capability,bpf", "lockdown,bpf,landlock",
		"bpfx,bpf", "xbpf,bpf,x",
	};

	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(lists); i++)
		if (!lsm_is_listed(lists[i], "bpf"))
			fail_msg("bpf was not found in '%s'", lists[i]);
}

static void only_the_whole_name_is_found(void **state)
{
	static const char *const lists[] = {
		"",  ",",  "capability",      "bpfx", "xbpf", "bpfx,xbpf", "BPF", "bp,f",
		"b", "bp", "capability,bpfx",
	};

	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(lists); i++)
		if (lsm_is_listed(lists[i], "bpf"))
			fail_msg("bpf was found in '%s'", lists[i]);
	assert_false(lsm_is_listed("capability,bpf", ""));
	assert_false(lsm_is_listed("", ""));
	assert_false(lsm_is_listed("capability,bpf", "capability,bpf"));
}

static void bpf_is_added_and_capability_left_out(void **state)
{
	static const struct {
		const char *list;
		const char *line;
	} rows[] = {
		{ "", "bpf" },
		{ "capability", "bpf" },
		{ "lockdown,capability,landlock,yama", "lockdown,landlock,yama,bpf" },
		{ "capability,yama", "yama,bpf" },
		{ "yama,capability", "yama,bpf" },
		{ "capability,capability", "bpf" },
		{ "capabilityx,xcapability", "capabilityx,xcapability,bpf" },
		{ "lockdown,yama", "lockdown,yama,bpf" },
		{ "bpfx", "bpfx,bpf" },
		{ "a", "a,bpf" },
	};

	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(rows); i++) {
		/* The documented size, on the heap, so that the sanitizer sees an overrun. */
		size_t size = strlen(rows[i].list) + 5;
		char *line = malloc(size);

		assert_non_null(line);
		lsm_add_bpf(rows[i].list, line, size);
		assert_string_equal(line, rows[i].line);
		free(line);
	}
}

static void small_buffer_is_not_overrun(void **state)
{
	(void)state;
	for (size_t size = 1; size < 32; size++) {
		char *line = malloc(size);

		assert_non_null(line);
		line[0] = 'x';
		lsm_add_bpf("lockdown,landlock,yama", line, size);
		assert_true(memchr(line, '\0', size));
		assert_memory_equal("lockdown,landlock,yama,bpf", line, strlen(line));
		free(line);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bpf_is_found_wherever_it_stands),
		cmocka_unit_test(only_the_whole_name_is_found),
		cmocka_unit_test(bpf_is_added_and_capability_left_out),
		cmocka_unit_test(small_buffer_is_not_overrun),
	};

	return cmocka_run_group_tests_name("lsm_list", tests, NULL, NULL);
}
