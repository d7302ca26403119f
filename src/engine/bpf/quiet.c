// SPDX-License-Identifier: GPL-2.0
/* Giving an engine the quiet rules of its policy. */
#include <string.h>

#include "engine/bpf/policy.h"
#include "engine/bpf/policy_request.h"

int run_on_quiet(int program, enum hf_policy_op op, unsigned int count,
		 const struct quiet_rules *rules)
{
	int err = 0;

	for (size_t i = 0; i < rules->count && !err; i++) {
		struct hf_policy_request request = {
			.op = op,
			.count = count,
			.key.reason = rules->list[i].key.reason,
		};

		memcpy(request.quiet, rules->list[i].key.path, sizeof(request.quiet));
		err = run_policy(program, &request);
	}
	return err;
}
