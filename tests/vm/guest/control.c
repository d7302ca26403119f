// SPDX-License-Identifier: GPL-2.0
/* control OP LEVEL: runs the pinned control program with any two numbers; prints what it answers. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <bpf/bpf.h>

#include "engine_abi.h"

int main(int argc, char **argv)
{
	struct hf_control control = { 0 };
	LIBBPF_OPTS(bpf_test_run_opts, run, .ctx_in = &control, .ctx_size_in = sizeof(control));
	int fd = bpf_obj_get("/run/holdfast/control");

	if (argc != 3 || fd < 0) {
		perror("control");
		return 2;
	}
	control.op = (unsigned int)strtoul(argv[1], NULL, 10);
	control.level = (unsigned int)strtoul(argv[2], NULL, 10);
	if (bpf_prog_test_run_opts(fd, &run)) {
		perror("bpf_prog_test_run");
		return 2;
	}
	puts((int)run.retval ? strerrorname_np(-(int)run.retval) : "0");
	return 0;
}
