// SPDX-License-Identifier: GPL-2.0
/*
 * unmount-as-root: umount(2) of the caller's root is only a remount, and may pass. Tries to turn it into an unmount:
 * with each flag, with each mount below the anchor as its root, and while another thread changes the root that both
 * share.
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ANCHOR "/run/initramfs/holdfast"

static const char *const dirs[] = { ANCHOR "/seal", ANCHOR, "/run", "/" };

#define DIRS (sizeof(dirs) / sizeof(dirs[0]))

static atomic_bool done;
static const char *place;

static void try_flags(const char *dir)
{
	static const int flags[] = {
		0,
		UMOUNT_NOFOLLOW,
		MNT_FORCE,
		MNT_FORCE | UMOUNT_NOFOLLOW,
		MNT_EXPIRE,
		MNT_EXPIRE,
		MNT_EXPIRE | UMOUNT_NOFOLLOW,
	};

	if (chroot(dir) || chdir("/"))
		return;
	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++)
		umount2("/", flags[i]);
}

static void *change_root(void *unused)
{
	int root = open("/", O_PATH | O_DIRECTORY);

	(void)unused;
	while (!done)
		if (chroot(place) || fchdir(root) || chroot("."))
			done = true;
	close(root);
	return NULL;
}

/* Names the mount by its path, because a descriptor would keep it busy. */
static void try_race(const char *dir)
{
	time_t end = time(NULL) + 2;
	pthread_t thread;

	place = dir;
	if (pthread_create(&thread, NULL, change_root, NULL))
		return;
	while (!done && time(NULL) < end) {
		umount2(dir, 0);
		umount2(dir, UMOUNT_NOFOLLOW);
		umount2("/", 0);
	}
	done = true;
	pthread_join(thread, NULL);
}

int main(void)
{
	for (size_t i = 0; i < 2 * DIRS; i++) {
		pid_t child = fork();

		if (!child) {
			if (i < DIRS)
				try_flags(dirs[i]);
			else
				try_race(dirs[i - DIRS]);
			_exit(0);
		}
		waitpid(child, NULL, 0);
	}
	return 0;
}
