/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The only way to change a running engine: a program that root may run, and that can only raise
 * and seal. The state's map is frozen, so that no other write reaches it.
 */
#ifndef HOLDFAST_CONTROL_BPF_H
#define HOLDFAST_CONTROL_BPF_H

#include "guards.bpf.h"
#include "held.bpf.h"
#include "seal.bpf.h"
#include "trees.bpf.h"

/* Several processes may raise at once: each level is entered once, and no level ever falls. */
static __always_inline int raise_level(struct hf_state *s, __u32 level)
{
	__u32 old = s->level;

	if (level < old)
		return -EPERM;
	if (level == old)
		return 0;
	if (!is_guarded_for(s, old, level))
		return -ENOLINK;
	/* The first to come sets the date. A lower level that is skipped begins now, too. */
	for (__u32 l = HF_INTEGRITY; l < HF_LEVELS; l++)
		if (l <= level)
			__sync_val_compare_and_swap(&s->since[l], 0, bpf_ktime_get_boot_ns());
	/*
	 * Another raise may come first. A raise to confidentiality then continues from integrity.
	 */
	if (__sync_val_compare_and_swap(&s->level, HF_NONE, level) == HF_NONE)
		return 0;
	if (level == HF_CONFIDENTIALITY)
		__sync_val_compare_and_swap(&s->level, HF_INTEGRITY, level);
	return 0;
}

/* The level of the kernel's own lockdown only rises, and so does our record of it. */
static __always_inline int note_native(struct hf_state *s, __u32 level)
{
	if (__sync_val_compare_and_swap(&s->native, HF_NONE, level) == HF_NONE)
		return 0;
	if (level == HF_CONFIDENTIALITY)
		__sync_val_compare_and_swap(&s->native, HF_INTEGRITY, level);
	return 0;
}

/* Where the caller stands: user space has no name for a mount or an inode that could not change. */
static __always_inline __u64 find_here(__u64 kind)
{
	struct task_struct *task = bpf_get_current_task_btf();

	switch (kind) {
	case HF_OWN_MOUNT:
	case HF_OWN_OUTER:
		return (__u64)LOAD2(task, fs, pwd.mnt);
	case HF_OWN_INODE:
		return (__u64)LOAD3(task, fs, pwd.dentry, d_inode);
	case HF_OWN_SUPER:
		return (__u64)LOAD3(task, fs, pwd.dentry, d_sb);
	case HF_OWN_NS:
		return (__u64)LOAD2(task, nsproxy, mnt_ns);
	default:
		return 0;
	}
}

static __always_inline bool is_of_driver(__u64 kind)
{
	return kind == HF_OWN_MAJOR || kind == HF_OWN_ATTRIBUTES;
}

/*
 * After the seal nothing is noted: the seal guards what was there then. There are two exceptions.
 * Drivers may have come at none, and a raise from none has to find them. The handles of a hidden
 * anchor are moved with the root after the seal.
 */
static __always_inline bool may_note(const struct hf_state *s, __u64 kind)
{
	if (!s->sealed)
		return true;
	if (is_of_driver(kind))
		return s->level == HF_NONE;
	return !s->handles_guarded && kind >= HF_OWN_MOUNT && kind <= HF_OWN_OUTER;
}

/*
 * After a seal out of sight, no other root may take the place of the initial root. Before Linux 7
 * the initial root is on no mount. Since then it is on one, and could be unmounted there with the
 * anchor. The root is switched by a move onto it. Also, nothing is unmounted while the initial root
 * has a peer, because a mount on a copy would take the anchor along.
 */
static __always_inline int note_hidden_places(const struct hf_state *s)
{
	struct task_struct *task = bpf_get_current_task_btf();

	/* Root may ask again, with another root directory. */
	if (s->sealed)
		return 0;
	return note_place(HF_OWN_NS, find_here(HF_OWN_NS), HF_OWN_HIDDEN) ?:
		       note_place(HF_OWN_OUTER, HF_OUTER_OF_HIDDEN,
				  (__u64)LOAD2(task, fs, root.mnt));
}

/*
 * These kinds are noted here. The loader fills in programs, maps and links before anybody can run
 * this.
 */
static __always_inline bool takes_value(__u64 kind, __u64 value)
{
	if (is_of_driver(kind))
		return value < HF_REASONS;
	return kind == HF_OWN_LINK ? value == HF_OWN_BY_SEAL :
				     kind >= HF_OWN_MOUNT && kind <= HF_OWN_OUTER;
}

/* Some 3 with a hidden anchor, one or two without. */
#define MOUNTS_BELOW_ROOT 16

/* On the way down from a mount. */
struct mount_walk {
	const struct hf_state *s;
	struct mount *mount;
	int err; /* -EBUSY until the walk has come to its end */
};

/* A step of it, which the verifier reads once. Returns 1 where the walk ends. */
static long step_below(__u32 step, struct mount_walk *walk)
{
	struct mount *mount = walk->mount, *parent = BPF_CORE_READ(mount, mnt_parent);
	struct dentry *at = BPF_CORE_READ(mount, mnt_mountpoint);
	__u64 below = (__u64)parent + bpf_core_field_offset(struct mount, mnt);
	int err;

	if (parent == mount) {
		walk->err = 0;
		return 1;
	}
	err = note_tree(walk->s, at);
	/*
	 * The root of a file system is no folder that could be removed, and all of the anchor's own
	 * are guarded.
	 */
	if (!err && at != BPF_CORE_READ(at, d_parent) &&
	    !find_own(HF_OWN_SUPER, (__u64)BPF_CORE_READ(at, d_sb)))
		err = note_or_find(HF_OWN_INODE, (__u64)BPF_CORE_READ(at, d_inode), NULL);
	err = err ?: note_or_find(HF_OWN_MOUNT, below, NULL);
	if (err) {
		walk->err = err;
		return 1;
	}
	walk->mount = parent;
	return 0;
}

