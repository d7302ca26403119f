// SPDX-License-Identifier: GPL-2.0
/*
 * hid-ops [COMMAND [ARG]...]: makes a mouse by /dev/uhid, and a struct_ops BPF program that gets its reports (HID-BPF).
 * Runs the command meanwhile. Prints "called" if the program was called, or the errno's name and the failed step.
 */
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include <bpf/btf.h>
#include <linux/uhid.h>

#include "bpf_load.h"
#include "elsewhere.h"

#define STRUCT_OPS_LINK 44	   /* BPF_STRUCT_OPS */
#define BY_LINK		(1U << 13) /* BPF_F_LINK */
#define DATA		64	   /* of the structure in a map's value: a cache line */

static struct btf *types; /* the kernel's: it has HID-BPF built in */

static int fail(const char *what)
{
	printf("%s: %s\n", what, strerrorname_np(errno));
	return 1;
}

/* Two buttons and no more, in reports of a byte. */
static const unsigned char description[] = { 0x05, 0x01, 0x09, 0x02, 0xa1, 0x01, 0x05, 0x09,
					     0x19, 0x01, 0x29, 0x08, 0x15, 0x00, 0x25, 0x01,
					     0x95, 0x08, 0x75, 0x01, 0x81, 0x02, 0xc0 };

static int make_mouse(void)
{
	struct uhid_event event = { .type = UHID_CREATE2 };
	int fd = open("/dev/uhid", O_RDWR | O_CLOEXEC);

	strcpy((char *)event.u.create2.name, "holdfast");
	memcpy(event.u.create2.rd_data, description, sizeof(description));
	event.u.create2.rd_size = sizeof(description);
	event.u.create2.bus = 3;
	event.u.create2.vendor = event.u.create2.product = 0x1234;
	return fd < 0 || write(fd, &event, sizeof(event)) != sizeof(event) ? -1 : fd;
}

/* The name of the device ends with the kernel's number. It appears a moment later. */
static int find_mouse(void)
{
	for (int i = 0; i < 50; i++, usleep(100000)) {
		glob_t found;

		if (!glob("/sys/bus/hid/devices/0003:1234:1234.*", 0, NULL, &found))
			return (int)strtol(strrchr(found.gl_pathv[0], '.') + 1, NULL, 16);
	}
	errno = ENODEV;
	return -1;
}

static int load(int type, unsigned int member, int map)
{
	const struct bpf_insn insns[] = {
		INSN(BPF_LD | BPF_DW | BPF_IMM, BPF_REG_1, BPF_PSEUDO_MAP_VALUE, 0, map),
		INSN(0, 0, 0, 0, 0),
		INSN(BPF_ST | BPF_MEM | BPF_DW, BPF_REG_1, 0, 0, 1),
		SET(BPF_REG_0, 0),
		EXIT,
	};
	LIBBPF_OPTS(bpf_prog_load_opts, opts, .attach_btf_id = (__u32)type,
		    .expected_attach_type = member);

	return bpf_prog_load(BPF_PROG_TYPE_STRUCT_OPS, "hid", "GPL", insns,
			     sizeof(insns) / sizeof(insns[0]), &opts);
}

/* Attaches @map's program to the device. Returns the link, or -1. */
static int attach(int device, int called)
{
	int value_type =
		btf__find_by_name_kind(types, "bpf_struct_ops_hid_bpf_ops", BTF_KIND_STRUCT);
	int type = btf__find_by_name_kind(types, "hid_bpf_ops", BTF_KIND_STRUCT);
	struct btf *own = btf__new_empty();
	const struct btf_type *ops = btf__type_by_id(types, (__u32)type);
	LIBBPF_OPTS(bpf_map_create_opts, opts, .map_flags = BY_LINK,
		    .btf_vmlinux_value_type_id = (__u32)value_type);
	unsigned char value[4096] = { 0 };
	unsigned int member = 0;
	__u32 size, only = 0;
	int program, map;

	if (type < 0 || value_type < 0 || btf__add_int(own, "int", 4, 0) < 0 ||
	    btf__load_into_kernel(own))
		return -1;
	while (strcmp(btf__name_by_offset(types, btf_members(ops)[member].name_off),
		      "hid_device_event") != 0)
		member++;
	program = load(type, member, called);
	if (program < 0)
		return -1;
	size = btf__type_by_id(types, (__u32)value_type)->size;
	opts.btf_fd = (__u32)btf__fd(own);
	map = bpf_map_create(BPF_MAP_TYPE_STRUCT_OPS, "hid", sizeof(only), size, 1, &opts);
	if (map < 0 || size > sizeof(value))
		return -1;
	memcpy(value + DATA, &device, sizeof(device));
	memcpy(value + DATA + btf_member_bit_offset(ops, member) / 8, &program, sizeof(program));
	if (bpf_map_update_elem(map, &only, value, 0))
		return -1;
	return bpf_link_create(map, 0, STRUCT_OPS_LINK, NULL);
}

static void press(int mouse)
{
	struct uhid_event event = { .type = UHID_INPUT2, .u.input2 = { .size = 1, .data = { 1 } } };

	if (write(mouse, &event, sizeof(event)) != sizeof(event))
		perror("hid-ops: press");
}

int main(int argc, char **argv)
{
	int device, status, mouse = make_mouse();
	int called = bpf_map_create(BPF_MAP_TYPE_ARRAY, "called", 4, 8, 1, NULL);
	__u64 times = 0;
	__u32 only = 0;

	(void)argc;
	if (mouse < 0 || called < 0)
		return fail("mouse");
	device = find_mouse();
	types = btf__load_vmlinux_btf();
	if (device < 0 || !types)
		return fail("device");
	if (attach(device, called) < 0)
		return fail("attach");
	press(mouse);
	status = run_command(argv + 1);
	if (bpf_map_lookup_elem(called, &only, &times))
		return fail("called");
	puts(times ? "called" : "was not called");
	return status;
}
