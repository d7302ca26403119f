// SPDX-License-Identifier: GPL-2.0
/*
 * pretend PROGRAM REGISTER: makes the kernel believe that it runs another program (PR_SET_MM_EXE_FILE, which needs
 * CAP_SYS_RESOURCE), and writes a register of processor 0. The kernel allows that once the executed program is no
 * longer mapped, so the rest of the code is copied elsewhere first. Exits with 0 if the write succeeded, 1 if it was
 * refused with EPERM, 2 if it could not be tried.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <linux/prctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#define MAPPINGS 16

struct plan {
	unsigned long begin[MAPPINGS], size[MAPPINGS];
	unsigned int count;
	int program, msr;
	unsigned long reg;
	unsigned long long value;
};

static inline __attribute__((always_inline)) long call(long number, long a, long b, long c, long d,
						       long e)
{
	register long r10 __asm__("r10") = d;
	register long r8 __asm__("r8") = e;
	long ret;

	__asm__ volatile("syscall"
			 : "=a"(ret)
			 : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8)
			 : "rcx", "r11", "memory");
	return ret;
}

/* Runs as a copy in a mapping of its own: everything else is unmapped. */
static __attribute__((noinline, noreturn, section("moved"), no_stack_protector)) void
run_moved(struct plan *plan)
{
	long ret;

	for (unsigned int i = 0; i < plan->count; i++)
		call(SYS_munmap, (long)plan->begin[i], (long)plan->size[i], 0, 0, 0);
	ret = call(SYS_prctl, PR_SET_MM, PR_SET_MM_EXE_FILE, plan->program, 0, 0);
	if (ret)
		call(SYS_exit_group, 2, 0, 0, 0, 0);
	ret = call(SYS_pwrite64, plan->msr, (long)&plan->value, 8, (long)plan->reg, 0);
	call(SYS_exit_group, ret == 8 ? 0 : ret == -1 ? 1 : 2, 0, 0, 0, 0);
	__builtin_unreachable();
}

extern const char __start_moved[], __stop_moved[];

static void find_mappings(struct plan *plan)
{
	FILE *maps = fopen("/proc/self/maps", "re");
	char line[512], self[256] = "";
	ssize_t len = readlink("/proc/self/exe", self, sizeof(self) - 1);

	while (maps && len > 0 && plan->count < MAPPINGS && fgets(line, sizeof(line), maps)) {
		unsigned long begin, end;

		if (!strstr(line, self) || sscanf(line, "%lx-%lx", &begin, &end) != 2)
			continue;
		plan->begin[plan->count] = begin;
		plan->size[plan->count++] = end - begin;
	}
	if (maps)
		fclose(maps);
}

int main(int argc, char **argv)
{
	size_t size = (size_t)(__stop_moved - __start_moved);
	void (*moved)(struct plan *);
	struct plan *plan;
	char *place = mmap(NULL, 8192, PROT_READ | PROT_WRITE | PROT_EXEC,
			   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (argc < 3 || place == MAP_FAILED || size > 4096)
		return 2;
	plan = (struct plan *)(void *)(place + 4096);
	memcpy(place, __start_moved, size);
	plan->reg = strtoul(argv[2], NULL, 0);
	plan->program = open(argv[1], O_RDONLY);
	plan->msr = open("/dev/cpu/0/msr", O_RDWR);
	if (plan->program < 0 || plan->msr < 0 ||
	    pread(plan->msr, &plan->value, 8, (off_t)plan->reg) != 8)
		return 2;
	find_mappings(plan);
	moved = (void (*)(struct plan *))(
		void *)(place + ((unsigned long)run_moved - (unsigned long)__start_moved));
	moved(plan);
	return 2;
}
