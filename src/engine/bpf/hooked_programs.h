/* SPDX-License-Identifier: GPL-2.0 */
/* BPF programs on the kernel's functions; bpf/hooked.bpf.h says why they are counted. */
#ifndef HOLDFAST_ENGINE_BPF_HOOKED_PROGRAMS_H
#define HOLDFAST_ENGINE_BPF_HOOKED_PROGRAMS_H

/*
 * Counts the programs that are loaded, for an engine that counts changes from now on. @map: its map `hooked`, which
 * this freezes. Returns 0 or -errno.
 */
int tell_hooked_programs(int map);

#endif
