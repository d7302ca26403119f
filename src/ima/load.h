/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HOLDFAST_IMA_LOAD_H
#define HOLDFAST_IMA_LOAD_H

#include "ima/keyring.h"
#include "ima/rules.h"

/* Why these rules cannot be loaded, as far as it can be told without trying. To be freed; or NULL. */
char *ima_obstacle(const struct ima_kernel *kernel, const struct ima_rules *rules);

/* What the kernel answered; it loads nothing of what the rules are for: it was told before not to. */
enum ima_proof { IMA_REFUSED, IMA_NOTHING_LOADS, IMA_NOT_REFUSED };

/*
 * Has the kernel read the rules, and take none: -1 after saying which one it does not take, or why it
 * takes no policy at all. What remains is a line in its log.
 */
int ima_try_rules(const struct ima_rules *rules);

/* Gives it the rules: all of them, until reboot, or none. -1 after saying why. */
int ima_load_rules(const struct ima_rules *rules);

/*
 * Has the kernel refuse @what, whose signature it looks for in the keyring that we possess: it keeps
 * that one for all that follow.
 */
enum ima_proof ima_prove(const struct ima_rules *rules, const char **what);

#endif
