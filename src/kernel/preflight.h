/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HOLDFAST_KERNEL_PREFLIGHT_H
#define HOLDFAST_KERNEL_PREFLIGHT_H

#include <stdbool.h>

/*
 * Checks that we are root and in the initial namespaces, as a lock needs. Returns 0, or -1 after saying why not.
 */
int preflight_user(void);

/*
 * Whether the BPF engine can be loaded here: a kernel new enough, its BTF, its JIT, and `bpf` among
 * its active LSMs. Returns 0, or -1 after saying on stderr what is missing and how to get it.
 */
int preflight_kernel(void);

/* Whether our user and PID namespaces are the initial ones: /proc then shows every process. */
bool is_in_initial_namespaces(void);

/* Whether the running kernel claims this version or a later one. */
bool kernel_is_at_least(int major, int minor);

/*
 * Whether our BPF programs load fields of the kernel's structures by their types: see LOAD() in bpf/kernel.bpf.h.
 * @can_read: whether they may use the helper that reads the kernel's memory.
 */
bool kernel_loads_by_type(bool can_read);

#endif
