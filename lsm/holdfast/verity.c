// SPDX-License-Identifier: GPL-2.0
/*
 * Holdfast: what a file is. fs-verity verifies what is read from the disk, from when it is
 * enabled on a file. What the kernel has of the file by then it keeps, and a process that has begun
 * to write to one of these pages before, and is kept waiting, writes to it afterwards: root can
 * make a file of any digest, and of any content. So a file that fs-verity was enabled on has none
 * for us until its inode has left memory, or until it is measured when there is none of its pages.
 */
#include <linux/fs.h>
#include <linux/fsverity.h>

#include "policy.h"

/**
 * unverified_of - whether fs-verity was enabled on a file since its inode is in memory
 * @file: the file
 *
 * Return: where that is noted.
 */
static bool *unverified_of(const struct file *file)
{
	return file_inode(file)->i_security + holdfast_blobs.lbs_inode;
}

/**
 * read_digest - the digest that fs-verity has of a file
 * @file: the file, open
 * @identity: it goes there
 *
 * Return: false: it has none, or one that is no SHA-256.
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
 * holdfast_measure - the digest that all of a file was verified by
 * @file: the file, open
 * @identity: its digest goes there; the kind is the caller's
 *
 * Return: false: it has none, or one that is no SHA-256.
 */
bool holdfast_measure(const struct file *file, struct hf_identity *identity)
{
	return !READ_ONCE(*unverified_of(file)) && read_digest(file, identity);
}

/**
 * holdfast_look_at_ioctl - note that fs-verity is enabled, and forget it where all is read anew
 * @file: the file
 * @command: what is asked of it
 * @argument: unused
 *
 * Who has a digest reads nothing any more that is not verified, and a read that has begun has its
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
