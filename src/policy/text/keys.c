// SPDX-License-Identifier: GPL-2.0
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/names.h"
#include "base/words.h"
#include "policy/text/keys.h"
#include "policy/text/paths.h"
#include "policy/text/places.h"
#include "policy/text/set.h"

const char *const native_words[] = { "auto", "yes", "no", NULL };
const char *const mode_words[] = { "enforce", "audit", NULL };

struct policy_key {
	const char *name;
	set_function *set;
};

static const struct policy_key lock_keys[] = {
	{ "Level", set_level },	  { "LevelUnderSecureBoot", set_level_under_secure_boot },
	{ "Native", set_native }, { "Seal", set_seal },
	{ "Strict", set_strict }, { "RequireClean", set_require_clean },
	{ "Mode", set_mode },
};

static const struct policy_key verify_keys[] = {
	{ "Kernel", set_kernels },
	{ "Initrd", set_initrds },
	{ "Firmware", set_firmware },
};

static const struct {
	const char *name;
	set_exception_function *set;
} exception_keys[] = {
	{ "Reason", set_reasons },	{ "Program", set_program },
	{ "Verity", set_verity },	{ "Unverified", set_unverified },
	{ "Libraries", set_libraries }, { "Library", set_library },
	{ "Image", set_images },	{ "Module", set_modules },
	{ "Registers", set_registers }, { "Ports", set_ports },
	{ "Paths", set_paths },		{ "Devices", set_devices },
	{ "Comment", set_comment },
};

