// SPDX-License-Identifier: GPL-2.0
/* enforces: exits with 0 if the kernel calls the BPF engine's programs, else with 1. */
#include <stdio.h>

#include "enforces.h"

int main(void)
{
	if (engine_enforces())
		return 0;
	puts("the engine's witness does not answer");
	return 1;
}
