/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The identity of a file: the fs-verity digest by which the kernel itself verifies all reads of it.
 */
#ifndef HOLDFAST_MEASURE_BPF_H
#define HOLDFAST_MEASURE_BPF_H

#include "subject.bpf.h"

/*
 * Files on which fs-verity was enabled while the policy was in force: see enabling.bpf.h. An entry
 * stays while the kernel keeps the inode, and its pages with it.
 */
struct {
	__uint(type, BPF_MAP_TYPE_INODE_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, __u8);
} unverified SEC(".maps");

/*
 * Linux 6.8 and later, if the loader says so; otherwise the digest is read from the inode's info.
 */
static int (*const bpf_get_fsverity_digest)(struct file *file, struct bpf_dynptr *digest) = (void *)
	HF_CALL_bpf_get_fsverity_digest;

const volatile bool has_digest_function = 0;

/* Before Linux 6.8; if the helper is refused, byte by byte. */
static __always_inline bool read_digest(struct inode *inode, __u8 *digest)
{
	struct fsverity_info *info = LOAD(inode, i_verity_info);

	if (!info || LOAD2(info, tree_params.hash_alg, digest_size) != VERITY_LEN)
		return false;
	if (can_read_kernel)
		return !bpf_probe_read_kernel(digest, VERITY_LEN, info->file_digest);
#pragma clang loop unroll(full)
	for (int i = 0; i < VERITY_LEN; i++)
		digest[i] = info->file_digest[i];
	return true;
}

/*
 * Puts the SHA-256 digest by which the kernel verifies reads of a file into subject->measured.
 * @room is a variable of the caller: a variable in here would share its place on the stack with
 * others, which 6.12 does not allow.
 */
static __always_inline bool read_measured(struct file *file, struct subject *subject,
					  struct bpf_dynptr *room)
{
	struct measured *m = &subject->measured;

	if (has_digest_function) {
		m->algorithm = 0;
		bpf_dynptr_from_mem(m, sizeof(*m), 0, room);
		return !bpf_get_fsverity_digest(file, room) && m->algorithm == VERITY_SHA256 &&
		       m->size == sizeof(m->digest);
	}
	return read_digest(LOAD(file, f_inode), m->digest);
}

/* The same for a file whose content is completely verified. */
static __always_inline bool measure(struct file *file, struct subject *subject,
				    struct bpf_dynptr *room)
{
	return !bpf_inode_storage_get(&unverified, file->f_inode, NULL, 0) &&
	       read_measured(file, subject, room);
}

/* Whether the policy has an entry for a file; the entry's flags go into @flags. */
static __always_inline bool is_listed(const struct hf_state *s, __u32 reason,
				      const struct hf_identity *identity, __u32 *flags)
{
	struct hf_exception *entry = find_exception(s->generation, reason, identity);

	if (!entry)
		return false;
	*flags = entry->flags;
	return true;
}

#endif
