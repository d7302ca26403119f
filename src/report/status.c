// SPDX-License-Identifier: GPL-2.0
/* Reads and combines the state of the lock, its engines and its counters. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/names.h"
#include "base/report.h"
#include "engine/engine.h"
#include "engine/strangers.h"
#include "kernel/native.h"
#include "kernel/reasons.h"
#include "policy/audit.h"
#include "report/status.h"

/* An engine may enforce whose level we cannot read: that is not "none", and nothing "allowed". */
bool level_is_known(const struct status *status)
{
	if (status->native_err && status->native_err != -ENOENT)
		return false;
	return status->presence == ENGINE_FOUND ||
	       (status->presence == ENGINE_ABSENT && !status->enforcing);
}

/* What a level would refuse, and the engine only records. */
hf_reason_set audited_at(const struct status *status, enum hf_level level)
{
	return hf_policy_of(status->state)->audited & audit_up_to(level);
}

/* What a level would refuse, and everybody may. */
hf_reason_set allowed_at(const struct status *status, enum hf_level level)
{
	return hf_policy_of(status->state)->allowed & audit_up_to(level);
}

/* Looks for signs that somebody has tampered with the engine. */
static void look_beside(struct status *status)
{
	int record;

	if (status->presence != ENGINE_FOUND)
		return;
	if (status->engine.kind == HF_ENGINE_BPF)
		status->strangers = count_strangers(status->state);
	if (geteuid())
		return;
	record = engine_open_events();
	if (record < 0)
		status->record_err = record;
	else
		close(record);
}

void read_status(struct status *status)
{
	memset(status, 0, sizeof(*status));
	status->native_err = native_read(&status->native);
	status->presence = engine_open(&status->engine);
	status->state = &status->engine.last.state;
	if (status->presence == ENGINE_FOUND)
		engine_look_at_guards(status->state, needed_guards(status->state), &status->guards);
	status->answering = engine_is_enforcing();
	status->enforcing = status->answering && !status->guards.missing;
	if (status->presence == ENGINE_FOUND)
		engine_close(&status->engine);
	look_beside(status);
	status->effective = status->native;
	for (enum hf_level level = HF_INTEGRITY; status->enforcing && level <= status->state->level;
	     level++)
		if (level > status->effective && !audited_at(status, level) &&
		    !allowed_at(status, level))
			status->effective = level;
}

/* What the bpf engine is, in a word. */
const char *describe_engine(const struct status *status)
{
	switch (status->presence) {
	case ENGINE_ABSENT:
		return status->enforcing ? "hidden" : "not-loaded";
	case ENGINE_FOUND:
		return status->enforcing ? "enforcing" : "not-enforcing";
	case ENGINE_FOREIGN:
		return "other-version";
	case ENGINE_UNREADABLE:
		break;
	}
	return "unreadable";
}

bool is_healthy(const struct status *status)
{
	return (status->presence == ENGINE_FOUND && status->enforcing && !status->record_err) ||
	       (status->presence == ENGINE_ABSENT && !status->enforcing);
}

/* Our engine's answer. */
static enum hf_verdict engine_verdict(const struct status *status, unsigned int slot,
				      enum hf_level level)
{
	if (!status->enforcing)
		return HF_ALLOW;
	if (slot == HF_REASON_SEAL)
		return status->state->sealed ? HF_DENY : HF_ALLOW;
	return hf_decide(status->state->level, hf_policy_of(status->state), (int)slot, level);
}

/* The kernel's own lockdown does not know our own reasons. NULL: the verdict is unknown. */
static const char *verdict_for(const struct status *status, unsigned int slot, enum hf_level level)
{
	bool own = slot < HF_REASONS && reason_texts[slot].own;
	enum hf_verdict verdict = engine_verdict(status, slot, level);

	if (!own && status->native >= level)
		verdict = HF_DENY;
	return verdict != HF_ALLOW || level_is_known(status) ? verdict_name(verdict) : NULL;
}

bool build_row(const struct status *status, unsigned int slot, struct row *row)
{
	const struct hf_state *state = status->state;
	int number = (int)slot - HF_REASONS;
	unsigned long long since;

	memset(row, 0, sizeof(*row));
	if (status->presence == ENGINE_FOUND)
		row->counter = status->engine.last.counters.slots[slot];
	if (slot < HF_REASONS) {
		snprintf(row->name, sizeof(row->name), "%s", reason_texts[slot].name);
		row->level = hf_reason_level((int)slot);
	} else {
		const unsigned long long *n = row->counter.verdicts;

		if (!(n[HF_ALLOW] | n[HF_AUDIT] | n[HF_DENY]))
			return false;
		kernel_reason_name(number, row->name, sizeof(row->name));
		row->level = hf_place(number, kernel_reason_number("INTEGRITY_MAX"),
				      kernel_reason_number("CONFIDENTIALITY_MAX"));
	}
	row->verdict = verdict_for(status, slot, row->level);
	since = slot == HF_REASON_SEAL ? state->since_seal : state->since[row->level];
	if (status->enforcing && since)
		format_boot_time(since, row->since, sizeof(row->since));
	return true;
}

const char *engine_level(const struct status *status)
{
	return status->presence == ENGINE_FOUND ? level_name(status->state->level) : NULL;
}

const char *anchor_path(void)
{
	return engine_is_anchored() ? ENGINE_DIR : NULL;
}
