// SPDX-License-Identifier: GPL-2.0
/* Values that are text: any, or the path of a program. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "engine_abi.h"
#include "policy/text/types.h"
#include "policy/text/values.h"

static bool read_text(void *value, const char *text, const struct place *at)
{
	char **to = value;

	(void)at;
	free(*to);
	*to = *text ? must_copy(text, strlen(text)) : NULL;
	return true;
}

static bool read_program(void *value, const char *text, const struct place *at)
{
	char quoted[QUOTE_SIZE];

	if (!*text || is_plain_path(text))
		return read_text(value, text, at);
	problem(at,
		"'%s' is no whole path of a program; valid: from the root on, /usr/sbin/NAME, "
		"without '//', '.' and '..'",
		quote(quoted, text, strlen(text)));
	return false;
}

static bool read_event_program(void *value, const char *text, const struct place *at)
{
	if (strlen(text) <= HF_PATH_LEN)
		return read_program(value, text, at);
	_Static_assert(HF_PATH_LEN == 512, "the message says how long");
	problem(at, "the path is too long for an event; valid: up to 512 bytes");
	return false;
}

static const char *text_of(const void *value)
{
	return *(char *const *)value;
}

static void release_text(void *value)
{
	free(*(char **)value);
}

const struct value_type text_type = {
	.read = read_text,
	.text = text_of,
	.release = release_text,
};

const struct value_type program_type = {
	.read = read_program,
	.text = text_of,
	.release = release_text,
};

const struct value_type event_program_type = {
	.read = read_event_program,
	.text = text_of,
	.release = release_text,
};
