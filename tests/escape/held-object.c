// SPDX-License-Identifier: GPL-2.0
/*
 * held-object [PIN]...: opens descriptors of the engine's programs and links before the seal, by their pins, and of all
 * programs by their ids. Prints their number. When /tmp/go exists, tries every use of them, and prints the successes.
 * Without a pin, uses a program and a link of its own, as the control.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>

#include "bpf_load.h"

#define MAX_HELD 128

struct held {
	int fd;
	char name[32];
};

static struct held all[MAX_HELD];
static unsigned int count;

static void hold(int fd, const char *name)
{
	if (fd < 0 || count == MAX_HELD)
		return;
	all[count].fd = fd;
	snprintf(all[count++].name, sizeof(all->name), "%s", name);
}

static void hold_pin(const char *pin)
{
	char path[64];

	snprintf(path, sizeof(path), "/run/initramfs/holdfast/%s", pin);
	hold(bpf_obj_get(path), pin);
}

static void hold_ids(void)
{
	__u32 id = 0;

	while (!bpf_prog_get_next_id(id, &id)) {
		int fd = bpf_prog_get_fd_by_id(id);
		struct bpf_prog_info info = { 0 };
		__u32 size = sizeof(info);

		if (fd >= 0 && !bpf_obj_get_info_by_fd(fd, &info, &size))
			hold(fd, info.name);
	}
}

static int load_own(void)
{
	static const struct bpf_insn nothing[] = { SET(BPF_REG_0, 1), EXIT };
	LIBBPF_OPTS(bpf_prog_load_opts, opts, .expected_attach_type = BPF_CGROUP_SYSCTL);

	return bpf_prog_load(BPF_PROG_TYPE_CGROUP_SYSCTL, "own", "GPL", nothing, 2, &opts);
}

/* A link to a cgroup can be updated and detached. */
static void hold_own(int root)
{
	int program = load_own();

	hold(program, "own program");
	hold(bpf_link_create(program, root, BPF_CGROUP_SYSCTL, NULL), "own link");
}

/* The engine's programs may be run: they only raise and report. For a tracing one the kernel runs its own functions. */
static int is_worth_running(const struct held *held)
{
	struct bpf_prog_info info = { 0 };
	__u32 size = sizeof(info);

	return !bpf_obj_get_info_by_fd(held->fd, &info, &size) &&
	       info.type != BPF_PROG_TYPE_TRACING && strcmp(held->name, "control") &&
	       strncmp(held->name, "report", 6) && strncmp(held->name, "record", 6);
}

static void said(int failed, const struct held *held, const char *way)
{
	if (!failed)
		printf("%s: %s\n", held->name, way);
}

static void try_all(const struct held *held, int root, int own)
{
	LIBBPF_OPTS(bpf_test_run_opts, run, .repeat = 0);

	said(bpf_link_update(held->fd, own, NULL), held, "updated");
	said(bpf_link_detach(held->fd), held, "detached");
	said(bpf_prog_detach2(held->fd, root, BPF_CGROUP_SYSCTL), held, "taken off");
	if (is_worth_running(held))
		said(bpf_prog_test_run_opts(held->fd, &run), held, "run");
}

int main(int argc, char **argv)
{
	int root = open("/sys/fs/cgroup", O_RDONLY | O_DIRECTORY | O_CLOEXEC), own = load_own();

	for (int i = 1; i < argc; i++)
		hold_pin(argv[i]);
	if (argc > 1)
		hold_ids();
	else
		hold_own(root);
	printf("%u held\n", count);
	fflush(stdout);
	while (argc > 1 && access("/tmp/go", F_OK))
		usleep(100000);
	for (unsigned int i = 0; i < count; i++)
		try_all(&all[i], root, own);
	return 0;
}
