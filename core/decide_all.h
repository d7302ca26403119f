/* SPDX-License-Identifier: GPL-2.0 */
/*
 * For tests, wherever the core is compiled in: all questions that hf_decide() can be asked, and the
 * properties that its answers must have.
 *
 * It compares levels, looks a reason up, and tests the reason's bit in two sets. So a combination
 * is a level (each one, and numbers that are none), a reason (the same), one of two places, and for
 * each set whether it has the reason and whether it has all others. The answers go into a table.
 * The properties of the table are in the words of the manual, and do not use the functions of
 * decide.h.
 */
#ifndef HOLDFAST_DECIDE_ALL_H
#define HOLDFAST_DECIDE_ALL_H

#include "decide.h"

#define HF_ALL_LEVELS  8
#define HF_ALL_REASONS (HF_REASONS + 6)
#define HF_ALL_PLACES  2
#define HF_ALL_BITS    16
#define HF_ALL	       (HF_ALL_LEVELS * HF_ALL_REASONS * HF_ALL_PLACES * HF_ALL_BITS)

/* Whether a set has the reason, and all others. */
#define HF_ALL_AUDITED	      1U
#define HF_ALL_ALLOWED	      2U
#define HF_ALL_OTHERS_AUDITED 4U
#define HF_ALL_OTHERS_ALLOWED 8U

struct hf_combination {
	unsigned int level;
	unsigned int level_at; /* the number of that level in the table */
	int reason;
	enum hf_level place;
	unsigned int bits; /* HF_ALL_AUDITED, ... */
};

/**
 * hf_level_of_all - one of the levels that are tried
 * @at: below HF_ALL_LEVELS
 *
 * Return: the levels in their order, and then numbers that are no level.
 */
static inline unsigned int hf_level_of_all(unsigned int at)
{
	switch (at) {
	case HF_LEVELS + 2:
		return 0x7fffffffU;
	case HF_LEVELS + 3:
		return 0x80000000U;
	case HF_LEVELS + 4:
		return 0xffffffffU;
	default:
		return at;
	}
}

/**
 * hf_reason_of_all - one of the reasons that are tried
 * @at: below HF_ALL_REASONS
 *
 * Return: the reasons in their order, HF_REASON_UNKNOWN, and then numbers that are no reason.
 */
static inline int hf_reason_of_all(unsigned int at)
{
	switch (at) {
	case HF_REASONS + 2:
		return -1;
	case HF_REASONS + 3:
		return 64;
	case HF_REASONS + 4:
		return 0x7fffffff;
	case HF_REASONS + 5:
		return -0x7fffffff - 1;
	default:
		return (int)at;
	}
}

/**
 * hf_combination - one of all
 * @at: below HF_ALL
 *
 * Return: that combination.
 */
static inline struct hf_combination hf_combination(unsigned int at)
{
	struct hf_combination c = { .bits = at % HF_ALL_BITS };

	at /= HF_ALL_BITS;
	c.place = at % HF_ALL_PLACES ? HF_CONFIDENTIALITY : HF_INTEGRITY;
	at /= HF_ALL_PLACES;
	c.reason = hf_reason_of_all(at % HF_ALL_REASONS);
	c.level_at = at / HF_ALL_REASONS;
	c.level = hf_level_of_all(c.level_at);
	return c;
}

/**
 * hf_decide_one - the answer of hf_decide() for one combination
 * @at: below HF_ALL
 *
 * Return: the verdict.
 */
static inline unsigned int hf_decide_one(unsigned int at)
{
	struct hf_combination c = hf_combination(at);
	hf_reason_set own = hf_set_of(c.reason);
	struct hf_policy policy = {
		.audited = (c.bits & HF_ALL_AUDITED ? own : 0) |
			   (c.bits & HF_ALL_OTHERS_AUDITED ? ~own : 0),
		.allowed = (c.bits & HF_ALL_ALLOWED ? own : 0) |
			   (c.bits & HF_ALL_OTHERS_ALLOWED ? ~own : 0),
	};

	return hf_decide(c.level, &policy, c.reason, c.place);
}

/**
 * hf_level_in_table - the level that reasons.def has for a reason
 * @reason: any number
 *
 * Return: that level, or HF_LEVELS if it has no such reason.
 */
static inline unsigned int hf_level_in_table(int reason)
{
	static const unsigned char levels[HF_REASONS] = {
#define REASON(NAME, name, LEVEL, ...) HF_##LEVEL,
#include "reasons.def"
#undef REASON
	};

	return reason >= 0 && reason < HF_REASONS ? levels[reason] : HF_LEVELS;
}

