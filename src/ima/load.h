/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HOLDFAST_IMA_LOAD_H
#define HOLDFAST_IMA_LOAD_H

#include "ima/keyring.h"
#include "ima/rules.h"

/* Why these rules cannot be loaded, as far as that is known without a try; for free(). NULL: nothing is known. */
char *ima_obstacle(const struct ima_kernel *kernel, const struct ima_rules *rules);

/* The kernel's answer. IMA_NOTHING_LOADS: kexec and modules were switched off before, so nothing could be tried. */
enum ima_proof { IMA_REFUSED, IMA_NOTHING_LOADS, IMA_NOT_REFUSED };

/*
 * Makes the kernel check the rules without loading them. Returns 0, or -1 after saying which rule it refuses, or why it
 * takes no policy. Leaves only a line in its log.
 */
int ima_try_rules(const struct ima_rules *rules);

/* Loads all of the rules, until reboot, or none. Returns 0, or -1 after saying why. */
int ima_load_rules(const struct ima_rules *rules);

/*
 * Tries @what, which the kernel has to refuse. The kernel looks for the key in the keyring that we possess, and uses
 * that keyring from then on.
 */
enum ima_proof ima_prove(const struct ima_rules *rules, const char **what);

#endif
