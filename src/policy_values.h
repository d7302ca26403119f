/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The values of a policy that are more than a word of a list. Each function returns NULL, or what
 * is wrong, which ends in what would be valid.
 */
#ifndef HOLDFAST_POLICY_VALUES_H
#define HOLDFAST_POLICY_VALUES_H

#include <stdbool.h>
#include <stddef.h>

#include "exception.h"
#include "policy.h"

#define MSR_MAX	 0xffffffffU
#define PORT_MAX 0xffffU

/* More in one range is no narrowing, but a mistake. */
#define RANGE_WIDEST 0x10000U

/* A whole path as the kernel gives it: there is no other way to write it. */
bool is_plain_path(const char *path);

/* "sha256:" and 64 hexadecimal digits. */
const char *parse_verity(const char *word, struct verity *verity);
#define VERITY_TEXT_SIZE (sizeof("sha256:") + 2UL * VERITY_LEN)
void format_verity(const struct verity *verity, char text[VERITY_TEXT_SIZE]);

/* "A" or "A-B", numbers up to @max; names of registers too, where @max is MSR_MAX. */
const char *parse_range(const char *word, unsigned int max, struct hf_range *range);

/* As parse_range() reads them, separated by spaces. */
void print_ranges(const struct hf_exception *narrowed);

/* Sorts @list and puts it into @narrowed, ranges that overlap or touch as one. */
const char *merge_ranges(struct hf_range *list, size_t count, unsigned int max,
			 struct hf_exception *narrowed);

#endif
