/* SPDX-License-Identifier: GPL-2.0 */
/* For guest programs that try the same thing in another process or thread. */
#ifndef HOLDFAST_TESTS_ELSEWHERE_H
#define HOLDFAST_TESTS_ELSEWHERE_H

#include <errno.h>
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

/* Runs @run in a child, and returns its result: 0, or an errno; ECHILD: it did not end normally. */
static inline int run_in_child(int (*run)(void))
{
	int status = 0;
	pid_t pid = fork();

	if (!pid)
		_exit(run());
	return waitpid(pid, &status, 0) == pid && WIFEXITED(status) ? WEXITSTATUS(status) : ECHILD;
}

/* Runs a command, found by PATH, and returns its status; 1 if it does not exit by itself. Without words returns 0. */
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

/* Runs @run in a thread, and returns its result: 0, or an errno; EAGAIN: no thread could be made. */
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
