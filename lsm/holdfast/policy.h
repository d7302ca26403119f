/* SPDX-License-Identifier: GPL-2.0 */
/* Holdfast: the declarations that the files about the policy share. */
#ifndef _SECURITY_HOLDFAST_POLICY_H
#define _SECURITY_HOLDFAST_POLICY_H

#include <linux/kernel_read_file.h>
#include <linux/lsm_hooks.h>
#include <linux/refcount.h>

#include "holdfast.h"

struct file;

/**
 * struct holdfast_subject - a program with exceptions, while processes run it
 * @users: the credentials that refer to it
 * @who: the program
 * @flags: of its HF_EXCEPTION_PROGRAM
 * @lost: it has mapped unverified code, or somebody was allowed to reach into it
 *
 * Shared with its forks: if one of them loses its exceptions, all do.
 */
struct holdfast_subject {
	refcount_t users;
	struct hf_identity who;
	unsigned int flags;
	bool lost;
};

/**
 * struct holdfast_note - the next request of a thread
 * @file: the file that it has the kernel load; all zeros: no verified file
 * @file_reason: the reason of that request; HF_REASON_UNKNOWN: none
 * @opening: the file of debugfs or tracefs that it is opening; only ever compared
 * @opens: the reasons for which the thread's exception covers that file
 *
 * Only the thread itself uses it.
 */
struct holdfast_note {
	struct hf_identity file;
	unsigned int file_reason;
	const struct file *opening;
	hf_reason_set opens;
};

/* subject.c */
struct holdfast_subject *holdfast_find_asker(void);
struct holdfast_note *holdfast_current_note(void);

/* verity.c */
bool holdfast_measure(const struct file *file, struct hf_identity *identity);
int holdfast_look_at_ioctl(struct file *file, unsigned int command, unsigned long argument);

/* exceptions.c */
int holdfast_read_file(struct file *file, enum kernel_read_file_id id, bool contents);
int holdfast_load_data(enum kernel_load_data_id id, bool contents);
int holdfast_open_file(struct file *file);
int holdfast_opened_file(struct file *file, int mask);
void holdfast_free_file(struct file *file);

#endif
