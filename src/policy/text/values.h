/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The values of a policy that are more than a word of a list. Each function returns NULL, or what
 * is wrong, which ends in what would be valid.
 */
#ifndef HOLDFAST_POLICY_TEXT_VALUES_H
#define HOLDFAST_POLICY_TEXT_VALUES_H

#include <stdbool.h>
#include <stddef.h>

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

/* The same, and after a ':' the mask if not all bits may be written; only registers have one. */
const char *parse_masked_range(const char *word, unsigned int max, struct hf_blob_range *masked);

/* As parse_masked_range() reads them, separated by spaces. */
void print_ranges(const struct ranges *ranges);

/*
 * Sorts @list and puts it into @merged, ranges that overlap or touch as one. Two ranges with different masks stay apart,
 * and must not overlap.
 */
const char *merge_ranges(struct hf_blob_range *list, size_t count, unsigned int max,
			 struct ranges *merged);

#endif
