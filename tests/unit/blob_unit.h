/* SPDX-License-Identifier: GPL-2.0 */
/* Helpers of the tests of compiled policies. */
#ifndef HOLDFAST_TESTS_BLOB_UNIT_H
#define HOLDFAST_TESTS_BLOB_UNIT_H

#include "policy_unit.h"

#include "blob.h"

#define A "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B "sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define C "sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"

/* A policy with an entry of every kind. */
extern const char whole_policy[];

struct compiled {
	unsigned char *bytes;
	size_t size;
	struct hf_blob blob;
};

/*
 * Compiles a policy's text as version 7, and opens it. The caller frees its bytes. Their buffer has the exact size, so
 * that the sanitizer sees a read past the end.
 */
struct compiled compile(const char *text);

/* The result of hf_blob_open() for these bytes, in memory that ends after them. */
enum hf_blob_error open_copy(const unsigned char *bytes, size_t size);

#endif
