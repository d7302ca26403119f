// SPDX-License-Identifier: GPL-2.0
/*
 * Holdfast: whether the policy takes a refusal back. If the caller of a request does not name its
 * detail, it is noted beforehand: the file that is opened, and the one that the kernel loads.
 */
#include <linux/dcache.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/magic.h>
#include <linux/security.h>
#include <linux/slab.h>

#include "policy.h"

/* No exception covers deeper files, so their paths need not fit. */
#define PATH_ROOM (HF_PATH_NAMES * HF_FILE_NAME_LEN + 1)

/**
 * reason_to_read - the reason to refuse a file that is not listed
 * @id: the kind of file that the kernel reads
 *
 * Return: an enum hf_reason; HF_REASON_UNKNOWN: none.
 */
static unsigned int reason_to_read(enum kernel_read_file_id id)
{
	switch (id) {
	case READING_KEXEC_IMAGE:
		return HF_REASON_KEXEC;
	case READING_KEXEC_INITRAMFS:
		return HF_REASON_KEXEC_INITRD;
	case READING_MODULE:
#if !SERIES_6_12
	case READING_MODULE_COMPRESSED:
#endif
		return HF_REASON_MODULE_SIGNATURE;
	case READING_FIRMWARE:
		return HF_REASON_FIRMWARE;
	default:
		return HF_REASON_UNKNOWN;
	}
}

/**
 * is_demanded - whether the policy lists all that the kernel may read for a reason
 * @reason: the reason
 * @file: the file that it reads; NULL: no file, or one that is not verified
 *
 * Return: true if it does, and the file is not on the list.
 */
static bool is_demanded(unsigned int reason, const struct hf_identity *file)
{
	const struct holdfast_policy *policy;
	bool demanded;

	if (!hf_is_demand(reason))
		return false;
	rcu_read_lock();
	policy = rcu_dereference(holdfast_policy);
	demanded = policy->reasons.demanded & hf_set_of(reason) &&
		   (!file || hf_blob_find(&policy->blob, reason, file) < 0);
	rcu_read_unlock();
	return demanded;
}

/**
 * holdfast_read_file - note the file that the kernel reads
 * @file: the file
 * @id: its kind
 * @contents: unused
 *
 * The kernel asks for the decision in the same call, and only if it finds no signature that it
 * knows. It verifies each read by the digest that is noted here.
 *
 * Return: 0, or %-EPERM: the policy lists such files, and not this one.
 */
int holdfast_read_file(struct file *file, enum kernel_read_file_id id, bool contents)
{
	struct holdfast_note *note = holdfast_current_note();
	unsigned int reason = reason_to_read(id);
	struct hf_identity identity = { .kind = HF_IDENTITY_FILE };
	bool is_verified;

	if (reason == HF_REASON_UNKNOWN)
		return 0;
	is_verified = holdfast_measure(file, &identity);
	note->file_reason = is_verified ? reason : HF_REASON_UNKNOWN;
	note->file = identity;
	if (is_demanded(reason, is_verified ? &identity : NULL))
		return holdfast_answer(reason);
	return 0;
}

/**
 * holdfast_load_data - note that the kernel reads data that is in no file
 * @id: its kind
 * @contents: unused
 *
 * Return: 0, or %-EPERM: it is firmware, and the policy lists firmware files.
 */
int holdfast_load_data(enum kernel_load_data_id id, bool contents)
{
	if (id == LOADING_MODULE || id == LOADING_KEXEC_IMAGE)
		holdfast_current_note()->file_reason = HF_REASON_UNKNOWN;
	if (id == LOADING_FIRMWARE && is_demanded(HF_REASON_FIRMWARE, NULL))
		return holdfast_answer(HF_REASON_FIRMWARE);
	return 0;
}

/**
 * find_open - whether a program's exception covers a file
 * @reason: of debugfs or tracefs
 * @who: the program
 * @file: the file
 *
 * Return: the reason, or none.
 */
static hf_reason_set find_open(unsigned int reason, const struct hf_identity *who,
			       const struct hf_detail *file)
{
	bool covered;
	u64 mask;

	rcu_read_lock();
	covered = hf_blob_excepts(&rcu_dereference(holdfast_policy)->blob, reason, who, file,
				  &mask);
	rcu_read_unlock();
	return covered ? hf_set_of(reason) : 0;
}

/**
 * find_opens - the reasons for which a program's exception covers a file
 * @file: of debugfs or tracefs
 * @who: the program
 *
 * Its names are those up to the root of its file system, wherever that is mounted, because root
 * makes mounts.
 *
 * Return: the reasons.
 */
