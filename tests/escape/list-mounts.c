// SPDX-License-Identifier: GPL-2.0
/*
 * list-mounts: finds bpffs mounts by listmount(2) and statmount(2) (Linux 6.8 and later), which use numbers, and show
 * root mounts that no path leads to. Unmounts each by the path that they give. Prints the mounts that it found.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

/* From the kernel's uapi: linux/mount.h and the table of system calls. */
#define NR_STATMOUNT	457
#define NR_LISTMOUNT	458
#define ROOT_MOUNT	UINT64_MAX
#define WANT_POINT	0x10
#define WANT_TYPE	0x20
#define BPF_TYPE	"bpf"
#define MOUNTS		256
#define FIRST_MOUNT	(1ULL << 31)
#define MOUNTS_TO_GUESS 2000

struct request {
	uint32_t size, spare;
	uint64_t mount, parameter;
};

struct answer {
	uint32_t size, options;
	uint64_t mask;
	uint32_t device[2];
	uint64_t magic;
	uint32_t flags, type;
	uint64_t numbers[8];
	uint32_t root, point;
	uint64_t rest[50];
	char text[4096];
};
_Static_assert(sizeof(struct answer) == 512 + 4096, "the kernel's struct statmount");

static int stat_mount(uint64_t mount, struct answer *answer)
{
	struct request request = { .size = sizeof(request),
				   .mount = mount,
				   .parameter = WANT_POINT | WANT_TYPE };

	memset(answer, 0, sizeof(*answer));
	return (int)syscall(NR_STATMOUNT, &request, answer, sizeof(*answer), 0);
}

static void try(uint64_t mount)
{
	struct answer answer;
	const char *point;

	if (stat_mount(mount, &answer) || strcmp(answer.text + answer.type, BPF_TYPE))
		return;
	point = answer.mask & WANT_POINT ? answer.text + answer.point : "";
	printf("a bpf at '%s'", point);
	/* Other programs pin there. */
	if (!strcmp(point, "/sys/fs/bpf")) {
		puts("");
		return;
	}
	if (umount2(point, MNT_DETACH))
		printf(": %s", strerrorname_np(errno));
	puts("");
}

int main(void)
{
	struct request request = { .size = sizeof(request), .mount = ROOT_MOUNT };
	uint64_t mounts[MOUNTS];
	long count = syscall(NR_LISTMOUNT, &request, mounts, MOUNTS, 0);

	if (count < 0) {
		printf("listmount: %s\n", strerrorname_np(errno));
		return 1;
	}
	for (long i = 0; i < count; i++)
		try(mounts[i]);
	/* A mount in no list has a number, too. */
	for (uint64_t i = 0; i < MOUNTS_TO_GUESS; i++)
		try(FIRST_MOUNT + i);
	return 0;
}
