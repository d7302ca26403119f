// SPDX-License-Identifier: GPL-2.0
/* enforces: exits with 0 while the BPF engine's programs are called, with 1 where they are not. */
#include <stdio.h>

#include "enforces.h"

int main(void)
{
	if (engine_enforces())
		return 0;
	puts("the engine's witness does not answer");
	return 1;
}
