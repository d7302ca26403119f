// SPDX-License-Identifier: GPL-2.0
/*
 * preempted PID: makes requests that have to be refused, while other threads on the same CPU are preempted in their own
 * requests: anywhere in the engine's programs, and where the kernel looks for the storage that marks a process. PID is
 * a process with an exception, which nobody may reach into. Prints the number of passed requests, the number of
 * requests, and how often another thread was seen inside the engine's decision, by its kernel stack:
 *
 *	kexec PASSED reach PASSED of ASKED OTHERS within SEEN
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <bpf/bpf.h>
#include <bpf/btf.h>

#define OTHERS	 3
#define ROUNDS	 2500
#define NO_FLAGS (~0UL)

/* The number of sightings that is enough: looking is slow. */
#define SEEN_MAX 100

static int storage, task, stacks[OTHERS];
static volatile bool ended;
static unsigned long kexec_passed, others_asked;

static int create_storage(void)
{
	LIBBPF_OPTS(bpf_map_create_opts, opts, .map_flags = BPF_F_NO_PREALLOC);
	struct btf *btf = btf__new_empty();
	int type = btf__add_int(btf, "int", 4, BTF_INT_SIGNED);

	if (btf__load_into_kernel(btf))
		return -1;
	opts.btf_fd = (__u32)btf__fd(btf);
	opts.btf_key_type_id = (__u32)type;
	opts.btf_value_type_id = (__u32)type;
	return bpf_map_create(BPF_MAP_TYPE_TASK_STORAGE, "preempted", 4, 4, 0, &opts);
}

static bool kexec_passes(void)
{
	syscall(SYS_kexec_load, 0UL, 0UL, NULL, NO_FLAGS);
	return errno != EPERM;
}

/* Uses an unmapped address: EFAULT, if the access is allowed. */
static bool reach_passes(pid_t pid)
{
	char byte = 0;
	struct iovec from = { &byte, 1 }, to = { NULL, 1 };

	return process_vm_writev(pid, &from, 1, &to, 1, 0) >= 0 || errno != EPERM;
}

/* No other thread runs while this is read: a task with the program on its stack was preempted in it. */
static bool stands_in_decision(int stack)
{
	char text[8192];
	ssize_t len = pread(stack, text, sizeof(text) - 1, 0);
	const char *program;

	text[len > 0 ? len : 0] = '\0';
	program = strstr(text, "bpf_prog_");
	return program && strstr(program, "_locked_down");
}

static bool sees_one_within(void)
{
	for (int i = 0; i < OTHERS; i++)
		if (stands_in_decision(stacks[i]))
			return true;
	return false;
}

static void *ask_on_and_on(void *stack)
{
	int value = 1;

	*(int *)stack = open("/proc/thread-self/stack", O_RDONLY | O_CLOEXEC);
	while (!ended) {
		for (int i = 0; i < 20; i++)
			bpf_map_update_elem(storage, &task, &value, BPF_ANY);
		__sync_fetch_and_add(&kexec_passed, kexec_passes());
		__sync_fetch_and_add(&others_asked, 1);
	}
	return NULL;
}

int main(int argc, char **argv)
{
	const struct sched_param first = { .sched_priority = 1 };
	const struct timespec soon = { .tv_nsec = 100000 };
	pid_t pid = argc == 2 ? atoi(argv[1]) : 0;
	pthread_t others[OTHERS];
	unsigned int reached = 0, seen = 0;
	cpu_set_t one;

	CPU_ZERO(&one);
	CPU_SET(0, &one);
	storage = create_storage();
	task = (int)syscall(SYS_pidfd_open, getpid(), 0);
	if (!pid || storage < 0 || task < 0 || sched_setaffinity(0, sizeof(one), &one)) {
		perror("preempted");
		return 1;
	}
	for (int i = 0; i < OTHERS; i++)
		pthread_create(&others[i], NULL, ask_on_and_on, &stacks[i]);
	if (sched_setscheduler(0, SCHED_FIFO, &first))
		perror("sched_setscheduler");
	for (int i = 0; i < ROUNDS; i++) {
		clock_nanosleep(CLOCK_MONOTONIC, 0, &soon, NULL);
		seen += seen < SEEN_MAX && sees_one_within();
		__sync_fetch_and_add(&kexec_passed, kexec_passes());
		reached += reach_passes(pid);
	}
	ended = true;
	for (int i = 0; i < OTHERS; i++)
		pthread_join(others[i], NULL);
	printf("kexec %lu reach %u of %d %lu within %u\n", kexec_passed, reached, ROUNDS,
	       others_asked, seen);
	return 0;
}
