// SPDX-License-Identifier: GPL-2.0
#include <string.h>

#include "base/names.h"
#include "policy/check.h"
#include "policy/text/paths.h"
#include "policy/text/places.h"

/* A key of an exception, as far as this file asks for it. */
struct given {
	const struct origin *reason, *program, *verity, *unverified, *libraries, *library;
	const struct origin *registers, *ports, *images, *modules, *paths, *devices;
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
		.devices = find_exception_origin(policy, e, "Devices"),
		.images = find_exception_origin(policy, e, "Image"),
		.modules = find_exception_origin(policy, e, "Module"),
		.paths = find_exception_origin(policy, e, "Paths"),
	};
}

/* Where a section begins, for what is missing in it. */
static struct place find_begin(const struct policy *policy, const char *file, unsigned int line)
{
	struct place at = { .line = line, .column = 1 };

	for (size_t i = 0; i < policy->files->count; i++)
		if (policy->files->list[i].shown == file)
			at.file = &policy->files->list[i];
	return at;
}

/* Then what is verified is what the kernel loads, whoever asks it to. */
static bool is_bound_to_files(const struct policy_exception *e, const struct given *given)
{
	bool wrong = (given->images && given->images->wrong) ||
		     (given->modules && given->modules->wrong);

	return wrong || (e->reasons && !(e->reasons & ~policy_reasons_of_files(e)));
}

static void check_files(const struct policy_exception *e, const struct origin *given,
			const char *key, enum hf_reason reason)
{
	if (!given)
		return;
	if (!(e->reasons & hf_set_of((int)reason)))
		problem(&given->value,
			"%s= belongs to the reason %s, which exception %s does not have; valid: "
			"Reason=%s, or no %s=",
			key, reason_texts[reason].name, e->name, reason_texts[reason].name, key);
	if (e->unverified)
		problem(&given->value,
			"%s= has files verified, but with Unverified=yes anybody can be the "
			"program of exception %s; valid: Verity=, or neither of the two",
			key, e->name);
	_Static_assert(HF_PROGRAMS == 16, "the message says how many");
	if (e->verity.count > HF_PROGRAMS)
		problem(&given->value,
			"%s= is for up to 16 programs, and exception %s has more in Verity=; "
			"valid: fewer, or a section for each",
			key, e->name);
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
		if (!given->verity && !given->program && is_bound_to_files(e, given))
			return;
		if (!given->verity)
			problem(begin,
				"exception %s has no Verity=, and root can put another program "
				"at a path; run `holdfast enroll %s`; valid: Verity=sha256:..., "
				"or Unverified=yes",
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
		for (size_t i = 0; i < e->paths.count; i++)
			count += path_is_for(e->paths.list[i], r);
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
	for (size_t i = 0; belongs && i < e->paths.count; i++) {
		bool of_any = false;

		for (unsigned int r = 0; r < HF_REASONS; r++)
			of_any |= e->reasons & hf_set_of((int)r) &&
				  path_is_for(e->paths.list[i], r);
		if (!of_any)
			problem(at,
				"Paths= has '%s', which none of the reasons of exception %s is about; "
				"valid: paths below /sys/kernel/tracing for tracefs, below "
				"/sys/kernel/debug for the others",
				e->paths.list[i], e->name);
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
	if (known && given->devices && !(e->reasons & hf_set_of(HF_REASON_DEVICE_DMA)))
		problem(&given->devices->value,
			"Devices= belongs to the reason device-dma, which exception %s does not have; "
			"valid: Reason=device-dma, or no Devices=",
			e->name);
	if (known && given->paths && !given->paths->wrong)
		check_paths(e, &given->paths->value);
	if (given->library && !e->verified_libraries &&
	    !(given->libraries && given->libraries->wrong))
		problem(&given->library->value,
			"Library= has no effect, because exception %s may map any; valid: "
			"Libraries=verified, or no Library=",
			e->name);
}

static void check_exception(const struct policy *policy, const struct policy_exception *e)
{
	struct given given = find_given(policy, e);
	struct place begin = find_begin(policy, e->file, e->line);

	if (!given.reason)
		problem(&begin,
			"exception %s has no Reason=; valid: Reason=, and one or more names that "
			"`holdfast explain` lists",
			e->name);
	check_binding(e, &given, &begin);
	check_narrowing(e, &given);
	if (given.reason && !given.reason->wrong) {
		check_files(e, given.images, "Image", HF_REASON_KEXEC);
		check_files(e, given.modules, "Module", HF_REASON_MODULE_SIGNATURE);
	}
	if (policy->strict && e->unverified)
		problem(&given.unverified->value,
			"Unverified=yes, but Strict=yes in [Lock]; valid: Verity=, or Strict=no");
}

static void check_quiet(const struct policy *policy, const struct policy_quiet *quiet)
{
	struct place begin = find_begin(policy, quiet->file, quiet->line);

	if (!find_quiet_origin(policy, quiet, "Reason"))
		problem(&begin,
			"quiet rule %s has no Reason=; valid: Reason=, and one or more names that "
			"`holdfast explain` lists",
			quiet->name);
	if (!find_quiet_origin(policy, quiet, "Program"))
		problem(&begin,
			"quiet rule %s has no Program=; valid: Program=, and a path as `holdfast "
			"events` shows it",
			quiet->name);
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
	for (size_t i = 0; i < policy->quiet_count; i++)
		check_quiet(policy, &policy->quiet[i]);
}
