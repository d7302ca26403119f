// SPDX-License-Identifier: GPL-2.0
/*
 * msr-safe's allowlist has a line for each register: its number, and a mask of the bits that may be
 * written. An exception has registers, and no bits: the engine sees which register a program
 * writes, and not what.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/report.h"
#include "policy/text/msr_safe.h"
#include "policy/text/problem.h"
#include "policy/text/values.h"

struct allowlist {
	struct hf_blob_range *ranges;
	size_t count;
	unsigned int read_only;
	struct place at;
};

static bool parse_hex(const char *word, uint64_t *number)
{
	char *end;

	if (strncmp(word, "0x", 2) && strncmp(word, "0X", 2))
		return false;
	if (!word[2] || word[2 + strspn(word + 2, "0123456789abcdefABCDEF")])
		return false;
	errno = 0;
	*number = strtoull(word, &end, 16);
	return !errno;
}

/* "ADDRESS MASK" and nothing else; @line is cut up. */
static void read_line(struct allowlist *list, char *line)
{
	char *rest, *address, *mask, quoted[QUOTE_SIZE];
	uint64_t number, bits;

	line[strcspn(line, "#\n")] = '\0';
	quote(quoted, line, strlen(line));
	address = strtok_r(line, " \t\r", &rest);
	mask = strtok_r(NULL, " \t\r", &rest);
	if (!address)
		return;
	if (!mask || strtok_r(NULL, " \t\r", &rest) || !parse_hex(address, &number) ||
	    !parse_hex(mask, &bits) || number > MSR_MAX) {
		problem(&list->at,
			"'%s' is no line of an allowlist; valid: 0xADDRESS 0xWRITEMASK # comment",
			quoted);
	} else if (!bits) {
		list->read_only++;
	} else if (bits != UINT64_MAX) {
		problem(&list->at,
			"register 0x%x is left out: its mask 0x%016llx allows some of its bits, "
			"and an exception gives a whole register or none",
			(unsigned int)number, (unsigned long long)bits);
	} else {
		list->ranges = must_grow(list->ranges, list->count, sizeof(*list->ranges));
		list->ranges[list->count++] =
			(struct hf_blob_range){ .range = { (unsigned int)number, 1 },
						.mask = ALL_BITS };
	}
}

static void print_section(const struct allowlist *list, const struct ranges *narrowed)
{
	printf("# From %s", list->at.file->shown);
	if (list->read_only)
		printf("; %u that may only be read are left out: reading is not refused",
		       list->read_only);
	printf("\n[Exception msr-safe]\nReason=msr\n"
	       "# The program, and its digest as `holdfast enroll PROGRAM` prints it:\n"
	       "Program=\nVerity=\nRegisters=");
	print_ranges(narrowed);
	putchar('\n');
}

/* False where there is nothing to give: no Registers= would be all of them. */
static bool print_registers(struct allowlist *list)
{
	struct ranges narrowed;
	const char *wrong = NULL;

	list->at.line = 0;
	if (list->count)
		wrong = merge_ranges(list->ranges, list->count, MSR_MAX, &narrowed);
	if (!list->count)
		problem(&list->at, "it has no register that may be written as a whole; there is "
				   "nothing to except");
	else if (wrong)
		problem(&list->at, "it %s", wrong);
	else
		print_section(list, &narrowed);
	return !wrong && list->count;
}

int import_msr_safe(const char *path)
{
	struct policy_file file = { .path = must_copy(path, strlen(path)),
				    .shown = printable(path) };
	struct allowlist list = { .at = { .file = &file, .column = 1 } };
	FILE *from = fopen(path, "re");
	char *line = NULL;
	size_t size = 0;

	while (from && getline(&line, &size, from) >= 0) {
		list.at.line++;
		/* Each has to be named, however many they are: this is no misspelt file. */
		file.problems = file.problems ? 1 : 0;
		read_line(&list, line);
	}
	if (!from || ferror(from)) {
		list.at.line = 0;
		problem(&list.at, "it cannot be read: %m");
	} else {
		print_registers(&list);
	}
	if (from)
		fclose(from);
	free(line);
	free(list.ranges);
	free(file.path);
	free(file.shown);
	return file.problems ? EXIT_FAILED : EXIT_OK;
}
