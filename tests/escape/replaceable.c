// SPDX-License-Identifier: GPL-2.0
/*
 * replaceable: lists the functions of loaded BPF programs that a process with a descriptor of the program could
 * replace. For these, the load of a replacement reaches the hooks; for the others the kernel returns EINVAL before. A
 * link could do the replacement later, without a hook. A program of its own with such a function is the control. Prints
 * PROGRAM FUNCTION for each, then the number of functions that it could examine.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include <bpf/btf.h>

#include "bpf_load.h"

#define MAX_FUNCTIONS 128

static unsigned int seen;

/* Uses the function's own type, with all its arguments. */
static int try_function(int program, int btf, __u32 function)
{
	static const struct bpf_insn nothing[] = { SET(BPF_REG_0, 0), EXIT };
	const struct bpf_func_info info = { .type_id = function };
	LIBBPF_OPTS(bpf_prog_load_opts, opts, .prog_btf_fd = (__u32)btf, .func_info = &info,
		    .func_info_cnt = 1, .func_info_rec_size = sizeof(info),
		    .attach_prog_fd = (__u32)program, .attach_btf_id = function);
	int loaded = bpf_prog_load(BPF_PROG_TYPE_EXT, "replaces", "GPL", nothing, 2, &opts);

	if (loaded < 0)
		return errno;
	close(loaded);
	return 0;
}

static void try_functions(int program, const struct bpf_prog_info *info, const char *name)
{
	const struct bpf_func_info *functions =
		(const void *)(uintptr_t)info->func_info; /* NOLINT */
	struct btf *btf = btf__load_from_kernel_by_id(info->btf_id);

	int fd = bpf_btf_get_fd_by_id(info->btf_id);

	for (__u32 i = 0; btf && i < info->nr_func_info; i++) {
		const struct btf_type *type = btf__type_by_id(btf, functions[i].type_id);
		int err = try_function(program, fd, functions[i].type_id);

		seen++;
		if (err != EINVAL)
			printf("%s %s %s\n", name, btf__name_by_offset(btf, type->name_off),
			       err ? strerrorname_np(err) : "replaced");
	}
	close(fd);
	btf__free(btf);
}

static void look_at(int program)
{
	struct bpf_func_info functions[MAX_FUNCTIONS] = { 0 };
	struct bpf_prog_info info = { 0 };
	__u32 size = sizeof(info);

	info.nr_func_info = MAX_FUNCTIONS;
	info.func_info_rec_size = sizeof(functions[0]);
	info.func_info = (__u64)(uintptr_t)functions;
	if (bpf_obj_get_info_by_fd(program, &info, &size))
		printf("a program without information: %s\n", strerrorname_np(errno));
	else if (info.nr_func_info > MAX_FUNCTIONS)
		printf("%s: too many functions\n", info.name);
	else if (info.btf_id)
		try_functions(program, &info, info.name);
}

/* A program for packets: its argument is the one that the kernel expects, and the lock allows to replace it. */
static int load_own(void)
{
	static const struct bpf_insn nothing[] = { SET(BPF_REG_0, 1), EXIT };
	struct bpf_func_info info = { 0 };
	LIBBPF_OPTS(bpf_prog_load_opts, opts, .func_info = &info, .func_info_cnt = 1,
		    .func_info_rec_size = sizeof(info));
	struct btf *btf = btf__new_empty();
	int argument = btf__add_struct(btf, "__sk_buff", 0);
	int pointer = btf__add_ptr(btf, argument);
	int result = btf__add_int(btf, "int", 4, BTF_INT_SIGNED);
	int proto = btf__add_func_proto(btf, result);

	btf__add_func_param(btf, "ctx", pointer);
	info.type_id = (__u32)btf__add_func(btf, "control", BTF_FUNC_GLOBAL, proto);
	if (btf__load_into_kernel(btf))
		return -1;
	opts.prog_btf_fd = (__u32)btf__fd(btf);
	return bpf_prog_load(BPF_PROG_TYPE_SCHED_CLS, "own", "GPL", nothing, 2, &opts);
}

int main(void)
{
	int own = load_own();
	__u32 id = 0;

	if (own < 0)
		printf("own program: %s\n", strerrorname_np(errno));
	while (!bpf_prog_get_next_id(id, &id)) {
		int program = bpf_prog_get_fd_by_id(id);

		if (program >= 0)
			look_at(program);
		close(program);
	}
	printf("%u functions\n", seen);
	return 0;
}
