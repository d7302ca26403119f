/* SPDX-License-Identifier: GPL-2.0 */
/* Loads programs, has the kernel run them, and searches what comes of it. */
#ifndef HOLDFAST_TESTS_RANDOM_RUN_PROGRAM_H
#define HOLDFAST_TESTS_RANDOM_RUN_PROGRAM_H

#include <stdbool.h>

#include "generate.h"

enum verdict {
	ACCEPTED,
	REFUSED_BY_LOCK, /* EPERM: the engine's answer. Before Linux 6.9 it comes after the verifier's */
	REFUSED_BY_VERIFIER,
};

/* Makes its cgroup, its sockets and what else programs are run by. Exits where that fails. */
void prepare_runs(void);

/*
 * try_program_once - load a program, and have it run where it loads
 * @attach: attach it, too, where only that has it run
 * @ran: whether something had the kernel run it
 */
enum verdict try_program_once(const struct program *program, bool attach, bool *ran);

/* The address that a map's structure has there: read by a program, before the lock. Exits where that fails. */
uint64_t read_operations(int offset);

#endif
