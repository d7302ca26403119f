/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The anchor: pins in a file system of their own. It ends when a pin is unlinked, or when its last
 * mount goes. A mount goes by itself, with a mount that holds it up, or with the directory that it
 * is mounted on (removing that directory where it is no mount point, in another namespace, unmounts
 * it everywhere).
 *
 * The mounts noted in `own` are those of the anchor and all that hold it up, in the namespace that
 * they are in. Copies in other namespaces do not matter. An unmount in a peer does not propagate
 * here: the anchor's inner mount is on a private one, the outer, and a mount that holds another is
 * not taken along. A hidden anchor is on the initial root, which is private as well, and has no
 * inner mount. The kernel asks no hook when mount_setattr(2) makes one of these shared. Then
 * nothing is unmounted anywhere, until it is private again.
 */
#ifndef HOLDFAST_SEAL_MOUNTS_BPF_H
#define HOLDFAST_SEAL_MOUNTS_BPF_H

#include <linux/mount.h>

#include "seal.bpf.h"
#include "trees.bpf.h"
#include "under_way.bpf.h"

/* Of umount(2): no uapi header of the kernel has them. */
#define MNT_DETACH	2
#define UMOUNT_NOFOLLOW 8

/*
 * An unmount comes from peers and from a master. A shared mount without either is safe: systemd
 * makes such mounts when it starts again, in a soft reboot. The flag for shared mounts is no help:
 * it is in vfsmount's mnt_flags up to 6.12, and in mount's mnt_t_flags on 7.3.
 */
static __always_inline bool is_without_peers(__u64 outer)
{
	const __u64 *address = find_own(HF_OWN_OUTER, outer);
	const struct list_head *peer;
	struct mount *mount;

	if (!can_read_kernel || !address)
		return true;
	mount = mount_of((void *)*address);
	peer = BPF_CORE_READ(mount, mnt_share.next);
	return !BPF_CORE_READ(mount, mnt_master) &&
	       (const void *)peer == (const void *)mount + bpf_core_field_offset(mount->mnt_share);
}

/* Global: the verifier reads it by itself. */
GLOBAL int no_unmount_propagates(NOT_REPLACED)
{
	return is_without_peers(HF_OUTER_OF_SEAL) && is_without_peers(HF_OUTER_OF_HIDDEN);
}

/*
 * umount(2) of the caller's root is a remount: the root becomes read-only, as a shutdown needs it.
 * Another thread may change that root meanwhile. Then, without a flag, the kernel finds a mount
 * that holds another busy, and each mount that holds the anchor up holds another. This is not true
 * of the anchor's own two mounts: root can have its root directory in one of them, and the inner
 * one holds nothing.
 */
static __always_inline bool remounts_root(struct vfsmount *mnt, int flags)
{
	struct task_struct *task = bpf_get_current_task_btf();
	struct mount *mount = mount_of(mnt);
	const struct list_head *first;

	if (!can_read_kernel || (flags & ~UMOUNT_NOFOLLOW) || LOAD2(task, fs, root.mnt) != mnt ||
	    find_own(HF_OWN_SUPER, (__u64)LOAD2(mnt, mnt_root, d_sb)))
		return false;
	first = BPF_CORE_READ(mount, mnt_mounts.next);
	return (const void *)first !=
	       (const void *)mount + bpf_core_field_offset(mount->mnt_mounts);
}

SEC("lsm/sb_umount")
int BPF_PROG(seal_umount, struct vfsmount *mnt, int flags)
{
	/* Noted before the peers are looked for: a copy that it does not meet is there by then. */
	bool meets = (flags & MNT_DETACH) && meets_other_call(CALL_UNMOUNT, NULL);

	return refuse_undoing(meets ||
			      (find_own(HF_OWN_MOUNT, (__u64)mnt) && !remounts_root(mnt, flags)) ||
			      !no_unmount_propagates(NULL));
}

static __always_inline bool is_mountpoint_of_own(struct dentry *dentry)
{
	return find_own(HF_OWN_INODE, (__u64)LOAD(dentry, d_inode));
}

/*
 * A mount onto it would hide the pins. A mount beneath it (Linux 6.5) would hold it up, and could
 * be unmounted. A mount on the same directory in a peer has the same effect: where it propagates
 * to, it comes beneath the mount there.
 */
static __always_inline bool touches_anchor(const struct path *to)
{
	struct dentry *dentry = LOAD(to, dentry);
	struct vfsmount *mnt = LOAD(to, mnt);

	return find_own(HF_OWN_SUPER, (__u64)LOAD(dentry, d_sb)) || is_mountpoint_of_own(dentry) ||
	       (dentry == LOAD(mnt, mnt_root) && find_own(HF_OWN_MOUNT, (__u64)mnt));
}

/*
 * `lock --seal`: the places are noted before the anchor is put onto its outer mount, and this move
 * seals. It is the one step of both: until then the engine ends with the process.
 */
