/* SPDX-License-Identifier: GPL-2.0 */
/*
 * An exception: one reason, given to one verified program, and for some reasons to a part of it
 * only. hf_excepts() is the second half of the decision, the same in every home of the core.
 */
#ifndef HOLDFAST_EXCEPTION_H
#define HOLDFAST_EXCEPTION_H

#include <stdbool.h>

#include "levels.h"

/* Ranges of an exception: MSRs, I/O ports, or files. More are refused when the policy is read. */
#define HF_RANGES 64

/* @size of them from @first on, and not beyond the last number there is; 0: none. */
struct hf_range {
	unsigned int first;
	unsigned int size;
};

struct hf_exception {
	unsigned int count;		   /* of ranges; 0: not narrowed */
	unsigned int flags;		   /* see engine_abi.h */
	struct hf_range ranges[HF_RANGES]; /* those behind @count are none */
};

/* Whether an exception from it may be narrowed to files: its ranges are numbers of these then. */
static inline bool hf_has_paths(unsigned int reason)
{
	return reason == HF_REASON_DEBUGFS || reason == HF_REASON_DEBUGFS_READ ||
	       reason == HF_REASON_TRACEFS;
}

static inline bool hf_covers(const struct hf_range *range, const struct hf_range *asked)
{
	unsigned int from = asked->first - range->first;

	return asked->size && asked->first >= range->first && from < range->size &&
	       asked->size <= range->size - from;
}

/*
 * hf_excepts - whether an exception covers a request
 * @exception:	what the subject has for the request's reason
 * @detail:	which MSR or ports the request is about; none, where that is not known
 *
 * All of the request has to be in one range. What is not known is in none. The loop is over all
 * ranges: one that ended at @count would have the BPF verifier try each count.
 */
static inline bool hf_excepts(const struct hf_exception *exception, const struct hf_range *detail)
{
	if (!exception->count)
		return true;
	for (unsigned int i = 0; i < HF_RANGES; i++)
		if (hf_covers(&exception->ranges[i], detail))
			return true;
	return false;
}

#endif
