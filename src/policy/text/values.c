// SPDX-License-Identifier: GPL-2.0
#include <stdbool.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "policy/text/msr_names.h"
#include "policy/text/values.h"

bool is_plain_path(const char *path)
{
	const char *part = path;

	if (*path != '/' || strlen(path) >= PATH_MAX)
		return false;
	do {
		size_t len = strcspn(++part, "/");

		if (!len || !strncmp(part, ".", len) || (len == 2 && !strncmp(part, "..", 2)))
			return false;
		part += len;
	} while (*part);
	return true;
}

/* 16 where it is none. */
static unsigned int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return (unsigned int)(c - '0');
	if (c >= 'a' && c <= 'f')
		return (unsigned int)(c - 'a') + 10;
	if (c >= 'A' && c <= 'F')
		return (unsigned int)(c - 'A') + 10;
	return 16;
}

const char *parse_verity(const char *word, struct verity *verity)
{
	static const char algorithm[] = "sha256:";
	const char *hex = word + strlen(algorithm);

	if (strncmp(word, algorithm, strlen(algorithm)) != 0)
		return "is no digest of an algorithm that is known here; valid: sha256: and 64 "
		       "hexadecimal digits, as `holdfast enroll` prints it";
	for (size_t i = 0; hex[i]; i++)
		if (hex_digit(hex[i]) == 16)
			return "has a character that is no hexadecimal digit; valid: 0-9, a-f";
	if (strlen(hex) != (size_t)2 * VERITY_LEN)
		return "is not of the length of a SHA-256; valid: sha256: and 64 hexadecimal digits";
	for (size_t i = 0; i < VERITY_LEN; i++)
		verity->digest[i] =
			(unsigned char)(hex_digit(hex[2 * i]) << 4 | hex_digit(hex[2 * i + 1]));
	return NULL;
}

/*
 * Not strtoul(): it takes signs and blanks, and 010 for eight, which nobody means who writes the
 * number of a register.
 */
static bool parse_digits(const char *digits, unsigned int base, unsigned long long *number)
{
	*number = 0;
	if (!*digits)
		return false;
	for (; *digits; digits++) {
		unsigned int digit = hex_digit(*digits);

		if (digit >= base)
			return false;
		if (*number <= MSR_MAX)
			*number = *number * base + digit;
	}
	return true;
}

static const char *parse_number(const char *word, unsigned int max, unsigned int *number)
{
	unsigned long long value;
	bool hex = !strncmp(word, "0x", 2);

	if (max == MSR_MAX && find_msr(word, number))
		return NULL;
	if (*word == '0' && !hex && word[1])
		return "is a number with a 0 before it; valid: decimal without, or 0x and "
		       "hexadecimal digits";
	if (!parse_digits(hex ? word + 2 : word, hex ? 16 : 10, &value))
		return max == MSR_MAX ?
			       "is no register; valid: a number (0x610), a range (0x610-0x614), a "
			       "name of the kernel's msr-index.h (MSR_PKG_POWER_LIMIT)" :
			       "is no I/O port; valid: a number (0x2e), a range (0x2e-0x2f)";
	if (value > max)
		return max == MSR_MAX ? "is too large for a register; valid: 0 to 0xffffffff" :
					"is too large for an I/O port; valid: 0 to 0xffff";
	*number = (unsigned int)value;
	return NULL;
}

const char *parse_range(const char *word, unsigned int max, struct hf_range *range)
{
	const char *dash = strchr(word, '-');
	unsigned int last;
	const char *wrong;
	char *first;

	range->size = 1;
	if (!dash)
		return parse_number(word, max, &range->first);
	first = strndup(word, (size_t)(dash - word));
	if (!first)
		return "cannot be read: out of memory";
	wrong = parse_number(first, max, &range->first);
	free(first);
	if (!wrong)
		wrong = parse_number(dash + 1, max, &last);
	if (wrong)
		return wrong;
	if (last < range->first)
		return "is a range that ends before it begins; valid: the lower number first";
	/* All numbers there are would be a size of 0: one less is as much too wide. */
	range->size = last - range->first == UINT_MAX ? UINT_MAX : last - range->first + 1;
	return NULL;
}

