/* SPDX-License-Identifier: GPL-2.0 */
/* Writes the tables of a compiled policy: core/blob.h. */
#ifndef HOLDFAST_POLICY_TABLES_H
#define HOLDFAST_POLICY_TABLES_H

#include "blob.h"
#include "policy/policy.h"

/* An exception of one program or file from one reason. */
struct single_exception {
	unsigned int reason; /* or HF_EXCEPTION_PROGRAM, HF_EXCEPTION_LIBRARY */
	struct hf_identity identity;
	unsigned int flags;
	const struct policy_exception *from; /* NULL: [Verify] */
};

struct single_quiet {
	unsigned int reason;
	const struct policy_quiet *from;
};

/* A table that grows. */
struct table {
	unsigned char *bytes;
	size_t size, room;
	unsigned int count;
};

struct tables {
	struct table list[HF_BLOB_TABLES];
};

/* Add an entry, with its details; call them in the order of the blob. */
void put_exception(struct tables *tables, const struct single_exception *one);
void put_quiet(struct tables *tables, const struct single_quiet *one);

/* Joins the tables to a whole blob, for free(). */
unsigned char *join_tables(const struct tables *tables, const struct policy *policy,
			   unsigned long long version, size_t *size);

void free_tables(struct tables *tables);

#endif
