/* SPDX-License-Identifier: GPL-2.0 */
/*
 * An exception is from one reason and for one verified program, and for some reasons for a part of
 * the reason only. Or it is for one verified file that the kernel may load. hf_excepts() is the
 * second half of the decision, the same wherever the core is compiled in.
 */
#ifndef HOLDFAST_EXCEPTION_H
#define HOLDFAST_EXCEPTION_H

#include <stdbool.h>

#include "levels.h"

/* Ranges of an exception: MSRs, I/O ports, or files. More are refused when the policy is read. */
#define HF_RANGES 64

/* Programs that may load a file; as many as the ranges have room for. */
#define HF_PROGRAMS	16
#define HF_DIGEST_WORDS 8

/* @size numbers from @first on, and not beyond the last possible number; 0: none. */
struct hf_range {
	unsigned int first;
	unsigned int size;
};

struct hf_exception {
	unsigned int count; /* of ranges or programs; 0: not narrowed */
	unsigned int flags; /* see engine_abi.h */
	union {		    /* zeros after @count */
		struct hf_range ranges[HF_RANGES];
		unsigned int programs[HF_PROGRAMS][HF_DIGEST_WORDS]; /* that may load the file */
	};
};

/**
 * hf_has_paths - whether an exception may be narrowed to files
 * @reason: what it is from, an enum hf_reason
 *
 * Then its ranges are numbers of files.
 *
 * Return: true if it may.
 */
static inline bool hf_has_paths(unsigned int reason)
{
	return reason == HF_REASON_DEBUGFS || reason == HF_REASON_DEBUGFS_READ ||
	       reason == HF_REASON_TRACEFS;
}

/**
 * hf_covers - whether a range covers a whole request
 * @range: of an exception
 * @asked: the request; of size 0 if it is not known: then no range covers it
 *
 * Return: true if it does.
 */
static inline bool hf_covers(const struct hf_range *range, const struct hf_range *asked)
{
	unsigned int from = asked->first - range->first;

	return asked->size && asked->first >= range->first && from < range->size &&
	       asked->size <= range->size - from;
}

/**
 * hf_excepts - whether an exception covers a request
 * @exception:	the subject's exception from the request's reason
 * @detail:	the MSR or the ports of the request; empty if they are not known
 *
 * One range has to cover the whole request. No range covers an unknown one. The loop is over all
 * ranges: if it ended at @count, the BPF verifier would try each count.
 *
 * Return: true if it does.
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
 * @digest:	of the program that asks
 *
 * The loop ends at the first word that differs. Gathering the differences would be possible, but
 * clang 19 still compares each word by itself. It makes 256 paths of the eight words, and the BPF
 * verifier follows each path, for each program that the exception may name.
 *
 * Return: true if it is.
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
 * @exception:	the policy's exception for the file
 * @digest:	of the program; NULL: it has none
 *
 * The loop is over all of them again. No program has a digest of zeros, as the rest of the list
 * has.
 *
 * Return: true if it may.
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
