// SPDX-License-Identifier: GPL-2.0
/*
 * ask-policy OP[:COUNT]...: asks the engine's policy program for each of these operations, with
 * nothing but zeros else, and prints "ok" or the errno's name, in a row.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <bpf/bpf.h>

#include "engine_abi.h"

int main(int argc, char **argv)
{
	int program = bpf_obj_get("/run/holdfast/policy");

	if (program < 0) {
		perror("ask-policy");
		return 1;
	}
	for (int i = 1; i < argc; i++) {
		const char *count = strchr(argv[i], ':');
		struct hf_policy_request request = {
			.op = (unsigned int)atoi(argv[i]),
			.count = count ? (unsigned int)atoi(count + 1) : 0,
		};
		LIBBPF_OPTS(bpf_test_run_opts, run, .ctx_in = &request,
			    .ctx_size_in = sizeof(request));
		int err = bpf_prog_test_run_opts(program, &run);

		err = err ? -err : -(int)run.retval;
		printf("%s%s", i > 1 ? " " : "", err ? strerrorname_np(err) : "ok");
	}
	putchar('\n');
	return 0;
}
