// SPDX-License-Identifier: GPL-2.0
/*
 * ask-policy OP[:COUNT]...: asks the engine's policy program for each of these operations, and prints "ok" or the
 * errno's name, in a row. The other fields are zeros; after the number may come the reason "seal" or "debugfs", and
 * "narrow" for an exception that is narrowed to a path. The operation "paths" prints how many exceptions count as
 * narrowed to paths.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <bpf/bpf.h>

#include "engine_abi.h"

static unsigned int count_paths(void)
{
	struct hf_report report = { 0 };
	LIBBPF_OPTS(bpf_test_run_opts, run, .ctx_in = &report, .ctx_size_in = sizeof(report));

	return bpf_prog_test_run_opts(bpf_obj_get("/run/initramfs/holdfast/report"), &run) ?
		       ~0U :
		       hf_policy_of(&report.state)->paths;
}

int main(int argc, char **argv)
{
	int program = bpf_obj_get("/run/initramfs/holdfast/policy");

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
		int err;

		if (!strcmp(argv[i], "paths")) {
			printf(" %u", count_paths());
			continue;
		}
		if (strstr(argv[i], "seal"))
			request.key.reason = HF_REASON_SEAL;
		if (strstr(argv[i], "debugfs"))
			request.key.reason = HF_REASON_DEBUGFS;
		if (strstr(argv[i], "narrow")) {
			request.exception.count = 1;
			request.exception.ranges[0] = (struct hf_range){ .first = 3, .size = 1 };
		}
		if (request.op == HF_POLICY_COMMIT)
			request.policy.exceptions = request.count;
		err = bpf_prog_test_run_opts(program, &run);

		err = err ? -err : -(int)run.retval;
		printf("%s%s", i > 1 ? " " : "", err ? strerrorname_np(err) : "ok");
	}
	putchar('\n');
	return 0;
}
