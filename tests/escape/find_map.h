/* SPDX-License-Identifier: GPL-2.0 */
/* Opens a map by its name, if its id can be opened. */
#ifndef HOLDFAST_TESTS_FIND_MAP_H
#define HOLDFAST_TESTS_FIND_MAP_H

#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>

/* Returns a descriptor, or -1. */
static inline int find_map(const char *name)
{
	struct bpf_map_info info;
	__u32 id = 0, size;

	while (!bpf_map_get_next_id(id, &id)) {
		int fd = bpf_map_get_fd_by_id(id);

		size = sizeof(info);
		memset(&info, 0, sizeof(info));
		if (fd >= 0 && !bpf_obj_get_info_by_fd(fd, &info, &size) &&
		    !strcmp(info.name, name))
			return fd;
		close(fd);
	}
	return -1;
}

#endif
