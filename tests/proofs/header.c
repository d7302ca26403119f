// SPDX-License-Identifier: GPL-2.0
/*
 * For CBMC: any 80 bytes, with any size up to the largest. A valid header has the tables directly one after the other,
 * and the last ends with the policy. No arithmetic overflows.
 */
#include <assert.h>

#include "blob_open.c"

unsigned char nondet_byte(void);
unsigned int nondet_number(void);

int main(void)
{
	struct hf_blob blob = { .size = nondet_number() };
	unsigned long long end = HF_BLOB_HEADER;
	unsigned char bytes[HF_BLOB_HEADER];

	for (unsigned int i = 0; i < HF_BLOB_HEADER; i++)
		bytes[i] = nondet_byte();
	blob.bytes = bytes;
	if (read_header(&blob))
		return 0;
	assert(!"policies of this shape");
	assert(blob.size >= HF_BLOB_HEADER && blob.size <= HF_BLOB_MAX);
	for (unsigned int t = 0; t < HF_BLOB_TABLES; t++) {
		assert(blob.at[t] == end);
		end += (unsigned long long)blob.counts[t] * entry_sizes[t];
		assert(end <= blob.size);
	}
	assert(end == blob.size);
	return 0;
}
