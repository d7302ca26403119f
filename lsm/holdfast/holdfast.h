/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Holdfast: what its files share. The decision itself is in core/, the same in every program that
 * has to take it; the kernel's enum lockdown_reason is mapped to core/reasons.def in decide.c.
 */
#ifndef _SECURITY_HOLDFAST_H
#define _SECURITY_HOLDFAST_H

#include <linux/atomic.h>
#include <linux/init.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/types.h>

#if defined(CONFIG_SECURITY_HOLDFAST_FORCE_CONFIDENTIALITY)
#define HF_FORCE_LEVEL HF_CONFIDENTIALITY
#elif defined(CONFIG_SECURITY_HOLDFAST_FORCE_INTEGRITY)
#define HF_FORCE_LEVEL HF_INTEGRITY
#else
#define HF_FORCE_LEVEL HF_NONE
#endif

#include "core/blob.h"

/* Of the files in securityfs and of the records: programs read it before anything else. */
#define HOLDFAST_INTERFACE 1

/* Our reasons, and one more for what is none of them. */
#define HOLDFAST_REASONS (HF_REASON_UNKNOWN + 1)

/**
 * struct holdfast_policy - the policy in force
 * @reasons: what it says of reasons, as the core takes it
 * @spoken_of: those that it may allow or audit, or have exceptions from
 * @blob: all of it; empty where none was loaded
 * @rcu: the last reader frees it
 * @bytes: what @blob is made of
 *
 * Never changed: a new one takes its place.
 */
struct holdfast_policy {
	struct hf_policy reasons;
	hf_reason_set spoken_of;
	struct hf_blob blob;
	struct rcu_head rcu;
	unsigned char bytes[];
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

struct file;
struct lockdown_detail;
struct lsm_id;

/* level.c */
extern unsigned int holdfast_level;
extern struct mutex holdfast_change_lock;
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
int holdfast_answer(int reason);
int holdfast_answer_about(int reason, struct lockdown_detail *detail);

/* device.c */
void __init holdfast_init_devices(const struct lsm_id *id);

/* bpf.c */
#ifdef CONFIG_BPF_SYSCALL
void __init holdfast_init_bpf(const struct lsm_id *id);
#endif

/* record.c */
void holdfast_record(int reason, enum hf_verdict verdict, unsigned int level,
		     const struct lockdown_detail *detail);
void holdfast_record_change(const char *what, const char *value);

#ifdef CONFIG_SECURITY_HOLDFAST_POLICY
/* policy.c */
extern const struct file_operations holdfast_policy_ops;

/* subject.c */
extern struct lsm_blob_sizes holdfast_blobs;
void __init holdfast_init_subjects(const struct lsm_id *id);

/* exceptions.c */
bool holdfast_is_excepted(const struct holdfast_policy *p, int reason, struct lockdown_detail *d);
bool holdfast_is_quiet(unsigned int reason, struct file *exe);
#endif

/* fs.c */
#ifdef CONFIG_SECURITYFS
int __init holdfast_init_fs(void);
#endif

#endif
