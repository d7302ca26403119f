/* SPDX-License-Identifier: GPL-2.0 */
/* What the tests of compiled policies share. */
#ifndef HOLDFAST_TESTS_BLOB_UNIT_H
#define HOLDFAST_TESTS_BLOB_UNIT_H

#include "policy_unit.h"

#include "blob.h"

#define A "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B "sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define C "sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"

/* One that has something of everything. */
extern const char whole_policy[];

struct compiled {
	unsigned char *bytes;
	size_t size;
	struct hf_blob blob;
};

/*
 * A policy's text, compiled as version 7 and opened. The caller frees its bytes, which are as many as it
 * has: the sanitizer sees a look after them.
 */
struct compiled compile(const char *text);

/* What hf_blob_open() says of these, in memory that ends after them. */
enum hf_blob_error open_copy(const unsigned char *bytes, size_t size);

#endif
