/* SPDX-License-Identifier: GPL-2.0 */
/* The files that a dynamic program maps as code when it starts. */
#ifndef HOLDFAST_POLICY_LIBRARIES_H
#define HOLDFAST_POLICY_LIBRARIES_H

#include <stddef.h>

struct libraries {
	char **paths; /* without links: the interpreter first */
	size_t count;
};

/*
 * Finds the interpreter and the libraries of @program, and theirs, in the folders that each of them
 * names and those where distributions have libraries; nothing is run. Returns -1 after saying
 * which cannot be found. Free with free_libraries(), also then.
 */
int find_libraries(const char *program, struct libraries *libraries);

void free_libraries(struct libraries *libraries);

#endif
