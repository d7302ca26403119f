/* SPDX-License-Identifier: GPL-2.0 */
/* Random calls: bpf(2) on existing objects, mounts, cgroups, namespaces, devices. */
#ifndef HOLDFAST_TESTS_RANDOM_GENERATE_CALLS_H
#define HOLDFAST_TESTS_RANDOM_GENERATE_CALLS_H

#include "random.h"

/* Makes some calls in a process of its own, and searches their results. */
void make_calls(struct random random);

/* The calls, and how often they succeeded. */
void print_calls(void);

#endif
