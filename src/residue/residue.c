// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "residue/residue.h"

/* Makes room for one entry more, by doubling the array whenever @count is a power of two. */
static void *make_room(void *entries, size_t count, size_t size)
{
	if (count & (count - 1))
		return entries;
	return reallocarray(entries, count ? count * 2 : 1, size);
}

/* Reads any thread's link: the first thread may have ended. */
static void read_exe(pid_t pid, char *exe, size_t size)
{
	char path[64];
	glob_t threads;
	ssize_t len = 0;

	snprintf(path, sizeof(path), "/proc/%d/task/*/exe", pid);
	*exe = '\0';
	if (glob(path, GLOB_NOSORT, NULL, &threads))
		return;
	for (size_t i = 0; i < threads.gl_pathc && len <= 0; i++)
		len = readlink(threads.gl_pathv[i], exe, size - 1);
	globfree(&threads);
	exe[len > 0 ? len : 0] = '\0';
}

static void name_holder(struct residue_item *item)
{
	char path[64];
	ssize_t len;
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/comm", item->pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd >= 0) {
		len = read(fd, item->comm, sizeof(item->comm) - 1);
		item->comm[len > 0 ? len : 0] = '\0';
		item->comm[strcspn(item->comm, "\n")] = '\0';
		close(fd);
	}
	read_exe(item->pid, item->exe, sizeof(item->exe));
}

void residue_add(struct residue *residue, const struct residue_way *way, pid_t pid,
		 const char *format, ...)
{
	struct residue_item item = { .way = way, .pid = pid };
	struct residue_item *items;
	va_list args;

	va_start(args, format);
	vsnprintf(item.what, sizeof(item.what), format, args);
	va_end(args);
	for (size_t i = 0; i < residue->count; i++)
		if (residue->items[i].way == way && residue->items[i].pid == pid &&
		    !strcmp(residue->items[i].what, item.what))
			return;
	if (pid)
		name_holder(&item);
	items = make_room(residue->items, residue->count, sizeof(item));
	if (!items) {
		residue->incomplete = true;
		return;
	}
	residue->items = items;
	residue->items[residue->count++] = item;
}

void residue_add_gap(struct residue *residue, int err, const char *format, ...)
{
	struct residue_gap *gaps;
	struct residue_gap gap;
	va_list args;

	va_start(args, format);
	vsnprintf(gap.what, sizeof(gap.what), format, args);
	va_end(args);
	snprintf(gap.why, sizeof(gap.why), "%s",
		 err == ECANCELED ? "not looked at, as it takes long" : strerror(err));
	gaps = make_room(residue->gaps, residue->gap_count, sizeof(gap));
	if (!gaps) {
		residue->incomplete = true;
		return;
	}
	residue->gaps = gaps;
	residue->gaps[residue->gap_count++] = gap;
}

size_t residue_unknown(const struct residue *residue)
{
	return residue->gap_count + residue->incomplete;
}

void residue_free(struct residue *residue)
{
	free(residue->items);
	free(residue->gaps);
	memset(residue, 0, sizeof(*residue));
}
