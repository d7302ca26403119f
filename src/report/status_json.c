// SPDX-License-Identifier: GPL-2.0
#include <errno.h>

#include "base/names.h"
#include "base/report.h"
#include "kernel/iommu.h"
#include "kernel/secure_boot.h"
#include "policy/audit.h"
#include "report/status.h"

static json_t *build_reasons_json(const struct status *status)
{
	json_t *reasons = json_array();
	struct row row;

	for (unsigned int slot = 0; slot < HF_SLOTS; slot++) {
		if (!build_row(status, slot, &row))
			continue;
		json_array_append_new(
			reasons, json_pack("{s:s, s:s, s:s?, s:o, s:I, s:I, s:I}", "reason",
					   row.name, "level", level_name(row.level), "verdict",
					   row.verdict, "since", json_text_or_null(row.since),
					   "allowed", (json_int_t)row.counter.verdicts[HF_ALLOW],
					   "audited", (json_int_t)row.counter.verdicts[HF_AUDIT],
					   "denied", (json_int_t)row.counter.verdicts[HF_DENY]));
	}
	return reasons;
}

/* @absent: the state of an engine that does not exist; NULL: the engine was found. */
static json_t *build_engine_json(const struct status *status, const char *absent)
{
	static const struct hf_state none;
	const struct hf_state *state = absent ? &none : status->state;
	const struct hf_policy *policy = hf_policy_of(state);
	json_t *audited = audit_json(absent ? 0 : audited_at(status, state->level));
	json_t *allowed = audit_json(absent ? 0 : allowed_at(status, state->level));

	return json_pack("{s:s, s:b, s:s?, s:o, s:o, s:I, s:I, s:I, s:b, s:I, s:I}", "state",
			 absent ? absent : describe_engine(status), "enforcing",
			 !absent && status->enforcing, "level",
			 absent ? NULL : engine_level(status), "audited", audited, "allowed",
			 allowed, "exceptions", (json_int_t)policy->exceptions,
			 "unverified_exceptions", (json_int_t)policy->unverified, "quiet_rules",
			 (json_int_t)policy->quiet, "sealed", state->sealed, "events_lost",
			 (json_int_t)state->lost, "events_quiet", (json_int_t)state->quiet);
}

static json_t *missing_json(const struct status *status)
{
	json_t *missing = json_array();

	for (unsigned int i = 0; i < HF_GUARDS; i++)
		if (status->guards.missing & GUARD_BIT(i))
			json_array_append_new(missing, json_string(guard_name(i)));
	return missing;
}

static json_t *build_bpf_json(const struct status *status)
{
	bool is_lsm = status->engine.kind == HF_ENGINE_LSM;
	json_t *bpf = build_engine_json(status, is_lsm ? "not-loaded" : NULL);

	json_object_update_new(
		bpf, json_pack("{s:b, s:I, s:I, s:b, s:s?, s:b, s:o, s:b}", "record_readable",
			       !status->record_err, "strangers", (json_int_t)status->strangers,
			       "looks", (json_int_t)status->state->looks, "handles_guarded",
			       !is_lsm && status->state->handles_guarded, "anchor", anchor_path(),
			       "anchor_hidden", !is_lsm && engine_is_hidden(status->state),
			       "missing_guards", missing_json(status), "guards_by_name",
			       status->guards.by_name));
	return bpf;
}

static json_t *build_lsm_json(const struct status *status)
{
	bool is_lsm = status->engine.kind == HF_ENGINE_LSM;
	json_t *lsm = build_engine_json(status, is_lsm ? NULL : "not-built-in");

	/* Its quiet refusals are among those without a record. */
	json_object_set_new(lsm, "events_quiet", json_null());
	/* Up to 64 bits, which no number of JSON is sure to hold. */
	json_object_set_new(lsm, "policy_version",
			    json_sprintf("%llu", status->engine.policy_version));
	return lsm;
}

json_t *build_status_json(const struct status *status)
{
	json_t *native = json_pack("{s:b, s:s?}", "available", !status->native_err, "level",
				   status->native_err ? NULL : level_name(status->native));
	struct iommu_state iommu;

	read_iommu_state(&iommu);
	return json_pack("{s:s?, s:{s:o, s:o, s:o}, s:s, s:{s:I, s:I}, s:s?, s:o}", "level",
			 level_is_known(status) ? level_name(status->effective) : NULL, "engines",
			 "native", native, "bpf", build_bpf_json(status), "lsm",
			 build_lsm_json(status), "secure_boot", secure_boot_state(), "iommu",
			 "devices", (json_int_t)iommu.devices, "translated",
			 (json_int_t)iommu.translated, "forced",
			 HF_FORCE_LEVEL > HF_NONE ? level_name(HF_FORCE_LEVEL) : NULL, "reasons",
			 build_reasons_json(status));
}
