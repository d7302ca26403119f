/* SPDX-License-Identifier: GPL-2.0 */
/* The kernel's information on a BPF object, by its id; no descriptor stays open. */
#ifndef HOLDFAST_ENGINE_BPF_INFO_H
#define HOLDFAST_ENGINE_BPF_INFO_H

#include <linux/bpf.h>

struct bpf_program;

/*
 * read_program_info - read the information on a program
 * @info:	the caller clears it, except for the fields that ask for more
 *
 * Returns 0, -ENOENT if the program is gone, or another -errno of the kernel's: a sealed engine refuses its own
 * programs with -EPERM.
 */
int read_program_info(__u32 id, struct bpf_prog_info *info);

/* The same for a link. */
int read_link_info(__u32 id, struct bpf_link_info *info);

/* The id of a loaded program, or 0, which no program has, if it cannot be read. */
__u32 program_id(const struct bpf_program *program);

#endif
