// SPDX-License-Identifier: GPL-2.0
/* map-write NAME: overwrites the first entry of the map; prints "written" or the errno's name. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>

static int open_map(const char *name)
{
	struct bpf_map_info info;
	__u32 id = 0, size;
	int fd;

	while (!bpf_map_get_next_id(id, &id)) {
		fd = bpf_map_get_fd_by_id(id);
		size = sizeof(info);
		memset(&info, 0, sizeof(info));
		if (!bpf_obj_get_info_by_fd(fd, &info, &size) && !strcmp(info.name, name))
			return fd;
		close(fd);
	}
	return -1;
}

int main(int argc, char **argv)
{
	char key[64], value[4096] = { 0 };
	int fd = argc == 2 ? open_map(argv[1]) : -1;

	if (fd < 0 || bpf_map_get_next_key(fd, NULL, key)) {
		perror("map-write");
		return 1;
	}
	if (!bpf_map_update_elem(fd, key, value, BPF_ANY))
		puts("written");
	else
		puts(errno == EPERM ? "EPERM" : strerror(errno));
	return 0;
}
