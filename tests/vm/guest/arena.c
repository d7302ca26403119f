// SPDX-License-Identifier: GPL-2.0
/*
 * arena [hold]: shares memory with a BPF program by a BPF arena, which Linux 6.9 and later have. The program writes to
 * its first page, and reads from and writes to addresses of its four gigabytes without a page. Prints "written", or the
 * errno's name and the failed step; with hold, once more for each byte of input.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include <sys/mman.h>

#include "bpf_load.h"

#define ARENA 33 /* BPF_MAP_TYPE_ARENA */
#define PAGES 2
#define CONSTANT(to) \
	INSN(BPF_LD | BPF_DW | BPF_IMM, BPF_REG_2, 0, 0, (__s32)(to)), INSN(0, 0, 0, 0, 0)
/* From our address to the kernel's, of which the lower half is the same. */
#define CAST INSN(BPF_ALU64 | BPF_MOV | BPF_X, BPF_REG_2, BPF_REG_2, 1, 1)
/* @off: of the 16 bits that an instruction has */
#define PUT(off)	INSN(BPF_ST | BPF_MEM | BPF_DW, BPF_REG_2, 0, off, 'x')
#define PUT_AT(to, off) CONSTANT(to), CAST, PUT(off)
/* Loads a value of any kind, and keeps it in a register. */
#define TRY(to, off)                                      \
	PUT_AT(to, off), LOAD(BPF_REG_3, BPF_REG_2, off), \
		INSN(BPF_ALU64 | BPF_OR | BPF_X, BPF_REG_4, BPF_REG_3, 0, 0)

static int fail(const char *what)
{
	printf("%s: %s\n", what, strerrorname_np(errno));
	return 1;
}

static int load(int map, const volatile char *shared)
{
	unsigned int at = (unsigned int)(unsigned long)shared;
	LIBBPF_OPTS(bpf_prog_load_opts, opts, .prog_flags = BPF_F_SLEEPABLE);
	struct bpf_insn insns[] = {
		INSN(BPF_LD | BPF_DW | BPF_IMM, BPF_REG_1, BPF_PSEUDO_MAP_FD, 0, map),
		INSN(0, 0, 0, 0, 0),
		SET(BPF_REG_4, 0),
		TRY(at, -32768),
		TRY(at + 0x10000000, 0),
		TRY(at + 0x7fffffff, 32767),
		TRY(at + 0x80000000, -32768),
		TRY(at - 0x1000, 0),
		PUT_AT(at, 0),
		INSN(BPF_STX | BPF_MEM | BPF_DW, BPF_REG_2, BPF_REG_4, 8, 0),
		SET(BPF_REG_0, 0),
		EXIT,
	};

	return bpf_prog_load(BPF_PROG_TYPE_SYSCALL, "arena", "GPL", insns,
			     sizeof(insns) / sizeof(insns[0]), &opts);
}

static int run(int program, volatile char *shared)
{
	LIBBPF_OPTS(bpf_test_run_opts, opts);

	*shared = 0;
	if (bpf_prog_test_run_opts(program, &opts))
		return fail("run");
	puts(*shared != 'x'			  ? "nothing was written" :
	     *(const volatile long *)(shared + 8) ? "something was read" :
						    "written");
	fflush(stdout);
	return 0;
}

int main(int argc, char **argv)
{
	LIBBPF_OPTS(bpf_map_create_opts, opts, .map_flags = BPF_F_MMAPABLE);
	int program, map = bpf_map_create(ARENA, "arena", 0, 0, PAGES, &opts);
	volatile char *shared;
	char next;

	if (map < 0)
		return fail("map");
	shared = mmap(NULL, PAGES * 4096, PROT_READ | PROT_WRITE, MAP_SHARED, map, 0);
	if (shared == MAP_FAILED)
		return fail("mmap");
	*shared = 0; /* so that there is a page */
	program = load(map, shared);
	if (program < 0)
		return fail("load");
	if (run(program, shared))
		return 1;
	while (argc == 2 && !strcmp(argv[1], "hold") && read(0, &next, 1) == 1)
		if (run(program, shared))
			return 1;
	return 0;
}
