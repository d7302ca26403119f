// SPDX-License-Identifier: GPL-2.0
#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "engine/bpf/policy_request.h"

int run_policy(int program, struct hf_policy_request *request)
{
	LIBBPF_OPTS(bpf_test_run_opts, run, .ctx_in = request, .ctx_size_in = sizeof(*request));
	int err = bpf_prog_test_run_opts(program, &run);

	return err ? err : (int)run.retval;
}
