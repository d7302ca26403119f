/* SPDX-License-Identifier: GPL-2.0 */
/* tracefs, for the families that need it. */
#ifndef HOLDFAST_TRACE_H
#define HOLDFAST_TRACE_H

#include "machine.h"

#define TRACEFS "/sys/kernel/tracing"

/*
 * need_tracefs - have a file of tracefs to try
 * @function: a function of the kernel's that it has where it has the file
 *
 * Returns false, with @res set, where there is no such file. A kernel that boots locked down at
 * confidentiality makes none at all: where it has the function and tracefs is empty, that is
 * PROBE_OTHERWISE; everywhere else it is PROBE_UNREACHABLE.
 */
bool need_tracefs(struct probe_result *res, const char *file, const char *function);

/* Whether the kernel has a function of this name, from its BTF; false where it has no BTF. */
bool has_function(const char *name);

#endif
