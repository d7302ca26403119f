/* SPDX-License-Identifier: GPL-2.0 */
/* What the kernel's command line, and the image that was booted, want of `holdfast boot`. */
#ifndef HOLDFAST_LOCK_BOOT_PARAMS_H
#define HOLDFAST_LOCK_BOOT_PARAMS_H

#include <stdbool.h>
#include <stddef.h>

#include "levels.h"

/* What follows a failure, the stricter the higher. */
enum boot_failure {
	BOOT_CONTINUE,
	BOOT_SHELL,
	BOOT_POWEROFF,
};

struct boot_params {
	enum hf_level level;
	enum boot_failure on_failure;
	bool seal;
	bool none;   /* holdfast=none alone: where the level is none, it is by this */
	bool failed; /* something was misspelt, or could not be read: the level is the highest */
	char notes[2048]; /* what there is to say, each ended by a newline */
};

/*
 * parse_boot_params - what to do at boot
 * @line:  the kernel's command line; NULL where it cannot be read. Cut up.
 * @image: the text of the image's level file; NULL where it has none
 *
 * holdfast= counts before the image's level, lockdown= besides both; where several name a level the
 * highest counts, and nothing goes below that of a forced build. What is misspelt was meant to be
 * anything, and is taken for the strictest.
 */
void parse_boot_params(char *line, const char *image, struct boot_params *params);

/*
 * The same of the kernel's command line as it is: what cannot be read is the strictest.
 */
void read_boot_params(const char *image, struct boot_params *params);

const char *boot_failure_name(unsigned int what);

#endif
