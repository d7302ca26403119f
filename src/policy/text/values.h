/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The values of a policy that are more than a word of a list. Each function returns NULL, or what
 * is wrong, which ends in what would be valid.
 */
#ifndef HOLDFAST_POLICY_TEXT_VALUES_H
#define HOLDFAST_POLICY_TEXT_VALUES_H

#include <stdbool.h>
#include <stddef.h>

#include "exception.h"
#include "policy/policy.h"

#define MSR_MAX	 0xffffffffU
#define PORT_MAX 0xffffU

/* All that a register has. */
#define ALL_BITS (~0ULL)

/* More in one range is no narrowing, but a mistake. */
#define RANGE_WIDEST 0x10000U

/* A whole path as the kernel gives it: there is no other way to write it. */
bool is_plain_path(const char *path);

/* "sha256:" and 64 hexadecimal digits. */
const char *parse_verity(const char *word, struct verity *verity);

/* "A" or "A-B", numbers up to @max; names of registers too, where @max is MSR_MAX. */
const char *parse_range(const char *word, unsigned int max, struct hf_range *range);

/* Registers, and the bits that may be written to them. */
struct masked_range {
	struct hf_range range;
	unsigned long long mask;
};

/* The same, and after a ':' the mask where not all bits may be written; registers only have one. */
const char *parse_masked_range(const char *word, unsigned int max, struct masked_range *masked);

/* As parse_masked_range() reads them, separated by spaces. @masks: NULL: all bits. */
void print_ranges(const struct hf_exception *narrowed, const unsigned long long *masks);

/*
 * Sorts @list and puts it into @narrowed, ranges that overlap or touch as one, but for those whose
 * masks differ: these must not overlap. Their masks go into @masks, of HF_RANGES.
 */
const char *merge_masked_ranges(struct masked_range *list, size_t count, unsigned int max,
				struct hf_exception *narrowed, unsigned long long *masks);

/* The same without masks. */
const char *merge_ranges(const struct hf_range *list, size_t count, unsigned int max,
			 struct hf_exception *narrowed);

#endif
