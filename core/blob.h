/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A compiled policy, as the built-in LSM takes it: one piece of bytes, read in place.
 *
 * Numbers are little-endian. It has a header, and then, without a gap, tables and text:
 *
 *	header		HF_BLOB_HEADER bytes:
 *		 0	HF_BLOB_MAGIC
 *		 8	u32 HF_BLOB_FORMAT
 *		12	u32 size of all
 *		16	u32 hf_reasons_digest() of its writer, whose numbers it has
 *		20	u32 0
 *		24	u64 the policy's version, for signed ones: a lower one never replaces it
 *		32	u64 reasons that are allowed, 40 audited, 48 demanded; see struct hf_policy
 *		56	u32 how many exceptions there are, 60 ranges, 64 programs, 68 paths,
 *			72 quiet rules, 76 bytes of text
 *	exceptions	ascending by reason, kind and bytes, none twice:
 *		 0	u32 reason, or HF_EXCEPTION_PROGRAM or HF_EXCEPTION_LIBRARY
 *		 4	u32 enum hf_identity_kind
 *		 8	32 bytes of the identity
 *		40	u32 flags
 *		44	u32 count of the ranges, paths or programs that narrow it, or 0
 *		48	u32 the first of these in its table
 *		52	u32 0
 *	ranges		of registers or ports, ascending and apart: u32 first, u32 size, u64 the
 *			bits that may be written to these registers, of ports 0
 *	programs	digests of those that may load a file, ascending: 32 bytes
 *	paths		in debugfs or tracefs, below its root, ascending: u32 where in the text,
 *			u32 length
 *	quiet rules	ascending by reason and path: u32 reason, u32 where, u32 length, u32 0
 *	text		of paths and then of quiet rules, in their order, without NULs
 *
 * Every part belongs to an entry and is in its place: a policy has exactly one blob. A blob that
 * differs from it in one byte is another policy or none.
 *
 * Freestanding, as all of the core: compiled into the program and into the kernel.
 */
#ifndef HOLDFAST_BLOB_H
#define HOLDFAST_BLOB_H

#include "decide.h"
#include "exception.h"
#include "identity.h"

#define HF_BLOB_MAGIC  "HOLDFAST"
#define HF_BLOB_FORMAT 1

/* Ten thousand exceptions with all the ranges that they can have. */
#define HF_BLOB_MAX (16U << 20)

/* Where the fields are, and how long an entry of each table is. */
enum {
	HF_BLOB_AT_FORMAT = 8,
	HF_BLOB_AT_SIZE = 12,
	HF_BLOB_AT_REASONS = 16,
	HF_BLOB_AT_ZERO = 20,
	HF_BLOB_AT_VERSION = 24,
	HF_BLOB_AT_ALLOWED = 32,
	HF_BLOB_AT_AUDITED = 40,
	HF_BLOB_AT_DEMANDED = 48,
	HF_BLOB_AT_COUNTS = 56,
	HF_BLOB_HEADER = 80,
};

/* The tables, in their order; the counts in the header are in the same. */
enum hf_blob_table {
	HF_BLOB_EXCEPTIONS,
	HF_BLOB_RANGES,
	HF_BLOB_PROGRAMS,
	HF_BLOB_PATHS,
	HF_BLOB_QUIET,
	HF_BLOB_TEXT,
	HF_BLOB_TABLES,
};

#define HF_BLOB_EXCEPTION_SIZE 56
#define HF_BLOB_RANGE_SIZE     16
#define HF_BLOB_PROGRAM_SIZE   32
#define HF_BLOB_PATH_SIZE      8
#define HF_BLOB_QUIET_SIZE     16

_Static_assert(HF_BLOB_AT_COUNTS + 4 * HF_BLOB_TABLES == HF_BLOB_HEADER, "a count for each table");

/* A valid one. It points into the bytes, which must not change. */
struct hf_blob {
	const unsigned char *bytes;
	unsigned int size;
	unsigned long long version;
	struct hf_policy rules; /* its counts are this policy's, too */
	unsigned int counts[HF_BLOB_TABLES];
	unsigned int at[HF_BLOB_TABLES]; /* where in the bytes the tables begin */
};

enum hf_blob_error {
	HF_BLOB_RIGHT = 0,
	HF_BLOB_FOREIGN,      /* no policy at all */
	HF_BLOB_OTHER_FORMAT, /* of another version of the format */
	HF_BLOB_OTHER_LIST,   /* of another list of reasons */
	HF_BLOB_WRONG_SIZE,   /* cut off, or with bytes after its end */
	HF_BLOB_WRONG_RULES,  /* a set of reasons that no policy can have */
	HF_BLOB_WRONG_EXCEPTION,
	HF_BLOB_WRONG_DETAIL, /* a range, a program or a path of an exception */
	HF_BLOB_WRONG_QUIET,
	HF_BLOB_UNUSED, /* entries or text that nothing refers to */
};

