// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <string.h>

#include "base/names.h"
#include "kernel/lsm_list.h"
#include "kernel/native.h"
#include "kernel/securityfs.h"

int native_parse(const char *text, enum hf_level *level)
{
	const char *chosen = strchr(text, '[');

	for (unsigned int l = HF_NONE; chosen && l < HF_LEVELS; l++) {
		size_t len = strlen(level_name(l));

		if (!strncmp(chosen + 1, level_name(l), len) && chosen[1 + len] == ']') {
			*level = l;
			return 0;
		}
	}
	return -EBADMSG;
}

/* The built-in engine may provide the file instead, for programs that know only this name. */
static bool is_builtins(void)
{
	char active[512];

	return builtin_is_there() && !read_securityfs("lsm", active, sizeof(active)) &&
	       !lsm_is_listed(active, "lockdown");
}

int native_read(enum hf_level *level)
{
	char text[128];
	int err = is_builtins() ? -ENOENT : read_securityfs("lockdown", text, sizeof(text));

	return err ? err : native_parse(text, level);
}

int native_raise(enum hf_level level)
{
	const char *name = level_name(level);

	return write_securityfs("lockdown", name, strlen(name));
}
