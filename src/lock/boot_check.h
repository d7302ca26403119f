/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HOLDFAST_LOCK_BOOT_CHECK_H
#define HOLDFAST_LOCK_BOOT_CHECK_H

/*
 * check_boot - whether the lock that this boot was to begin with is there
 *
 * It is not where `holdfast boot` has recorded a failure in the initramfs, or where the kernel's command line
 * asks for a level that is not in force: what has no image with holdfast in it records nothing.
 * Returns 0, or -1 after saying what is missing.
 */
int check_boot(void);

#endif
