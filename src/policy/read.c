// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <libeconf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/mman.h>

#include "base/memory.h"
#include "base/report.h"
#include "policy/check.h"
#include "policy/text/files.h"
#include "policy/text/keys.h"
#include "policy/text/places.h"
#include "policy/text/text.h"

static int write_all(int fd, const char *text, size_t left)
{
	while (left) {
		ssize_t len = write(fd, text, left);

		if (len < 0)
			return -1;
		text += len;
		left -= (size_t)len;
	}
	return 0;
}

/* Some settings of a file, whole sections, and the text of just these. */
struct part {
	struct policy_file *file;
	struct setting *list;
	size_t count;
	const char *plain;
	size_t size;
};

static void take_values(econf_file *read, const struct part *part)
{
	for (size_t i = 0; i < part->count; i++) {
		struct setting *setting = &part->list[i];
		char *value = NULL;
		econf_err err;

		if (!setting->key)
			continue;
		err = econf_getStringValue(read, setting->section, setting->key, &value);
		if (err && err != ECONF_KEY_HAS_NULL_VALUE) {
			struct place at = setting->at;

			at.file = part->file;
			problem(&at, "%s= cannot be read: %s", setting->key, econf_errString(err));
		}
		setting->value = value ? value : must_copy("", 0);
	}
}

/*
 * The library reads files by name. It gets the very text that was scanned, not the file a second
 * time: that might be another by then.
 */
static void read_part(const struct part *part)
{
	struct place at = { .file = part->file };
	int fd = memfd_create("policy", MFD_CLOEXEC);
	econf_file *read = NULL;
	econf_err err;
	char path[64];

	if (fd < 0 || write_all(fd, part->plain, part->size)) {
		problem(&at, "it cannot be read: %m");
	} else {
		snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
		err = econf_readFile(&read, path, "=", "#");
		if (err)
			problem(&at, "it cannot be read: %s", econf_errString(err));
		else
			take_values(read, part);
		econf_freeFile(read);
	}
	if (fd >= 0)
		close(fd);
}

/* The library looks through all keys of a file for each one: so it gets a few at a time. */
#define PART_SETTINGS 64

static void read_values(struct policy_file *file, struct settings *settings)
{
	size_t begin = 0;

	while (begin < settings->count) {
		size_t end = begin + 1;
		struct part part = { .file = file, .list = &settings->list[begin] };

		while (end < settings->count &&
		       (end - begin < PART_SETTINGS || settings->list[end].key))
			end++;
		part.count = end - begin;
		part.plain = settings->plain + settings->list[begin].plain_at;
		part.size = end < settings->count ?
				    settings->list[end].plain_at - settings->list[begin].plain_at :
				    strlen(part.plain);
		read_part(&part);
		begin = end;
	}
}

static void read_file(struct policy *policy, struct policy_file *file)
{
	struct settings settings;
	size_t size;
	char *text = read_policy_file(file, &size);

	if (!text)
		return;
	scan_policy(file, text, size, &settings);
	free(text);
	/* What was wrong is not in the plain text: the rest is looked at all the same. */
	if (settings.plain)
		read_values(file, &settings);
	for (size_t i = 0; i < settings.count; i++)
		if (!settings.list[i].key || settings.list[i].value)
			apply_setting(policy, &settings.list[i]);
	free_settings(&settings);
}

static struct policy *new_policy(void)
{
	struct policy *policy = must_alloc(sizeof(*policy));

	set_defaults(policy, lock_keys);
	policy->files = must_alloc(sizeof(*policy->files));
	return policy;
}

static struct policy *read_files(struct policy *policy)
{
	for (size_t i = 0; i < policy->files->count; i++)
		read_file(policy, &policy->files->list[i]);
	if (policy->level_under_secure_boot == HF_LEVELS)
		policy->level_under_secure_boot = policy->level;
	check_policy(policy);
	if (!count_problems(policy))
		return policy;
	policy_free(policy);
	return NULL;
}

struct policy *policy_read(const char *root)
{
	struct policy *policy = new_policy();

	if (!find_policy_files(root, !*root && !geteuid(), policy->files))
		return read_files(policy);
	policy_free(policy);
	return NULL;
}

struct policy *policy_read_files(char **paths, size_t count)
{
	struct policy *policy = new_policy();

	for (size_t i = 0; i < count; i++)
		add_policy_file(policy->files, paths[i]);
	return read_files(policy);
}

void policy_free(struct policy *policy)
{
	if (!policy)
		return;
	for (size_t i = 0; i < policy->exception_count; i++) {
		free(policy->exceptions[i].name);
		free_values(&policy->exceptions[i], exception_keys);
	}
	free(policy->exceptions);
	for (size_t i = 0; i < policy->quiet_count; i++) {
		free(policy->quiet[i].name);
		free_values(&policy->quiet[i], quiet_keys);
	}
	free(policy->quiet);
	free_values(policy, lock_keys);
	free_values(policy, verify_keys);
	free_files(policy->files);
	free(policy);
}
