// SPDX-License-Identifier: GPL-2.0
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <linux/kcmp.h>
#include <sys/syscall.h>

#include "residue_processes.h"

static DIR *open_dir(int at, const char *path)
{
	int fd = openat(at, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);

	if (fd >= 0 && !dir)
		close(fd);
	return dir;
}

/* The next entry that is a number; 0: there is none. */
static pid_t next_number(DIR *dir)
{
	struct dirent *entry;

	while ((entry = readdir(dir)))
		if (isdigit((unsigned char)*entry->d_name))
			return (pid_t)strtol(entry->d_name, NULL, 10);
	return 0;
}

/* Whether two threads are known to have the same descriptors. */
static bool share_descriptors(pid_t one, pid_t other)
{
	return !syscall(SYS_kcmp, one, other, KCMP_FILES, 0, 0);
}

/* The mappings are every thread's; of descriptors a thread may have some of its own. */
static int look_at_process(struct residue *residue, struct program_list *programs, int proc,
			   pid_t pid)
{
	int err = residue_look_at_mappings(residue, proc, pid);
	DIR *threads = open_dir(proc, "task");
	pid_t tid, first = 0;

	if (!threads)
		return errno;
	while ((tid = next_number(threads))) {
		int failed = 0;

		if (!first || !share_descriptors(first, tid))
			failed = residue_look_at_descriptors(residue, programs, proc, pid, tid);
		/* A thread that has ended shares nothing: the next one is the first. */
		if (!first && !failed)
			first = tid;
		if (failed && failed != ENOENT && failed != ESRCH)
			err = failed;
	}
	closedir(threads);
	return err;
}

void residue_look_at_processes(struct residue *residue, struct program_list *programs)
{
	DIR *processes = open_dir(AT_FDCWD, "/proc");
	unsigned int unseen = 0;
	int why = 0;
	pid_t pid;

	if (!processes) {
		residue_add_gap(residue, errno, "descriptors and mappings of all processes");
		return;
	}
	while ((pid = next_number(processes))) {
		char name[16];
		int proc, err;

		if (pid == getpid())
			continue;
		snprintf(name, sizeof(name), "%d", pid);
		proc = openat(dirfd(processes), name, O_PATH | O_DIRECTORY | O_CLOEXEC);
		err = proc < 0 ? errno : look_at_process(residue, programs, proc, pid);
		if (proc >= 0)
			close(proc);
		/* It ended while it was looked at, and what it held with it. */
		if (!err || err == ENOENT || err == ESRCH)
			continue;
		why = err;
		unseen++;
	}
	closedir(processes);
	if (unseen)
		residue_add_gap(residue, why, "descriptors or mappings of %u processes", unseen);
}
