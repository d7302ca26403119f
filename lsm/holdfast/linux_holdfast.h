/* SPDX-License-Identifier: GPL-2.0 */
/* Holdfast: questions from other parts of the kernel. Most code asks security_locked_down(). */
#ifndef _LINUX_HOLDFAST_H
#define _LINUX_HOLDFAST_H

#include <linux/types.h>

#ifdef CONFIG_SECURITY_HOLDFAST
bool holdfast_enforces_integrity(void);
#else
static inline bool holdfast_enforces_integrity(void)
{
	return false;
}
#endif

#endif
