// SPDX-License-Identifier: GPL-2.0
/*
 * bpf-beyond resized|written|whole|trusted|longer|called: loads BPF programs, one of which reads or writes the kernel's
 * memory because its argument is described wrongly. Prints "loaded" or the errno's name for each, and then, if they
 * were loaded, the values read or written.
 *	resized	a program replaces a function, and describes its argument as larger than it is
 *	written	likewise; it overwrites the next pointer, by which its caller then writes modprobe_path
 *	whole	a program replaces one whose argument is a packet's context; it reads and writes nothing
 *	trusted	a function that a helper calls finds a cast socket on the stack, and passes it as an argument that is
 *		marked as trusted
 *	longer	the kernel assumes a longer argument than the caller of the program passes
 *	called	likewise, for a tracepoint's writable argument
 */
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <bpf/bpf.h>
#include <bpf/btf.h>

#include "bpf_load.h"

#define COUNT(array)	(sizeof(array) / sizeof((array)[0]))
#define CALL_BELOW(far) INSN(BPF_JMP | BPF_CALL, 0, BPF_PSEUDO_CALL, 0, far)
#define FUNCTION(dst, far) \
	INSN(BPF_LD | BPF_IMM | BPF_DW, dst, BPF_PSEUDO_FUNC, 0, far), INSN(0, 0, 0, 0, 0)
#define STORE(off, src)	 INSN(BPF_STX | BPF_MEM | BPF_DW, BPF_REG_10, src, off, 0)
#define UNLESS(reg, far) INSN(BPF_JMP | BPF_JNE | BPF_K, reg, 0, far, 0)

#define LARGE 1024

/* "/hf!" */
#define WRITTEN 0x2166682f

/* Passes 8 bytes of its stack to a function. */
static const struct bpf_insn hands_over[] = {
	STORE_ZERO(-8),
	MOVE(BPF_REG_1, BPF_REG_10),
	ADD(BPF_REG_1, -8),
	CALL_BELOW(1),
	EXIT,
	SET(BPF_REG_0, 0),
	EXIT,
};
/* The same, with a pointer to a map's value after them, through which it writes. */
#define HANDS_OVER_AND_WRITES(map)                                                             \
	{                                                                                      \
		INSN(BPF_LD | BPF_IMM | BPF_DW, BPF_REG_1, BPF_PSEUDO_MAP_VALUE, 0, map),      \
			INSN(0, 0, 0, 0, 0), STORE(-8, BPF_REG_1), STORE_ZERO(-16),            \
			MOVE(BPF_REG_1, BPF_REG_10), ADD(BPF_REG_1, -16), CALL_BELOW(6),       \
			LOAD(BPF_REG_1, BPF_REG_10, -8), SET(BPF_REG_2, WRITTEN),              \
			INSN(BPF_STX | BPF_MEM | BPF_W, BPF_REG_1, BPF_REG_2, 0, 0),           \
			INSN(BPF_ST | BPF_MEM | BPF_B, BPF_REG_1, 0, 4, 0), SET(BPF_REG_0, 0), \
			EXIT, SET(BPF_REG_0, 0), EXIT                                          \
	}
/* Changes that pointer. */
#define POINTS_TO(address)                                                                  \
	{                                                                                   \
		SET(BPF_REG_0, 0), UNLESS(BPF_REG_1, 1), EXIT,                              \
			INSN(BPF_LD | BPF_IMM | BPF_DW, BPF_REG_2, 0, 0, (__s32)(address)), \
			INSN(0, 0, 0, 0, (__s32)((address) >> 32)),                         \
			INSN(BPF_STX | BPF_MEM | BPF_DW, BPF_REG_1, BPF_REG_2, 8, 0), EXIT  \
	}
