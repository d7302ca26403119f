// SPDX-License-Identifier: GPL-2.0
/*
 * sysctl-program allow|zero CGROUP: attaches a cgroup/sysctl program there until it is killed: one
 * that allows everything, or makes every value that is written a 0.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>

#include "bpf_load.h"

static const struct bpf_insn allow[] = { SET(BPF_REG_0, 1), EXIT };

/* bpf_sysctl_set_new_value(ctx, "0", 1) */
static const struct bpf_insn zero[] = {
	INSN(BPF_ST | BPF_MEM | BPF_B, BPF_REG_10, 0, -8, '0'),
	MOVE(BPF_REG_2, BPF_REG_10),
	ADD(BPF_REG_2, -8),
	SET(BPF_REG_3, 1),
	CALL(BPF_FUNC_sysctl_set_new_value),
	SET(BPF_REG_0, 1),
	EXIT,
};

int main(int argc, char **argv)
{
	LIBBPF_OPTS(bpf_prog_load_opts, opts, .expected_attach_type = BPF_CGROUP_SYSCTL);
	bool zeroes = argc == 3 && !strcmp(argv[1], "zero");
	int cgroup = argc == 3 ? open(argv[2], O_RDONLY | O_DIRECTORY) : -1;
	int program = bpf_prog_load(BPF_PROG_TYPE_CGROUP_SYSCTL, "escape", "GPL",
				    zeroes ? zero : allow,
				    zeroes ? sizeof(zero) / sizeof(*zero) : 2, &opts);

	/* By a link, which ends with us. */
	if (program < 0 || cgroup < 0 ||
	    bpf_link_create(program, cgroup, BPF_CGROUP_SYSCTL, NULL) < 0) {
		perror("sysctl-program");
		return 1;
	}
	pause();
	return 0;
}
