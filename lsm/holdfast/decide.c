// SPDX-License-Identifier: GPL-2.0
/* Holdfast: the hook that the kernel asks, and the decision. */
#define pr_fmt(fmt) "holdfast: " fmt

#include <linux/bug.h>
#include <linux/build_bug.h>
#include <linux/cache.h>
#include <linux/lsm_hooks.h>
#include <linux/security.h>
#include <uapi/linux/lsm.h>

#include "holdfast.h"

/* Our reason for each of the kernel's. Nobody asks about the numbers between them. */
static const u8 our_reasons[LOCKDOWN_CONFIDENTIALITY_MAX] = {
	[LOCKDOWN_NONE] = HF_REASON_UNKNOWN,
	[LOCKDOWN_INTEGRITY_MAX] = HF_REASON_UNKNOWN,
#include "kernel_reasons.h"
};

static_assert(ARRAY_SIZE(our_reasons) == HOLDFAST_KERNEL_REASONS + 2,
	      "reasons.awk has not found every reason of the kernel's enum");
static_assert(HOLDFAST_REASONS <= U8_MAX, "a reason is a byte in our_reasons");

/* The lowest level that refuses each of the kernel's reasons: this decides nearly always. */
static u8 refused_from[LOCKDOWN_CONFIDENTIALITY_MAX] __ro_after_init;

/* Only the level counts, until there is a policy. */
static struct holdfast_policy no_policy;

struct holdfast_policy __rcu *holdfast_policy = RCU_INITIALIZER(&no_policy);

struct holdfast_counts holdfast_counts[HOLDFAST_REASONS];

/**
 * holdfast_reason_name - the name of a reason
 * @reason: an enum hf_reason
 *
 * Return: its name; "unknown" for a number that is no reason.
 */
const char *holdfast_reason_name(int reason)
{
	static const char *const names[HF_REASONS] = {
#define REASON(NAME, name, ...)	\
		[HF_REASON_##NAME] = name,
#include "core/reasons.def"
#undef REASON
	};

	return reason >= 0 && reason < HF_REASONS ? names[reason] : "unknown";
}

/**
 * place_of - the level that the kernel gives a reason by its place
 * @what: the kernel's reason
 *
 * Return: the lowest level that refuses it.
 */
static enum hf_level place_of(enum lockdown_reason what)
{
	return hf_place(what, LOCKDOWN_INTEGRITY_MAX, LOCKDOWN_CONFIDENTIALITY_MAX);
}

/**
 * ask_policy - ask a policy that names a reason about its refusal
 * @policy: the one in force, under RCU
 * @level: the level in force
 * @reason: an enum hf_reason
 * @place: the level that the kernel gives it
 * @detail: the detail of the request
 *
 * Return: the verdict.
 */
static noinline enum hf_verdict ask_policy(const struct holdfast_policy *policy, unsigned int level,
					   int reason, enum hf_level place,
					   struct lockdown_detail *detail)
{
	enum hf_verdict verdict = hf_decide(level, &policy->reasons, reason, place);

#ifdef CONFIG_SECURITY_HOLDFAST_POLICY
	if (verdict != HF_ALLOW && policy->reasons.exceptions && reason < HF_REASONS &&
	    hf_is_negotiable(level, reason, place) && holdfast_is_excepted(policy, reason, detail))
		return HF_ALLOW;
#endif
	return verdict;
}

/**
 * decide - decide about a request that the level refuses
 * @reason: an enum hf_reason
 * @place: the level that the kernel gives it
 * @level: the level in force
 * @detail: the detail of the request
 *
 * Out of line: an allowed request never comes here. A policy can only take refusals back, and is
 * asked only if it names the reason.
 *
 * Return: 0, or -EPERM.
 */
static noinline int decide(int reason, enum hf_level place, unsigned int level,
			   struct lockdown_detail *detail)
{
	const struct holdfast_policy *policy;
	enum hf_verdict verdict = HF_DENY;

	rcu_read_lock();
	policy = rcu_dereference(holdfast_policy);
	if (policy->spoken_of & hf_set_of(reason))
		verdict = ask_policy(policy, level, reason, place, detail);
	rcu_read_unlock();

	atomic_long_inc(&holdfast_counts[reason].verdicts[verdict]);
	if (verdict == HF_ALLOW)
		return 0;
	holdfast_record(reason, verdict, level, detail);
	return verdict == HF_DENY ? -EPERM : 0;
}

/**
 * holdfast_answer_about - decide about a reason that the kernel's enum does not have
 * @reason: an enum hf_reason
 * @detail: the detail of the request
 *
 * Return: 0, or -EPERM: the level refuses it, and the policy does not allow it.
 */
int holdfast_answer_about(int reason, struct lockdown_detail *detail)
{
	unsigned int level = READ_ONCE(holdfast_level);

	if (level < hf_reason_level(reason))
		return 0;
	return decide(reason, hf_reason_level(reason), level, detail);
}

/**
 * holdfast_answer - the same, without a detail
 * @reason: an enum hf_reason
 *
 * Return: 0, or -EPERM: the level refuses it, and the policy does not allow it.
 */
int holdfast_answer(int reason)
{
	struct lockdown_detail none = { .type = LOCKDOWN_DETAIL_NONE };

	return holdfast_answer_about(reason, &none);
}

/**
 * holdfast_locked_down - the hook of security_locked_down()
 * @what: the kernel's reason
 * @detail: the detail of the request
 *
 * Return: 0, or -EPERM: the level refuses it, and the policy does not allow it.
 */
static int holdfast_locked_down(enum lockdown_reason what, struct lockdown_detail *detail)
{
	unsigned int level = READ_ONCE(holdfast_level);

	if (WARN_ONCE(what >= LOCKDOWN_CONFIDENTIALITY_MAX, "%d is no lockdown reason", what))
		return -EPERM;
	if (likely(level < refused_from[what]))
		return 0;
	return decide(our_reasons[what], place_of(what), level, detail);
}

static struct security_hook_list holdfast_hooks[] __ro_after_init = {
	LSM_HOOK_INIT(locked_down, holdfast_locked_down),
};

static const struct lsm_id holdfast_lsmid = {
	.name = "holdfast",
	.id = LSM_ID_HOLDFAST,
};

/**
 * holdfast_init - take the hook
 *
 * Before anything is allocated, and before the command line is parsed.
 *
 * Return: 0.
 */
static int __init holdfast_init(void)
{
	unsigned int what;

	for (what = 0; what < LOCKDOWN_CONFIDENTIALITY_MAX; what++)
		refused_from[what] = hf_refused_from(our_reasons[what], place_of(what));
	holdfast_init_level();
	security_add_hooks(holdfast_hooks, ARRAY_SIZE(holdfast_hooks), &holdfast_lsmid);
	holdfast_init_devices(&holdfast_lsmid);
#ifdef CONFIG_BPF_SYSCALL
	holdfast_init_bpf(&holdfast_lsmid);
#endif
#ifdef CONFIG_SECURITY_HOLDFAST_POLICY
	holdfast_init_subjects(&holdfast_lsmid);
#endif
	return 0;
}

DEFINE_EARLY_LSM(holdfast) = {
#if SERIES_6_12
	.name = "holdfast",
#else
	.id = &holdfast_lsmid,
#endif
	.init = holdfast_init,
#ifdef CONFIG_SECURITY_HOLDFAST_POLICY
	.blobs = &holdfast_blobs,
#endif
#if !SERIES_6_12
#ifdef CONFIG_SECURITYFS
	.initcall_core = holdfast_init_fs,
#endif
#endif
};
