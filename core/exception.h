/* SPDX-License-Identifier: GPL-2.0 */
/*
 * An exception: one reason, given to one verified program, and for some reasons to a part of it
 * only; or one verified file that the kernel may load. hf_excepts() is the second half of the
 * decision, the same in every home of the core.
 */
#ifndef HOLDFAST_EXCEPTION_H
#define HOLDFAST_EXCEPTION_H

#include <stdbool.h>

#include "levels.h"

/* Ranges of an exception: MSRs, I/O ports, or files. More are refused when the policy is read. */
#define HF_RANGES 64

/* Programs that a file is given to; as many as the ranges have room for. */
#define HF_PROGRAMS	16
#define HF_DIGEST_WORDS 8

/* @size of them from @first on, and not beyond the last number there is; 0: none. */
struct hf_range {
	unsigned int first;
	unsigned int size;
};

struct hf_exception {
	unsigned int count; /* of ranges or programs; 0: not narrowed */
	unsigned int flags; /* see engine_abi.h */
	union {		    /* what is behind @count is zeros */
		struct hf_range ranges[HF_RANGES];
		unsigned int programs[HF_PROGRAMS][HF_DIGEST_WORDS]; /* who may load a file */
	};
};

/**
 * hf_has_paths - whether an exception may be narrowed to files
 * @reason: what it is from, an enum hf_reason
 *
 * Its ranges are numbers of these then.
 *
 * Return: true where it may.
 */
static inline bool hf_has_paths(unsigned int reason)
{
	return reason == HF_REASON_DEBUGFS || reason == HF_REASON_DEBUGFS_READ ||
	       reason == HF_REASON_TRACEFS;
}

/**
 * hf_covers - whether all that is asked for is in a range
 * @range: of an exception
 * @asked: what is asked for; of size 0, where that is not known: in none
 *
 * Return: true where it is.
 */
static inline bool hf_covers(const struct hf_range *range, const struct hf_range *asked)
{
	unsigned int from = asked->first - range->first;

	return asked->size && asked->first >= range->first && from < range->size &&
	       asked->size <= range->size - from;
}

/**
 * hf_excepts - whether an exception covers a request
 * @exception:	what the subject has for the request's reason
 * @detail:	which MSR or ports the request is about; none, where that is not known
 *
 * All of the request has to be in one range. What is not known is in none. The loop is over all
 * ranges: one that ended at @count would have the BPF verifier try each count.
 *
 * Return: true where it does.
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

/**
 * hf_is_program - whether a digest is a program's
 * @program:	of an exception
 * @digest:	of what asks
 *
 * It ends at the first word that differs. To gather the differences would be as good, but clang 19
 * compares each word by itself all the same, and makes of eight a choice of 256 ways, which the BPF
 * verifier follows one by one, for each program that the exception may name.
 *
 * Return: true where it is.
 */
static inline bool hf_is_program(const unsigned int *program, const unsigned int *digest)
{
	for (unsigned int w = 0; w < HF_DIGEST_WORDS; w++)
		if (program[w] != digest[w])
			return false;
	return true;
}

/**
 * hf_is_given_to - whether a program may load the file that an exception is for
 * @exception:	what the policy has for the file
 * @digest:	of the program; NULL: it has none
 *
 * Over all of them again. No program has a digest of zeros: such is the rest of the list.
 *
 * Return: true where it may.
 */
static inline bool hf_is_given_to(const struct hf_exception *exception, const unsigned int *digest)
{
	static const unsigned int none[HF_DIGEST_WORDS];

	if (!exception->count)
		return true;
	if (!digest || hf_is_program(none, digest))
		return false;
	for (unsigned int i = 0; i < HF_PROGRAMS; i++)
		if (hf_is_program(exception->programs[i], digest))
			return true;
	return false;
}

#endif
