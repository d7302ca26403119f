// SPDX-License-Identifier: GPL-2.0
#include <stdio.h>
#include "base/names.h"
#include "policy/show.h"
#include "policy/text/keys.h"
#include "policy/text/places.h"
#include "policy/text/values.h"
#include "policy/verity.h"

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

static json_t *list_reasons(hf_reason_set reasons)
{
	json_t *list = json_array();

	for (unsigned int r = 0; r < HF_REASONS; r++)
		if (reasons & hf_set_of((int)r))
			json_array_append_new(list, json_string(reason_texts[r].name));
	return list;
}

static json_t *list_digests(const struct digests *digests)
{
	json_t *list = json_array();
	char text[VERITY_TEXT_SIZE];

	for (size_t i = 0; i < digests->count; i++) {
		format_verity(&digests->list[i], text);
		json_array_append_new(list, json_string(text));
	}
	return list;
}

/* @masks: of registers, whose bits are told where not all may be written; NULL: they have none. */
static json_t *list_ranges(const struct hf_exception *narrowed, const unsigned long long *masks)
{
	json_t *list = json_array();
	char mask[32];

	for (unsigned int i = 0; i < narrowed->count; i++) {
		const struct hf_range *range = &narrowed->ranges[i];

		if (masks)
			snprintf(mask, sizeof(mask), "0x%llx", masks[i]);
		json_array_append_new(
			list, json_pack("{s:I, s:I, s:s*}", "first", (json_int_t)range->first,
					"last", (json_int_t)(range->first + range->size - 1),
					"mask", masks && masks[i] != ALL_BITS ? mask : NULL));
	}
	return list;
}

static json_t *list_paths(char **paths, size_t count)
{
	json_t *list = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(list, json_string(paths[i]));
	return list;
}

static json_t *list_exceptions(const struct policy *policy)
{
	json_t *list = json_array();

	for (size_t i = 0; i < policy->exception_count; i++) {
		const struct policy_exception *e = &policy->exceptions[i];

		json_array_append_new(
			list,
			json_pack(
				"{s:s, s:s?, s:s?, s:o, s:o, s:b, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:s, s:i}",
				"name", e->name, "comment", e->comment, "program", e->program,
				"reasons", list_reasons(e->reasons), "verity",
				list_digests(&e->verity), "unverified", e->unverified, "libraries",
				e->verified_libraries ? "verified" : "any", "library",
				list_digests(&e->libraries), "images", list_digests(&e->images),
				"modules", list_digests(&e->modules), "registers",
				list_ranges(&e->registers, e->masks), "ports",
				list_ranges(&e->ports, NULL), "paths",
				list_paths(e->paths, e->path_count), "devices",
				list_paths(e->devices, e->device_count), "file", e->file, "line",
				(int)e->line));
	}
	return list;
}

/* Of what is not demanded, null: there is no list. */
static json_t *list_demand(const struct policy *policy, enum hf_reason reason,
			   const struct digests *listed)
{
	return policy->demanded & hf_set_of((int)reason) ? list_digests(listed) : json_null();
}

static json_t *list_quiet(const struct policy *policy)
{
	json_t *list = json_array();

	for (size_t i = 0; i < policy->quiet_count; i++) {
		const struct policy_quiet *quiet = &policy->quiet[i];

		json_array_append_new(list, json_pack("{s:s, s:s?, s:s, s:o, s:s, s:i}", "name",
						      quiet->name, "comment", quiet->comment,
						      "program", quiet->program, "reasons",
						      list_reasons(quiet->reasons), "file",
						      quiet->file, "line", (int)quiet->line));
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
	return json_pack(
		"{s:s, s:s, s:s, s:b, s:b, s:b, s:s, s:o, s:{s:o, s:o, s:o}, s:o, s:o, s:o, s:o}",
		"level", level_name(policy->level), "level_under_secure_boot",
		level_name(policy->level_under_secure_boot), "native", native_words[policy->native],
		"seal", policy->seal, "strict", policy->strict, "require_clean",
		policy->require_clean, "mode", mode_words[policy->audit], "verdicts",
		list_verdicts(policy), "verify", "kernel",
		list_demand(policy, HF_REASON_KEXEC_IMAGE, &policy->kernels), "initrd",
		list_demand(policy, HF_REASON_KEXEC_INITRD, &policy->initrds), "firmware",
		list_demand(policy, HF_REASON_FIRMWARE, &policy->firmware), "exceptions",
		list_exceptions(policy), "quiet", list_quiet(policy), "files",
		list_files(policy->files), "origins", list_origins(policy->files));
}
