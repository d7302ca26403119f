/* SPDX-License-Identifier: GPL-2.0 */
/* The running kernel's enum lockdown_reason, from its BTF. That is slow to parse, so it is read on demand. */
#ifndef HOLDFAST_KERNEL_REASONS_H
#define HOLDFAST_KERNEL_REASONS_H

#include <stddef.h>

/* Returns the kernel's number for LOCKDOWN_@kernel_name; 0: it has none; -ENOENT: no BTF to ask. */
int kernel_reason_number(const char *kernel_name);

/* Writes our spelling of a kernel's number into @name: "kexec"; or "number-77" if it has no name. */
void kernel_reason_name(int number, char *name, size_t size);

#endif
