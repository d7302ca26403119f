/* SPDX-License-Identifier: GPL-2.0 */
/* The kernel's own lockdown LSM. */
#ifndef HOLDFAST_KERNEL_NATIVE_H
#define HOLDFAST_KERNEL_NATIVE_H

#include "levels.h"

/*
 * Reads the text of /sys/kernel/security/lockdown, "none [integrity] confidentiality".
 * Returns 0, or -EBADMSG if no known level is in brackets.
 */
int native_parse(const char *text, enum hf_level *level);

/*
 * Reads its level. Returns 0, or -errno: -ENOENT: this kernel has none, or it is not among the
 * active LSMs; -EPERM: securityfs is not mounted and we are not root; -EBADMSG: not understood.
 */
int native_read(enum hf_level *level);

/* Raises it, which cannot be undone. Returns 0 or -errno (-ENOENT, -EACCES, -EPERM as above). */
int native_raise(enum hf_level level);

#endif
