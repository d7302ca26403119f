// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "engine.h"
#include "engine_paths.h"
#include "engine_policy.h"
#include "names.h"
#include "policy_diff.h"
#include "report.h"
#include "request_policy.h"

struct diff {
	struct engine engine;
	int program; /* that has the exceptions; below 0: there can be none */
	struct lock_request request;
	unsigned int tighter, looser;
};

static void print_change(struct diff *diff, bool looser, const char *what, const char *before,
			 const char *after)
{
	printf("%-8s  %-32s  %s -> %s\n", looser ? "looser" : "tighter", what, before, after);
	diff->looser += looser;
	diff->tighter += !looser;
}

static void compare_levels(struct diff *diff)
{
	unsigned int now = diff->engine.last.state.level;
	enum hf_level level = diff->request.level;

	if (level != now)
		print_change(diff, level < now, "level", level_name(now), level_name(level));
}

/* For those who have no exception. */
static void compare_verdicts(struct diff *diff)
{
	const struct hf_state *state = &diff->engine.last.state;

	for (unsigned int r = 0; r < HF_REASONS; r++) {
		enum hf_level place = reason_texts[r].level;
		enum hf_verdict before, after;

		/* The seal is no policy's. */
		if (r == HF_REASON_SEAL)
			continue;
		before = hf_decide(state->level, hf_policy_of(state), (int)r, place);
		after = hf_decide(diff->request.level, &diff->request.rules, (int)r, place);
		if (before != after)
			print_change(diff, after < before, reason_texts[r].name,
				     verdict_name(before), verdict_name(after));
	}
}

/* Whether all that @narrow covers is covered by @wide. */
static bool ranges_are_within(const struct hf_exception *narrow, const struct hf_exception *wide)
{
	if (!wide->count || !narrow->count)
		return !wide->count;
	for (unsigned int i = 0; i < narrow->count; i++)
		if (!hf_excepts(wide, &narrow->ranges[i]))
			return false;
	return true;
}

static void compare_exception(struct diff *diff, const struct compiled_exception *one,
			      const char *what, const struct hf_exception *found)
{
	const struct exceptions *all = &diff->request.exceptions;
	struct hf_exception wanted;
	bool within;

	if (!number_paths(diff->program, all, one, false, &wanted) &&
	    !memcmp(found, &wanted, sizeof(wanted)))
		return;
	within = hf_has_paths(one->key.reason) ? paths_are_within(diff->program, all, one, found) :
						 ranges_are_within(&wanted, found);
	print_change(diff, !within, what, "exception", within ? "narrowed" : "wider");
}

static void compare_exceptions(struct diff *diff)
{
	unsigned int now = hf_policy_of(&diff->engine.last.state)->exceptions;
	unsigned int kept = 0;
	char what[64];

	for (size_t i = 0; i < diff->request.exceptions.count; i++) {
		const struct compiled_exception *one = &diff->request.exceptions.list[i];
		struct hf_exception found;
		int err;

		if (one->key.reason >= HF_REASONS)
			continue;
		snprintf(what, sizeof(what), "%.30s, %s", one->from->name,
			 reason_texts[one->key.reason].name);
		err = diff->program < 0 ? -ENOENT : find_in_force(diff->program, &one->key, &found);
		if (err) {
			print_change(diff, true, what, "none", "exception");
			continue;
		}
		kept++;
		compare_exception(diff, one, what, &found);
	}
	if (now > kept) {
		snprintf(what, sizeof(what), "%u that the policy does not have", now - kept);
		print_change(diff, false, what, "exception", "none");
	}
}

static void compare(struct diff *diff)
{
	compare_levels(diff);
	compare_verdicts(diff);
	compare_exceptions(diff);
	if (!diff->tighter && !diff->looser)
		puts("The same as what is in force");
	else if (diff->looser && diff->engine.last.state.sealed)
		puts("It would be refused: the lock is sealed, and this is looser");
}

int print_policy_diff(const struct policy *policy)
{
	struct diff diff = { .program = -1 };
	int err;

	if (engine_open(&diff.engine) != ENGINE_FOUND)
		return fail("policy: no engine of this version is loaded that it could be compared "
			    "with; see `holdfast status`");
	err = request_policy(policy, &diff.request);
	if (!err) {
		diff.program = engine_open_pin("policy");
		if (diff.program < 0 && diff.program != -ENOENT)
			err = fail("policy: the engine's exceptions cannot be read: %s",
				   strerror(-diff.program));
	}
	if (!err)
		compare(&diff);
	if (diff.program >= 0)
		close(diff.program);
	exceptions_free(&diff.request.exceptions);
	engine_close(&diff.engine);
	return err;
}
