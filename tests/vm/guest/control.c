// SPDX-License-Identifier: GPL-2.0
/*
 * control OP LEVEL [KIND ID [COUNT [PATH]]]: runs the pinned control program with any numbers, COUNT times or until it
 * refuses, each time with the next ID. Prints the last answer. PATH: the ID is a descriptor of it, opened with O_PATH;
 * with a "!" before it, the path is then unlinked.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>

#include "engine_abi.h"

static unsigned long long number(char **argv, int argc, int i)
{
	return i < argc ? strtoull(argv[i], NULL, 10) : 0;
}

int main(int argc, char **argv)
{
	struct hf_control control = {
		.op = (unsigned int)number(argv, argc, 1),
		.level = (unsigned int)number(argv, argc, 2),
		.kind = number(argv, argc, 3),
		.id = number(argv, argc, 4),
	};
	int fd = bpf_obj_get("/run/initramfs/holdfast/control");
	unsigned long long count = number(argv, argc, 5);
	int answer;

	if (argc < 3 || fd < 0) {
		perror("control");
		return 2;
	}
	if (argc > 6) {
		const char *path = argv[6] + (*argv[6] == '!');

		control.id = (unsigned int)open(path, O_PATH);
		if (path != argv[6] && unlink(path)) {
			perror("control: unlink");
			return 2;
		}
	}
	do {
		struct hf_control argument = control;
		LIBBPF_OPTS(bpf_test_run_opts, run, .ctx_in = &argument,
			    .ctx_size_in = sizeof(argument));

		if (bpf_prog_test_run_opts(fd, &run)) {
			perror("bpf_prog_test_run");
			return 2;
		}
		answer = (int)run.retval;
		control.id++;
	} while (!answer && count-- > 1);
	puts(answer ? strerrorname_np(-answer) : "0");
	return 0;
}
