/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The guard of kernel.ftrace_enabled: a program on the root of the whole cgroup hierarchy, whether it is
 * mounted anywhere or not. Attached without a link, as one that is pinned in sight could be detached.
 */
#ifndef HOLDFAST_ENGINE_BPF_FTRACE_GUARD_H
#define HOLDFAST_ENGINE_BPF_FTRACE_GUARD_H

#include <stdbool.h>
#include <linux/types.h>

#include "engine_abi.h"

struct bpf_link;
struct bpf_program;

/* Whether this kernel has something to guard: before Linux 7.3. */
bool ftrace_can_be_switched_off(void);

/*
 * Has an engine that is attached see all programs that there are, by making a descriptor of each: one of
 * them may replace what is written to sysctls, and no write is allowed then.
 */
void ftrace_guard_look(void);

/*
 * Whether such an engine has seen a program that can overrule its guard, once that is attached.
 * @otherwise: what is to be done. Returns 0, or -1, having said what it is.
 */
int ftrace_guard_check(const struct hf_state *state, const char *otherwise);

/*
 * Nothing, where there is nothing to guard. Attaches @program, which outlives the process from then on; it allows everything until its engine is
 * sealed. Takes off what engines that came to no seal have left there. Returns 0, or -1, having said why.
 */
int ftrace_guard_attach(int program);

/*
 * The same for a program of its own by a link, which ends with this process. Returns 0 or -errno; @link: NULL
 * then.
 */
int ftrace_guard_link(const struct bpf_program *program, struct bpf_link **link);

void ftrace_guard_detach(int program);

/* Whether none comes after the program with that id on the root, where it could overrule it; root may ask. */
bool ftrace_guard_is_last(__u32 program);

/* Whether the program with that id is called where the switch is written to; root may ask. */
bool ftrace_guard_is_attached(__u32 program);

#endif
