// SPDX-License-Identifier: GPL-2.0
/* Tries to undo a sealed lock, in ways that do no harm even if they are not refused. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>
#include <bpf/bpf.h>

#include "base/report.h"
#include "engine/anchor/anchor.h"
#include "engine/bpf/ftrace_guard.h"
#include "engine/builtin/builtin.h"
#include "engine/engine.h"
#include "engine/seal.h"

static const char a_descriptor[] = "a descriptor of a guard";
static const char a_write[] = "a write to kernel.ftrace_enabled";

/* The inner mount keeps it busy: EBUSY, if it is not refused. */
static int try_umount(void)
{
	return umount2(ENGINE_DIR, 0) ? errno : 0;
}

/* Tries a program's pin: if the unlink succeeds, the link still keeps the program. */
static int try_unlink(void)
{
	return unlink(ENGINE_DIR "/seal_map") ? errno : 0;
}

static int try_id(__u32 id)
{
	int fd = bpf_prog_get_fd_by_id(id);

	if (fd < 0)
		return errno;
	close(fd);
	return 0;
}

/* @guard: a descriptor that this process already has. */
static int try_guard(int guard)
{
	struct bpf_prog_info info = { 0 };
	__u32 size = sizeof(info);

	return bpf_obj_get_info_by_fd(guard, &info, &size) ? errno : try_id(info.id);
}

/* Tries the guard's program by its pin. After `lock --seal` the pin is the link's, and gives the program's id. */
static int try_pin(void)
{
	struct bpf_link_info info = { 0 };
	__u32 size = sizeof(info);
	int fd = engine_open_pin(guards[HF_GUARD_SEAL_MAP].program);
	int err = 0;

	if (fd < 0)
		return -fd;
	if (is_bpf_link(fd))
		err = bpf_obj_get_info_by_fd(fd, &info, &size) ? errno : try_id(info.prog_id);
	close(fd);
	return err;
}

/* Writes the present value back, in a form that the guard refuses. */
static int try_ftrace(void)
{
	char value[2] = " ";
	int fd = open("/proc/sys/kernel/ftrace_enabled", O_RDWR | O_CLOEXEC);
	int err = 0;

	/* This kernel is built without the switch. */
	if (fd < 0)
		return errno == ENOENT ? EPERM : errno;
	if (pread(fd, value + 1, 1, 0) != 1 || write(fd, value, sizeof(value)) != sizeof(value))
		err = errno;
	close(fd);
	return err;
}

static int note(struct proof *proof, const char *operation, int err)
{
	if (err != EPERM)
		return fail("the engine is sealed, and %s was not refused: %s", operation,
			    err ? strerror(err) : "it passed");
	proof->operations[proof->count++] = operation;
	return 0;
}

static int note_ftrace(struct proof *proof)
{
	return ftrace_can_be_switched_off() ? note(proof, a_write, try_ftrace()) : 0;
}

int prove_seal(struct proof *proof)
{
	return note(proof, "umount of the anchor", try_umount())    ?:
		       note(proof, "unlink of a pin", try_unlink()) ?:
		       note(proof, a_descriptor, try_pin())	    ?:
								      note_ftrace(proof);
}

int prove_hidden_seal(int guard, struct proof *proof)
{
	return note(proof, a_descriptor, try_guard(guard)) ?: note_ftrace(proof);
}

int prove_builtin_seal(struct proof *proof)
{
	return note(proof, "a write that would unseal it", builtin_try_unseal());
}