/* Reads beyond them. */
static const struct bpf_insn reads_beyond[] = {
	SET(BPF_REG_0, 0), UNLESS(BPF_REG_1, 1), EXIT, LOAD(BPF_REG_0, BPF_REG_1, 80), EXIT,
};
static const struct bpf_insn nothing[] = { SET(BPF_REG_0, 0), EXIT };
static const struct bpf_insn casts_and_loops[] = {
	LOAD(BPF_REG_1, BPF_REG_1, offsetof(struct __sk_buff, sk)),
	UNLESS(BPF_REG_1, 2),
	SET(BPF_REG_0, 1),
	EXIT,
	CALL(BPF_FUNC_skc_to_tcp_sock),
	UNLESS(BPF_REG_0, 2),
	SET(BPF_REG_0, 1),
	EXIT,
	STORE(-8, BPF_REG_0),
	SET(BPF_REG_1, 1),
	FUNCTION(BPF_REG_2, 7),
	MOVE(BPF_REG_3, BPF_REG_10),
	ADD(BPF_REG_3, -8),
	SET(BPF_REG_4, 0),
	CALL(BPF_FUNC_loop),
	SET(BPF_REG_0, 1),
	EXIT,
	/* What bpf_loop() calls. */
	LOAD(BPF_REG_1, BPF_REG_2, 0),
	CALL_BELOW(2),
	SET(BPF_REG_0, 0),
	EXIT,
	LOAD(BPF_REG_0, BPF_REG_1, 0),
	EXIT,
};

/* The second argument is the map with the function to call. */
#define CALL_NEXT(map)                                                                    \
	{                                                                                 \
		INSN(BPF_LD | BPF_IMM | BPF_DW, BPF_REG_2, BPF_PSEUDO_MAP_FD, 0, map),    \
			INSN(0, 0, 0, 0, 0), SET(BPF_REG_3, 0), CALL(BPF_FUNC_tail_call), \
			SET(BPF_REG_0, -1), EXIT                                          \
	}
static const struct bpf_insn reads_longer[] = { LOAD(BPF_REG_0, BPF_REG_1, 1024), EXIT };

/* Writes the value that is there again, and reports it. */
#define WRITES_LONGER(map)                                                                        \
	{                                                                                         \
		LOAD(BPF_REG_1, BPF_REG_1, 0), LOAD(BPF_REG_2, BPF_REG_1, 64),                    \
			INSN(BPF_STX | BPF_MEM | BPF_DW, BPF_REG_1, BPF_REG_2, 64, 0),            \
			INSN(BPF_LD | BPF_IMM | BPF_DW, BPF_REG_1, BPF_PSEUDO_MAP_VALUE, 0, map), \
			INSN(0, 0, 0, 0, 0),                                                      \
			INSN(BPF_STX | BPF_MEM | BPF_DW, BPF_REG_1, BPF_REG_2, 0, 0),             \
			SET(BPF_REG_0, 0), EXIT                                                   \
	}

struct types {
	struct btf *btf;
	int number, wide, context;
};

static void begin(struct types *t)
{
	t->btf = btf__new_empty();
	t->number = btf__add_int(t->btf, "int", 4, BTF_INT_SIGNED);
	t->wide = btf__add_int(t->btf, "long", 8, BTF_INT_SIGNED);
	t->context = btf__add_ptr(t->btf, btf__add_struct(t->btf, "__sk_buff", 0));
}

/* A function of one argument, or of two. */
static __u32 add_function(struct types *t, const char *name, int linkage, int first, int second)
{
	int proto = btf__add_func_proto(t->btf, t->number);

	btf__add_func_param(t->btf, "first", first);
	if (second)
		btf__add_func_param(t->btf, "second", second);
	return (__u32)btf__add_func(t->btf, name, linkage, proto);
}

static int add_struct(struct types *t, const char *name, __u32 size)
{
	int id = btf__add_struct(t->btf, name, size);

	if (size)
		btf__add_field(t->btf, "first", t->wide, 0, 0);
	return btf__add_ptr(t->btf, id);
}

static int load(enum bpf_prog_type type, struct types *t, const struct bpf_insn *insns,
		size_t count, struct bpf_func_info *functions, __u32 info_count, int target,
		__u32 function)
{
	static char log[65536];
	int err = btf__load_into_kernel(t->btf);
	LIBBPF_OPTS(bpf_prog_load_opts, opts, .func_info = functions, .func_info_cnt = info_count,
		    .func_info_rec_size = sizeof(*functions), .attach_prog_fd = (__u32)target,
		    .attach_btf_id = function, .log_buf = log, .log_size = sizeof(log),
		    .log_level = 1);
	int fd;

	if (err)
		return err;
	opts.prog_btf_fd = (__u32)btf__fd(t->btf);
	fd = bpf_prog_load(type, "beyond", "GPL", insns, count, &opts);
	puts(fd < 0 ? strerrorname_np(errno) : "loaded");
	if (fd < 0)
		fprintf(stderr, "%s", log);
	return fd;
}

