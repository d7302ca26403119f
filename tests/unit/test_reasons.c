// SPDX-License-Identifier: GPL-2.0
/* reasons.def: all texts exist and are well formed, names are unique, and levels are right. */
#include "unit.h"

#include <ctype.h>
#include <regex.h>
#include <stdbool.h>
#include <string.h>

#include "base/names.h"

/* Linux 7.3's enum lockdown_reason, split at its INTEGRITY_MAX. */
static const struct hf_policy no_policy;

static const char *const integrity_names[] = {
	"MODULE_SIGNATURE",
	"DEV_MEM",
	"EFI_TEST",
	"KEXEC",
	"HIBERNATION",
	"PCI_ACCESS",
	"IOPORT",
	"MSR",
	"ACPI_TABLES",
	"DEVICE_TREE",
	"PCMCIA_CIS",
	"TIOCSSERIAL",
	"MODULE_PARAMETERS",
	"MMIOTRACE",
	"DEBUGFS",
	"XMON_WR",
	"BPF_WRITE_USER",
	"DBG_WRITE_KERNEL",
	"RTAS_ERROR_INJECTION",
	"XEN_USER_ACTIONS",
};

/* BPF_READ is 5.4's name of BPF_READ_KERNEL. */
static const char *const confidentiality_names[] = {
	"KCORE", "KPROBES", "BPF_READ", "BPF_READ_KERNEL", "DBG_READ_KERNEL",
	"PERF",	 "TRACEFS", "XMON_RW",	"XFRM_SECRET",
};

static const struct reason_text *find_kernel_name(const char *kernel_name)
{
	for (unsigned int r = 0; r < HF_REASONS; r++)
		if (!strcmp(reason_texts[r].kernel_name, kernel_name))
			return &reason_texts[r];
	fail_msg("LOCKDOWN_%s is missing", kernel_name);
	return NULL;
}

static void kernel_reasons_are_there_with_their_level(void **state)
{
	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(integrity_names); i++)
		assert_int_equal(find_kernel_name(integrity_names[i])->level, HF_INTEGRITY);
	for (unsigned int i = 0; i < ARRAY_SIZE(confidentiality_names); i++)
		assert_int_equal(find_kernel_name(confidentiality_names[i])->level,
				 HF_CONFIDENTIALITY);
}

/* The kernel has no other reasons: each other one is marked as ours. */
static void own_reasons_are_not_the_kernels(void **state)
{
	unsigned int own = 0;

	(void)state;
	for (unsigned int r = 0; r < HF_REASONS; r++)
		own += reason_texts[r].own;
	for (unsigned int i = 0; i < ARRAY_SIZE(integrity_names); i++)
		assert_false(find_kernel_name(integrity_names[i])->own);
	for (unsigned int i = 0; i < ARRAY_SIZE(confidentiality_names); i++)
		assert_false(find_kernel_name(confidentiality_names[i])->own);
	assert_int_equal(own + ARRAY_SIZE(integrity_names) + ARRAY_SIZE(confidentiality_names),
			 HF_REASONS);
	assert_true(own > 0);
}

static void levels_agree_with_the_decision(void **state)
{
	(void)state;
	for (unsigned int r = 0; r < HF_REASONS; r++) {
		enum hf_level level = reason_texts[r].level;

		assert_in_range(level, HF_INTEGRITY, HF_CONFIDENTIALITY);
		assert_int_equal(hf_reason_level((int)r), level);
		assert_int_equal(hf_decide(level, &no_policy, (int)r, level), HF_DENY);
		if (level > HF_FORCE_LEVEL)
			assert_int_equal(hf_decide(level - 1U, &no_policy, (int)r, level),
					 HF_ALLOW);
	}
}

