// SPDX-License-Identifier: GPL-2.0
#include "base/names.h"
#include "policy/show.h"
#include "policy/text/keys.h"
#include "policy/text/places.h"

static json_t *list_files(const struct policy_files *files)
{
	json_t *list = json_array();

	for (size_t i = 0; i < files->count; i++)
		json_array_append_new(list, json_string(files->list[i].shown));
	return list;
}

static json_t *list_verdicts(const struct policy *policy)
{
	json_t *list = json_array();

	for (unsigned int r = 0; r < HF_REASONS; r++) {
		hf_reason_set bit = hf_set_of((int)r);
		enum hf_verdict verdict = policy->allowed & bit ? HF_ALLOW :
					  policy->audited & bit ? HF_AUDIT :
								  HF_DENY;

		if ((policy->allowed | policy->audited | policy->enforced) & bit)
			json_array_append_new(list, json_pack("{s:s, s:s}", "reason",
							      reason_texts[r].name, "verdict",
							      verdict_name(verdict)));
	}
	return list;
}

static void add_keys(json_t *to, const void *object, const struct policy_key *keys)
{
	for (; keys->name; keys++)
		json_object_set_new(to, keys->json, build_value(object, keys));
}

static json_t *build_section(const char *name, const void *object, const struct policy_key *keys,
			     const char *file, unsigned int line)
{
	json_t *section = json_pack("{s:s}", "name", name);

	add_keys(section, object, keys);
	json_object_set_new(section, "file", json_string(file));
	json_object_set_new(section, "line", json_integer(line));
	return section;
}

static json_t *list_exceptions(const struct policy *policy)
{
	json_t *list = json_array();

	for (size_t i = 0; i < policy->exception_count; i++) {
		const struct policy_exception *e = &policy->exceptions[i];

		json_array_append_new(list,
				      build_section(e->name, e, exception_keys, e->file, e->line));
	}
	return list;
}

static json_t *list_quiet(const struct policy *policy)
{
	json_t *list = json_array();

	for (size_t i = 0; i < policy->quiet_count; i++) {
		const struct policy_quiet *quiet = &policy->quiet[i];

		json_array_append_new(list, build_section(quiet->name, quiet, quiet_keys,
							  quiet->file, quiet->line));
	}
	return list;
}

static json_t *list_origins(const struct policy_files *files)
{
	json_t *list = json_array();

	for (size_t i = 0; i < files->origin_count; i++) {
		const struct origin *origin = &files->origins[i];

		if (origin->value.file)
			json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:i}", "section",
							      origin->section, "key", origin->key,
							      "file", origin->value.file->shown,
							      "line", (int)origin->value.line));
	}
	return list;
}

json_t *build_policy_json(const struct policy *policy)
{
	json_t *json = json_object(), *verify = json_object();

	add_keys(json, policy, lock_keys);
	add_keys(verify, policy, verify_keys);
	json_object_set_new(json, "verdicts", list_verdicts(policy));
	json_object_set_new(json, "verify", verify);
	json_object_set_new(json, "exceptions", list_exceptions(policy));
	json_object_set_new(json, "quiet", list_quiet(policy));
	json_object_set_new(json, "files", list_files(policy->files));
	json_object_set_new(json, "origins", list_origins(policy->files));
	return json;
}
