// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <linux/fsverity.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/ioctl.h>

#include "policy/verity.h"

int measure_verity(int fd, struct verity *verity)
{
	union {
		struct fsverity_digest head;
		/* Room for a SHA-512, which would be measured too, and is not what we take. */
		unsigned char bytes[sizeof(struct fsverity_digest) + 64];
	} measured = { .head = { .digest_size = 64 } };

	if (ioctl(fd, FS_IOC_MEASURE_VERITY, &measured))
		return -errno;
	if (measured.head.digest_algorithm != FS_VERITY_HASH_ALG_SHA256 ||
	    measured.head.digest_size != VERITY_LEN)
		return -EPROTONOSUPPORT;
	memcpy(verity->digest, measured.bytes + sizeof(measured.head), VERITY_LEN);
	return 0;
}

int enable_verity(int fd)
{
	struct fsverity_enable_arg how = {
		.version = 1,
		.hash_algorithm = FS_VERITY_HASH_ALG_SHA256,
		.block_size = 4096,
	};

	if (ioctl(fd, FS_IOC_ENABLE_VERITY, &how) && errno != EEXIST)
		return -errno;
	/* What the kernel has of it was not verified: an engine that is in force takes it when it is read anew. */
	if (!fsync(fd))
		posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
	return 0;
}

const char *explain_verity(int err)
{
	switch (-err) {
	case ENODATA:
		return "it has no fs-verity digest; run holdfast enroll on it";
	case EOPNOTSUPP:
		return "fs-verity is off on its file system; ext4 and f2fs have it as a feature: "
		       "tune2fs -O verity DEVICE";
	case ENOTTY:
		return "its file system or this kernel has no fs-verity; ext4, f2fs and btrfs "
		       "have it, if the kernel has CONFIG_FS_VERITY";
	case ETXTBSY:
		return "a process has it open for writing, or it is being enrolled; end that first";
	case EROFS:
		return "its file system is read-only; remount it, or enroll where it is built";
	case EACCES:
	case EPERM:
		return "only root, and users that may write to the file, can turn on fs-verity";
	case EPROTONOSUPPORT:
		return "its fs-verity digest is no SHA-256; copy the file, and enroll the copy";
	case EINVAL:
		return "this kernel or file system takes no fs-verity with SHA-256 in blocks of "
		       "4096 bytes";
	default:
		return strerror(-err);
	}
}

void format_verity(const unsigned char digest[VERITY_LEN], char text[VERITY_TEXT_SIZE])
{
	int used = snprintf(text, VERITY_TEXT_SIZE, "sha256:");

	for (size_t i = 0; i < VERITY_LEN; i++)
		used += snprintf(text + used, VERITY_TEXT_SIZE - (size_t)used, "%02x", digest[i]);
}