/**
 * hf_is_kernels_lower - whether the kernel has a reason at a lower level than our table
 * @c: the combination
 *
 * No kernel that we know has one. Only there a higher level can allow a reason that a lower one
 * refuses: if the policy names the reason, the policy counts from the table's level on.
 *
 * Return: true if it has.
 */
static inline bool hf_is_kernels_lower(const struct hf_combination *c)
{
	unsigned int ours = hf_level_in_table(c->reason);

	return ours < HF_LEVELS && (unsigned int)c->place < ours;
}

/**
 * hf_broken_by_level - find a property of levels and places that a verdict breaks
 * @verdicts:	the table
 * @at:		which combination
 * @forced:	the lowest level of the build that answered
 *
 * Return: the broken property, or NULL.
 */
static inline const char *hf_broken_by_level(const unsigned char *verdicts, unsigned int at,
					     unsigned int forced)
{
	const unsigned int step = HF_ALL / HF_ALL_LEVELS;
	struct hf_combination c = hf_combination(at);
	unsigned int level = c.level > forced ? c.level : forced;
	unsigned int ours = hf_level_in_table(c.reason);
	unsigned int from = ours < (unsigned int)c.place ? ours : c.place;
	bool named = c.bits & (HF_ALL_AUDITED | HF_ALL_ALLOWED);

	if (verdicts[at] >= HF_VERDICTS)
		return "there is no such verdict";
	if (level >= HF_LEVELS && verdicts[at] != HF_DENY)
		return "a level that is none of ours refuses everything";
	if (level < from && verdicts[at] != HF_ALLOW)
		return "nothing is refused or audited below the level of its reason";
	if (level >= from && !named && verdicts[at] != HF_DENY)
		return "from its level on a reason is refused, known or not";
	if (from <= forced && verdicts[at] != HF_DENY)
		return "what a forced build refuses is refused whatever the policy says";
	if (c.level < forced && verdicts[at] != verdicts[at + (forced - c.level) * step])
		return "a forced build knows no lower level";
	if (c.level_at + 1 < HF_ALL_LEVELS && !(named && hf_is_kernels_lower(&c)) &&
	    verdicts[at] > verdicts[at + step])
		return "a higher level never allows more";
	return 0;
}

/**
 * hf_broken_by_policy - find a property of the policy that a verdict breaks
 * @verdicts:	the table
 * @at:		which combination
 * @forced:	the lowest level of the build that answered
 *
 * Return: the broken property, or NULL.
 */
static inline const char *hf_broken_by_policy(const unsigned char *verdicts, unsigned int at,
					      unsigned int forced)
{
	struct hf_combination c = hf_combination(at);
	unsigned int level = c.level > forced ? c.level : forced;
	unsigned int ours = hf_level_in_table(c.reason);
	unsigned int from = ours < (unsigned int)c.place ? ours : c.place;
	unsigned int alone = verdicts[at - (c.bits & (HF_ALL_AUDITED | HF_ALL_ALLOWED))];
	bool counts = level < HF_LEVELS && from > forced && (ours == HF_LEVELS || level >= ours);

	if (verdicts[at] != verdicts[at - (c.bits & ~(HF_ALL_AUDITED | HF_ALL_ALLOWED))])
		return "what a policy says of other reasons changes nothing";
	if (verdicts[at] > alone)
		return "no policy refuses, and none audits, what the level allows";
	if (!counts && verdicts[at] != alone)
		return "no policy changes what it has no say in";
	if (counts && c.bits & HF_ALL_ALLOWED && verdicts[at] != HF_ALLOW)
		return "what is allowed to everybody is";
	if (counts && c.bits & HF_ALL_AUDITED && verdicts[at] == HF_DENY)
		return "what is audited is not refused";
	if (!(c.bits & HF_ALL_ALLOWED) && verdicts[at] == HF_ALLOW && alone != HF_ALLOW)
		return "what is audited is not allowed in silence";
	/* After the seal, the only possible change of a policy. */
	if (verdicts[at - (c.bits & HF_ALL_AUDITED)] < verdicts[at] ||
	    verdicts[at - (c.bits & HF_ALL_ALLOWED)] < verdicts[at])
		return "to take a reason out of a set never allows more";
	return 0;
}

/**
 * hf_broken_property - find a property that a verdict breaks
 * @verdicts:	the table: the answer for each combination
 * @at:		which combination
 * @forced:	the lowest level of the build that answered
 *
 * Return: the broken property, or NULL.
 */
static inline const char *hf_broken_property(const unsigned char *verdicts, unsigned int at,
					     unsigned int forced)
{
	const char *broken = hf_broken_by_level(verdicts, at, forced);

	return broken ? broken : hf_broken_by_policy(verdicts, at, forced);
}

#endif