static __always_inline bool completes_anchor(const struct hf_state *s, const struct path *from,
					     const struct path *to)
{
	const __u64 *outer = find_own(HF_OWN_OUTER, HF_OUTER_OF_SEAL);

	return !s->sealed && outer && *outer == (__u64)LOAD(to, mnt) &&
	       find_own(HF_OWN_MOUNT, (__u64)LOAD(from, mnt));
}

SEC("lsm/move_mount")
int BPF_PROG(seal_move, const struct path *from, const struct path *to)
{
	struct hf_state *s = get_state();

	if (s && completes_anchor(s, from, to))
		return seal_state(s, true);
	/*
	 * What is moved may be a peer: open_tree(2) copies mounts, and asks no hook. Not of the initial
	 * root: the hidden anchor comes onto it from a peer, sealed already.
	 */
	return refuse_undoing(find_own(HF_OWN_MOUNT, (__u64)LOAD(from, mnt)) ||
			      is_mountpoint_of_own(LOAD(from, dentry)) || touches_anchor(to) ||
			      !is_without_peers(HF_OUTER_OF_SEAL));
}

static __always_inline bool is_in_anchors_namespace(void)
{
	struct task_struct *task = bpf_get_current_task_btf();

	return find_own(HF_OWN_NS, (__u64)LOAD2(task, nsproxy, mnt_ns));
}

/* A mount(2) that makes a mount private: it undoes an attack on ours. */
static __always_inline bool makes_private(unsigned long flags)
{
	return (flags & ~(MS_REC | MS_SILENT)) == MS_PRIVATE;
}

/* As far as mount(2) looks at these three, in this order. */
static __always_inline bool copies_mounts(unsigned long flags)
{
	return (flags & (MS_REMOUNT | MS_BIND | MS_REC)) == (MS_BIND | MS_REC);
}

/* Only what is in the caller's namespace can be copied. */
static __always_inline bool copies_outer(unsigned long flags)
{
	if (!copies_mounts(flags))
		return false;
	return (is_in_anchors_namespace() && meets_other_call(CALL_COPY, NULL)) ||
	       !no_unmount_propagates(NULL);
}

/*
 * After a seal out of sight the root is still to be switched, by such a move. The handles move with
 * it.
 */
static __always_inline bool may_still_move(void)
{
	struct hf_state *s = get_state();

	return s && !s->handles_guarded;
}

/* mount(2) has not looked up the mount that it is to move yet. */
SEC("lsm/sb_mount")
int BPF_PROG(seal_mount, const char *dev, const struct path *path, const char *type,
	     unsigned long flags)
{
	struct dentry *dentry = LOAD(path, dentry);

	return refuse_undoing(
		((flags & MS_MOVE) && is_in_anchors_namespace() && !may_still_move()) ||
		copies_outer(flags) ||
		((find_own(HF_OWN_SUPER, (__u64)LOAD(dentry, d_sb)) ||
		  is_mountpoint_of_own(dentry)) &&
		 !makes_private(flags)));
}

/*
 * The file system itself, through any mount: if it is read-only, nobody gets a descriptor of a pin,
 * and the engine can be neither asked nor raised. A remount of a bpffs changes nothing else.
 */
SEC("lsm/sb_remount")
int BPF_PROG(seal_remount, struct super_block *super)
{
	return refuse_undoing(find_own(HF_OWN_SUPER, (__u64)super));
}

/* Another root would hold up the anchor's mounts. */
SEC("lsm/sb_pivotroot")
int BPF_PROG(seal_pivot)
{
	return refuse_undoing(is_in_anchors_namespace());
}

static __always_inline bool is_pin_or_mountpoint(struct dentry *dentry)
{
	return find_own(HF_OWN_SUPER, (__u64)LOAD(dentry, d_sb)) || is_mountpoint_of_own(dentry);
}

SEC("lsm/inode_unlink")
int BPF_PROG(seal_unlink, struct inode *dir, struct dentry *dentry)
{
	return refuse_undoing(is_pin_or_mountpoint(dentry));
}

SEC("lsm/inode_rmdir")
int BPF_PROG(seal_rmdir, struct inode *dir, struct dentry *dentry)
{
	return refuse_undoing(is_pin_or_mountpoint(dentry));
}

/* A subvolume keeps its place, by which trees.bpf.h knows whether a mount point goes with it. */
static __always_inline bool renames_subvolume(struct dentry *dentry)
{
	return is_in_tree(LOAD(dentry, d_inode));
}

SEC("lsm/inode_rename")
int BPF_PROG(seal_rename, struct inode *old_dir, struct dentry *old, struct inode *new_dir,
	     struct dentry *new)
{
	bool takes_subvolume = renames_subvolume(old) || renames_subvolume(new);
	int err = refuse_undoing(takes_subvolume || is_pin_or_mountpoint(old) ||
				 is_pin_or_mountpoint(new));

	/* From the moment that it is noted: otherwise it could be elsewhere by the time of the seal. */
	if (takes_subvolume)
		return -EPERM;
	return err;
}

#endif
