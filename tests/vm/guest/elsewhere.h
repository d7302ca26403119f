/* SPDX-License-Identifier: GPL-2.0 */
/* For guest programs that try the same thing from elsewhere: who runs it is another process or thread. */
#ifndef HOLDFAST_TESTS_ELSEWHERE_H
#define HOLDFAST_TESTS_ELSEWHERE_H

#include <errno.h>
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

/* What @run returned in a child: 0, or an errno; ECHILD: it came to no end. */
static inline int run_in_child(int (*run)(void))
{
	int status = 0;
	pid_t pid = fork();

	if (!pid)
		_exit(run());
	return waitpid(pid, &status, 0) == pid && WIFEXITED(status) ? WEXITSTATUS(status) : ECHILD;
}

/* The status of a command, by PATH, which has to end by itself: 1 where it does not. No word: none is run, and 0. */
static inline int run_command(char **command)
{
	pid_t child = *command ? fork() : -1;
	int status = 0;

	if (!child) {
		execvp(*command, command);
		_exit(127);
	}
	if (child > 0)
		waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

struct elsewhere {
	int (*run)(void);
	int err;
};

static inline void *run_elsewhere(void *context)
{
	struct elsewhere *elsewhere = context;

	elsewhere->err = elsewhere->run();
	return NULL;
}

/* What @run returned in a thread: 0, or an errno; EAGAIN: there is none. */
static inline int run_in_thread(int (*run)(void))
{
	struct elsewhere elsewhere = { .run = run };
	pthread_t thread;

	if (pthread_create(&thread, NULL, run_elsewhere, &elsewhere))
		return EAGAIN;
	pthread_join(thread, NULL);
	return elsewhere.err;
}

#endif
