// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "builtin.h"
#include "names.h"
#include "securityfs.h"

#define FOLDER "holdfast/"

bool builtin_is_there(void)
{
	int fd = open_securityfs(FOLDER "version", O_RDONLY);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

static int write_word(const char *name, const char *word)
{
	int fd = open_securityfs(name, O_WRONLY);
	int err = 0;

	if (fd < 0)
		return fd;
	if (write(fd, word, strlen(word)) < 0)
		err = -errno;
	close(fd);
	return err;
}

int builtin_raise(enum hf_level level)
{
	return write_word(FOLDER "level", level_name(level));
}

int builtin_seal(void)
{
	return write_word(FOLDER "seal", "1");
}

int builtin_try_unseal(void)
{
	return -write_word(FOLDER "seal", "0");
}

static int read_level(unsigned int *level)
{
	char text[64];
	int err = read_securityfs(FOLDER "level", text, sizeof(text)), found;

	if (err)
		return err;
	found = find_word(text, level_name, HF_LEVELS);
	if (found < 0)
		return -EPROTO;
	*level = (unsigned int)found;
	return 0;
}

static int read_seal(unsigned int *sealed)
{
	char text[8];
	int err = read_securityfs(FOLDER "seal", text, sizeof(text));

	if (err)
		return err;
	*sealed = !strcmp(text, "1");
	return *sealed || !strcmp(text, "0") ? 0 : -EPROTO;
}

/* "reason allowed audited denied unrecorded", then a line for each. What is none of ours is skipped. */
static int read_counters(struct hf_report *report)
{
	int fd = open_securityfs(FOLDER "counters", O_RDONLY);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "r");
	unsigned long long allowed, audited, denied, unrecorded;
	char line[256], reason[64];
	int lines = 0;

	if (!file) {
		if (fd >= 0)
			close(fd);
		return fd < 0 ? fd : -ENOMEM;
	}
	while (fgets(line, sizeof(line), file)) {
		struct hf_counter *counter;
		int found;

		// NOLINTNEXTLINE(cert-err34-c): the kernel's own text
		if (sscanf(line, "%63s %llu %llu %llu %llu", reason, &allowed, &audited, &denied,
			   &unrecorded) != 5)
			continue;
		lines++;
		report->state.lost += unrecorded;
		found = find_reason(reason);
		if (found == HF_REASON_UNKNOWN)
			continue;
		counter = &report->counters.slots[found];
		counter->verdicts[HF_ALLOW] = allowed;
		counter->verdicts[HF_AUDIT] = audited;
		counter->verdicts[HF_DENY] = denied;
	}
	fclose(file);
	return lines ? 0 : -EPROTO;
}

int builtin_read(struct hf_report *report)
{
	char version[16];
	int err = read_securityfs(FOLDER "version", version, sizeof(version));

	memset(report, 0, sizeof(*report));
	if (!err && strtol(version, NULL, 10) != BUILTIN_INTERFACE)
		err = -EPROTO;
	err = err				       ?:
		      read_level(&report->state.level) ?:
		      read_seal(&report->state.sealed) ?:
							 read_counters(report);
	report->state.handles_guarded = report->state.sealed;
	return err;
}