/*
 * Notes all mounts that a mount is on. Those below the root are included: no path of ours leads
 * there, but a process that stayed from the initramfs has one. A mount beneath the root there could
 * be moved with it to a folder that can be removed.
 */
GLOBAL int note_mounts_below(NOT_REPLACED)
{
	struct task_struct *task = bpf_get_current_task_btf();
	struct mount_walk walk = { .s = get_state(), .err = -EBUSY };

	if (!can_read_kernel || !walk.s)
		return 0;
	walk.mount = mount_of(LOAD2(task, fs, pwd.mnt));
	bpf_loop(MOUNTS_BELOW_ROOT, step_below, &walk, 0);
	return walk.err;
}

GLOBAL int note_tree_here(NOT_REPLACED)
{
	struct task_struct *task = bpf_get_current_task_btf();
	struct fs_struct *fs = READ(task, fs);
	struct hf_state *s = get_state();

	return s ? note_tree(s, READ(fs, pwd.dentry)) : -EINVAL;
}

/*
 * An entry never changes: another value could undo what the loader or a seal has noted, and another
 * reason for a driver could be one that its level does not refuse. A second request with the same
 * value succeeds.
 */
static __always_inline int note_own(struct hf_state *s, struct hf_control *ctx)
{
	struct hf_own key = { .kind = ctx->kind, .id = ctx->id };
	__u64 value = ctx->level;
	const __u64 *known;
	int err;

	if (!takes_value(key.kind, value))
		return -EINVAL;
	if (key.kind >= HF_OWN_MOUNT && key.kind <= HF_OWN_OUTER) {
		key.id = find_here(key.kind);
		value = HF_OWN_BY_SEAL;
	}
	if (!key.id)
		return -EINVAL;
	if (key.kind == HF_OWN_OUTER) {
		value = key.id;
		key.id = HF_OUTER_OF_SEAL;
	}
	known = bpf_map_lookup_elem(&own, &key);
	if (known && *known != value && *known != HF_OWN_HIDDEN)
		return -EPERM;
	/* The mounts that it is on may be others than when it was noted. */
	if (known)
		return key.kind == HF_OWN_MOUNT ? note_mounts_below(NULL) : 0;
	if (!may_note(s, key.kind))
		return -EPERM;
	if (is_of_driver(key.kind))
		s->has_drivers = 1;
	if (key.kind == HF_OWN_INODE) {
		err = note_tree_here(NULL);
		if (err)
			return err;
	}
	err = bpf_map_update_elem(&own, &key, &value, BPF_NOEXIST);
	if (!err && key.kind == HF_OWN_MOUNT)
		err = note_mounts_below(NULL);
	return err;
}

static long forget_entry(struct bpf_map *map, struct hf_own *entry, __u64 *value, void *unused)
{
	struct hf_own key = *entry;

	if (is_of_driver(key.kind))
		return 0;
	if (*value == HF_OWN_BY_SEAL || (key.kind == HF_OWN_OUTER && key.id == HF_OUTER_OF_SEAL))
		bpf_map_delete_elem(&own, &key);
	return 0;
}

/* Ids and addresses are used again: an old entry would guard somebody else's object. */
static __always_inline int forget_own(struct hf_state *s)
{
	if (s->handles_guarded)
		return -EPERM;
	return bpf_for_each_map_elem(&own, forget_entry, NULL, 0) < 0 ? -EINVAL : 0;
}

/* In both policies: one that is committed at this moment was requested before. */
static __always_inline int enforce(struct hf_state *s, hf_reason_set set)
{
	for (int i = 0; i < 2; i++) {
		__sync_fetch_and_and(&s->policies[i].audited, ~set);
		__sync_fetch_and_and(&s->policies[i].allowed, ~set);
	}
	return 0;
}

/*
 * The guards of the seal came with the lock, and are about to be hidden. Set by the loader. On any
 * other engine nobody may claim this, because a seal would then attach no guards.
 */
const volatile bool seals_while_loading = 0;

SEC("syscall")
int control(struct hf_control *ctx)
{
	struct hf_state *s = get_state();

	if (!s)
		return -EINVAL;
	switch (ctx->op) {
	case HF_CONTROL_RAISE:
		return ctx->level < HF_LEVELS ? raise_level(s, ctx->level) : -EINVAL;
	case HF_CONTROL_NATIVE:
		return ctx->level < HF_LEVELS ? note_native(s, ctx->level) : -EINVAL;
	case HF_CONTROL_OWN:
		return note_own(s, ctx);
	case HF_CONTROL_SEAL:
		return seal_state(s, true);
	case HF_CONTROL_SEAL_LINKS:
		return seals_while_loading ? note_hidden_places(s) ?: seal_state(s, false) : -EPERM;
	case HF_CONTROL_ENFORCE:
		return enforce(s, ctx->id);
	case HF_CONTROL_GUARD:
		return note_guard(s, ctx->level, ctx->id);
	case HF_CONTROL_FORGET:
		return forget_own(s);
	case HF_CONTROL_HELD:
		ctx->id = find_held();
		return ctx->id ? -EBUSY : 0;
	default:
		return -EINVAL;
	}
}

#endif
