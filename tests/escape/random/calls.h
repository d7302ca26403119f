/* SPDX-License-Identifier: GPL-2.0 */
/* The families of calls. Each makes one call, or a few that belong together, and returns whether it succeeded. */
#ifndef HOLDFAST_TESTS_RANDOM_CALLS_H
#define HOLDFAST_TESTS_RANDOM_CALLS_H

#include <stdbool.h>

#include "random.h"

/* The caller's environment. */
struct caller {
	struct random random;
	bool own_mounts; /* in a mount namespace of its own, where any mount may go */
};

/* bpf(2) */
bool call_object(struct caller *caller);
bool call_bpf_at_random(struct caller *caller);
bool call_pin(struct caller *caller);
bool call_cgroup_program(struct caller *caller);

/* File systems and namespaces */
bool call_umount(struct caller *caller);
bool call_mount(struct caller *caller);
bool call_pivot_root(struct caller *caller);
bool call_pin_file(struct caller *caller);
bool call_namespace(struct caller *caller);
bool call_cgroup(struct caller *caller);

/* Devices, and files of the kernel's memory */
bool call_device(struct caller *caller);
bool call_kernel_file(struct caller *caller);
bool call_switch(struct caller *caller);

#endif
