// SPDX-License-Identifier: GPL-2.0
/* A process makes a few random calls; changes of its own state end with it. */
#include <inttypes.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include "calls.h"
#include "generate_calls.h"
#include "oracle.h"

#define CALLS 8
/* The exit status after a find: this, plus the secret's number. */
#define FOUND	10
#define ALLOWED 50

static const struct {
	const char *name;
	bool (*make)(struct caller *caller);
} calls[] = {
	{ "bpf-object", call_object },	   { "bpf", call_bpf_at_random },
	{ "bpf-pin", call_pin },	   { "bpf-cgroup", call_cgroup_program },
	{ "umount", call_umount },	   { "mount", call_mount },
	{ "pivot_root", call_pivot_root }, { "pin-file", call_pin_file },
	{ "namespace", call_namespace },   { "cgroup", call_cgroup },
	{ "device", call_device },	   { "kernel-file", call_kernel_file },
	{ "switch", call_switch },
};

/* Shared with the processes that make the calls. */
static struct {
	uint64_t made, succeeded;
} * numbers;

static _Noreturn void make_all(struct random random)
{
	struct caller caller = { .random = random };
	const char *where;
	int secret;

	alarm(20);
	/* The adversary's own objects are no targets. */
	close_range(3, ~0U, 0);
	caller.own_mounts = draw_chance(&caller.random, 50) && !unshare(CLONE_NEWNS) &&
			    !mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL);
	for (int i = 0; i < CALLS; i++) {
		unsigned int call = draw_below(&caller.random, COUNT_OF(calls));

		numbers[call].made++;
		numbers[call].succeeded += calls[call].make(&caller);
	}
	secret = take_find(&where);
	if (secret >= 0)
		_exit(FOUND + secret);
	_exit(take_allowance() ? ALLOWED : 0);
}

void make_calls(struct random random)
{
	int status = 0;
	pid_t child;

	if (!numbers)
		numbers = mmap(NULL, sizeof(*numbers) * COUNT_OF(calls), PROT_READ | PROT_WRITE,
			       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	fflush(stdout);
	child = fork();
	if (child < 0 || numbers == MAP_FAILED) {
		perror("adversary: a process for calls");
		exit(2);
	}
	if (!child)
		make_all(random);
	waitpid(child, &status, 0);
	if (WIFEXITED(status) && WEXITSTATUS(status) == ALLOWED)
		note_allowance("a command that moves a controller's queues");
	else if (WIFEXITED(status) && WEXITSTATUS(status) >= FOUND)
		note_find(WEXITSTATUS(status) - FOUND, "a call");
}

void print_calls(void)
{
	printf("sealed: calls, succeeded of all:");
	for (size_t i = 0; numbers && i < COUNT_OF(calls); i++)
		printf(" %s %" PRIu64 "/%" PRIu64, calls[i].name, numbers[i].succeeded,
		       numbers[i].made);
	putchar('\n');
}
