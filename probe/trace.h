/* SPDX-License-Identifier: GPL-2.0 */
/* tracefs, for the families that need it. */
#ifndef HOLDFAST_TRACE_H
#define HOLDFAST_TRACE_H

#include "machine.h"

#define TRACEFS "/sys/kernel/tracing"

/*
 * need_tracefs - have a file of tracefs to try
 *
 * Returns false, with @res set, where there is none: PROBE_UNREACHABLE, or PROBE_OTHERWISE where
 * the kernel made no file at all, as it does when it boots locked down at confidentiality.
 */
bool need_tracefs(struct probe_result *res, const char *file);

#endif
