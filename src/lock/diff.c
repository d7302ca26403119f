// SPDX-License-Identifier: GPL-2.0
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/names.h"
#include "base/report.h"
#include "engine/engine.h"
#include "engine/in_force.h"
#include "lock/diff.h"
#include "lock/gone.h"
#include "lock/request_policy.h"
#include "lock/turn.h"
#include "policy/program_paths.h"
#include "policy/verity.h"

/* More than these are counted only. */
#define GONE_SHOWN 100

struct diff {
	struct engine engine;
	struct in_force in_force;
	struct lock_request request;
	unsigned int tighter, looser;
};

/* @whose: what else it is known by; NULL: nothing. */
static void print_change_of(struct diff *diff, bool looser, const char *what, const char *before,
			    const char *after, const char *whose)
{
	printf("%-8s  %-32s  %s -> %s%s%s\n", looser ? "looser" : "tighter", what, before, after,
	       whose ? "  " : "", whose ? whose : "");
	diff->looser += looser;
	diff->tighter += !looser;
}

static void print_change(struct diff *diff, bool looser, const char *what, const char *before,
			 const char *after)
{
	print_change_of(diff, looser, what, before, after, NULL);
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
		after = hf_decide(diff->request.level, &diff->request.policy.blob.rules, (int)r,
				  place);
		if (before != after)
			print_change(diff, after < before, reason_texts[r].name,
				     verdict_name(before), verdict_name(after));
	}
}

static void compare_exceptions(struct diff *diff)
{
	const struct compiled_policy *new = &diff->request.policy;
	char what[64];

	for (unsigned int i = 0; i < new->blob.counts[HF_BLOB_EXCEPTIONS]; i++) {
		const struct hf_blob_exception e = hf_blob_exception(&new->blob, i);

		if (e.reason >= HF_REASONS || hf_is_demand((int)e.reason))
			continue;
		snprintf(what, sizeof(what), "%.30s, %s", new->exceptions[i]->name,
			 reason_texts[e.reason].name);
		switch (in_force_compare(&diff->in_force, &new->blob, i)) {
		case IN_FORCE_SAME:
			break;
		case IN_FORCE_NEW:
			print_change(diff, true, what, "none", "exception");
			break;
		case IN_FORCE_NARROWED:
			print_change(diff, false, what, "exception", "narrowed");
			break;
		case IN_FORCE_WIDER:
			print_change(diff, true, what, "exception", "wider");
			break;
		}
	}
}

/* [Verify]: lists of what may be read, where there are any. */
static void compare_demands(struct diff *diff)
{
	const struct hf_blob *new = &diff->request.policy.blob;
	hf_reason_set before = hf_policy_of(&diff->engine.last.state)->demanded;
	hf_reason_set after = new->rules.demanded;

	for (unsigned int r = 0; r < HF_REASONS; r++)
		if ((before ^ after) & hf_set_of((int)r))
			print_change(diff, before & hf_set_of((int)r), reason_texts[r].name,
				     before & hf_set_of((int)r) ? "listed" : "any",
				     after & hf_set_of((int)r) ? "listed" : "any");
	for (unsigned int i = 0; i < new->counts[HF_BLOB_EXCEPTIONS]; i++) {
		const struct hf_blob_exception e = hf_blob_exception(new, i);
		char text[VERITY_TEXT_SIZE];

		if (!hf_is_demand((int)e.reason) || !(before & hf_set_of((int)e.reason)) ||
		    in_force_compare(&diff->in_force, new, i) != IN_FORCE_NEW)
			continue;
		format_verity(e.identity.bytes, text);
		print_change_of(diff, true, reason_texts[e.reason].name, "none", "listed", text);
	}
}

/* Records only: but what is not recorded any more is looser, and refused like that. */
static void compare_quiet(struct diff *diff)
{
	const struct compiled_policy *new = &diff->request.policy;
	char what[64];

	for (unsigned int i = 0; i < new->blob.counts[HF_BLOB_QUIET]; i++) {
		unsigned int reason;
		struct hf_blob_text path = hf_blob_quiet(&new->blob, i, &reason);

		if (in_force_is_quiet(&diff->in_force, reason, &path))
			continue;
		snprintf(what, sizeof(what), "%.30s, %s", new->quiet[i]->name,
			 reason_texts[reason].name);
		print_change(diff, true, what, "recorded", "quiet");
	}
}

