/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Holdfast: what its files share. The decision itself is in core/, the same in every program that
 * has to take it; the kernel's enum lockdown_reason is mapped to core/reasons.def in decide.c.
 */
#ifndef _SECURITY_HOLDFAST_H
#define _SECURITY_HOLDFAST_H

#include <linux/atomic.h>
#include <linux/init.h>
#include <linux/rcupdate.h>
#include <linux/types.h>

#if defined(CONFIG_SECURITY_HOLDFAST_FORCE_CONFIDENTIALITY)
#define HF_FORCE_LEVEL HF_CONFIDENTIALITY
#elif defined(CONFIG_SECURITY_HOLDFAST_FORCE_INTEGRITY)
#define HF_FORCE_LEVEL HF_INTEGRITY
#else
#define HF_FORCE_LEVEL HF_NONE
#endif

#include "core/decide.h"

/* Of the files in securityfs and of the records: programs read it before anything else. */
#define HOLDFAST_INTERFACE 1

/* Our reasons, and one more for what is none of them. */
#define HOLDFAST_REASONS (HF_REASON_UNKNOWN + 1)

/**
 * struct holdfast_policy - the policy in force
 * @reasons: what it says of reasons, as the core takes it
 * @rcu: the last reader frees it
 *
 * Never changed: a new one takes its place.
 */
struct holdfast_policy {
	struct hf_policy reasons;
	struct rcu_head rcu;
};

/**
 * struct holdfast_counts - what became of the requests for one reason
 * @verdicts: those that the level refuses, by their verdict: a policy may allow or audit them
 * @unrecorded: those of them, audited or denied, that got no record of their own
 */
struct holdfast_counts {
	atomic_long_t verdicts[HF_VERDICTS];
	atomic_long_t unrecorded;
};

/* level.c */
extern unsigned int holdfast_level;
const char *holdfast_level_name(unsigned int level);
int holdfast_find_level(const char *name);
int holdfast_raise(unsigned int level, const char *where);
int holdfast_seal(void);
bool holdfast_is_sealed(void);
void __init holdfast_init_level(void);

/* decide.c */
extern struct holdfast_policy __rcu *holdfast_policy;
extern struct holdfast_counts holdfast_counts[HOLDFAST_REASONS];
const char *holdfast_reason_name(int reason);

/* record.c */
void holdfast_record(int reason, enum hf_verdict verdict, unsigned int level);
void holdfast_record_change(const char *what, const char *value);

/* fs.c */
#ifdef CONFIG_SECURITYFS
int __init holdfast_init_fs(void);
#endif

#endif