static void name_is_the_kernels_in_lower_case(void **state)
{
	(void)state;
	for (unsigned int r = 0; r < HF_REASONS; r++) {
		char name[64] = "";
		const char *kernel_name = reason_texts[r].kernel_name;

		assert_in_range(strlen(kernel_name), 1, sizeof(name) - 1);
		for (size_t i = 0; kernel_name[i]; i++)
			name[i] = (char)(kernel_name[i] == '_' ? '-' : tolower(kernel_name[i]));
		assert_string_equal(reason_texts[r].name, name);
	}
}

static void names_are_unique(void **state)
{
	(void)state;
	for (unsigned int r = 0; r < HF_REASONS; r++)
		for (unsigned int other = 0; other < r; other++)
			assert_string_not_equal(reason_texts[r].name, reason_texts[other].name);
}

/* One line, without blanks around it or two in a row, that ends with @end. */
static void check_text(const char *name, const char *text, const char *end)
{
	size_t len = strlen(text);

	if (!len || isspace((unsigned char)*text) || isspace((unsigned char)text[len - 1]) ||
	    strpbrk(text, "\n\t") || strstr(text, "  "))
		fail_msg("%s: a text is empty or has stray blanks: '%s'", name, text);
	if (end ? text[len - 1] != *end : text[len - 1] == '.')
		fail_msg("%s: a text ends the wrong way: '%s'", name, text);
}

static void texts_are_there(void **state)
{
	(void)state;
	for (unsigned int r = 0; r < HF_REASONS; r++) {
		const struct reason_text *text = &reason_texts[r];

		check_text(text->name, text->summary, NULL);
		check_text(text->name, text->loss, ".");
		if (*text->tools)
			check_text(text->name, text->tools, NULL);
		if (strstr(text->tools, ",,") || strstr(text->tools, " ,"))
			fail_msg("%s: an empty name among the tools", text->name);
		/* There are no exceptions from the seal, nor from demands, which are about files. */
		if (r == HF_REASON_SEAL || hf_is_demand((int)r)) {
			assert_string_equal(text->gives, "");
			continue;
		}
		/* The text continues "a program with an exception can". */
		check_text(text->name, text->gives, NULL);
		assert_true(islower((unsigned char)*text->gives));
		assert_in_range(strlen(text->gives), 20, 90);
	}
}

/* "5.4", or "5.4-5.13" where a later release renamed it. */
static void since_is_a_release(void **state)
{
	regex_t release;

	(void)state;
	assert_int_equal(regcomp(&release, "^[0-9]+\\.[0-9]+(-[0-9]+\\.[0-9]+)?$",
				 REG_EXTENDED | REG_NOSUB),
			 0);
	for (unsigned int r = 0; r < HF_REASONS; r++)
		if (regexec(&release, reason_texts[r].since, 0, NULL, 0))
			fail_msg("%s: '%s' is no release", reason_texts[r].name,
				 reason_texts[r].since);
	regfree(&release);
}

/* FNV-1a, 32 bits, over the names with their NULs. */
static void digest_covers_names_and_order(void **state)
{
	uint32_t digest = 0x811c9dc5;

	(void)state;
	for (unsigned int r = 0; r < HF_REASONS; r++) {
		size_t size = strlen(reason_texts[r].name) + 1;

		for (size_t i = 0; i < size; i++) {
			digest ^= (unsigned char)reason_texts[r].name[i];
			digest *= 0x01000193;
		}
	}
	assert_int_equal(reasons_digest(), digest);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kernel_reasons_are_there_with_their_level),
		cmocka_unit_test(own_reasons_are_not_the_kernels),
		cmocka_unit_test(levels_agree_with_the_decision),
		cmocka_unit_test(name_is_the_kernels_in_lower_case),
		cmocka_unit_test(names_are_unique),
		cmocka_unit_test(texts_are_there),
		cmocka_unit_test(since_is_a_release),
		cmocka_unit_test(digest_covers_names_and_order),
	};

	return cmocka_run_group_tests_name("reasons", tests, NULL, NULL);
}
