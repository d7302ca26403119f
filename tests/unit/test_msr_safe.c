// SPDX-License-Identifier: GPL-2.0
/* Registers by name, and from an allowlist of msr-safe. */
#include "policy_unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/report.h"
#include "policy/text/msr_names.h"
#include "policy/text/msr_safe.h"

static char out[CAPTURE_SIZE], err[CAPTURE_SIZE];

static int import(const char *text)
{
	struct capture out_capture, err_capture;
	char folder[64], path[80];
	int status;

	make_folder(folder);
	snprintf(path, sizeof(path), "%s/list", folder);
	write_file(folder, "list", text, strlen(text));
	capture_begin(&out_capture, STDOUT_FILENO);
	capture_begin(&err_capture, STDERR_FILENO);
	status = import_msr_safe(path);
	capture_end(&err_capture, err);
	capture_end(&out_capture, out);
	remove_folder(folder);
	return status;
}

static void whole_registers_are_taken(void **state)
{
	(void)state;
	assert_int_equal(import("# MSR # Write Mask # Comment\n"
				"0x00000010 0x0000000000000000 # \"TSC\"\n\n"
				"0xC0000080\t0xFFFFFFFFFFFFFFFF\n"
				"0x611 0xffffffffffffffff#x\n  0x610 0xffffffffffffffff\n"),
			 EXIT_OK);
	assert_string_equal(err, "");
	assert_contains(out, "[Exception msr-safe]\nReason=msr\n");
	assert_contains(out, "\nRegisters=0x610-0x611 0xc0000080\n");
	assert_contains(out, "; 1 that may only be read");
}

static void partial_masks_are_left_out(void **state)
{
	(void)state;
	assert_int_equal(import("0x1 0xffffffffffffffff\n0x2 0x7fffffffffffffff\n0x3 0x1\n"),
			 EXIT_FAILED);
	assert_int_equal(count_lines(err), 2);
	assert_contains(err, "/list:2:1: register 0x2 is left out: its mask 0x7fffffffffffffff");
	assert_contains(err, "/list:3:1: register 0x3 is left out: its mask 0x0000000000000001");
	assert_contains(out, "\nRegisters=0x1\n");
}

static void other_lines_are_named(void **state)
{
	static const char *const lines[] = {
		"0x1",
		"1 0x1",
		"0x1 1",
		"0x1 0xffffffffffffffff 0x1",
		"0x1 0x1ffffffffffffffff",
		"0x100000000 0xffffffffffffffff",
		"0x 0x0",
		"x y",
		"0x1 0xfg",
	};
	char text[128];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(lines); i++) {
		snprintf(text, sizeof(text), "0x5 0xffffffffffffffff\n%s\n", lines[i]);
		assert_int_equal(import(text), EXIT_FAILED);
		assert_contains(err, "/list:2:1: '");
		assert_contains(err, "is no line of an allowlist; valid: 0xADDRESS 0xWRITEMASK");
		assert_contains(out, "\nRegisters=0x5\n");
	}
}

/* A section without Registers= would allow all registers. */
static void nothing_is_no_exception(void **state)
{
	(void)state;
	assert_int_equal(import("# nothing\n0x1 0x0\n"), EXIT_FAILED);
	assert_string_equal(out, "");
	assert_contains(err, "no register that may be written as a whole");
}

static void registers_have_names(void **state)
{
	static const struct {
		const char *name;
		unsigned int number;
	} known[] = {
		/* The first and the last of the list, and some that people write. */
		{ "MSR_AMD64_BU_CFG2", 0xc001102a },
		{ "MSR_ZEN4_BP_CFG", 0xc001102e },
		{ "MSR_EFER", 0xc0000080 },
		{ "MSR_LSTAR", 0xc0000082 },
		{ "MSR_PKG_POWER_LIMIT", 0x610 },
		{ "MSR_IA32_PERF_CTL", 0x199 },
		{ "MSR_IA32_ENERGY_PERF_BIAS", 0x1b0 },
		{ "MSR_SYSCALL_MASK", 0xc0000084 },
		{ "MSR_IA32_P5_MC_ADDR", 0 },
	};
	static const char *const unknown[] = {
		"",
		"MSR_",
		"MSR_EFERX",
		"msr_efer",
		"MSR_IA32_BNDCFGS_RSVD",
		"MSR_IA32_MISC_ENABLE_TCC_BIT",
		"EFER_SCE",
		"ZZZ",
		"0x10",
	};
	unsigned int number = 7;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(known); i++) {
		if (!find_msr(known[i].name, &number))
			fail_msg("%s is missing", known[i].name);
		assert_int_equal(number, known[i].number);
	}
	for (size_t i = 0; i < ARRAY_SIZE(unknown); i++)
		if (find_msr(unknown[i], &number))
			fail_msg("'%s' is no register", unknown[i]);
}

static void names_are_sorted(void **state)
{
	static const char *const names[] = {
#define MSR(NAME, number) #NAME,
#include "policy/text/msr_names.def"
	};
	unsigned int number;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		assert_true(find_msr(names[i], &number));
		if (i)
			assert_true(strcmp(names[i - 1], names[i]) < 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_registers_are_taken),
		cmocka_unit_test(partial_masks_are_left_out),
		cmocka_unit_test(other_lines_are_named),
		cmocka_unit_test(nothing_is_no_exception),
		cmocka_unit_test(registers_have_names),
		cmocka_unit_test(names_are_sorted),
	};

	return cmocka_run_group_tests_name("msr-safe", tests, NULL, NULL);
}
