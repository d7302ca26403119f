// SPDX-License-Identifier: GPL-2.0
/* What an exception is narrowed to: registers, ports, paths, devices. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "policy/text/devices.h"
#include "policy/text/each_word.h"
#include "policy/text/paths.h"
#include "policy/text/types.h"
#include "policy/text/values.h"

struct read {
	struct hf_blob_range *list;
	size_t count;
	unsigned int max;
};

static const char *take_range(void *into, const char *word)
{
	struct read *read = into;

	read->list = must_grow(read->list, read->count, sizeof(*read->list));
	return parse_masked_range(word, read->max, &read->list[read->count++]);
}

static bool read_ranges(struct ranges *ranges, const char *value, const struct place *at,
			unsigned int max)
{
	struct read read = { .max = max };
	bool right = take_words(value, " \t,", at, take_range, &read);
	char quoted[QUOTE_SIZE];
	const char *wrong;

	if (!*value) {
		ranges->count = 0;
	} else if (right) {
		/* No range at all would be an exception that is not narrowed. */
		wrong = read.count ? merge_ranges(read.list, read.count, max, ranges) :
				     "has only commas; valid: numbers and ranges between them";
		if (wrong)
			problem(at, "'%s' %s", quote(quoted, value, strlen(value)), wrong);
		right = !wrong;
	}
	free(read.list);
	return right;
}

static bool read_registers(void *value, const char *text, const struct place *at)
{
	return read_ranges(value, text, at, MSR_MAX);
}

static bool read_ports(void *value, const char *text, const struct place *at)
{
	return read_ranges(value, text, at, PORT_MAX);
}

static void print_value(const void *value)
{
	print_ranges(value);
}

static json_t *build_ranges(const void *value)
{
	const struct ranges *ranges = value;
	json_t *list = json_array();
	char mask[32];

	for (unsigned int i = 0; i < ranges->count; i++) {
		const struct hf_blob_range *one = &ranges->list[i];

		snprintf(mask, sizeof(mask), "0x%llx", one->mask);
		json_array_append_new(
			list,
			json_pack("{s:I, s:I, s:s*}", "first", (json_int_t)one->range.first, "last",
				  (json_int_t)(one->range.first + one->range.size - 1), "mask",
				  one->mask != ALL_BITS ? mask : NULL));
	}
	return list;
}

const struct value_type registers_type = {
	.read = read_registers,
	.print = print_value,
	.build = build_ranges,
};
const struct value_type ports_type = {
	.read = read_ports,
	.print = print_value,
	.build = build_ranges,
};

struct asked {
	struct paths paths;
	const char *(*check)(const char *path);
};

static const char *take_path(void *into, const char *word)
{
	struct asked *asked = into;
	struct paths *read = &asked->paths;

	read->list = must_grow(read->list, read->count, sizeof(*read->list));
	read->list[read->count++] = must_copy(word, strlen(word));
	return asked->check(word);
}

/* @more: what else can be done where they are more than there may be. */
static bool read_list(struct paths *paths, const char *(*check)(const char *path), const char *more,
		      const char *text, const struct place *at)
{
	struct asked asked = { .check = check };
	bool right = take_words(text, " \t", at, take_path, &asked);

	_Static_assert(HF_RANGES == 64, "the message says how many");
	if (asked.paths.count > HF_RANGES) {
		problem(at, "these are %zu paths; valid: up to 64, so %s", asked.paths.count, more);
		right = false;
	}
	if (!right) {
		free_paths(asked.paths.list, asked.paths.count);
		return false;
	}
	free_paths(paths->list, paths->count);
	*paths = asked.paths;
	return true;
}

static bool read_paths(void *value, const char *text, const struct place *at)
{
	return read_list(value, check_narrow_path, "take their folders", text, at);
}

static bool read_devices(void *value, const char *text, const struct place *at)
{
	return read_list(value, check_device_path, "split it up", text, at);
}

static void print_paths(const void *value)
{
	const struct paths *paths = value;

	for (size_t i = 0; i < paths->count; i++)
		printf("%s%s", i ? " " : "", paths->list[i]);
}

static json_t *build_paths(const void *value)
{
	const struct paths *paths = value;
	json_t *list = json_array();

	for (size_t i = 0; i < paths->count; i++)
		json_array_append_new(list, json_string(paths->list[i]));
	return list;
}

static void release_paths(void *value)
{
	const struct paths *paths = value;

	free_paths(paths->list, paths->count);
}

const struct value_type paths_type = {
	.read = read_paths,
	.print = print_paths,
	.build = build_paths,
	.release = release_paths,
};
const struct value_type devices_type = {
	.read = read_devices,
	.print = print_paths,
	.build = build_paths,
	.release = release_paths,
};
