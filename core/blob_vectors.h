/* SPDX-License-Identifier: GPL-2.0 */
/*
 * For tests, wherever the core is compiled in: the vectors' exceptions as a compiled policy. It has
 * to give the same answers. An exception with ranges is for registers, one with programs for a
 * kernel.
 */
#ifndef HOLDFAST_BLOB_VECTORS_H
#define HOLDFAST_BLOB_VECTORS_H

#include "blob.h"

#define HF_VECTOR_BLOB_MAX \
	(HF_BLOB_HEADER + 2 * HF_BLOB_EXCEPTION_SIZE + HF_RANGES * HF_BLOB_RANGE_SIZE)

/* Of the program, and of the file; no vector has the latter. */
#define HF_VECTOR_PROGRAM 0xaaaaaaaaU
#define HF_VECTOR_FILE	  0xffffffffU

/* Little-endian, as all of it. */
static inline unsigned int put_vector32(unsigned char *bytes, unsigned int at, unsigned int number)
{
	for (unsigned int i = 0; i < 4; i++)
		bytes[at + i] = (unsigned char)(number >> (8 * i));
	return at + 4;
}

/*
 * put_vector_digest - put these words, or one number repeatedly
 */
static inline unsigned int put_vector_digest(unsigned char *bytes, unsigned int at,
					     const unsigned int *words, unsigned int number)
{
	for (unsigned int i = 0; i < HF_DIGEST_WORDS; i++)
		at = put_vector32(bytes, at, words ? words[i] : number);
	return at;
}

/*
 * put_vector_key - an exception, whose details are the first of its table
 */
static inline unsigned int put_vector_key(unsigned char *bytes, unsigned int at,
					  unsigned int reason, unsigned int kind,
					  unsigned int number, unsigned int count)
{
	at = put_vector32(bytes, at, reason);
	at = put_vector32(bytes, at, kind);
	at = put_vector_digest(bytes, at, 0, number);
	at = put_vector32(bytes, at, 0);
	at = put_vector32(bytes, at, count);
	at = put_vector32(bytes, at, 0);
	return put_vector32(bytes, at, 0);
}

/*
 * put_vector_header - of exceptions, ranges and programs, and nothing else
 */
static inline unsigned int put_vector_header(unsigned char *bytes, unsigned int exceptions,
					     unsigned int ranges, unsigned int programs)
{
	const unsigned int size = HF_BLOB_HEADER + exceptions * HF_BLOB_EXCEPTION_SIZE +
				  ranges * HF_BLOB_RANGE_SIZE + programs * HF_BLOB_PROGRAM_SIZE;
	unsigned int at;

	for (at = 0; at < HF_BLOB_HEADER; at++)
		bytes[at] = at < HF_BLOB_AT_FORMAT ? (unsigned char)HF_BLOB_MAGIC[at] : 0;
	put_vector32(bytes, HF_BLOB_AT_FORMAT, HF_BLOB_FORMAT);
	put_vector32(bytes, HF_BLOB_AT_SIZE, size);
	put_vector32(bytes, HF_BLOB_AT_REASONS, hf_reasons_digest());
	put_vector32(bytes, HF_BLOB_AT_COUNTS + 4 * HF_BLOB_EXCEPTIONS, exceptions);
	put_vector32(bytes, HF_BLOB_AT_COUNTS + 4 * HF_BLOB_RANGES, ranges);
	put_vector32(bytes, HF_BLOB_AT_COUNTS + 4 * HF_BLOB_PROGRAMS, programs);
	return HF_BLOB_HEADER;
}

/*
 * put_vector_ranges - a policy that gives registers to one program
 *
 * Returns its size.
 */
static inline unsigned int put_vector_ranges(unsigned char *bytes, const struct hf_exception *e)
{
	unsigned int at = put_vector_header(bytes, 2, e->count, 0);

	at = put_vector_key(bytes, at, HF_REASON_MSR, HF_IDENTITY_VERITY, HF_VECTOR_PROGRAM,
			    e->count);
	at = put_vector_key(bytes, at, HF_EXCEPTION_PROGRAM, HF_IDENTITY_VERITY, HF_VECTOR_PROGRAM,
			    0);
	for (unsigned int i = 0; i < e->count; i++) {
		at = put_vector32(bytes, at, e->ranges[i].first);
		at = put_vector32(bytes, at, e->ranges[i].size);
		at = put_vector32(bytes, at, ~0U);
		at = put_vector32(bytes, at, 0);
	}
	return at;
}

/*
 * put_vector_programs - one that gives a kernel image to programs
 *
 * To all whose digest is not zeros. Returns its size.
 */
static inline unsigned int put_vector_programs(unsigned char *bytes, const struct hf_exception *e)
{
	unsigned int count = 0, at;

	while (e->count && count < HF_PROGRAMS && e->programs[count][0])
		count++;
	at = put_vector_header(bytes, 1, 0, count);
	at = put_vector_key(bytes, at, HF_REASON_KEXEC, HF_IDENTITY_FILE, HF_VECTOR_FILE, count);
	for (unsigned int i = 0; i < count; i++)
		at = put_vector_digest(bytes, at, e->programs[i], 0);
	return at;
}

/* An identity whose digest is @number repeatedly. */
static inline struct hf_identity vector_identity(enum hf_identity_kind kind, unsigned int number)
{
	struct hf_identity identity = { .kind = kind };

	put_vector_digest(identity.bytes, 0, 0, number);
	return identity;
}

#endif
