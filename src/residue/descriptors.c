// SPDX-License-Identifier: GPL-2.0
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>

#include "residue/files.h"
#include "residue/lines.h"
#include "residue/processes.h"

/* O_PATH as the kernel prints it. Such a descriptor is only a name: a lock is asked when the file is opened by it. */
#define PATH_ONLY 010000000U

static const struct residue_way ways[] = {
	[FILE_MEM] = { "descriptor", HF_REASON_DEV_MEM, "reads and writes physical memory" },
	[FILE_KMEM] = { "descriptor", HF_REASON_DEV_MEM, "reads and writes kernel memory" },
	[FILE_PORT] = { "descriptor", HF_REASON_DEV_MEM, "reads and writes every I/O port" },
	[FILE_SNAPSHOT] = { "descriptor", HF_REASON_HIBERNATION,
			    "takes and restores images of all memory" },
	[FILE_EFI_TEST] = { "descriptor", HF_REASON_EFI_TEST,
			    "calls EFI runtime services with any argument" },
	[FILE_KCORE] = { "descriptor", HF_REASON_KCORE, "reads kernel memory" },
	[FILE_DEBUGFS] = { "descriptor", HF_REASON_DEBUGFS,
			   "reaches all that the file's driver "
			   "allows" },
	[FILE_TRACEFS] = { "descriptor", HF_REASON_TRACEFS, "reads or steers kernel traces" },
};
/* A file that nobody may write: integrity allows opening it. */
static const struct residue_way debugfs_read = { "descriptor", HF_REASON_DEBUGFS_READ,
						 "reads what a driver reports" };

static bool read_fdinfo(int proc, pid_t tid, const char *number, char *text, size_t size)
{
	char path[64];
	ssize_t len;
	int fd;

	snprintf(path, sizeof(path), "task/%d/fdinfo/%s", tid, number);
	fd = openat(proc, path, O_RDONLY | O_CLOEXEC);
	len = fd < 0 ? -1 : read(fd, text, size - 1);
	if (fd >= 0)
		close(fd);
	text[len > 0 ? len : 0] = '\0';
	return len > 0;
}

static void add_file(struct residue *residue, enum kernel_file file, const struct statx *stx,
		     int dir, const char *number, unsigned int flags, pid_t pid)
{
	const struct residue_way *way = &ways[file];
	char name[sizeof(residue->items->what)];
	ssize_t len = readlinkat(dir, number, name, sizeof(name) - 1);

	name[len > 0 ? len : 0] = '\0';
	if (file == FILE_DEBUGFS && (flags & O_ACCMODE) == O_RDONLY && !(stx->stx_mode & 0222))
		way = &debugfs_read;
	residue_add(residue, way, pid, "%s", name);
}

/* The id of a BPF program that the descriptor holds, itself or by a link or an event; 0: none. */
static unsigned int held_program(int proc, pid_t tid, int dir, const char *number)
{
	__u32 id = 0, type, len = 0;
	__u64 offset, address;
	char text[1024];
	ssize_t size = readlinkat(dir, number, text, sizeof(text) - 1);

	text[size > 0 ? size : 0] = '\0';
	/* A file's path begins with a slash. */
	if (strncmp(text, "anon_inode:", strlen("anon_inode:")))
		return 0;
	if (strstr(text, "perf_event"))
		return bpf_task_fd_query(tid, (int)strtol(number, NULL, 10), 0, NULL, &len, &id,
					 &type, &offset, &address) ?
			       0 :
			       id;
	if (!strstr(text, "bpf") || !read_fdinfo(proc, tid, number, text, sizeof(text)) ||
	    parse_fdinfo(text, "prog_id", &id, 10))
		return 0;
	return id;
}

static int look_at_descriptor(struct residue *residue, struct program_list *programs, int proc,
			      int dir, const char *number, pid_t pid, pid_t tid)
{
	enum kernel_file file;
	unsigned int flags = 0;
	struct statx stx;
	char text[1024], path[64];

	if (statx(dir, number, FILES_STATX_FLAGS, FILES_STATX_MASK, &stx))
		return errno;
	snprintf(path, sizeof(path), "/proc/%d/task/%d/fd/%s", pid, tid, number);
	file = identify_file(path, &stx);
	if (file != FILE_HARMLESS && file != FILE_PCI) {
		if (!read_fdinfo(proc, tid, number, text, sizeof(text)) ||
		    parse_fdinfo(text, "flags", &flags, 8))
			flags = 0;
		if (!(flags & PATH_ONLY))
			add_file(residue, file, &stx, dir, number, flags, pid);
	} else if (programs->count && !S_ISCHR(stx.stx_mode) && !S_ISDIR(stx.stx_mode)) {
		residue_add_holder(residue, programs, held_program(proc, tid, dir, number), pid);
	}
	return 0;
}

int residue_look_at_descriptors(struct residue *residue, struct program_list *programs, int proc,
				pid_t pid, pid_t tid)
{
	struct dirent *entry;
	char path[32];
	DIR *dir;
	int fd, err = 0;

	snprintf(path, sizeof(path), "task/%d/fd", tid);
	fd = openat(proc, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	dir = fd < 0 ? NULL : fdopendir(fd);
	if (!dir) {
		err = errno;
		if (fd >= 0)
			close(fd);
		return err;
	}
	while ((errno = 0, entry = readdir(dir))) {
		int failed = 0;

		if (isdigit((unsigned char)*entry->d_name))
			failed = look_at_descriptor(residue, programs, proc, fd, entry->d_name, pid,
						    tid);
		/* ENOENT: it was closed since. */
		if (failed && failed != ENOENT)
			err = failed;
	}
	if (errno)
		err = errno;
	closedir(dir);
	return err;
}
