/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A probe tries one way into the kernel and reports the result. It neither needs nor asks our engine: the answer is the
 * result of the real system call.
 *
 * A probe is one DEFINE_PROBE() in the file of its family; no other file has to change.
 *
 * Rules for every probe:
 *  - A positive control comes first: it shows that the operation can be attempted on this machine. If it cannot, the
 *    result is PROBE_UNREACHABLE with the cause, never denied.
 *  - It is harmless on a machine in use: it writes back a value that it has read, or its request is malformed in a way
 *    that the kernel only notices after the check. A probe that cannot be harmless says why in .intrusive, and runs
 *    only if the user asks for that.
 *  - It runs in a process that ends with it, so descriptors, mounts and permissions for I/O ports go by themselves. It
 *    has to undo everything else.
 */
#ifndef HOLDFAST_PROBE_H
#define HOLDFAST_PROBE_H

#include <stdbool.h>
#include <stddef.h>
#include <linux/capability.h>

#include "levels.h"

enum probe_outcome {
	PROBE_OPEN,	   /* it succeeded, or failed as it was made to, after the check */
	PROBE_DENIED,	   /* refused, with the errno of lockdown at this call site */
	PROBE_OTHERWISE,   /* refused by another errno or mechanism, which .why names */
	PROBE_UNREACHABLE, /* it could not be attempted here; .why says why */
	PROBE_OUTCOMES
};

struct probe_result {
	enum probe_outcome outcome;
	int err; /* the errno of the refusal; 0: no refusal, or one without an errno */
	char why[200];
	char module[32];   /* loaded for this probe, and unloaded after it */
	bool opens_device; /* copied from the probe */
};

#define PROBE_ANY_USER (-1)

struct probe {
	const char *name; /* the reason's name, or REASON/VARIANT */
	enum hf_reason reason;
	const char *operation; /* the operation, on one line */
	int capability;	       /* CAP_*: without it the kernel refuses at any level */
	bool opens_device;     /* it opens a device, which a device cgroup may refuse, too */
	const char *intrusive; /* why it needs --intrusive; NULL: it is harmless */
	void (*run)(struct probe_result *res);
};

/*
 * Defines a probe, a struct probe to initialise. The linker collects pointers to all probes, in any order.
 */
#define DEFINE_PROBE(id)                                                         \
	static const struct probe id##_probe;                                    \
	static const struct probe *const id##_entry                              \
		__attribute__((section("holdfast_probes"), used)) = &id##_probe; \
	static const struct probe id##_probe

/* A probe reports its result by one of these; the last call counts. */
void probe_open(struct probe_result *res);
void probe_otherwise(struct probe_result *res, int err, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void probe_unreachable(struct probe_result *res, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * probe_denied - report a refusal
 * @err:	the errno of the refusal
 * @expected:	the errno of this call site if security_locked_down() refuses
 *
 * An unexpected errno is PROBE_OTHERWISE. So is any EPERM or EACCES if a seccomp filter, a security module or (for a
 * device) a device cgroup confines this process: the refusal could be theirs.
 */
void probe_denied(struct probe_result *res, int err, int expected);

/* Reports a refusal without an errno: the kernel returned useless data. */
void probe_redacted(struct probe_result *res, const char *why);

/*
 * probe_answer - the usual end of a probe
 * @err:	the operation's errno; 0: it succeeded
 * @after:	the errno with which it has to fail after the check; 0: it has to succeed
 * @expected:	the errno of a refusal
 *
 * ENOSYS, unless it is @after, means that this kernel lacks the operation.
 */
void probe_answer(struct probe_result *res, int err, int after, int expected);

/*
 * probe_run - run a probe in a process of its own, for at most PROBE_SECONDS
 * @intrusive: run it even if it is not harmless
 *
 * If something prevents the attempt (a missing capability, a user namespace, no memory for a process, a time-out, a
 * crash), @res is PROBE_UNREACHABLE.
 */
void probe_run(const struct probe *probe, bool intrusive, struct probe_result *res);

#define PROBE_SECONDS 30

/* All probes, in the order of reasons.def, and by name within a reason. The list is static. */
const struct probe *const *probe_list(size_t *count);

/* Why no probe of @reason is possible, from unprobed.def; NULL: there are probes. */
const char *probe_missing_because(enum hf_reason reason);

/* "open", "denied", "denied-otherwise", "not-reachable": stable, for programs to read. */
const char *probe_outcome_name(enum probe_outcome outcome);

#endif
