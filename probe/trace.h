/* SPDX-License-Identifier: GPL-2.0 */
/* tracefs, for the families that need it. */
#ifndef HOLDFAST_TRACE_H
#define HOLDFAST_TRACE_H

#include "machine.h"

#define TRACEFS "/sys/kernel/tracing"

/*
 * need_tracefs - make sure that tracefs has a file
 * @function: a function of every kernel that has the file
 *
 * Returns false, with @res set, if the file is missing. A kernel that boots locked down at confidentiality makes no
 * files in tracefs. So if tracefs is empty and the kernel has the function, @res is PROBE_OTHERWISE, and else
 * PROBE_UNREACHABLE.
 */
bool need_tracefs(struct probe_result *res, const char *file, const char *function);

/* Whether the kernel's BTF has a function of this name; false also without BTF. */
bool has_function(const char *name);

#endif
