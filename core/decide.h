/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The decision. A pure function, the same in the program, the BPF engine and the built-in LSM;
 * core/vectors.def has the answers that it has to give, and each place where the core is compiled
 * in runs those vectors.
 *
 * Freestanding, and header-only: the BPF verifier and the kernel's build both want it inline.
 */
#ifndef HOLDFAST_DECIDE_H
#define HOLDFAST_DECIDE_H

#include <stdbool.h>

#include "levels.h"

/* The lowest level that this build accepts: `make FORCE_LEVEL=integrity` always enforces it. */
#ifndef HF_FORCE_LEVEL
#define HF_FORCE_LEVEL HF_NONE
#endif

/* A reason that reasons.def does not have: a newer kernel's, or a number outside of its enum. */
#define HF_REASON_UNKNOWN HF_REASONS

/**
 * hf_place - the level that the kernel itself gives a reason
 * @number:		a value of the running kernel's enum lockdown_reason
 * @integrity_max:	that kernel's LOCKDOWN_INTEGRITY_MAX
 * @confidentiality_max: that kernel's LOCKDOWN_CONFIDENTIALITY_MAX
 *
 * The enum is ordered: numbers before INTEGRITY_MAX are refused at integrity, and those after it at
 * confidentiality. A number outside of the enum has no place. It gets the lowest level, so that it
 * is refused at every level that refuses anything.
 *
 * Return: the lowest level that refuses it.
 */
static inline enum hf_level hf_place(int number, int integrity_max, int confidentiality_max)
{
	if (number > integrity_max && number < confidentiality_max)
		return HF_CONFIDENTIALITY;
	return HF_INTEGRITY;
}

/**
 * hf_reason_level - the level that reasons.def gives a reason
 * @reason: an enum hf_reason, or HF_REASON_UNKNOWN
 *
 * An unknown reason has no level of its own: HF_LEVELS, above every level.
 *
 * Return: that level, or HF_LEVELS.
 */
static inline enum hf_level hf_reason_level(int reason)
{
	switch (reason) {
#define REASON(NAME, name, LEVEL, ...) \
	case HF_REASON_##NAME:         \
		return HF_##LEVEL;
#include "reasons.def"
#undef REASON
	default:
		return HF_LEVELS;
	}
}

/**
 * hf_refused_from - the lowest level that refuses a reason
 * @reason:	an enum hf_reason, or HF_REASON_UNKNOWN
 * @place:	the answer of hf_place() for it
 *
 * If our table and the running kernel disagree, the stricter one counts.
 *
 * Return: that level.
 */
static inline enum hf_level hf_refused_from(int reason, enum hf_level place)
{
	enum hf_level ours = hf_reason_level(reason);

	return ours < place ? ours : place;
}

/* A set of reasons, a bit for each; reasons that we do not know are HF_REASON_UNKNOWN in it. */
typedef unsigned long long hf_reason_set;

_Static_assert(HF_REASON_UNKNOWN < 64, "a set of reasons has 64 bits");

/**
 * hf_set_of - the set of one reason
 * @reason: an enum hf_reason, or HF_REASON_UNKNOWN
 *
 * Return: a set with that reason alone.
 */
static inline hf_reason_set hf_set_of(int reason)
{
	return 1ULL << (reason >= 0 && reason < HF_REASONS ? reason : HF_REASON_UNKNOWN);
}

/* The part of a policy that is the same for every program. */
struct hf_policy {
	hf_reason_set audited;	 /* allowed, and recorded because the level would refuse it */
	hf_reason_set allowed;	 /* for everybody: a hole in the level */
	hf_reason_set demanded;	 /* refused except for files that it lists: hf_is_demand() */
	unsigned int exceptions; /* how many there are; see exception.h */
	unsigned int unverified; /* of these, bound to a path alone */
	unsigned int files; /* of these, for a file that any program may have the kernel load */
	unsigned int quiet; /* rules for refusals that are not recorded */
	unsigned int paths; /* of the exceptions, narrowed to paths: opens have to be looked at */
	unsigned int libraries; /* 1: some of them depend on verified libraries */
};

/**
 * hf_is_demand - whether a reason is asked about only if a policy demands it
 * @reason: an enum hf_reason, or HF_REASON_UNKNOWN
 *
 * No level refuses files that the kernel reads as data. A policy may list all that it may read.
 *
 * Return: true if it is.
 */
static inline bool hf_is_demand(int reason)
{
	return reason == HF_REASON_KEXEC_IMAGE || reason == HF_REASON_KEXEC_INITRD ||
	       reason == HF_REASON_FIRMWARE;
}

/**
 * hf_is_negotiable - whether a policy may override the level
 * @level:	the level in force
 * @reason:	an enum hf_reason, or HF_REASON_UNKNOWN
 * @place:	the answer of hf_place() for it
 *
 * It may not if the level is unknown (corrupt memory, a newer program), or if a forced build always
 * refuses the reason. It may from the reason's level in reasons.def on: if the running kernel has a
 * lower level for the reason, that level refuses it.
 *
 * Return: true if it may.
 */
static inline bool hf_is_negotiable(unsigned int level, int reason, enum hf_level place)
{
	enum hf_level ours = hf_reason_level(reason);

	if (level >= HF_LEVELS || hf_refused_from(reason, place) <= HF_FORCE_LEVEL)
		return false;
	return ours == HF_LEVELS || level >= ours;
}

/**
 * hf_decide - decide about a request of a subject without an exception
 * @level:	the level in force
 * @policy:	the reasons that are allowed or audited nevertheless
 * @reason:	an enum hf_reason, or HF_REASON_UNKNOWN
 * @place:	the answer of hf_place() for it
 *
 * No level is below that of a forced build, and an unknown level refuses everything.
 *
 * Return: the verdict.
 */
static inline enum hf_verdict hf_decide(unsigned int level, const struct hf_policy *policy,
					int reason, enum hf_level place)
{
	hf_reason_set set = hf_set_of(reason);

	level = level > HF_FORCE_LEVEL ? level : HF_FORCE_LEVEL;
	if (level < hf_refused_from(reason, place))
		return HF_ALLOW;
	if (!hf_is_negotiable(level, reason, place))
		return HF_DENY;
	if (policy->allowed & set)
		return HF_ALLOW;
	return policy->audited & set ? HF_AUDIT : HF_DENY;
}

#endif
