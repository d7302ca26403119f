/* SPDX-License-Identifier: GPL-2.0 */
/* What the kernel says of a BPF object, by its id; no descriptor stays. */
#ifndef HOLDFAST_ENGINE_BPF_INFO_H
#define HOLDFAST_ENGINE_BPF_INFO_H

#include <linux/bpf.h>

struct bpf_program;

/*
 * read_program_info - of a program
 * @info:	cleared by the caller, but for what it asks for
 *
 * Returns 0, -ENOENT where there is no such program any more, or what the kernel said instead, negative: the
 * engine's own are refused with -EPERM once it is sealed.
 */
int read_program_info(__u32 id, struct bpf_prog_info *info);

/* The same of a link. */
int read_link_info(__u32 id, struct bpf_link_info *info);

/* The id of a program that was loaded; 0, which no program has, where it cannot be had. */
__u32 program_id(const struct bpf_program *program);

#endif
