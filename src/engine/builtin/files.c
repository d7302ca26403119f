// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/names.h"
#include "base/text_file.h"
#include "engine/builtin/builtin.h"
#include "engine/builtin/policy.h"
#include "engine/ops.h"
#include "kernel/log.h"
#include "kernel/securityfs.h"

bool builtin_may_be_raised(void)
{
	int fd = open_securityfs(BUILTIN_FOLDER "level", O_PATH);
	struct stat st;
	bool may = fd >= 0 && !fstat(fd, &st) && st.st_mode & 0222;

	if (fd >= 0)
		close(fd);
	return may;
}

static int write_word(const char *name, const char *word)
{
	return write_securityfs(name, word, strlen(word));
}

int builtin_try_unseal(void)
{
	return -write_word(BUILTIN_FOLDER "seal", "0");
}

static int read_level(unsigned int *level)
{
	char text[64];
	int err = read_securityfs(BUILTIN_FOLDER "level", text, sizeof(text)), found;

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
	int err = read_securityfs(BUILTIN_FOLDER "seal", text, sizeof(text));

	if (err)
		return err;
	*sealed = !strcmp(text, "1");
	return *sealed || !strcmp(text, "0") ? 0 : -EPROTO;
}

/* A header "reason allowed audited denied unrecorded", then a line for each reason. Skips unknown reasons. */
static int read_counters(struct hf_report *report)
{
	int fd = open_securityfs(BUILTIN_FOLDER "counters", O_RDONLY);
	FILE *file = stream_of(fd);
	unsigned long long allowed, audited, denied, unrecorded;
	char line[256], reason[64];
	int lines = 0;

	if (!file)
		return fd < 0 ? fd : -ENOMEM;
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

static hf_reason_set parse_set(char *names)
{
	hf_reason_set set = 0;
	char *name;

	while ((name = strsep(&names, " ")))
		set |= hf_set_of(find_reason(name));
	return set;
}

/* A line is a key and its value. Returns whether it is a key that every kernel has to give. */
static bool take_rule(char *line, struct engine *engine)
{
	struct hf_policy *rules = &engine->last.state.policies[0];
	const struct {
		const char *name;
		hf_reason_set *set;
		unsigned int *number;
	} fields[] = {
		{ "allowed", &rules->allowed, NULL },
		{ "audited", &rules->audited, NULL },
		{ "demanded", &rules->demanded, NULL },
		{ "exceptions", NULL, &rules->exceptions },
		{ "unverified", NULL, &rules->unverified },
		{ "quiet", NULL, &rules->quiet },
	};
	char *name = strsep(&line, " ");

	if (!strcmp(name, "version")) {
		engine->policy_version = line ? strtoull(line, NULL, 10) : 0;
		return line;
	}
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		if (strcmp(name, fields[i].name) != 0)
			continue;
		if (fields[i].set)
			*fields[i].set = parse_set(line);
		else
			*fields[i].number = line ? (unsigned int)strtoul(line, NULL, 10) : 0;
		return line || fields[i].set;
	}
	return false;
}

#define RULES 7

/* For kernels with an older series, which lack that file; only root can read it this way. */
static int read_rules_of_policy(struct engine *engine)
{
	struct compiled_policy policy;
	int err = builtin_read_policy(&policy);

	if (err)
		return err;
	engine->last.state.policies[0] = policy.blob.rules;
	engine->policy_version = policy.blob.version;
	free_compiled_policy(&policy);
	return 0;
}

static int read_rules(struct engine *engine)
{
	int fd = open_securityfs(BUILTIN_FOLDER "rules", O_RDONLY);
	FILE *file = stream_of(fd);
	size_t room = 0, taken = 0;
	char *line = NULL;

	if (fd == -ENOENT)
		return read_rules_of_policy(engine);
	if (!file)
		return fd < 0 ? fd : -ENOMEM;
	while (getline(&line, &room, file) >= 0) {
		line[strcspn(line, "\n")] = '\0';
		taken += take_rule(line, engine);
	}
	free(line);
	fclose(file);
	return taken == RULES ? 0 : -EPROTO;
}

static int read_files(struct engine *engine)
{
	struct hf_report *report = &engine->last;
	char version[16];
	int err = read_securityfs(BUILTIN_FOLDER "version", version, sizeof(version));

	memset(report, 0, sizeof(*report));
	if (!err && strtol(version, NULL, 10) != BUILTIN_INTERFACE)
		err = -EPROTO;
	err = err				       ?:
		      read_level(&report->state.level) ?:
		      read_seal(&report->state.sealed) ?:
		      read_rules(engine)	       ?:
							 read_counters(report);
	report->state.handles_guarded = report->state.sealed;
	return err;
}

static enum engine_presence open_files(struct engine *engine)
{
	int err = read_files(engine);

	if (!err)
		return ENGINE_FOUND;
	errno = -err;
	return err == -EPROTO ? ENGINE_FOREIGN : ENGINE_UNREADABLE;
}

/* The engine itself knows the level of the kernel's own lockdown. Its policy is only replaced as a whole. */
static int control_files(const struct hf_control *control)
{
	switch (control->op) {
	case HF_CONTROL_RAISE:
		return write_word(BUILTIN_FOLDER "level", level_name(control->level));
	case HF_CONTROL_SEAL:
		return write_word(BUILTIN_FOLDER "seal", "1");
	case HF_CONTROL_NATIVE:
		return 0;
	default:
		return -EOPNOTSUPP;
	}
}

const struct engine_ops builtin_engine = {
	.kind = HF_ENGINE_LSM,
	.open = open_files,
	.read = read_files,
	.control = control_files,
	.open_events = open_kernel_log,
	.change_rules = builtin_change_rules,
	.take_back_rules = builtin_take_back_rules,
};
