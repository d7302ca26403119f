/* SPDX-License-Identifier: GPL-2.0 */
/*
 * An exception: one reason, given to one verified program, and for some reasons to a part of it
 * only. hf_excepts() is the second half of the decision, the same in every home of the core.
 */
#ifndef HOLDFAST_EXCEPTION_H
#define HOLDFAST_EXCEPTION_H

#include <stdbool.h>

#include "levels.h"

/* Ranges of an exception: MSRs, or I/O ports. More are refused when the policy is read. */
#define HF_RANGES 64

/* Both ends included. */
struct hf_range {
	unsigned int first;
	unsigned int last;
};

struct hf_exception {
	unsigned int count; /* of ranges; 0: not narrowed */
	unsigned int pad;
	struct hf_range ranges[HF_RANGES]; /* sorted, and apart */
};

/* What a request is about, where that is known: one MSR is a range of one. */
struct hf_detail {
	bool known;
	struct hf_range range;
};

/*
 * hf_excepts - whether an exception covers a request
 * @exception:	what the subject has for the request's reason
 * @detail:	what the request is about
 *
 * All of the request has to be in one range. What is not known is in none.
 */
static inline bool hf_excepts(const struct hf_exception *exception, const struct hf_detail *detail)
{
	if (!exception->count)
		return true;
	if (!detail->known || detail->range.first > detail->range.last)
		return false;
	for (unsigned int i = 0; i < HF_RANGES; i++)
		if (i < exception->count && detail->range.first >= exception->ranges[i].first &&
		    detail->range.last <= exception->ranges[i].last)
			return true;
	return false;
}

#endif
