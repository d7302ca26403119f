/* SPDX-License-Identifier: GPL-2.0 */
/* Model-specific registers by the names that the kernel's msr-index.h gives them. */
#ifndef HOLDFAST_POLICY_TEXT_MSR_NAMES_H
#define HOLDFAST_POLICY_TEXT_MSR_NAMES_H

#include <stdbool.h>

/* False where there is no such name; it has to be the whole of it, in its case. */
bool find_msr(const char *name, unsigned int *number);

#endif
