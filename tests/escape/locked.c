// SPDX-License-Identifier: GPL-2.0
/* locked: exits with 0 while a lock at integrity or above is in force, with 1 where it is not. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void)
{
	/* No such flags: EINVAL, where kexec is allowed at all. */
	syscall(SYS_kexec_load, 0UL, 0UL, NULL, ~0UL);
	if (errno == EPERM)
		return 0;
	puts(strerror(errno));
	return 1;
}
