/* SPDX-License-Identifier: GPL-2.0 */
/* For guest programs that try the same thing in many ways, one of which their first argument names. */
#ifndef HOLDFAST_TESTS_WAYS_H
#define HOLDFAST_TESTS_WAYS_H

#include <stddef.h>
#include <stdio.h>
#include <string.h>

struct way {
	const char *name;
	int (*run)(void); /* 0, or an errno */
};

/* That of @count @ways which is named @name; NULL: there is none. */
static inline const struct way *find_way(const struct way *ways, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(ways[i].name, name))
			return &ways[i];
	return NULL;
}

#define FIND_WAY(ways, name) find_way(ways, sizeof(ways) / sizeof((ways)[0]), name)

static inline void print_result(int err)
{
	puts(err ? strerrorname_np(err) : "ok");
}

#endif
