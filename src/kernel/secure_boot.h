/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HOLDFAST_KERNEL_SECURE_BOOT_H
#define HOLDFAST_KERNEL_SECURE_BOOT_H

/*
 * "enabled", "disabled", "unsupported" (not booted by EFI) or "unknown" (EFI, but its variables
 * cannot be read: efivarfs is not mounted, or the firmware has none). This is only reported.
 */
const char *secure_boot_state(void);

#endif
