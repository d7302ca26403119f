// SPDX-License-Identifier: GPL-2.0
/*
 * BPF programs for whose argument the kernel assumes too large a size. The probe loads them. It never attaches or runs
 * them.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include <bpf/btf.h>

#include "bpf_load.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* The index where the second function begins. */
#define TAKES 5

/* Passes 8 bytes of its stack to a function. */
static const struct bpf_insn hands_over[] = {
	STORE_ZERO(-8),
	MOVE(BPF_REG_1, BPF_REG_10),
	ADD(BPF_REG_1, -8),
	INSN(BPF_JMP | BPF_CALL, 0, BPF_PSEUDO_CALL, 0, 1),
	EXIT,
	SET(BPF_REG_0, 0),
	EXIT,
};

/* Writes to the 8 bytes after those. */
static const struct bpf_insn writes_beyond[] = {
	SET(BPF_REG_0, 0),
	INSN(BPF_JMP | BPF_JEQ | BPF_K, BPF_REG_1, 0, 1, 0),
	INSN(BPF_ST | BPF_MEM | BPF_DW, BPF_REG_1, 0, 8, 0),
	EXIT,
};

/* Adds a function that takes a pointer to a structure. Returns the function's type. */
static uint32_t add_function(struct btf *btf, const char *name, const char *structure,
			     uint32_t size)
{
	int number = btf__add_int(btf, "int", 4, BTF_INT_SIGNED);
	int pointer = btf__add_ptr(btf, btf__add_struct(btf, structure, size));
	int proto = btf__add_func_proto(btf, number);

	btf__add_func_param(btf, "first", pointer);
	return (uint32_t)btf__add_func(btf, name, BTF_FUNC_GLOBAL, proto);
}

/* Returns a descriptor, or -1 with errno set. @opts: everything but the types. */
static int load_described(enum bpf_prog_type type, struct btf *btf, const struct bpf_insn *insns,
			  size_t count, struct bpf_prog_load_opts *opts)
{
	int err = btf__load_into_kernel(btf);

	if (err) {
		errno = -err;
		return -1;
	}
	opts->prog_btf_fd = (uint32_t)btf__fd(btf);
	opts->func_info_rec_size = sizeof(struct bpf_func_info);
	return bpf_prog_load(type, "holdfast", "GPL", insns, count, opts);
}

static int load_target(struct btf *btf, uint32_t *function)
{
	struct bpf_func_info functions[] = { { .insn_off = 0 }, { .insn_off = TAKES } };
	LIBBPF_OPTS(bpf_prog_load_opts, opts, .func_info = functions,
		    .func_info_cnt = COUNT(functions));

	functions[0].type_id = add_function(btf, "whole", "__sk_buff", 0);
	functions[1].type_id = add_function(btf, "takes", "hf_room", 8);
	*function = functions[1].type_id;
	return load_described(BPF_PROG_TYPE_SCHED_CLS, btf, hands_over, COUNT(hands_over), &opts);
}

/* Returns an errno. */
static int load_replacement(struct btf *btf, int target, uint32_t function)
{
	struct bpf_func_info whole = { .insn_off = 0 };
	LIBBPF_OPTS(bpf_prog_load_opts, opts, .func_info = &whole, .func_info_cnt = 1,
		    .attach_prog_fd = (uint32_t)target, .attach_btf_id = function);
	int fd;

	whole.type_id = add_function(btf, "writes", "hf_room", 1024);
	fd = load_described(BPF_PROG_TYPE_EXT, btf, writes_beyond, COUNT(writes_beyond), &opts);
	if (fd < 0)
		return errno;
	close(fd);
	return 0;
}

static void try_replacing(struct probe_result *res)
{
	struct btf *of_target = btf__new_empty(), *btf = btf__new_empty();
	uint32_t function;
	int target = load_target(of_target, &function);

	if (target < 0) {
		probe_unreachable(res, "no BPF program with a function to replace either: %s",
				  strerrorname_np(errno));
	} else {
		probe_answer(res, load_replacement(btf, target, function), 0, EPERM);
		close(target);
	}
	btf__free(of_target);
	btf__free(btf);
}

DEFINE_PROBE(replacing) = {
	.name = "bpf-argument/replace",
	.reason = HF_REASON_BPF_ARGUMENT,
	.operation = "load a BPF program that replaces a function and writes beyond its argument",
	.capability = CAP_SYS_ADMIN,
	.run = try_replacing,
};
