// SPDX-License-Identifier: GPL-2.0
/* The smallest scheduler that sched_ext accepts: it leaves everything to the kernel's own. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

/* libbpf finds the kernel's structures by these names. */
struct sched_ext_ops {
	void (*enable)(void *task);
	char name[128];
};

SEC("struct_ops/enable")
void enable(void *ctx)
{
}

SEC(".struct_ops")
struct sched_ext_ops scheduler = {
	.enable = (void *)enable,
	.name = "holdfast_test",
};

char LICENSE[] SEC("license") = "GPL";
