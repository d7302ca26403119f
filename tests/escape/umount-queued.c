// SPDX-License-Identifier: GPL-2.0
/*
 * umount-queued PLACE: the kernel asks about an unmount before it waits for its lock of all mounts. So three processes
 * wait in a row:
 *
 *	a copy of a large tree holds the lock;
 *	a copy of what is at PLACE, shared by then, comes into a mount of ours, as a peer;
 *	that mount is unmounted, and all mounts in it: when the kernel asks, there is no peer yet.
 * The unmount of the copies propagates to PLACE. Prints the step that failed.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define OURS  "/mnt"
#define LARGE "/tmp/large"

/* Its copies make 2 to this power mounts. */
#define DOUBLINGS 13

/* How often it is tried. */
#define TRIES 4

static int fail(const char *step)
{
	printf("%s: %s\n", step, strerrorname_np(errno));
	return 1;
}

static long now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static int set_propagation(const char *path, unsigned long long propagation, unsigned int flags)
{
	struct mount_attr attr = { .propagation = propagation };

	return mount_setattr(AT_FDCWD, path, flags, &attr, sizeof(attr));
}

/* A tree whose copy takes a while, in a namespace of its own. */
static int make_large(void)
{
	if (unshare(CLONE_NEWNS) || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL))
		return -1;
	mkdir(LARGE, 0755);
	if (mount("large", LARGE, "tmpfs", 0, NULL))
		return -1;
	for (int i = 0; i < DOUBLINGS; i++) {
		char path[64];

		snprintf(path, sizeof(path), LARGE "/%d", i);
		if (mkdir(path, 0755) || mount(LARGE, path, NULL, MS_BIND | MS_REC, NULL))
			return -1;
	}
	return 0;
}

/* Says so through a pipe, and copies it whenever it is told to. */
static int copy_large(int told, int tells)
{
	char word = make_large() ? 'n' : 'y';

	while (write(tells, &word, 1) == 1 && read(told, &word, 1) == 1)
		close(open_tree(AT_FDCWD, LARGE, OPEN_TREE_CLONE | AT_RECURSIVE));
	return 0;
}

/* A process for each step that waits. */
static pid_t start(int (*step)(const char *), const char *place)
{
	pid_t child = fork();

	if (!child)
		exit(step(place));
	return child;
}

static int copy_place(const char *place)
{
	return mount(place, OURS "/copy", NULL, MS_BIND | MS_REC, NULL) ? fail("copy") : 0;
}

static int unmount_ours(const char *place)
{
	(void)place;
	return umount2(OURS, MNT_DETACH) ? fail("umount") : 0;
}

/* @pause: in microseconds, from one step to the next; all of them fit into the copy of the large tree. */
static int try(const char *place, int tell, useconds_t pause)
{
	pid_t copy, unmount;

	if (mount("ours", OURS, "tmpfs", 0, NULL) || mount(NULL, OURS, NULL, MS_PRIVATE, NULL) ||
	    mkdir(OURS "/copy", 0755))
		return fail("mount");
	if (set_propagation(place, MS_SHARED, 0))
		return fail("mount_setattr");
	if (write(tell, "g", 1) != 1)
		return fail("write");
	usleep(pause);
	copy = start(copy_place, place);
	usleep(pause);
	unmount = start(unmount_ours, place);
	waitpid(copy, NULL, 0);
	waitpid(unmount, NULL, 0);
	set_propagation(place, MS_PRIVATE, 0);
	while (!umount2(OURS, MNT_DETACH))
		continue;
	return 0;
}

/* Tries it with shorter and shorter pauses: how long the lock is held depends on the machine. */
static void try_all(const char *place, int tell, int told)
{
	char word;
	long begin, duration;

	if (read(told, &word, 1) != 1 || word == 'n')
		return;
	begin = now_us();
	if (write(tell, "g", 1) != 1 || read(told, &word, 1) != 1)
		return;
	duration = now_us() - begin;
	for (int i = 0; i < TRIES; i++)
		if (try(place, tell, (useconds_t)(duration / (4 << i))) ||
		    read(told, &word, 1) != 1)
			return;
}

int main(int argc, char **argv)
{
	int told[2], tells[2];
	pid_t child;

	if (argc != 2 || pipe(told) || pipe(tells))
		return 2;
	child = fork();
	if (!child)
		return copy_large(told[0], tells[1]);
	try_all(argv[1], told[1], tells[0]);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	return 0;
}
