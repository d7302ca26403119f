// SPDX-License-Identifier: GPL-2.0
/*
 * pin-link other PATH: pins a link of another program, on a hook with guards of the engine, until the next boot.
 * pin-link program PATH, pin-link map PATH: pins that program itself, or a map.
 * pin-link detach PATH, pin-link update PATH: detaches the link that is pinned there, or replaces its program by that
 * other one. Prints "ok" or the errno's name.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "bpf_load.h"

/* A program that allows everything. */
static int load_other(void)
{
	static const struct bpf_insn allow[] = { SET(BPF_REG_0, 0), EXIT };
	LIBBPF_OPTS(bpf_prog_load_opts, opts, .expected_attach_type = BPF_LSM_MAC,
		    .attach_btf_id = (__u32)libbpf_find_vmlinux_btf_id("file_open", BPF_LSM_MAC));

	return bpf_prog_load(BPF_PROG_TYPE_LSM, "locked_down", "GPL", allow,
			     sizeof(allow) / sizeof(allow[0]), &opts);
}

static int make(const char *what)
{
	if (!strcmp(what, "map"))
		return bpf_map_create(BPF_MAP_TYPE_ARRAY, "foreign", 4, 4, 1, NULL);
	return !strcmp(what, "program") ? load_other() :
					  bpf_raw_tracepoint_open(NULL, load_other());
}

static int run(const char *what, const char *path)
{
	bool pins = strcmp(what, "detach") && strcmp(what, "update");
	int link = pins ? make(what) : bpf_obj_get(path);

	if (link < 0)
		return -1;
	if (pins)
		return bpf_obj_pin(link, path);
	if (!strcmp(what, "detach"))
		return bpf_link_detach(link);
	return bpf_link_update(link, load_other(), NULL);
}

int main(int argc, char **argv)
{
	if (argc != 3)
		return 2;
	puts(run(argv[1], argv[2]) ? strerrorname_np(errno) : "ok");
	return 0;
}
