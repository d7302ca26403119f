/* SPDX-License-Identifier: GPL-2.0 */
/* Loads programs, makes the kernel run them, and searches the results. */
#ifndef HOLDFAST_TESTS_RANDOM_RUN_PROGRAM_H
#define HOLDFAST_TESTS_RANDOM_RUN_PROGRAM_H

#include <stdbool.h>

#include "generate.h"

enum verdict {
	ACCEPTED,
	REFUSED_BY_LOCK, /* EPERM: the engine's answer. Before Linux 6.9 it comes after the verifier's */
	REFUSED_BY_VERIFIER,
};

/* Makes its cgroup, its sockets and the other objects that run programs. Exits on failure. */
void prepare_runs(void);

/*
 * try_program_once - load a program, and make the kernel run it if it loads
 * @attach: also attach it, if it cannot run otherwise
 * @ran: whether the kernel was made to run it
 */
enum verdict try_program_once(const struct program *program, bool attach, bool *ran);

/* Reads the address in a map's structure by a program, before the lock. Exits on failure. */
uint64_t read_operations(int offset);

#endif
