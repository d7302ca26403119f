// SPDX-License-Identifier: GPL-2.0
/*
 * map-write NAME [freeze|map]: overwrites the first entry of the map, or freezes the map, or maps it for writing.
 * Prints "written" or the errno's name.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/mman.h>
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

static bool overwrite(int fd)
{
	char key[64] = { 0 }, value[4096] = { 0 };

	/* An empty one gets a key of zeros. */
	bpf_map_get_next_key(fd, NULL, key);
	return !bpf_map_update_elem(fd, key, value, BPF_ANY);
}

static bool map_to_write(int fd)
{
	return mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) != MAP_FAILED;
}

int main(int argc, char **argv)
{
	const char *way = argc == 3 ? argv[2] : "";
	int fd = argc >= 2 ? open_map(argv[1]) : -1;
	bool done;

	if (fd < 0) {
		perror("map-write");
		return 1;
	}
	if (!strcmp(way, "freeze"))
		done = !bpf_map_freeze(fd);
	else
		done = !strcmp(way, "map") ? map_to_write(fd) : overwrite(fd);
	if (done)
		puts("written");
	else
		puts(errno == EPERM ? "EPERM" : strerror(errno));
	return 0;
}
