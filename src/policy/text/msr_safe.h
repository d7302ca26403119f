/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HOLDFAST_POLICY_TEXT_MSR_SAFE_H
#define HOLDFAST_POLICY_TEXT_MSR_SAFE_H

/*
 * Prints the section of a policy that says what an allowlist of the msr-safe driver says, as far as
 * it can be said. Returns an exit status: EXIT_FAILED where lines had to be left out, after naming
 * each on stderr.
 */
int import_msr_safe(const char *path);

#endif
