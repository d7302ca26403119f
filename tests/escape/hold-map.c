// SPDX-License-Identifier: GPL-2.0
/*
 * hold-map NAME WAY: opens a map by its id and keeps it without a descriptor, or only with a child's. Prints "held" or
 * the failed step, and stays.
 *	socket		in a message that nobody has received
 *	ring		among the files of an io_uring
 *	child		only a child has a descriptor
 *	nested		in a map of maps
 *	program		a program uses it
 *	bound		a program has it without using it
 *	iterator	a link of an iterator over its entries
 *	pin		in a bpffs at /mnt
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <linux/io_uring.h>
#include <bpf/bpf.h>
#include <bpf/btf.h>

#include "bpf_load.h"
#include "find_map.h"
#include "../vm/guest/ways.h"

#define MAP "held"

static int map;

static int result(int got)
{
	return got < 0 ? errno : 0;
}

static int hold_in_socket(void)
{
	char text = 0, room[CMSG_SPACE(sizeof(map))] = { 0 };
	struct iovec data = { .iov_base = &text, .iov_len = 1 };
	struct msghdr message = {
		.msg_iov = &data,
		.msg_iovlen = 1,
		.msg_control = room,
		.msg_controllen = sizeof(room),
	};
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);
	int ends[2];

	header->cmsg_level = SOL_SOCKET;
	header->cmsg_type = SCM_RIGHTS;
	header->cmsg_len = CMSG_LEN(sizeof(map));
	memcpy(CMSG_DATA(header), &map, sizeof(map));
	if (socketpair(AF_UNIX, SOCK_DGRAM, 0, ends))
		return errno;
	return result((int)sendmsg(ends[0], &message, 0));
}

static int hold_in_ring(void)
{
	struct io_uring_params params = { 0 };
	int ring = (int)syscall(SYS_io_uring_setup, 1, &params);

	if (ring < 0)
		return errno;
	return result((int)syscall(SYS_io_uring_register, ring, IORING_REGISTER_FILES, &map, 1));
}

static int hold_in_child(void)
{
	pid_t child = fork();

	if (!child && !prctl(PR_SET_PDEATHSIG, SIGKILL))
		for (;;)
			pause();
	return result(child);
}

static int hold_nested(void)
{
	LIBBPF_OPTS(bpf_map_create_opts, opts, .inner_map_fd = (__u32)map);
	int outer = bpf_map_create(BPF_MAP_TYPE_ARRAY_OF_MAPS, MAP, 4, 4, 1, &opts);
	__u32 first = 0;

	return result(outer < 0 ? outer : bpf_map_update_elem(outer, &first, &map, 0));
}

static int load(const struct bpf_insn *insns, size_t count)
{
	return bpf_prog_load(BPF_PROG_TYPE_SOCKET_FILTER, MAP, "GPL", insns, count, NULL);
}

static int hold_by_program(void)
{
	const struct bpf_insn insns[] = {
		INSN(BPF_LD | BPF_IMM | BPF_DW, BPF_REG_1, BPF_PSEUDO_MAP_FD, 0, map),
		INSN(0, 0, 0, 0, 0),
		SET(BPF_REG_0, 0),
		EXIT,
	};

	return result(load(insns, sizeof(insns) / sizeof(*insns)));
}

static int hold_bound(void)
{
	static const struct bpf_insn nothing[] = { SET(BPF_REG_0, 0), EXIT };
	int program = load(nothing, 2);

	return result(program < 0 ? program : bpf_prog_bind_map(program, map, NULL));
}

static int hold_by_iterator(void)
{
	static const struct bpf_insn nothing[] = { SET(BPF_REG_0, 0), EXIT };
	union bpf_iter_link_info info = { .map = { .map_fd = (__u32)map } };
	LIBBPF_OPTS(bpf_link_create_opts, link, .iter_info = &info, .iter_info_len = sizeof(info));
	LIBBPF_OPTS(bpf_prog_load_opts, opts, .expected_attach_type = BPF_TRACE_ITER);
	struct btf *kernel = btf__load_vmlinux_btf();
	int type = kernel ? btf__find_by_name_kind(kernel, "bpf_iter_bpf_map_elem", BTF_KIND_FUNC) :
			    -ENOENT;
	int program;

	if (type < 0)
		return -type;
	opts.attach_btf_id = (__u32)type;
	program = bpf_prog_load(BPF_PROG_TYPE_TRACING, MAP, "GPL", nothing, 2, &opts);
	return result(program < 0 ? program : bpf_link_create(program, 0, BPF_TRACE_ITER, &link));
}

static int hold_by_pin(void)
{
	return result(mount("bpf", "/mnt", "bpf", 0, NULL) ?: bpf_obj_pin(map, "/mnt/" MAP));
}

static const struct way ways[] = {
	{ "socket", hold_in_socket },	  { "ring", hold_in_ring },
	{ "child", hold_in_child },	  { "nested", hold_nested },
	{ "program", hold_by_program },	  { "bound", hold_bound },
	{ "iterator", hold_by_iterator }, { "pin", hold_by_pin },
};

int main(int argc, char **argv)
{
	const struct way *way = argc > 2 ? FIND_WAY(ways, argv[2]) : NULL;
	int err;

	if (!way)
		return 2;
	map = find_map(argv[1]);
	if (map < 0) {
		puts("no such map");
		return 1;
	}
	err = way->run();
	close(map);
	puts(err ? strerrorname_np(err) : "held");
	fflush(stdout);
	while (!err)
		pause();
	return 1;
}
