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

#include "residue/processes.h"

static DIR *open_dir(int at, const char *path)
{
	int fd = openat(at, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);

	if (fd >= 0 && !dir)
		close(fd);
	return dir;
}

/* The next entry that is a number; 0 at the end. */
static pid_t next_number(DIR *dir)
{
	struct dirent *entry;

	while ((entry = readdir(dir)))
		if (isdigit((unsigned char)*entry->d_name))
			return (pid_t)strtol(entry->d_name, NULL, 10);
	return 0;
}

/* Whether two threads certainly share the resource @what, of KCMP_*. */
static bool share(int what, pid_t one, pid_t other)
{
	return !syscall(SYS_kcmp, one, other, what, 0, 0);
}

/* Uses /proc/TID: if the first thread has ended, /proc/PID shows no mappings. */
static int look_at_thread_mappings(struct residue *residue, pid_t pid, pid_t tid)
{
	char path[32];
	int proc, err;

	snprintf(path, sizeof(path), "/proc/%d", tid);
	proc = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (proc < 0)
		return errno;
	err = residue_look_at_mappings(residue, proc, pid);
	close(proc);
	return err;
}

/* Skips what a thread shares with the thread before it. */
static int look_at_process(struct residue *residue, struct program_list *programs, int proc,
			   pid_t pid)
{
	DIR *threads = open_dir(proc, "task");
	pid_t tid, before = 0;
	int err = 0;

	if (!threads)
		return errno;
	while ((tid = next_number(threads))) {
		int failed[2] = { 0 };

		if (!before || !share(KCMP_FILES, before, tid))
			failed[0] = residue_look_at_descriptors(residue, programs, proc, pid, tid);
		if (!before || !share(KCMP_VM, before, tid))
			failed[1] = look_at_thread_mappings(residue, pid, tid);
		before = tid;
		/* ENOENT, ESRCH: the thread has ended since, and holds nothing any more. */
		for (unsigned int i = 0; i < 2; i++)
			if (failed[i] && failed[i] != ENOENT && failed[i] != ESRCH)
				err = failed[i];
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
		if (!err || err == ENOENT || err == ESRCH)
			continue;
		why = err;
		unseen++;
	}
	closedir(processes);
	if (unseen)
		residue_add_gap(residue, why, "descriptors or mappings of %u processes", unseen);
}