/* What the engine knows the program by, and where that is. */
static void describe_program(const struct gone_exception *one, char *text, size_t size)
{
	const struct hf_identity *identity = &one->key.identity;
	unsigned long long at[2];

	if (identity->kind != HF_IDENTITY_INODE) {
		format_verity(identity->bytes, text);
	} else {
		memcpy(at, identity->bytes, sizeof(at));
		snprintf(text, size, "device %llu:%llu, inode %llu", at[0] >> KERNEL_MINOR_BITS,
			 at[0] & ((1 << KERNEL_MINOR_BITS) - 1), at[1]);
	}
	if (one->program)
		snprintf(text + strlen(text), size - strlen(text), " (%s)", one->program);
}

static void print_gone(struct diff *diff, const struct gone *gone)
{
	char what[64], whose[VERITY_TEXT_SIZE + PATH_MAX];
	size_t shown = gone->exception_count < GONE_SHOWN ? gone->exception_count : GONE_SHOWN;

	for (size_t i = 0; i < shown; i++) {
		const struct gone_exception *one = &gone->exceptions[i];
		bool listed = hf_is_demand((int)one->key.reason);

		/* The whole list goes. */
		if (listed &&
		    !(diff->request.policy.blob.rules.demanded & hf_set_of((int)one->key.reason)))
			continue;
		snprintf(what, sizeof(what), "%.30s%s%s", one->name ? one->name : "",
			 one->name ? ", " : "", reason_texts[one->key.reason].name);
		describe_program(one, whose, sizeof(whose));
		print_change_of(diff, false, what, listed ? "listed" : "exception", "none", whose);
	}
	if (gone->exception_count > shown) {
		snprintf(what, sizeof(what), "%zu more that it does not have",
			 gone->exception_count - shown);
		print_change(diff, false, what, "exception", "none");
	}
	for (size_t i = 0; i < gone->quiet_count; i++) {
		const struct hf_quiet_key *key = &gone->quiet[i];
		struct hf_blob_text path = quiet_path(key);

		snprintf(whose, sizeof(whose), "%.*s", (int)path.len, (const char *)path.text);
		print_change_of(diff, false, reason_texts[key->reason].name, "quiet", "recorded",
				whose);
	}
}

/* What is in force and not in the policy. */
static void compare_gone(struct diff *diff)
{
	struct gone gone;

	find_gone(&diff->in_force, &diff->request.policy, &gone);
	print_gone(diff, &gone);
	free_gone(&gone);
}

static void compare(struct diff *diff)
{
	compare_levels(diff);
	compare_verdicts(diff);
	compare_exceptions(diff);
	compare_demands(diff);
	compare_quiet(diff);
	compare_gone(diff);
	if (!diff->tighter && !diff->looser)
		puts("The same as the policy in force");
	else if (diff->looser && diff->engine.last.state.sealed)
		puts("It would be refused: the lock is sealed, and this is looser");
}

int print_policy_diff(const struct policy *policy)
{
	struct diff diff = { 0 };
	int err, turn;

	if (engine_open(&diff.engine) != ENGINE_FOUND)
		return fail("policy: no engine of this version is loaded that it could be compared "
			    "with; see `holdfast status`");
	err = request_policy(policy, &diff.request);
	/* While a lock changes what is in force, that cannot be told. */
	turn = err ? -1 : take_turn();
	if (turn >= 0) {
		err = in_force_open(&diff.in_force);
		if (!err) {
			err = engine_read(&diff.engine);
			if (err)
				fail("policy: the engine cannot be read");
			else
				compare(&diff);
			in_force_close(&diff.in_force);
		}
		close(turn);
	}
	free_request(&diff.request);
	engine_close(&diff.engine);
	return turn < 0 ? -1 : err;
}
