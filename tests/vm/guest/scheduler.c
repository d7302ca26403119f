// SPDX-License-Identifier: GPL-2.0
/* scheduler [COMMAND [ARG]...]: runs a command while a BPF program schedules processes. Prints an errno if refused. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <bpf/libbpf.h>

#include "elsewhere.h"
#include "scheduler.skel.h"

int main(int argc, char **argv)
{
	struct scheduler_bpf *skel;
	struct bpf_link *link;
	int status;

	(void)argc;
	libbpf_set_print(NULL);
	skel = scheduler_bpf__open_and_load();
	if (!skel) {
		puts(strerrorname_np(errno));
		return 1;
	}
	link = bpf_map__attach_struct_ops(skel->maps.scheduler);
	if (!link) {
		puts(strerrorname_np(errno));
		scheduler_bpf__destroy(skel);
		return 1;
	}
	status = run_command(argv + 1);
	bpf_link__destroy(link);
	scheduler_bpf__destroy(skel);
	return status;
}
