/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which file of debugfs or tracefs a request is about. The kernel does not say. But every open
 * passes security_file_open() right before the file's own open, which asks. So the file is noted
 * there, in the storage of its thread, as the numbers of those names of its path that a policy
 * knows.
 *
 * The note counts for open, openat, openat2 and creat of 64 bits: there the last file that this
 * thread opened is the one that is asked about. The note is not used up, because some files of
 * tracefs ask twice. No narrowed exception covers any other call (chmod, write, io_uring, one of 32
 * bits).
 *
 * The names are those up to the root of the file system, wherever it is mounted, because root makes
 * mounts.
 */
#ifndef HOLDFAST_PATHS_BPF_H
#define HOLDFAST_PATHS_BPF_H

#include <linux/magic.h>

#include "detail.bpf.h"
#include "policy.bpf.h"

struct file_note {
	__u32 count; /* of numbers: none if the file is not known */
	__u32 numbers[HF_PATH_NAMES];
};

struct file_walk {
	struct dentry *dentry;
	struct dentry *path[HF_PATH_NAMES]; /* from the file up */
	__u32 depth;			    /* of these; 0 until the root is reached */
	__u32 folder;
	struct file_note *note;
};

static long climb_to_root(__u32 step, struct file_walk *w)
{
	struct dentry *dentry = w->dentry;
	struct dentry *parent = BPF_CORE_READ(dentry, d_parent);

	if (dentry == parent) {
		w->depth = step;
		return 1;
	}
	w->path[step & (HF_PATH_NAMES - 1)] = dentry;
	w->dentry = parent;
	return 0;
}

/* From the top down, while a policy knows the names. */
static long note_name(__u32 step, struct file_walk *w)
{
	struct hf_name name = { .folder = w->folder };
	struct dentry *dentry;
	__u32 len, *number;

	if (step >= w->depth)
		return 1;
	dentry = w->path[(w->depth - 1 - step) & (HF_PATH_NAMES - 1)];
	len = BPF_CORE_READ(dentry, d_name.len);
	if (len >= HF_FILE_NAME_LEN ||
	    bpf_probe_read_kernel(name.name, len & (HF_FILE_NAME_LEN - 1),
				  BPF_CORE_READ(dentry, d_name.name)))
		return 1;
	number = bpf_map_lookup_elem(&names, &name);
	if (!number)
		return 1;
	w->folder = *number;
	w->note->numbers[step & (HF_PATH_NAMES - 1)] = *number;
	w->note->count = step + 1;
	return 0;
}

/*
 * At native confidentiality no name can be read, so no file is known. The kernel's own lockdown
 * refuses these files there, and knows no exceptions.
 */
static __always_inline void note_file(struct file *file, unsigned long magic,
				      struct file_note *note)
{
	struct file_walk w = { .note = note };

	note->count = 0;
	if (!can_read_kernel)
		return;
	/*
	 * overlayfs before Linux 6.8 opens files of others by a path of its own, which root
	 * chooses. That is no path of this file system.
	 */
	if (BPF_CORE_READ(file, f_path.dentry, d_inode) != BPF_CORE_READ(file, f_inode))
		return;
	w.folder = magic == TRACEFS_MAGIC ? HF_FOLDER_TRACEFS : HF_FOLDER_DEBUGFS;
	w.dentry = BPF_CORE_READ(file, f_path.dentry);
	bpf_loop(HF_PATH_NAMES + 1, climb_to_root, &w, 0);
	bpf_loop(HF_PATH_NAMES, note_name, &w, 0);
}

struct file_search {
	const struct hf_exception *exception;
	const struct file_note *note;
	bool found;
};

static long search_number(__u32 step, struct file_search *search)
{
	struct hf_range number = { .size = 1 };

	if (step >= search->note->count)
		return 1;
	number.first = search->note->numbers[step & (HF_PATH_NAMES - 1)];
	search->found = hf_excepts(search->exception, &number);
	return search->found;
}

/* Whether the file that current is opening is one of the exception's, or below one. */
static __always_inline bool covers_file(const struct hf_exception *exception,
					const struct file_note *note)
{
	struct file_search search = { .exception = exception, .note = note };

	if (!is_in_open())
		return false;
	bpf_loop(HF_PATH_NAMES, search_number, &search, 0);
	return search.found;
}

#endif
