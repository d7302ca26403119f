/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The guard of kernel.ftrace_enabled: a program on the root of the cgroup v2 hierarchy, which need not be mounted.
 * It is attached without a link, because a link that is pinned in sight could be detached.
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
 * Shows all loaded programs to an attached engine, by opening a descriptor of each. If one of them may replace
 * values that are written to sysctls, the engine allows no write.
 */
void ftrace_guard_look(void);

/*
 * Checks that such an engine has seen no program that can overrule its guard.
 * @otherwise: the advice for the message. Returns 0, or -1 after saying what is wrong.
 */
int ftrace_guard_check(const struct hf_state *state, const char *otherwise);

/*
 * Attaches @program, if this kernel has something to guard. From then on it outlives the process; it allows
 * everything until its engine is sealed. Detaches first the guards of engines whose seal was not finished.
 * Returns 0, or -1 after saying why.
 */
int ftrace_guard_attach(int program);

/*
 * Attaches @program by a link instead, which ends with this process. Returns 0, or -errno with @link NULL.
 */
int ftrace_guard_link(const struct bpf_program *program, struct bpf_link **link);

void ftrace_guard_detach(int program);

/* Whether the program with that id is the last on the root: one after it could overrule it. Root may ask. */
bool ftrace_guard_is_last(__u32 program);

/* Whether writes to the switch call the program with that id. Root may ask. */
bool ftrace_guard_is_attached(__u32 program);

#endif
