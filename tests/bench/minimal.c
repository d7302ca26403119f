// SPDX-License-Identifier: GPL-2.0
/* The baseline of `holdfast lock`: load one LSM hook, attach it, end. */
#include <stdio.h>

#include "minimal.skel.h"

int main(void)
{
	struct minimal_bpf *skel = minimal_bpf__open_and_load();

	if (!skel || minimal_bpf__attach(skel)) {
		perror("minimal");
		return 1;
	}
	minimal_bpf__destroy(skel);
	return 0;
}
