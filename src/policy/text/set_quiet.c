// SPDX-License-Identifier: GPL-2.0
/* [Quiet NAME]. */
#include <string.h>

#include "engine_abi.h"
#include "policy/text/set.h"

bool set_quiet_reasons(struct policy_quiet *quiet, const char *value, const struct place *at)
{
	return read_reasons(&quiet->reasons, value, at, "always recorded is the reason");
}

bool set_quiet_program(struct policy_quiet *quiet, const char *value, const struct place *at)
{
	if (strlen(value) <= HF_PATH_LEN)
		return read_program(&quiet->program, value, at);
	_Static_assert(HF_PATH_LEN == 512, "the message says how long");
	problem(at, "the path is too long for an event; valid: up to 512 bytes");
	return false;
}

bool set_quiet_comment(struct policy_quiet *quiet, const char *value, const struct place *at)
{
	(void)at;
	replace_text(&quiet->comment, value);
	return true;
}
