/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A folder that is a mount point can go although no hook is asked. Then its mount goes everywhere,
 * with all mounts on it. This happens if a file system drops the names of a whole tree:
 *
 *	when an ioctl deletes a subvolume, all mounts below it go, in use or not;
 *	when a file system finds that a name is no longer valid, as those of networks and FUSE do;
 *	when the kernel removes a folder that it made itself.
 *
 * The first is refused after the seal, for the subvolumes that the anchor's mount points are in.
 * The others cannot be refused: a seal does not accept a mount point on a file system that may do
 * this.
 */
#ifndef HOLDFAST_TREES_BPF_H
#define HOLDFAST_TREES_BPF_H

#include <linux/btrfs.h>
#include <linux/magic.h>

#include "seal.bpf.h"

/* Of the kernel's dcache.h: the file system is asked whether the name is still valid. */
#define DCACHE_OP_REVALIDATE 4

/* Of its fs.h: on a block device. FUSE may have it, too; its names are asked about. */
#define FS_REQUIRES_DEV 1

/* The inode number of the root of a subvolume. */
#define BTRFS_SUBVOLUME 256

/* How far up from a mount point: /run is one below the root of its file system. */
#define FOLDERS_ABOVE 64

/* Of file systems whose interface is in none of the kernel's headers for user space. */
#define BCH_IOCTL_SUBVOLUME_DESTROY _IOC(_IOC_WRITE, 0xbc, 17, 32)
/* A repair puts a folder that nothing leads to elsewhere. */
#define XFS_IOC_SCRUB_METADATA	_IOC(_IOC_READ | _IOC_WRITE, 'X', 60, 64)
#define XFS_IOC_SCRUBV_METADATA _IOC(_IOC_READ | _IOC_WRITE, 'X', 64, 40)

/* After the seal, a place that has to be noted already: otherwise it has moved meanwhile. */
GLOBAL int note_or_find(__u64 kind, __u64 id, NOT_REPLACED)
{
	const struct hf_state *s = get_state();

	if (!s || s->handles_guarded)
		return find_own(kind, id) ? 0 : -EPERM;
	return note_place(kind, id, HF_OWN_BY_SEAL);
}

static __always_inline int note_tree_of(const void *address)
{
	/* An address that was not read has a type, which a global function does not take. */
	return can_read_kernel ? note_or_find(HF_OWN_TREE, (__u64)address, NULL) :
				 note_place(HF_OWN_TREE, (__u64)address, HF_OWN_BY_SEAL);
}

/* On the way up from a mount point. */
struct folder_walk {
	struct dentry *folder;
	int err; /* -EBUSY until the walk has come to its end */
};

/* A step of it, which the verifier reads once. Returns 1 where the walk ends. */
static long step_subvolume(__u32 at, struct folder_walk *walk)
{
	struct dentry *folder = walk->folder, *above = BPF_CORE_READ(folder, d_parent);
	struct inode *inode = BPF_CORE_READ(folder, d_inode);
	int err = 0;

	if (above == folder) {
		walk->err = 0;
		return 1;
	}
	if (BPF_CORE_READ(inode, i_ino) == BTRFS_SUBVOLUME) {
		err = note_tree_of(inode);
		/* From here on it stays in its place. Other folders never leave their subvolume. */
		above = BPF_CORE_READ(folder, d_parent);
		err = err ?: note_tree_of(BPF_CORE_READ(above, d_inode));
	}
	if (err) {
		walk->err = err;
		return 1;
	}
	walk->folder = above;
	return 0;
}

/*
 * Each subvolume that the folder is in, and the folder that it can be deleted from: only this one,
 * as it is not renamed. A global function: the walk to the mounts below would have the verifier read
 * this one again for each of its own ways.
 */
GLOBAL int note_subvolumes(__u64 folder, NOT_REPLACED)
{
	struct folder_walk walk = { .folder = (struct dentry *)folder, .err = -EBUSY };

	/* Linux 6.1 reads it, too, where nothing calls it. */
	if (!can_read_kernel)
		return -EBUSY;
	bpf_loop(FOLDERS_ABOVE, step_subvolume, &walk, 0);
	return walk.err;
}

static __always_inline bool is_in_memory(unsigned long magic)
{
	return magic == TMPFS_MAGIC || magic == RAMFS_MAGIC || magic == BPF_FS_MAGIC;
}

/*
 * Whether only rmdir and rename remove a folder: in memory, or on a disk whose file system trusts
 * its own names.
 */
static __always_inline bool keeps_names(struct dentry *mountpoint, struct super_block *super,
					unsigned long magic)
{
	struct file_system_type *type = READ(super, s_type);

	if (READ(mountpoint, d_flags) & DCACHE_OP_REVALIDATE)
		return false;
	return is_in_memory(magic) || READ(type, fs_flags) & FS_REQUIRES_DEV;
}

/*
 * Whether a seal may rely on a mount point, and what it has to refuse for it. If the enforcing
 * programs are out of sight and sealed, only the handles would go.
 */
static __always_inline int note_tree(const struct hf_state *s, struct dentry *mountpoint)
{
	struct super_block *super = READ(mountpoint, d_sb);
	unsigned long magic = READ(super, s_magic);
	int err;

	/* The root of a file system has no name. */
	if (READ(mountpoint, d_parent) == mountpoint)
		return 0;
	if (!keeps_names(mountpoint, super, magic) && !s->sealed)
		return -EOPNOTSUPP;
	if (is_in_memory(magic))
		return 0;
	err = note_tree_of(super);
	return err || !can_read_kernel || magic != BTRFS_SUPER_MAGIC ?
		       err :
		       note_subvolumes((__u64)mountpoint, NULL);
}

static __always_inline bool is_in_tree(const void *address)
{
	return find_own(HF_OWN_TREE, (__u64)address);
}

/*
 * User space names the subvolume in memory that it can change meanwhile. It is deleted from the
 * folder of the file, unless it is named by its number.
 */
static __always_inline bool takes_tree(struct file *file, unsigned int command)
{
	switch (command) {
	case BTRFS_IOC_SNAP_DESTROY:
		if (can_read_kernel)
			return is_in_tree(file->f_inode);
		break;
	case BTRFS_IOC_SNAP_DESTROY_V2:
	case BCH_IOCTL_SUBVOLUME_DESTROY:
	case XFS_IOC_SCRUB_METADATA:
	case XFS_IOC_SCRUBV_METADATA:
		break;
	default:
		return false;
	}
	return is_in_tree(LOAD2(file, f_inode, i_sb));
}

#endif
