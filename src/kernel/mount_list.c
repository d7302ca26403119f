// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/mount_list.h"

/* The kernel writes blank, tab, newline and backslash as three octal digits. */
static void unescape(char *text)
{
	char *to = text;

	for (const char *from = text; *from; to++) {
		if (from[0] == '\\' && from[1] >= '0' && from[1] <= '3' && from[2] >= '0' &&
		    from[2] <= '7' && from[3] >= '0' && from[3] <= '7') {
			*to = (char)((from[1] - '0') * 64 + (from[2] - '0') * 8 + from[3] - '0');
			from += 4;
		} else {
			*to = *from++;
		}
	}
	*to = '\0';
}

/* "ID PARENT MAJOR:MINOR ROOT PATH ..." */
static int parse_line(char *line, struct mount_entry *entry)
{
	char *path;

	// NOLINTNEXTLINE(cert-err34-c): the kernel's own text, and its numbers fit
	if (sscanf(line, "%lu %lu %*s %*s %ms", &entry->id, &entry->parent, &path) != 3) {
		errno = EPROTO;
		return -1;
	}
	unescape(path);
	entry->path = path;
	return 0;
}

static int parse_mount_list(FILE *from, struct mount_list *list)
{
	struct mount_entry *more;
	size_t size = 0;
	char *line = NULL;
	int err = 0;

	*list = (struct mount_list){ 0 };
	while (!err && getline(&line, &size, from) > 0) {
		more = reallocarray(list->entries, list->count + 1, sizeof(*more));
		if (!more) {
			err = -1;
			break;
		}
		list->entries = more;
		err = parse_line(line, &list->entries[list->count]);
		list->count += !err;
	}
	free(line);
	if (!err && !ferror(from))
		return 0;
	mount_list_free(list);
	return -1;
}

int mount_list_read(struct mount_list *list)
{
	FILE *file = fopen("/proc/self/mountinfo", "re");
	int err;

	if (!file)
		return -1;
	err = parse_mount_list(file, list);
	fclose(file);
	return err;
}

void mount_list_free(struct mount_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->entries[i].path);
	free(list->entries);
	*list = (struct mount_list){ 0 };
}

/* Of several mounts at one path, each is mounted on the one before; the topmost is no other's parent. */
const struct mount_entry *mount_list_at(const struct mount_list *list, const char *path)
{
	const struct mount_entry *top = NULL;

	for (size_t i = 0; i < list->count; i++)
		if (!strcmp(list->entries[i].path, path) &&
		    (!top || list->entries[i].parent == top->id))
			top = &list->entries[i];
	return top;
}

const struct mount_entry *mount_list_parent(const struct mount_list *list,
					    const struct mount_entry *mount)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->entries[i].id == mount->parent && &list->entries[i] != mount)
			return &list->entries[i];
	return NULL;
}

const char *path_below(const char *dir, const char *path)
{
	size_t len = strlen(dir);

	/* Only "/" ends in a slash. */
	if (len && dir[len - 1] == '/')
		len--;
	if (strncmp(path, dir, len) || (path[len] && path[len] != '/'))
		return NULL;
	return path[len] ? path + len + 1 : path + len;
}