static const struct {
	const char *name;
	set_quiet_function *set;
} quiet_keys[] = {
	{ "Reason", set_quiet_reasons },
	{ "Program", set_quiet_program },
	{ "Comment", set_quiet_comment },
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

const char *exception_name(const char *section)
{
	return strncmp(section, EXCEPTION_SECTION, strlen(EXCEPTION_SECTION)) ?
		       NULL :
		       section + strlen(EXCEPTION_SECTION);
}

const char *quiet_name(const char *section)
{
	return strncmp(section, QUIET_SECTION, strlen(QUIET_SECTION)) ?
		       NULL :
		       section + strlen(QUIET_SECTION);
}

bool is_exception_name(const char *name)
{
	static const char valid[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";

	return *name && strlen(name) <= NAME_MAX_LEN && !name[strspn(name, valid)];
}

bool check_section(const struct place *at, const char *section)
{
	const char *quiet = quiet_name(section);
	const char *name = quiet ? quiet : exception_name(section);
	char quoted[QUOTE_SIZE];

	if (!strcmp(section, "Lock") || !strcmp(section, "Reasons") || !strcmp(section, "Verify") ||
	    (name && is_exception_name(name)))
		return true;
	if (name)
		problem(at,
			"no %s can be named '%s'; valid: up to %u letters, digits, '.', "
			"'_' and '-', behind one blank",
			quiet ? "quiet rule" : "exception", quote(quoted, name, strlen(name)),
			NAME_MAX_LEN);
	else
		problem(at,
			"there is no section '%s'; valid: Lock, Reasons, Verify, Exception NAME, "
			"Quiet NAME",
			quote(quoted, section, strlen(section)));
	return false;
}

static const char *key_name(const char *section, size_t i)
{
	if (!strcmp(section, "Lock"))
		return i < COUNT(lock_keys) ? lock_keys[i].name : NULL;
	if (!strcmp(section, "Reasons"))
		return i < HF_REASONS ? reason_texts[i].name : NULL;
	if (!strcmp(section, "Verify"))
		return i < COUNT(verify_keys) ? verify_keys[i].name : NULL;
	if (quiet_name(section))
		return i < COUNT(quiet_keys) ? quiet_keys[i].name : NULL;
	return i < COUNT(exception_keys) ? exception_keys[i].name : NULL;
}

bool check_key(const struct place *at, const char *section, const char *key, size_t len)
{
	char valid[HF_REASONS * 32] = "", quoted[QUOTE_SIZE];
	const char *name;

	for (size_t i = 0; (name = key_name(section, i)); i++)
		if (strlen(name) == len && !strncmp(name, key, len))
			return true;
	for (size_t i = 0; (name = key_name(section, i)); i++)
		append_word(valid, sizeof(valid), name);
	problem(at, "there is no key '%s' in [%s]; valid: %s", quote(quoted, key, len), section,
		valid);
	return false;
}

static struct policy_exception *open_exception(struct policy *policy, const char *name,
					       const struct place *at)
{
	struct policy_exception *exception;

	long known = index_find(&policy->files->exceptions, name, "");

	if (known >= 0)
		return &policy->exceptions[known];
	index_add(&policy->files->exceptions, name, "", policy->exception_count);
	policy->exceptions =
		must_grow(policy->exceptions, policy->exception_count, sizeof(*policy->exceptions));
	exception = &policy->exceptions[policy->exception_count++];
	exception->name = must_copy(name, strlen(name));
	exception->file = at->file->shown;
	exception->line = at->line;
	return exception;
}

static struct policy_quiet *open_quiet(struct policy *policy, const char *name,
				       const struct place *at)
{
	struct policy_quiet *quiet;
	long known = index_find(&policy->files->quiet, name, "");

	if (known >= 0)
		return &policy->quiet[known];
	index_add(&policy->files->quiet, name, "", policy->quiet_count);
	policy->quiet = must_grow(policy->quiet, policy->quiet_count, sizeof(*policy->quiet));
	quiet = &policy->quiet[policy->quiet_count++];
	quiet->name = must_copy(name, strlen(name));
	quiet->file = at->file->shown;
	quiet->line = at->line;
	return quiet;
}

/* check_key() let it through: a key that is in one table and not in the other. */
static bool fail_unknown(const struct setting *setting, const struct place *value)
{
	problem(value, "%s= is not understood", setting->key);
	return false;
}

static bool set_policy_key(struct policy *policy, const struct setting *setting,
			   const struct place *value, const struct policy_key *keys, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(keys[i].name, setting->key))
			return keys[i].set(policy, setting->value, value);
	return fail_unknown(setting, value);
}

static bool set_reason_key(struct policy *policy, const struct setting *setting,
			   const struct place *value)
{
	for (unsigned int r = 0; r < HF_REASONS; r++)
		if (!strcmp(reason_texts[r].name, setting->key))
			return set_verdict(policy, r, setting->value, value);
	return fail_unknown(setting, value);
}

static bool set_exception_key(struct policy_exception *exception, const struct setting *setting,
			      const struct place *value)
{
	for (size_t i = 0; i < COUNT(exception_keys); i++)
		if (!strcmp(exception_keys[i].name, setting->key))
			return exception_keys[i].set(exception, setting->value, value);
	return fail_unknown(setting, value);
}

static bool set_quiet_key(struct policy_quiet *quiet, const struct setting *setting,
			  const struct place *value)
{
	for (size_t i = 0; i < COUNT(quiet_keys); i++)
		if (!strcmp(quiet_keys[i].name, setting->key))
			return quiet_keys[i].set(quiet, setting->value, value);
	return fail_unknown(setting, value);
}

/* Whether the value could be understood. */
static bool set_key(struct policy *policy, const struct setting *setting, const struct place *value)
{
	const char *name = exception_name(setting->section);
	const char *quiet = quiet_name(setting->section);

	if (name)
		return set_exception_key(open_exception(policy, name, &setting->at), setting,
					 value);
	if (quiet)
		return set_quiet_key(open_quiet(policy, quiet, &setting->at), setting, value);
	if (!strcmp(setting->section, "Reasons"))
		return set_reason_key(policy, setting, value);
	if (!strcmp(setting->section, "Verify"))
		return set_policy_key(policy, setting, value, verify_keys, COUNT(verify_keys));
	return set_policy_key(policy, setting, value, lock_keys, COUNT(lock_keys));
}

void apply_setting(struct policy *policy, const struct setting *setting)
{
	const char *name = exception_name(setting->section);
	const char *quiet = quiet_name(setting->section);
	struct place value = setting->at;
	bool understood;

	if (!setting->key) {
		if (name)
			open_exception(policy, name, &setting->at);
		if (quiet)
			open_quiet(policy, quiet, &setting->at);
		return;
	}
	value.column = setting->value_at;
	understood = set_key(policy, setting, &value);
	note_origin(policy, setting->section, setting->key, *setting->value ? &value : NULL)->wrong =
		!understood;
}

void free_exception(struct policy_exception *exception)
{
	free(exception->name);
	free(exception->program);
	free(exception->comment);
	free(exception->verity.list);
	free(exception->libraries.list);
	free(exception->images.list);
	free(exception->modules.list);
	free_paths(exception->paths, exception->path_count);
	free_paths(exception->devices, exception->device_count);
}

void free_quiet(struct policy_quiet *quiet)
{
	free(quiet->name);
	free(quiet->program);
	free(quiet->comment);
}
