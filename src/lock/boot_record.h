/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What became of `holdfast boot`, in a file that outlives the initramfs: for the script that runs it there,
 * and for the unit that looks later. A line with "ok", or with what was to follow on a failure; then what was
 * wrong, a line each.
 */
#ifndef HOLDFAST_LOCK_BOOT_RECORD_H
#define HOLDFAST_LOCK_BOOT_RECORD_H

#define BOOT_RECORD    "/run/holdfast.boot"
#define BOOT_RECORD_OK "ok"

/*
 * write_boot_record - record what became of a boot
 * @outcome: BOOT_RECORD_OK, or boot_failure_name()
 * @words:   what was wrong, in lines; may be empty
 *
 * Returns 0, or -1 after saying why it cannot be.
 */
int write_boot_record(const char *outcome, const char *words);

/*
 * The record's text, for free(); its first line is @outcome's. "" where nothing has been recorded; NULL, with
 * errno, where it cannot be read.
 */
char *read_boot_record(void);

#endif
