// SPDX-License-Identifier: GPL-2.0
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "ima/kernel.h"
#include "kernel/command_line.h"

const char *ima_mode_name(enum ima_mode mode)
{
	static const char *const names[] = { "off", "log", "fix", "enforce" };

	return names[mode];
}

/* Compares as the kernel does: only the beginning counts, and an unknown value changes nothing. */
static void take_mode(const char *value, enum ima_mode *mode)
{
	for (enum ima_mode m = IMA_OFF; m <= IMA_ENFORCE; m++)
		if (!strncmp(value, ima_mode_name(m), strlen(ima_mode_name(m))))
			*mode = m;
}

void ima_read_cmdline(char *cmdline, bool secure_boot, struct ima_kernel *kernel)
{
	char *name, *value;

	kernel->mode = IMA_ENFORCE;
	while ((name = next_boot_param(&cmdline, &value))) {
		if (is_boot_param(name, "ima_appraise") && value)
			take_mode(value, &kernel->mode);
		/* This value brings no rules. */
		else if (is_boot_param(name, "ima_policy") && value &&
			 !strcmp(value, "fail_securely"))
			continue;
		else if (!kernel->builtin &&
			 (is_boot_param(name, "ima_policy") || is_boot_param(name, "ima_tcb") ||
			  is_boot_param(name, "ima_appraise_tcb")))
			kernel->builtin =
				must_format("%s%s%s", name, value ? "=" : "", value ? value : "");
	}
	/* Under Secure Boot the kernel keeps its default. */
	if (secure_boot)
		kernel->mode = IMA_ENFORCE;
}

void ima_free(struct ima_kernel *kernel)
{
	free(kernel->builtin);
	free(kernel->rules);
}
