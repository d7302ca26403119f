// SPDX-License-Identifier: GPL-2.0
/*
 * spend COMMAND...: prints the nanoseconds of the guest's clock from the exec to the end, on a line on stdout; the
 * command's own output goes to stderr. Under -icount shift=0 an instruction is a nanosecond, so this counts all
 * instructions in between, including the kernel's, and the guest's sleeps. `vm/run --count` counts instructions alone.
 */
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../../vm/mark.h"

static long long now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

int main(int argc, char **argv)
{
	long long start = now();
	pid_t pid;
	int status;

	mark_begin();
	pid = fork();
	if (argc < 2 || pid < 0)
		return 125;
	if (!pid) {
		dup2(STDERR_FILENO, STDOUT_FILENO);
		execvp(argv[1], argv + 1);
		_exit(127);
	}
	if (waitpid(pid, &status, 0) < 0 || !WIFEXITED(status) || WEXITSTATUS(status)) {
		fprintf(stderr, "spend: %s failed\n", argv[1]);
		return 1;
	}
	mark_end();
	printf("%lld\n", now() - start);
	return 0;
}