/* An exception, and its details. */
struct hf_blob_exception {
	unsigned int reason;
	struct hf_identity identity;
	unsigned int flags;
	unsigned int count;
	unsigned int first;
};

struct hf_blob_range {
	struct hf_range range;
	unsigned long long mask;
};

struct hf_blob_text {
	const unsigned char *text;
	unsigned int len;
};

/* The details of a request, if they are known; otherwise zeros. */
struct hf_detail {
	struct hf_range range; /* which MSR, which ports */
	/* Which file of debugfs or tracefs, below its root, "/" before each name. */
	struct hf_blob_text path;
};

static inline unsigned int hf_get32(const unsigned char *at)
{
	return at[0] | (unsigned int)at[1] << 8 | (unsigned int)at[2] << 16 |
	       (unsigned int)at[3] << 24;
}

static inline unsigned long long hf_get64(const unsigned char *at)
{
	return hf_get32(at) | (unsigned long long)hf_get32(at + 4) << 32;
}

/* The digest of the list of reasons: FNV-1a, 32 bits, of their names, each with a NUL. */
unsigned int hf_reasons_digest(void);

/*
 * hf_blob_open - check whether bytes are a policy
 * @blob:	filled in with the policy
 * @bytes:	the bytes, from anybody
 * @size:	how many
 *
 * Finds everything that could be wrong with them, in n log n steps, where n is at most @size.
 */
enum hf_blob_error hf_blob_open(struct hf_blob *blob, const unsigned char *bytes,
				unsigned int size);

/* An entry of a table; @at: below its count. */
struct hf_blob_exception hf_blob_exception(const struct hf_blob *blob, unsigned int at);
struct hf_blob_range hf_blob_range(const struct hf_blob *blob, unsigned int at);
const unsigned char *hf_blob_program(const struct hf_blob *blob, unsigned int at);
struct hf_blob_text hf_blob_path(const struct hf_blob *blob, unsigned int at);
struct hf_blob_text hf_blob_quiet(const struct hf_blob *blob, unsigned int at,
				  unsigned int *reason);

/*
 * hf_blob_find - find the exception for a reason and an identity
 *
 * Returns its place in the table, or -1.
 */
int hf_blob_find(const struct hf_blob *blob, unsigned int reason,
		 const struct hf_identity *identity);

/*
 * hf_blob_excepts - whether a program's exception covers a request
 * @blob:	the policy
 * @reason:	an enum hf_reason
 * @who:	the program
 * @detail:	what the request is about
 * @mask:	if it covers: the bits that may be written; all if the policy names none
 */
bool hf_blob_excepts(const struct hf_blob *blob, unsigned int reason, const struct hf_identity *who,
		     const struct hf_detail *detail, unsigned long long *mask);

/*
 * hf_blob_gives - whether a file may be loaded
 * @blob:	the policy
 * @reason:	an enum hf_reason: the reason to load it for
 * @file:	the file
 * @who:	the program that has it loaded; NULL: none that could have an exception
 */
bool hf_blob_gives(const struct hf_blob *blob, unsigned int reason, const struct hf_identity *file,
		   const struct hf_identity *who);

/*
 * hf_blob_is_quiet - whether refusals of a reason are not recorded
 * @path: of the program that is refused, of @len bytes
 */
bool hf_blob_is_quiet(const struct hf_blob *blob, unsigned int reason, const unsigned char *path,
		      unsigned int len);

/*
 * hf_blob_is_within - whether another policy gives all that an exception, or a listed file, gives
 * @which: below the count of exceptions
 * @old:   the other
 */
bool hf_blob_is_within(const struct hf_blob *blob, unsigned int which, const struct hf_blob *old);

/*
 * hf_blob_is_tighter - whether another policy gives all that a policy gives
 * @blob:	the new one
 * @old:	the one in force; NULL: none
 *
 * The new one may not record less either: a quiet rule counts as given. An allowed reason may
 * become audited. The kernel may be let load fewer files, and further files may be demanded.
 */
bool hf_blob_is_tighter(const struct hf_blob *blob, const struct hf_blob *old);

/* Whether @path is @wide, or below it. */
bool hf_path_covers(const struct hf_blob_text *wide, const struct hf_blob_text *path);

/* As memcmp(); if one text is the beginning of the other, the shorter one comes first. */
int hf_compare_bytes(const unsigned char *a, const unsigned char *b, unsigned int size);
int hf_compare_texts(const struct hf_blob_text *a, const struct hf_blob_text *b);

/*
 * hf_compare_keys - the order of exceptions
 */
int hf_compare_keys(unsigned int reason, const struct hf_identity *identity,
		    unsigned int other_reason, const struct hf_identity *other);

/*
 * hf_has_ranges - whether an exception may be narrowed to registers, ports or devices
 */
static inline bool hf_has_ranges(unsigned int reason)
{
	return reason == HF_REASON_MSR || reason == HF_REASON_IOPORT ||
	       reason == HF_REASON_DEVICE_DMA;
}

#endif
