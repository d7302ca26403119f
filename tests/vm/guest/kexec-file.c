// SPDX-License-Identifier: GPL-2.0
/*
 * kexec-file make FILE TEXT	makes the smallest image that the kernel accepts, with TEXT in it
 * kexec-file load FILE		kexec_file_load(2); prints "loaded" or the error's name
 * kexec-file unload
 * kexec-file old		kexec_load(2) of an empty image, likewise
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <asm/bootparam.h>
#include <linux/kexec.h>
#include <sys/syscall.h>

#define SECTOR 512
/* Two sectors of setup code; the kernel comes after them. */
#define IMAGE_SIZE (64 * SECTOR)

static int make(const char *path, const char *text)
{
	static char image[IMAGE_SIZE];
	struct boot_params params;
	FILE *file = fopen(path, "we");

	memset(&params, 0, sizeof(params));
	params.hdr.setup_sects = 1;
	params.hdr.boot_flag = 0xaa55;
	params.hdr.jump = 0x66eb; /* its second byte is the header's size, from 0x202 on */
	params.hdr.header = 0x53726448;
	params.hdr.version = 0x020f;
	params.hdr.loadflags = LOADED_HIGH;
	params.hdr.cmdline_size = 2047;
	params.hdr.kernel_alignment = 0x200000;
	params.hdr.xloadflags = XLF_KERNEL_64 | XLF_CAN_BE_LOADED_ABOVE_4G | XLF_5LEVEL;
	params.hdr.init_size = 0x100000;
	memcpy(image, &params, (size_t)2 * SECTOR);
	snprintf(image + 2 * SECTOR, 64, "%s", text);
	if (!file || fwrite(image, sizeof(image), 1, file) != 1 || fclose(file)) {
		perror(path);
		return 2;
	}
	return 0;
}

static int answer(long result, const char *done)
{
	puts(result ? strerrorname_np(errno) : done);
	return 0;
}

int main(int argc, char **argv)
{
	static const char cmdline[] = "quiet";
	int fd;

	if (argc == 4 && !strcmp(argv[1], "make"))
		return make(argv[2], argv[3]);
	if (argc == 2 && !strcmp(argv[1], "unload"))
		return answer(syscall(SYS_kexec_file_load, -1, -1, 0UL, NULL,
				      (long)KEXEC_FILE_UNLOAD),
			      "unloaded");
	if (argc == 2 && !strcmp(argv[1], "old"))
		return answer(syscall(SYS_kexec_load, 0UL, 0UL, NULL, 0UL), "allowed");
	if (argc != 3 || strcmp(argv[1], "load") != 0)
		return 2;
	fd = open(argv[2], O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		perror(argv[2]);
		return 2;
	}
	return answer(syscall(SYS_kexec_file_load, fd, -1, sizeof(cmdline), cmdline,
			      (long)KEXEC_FILE_NO_INITRAMFS),
		      "loaded");
}
