/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The decision's place in the kernel: security_locked_down() asks the LSMs in turn, the kernel's
 * own lockdown first, and stops at the first refusal. This program sees only requests that the
 * kernel's own lockdown has allowed.
 */
#ifndef HOLDFAST_LOCKED_DOWN_BPF_H
#define HOLDFAST_LOCKED_DOWN_BPF_H

#include "detail.bpf.h"
#include "files.bpf.h"
#include "resolve.bpf.h"
#include "verdict.bpf.h"

/* A global function: 6.1's verifier then reads it without the wrong bounds from before its call. */
GLOBAL int count_number(int reason, __u32 number, __u32 verdict, NOT_REPLACED)
{
	struct hf_state *s = get_state();

	if (reason < 0 || reason >= HF_REASONS)
		reason = HF_REASONS + (number < HF_NUMBERS ? number : HF_NUMBERS - 1);
	if (s)
		count_verdict(s, reason, verdict);
	return 0;
}

/* Global functions, too: the verifier reads them once, and not for each reason. */
GLOBAL __u64 find_detail(int reason, NOT_REPLACED)
{
	struct hf_range detail = {};

	if (has_exceptions)
		read_detail(reason, &detail);
	return pack_range(&detail);
}

GLOBAL int except_current(int reason, __u32 first, __u32 size, NOT_REPLACED)
{
	struct hf_range detail = { .first = first, .size = size };
	struct hf_state *s = get_state();

	return has_exceptions && s && reason >= 0 && has_exception(s, (__u32)reason, &detail);
}

GLOBAL int except_file(int reason, NOT_REPLACED)
{
	struct hf_state *s = get_state();

	return has_exceptions && s && loads_listed_file(s, (__u32)reason);
}

static __always_inline bool is_excepted(const struct decision *d)
{
	if ((d->reason == HF_REASON_KEXEC || d->reason == HF_REASON_MODULE_SIGNATURE) &&
	    except_file(d->reason, NULL))
		return true;
	return except_current(d->reason, d->detail.first, d->detail.size, NULL);
}

SEC("lsm/locked_down")
int BPF_PROG(locked_down, int what)
{
	struct decision d = {
		.number = what,
		.reason = resolve_reason(what),
		.engine = HF_ENGINE_BPF,
	};
	struct hf_state *s = get_state();

	/* An array's only entry is always there; the verifier does not know. */
	if (!s)
		return -EPERM;
	d.level = s->level;
	d.verdict = decide(s, d.reason, resolve_place(what));
	if (has_exceptions && d.verdict != HF_ALLOW)
		d.detail = unpack_range(find_detail(d.reason, NULL));
	if (may_be_excepted(s, d.reason, resolve_place(what), d.verdict) && is_excepted(&d))
		d.verdict = HF_ALLOW;
	count_number(d.reason, d.number, d.verdict, NULL);
	if (d.verdict != HF_ALLOW)
		record_decision(&d);
	/* Programs on one hook run until the first refuses: 0 overrules none of them. */
	return d.verdict == HF_DENY ? -EPERM : 0;
}

/*
 * A refusal of the kernel's own lockdown never reaches the program above. This one sees every
 * answer of security_locked_down(), so that the record is complete when both engines run. The
 * native level in the state tells which one refused: the kernel's own lockdown comes first.
 */
SEC("fexit/security_locked_down")
int BPF_PROG(native_locked_down, int what, int ret)
{
	struct decision d = {
		.number = what,
		.reason = resolve_reason(what),
		.verdict = HF_DENY,
		.engine = HF_ENGINE_NATIVE,
	};
	struct hf_state *s = get_state();

	if (!s || ret >= 0)
		return 0;
	d.level = s->native;
	if (s->native >= resolve_place(what)) {
		count_number(d.reason, d.number, d.verdict, NULL);
		record_decision(&d);
	}
	return 0;
}

#endif
