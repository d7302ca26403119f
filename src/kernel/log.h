/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The events of the built-in engine: lines of the kernel's log, which stay until later lines overwrite them. The audit
 * system keeps them for good.
 */
#ifndef HOLDFAST_KERNEL_LOG_H
#define HOLDFAST_KERNEL_LOG_H

#include <stdbool.h>

#include "engine_abi.h"

/* Opens it at its oldest line. Returns a descriptor or -errno: -EPERM: not root. */
int open_kernel_log(void);

/*
 * Calls @see for each event after the last one that was read from @fd, and stops when it returns another value than 0.
 * Returns that value, or 0, or -errno.
 */
int read_kernel_log(int fd, int (*see)(void *context, const struct hf_event *event), void *context);

/*
 * Parses one record of /dev/kmsg, ended by a NUL, and modifies it. Returns false if it is another line, or one that
 * user space has written.
 */
bool parse_log_record(char *record, struct hf_event *event);

#endif
