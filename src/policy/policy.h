/* SPDX-License-Identifier: GPL-2.0 */
/* A policy: what the files in /usr/lib/holdfast and /etc/holdfast say, merged. */
#ifndef HOLDFAST_POLICY_POLICY_H
#define HOLDFAST_POLICY_POLICY_H

#include <stdbool.h>
#include <stddef.h>

#include "blob.h"

/* The SHA-256 fs-verity digest of a file. */
#define VERITY_LEN 32

struct verity {
	unsigned char digest[VERITY_LEN];
};

struct digests {
	struct verity *list;
	size_t count;
};

/* Of [Verify]: files that the kernel may read, where it is not to read any. */
struct demand {
	bool is_made;
	struct digests files;
};

/* Registers, ports or devices that an exception is narrowed to; of registers, the bits that may be written. */
struct ranges {
	struct hf_blob_range list[HF_RANGES]; /* ascending, and apart */
	unsigned int count;		      /* 0: not narrowed */
};

struct paths {
	char **list;
	size_t count;
};

/* What the keys of each section set is told in keys.def. */
#define FIELD_OF_KEY(NAME, type, field, ...) type field;

struct policy_exception {
	char *name;
#define EXCEPTION_KEY FIELD_OF_KEY
#include "policy/keys.def"
	const char *file; /* where the section begins; owned by the policy */
	unsigned int line;
};

/* A program that only asks: refused and counted for these reasons, and not recorded. */
struct policy_quiet {
	char *name;
#define QUIET_KEY FIELD_OF_KEY
#include "policy/keys.def"
	const char *file; /* as of an exception */
	unsigned int line;
};

enum native_wish { NATIVE_AUTO, NATIVE_YES, NATIVE_NO };

/* Its words, in their order, and NULL. */
extern const char *const native_words[];

struct policy {
#define LOCK_KEY   FIELD_OF_KEY
#define VERIFY_KEY FIELD_OF_KEY
#include "policy/keys.def"
	hf_reason_set audited;	/* single reasons with the verdict audit */
	hf_reason_set allowed;	/* with the verdict allow */
	hf_reason_set enforced; /* with the verdict deny, whatever the mode */
	struct policy_exception *exceptions;
	size_t exception_count;
	struct policy_quiet *quiet;
	size_t quiet_count;
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

/* Whether there is anything below @root that policy_read() would take, or complain about. */
bool policy_is_there(const char *root);

/* Whether an exception can have that name, or a quiet rule. */
bool is_exception_name(const char *name);

/* The reasons for which an exception is given file by file, to what the kernel loads. */
static inline hf_reason_set policy_reasons_of_files(const struct policy_exception *exception)
{
	return (exception->images.count ? hf_set_of(HF_REASON_KEXEC) : 0) |
	       (exception->modules.count ? hf_set_of(HF_REASON_MODULE_SIGNATURE) : 0);
}

#endif