/* All of it, and some bit: a mask of 0 would be a register that may only be read. */
static const char *parse_mask(const char *word, unsigned long long *mask)
{
	static const char wrong[] =
		"has a mask that is none; valid: 0x and up to 16 hexadecimal digits, not all 0";

	if (strncmp(word, "0x", 2) || !word[2] || strlen(word + 2) > 16)
		return wrong;
	*mask = 0;
	for (word += 2; *word; word++) {
		if (hex_digit(*word) == 16)
			return wrong;
		*mask = *mask << 4 | hex_digit(*word);
	}
	return *mask ? NULL : wrong;
}

const char *parse_masked_range(const char *word, unsigned int max, struct hf_blob_range *masked)
{
	const char *colon = max == MSR_MAX ? strchr(word, ':') : NULL;
	const char *wrong;
	char *range;

	masked->mask = ALL_BITS;
	if (!colon)
		return parse_range(word, max, &masked->range);
	range = strndup(word, (size_t)(colon - word));
	if (!range)
		return "cannot be read: out of memory";
	wrong = parse_range(range, max, &masked->range);
	free(range);
	return wrong ? wrong : parse_mask(colon + 1, &masked->mask);
}

void print_ranges(const struct ranges *ranges)
{
	for (unsigned int i = 0; i < ranges->count; i++) {
		const struct hf_blob_range *one = &ranges->list[i];

		printf("%s0x%x", i ? " " : "", one->range.first);
		if (one->range.size > 1)
			printf("-0x%x", one->range.first + one->range.size - 1);
		if (one->mask != ALL_BITS)
			printf(":0x%llx", one->mask);
	}
}

static int compare_ranges(const void *left, const void *right)
{
	const struct hf_blob_range *a = left, *b = right;

	return a->range.first < b->range.first ? -1 : a->range.first > b->range.first;
}

/* Of ranges that are sorted; false where two overlap whose masks differ. */
static bool join_ranges(struct hf_blob_range *list, size_t count, size_t *joined)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		struct hf_blob_range *last = kept ? &list[kept - 1] : NULL;
		/* From the last one's first on, and wide enough for their sum. */
		unsigned long long from = last ? list[i].range.first - last->range.first : 0;
		unsigned long long end = from + list[i].range.size;

		if (last && last->mask != list[i].mask && from < last->range.size)
			return false;
		if (last && last->mask == list[i].mask && from <= last->range.size) {
			if (end > last->range.size)
				last->range.size = end > UINT_MAX ? UINT_MAX : (unsigned int)end;
			continue;
		}
		list[kept++] = list[i];
	}
	*joined = kept;
	return true;
}

const char *merge_ranges(struct hf_blob_range *list, size_t count, unsigned int max,
			 struct ranges *merged)
{
	size_t joined;

	qsort(list, count, sizeof(*list), compare_ranges);
	if (!join_ranges(list, count, &joined))
		return "has a register with two masks; valid: one for each";
	for (size_t i = 0; i < joined; i++)
		if (list[i].range.size > RANGE_WIDEST - (max == PORT_MAX))
			return max == MSR_MAX ?
				       "has a range of more than 65536 registers; valid: less, or "
				       "no Registers= at all, for an exception with all of them" :
				       "has all I/O ports; valid: less, or no Ports= at all";
	_Static_assert(HF_RANGES == 64, "the message says how many");
	if (joined > HF_RANGES)
		return "has more than 64 ranges that are apart; valid: up to 64, so split it up, "
		       "or take wider ranges";
	merged->count = (unsigned int)joined;
	if (joined)
		memcpy(merged->list, list, joined * sizeof(*list));
	return NULL;
}