/*
 * Loads a program with a function that takes 8 bytes and begins at @at, and a program that replaces this function, or
 * the whole program if @at is 0. Returns the first program, or -1.
 */
static int load_both(const struct bpf_insn *target, size_t count, __u32 at,
		     const struct bpf_insn *replacement, size_t replacing)
{
	struct bpf_func_info functions[2] = { { .insn_off = 0 }, { .insn_off = at } };
	struct bpf_func_info replaces = { .insn_off = 0 };
	struct types t, u;
	int fd, ext;

	begin(&t);
	functions[0].type_id = add_function(&t, "whole", BTF_FUNC_GLOBAL, t.context, 0);
	if (at)
		functions[1].type_id =
			add_function(&t, "takes", BTF_FUNC_GLOBAL, add_struct(&t, "hf_room", 8), 0);
	fd = load(BPF_PROG_TYPE_SCHED_CLS, &t, target, count, functions, at ? 2 : 1, 0, 0);
	if (fd < 0)
		return -1;
	begin(&u);
	replaces.type_id = add_function(&u, "beyond", BTF_FUNC_GLOBAL,
					at ? add_struct(&u, "hf_room", LARGE) : u.context, 0);
	ext = load(BPF_PROG_TYPE_EXT, &u, replacement, replacing, &replaces, 1, fd,
		   functions[at ? 1 : 0].type_id);
	if (ext < 0)
		return -1;
	if (bpf_raw_tracepoint_open(NULL, ext) < 0) {
		perror("attach");
		return -1;
	}
	return fd;
}

/* Returns the program's return value, or -1. */
static int run_packet(int program, __u32 *answer)
{
	char packet[64] = { 0 };
	LIBBPF_OPTS(bpf_test_run_opts, run, .data_in = packet, .data_size_in = sizeof(packet));

	if (bpf_prog_test_run_opts(program, &run)) {
		perror("run");
		return -1;
	}
	*answer = run.retval;
	return 0;
}

static int resized(void)
{
	__u32 answer;
	int target = load_both(hands_over, COUNT(hands_over), 5, reads_beyond, COUNT(reads_beyond));

	if (target >= 0 && !run_packet(target, &answer))
		printf("read %#x\n", answer);
	return 0;
}

static int whole(void)
{
	load_both(nothing, COUNT(nothing), 0, nothing, COUNT(nothing));
	return 0;
}

/* Returns 0 if there is none. */
static __u64 find_symbol(const char *wanted)
{
	FILE *symbols = fopen("/proc/kallsyms", "re");
	unsigned long long at = 0, found = 0;
	char name[256];

	while (symbols && !found && fscanf(symbols, "%llx %*c %255s%*[^\n]", &at, name) == 2)
		if (!strcmp(name, wanted))
			found = at;
	if (symbols)
		fclose(symbols);
	return found;
}

static int written(void)
{
	int map = bpf_map_create(BPF_MAP_TYPE_ARRAY, "room", 4, 8, 1, NULL);
	__u64 address = find_symbol("modprobe_path");
	const struct bpf_insn target_insns[] = HANDS_OVER_AND_WRITES(map);
	const struct bpf_insn points[] = POINTS_TO(address);
	int target = load_both(target_insns, COUNT(target_insns), COUNT(target_insns) - 2, points,
			       COUNT(points));
	char path[256] = "";
	__u32 answer;
	FILE *file;

	if (target < 0 || !address || run_packet(target, &answer))
		return 0;
	file = fopen("/proc/sys/kernel/modprobe", "re");
	if (file && fgets(path, sizeof(path), file) && !strcmp(path, "/hf!\n"))
		puts("written");
	if (file)
		fclose(file);
	return 0;
}

