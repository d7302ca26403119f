// SPDX-License-Identifier: GPL-2.0
#include <stdlib.h>
#include <string.h>

#include "base/names.h"
#include "base/report.h"
#include "lock/boot_check.h"
#include "lock/boot_params.h"
#include "lock/boot_record.h"
#include "report/status.h"

static void say_lines(char *text)
{
	char *line;

	while ((line = strsep(&text, "\n"))) {
		if (!strncmp(line, "holdfast: ", 10))
			line += 10;
		if (*line)
			fail("%s", line);
	}
}

static int check_record(void)
{
	char *record = read_boot_record();
	char *rest = record, *outcome;
	int err = 0;

	if (!record)
		return fail("cannot read the result of the boot: " BOOT_RECORD ": %m");
	outcome = strsep(&rest, "\n");
	if (*outcome && strcmp(outcome, BOOT_RECORD_OK) != 0) {
		err = fail("in the initramfs the kernel was not locked as requested; what was to "
			   "follow: %s",
			   outcome);
		say_lines(rest);
	}
	free(record);
	return err;
}

/* What is audited, or has an exception, is locked all the same. */
static enum hf_level level_in_force(const struct status *status)
{
	return status->enforcing && status->state->level > status->native ? status->state->level :
									    status->native;
}

static int check_command_line(void)
{
	struct boot_params params;
	struct status status;

	read_boot_params(NULL, &params);
	say_lines(params.notes);
	if (params.level == HF_NONE)
		return 0;
	read_status(&status);
	if (!level_is_known(&status))
		return fail("%s was asked for, and whether that is in force cannot be read: see "
			    "`holdfast status`",
			    level_name(params.level));
	if (level_in_force(&status) < params.level)
		return fail("the kernel's command line asks for %s, and %s is in force: no "
			    "initramfs has locked; make its image again (update-initramfs -u, or "
			    "dracut --force), with the hooks that `make install` installs",
			    level_name(params.level), level_name(level_in_force(&status)));
	return 0;
}

int check_boot(void)
{
	return check_record() ?: check_command_line();
}
