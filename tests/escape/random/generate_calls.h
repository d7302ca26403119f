/* SPDX-License-Identifier: GPL-2.0 */
/* Calls at random: bpf(2) on what exists, mounts, cgroups, namespaces, devices. */
#ifndef HOLDFAST_TESTS_RANDOM_GENERATE_CALLS_H
#define HOLDFAST_TESTS_RANDOM_GENERATE_CALLS_H

#include "random.h"

/* Makes some, in a process of its own, and searches what they return. */
void make_calls(struct random random);

/* What was called, and how often that succeeded. */
void print_calls(void);

#endif
