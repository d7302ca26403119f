/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Holdfast: the declarations that its files share. The decision itself is in core/, the same in
 * every program that decides. decide.c maps the kernel's enum lockdown_reason to core/reasons.def.
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

/* The version of the files in securityfs and of the records: programs read it first. */
#define HOLDFAST_INTERFACE 1

/* Our reasons, and one more for unknown ones. */
#define HOLDFAST_REASONS (HF_REASON_UNKNOWN + 1)

/**
 * struct holdfast_policy - the policy in force
 * @reasons: its verdicts, in the form of the core
 * @spoken_of: the reasons that it may allow or audit, or has exceptions from
 * @blob: all of it; empty if none was loaded
 * @rcu: the last reader frees it
 * @bytes: the bytes of @blob
 *
 * Never changed: a new one replaces it.
 */
struct holdfast_policy {
	struct hf_policy reasons;
	hf_reason_set spoken_of;
	struct hf_blob blob;
	struct rcu_head rcu;
	unsigned char bytes[];
};

/**
 * struct holdfast_counts - the counters of one reason
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
