/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The drivers of drivers.def. A hook for loading modules would not help: it gets a file, and the
 * module's name is inside of the file. But a module gets a folder of its name in sysfs before its
 * first instruction runs. If nothing can be made in that folder, the module is not loaded, and
 * kernfs reports ENOMEM. If the kernel booted at confidentiality, names cannot be read (no helper).
 * But kernfs sorts by a hash, which is a number and can be read.
 *
 * If a driver was loaded before the lock, opening its devices is refused. That is a hot path: the
 * loader attaches guard_driver_files only if there is such a driver.
 */
#ifndef HOLDFAST_DRIVERS_BPF_H
#define HOLDFAST_DRIVERS_BPF_H

#include <linux/magic.h>
#include <linux/stat.h>

#include "driver_places.h"
#include "own_reason.bpf.h"

/* Of the kernel's fs.h and kdev_t.h. */
#define FMODE_WRITE 2
#define MINORBITS   20

/* Set by the loader: kernfs's hash of "module", and the drivers, each in the place that driver_place() gives its hash. */
const volatile __u32 module_hash;
const volatile __u32 driver_shift;
const volatile __u32 drivers[DRIVER_PLACES];

static __always_inline struct kernfs_node *parent_of(struct kernfs_node *node)
{
	struct kernfs_node___since_6_15 *newer = (void *)node;

	if (bpf_core_field_exists(newer->__parent))
		return LOAD(newer, __parent);
	return LOAD(node, parent);
}

/* Only the kernel names entries of sysfs. In cgroup2, which is kernfs as well, anybody may. */
static __always_inline bool is_root_of_sysfs(struct kernfs_node *node)
{
	return node && !parent_of(node) && !LOAD2(node, dir.root, syscall_ops);
}

/* Runs when a module is loaded, a device comes or a cgroup is made: no hot path. */
SEC("lsm/kernfs_init_security")
int BPF_PROG(guard_modules, struct kernfs_node *dir)
{
	__u32 hash = dir->hash, driver = drivers[driver_place(hash, driver_shift)];
	struct kernfs_node *above;

	/* One comparison for all drivers: with one for each, the verifier takes longer. */
	if ((driver & ~DRIVER_UIO) != hash)
		return 0;
	above = parent_of(dir);
	if (!above || LOAD(above, hash) != module_hash || !is_root_of_sysfs(parent_of(above)))
		return 0;
	return answer_own(driver & DRIVER_UIO ? HF_REASON_UIO : HF_REASON_DRIVER_PORTS);
}

SEC("lsm/file_open")
int BPF_PROG(guard_driver_files, struct file *file)
{
	struct inode *inode = file->f_inode;
	const __u64 *reason = NULL;

	if (S_ISCHR(inode->i_mode))
		reason = find_own(HF_OWN_MAJOR, inode->i_rdev >> MINORBITS);
	else if (inode->i_sb->s_magic == SYSFS_MAGIC && file->f_mode & FMODE_WRITE)
		reason = find_own(HF_OWN_ATTRIBUTES, file->f_path.dentry->d_parent->d_inode->i_ino);
	if (!reason)
		return 0;
	/*
	 * By its name: the verifier does not accept a number from a map as an index of another
	 * place.
	 */
	return answer_own(*reason == HF_REASON_UIO ? HF_REASON_UIO : HF_REASON_DRIVER_PORTS);
}

#endif
