// SPDX-License-Identifier: GPL-2.0
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/names.h"
#include "base/text_file.h"
#include "base/words.h"
#include "kernel/command_line.h"
#include "lock/boot_params.h"

#define OUR_PREFIX "holdfast."

enum param { HOLDFAST, LOCKDOWN, ON_FAILURE, SEAL, PARAMS };

const char *boot_failure_name(unsigned int what)
{
	static const char *const names[] = { "continue", "shell", "poweroff" };

	return names[what];
}

static const char *seal_name(unsigned int seal)
{
	return seal ? "yes" : "no";
}

/* Each has its values from the most lenient to the strictest. */
static const struct {
	const char *name;
	const char *(*value)(unsigned int);
	int values;
} vocabulary[PARAMS] = {
	[HOLDFAST] = { "holdfast", level_name, HF_LEVELS },
	[LOCKDOWN] = { "lockdown", level_name, HF_LEVELS },
	[ON_FAILURE] = { OUR_PREFIX "on_failure", boot_failure_name, BOOT_POWEROFF + 1 },
	[SEAL] = { OUR_PREFIX "seal", seal_name, 2 },
};

__attribute__((format(printf, 2, 3))) static void note(struct boot_params *params,
						       const char *format, ...)
{
	size_t used = strlen(params->notes);
	size_t room = sizeof(params->notes) - used;
	va_list args;

	/* Beyond that nobody reads on; the newline has its room. */
	if (room < 3)
		return;
	va_start(args, format);
	vsnprintf(params->notes + used, room - 1, format, args);
	va_end(args);
	used = strlen(params->notes);
	snprintf(params->notes + used, sizeof(params->notes) - used, "\n");
}

/* The number of @value, or -1, with a note that @what may not have it. */
static int find_value(enum param param, const char *what, const char *value,
		      struct boot_params *params)
{
	char valid[128] = "";

	for (int i = 0; i < vocabulary[param].values; i++) {
		if (value && !strcmp(value, vocabulary[param].value(i)))
			return i;
		append_word(valid, sizeof(valid), vocabulary[param].value(i));
	}
	if (value)
		note(params, "%s: '%.128s' is no value; valid: %s", what, value, valid);
	else
		note(params, "%s: a value is missing; valid: %s", what, valid);
	return -1;
}

/* @best: of each parameter the strictest value so far, or -1. */
static void take_param(const char *name, const char *value, int best[PARAMS],
		       struct boot_params *params)
{
	int found;

	for (enum param p = 0; p < PARAMS; p++) {
		if (!is_boot_param(name, vocabulary[p].name))
			continue;
		found = find_value(p, vocabulary[p].name, value, params);
		if (found < 0) {
			/* It says what follows a failure, and is none: the lock is not at stake. */
			params->failed |= p != ON_FAILURE;
			found = vocabulary[p].values - 1;
		}
		if (found > best[p])
			best[p] = found;
		return;
	}
	if (strncmp(name, OUR_PREFIX, strlen(OUR_PREFIX)) != 0)
		return;
	note(params,
	     "there is no parameter %.128s; valid: holdfast, holdfast.on_failure, "
	     "holdfast.seal",
	     name);
	params->failed = true;
}

/* The image's file holds one word. */
static int find_image_level(const char *image, struct boot_params *params)
{
	char word[64];
	int level;

	if (!image)
		return HF_NONE;
	while (is_kernel_space(*image))
		image++;
	/* Cut short, it could be another one. */
	if ((size_t)snprintf(word, sizeof(word), "%s", image) >= sizeof(word))
		*word = '\0';
	for (size_t len = strlen(word); len && is_kernel_space(word[len - 1]); len--)
		word[len - 1] = '\0';
	level = find_value(HOLDFAST, "the image's level", word, params);
	params->failed |= level < 0;
	return level;
}

static int higher(int one, int other)
{
	return one > other ? one : other;
}

void parse_boot_params(char *line, const char *image, struct boot_params *params)
{
	int best[PARAMS] = { -1, -1, -1, -1 };
	char *name, *value;
	int level;

	memset(params, 0, sizeof(*params));
	if (!line) {
		note(params, "the kernel's command line cannot be read");
		params->failed = true;
	}
	while (line && (name = next_boot_param(&line, &value)))
		take_param(name, value, best, params);
	level = find_image_level(image, params);
	params->none = best[HOLDFAST] == HF_NONE;
	if (params->none && level > HF_NONE)
		note(params, "holdfast=none: the image's level, %s, does not count",
		     level_name(level));
	if (best[HOLDFAST] >= 0)
		level = best[HOLDFAST];
	level = higher(level, best[LOCKDOWN]);
	if (params->failed)
		level = HF_CONFIDENTIALITY;
	if (best[HOLDFAST] >= 0 && best[HOLDFAST] < (int)HF_FORCE_LEVEL)
		note(params, "holdfast=%s is ignored: this build always enforces %s",
		     level_name(best[HOLDFAST]), level_name(HF_FORCE_LEVEL));
	params->level = higher(level, HF_FORCE_LEVEL);
	params->seal = best[SEAL] == 1;
	params->on_failure = higher(best[ON_FAILURE], BOOT_CONTINUE);
	/* In a forced build whoever can make it fail must not choose what follows. */
	if (HF_FORCE_LEVEL > HF_NONE)
		params->on_failure = BOOT_POWEROFF;
}

void read_boot_params(const char *image, struct boot_params *params)
{
	char *line = read_text_file(AT_FDCWD, "/proc/cmdline");

	parse_boot_params(line, image, params);
	free(line);
}
