/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A probe tries one way into the kernel and says what happened. It needs no engine of ours and
 * believes none: the answer is what the real system call returned.
 *
 * A probe is one DEFINE_PROBE() in the file of its family; nothing else has to be touched.
 *
 * What every probe has to keep to:
 *  - A positive control comes first: the operation can be attempted at all on this machine. What
 *    cannot be attempted is PROBE_UNREACHABLE, with the reason; never denied.
 *  - It is harmless on a machine in use: a write writes back the value just read, or is malformed
 *    in a way that the kernel looks at only after the question whether it is allowed. What cannot
 *    be harmless says why in .intrusive, and runs only where that was asked for.
 *  - It runs in a process of its own that ends with it, so descriptors, mounts and rights to I/O
 *    ports need no taking back; everything else does.
 */
#ifndef HOLDFAST_PROBE_H
#define HOLDFAST_PROBE_H

#include <stdbool.h>
#include <stddef.h>
#include <linux/capability.h>

#include "levels.h"

enum probe_outcome {
	PROBE_OPEN,	 /* it worked, or failed only where it was made to fail, after the check */
	PROBE_DENIED,	 /* refused, with the errno that this call site returns under lockdown */
	PROBE_OTHERWISE, /* refused by another errno or mechanism, which .why names */
	PROBE_UNREACHABLE, /* could not be attempted here; .why says what is missing */
	PROBE_OUTCOMES
};

struct probe_result {
	enum probe_outcome outcome;
	int err; /* what the operation was refused with, 0 where it was not, or by no errno */
	char why[200];
	char module[32];   /* loaded for this probe: it is taken out again */
	bool opens_device; /* as the probe has it */
};

#define PROBE_ANY_USER (-1)

struct probe {
	const char *name; /* the reason's name, or REASON/VARIANT */
	enum hf_reason reason;
	const char *operation; /* what it does, one line */
	int capability;	       /* CAP_*: without it the kernel refuses whatever the level is */
	bool opens_device; /* what may be refused is opening a device: a device cgroup does, too */
	const char *intrusive; /* why it needs --intrusive; NULL: it is harmless */
	void (*run)(struct probe_result *res);
};

/*
 * Defines a probe, a struct probe to initialise. The linker gathers the pointers to all of them:
 * the order is the linker's and means nothing.
 */
#define DEFINE_PROBE(id)                                                         \
	static const struct probe id##_probe;                                    \
	static const struct probe *const id##_entry                              \
		__attribute__((section("holdfast_probes"), used)) = &id##_probe; \
	static const struct probe id##_probe

/* What a probe reports: the last one called counts. */
void probe_open(struct probe_result *res);
void probe_otherwise(struct probe_result *res, int err, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void probe_unreachable(struct probe_result *res, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * probe_denied - it was refused
 * @err:	the errno it was refused with
 * @expected:	the errno that this call site returns when security_locked_down() refuses
 *
 * Another errno than the expected one is PROBE_OTHERWISE. So is EPERM or EACCES, expected or not,
 * where a seccomp filter, a security module or (of a device) a device cgroup confines this
 * process: nobody could tell whose refusal it was.
 */
void probe_denied(struct probe_result *res, int err, int expected);

/* The same where no errno says it: what came back was made useless. */
void probe_redacted(struct probe_result *res, const char *why);

/*
 * probe_answer - the usual end of a probe
 * @err:	what the operation failed with; 0 where it worked
 * @behind:	the errno that it was made to fail with after the check; 0 where it was made to work
 * @expected:	the errno of a refusal
 *
 * ENOSYS where it is not the errno after the check: this kernel has no such thing.
 */
void probe_answer(struct probe_result *res, int err, int behind, int expected);

/*
 * probe_run - run a probe in a process of its own, for at most PROBE_SECONDS
 * @intrusive: run it even where it is not harmless
 *
 * Whatever prevents the attempt (a missing capability, a user namespace, no memory for a process,
 * a time-out, a crash) is PROBE_UNREACHABLE in @res.
 */
void probe_run(const struct probe *probe, bool intrusive, struct probe_result *res);

#define PROBE_SECONDS 30

/* All probes in the order of reasons.def, those of one reason by name. Not to be freed. */
const struct probe *const *probe_list(size_t *count);

/* Why no probe of @reason is possible, from unprobed.def; NULL where there are probes. */
const char *probe_missing_because(enum hf_reason reason);

/* "open", "denied", "denied-otherwise", "not-reachable": stable, for programs to read. */
const char *probe_outcome_name(enum probe_outcome outcome);

#endif
