/* SPDX-License-Identifier: GPL-2.0 */
/* The mounts that this process sees, from /proc/self/mountinfo. */
#ifndef HOLDFAST_KERNEL_MOUNT_LIST_H
#define HOLDFAST_KERNEL_MOUNT_LIST_H

#include <stddef.h>

struct mount_entry {
	unsigned long id, parent;
	char *path; /* with the kernel's escapes (\\040 for a blank) decoded */
};

struct mount_list {
	struct mount_entry *entries;
	size_t count;
};

/* Returns 0, or -1 with errno. After success call mount_list_free(). */
int mount_list_read(struct mount_list *list);
void mount_list_free(struct mount_list *list);

/* The topmost mount at @path, NULL if none. */
const struct mount_entry *mount_list_at(const struct mount_list *list, const char *path);

/* The mount that @mount is mounted on; NULL: we see none. */
const struct mount_entry *mount_list_parent(const struct mount_list *list,
					    const struct mount_entry *mount);

/* The part of @path after @dir and the slash; NULL: it is not below @dir. */
const char *path_below(const char *dir, const char *path);

#endif
