// SPDX-License-Identifier: GPL-2.0
#include "engine/bpf/guards.h"
#include "kernel/preflight.h"

#define VERSION(major, minor) ((major) << 8 | (minor))
#define EVERY		      .since = 0
#define SINCE(major, minor)   .since = VERSION(major, minor)
#define BEFORE(major, minor)  .before = VERSION(major, minor)

const struct guard guards[HF_GUARDS] = {
#define GUARD(NAME, program_, pin_, KERNELS, NEEDED)                                     \
	[HF_GUARD_##NAME] = {                                                            \
		.program = #program_, .pin = pin_, .needed_for = NEEDS_##NEEDED, KERNELS \
	},
#include "guards.def"
};

static bool is_since(unsigned int version)
{
	return kernel_is_at_least((int)(version >> 8), (int)(version & 0xff));
}

bool guard_is_for_kernel(const struct guard *guard)
{
	return is_since(guard->since) && !(guard->before && is_since(guard->before));
}

const char *guard_name(unsigned int guard)
{
	return *guards[guard].pin ? guards[guard].pin : guards[guard].program;
}

unsigned int needs_of_state(const struct hf_state *state)
{
	const struct hf_policy *policy = hf_policy_of(state);
	unsigned int needs = NEEDS_ALWAYS;

	if (state->level >= HF_CONFIDENTIALITY || policy->paths ||
	    state->guards & GUARD_BIT(HF_GUARD_DEBUGFS))
		needs |= NEEDS_OPENS;
	if (state->level > HF_NONE && state->has_drivers)
		needs |= NEEDS_DRIVERS;
	if (policy->exceptions > policy->files)
		needs |= NEEDS_PROGRAMS;
	if (policy->libraries)
		needs |= NEEDS_LIBRARIES;
	if (policy->demanded || policy->files)
		needs |= NEEDS_FILES;
	if (state->sealed)
		needs |= NEEDS_SEAL;
	return needs;
}

/* Guards that were attached with the engine stay needed: nothing of ours detaches them. */
guard_set needed_guards(const struct hf_state *state)
{
	unsigned int needs = needs_of_state(state);
	guard_set needed = state->at_start;

	for (unsigned int i = 0; i < HF_GUARDS; i++)
		if (guards[i].needed_for & needs && guard_is_for_kernel(&guards[i]))
			needed |= GUARD_BIT(i);
	return needed;
}
