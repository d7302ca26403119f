// SPDX-License-Identifier: GPL-2.0
/* core/vectors.def as a BPF program: the same decision, compiled as the engine's is. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#include "decide.h"
#include "vectors.h"

SEC("syscall")
int decide(struct vector *v)
{
	v->got = hf_decide(v->level, v->audited, v->reason, v->place);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
