// SPDX-License-Identifier: GPL-2.0
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/names.h"
#include "base/words.h"
#include "policy/text/keys.h"
#include "policy/text/places.h"
#include "policy/text/types.h"

#define KEY(of, NAME, field, value, json) \
	{ #NAME, json, offsetof(struct of, field), &value##_type },

const struct policy_key lock_keys[] = {
#define LOCK_KEY(NAME, type, field, value, json) KEY(policy, NAME, field, value, json)
#include "policy/keys.def"
	{ 0 },
};

const struct policy_key verify_keys[] = {
#define VERIFY_KEY(NAME, type, field, value, json) KEY(policy, NAME, field, value, json)
#include "policy/keys.def"
	{ 0 },
};

const struct policy_key exception_keys[] = {
#define EXCEPTION_KEY(NAME, type, field, value, json) \
	KEY(policy_exception, NAME, field, value, json)
#include "policy/keys.def"
	{ 0 },
};

const struct policy_key quiet_keys[] = {
#define QUIET_KEY(NAME, type, field, value, json) KEY(policy_quiet, NAME, field, value, json)
#include "policy/keys.def"
	{ 0 },
};

/* The name of a section of this kind; NULL: it is none. */
static const char *name_of(const char *section, const char *kind)
{
	size_t len = strlen(kind);

	return strncmp(section, kind, len) ? NULL : section + len;
}

bool is_exception_name(const char *name)
{
	static const char valid[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";

	return *name && strlen(name) <= NAME_MAX_LEN && !name[strspn(name, valid)];
}

bool check_section(const struct place *at, const char *section)
{
	const char *quiet = name_of(section, QUIET_SECTION);
	const char *name = quiet ? quiet : name_of(section, EXCEPTION_SECTION);
	char quoted[QUOTE_SIZE];

	if (!strcmp(section, "Lock") || !strcmp(section, "Reasons") || !strcmp(section, "Verify") ||
	    (name && is_exception_name(name)))
		return true;
	if (name)
		problem(at,
			"no %s can be named '%s'; valid: up to %u letters, digits, '.', "
			"'_' and '-', after one blank",
			quiet ? "quiet rule" : "exception", quote(quoted, name, strlen(name)),
			NAME_MAX_LEN);
	else
		problem(at,
			"there is no section '%s'; valid: Lock, Reasons, Verify, Exception NAME, "
			"Quiet NAME",
			quote(quoted, section, strlen(section)));
	return false;
}

static void *value_of(void *object, const struct policy_key *key)
{
	return (char *)object + key->at;
}

/* NULL: those of [Reasons], which are the reasons. */
static const struct policy_key *keys_of(const char *section)
{
	if (!strcmp(section, "Reasons"))
		return NULL;
	if (name_of(section, EXCEPTION_SECTION))
		return exception_keys;
	if (name_of(section, QUIET_SECTION))
		return quiet_keys;
	return strcmp(section, "Verify") ? lock_keys : verify_keys;
}

static const char *key_name(const char *section, size_t i)
{
	const struct policy_key *keys = keys_of(section);

	if (keys)
		return keys[i].name;
	return i < HF_REASONS ? reason_texts[i].name : NULL;
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

/* check_key() has let it through. */
static bool fail_unknown(const struct setting *setting, const struct place *value)
{
	problem(value, "%s= is not understood", setting->key);
	return false;
}

static bool set_reason_key(struct policy *policy, const struct setting *setting,
			   const struct place *value)
{
	for (unsigned int r = 0; r < HF_REASONS; r++)
		if (!strcmp(reason_texts[r].name, setting->key))
			return read_verdict(policy, r, setting->value, value);
	return fail_unknown(setting, value);
}

/* What the keys of a section are set of: the policy, or what the section is about. */
static void *open_object(struct policy *policy, const char *section, const struct place *at)
{
	const char *name = name_of(section, EXCEPTION_SECTION);
	const char *quiet = name_of(section, QUIET_SECTION);

	if (name)
		return open_exception(policy, name, at);
	return quiet ? (void *)open_quiet(policy, quiet, at) : policy;
}

/* Whether the value could be understood. */
static bool set_key(struct policy *policy, const struct setting *setting, const struct place *value)
{
	const struct policy_key *key = keys_of(setting->section);

	if (!key)
		return set_reason_key(policy, setting, value);
	for (; key->name; key++)
		if (!strcmp(key->name, setting->key))
			return key->type->read(
				value_of(open_object(policy, setting->section, &setting->at), key),
				setting->value, value);
	return fail_unknown(setting, value);
}

void apply_setting(struct policy *policy, const struct setting *setting)
{
	struct place value = setting->at;
	bool understood;

	if (!setting->key) {
		open_object(policy, setting->section, &setting->at);
		return;
	}
	value.column = setting->value_at;
	understood = set_key(policy, setting, &value);
	note_origin(policy, setting->section, setting->key, *setting->value ? &value : NULL)->wrong =
		!understood;
}

void print_value(const void *object, const struct policy_key *key)
{
	const void *value = (const char *)object + key->at;

	if (key->type->text)
		fputs(key->type->text(value), stdout);
	else
		key->type->print(value);
}

json_t *build_value(const void *object, const struct policy_key *key)
{
	const void *value = (const char *)object + key->at;
	const char *text;

	if (key->type->build)
		return key->type->build(value);
	text = key->type->text(value);
	return text ? json_string(text) : json_null();
}

void set_defaults(void *object, const struct policy_key *keys)
{
	for (; keys->name; keys++)
		keys->type->read(value_of(object, keys), "", NULL);
}

void free_values(void *object, const struct policy_key *keys)
{
	for (; keys->name; keys++)
		if (keys->type->release)
			keys->type->release(value_of(object, keys));
}
