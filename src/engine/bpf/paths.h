/* SPDX-License-Identifier: GPL-2.0 */
/* The numbers that an engine has for the paths of exceptions from debugfs and tracefs. */
#ifndef HOLDFAST_ENGINE_BPF_PATHS_H
#define HOLDFAST_ENGINE_BPF_PATHS_H

#include "policy/exceptions.h"

/*
 * What the engine keeps for @one of @all: the same where it has no paths, else with their numbers.
 * @add: names that have none are given one. Returns 0 or -errno: -ENOENT: a path has none, and its
 * range is empty; -E2BIG: there is no room for more.
 */
int number_paths(int program, const struct exceptions *all, const struct compiled_exception *one,
		 bool add, struct hf_exception *numbered);

/* Whether all paths of @one are covered by @wide, which is in force. */
bool paths_are_within(int program, const struct exceptions *all,
		      const struct compiled_exception *one, const struct hf_exception *wide);

/* How many names the paths have. */
size_t count_names(const struct exceptions *all);

#endif
