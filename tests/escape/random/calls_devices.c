// SPDX-License-Identifier: GPL-2.0
/* All existing devices, and files of the kernel's memory. */
#include <dirent.h>
#include <fcntl.h>
#include <linux/nvme_ioctl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "calls.h"
#include "oracle.h"

/* Leaves out terminals, which the harness uses, and the first loop device, which has the guest's modules. */
static bool is_left_alone(const char *name)
{
	static const char *const beginnings[] = { ".",	      "tty",   "console", "vcs",
						  "ptmx",     "pts",   "kmsg",	  "loop",
						  "watchdog", "vport", "hvc",	  "std" };

	for (size_t i = 0; i < COUNT_OF(beginnings); i++)
		if (!strncmp(name, beginnings[i], strlen(beginnings[i])))
			return true;
	return false;
}

static bool draw_device(struct caller *caller, char *path, size_t size)
{
	DIR *folder = opendir("/dev");
	unsigned int seen = 0;
	struct dirent *entry;

	if (!folder)
		return false;
	while ((entry = readdir(folder)))
		if (!is_left_alone(entry->d_name) && !draw_below(&caller->random, ++seen))
			snprintf(path, size, "/dev/%s", entry->d_name);
	closedir(folder);
	return seen != 0;
}

/* Commands that create and delete queues, by which a controller reads and writes any memory. */
static bool command_device(struct caller *caller, int fd, unsigned char *buffer)
{
	struct nvme_passthru_cmd command = {
		.opcode = (uint8_t)(draw_chance(&caller->random, 50) ?
					    draw_below(&caller->random, 8) :
					    draw_below(&caller->random, 256)),
		.nsid = draw_below(&caller->random, 3),
		.addr = (uintptr_t)buffer,
		.data_len = draw_below(&caller->random, 2) * 4096,
		.cdw10 = draw_below(&caller->random, 65536),
		.cdw11 = (uint32_t)draw(&caller->random),
		.timeout_ms = 500,
	};
	unsigned long request = draw_chance(&caller->random, 50) ? NVME_IOCTL_ADMIN_CMD :
								   NVME_IOCTL_IO_CMD;
	int result = ioctl(fd, request, &command);

	if (result >= 0 && request == NVME_IOCTL_ADMIN_CMD &&
	    (command.opcode <= 1 || command.opcode == 4 || command.opcode == 5))
		note_allowance("a command that moves a controller's queues");
	return result >= 0;
}

static void search_mapping(int fd)
{
	void *page = mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0);

	if (page == MAP_FAILED)
		return;
	munmap(page, 4096);
}

bool call_device(struct caller *caller)
{
	static const unsigned long requests[] = { 0x2285, 0x5331, 0x1260, 0x1261, 0x5401, 0x4c05,
						  0x89f0, 0x6b02, 0x3f00, 0x7000, 0x4004 };
	unsigned char buffer[4096];
	char path[300];
	ssize_t size;
	int fd;
	bool done;

	if (!draw_device(caller, path, sizeof(path)))
		return false;
	fd = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return false;
	memset(buffer, 0, sizeof(buffer));
	size = read(fd, buffer, sizeof(buffer));
	if (size > 0)
		search_output(buffer, (size_t)size, path);
	search_mapping(fd);
	draw_bytes(&caller->random, buffer, 64);
	if (!strncmp(path, "/dev/n", 6))
		done = command_device(caller, fd, buffer);
	else if (draw_chance(&caller->random, 50))
		done = !ioctl(fd, requests[draw_below(&caller->random, COUNT_OF(requests))],
			      buffer);
	else
		done = !ioctl(fd, (unsigned long)(uint32_t)draw(&caller->random), buffer);
	search_output(buffer, sizeof(buffer), path);
	close(fd);
	return done;
}

/* Reads at any offset, including addresses of the kernel's. */
bool call_kernel_file(struct caller *caller)
{
	static const char *const files[] = { "/proc/kcore",
					     "/dev/mem",
					     "/dev/port",
					     "/dev/kmem",
					     "/sys/kernel/tracing/trace",
					     "/sys/kernel/tracing/events/enable",
					     "/sys/kernel/debug/wakeup_sources",
					     "/sys/kernel/debug/sleep_time",
					     "/proc/kallsyms",
					     "/proc/iomem",
					     "/dev/cpu/0/msr",
					     "/dev/snapshot" };
	const char *path = files[draw_below(&caller->random, COUNT_OF(files))];
	unsigned char text[4096];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t size;

	if (fd < 0)
		return false;
	size = pread(fd, text, sizeof(text), (off_t)(draw(&caller->random) >> 20));
	if (size > 0)
		search_output(text, (size_t)size, path);
	close(fd);
	return true;
}

/* Settings that remove guards, or allow more. */
bool call_switch(struct caller *caller)
{
	static const char *const files[] = { "/proc/sys/kernel/ftrace_enabled",
					     "/sys/kernel/security/lockdown",
					     "/sys/kernel/security/holdfast/level",
					     "/proc/sys/net/core/bpf_jit_harden",
					     "/sys/kernel/tracing/tracing_on" };
	static const char *const values[] = { "0", "none", "none", "0", "0" };
	unsigned int file = draw_below(&caller->random, COUNT_OF(files));
	int fd = open(files[file], O_WRONLY | O_CLOEXEC);
	bool done = fd >= 0 && write(fd, values[file], strlen(values[file])) > 0;

	if (fd >= 0)
		close(fd);
	return done;
}
