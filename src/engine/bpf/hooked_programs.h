/* SPDX-License-Identifier: GPL-2.0 */
/* BPF programs that hang on the kernel's functions; bpf/hooked.bpf.h says why they are counted. */
#ifndef HOLDFAST_ENGINE_BPF_HOOKED_PROGRAMS_H
#define HOLDFAST_ENGINE_BPF_HOOKED_PROGRAMS_H

/*
 * Counts those that are there, for an engine that counts from now on what comes and goes; @map: its
 * map `hooked`, which is frozen then. Returns 0 or -errno.
 */
int tell_hooked_programs(int map);

#endif
