// SPDX-License-Identifier: GPL-2.0
/* The parsers of the kernel's text for the look for residue. */
#include "unit.h"

#include <string.h>

#include "engine/bpf/iterator_lines.h"
#include "residue/lines.h"

static void mapping_has_range_device_and_inode(void **state)
{
	struct mapping mapping;

	(void)state;
	assert_int_equal(parse_mapping("7f3c00001000-7f3c00003000 rw-s 00001000 00:05 7   /dev/mem",
				       &mapping),
			 0);
	assert_int_equal(mapping.start, 0x7f3c00001000);
	assert_int_equal(mapping.end, 0x7f3c00003000);
	assert_int_equal(mapping.major, 0);
	assert_int_equal(mapping.minor, 5);
	assert_int_equal(mapping.inode, 7);
	/* Hexadecimal device numbers; an inode of 64 bits. */
	assert_int_equal(parse_mapping("1000-2000 r--p ffff0000 fd:1a 18446744073709551615 /a b",
				       &mapping),
			 0);
	assert_int_equal(mapping.major, 0xfd);
	assert_int_equal(mapping.minor, 0x1a);
	assert_true(mapping.inode == UINT64_MAX);
	assert_int_equal(parse_mapping("7ffe-7fff rw-p 00000000 00:00 0 [stack]", &mapping), 0);
	assert_int_equal(mapping.inode, 0);
}

static void other_lines_are_no_mapping(void **state)
{
	static const char *const lines[] = { "", "x", "1000-2000", "1000-2000 r--p 0 00:05",
					     "1000 2000 r--p 0 00:05 7" };
	struct mapping mapping;

	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(lines); i++)
		if (!parse_mapping(lines[i], &mapping))
			fail_msg("'%s' was taken for a mapping", lines[i]);
}

static void type_of_a_mount_stands_behind_the_dash(void **state)
{
	unsigned int major = 0, minor = 0;
	char type[32];

	(void)state;
	assert_int_equal(parse_mount_type("28 25 0:7 / /sys/kernel/debug rw shared:13 master:1 - "
					  "debugfs debugfs rw",
					  &major, &minor, type),
			 0);
	assert_int_equal(major, 0);
	assert_int_equal(minor, 7);
	assert_string_equal(type, "debugfs");
	/* A name that looks like one. */
	assert_int_equal(parse_mount_type("30 25 254:1 / /mnt/-debugfs rw - fuse.sysfs x rw",
					  &major, &minor, type),
			 0);
	assert_int_equal(major, 254);
	assert_string_equal(type, "fuse.sysfs");
	assert_int_equal(parse_mount_type("30 25 0:7 / /mnt rw", &major, &minor, type), -1);
	assert_int_equal(parse_mount_type("30 25 x / /mnt rw - proc", &major, &minor, type), -1);
	/* Exactly the documented size. */
	assert_int_equal(parse_mount_type("1 1 0:1 / / rw - "
					  "0123456789012345678901234567890123456789",
					  &major, &minor, type),
			 0);
	assert_int_equal(strlen(type), 31);
}

static void fdinfo_has_numbers_behind_whole_keys(void **state)
{
	static const char text[] = "pos:\t0\nflags:\t012000002\nlink_prog_id:\t3\nprog_id:\t42\n";
	unsigned int value = 0;

	(void)state;
	assert_int_equal(parse_fdinfo(text, "prog_id", &value, 10), 0);
	assert_int_equal(value, 42);
	assert_int_equal(parse_fdinfo(text, "flags", &value, 8), 0);
	assert_int_equal(value, 012000002);
	assert_int_equal(parse_fdinfo(text, "prog", &value, 10), -1);
	assert_int_equal(parse_fdinfo(text, "map_id", &value, 10), -1);
	/* A longer key, with a number at the same place. */
	assert_int_equal(parse_fdinfo("flags2 7\nflags:\t4\n", "flags", &value, 10), 0);
	assert_int_equal(value, 4);
	assert_int_equal(parse_fdinfo("", "flags", &value, 8), -1);
	assert_int_equal(parse_fdinfo("prog_id:", "prog_id", &value, 10), -1);
}

static void kprobe_is_named_by_its_symbol(void **state)
{
	char symbol[128];

	(void)state;
	assert_int_equal(
		parse_kprobe("ffffffff81245cd0  k  do_sys_openat2+0x0    [FTRACE]\n", symbol), 0);
	assert_string_equal(symbol, "do_sys_openat2+0x0");
	assert_int_equal(parse_kprobe("ffffffff81245cd0  k", symbol), -1);
	assert_int_equal(parse_kprobe("", symbol), -1);
}

static void misc_device_is_found_by_its_whole_name(void **state)
{
	static const char text[] = "262 efi_test\n231 snapshot\n 59 efi_test2\n";
	unsigned int minor = 0;

	(void)state;
	assert_int_equal(find_misc_minor(text, "efi_test", &minor), 0);
	assert_int_equal(minor, 262);
	assert_int_equal(find_misc_minor(text, "efi_test2", &minor), 0);
	assert_int_equal(minor, 59);
	assert_int_equal(find_misc_minor(text, "efi", &minor), -1);
	assert_int_equal(find_misc_minor("", "efi", &minor), -1);
}

static void iterators_lines_are_read(void **state)
{
	struct program_facts facts;
	struct port_user user;

	(void)state;
	assert_int_equal(parse_port_user("141 142 3 1\n", &user), 0);
	assert_int_equal(user.tgid, 141);
	assert_int_equal(user.tid, 142);
	assert_int_equal(user.iopl, 3);
	assert_int_equal(user.bitmap, 1);
	assert_int_equal(parse_port_user("141 142 3\n", &user), -1);
	assert_int_equal(parse_program_facts("7 26 2 1 security_locked_down\n", &facts), 0);
	assert_int_equal(facts.id, 7);
	assert_int_equal(facts.attach_type, 26);
	assert_int_equal(facts.marked_loads, 2);
	assert_int_equal(facts.replaceable, 1);
	assert_string_equal(facts.function, "security_locked_down");
	assert_int_equal(parse_program_facts("8 0 0 0 \n", &facts), 0);
	assert_string_equal(facts.function, "");
	assert_int_equal(parse_program_facts("8 0 0\n", &facts), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mapping_has_range_device_and_inode),
		cmocka_unit_test(other_lines_are_no_mapping),
		cmocka_unit_test(type_of_a_mount_stands_behind_the_dash),
		cmocka_unit_test(fdinfo_has_numbers_behind_whole_keys),
		cmocka_unit_test(kprobe_is_named_by_its_symbol),
		cmocka_unit_test(misc_device_is_found_by_its_whole_name),
		cmocka_unit_test(iterators_lines_are_read),
	};

	return cmocka_run_group_tests_name("residue_lines", tests, NULL, NULL);
}
