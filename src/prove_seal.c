// SPDX-License-Identifier: GPL-2.0
/* What would undo a lock, tried in ways that do nothing where they are not refused. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>
#include <bpf/bpf.h>

#include "engine.h"
#include "report.h"
#include "seal.h"

/* In use, by the inner mount: EBUSY, if it is not refused. */
static int try_umount(void)
{
	return umount2(ENGINE_DIR, 0) ? errno : 0;
}

/* Of one that its link keeps. */
static int try_unlink(void)
{
	return unlink(ENGINE_DIR "/seal_map") ? errno : 0;
}

static int try_pin(void)
{
	int fd = engine_open_pin(seal_programs[0]);

	if (fd < 0)
		return -fd;
	close(fd);
	return 0;
}

/* What it is now is written back. */
static int try_ftrace(void)
{
	char value[2];
	int fd = open("/proc/sys/kernel/ftrace_enabled", O_RDWR | O_CLOEXEC);
	int err = 0;

	/* Built without it: then nothing hangs on it. */
	if (fd < 0)
		return errno == ENOENT ? EPERM : errno;
	if (read(fd, value, sizeof(value)) != sizeof(value) || lseek(fd, 0, SEEK_SET) ||
	    write(fd, value, sizeof(value)) != sizeof(value))
		err = errno;
	close(fd);
	return err;
}

static const struct {
	const char *operation;
	int (*run)(void);
} attempts[] = {
	{ "umount of the anchor", try_umount },
	{ "unlink of a pin", try_unlink },
	{ "a descriptor of a guard", try_pin },
	{ "a write to kernel.ftrace_enabled", try_ftrace },
};

int prove_seal(struct proof *proof)
{
	for (size_t i = 0; i < sizeof(attempts) / sizeof(attempts[0]); i++) {
		int err = attempts[i].run();

		if (err != EPERM)
			return fail("the engine is sealed, and %s was not refused: %s",
				    attempts[i].operation, err ? strerror(err) : "it passed");
		proof->operations[proof->count++] = attempts[i].operation;
	}
	return 0;
}
