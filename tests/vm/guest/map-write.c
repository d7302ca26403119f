// SPDX-License-Identifier: GPL-2.0
/* map-write PIN: overwrites the first entry of a pinned map; prints "written" or the errno's name. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <bpf/bpf.h>

int main(int argc, char **argv)
{
	char value[4096] = { 0 };
	__u32 key = 0;
	int fd = argc == 2 ? bpf_obj_get(argv[1]) : -1;

	if (fd < 0) {
		perror("bpf_obj_get");
		return 1;
	}
	if (bpf_map_lookup_elem(fd, &key, value)) {
		perror("bpf_map_lookup_elem");
		return 1;
	}
	if (!bpf_map_update_elem(fd, &key, value, BPF_ANY))
		puts("written");
	else
		puts(errno == EPERM ? "EPERM" : strerror(errno));
	return 0;
}
