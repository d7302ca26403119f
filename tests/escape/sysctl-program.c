// SPDX-License-Identifier: GPL-2.0
/*
 * sysctl-program KIND CGROUP: attaches a cgroup/sysctl program there until it is killed:
 *
 *	allow		allows everything
 *	refuse		refuses every write
 *	zero		turns every written value into 0
 *	overrule	allows writes that earlier programs have refused
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>

#include "bpf_load.h"

static const struct bpf_insn allow[] = { SET(BPF_REG_0, 1), EXIT };

/* !ctx->write */
static const struct bpf_insn refuse[] = {
	INSN(BPF_LDX | BPF_MEM | BPF_W, BPF_REG_1, BPF_REG_1, offsetof(struct bpf_sysctl, write),
	     0),
	SET(BPF_REG_0, 1),
	INSN(BPF_JMP | BPF_JEQ | BPF_K, BPF_REG_1, 0, 1, 0),
	SET(BPF_REG_0, 0),
	EXIT,
};

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

/* bpf_set_retval(0) */
static const struct bpf_insn overrule[] = {
	SET(BPF_REG_1, 0),
	CALL(BPF_FUNC_set_retval),
	SET(BPF_REG_0, 1),
	EXIT,
};

#define KIND(name)                                            \
	{                                                     \
#name, name, sizeof(name) / sizeof((name)[0]) \
	}

static const struct kind {
	const char *name;
	const struct bpf_insn *insns;
	size_t count;
} kinds[] = { KIND(allow), KIND(refuse), KIND(zero), KIND(overrule) };

static int load(const char *name)
{
	LIBBPF_OPTS(bpf_prog_load_opts, opts, .expected_attach_type = BPF_CGROUP_SYSCTL);

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (!strcmp(name, kinds[i].name))
			return bpf_prog_load(BPF_PROG_TYPE_CGROUP_SYSCTL, "escape", "GPL",
					     kinds[i].insns, kinds[i].count, &opts);
	errno = EINVAL;
	return -1;
}

int main(int argc, char **argv)
{
	int cgroup = argc == 3 ? open(argv[2], O_RDONLY | O_DIRECTORY) : -1;
	int program = argc == 3 ? load(argv[1]) : -1;

	/* By a link, which ends with us. */
	if (program < 0 || cgroup < 0 ||
	    bpf_link_create(program, cgroup, BPF_CGROUP_SYSCTL, NULL) < 0) {
		perror("sysctl-program");
		return 1;
	}
	pause();
	return 0;
}