static hf_reason_set find_opens(struct file *file, const struct hf_identity *who)
{
	struct hf_detail detail = {};
	hf_reason_set opens = 0;
	char *room, *path;

	room = kmalloc(PATH_ROOM, GFP_KERNEL);
	if (!room)
		return 0;
	path = dentry_path_raw(file->f_path.dentry, room, PATH_ROOM);
	if (!IS_ERR(path)) {
		detail.path.text = path;
		detail.path.len = strlen(path);
		opens = file_inode(file)->i_sb->s_magic == TRACEFS_MAGIC ?
				find_open(HF_REASON_TRACEFS, who, &detail) :
				find_open(HF_REASON_DEBUGFS, who, &detail) |
					find_open(HF_REASON_DEBUGFS_READ, who, &detail);
	}
	kfree(room);
	return opens;
}

/**
 * holdfast_open_file - note which file of debugfs or tracefs is opened
 * @file: the file
 *
 * It runs right before the file's own open, which asks. It ignores a file that another file system
 * opens below itself.
 *
 * Return: 0.
 */
int holdfast_open_file(struct file *file)
{
	unsigned long magic = file_inode(file)->i_sb->s_magic;
	struct holdfast_subject *subject;
	struct holdfast_note *note;

	if (likely(magic != DEBUGFS_MAGIC && magic != TRACEFS_MAGIC))
		return 0;
	subject = holdfast_find_asker();
	if (!subject)
		return 0;
	note = holdfast_current_note();
	note->opening = file;
	note->opens = file->f_mode & FMODE_BACKING ||
				      d_inode(file->f_path.dentry) != file_inode(file) ?
			      0 :
			      find_opens(file, &subject->who);
	return 0;
}

/**
 * holdfast_free_file - forget a file that is no longer being opened
 * @file: the file
 */
void holdfast_free_file(struct file *file)
{
	struct holdfast_note *note = holdfast_current_note();

	if (unlikely(note->opening == file)) {
		note->opening = NULL;
		note->opens = 0;
	}
}

/**
 * holdfast_opened_file - forget a file that is open
 * @file: the file
 * @mask: unused
 *
 * Return: 0.
 */
int holdfast_opened_file(struct file *file, int mask)
{
	holdfast_free_file(file);
	return 0;
}

/**
 * is_listed_file - whether a program may have the kernel load the noted file
 * @blob: the policy
 * @reason: the reason of the request
 * @subject: the program; NULL: none that could have exceptions
 *
 * The note is used up.
 *
 * Return: true if it is.
 */
static bool is_listed_file(const struct hf_blob *blob, unsigned int reason,
			   const struct holdfast_subject *subject)
{
	struct holdfast_note *note = holdfast_current_note();

	if (note->file_reason != reason)
		return false;
	note->file_reason = HF_REASON_UNKNOWN;
	return hf_blob_gives(blob, reason, &note->file, subject ? &subject->who : NULL);
}

/**
 * holdfast_is_excepted - whether the policy takes a refusal back
 * @policy: in force, under RCU
 * @reason: an enum hf_reason, below HF_REASONS
 * @detail: the detail of the request; for a register, filled in with the bits that may be written
 *
 * Return: true if it does.
 */
bool holdfast_is_excepted(const struct holdfast_policy *policy, int reason,
			  struct lockdown_detail *detail)
{
	struct holdfast_subject *subject;
	struct hf_detail about = {};
	u64 mask;

	if (!in_task())
		return false;
	subject = holdfast_find_asker();
	if ((reason == HF_REASON_KEXEC || reason == HF_REASON_MODULE_SIGNATURE) &&
	    is_listed_file(&policy->blob, reason, subject))
		return true;
	if (!subject)
		return false;
	if (hf_has_paths(reason) && holdfast_current_note()->opens & hf_set_of(reason))
		return true;
	if (detail->type != LOCKDOWN_DETAIL_NONE)
		about.range = (struct hf_range){ .first = detail->first, .size = detail->count };
	if (!hf_blob_excepts(&policy->blob, reason, &subject->who, &about, &mask))
		return false;
	if (detail->type == LOCKDOWN_DETAIL_MSR)
		detail->writable &= mask;
	return true;
}

/**
 * holdfast_is_quiet - whether refusals are not recorded
 * @reason: an enum hf_reason
 * @exe: the program that was refused
 *
 * Return: true if a quiet rule of the policy says so.
 */
bool holdfast_is_quiet(unsigned int reason, struct file *exe)
{
	bool quiet = false;
	char *room, *path;

	rcu_read_lock();
	quiet = rcu_dereference(holdfast_policy)->reasons.quiet;
	rcu_read_unlock();
	if (!quiet)
		return false;
	room = kmalloc(PATH_MAX, GFP_KERNEL);
	if (!room)
		return false;
	path = d_path(&exe->f_path, room, PATH_MAX);
	rcu_read_lock();
	quiet = !IS_ERR(path) && hf_blob_is_quiet(&rcu_dereference(holdfast_policy)->blob, reason,
						  path, strlen(path));
	rcu_read_unlock();
	kfree(room);
	return quiet;
}
