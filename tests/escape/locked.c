// SPDX-License-Identifier: GPL-2.0
/* locked: exits with 0 if a lock at integrity or above is in force, else with 1. */
#include <stdio.h>

#include "enforces.h"

int main(void)
{
	if (is_locked())
		return 0;
	puts(strerror(errno));
	return 1;
}
