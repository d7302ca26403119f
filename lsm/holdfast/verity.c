// SPDX-License-Identifier: GPL-2.0
/*
 * Holdfast: the identity of a file. fs-verity verifies reads from the disk from the moment that it
 * is enabled on a file. The kernel keeps the pages that it has by then. A process may have begun to
 * write to one of them before. If it is kept waiting, it writes to the page afterwards. So root can
 * make a file with any digest and any content. Therefore a file on which fs-verity was enabled has
 * no digest for us until its inode has left memory, or until it is measured while it has no pages.
 */
#include <linux/fs.h>
#include <linux/fsverity.h>

#include "policy.h"

/**
 * unverified_of - whether fs-verity was enabled on a file since its inode came into memory
 * @file: the file
 *
 * Return: the place of this note.
 */
static bool *unverified_of(const struct file *file)
{
	return file_inode(file)->i_security + holdfast_blobs.lbs_inode;
}

/**
 * read_digest - read the digest that fs-verity has for a file
 * @file: the file, open
 * @identity: it goes there
 *
 * Return: false: it has none, or one that is not SHA-256.
 */
static bool read_digest(const struct file *file, struct hf_identity *identity)
{
	u8 digest[FS_VERITY_MAX_DIGEST_SIZE], algorithm;
	int size;

	size = fsverity_get_digest(file_inode(file), digest, &algorithm, NULL);
	if (size != sizeof(identity->bytes) || algorithm != FS_VERITY_HASH_ALG_SHA256)
		return false;
	memcpy(identity->bytes, digest, sizeof(identity->bytes));
	return true;
}

/**
 * holdfast_measure - read the digest by which all of a file was verified
 * @file: the file, open
 * @identity: its digest goes there; the kind is the caller's
 *
 * Return: false: it has none, or one that is not SHA-256.
 */
bool holdfast_measure(const struct file *file, struct hf_identity *identity)
{
	return !READ_ONCE(*unverified_of(file)) && read_digest(file, identity);
}

/**
 * holdfast_look_at_ioctl - note that fs-verity is enabled, and forget it once all is read again
 * @file: the file
 * @command: the number of the ioctl
 * @argument: unused
 *
 * No unverified read of a file with a digest begins any more, and a read that has begun has its
 * page already.
 *
 * Return: 0.
 */
int holdfast_look_at_ioctl(struct file *file, unsigned int command, unsigned long argument)
{
	struct hf_identity identity;

	if (command == FS_IOC_ENABLE_VERITY && !IS_VERITY(file_inode(file)))
		WRITE_ONCE(*unverified_of(file), true);
	else if (command == FS_IOC_MEASURE_VERITY && READ_ONCE(*unverified_of(file)) &&
		 read_digest(file, &identity) && !READ_ONCE(file_inode(file)->i_mapping->nrpages))
		WRITE_ONCE(*unverified_of(file), false);
	return 0;
}
