/* SPDX-License-Identifier: GPL-2.0 */
/* A policy: what the files in /usr/lib/holdfast and /etc/holdfast say, merged. */
#ifndef HOLDFAST_POLICY_H
#define HOLDFAST_POLICY_H

#include <stdbool.h>
#include <stddef.h>

#include "decide.h"
#include "exception.h"

/* The SHA-256 fs-verity digest of a file. */
#define VERITY_LEN 32

struct verity {
	unsigned char digest[VERITY_LEN];
};

struct policy_exception {
	char *name;
	char *program; /* its path, for people; NULL where the policy has only digests */
	char *comment; /* NULL: none */
	hf_reason_set reasons;
	struct verity *verity; /* of the program; several: old and new releases of it */
	size_t verity_count;
	bool unverified;	  /* bound to a path alone */
	bool verified_libraries;  /* lost when it maps code that is not in libraries */
	struct verity *libraries; /* what else it may map as code */
	size_t library_count;
	struct hf_exception registers; /* for msr */
	struct hf_exception ports;     /* for ioport */
	char **paths; /* for debugfs, debugfs-read and tracefs, as they are written */
	size_t path_count;
	const char *file; /* where the section begins; owned by the policy */
	unsigned int line;
};

enum native_wish { NATIVE_AUTO, NATIVE_YES, NATIVE_NO };

struct policy {
	enum hf_level level;
	enum hf_level level_under_secure_boot; /* at least this where Secure Boot is on */
	enum native_wish native;
	bool seal;
	bool strict; /* refuse what is unverified, and verdicts of allow */
	bool require_clean;
	bool audit;		/* Mode=audit: all of them */
	hf_reason_set audited;	/* single reasons with the verdict audit */
	hf_reason_set allowed;	/* with the verdict allow */
	hf_reason_set enforced; /* with the verdict deny, whatever the mode */
	struct policy_exception *exceptions;
	size_t exception_count;
	struct policy_files *files; /* that were read: opaque, the names are in it */
};

/*
 * policy_read - reads and merges the files of a directory tree
 * @root: "" for the system, or a directory that has usr/lib/holdfast and etc/holdfast
 *
 * Vendor defaults in usr/lib/holdfast/holdfast.conf, which etc/holdfast/holdfast.conf replaces; then
 * the *.conf of both holdfast.conf.d, by name, one in etc/ before one of that name in usr/lib/. One
 * that is empty, or leads to /dev/null, masks the other. Returns NULL after saying on stderr, for
 * each thing that is wrong, file, line, column and what is valid. Free with policy_free().
 */
struct policy *policy_read(const char *root);

/* The same with these very files, in their order, and no others. */
struct policy *policy_read_files(char **paths, size_t count);

void policy_free(struct policy *policy);

#endif
