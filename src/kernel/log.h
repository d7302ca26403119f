/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The events of the engine that is built into the kernel: lines of the kernel's log. They stay there
 * until others have taken their place. For more than a look there is the audit system.
 */
#ifndef HOLDFAST_KERNEL_LOG_H
#define HOLDFAST_KERNEL_LOG_H

#include <stdbool.h>

#include "engine_abi.h"

/* Opens it at its oldest line. Returns a descriptor or -errno: -EPERM: not root. */
int open_kernel_log(void);

/*
 * Calls @see for each event after the last one that was read from @fd, and stops where it returns
 * other than 0. Returns that, or 0, or -errno.
 */
int read_kernel_log(int fd, int (*see)(void *context, const struct hf_event *event), void *context);

/*
 * One record as /dev/kmsg gives it, ended by a NUL, which is changed. Returns false where it is no event:
 * another line, or one that user space has written there.
 */
bool parse_log_record(char *record, struct hf_event *event);

#endif
