// SPDX-License-Identifier: GPL-2.0
/*
 * attach-guard PIN: attaches the engine's guard of confidentiality, as a raise does, and pins the link. Prints "ok" or
 * the errno's name.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <bpf/bpf.h>

int main(int argc, char **argv)
{
	int program = bpf_obj_get("/run/initramfs/holdfast/guard_debugfs");
	int link = program < 0 ? -1 : bpf_raw_tracepoint_open(NULL, program);

	if (argc != 2)
		return 2;
	puts(link < 0 || bpf_obj_pin(link, argv[1]) ? strerrorname_np(errno) : "ok");
	return 0;
}