static int trusted(void)
{
	struct bpf_func_info functions[3] = { { .insn_off = 0 },
					      { .insn_off = 18 },
					      { .insn_off = 22 } };
	struct types t;

	begin(&t);
	functions[0].type_id = add_function(&t, "whole", BTF_FUNC_GLOBAL, t.context, 0);
	functions[1].type_id =
		add_function(&t, "each", BTF_FUNC_STATIC, t.wide, btf__add_ptr(t.btf, 0));
	functions[2].type_id =
		add_function(&t, "reads", BTF_FUNC_GLOBAL, add_struct(&t, "tcp_sock", 0), 0);
	btf__add_decl_tag(t.btf, "arg:trusted", (int)functions[2].type_id, 0);
	load(BPF_PROG_TYPE_SCHED_CLS, &t, casts_and_loops, COUNT(casts_and_loops), functions, 3, 0,
	     0);
	return 0;
}

static int load_syscall(const struct bpf_insn *insns, size_t count)
{
	LIBBPF_OPTS(bpf_prog_load_opts, opts, .prog_flags = BPF_F_SLEEPABLE);
	int fd = bpf_prog_load(BPF_PROG_TYPE_SYSCALL, "longer", "GPL", insns, count, &opts);

	puts(fd < 0 ? strerrorname_np(errno) : "loaded");
	return fd;
}

static int longer(void)
{
	int map = bpf_map_create(BPF_MAP_TYPE_PROG_ARRAY, "next", 4, 4, 1, NULL);
	const struct bpf_insn calls[] = CALL_NEXT(map);
	__u64 argument = 0;
	LIBBPF_OPTS(bpf_test_run_opts, run, .ctx_in = &argument, .ctx_size_in = sizeof(argument));
	int caller = load_syscall(calls, COUNT(calls));
	int next = load_syscall(reads_longer, COUNT(reads_longer));
	__u32 first = 0;

	if (caller < 0 || next < 0)
		return 0;
	if (bpf_map_update_elem(map, &first, &next, BPF_ANY)) {
		printf("not called: %s\n", strerrorname_np(errno));
		return 0;
	}
	if (bpf_prog_test_run_opts(caller, &run)) {
		perror("run");
		return 1;
	}
	printf("read %#x\n", run.retval);
	return 0;
}

static int load_plain(enum bpf_prog_type type, const struct bpf_insn *insns, size_t count)
{
	int fd = bpf_prog_load(type, "called", "GPL", insns, count, NULL);

	puts(fd < 0 ? strerrorname_np(errno) : "loaded");
	return fd;
}

static int called(void)
{
	int map = bpf_map_create(BPF_MAP_TYPE_PROG_ARRAY, "next", 4, 4, 1, NULL);
	int room = bpf_map_create(BPF_MAP_TYPE_ARRAY, "room", 4, 8, 1, NULL);
	const struct bpf_insn calls[] = CALL_NEXT(map);
	const struct bpf_insn writes[] = WRITES_LONGER(room);
	int caller = load_plain(BPF_PROG_TYPE_RAW_TRACEPOINT_WRITABLE, calls, COUNT(calls));
	int next = load_plain(BPF_PROG_TYPE_RAW_TRACEPOINT_WRITABLE, writes, COUNT(writes));
	int packet = bpf_prog_load(BPF_PROG_TYPE_SCHED_CLS, "runs", "GPL", nothing, COUNT(nothing),
				   NULL);
	__u32 first = 0, answer;
	__u64 value = 0;

	if (caller < 0 || next < 0)
		return 0;
	if (bpf_raw_tracepoint_open("bpf_test_finish", next) >= 0)
		puts("attached");
	if (bpf_map_update_elem(map, &first, &next, BPF_ANY) ||
	    bpf_raw_tracepoint_open("bpf_test_finish", caller) < 0) {
		perror("attach");
		return 1;
	}
	if (run_packet(packet, &answer) || bpf_map_lookup_elem(room, &first, &value))
		return 1;
	printf("read %#llx\n", (unsigned long long)value);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc == 2 && !strcmp(argv[1], "resized"))
		return resized();
	if (argc == 2 && !strcmp(argv[1], "written"))
		return written();
	if (argc == 2 && !strcmp(argv[1], "whole"))
		return whole();
	if (argc == 2 && !strcmp(argv[1], "trusted"))
		return trusted();
	if (argc == 2 && !strcmp(argv[1], "longer"))
		return longer();
	if (argc == 2 && !strcmp(argv[1], "called"))
		return called();
	fprintf(stderr, "bpf-beyond: no such way\n");
	return 2;
}
