// SPDX-License-Identifier: GPL-2.0
#include <string.h>

#include "names.h"
#include "policy_check.h"
#include "policy_paths.h"
#include "policy_places.h"

/* A key of an exception, as far as this file asks for it. */
struct given {
	const struct origin *reason, *program, *verity, *unverified, *libraries, *library;
	const struct origin *registers, *ports, *paths;
};

static struct given find_given(const struct policy *policy, const struct policy_exception *e)
{
	return (struct given){
		.reason = find_exception_origin(policy, e, "Reason"),
		.program = find_exception_origin(policy, e, "Program"),
		.verity = find_exception_origin(policy, e, "Verity"),
		.unverified = find_exception_origin(policy, e, "Unverified"),
		.libraries = find_exception_origin(policy, e, "Libraries"),
		.library = find_exception_origin(policy, e, "Library"),
		.registers = find_exception_origin(policy, e, "Registers"),
		.ports = find_exception_origin(policy, e, "Ports"),
		.paths = find_exception_origin(policy, e, "Paths"),
	};
}

/* Where its section begins, for what is missing in it. */
static struct place find_begin(const struct policy *policy, const struct policy_exception *e)
{
	struct place at = { .line = e->line, .column = 1 };

	for (size_t i = 0; i < policy->files->count; i++)
		if (policy->files->list[i].shown == e->file)
			at.file = &policy->files->list[i];
	return at;
}

static void check_binding(const struct policy_exception *e, const struct given *given,
			  const struct place *begin)
{
	const char *program = e->program ? e->program : "PROGRAM";
	char quoted[QUOTE_SIZE];

	/* Its value is not known, and was reported. */
	if (given->unverified && given->unverified->wrong)
		return;
	if (!e->unverified) {
		if (!given->verity)
			problem(begin,
				"exception %s has no Verity=, and a path alone can be replaced by "
				"root; run `holdfast enroll %s`; valid: Verity=sha256:..., or "
				"Unverified=yes",
				e->name, quote(quoted, program, strlen(program)));
		return;
	}
	if (given->verity)
		problem(&given->unverified->value,
			"Unverified=yes, but exception %s has Verity= in line %u; valid: one of "
			"the two",
			e->name, given->verity->value.line);
	if (!given->program)
		problem(&given->unverified->value,
			"Unverified=yes, but exception %s has no Program=; valid: Program=, and a "
			"whole path",
			e->name);
	if (e->verified_libraries)
		problem(&given->libraries->value,
			"Libraries=verified, but the program of exception %s is not; valid: any, "
			"or Verity= instead of Unverified=yes",
			e->name);
}

/* What has none of the paths would not be narrowed, but have all there is. */
static void check_paths(const struct policy_exception *e, const struct place *at)
{
	bool belongs = false;

	for (unsigned int r = 0; r < HF_REASONS; r++) {
		size_t count = 0;

		if (!hf_has_paths(r) || !(e->reasons & hf_set_of((int)r)))
			continue;
		belongs = true;
		for (size_t i = 0; i < e->path_count; i++)
			count += path_is_for(e->paths[i], r);
		if (!count)
			problem(at,
				"Paths= has none for the reason %s, which exception %s has; valid: "
				"one below /sys/kernel/%s, or an exception of its own for %s",
				reason_texts[r].name, e->name,
				r == HF_REASON_TRACEFS ? "tracing" : "debug", reason_texts[r].name);
	}
	if (!belongs)
		problem(at,
			"Paths= belongs to the reasons debugfs, debugfs-read and tracefs, of which "
			"exception %s has none; valid: Reason=debugfs, or no Paths=",
			e->name);
	for (size_t i = 0; belongs && i < e->path_count; i++) {
		bool of_any = false;

		for (unsigned int r = 0; r < HF_REASONS; r++)
			of_any |= e->reasons & hf_set_of((int)r) && path_is_for(e->paths[i], r);
		if (!of_any)
			problem(at,
				"Paths= has '%s', which none of the reasons of exception %s is about; "
				"valid: paths below /sys/kernel/tracing for tracefs, below "
				"/sys/kernel/debug for the others",
				e->paths[i], e->name);
	}
}

static void check_narrowing(const struct policy_exception *e, const struct given *given)
{
	bool known = given->reason && !given->reason->wrong;

	if (known && given->registers && !(e->reasons & hf_set_of(HF_REASON_MSR)))
		problem(&given->registers->value,
			"Registers= belongs to the reason msr, which exception %s does not have; "
			"valid: Reason=msr, or no Registers=",
			e->name);
	if (known && given->ports && !(e->reasons & hf_set_of(HF_REASON_IOPORT)))
		problem(&given->ports->value,
			"Ports= belongs to the reason ioport, which exception %s does not have; "
			"valid: Reason=ioport, or no Ports=",
			e->name);
	if (known && given->paths && !given->paths->wrong)
		check_paths(e, &given->paths->value);
	if (given->library && !e->verified_libraries &&
	    !(given->libraries && given->libraries->wrong))
		problem(&given->library->value,
			"Library= counts for nothing, as exception %s may map any; valid: "
			"Libraries=verified, or no Library=",
			e->name);
}

static void check_exception(const struct policy *policy, const struct policy_exception *e)
{
	struct given given = find_given(policy, e);
	struct place begin = find_begin(policy, e);

	if (!given.reason)
		problem(&begin,
			"exception %s has no Reason=; valid: Reason=, and one or more names that "
			"`holdfast explain` lists",
			e->name);
	check_binding(e, &given, &begin);
	check_narrowing(e, &given);
	if (policy->strict && e->unverified)
		problem(&given.unverified->value,
			"Unverified=yes, but Strict=yes in [Lock]; valid: Verity=, or Strict=no");
}

static void check_verdicts(const struct policy *policy)
{
	for (unsigned int r = 0; policy->strict && r < HF_REASONS; r++)
		if (policy->allowed & hf_set_of((int)r))
			problem(&find_origin(policy, "Reasons", reason_texts[r].name)->value,
				"%s=allow, but Strict=yes in [Lock]; valid: deny, audit, or "
				"Strict=no",
				reason_texts[r].name);
}

void check_policy(const struct policy *policy)
{
	check_verdicts(policy);
	for (size_t i = 0; i < policy->exception_count; i++)
		check_exception(policy, &policy->exceptions[i]);
}
