// SPDX-License-Identifier: GPL-2.0
/*
 * fb-map FILE: writes to a register of an ATI card, which come after the picture of its framebuffer, and reads that back.
 * Prints "written", or the errno's name of what failed.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <linux/fb.h>
#include <sys/ioctl.h>
#include <sys/mman.h>

#define PAGE 4096UL
/* BIOS_0_SCRATCH: nothing in the card goes by it. */
#define SCRATCH (0x10 / sizeof(__u32))
#define WRITTEN 0x68666272

static int write_register(const char *path)
{
	struct fb_var_screeninfo screen;
	struct fb_fix_screeninfo fixed;
	volatile __u32 *registers;
	int fd = open(path, O_RDWR | O_CLOEXEC);
	unsigned long after;

	if (fd < 0 || ioctl(fd, FBIOGET_VSCREENINFO, &screen) ||
	    ioctl(fd, FBIOGET_FSCREENINFO, &fixed))
		return errno;
	/* The kernel maps no registers while the console uses them. */
	screen.accel_flags = 0;
	if (ioctl(fd, FBIOPUT_VSCREENINFO, &screen))
		return errno;
	after = (fixed.smem_start % PAGE + fixed.smem_len + PAGE - 1) & ~(PAGE - 1);
	registers = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, (off_t)after);
	if (registers == MAP_FAILED)
		return errno;
	registers[SCRATCH] = WRITTEN;
	return registers[SCRATCH] == WRITTEN ? 0 : EIO;
}

int main(int argc, char **argv)
{
	int err = argc == 2 ? write_register(argv[1]) : EINVAL;

	puts(err ? strerrorname_np(err) : "written");
	return err != 0;
}
