// SPDX-License-Identifier: GPL-2.0
/*
 * For CBMC: every policy of one shape, which is the number of entries in each table. The bytes after the header are
 * arbitrary. Each header that read_header() accepts has one shape (header.c); after a refused header nothing is read.
 * The bytes are an object of the size that the header says, so a read past them is found.
 */
#include <assert.h>

#include "blob.h"

#define SIZE                                                                                  \
	(HF_BLOB_HEADER + EXCEPTIONS * HF_BLOB_EXCEPTION_SIZE + RANGES * HF_BLOB_RANGE_SIZE + \
	 PROGRAMS * HF_BLOB_PROGRAM_SIZE + PATHS * HF_BLOB_PATH_SIZE +                        \
	 QUIET * HF_BLOB_QUIET_SIZE + TEXT)

unsigned char nondet_byte(void);
unsigned int nondet_number(void);

static unsigned char bytes[SIZE];

static void put(unsigned int at, unsigned int number)
{
	for (unsigned int i = 0; i < 4; i++)
		bytes[at + i] = (unsigned char)(number >> (8 * i) & 0xff);
}

static void make(void)
{
	static const unsigned int counts[HF_BLOB_TABLES] = { EXCEPTIONS, RANGES, PROGRAMS,
							     PATHS,	 QUIET,	 TEXT };

	for (unsigned int i = 0; i < SIZE; i++)
		bytes[i] = nondet_byte();
	for (unsigned int i = 0; i < HF_BLOB_AT_FORMAT; i++)
		bytes[i] = (unsigned char)HF_BLOB_MAGIC[i];
	put(HF_BLOB_AT_FORMAT, HF_BLOB_FORMAT);
	put(HF_BLOB_AT_SIZE, SIZE);
	put(HF_BLOB_AT_REASONS, hf_reasons_digest());
	put(HF_BLOB_AT_ZERO, 0);
	for (unsigned int t = 0; t < HF_BLOB_TABLES; t++)
		put(HF_BLOB_AT_COUNTS + 4 * t, counts[t]);
}

static bool is_inside(const struct hf_blob_text *text)
{
	return text->text >= bytes && text->len <= SIZE &&
	       (unsigned int)(text->text - bytes) <= SIZE - text->len;
}

/* All references of an exception are valid. */
static void look_into(const struct hf_blob *blob, const struct hf_blob_exception *e)
{
	unsigned int i = nondet_number();
	struct hf_blob_text path;

	if (i >= e->count)
		return;
	if (e->identity.kind == HF_IDENTITY_FILE) {
		assert(hf_blob_program(blob, e->first + i) + HF_BLOB_PROGRAM_SIZE <= bytes + SIZE);
	} else if (hf_has_ranges(e->reason)) {
		struct hf_blob_range r = hf_blob_range(blob, e->first + i);

		assert(r.range.size && r.range.first <= 0xffffffff - (r.range.size - 1));
	} else {
		path = hf_blob_path(blob, e->first + i);
		assert(path.len && is_inside(&path));
	}
}

int main(void)
{
	struct hf_identity who = { .kind = nondet_number() };
	unsigned int reason = nondet_number(), rule = nondet_number();
	struct hf_blob blob;
	int at;

	make();
	for (unsigned int i = 0; i < sizeof(who.bytes); i++)
		who.bytes[i] = nondet_byte();
	if (hf_blob_open(&blob, bytes, SIZE))
		return 0;
	assert(!"policies of this shape"); /* has to fail, so that the other assertions are not empty */
	at = hf_blob_find(&blob, reason, &who);
	assert(at >= -1 && at < EXCEPTIONS);
	if (at >= 0) {
		struct hf_blob_exception e = hf_blob_exception(&blob, (unsigned int)at);

		/* It is for that reason and that program, and for no other. */
		assert(!hf_compare_keys(reason, &who, e.reason, &e.identity));
		look_into(&blob, &e);
	}
	if (rule < QUIET) {
		struct hf_blob_text path = hf_blob_quiet(&blob, rule, &reason);

		assert(reason < HF_REASONS && is_inside(&path));
	}
	assert(!(blob.rules.allowed & blob.rules.audited));
	return 0;
}
