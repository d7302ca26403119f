// SPDX-License-Identifier: GPL-2.0
/*
 * share-fs COMMAND [ARG]...: executes it, and shares root and working directory with it. Prints ESCAPED if they were
 * still shared when the command changed its working directory: then it could have changed that, too. Its status is the
 * command's.
 */
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define HERE "/tmp"

static int run(void *argument)
{
	char **words = argument;

	execvp(words[0], words);
	perror(words[0]);
	return 127;
}

int main(int argc, char **argv)
{
	static char stack[65536];
	char folder[4096];
	pid_t child;
	int status;

	if (argc < 2 || chdir(HERE))
		return 2;
	child = clone(run, stack + sizeof(stack), CLONE_FS | SIGCHLD, argv + 1);
	if (child < 0 || waitpid(child, &status, 0) != child)
		return 2;
	if (!getcwd(folder, sizeof(folder)) || strcmp(folder, HERE) != 0)
		puts("ESCAPED");
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
