// SPDX-License-Identifier: GPL-2.0
/* bpf(2) with the ids and descriptors of existing objects, including the engine's. */
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <bpf/bpf.h>

#include "calls.h"
#include "oracle.h"

#define PINS "/run/initramfs/holdfast"

static void use_map(struct caller *caller, int fd)
{
	unsigned char key[256] = { 0 }, value[8192];

	if (!bpf_map_get_next_key(fd, NULL, key))
		search_output(key, sizeof(key), "a key of a map's");
	memset(value, 0, sizeof(value));
	if (!bpf_map_lookup_elem(fd, key, value))
		search_output(value, sizeof(value), "a map that exists");
	draw_bytes(&caller->random, value, 64);
	switch (draw_below(&caller->random, 4)) {
	case 0:
		bpf_map_update_elem(fd, key, value, BPF_ANY);
		break;
	case 1:
		bpf_map_delete_elem(fd, key);
		break;
	case 2:
		bpf_map_freeze(fd);
		break;
	}
}

static void use_program(struct caller *caller, int fd)
{
	unsigned char context[64], out[256] = { 0 };
	LIBBPF_OPTS(bpf_test_run_opts, run, .ctx_in = context,
		    .ctx_size_in = 4 * draw_below(&caller->random, 16), .data_out = out,
		    .data_size_out = sizeof(out));

	draw_bytes(&caller->random, context, sizeof(context));
	/* Requests to a control program begin with small numbers. */
	for (size_t i = 0; i < sizeof(context) && draw_chance(&caller->random, 90); i += 4)
		context[i + 1] = context[i + 2] = context[i + 3] = 0;
	bpf_prog_test_run_opts(fd, &run);
	search_output(out, sizeof(out), "a test run of a program that exists");
}

static void use_link(struct caller *caller, int fd)
{
	if (draw_chance(&caller->random, 50))
		bpf_link_detach(fd);
	else
		bpf_link_update(fd, 0, NULL);
}

static int (*const get_next[])(uint32_t, uint32_t *) = { bpf_prog_get_next_id, bpf_map_get_next_id,
							 bpf_link_get_next_id,
							 bpf_btf_get_next_id };
static int (*const get_fd[])(uint32_t) = { bpf_prog_get_fd_by_id, bpf_map_get_fd_by_id,
					   bpf_link_get_fd_by_id, bpf_btf_get_fd_by_id };
static void (*const use[])(struct caller *, int) = { use_program, use_map, use_link, NULL };

/* Any existing one: among the first so many. */
bool call_object(struct caller *caller)
{
	unsigned int kind = draw_below(&caller->random, COUNT_OF(get_next));
	uint32_t id = 0;
	unsigned char info[512];
	uint32_t size = sizeof(info);
	int fd;

	for (unsigned int i = draw_below(&caller->random, 64) + 1; i; i--)
		if (get_next[kind](id, &id))
			break;
	fd = get_fd[kind](id);
	if (fd < 0)
		return false;
	memset(info, 0, sizeof(info));
	if (!bpf_obj_get_info_by_fd(fd, info, &size))
		search_output(info, sizeof(info), "what an object tells");
	if (use[kind])
		use[kind](caller, fd);
	close(fd);
	return true;
}

/* Small numbers are descriptors, ids and sizes; addresses are those of a buffer. */
bool call_bpf_at_random(struct caller *caller)
{
	static uint64_t buffer[512];
	union bpf_attr attr;
	uint32_t *words = (uint32_t *)&attr;
	long result;

	memset(&attr, 0, sizeof(attr));
	for (size_t i = 0, words_count = draw_below(&caller->random, 8); i < words_count; i++) {
		switch (draw_below(&caller->random, 4)) {
		case 0:
			words[i] = draw_below(&caller->random, 64);
			break;
		case 1:
			words[i] = (uint32_t)draw(&caller->random);
			break;
		case 2:
			words[i &= ~1UL] = (uint32_t)(uintptr_t)buffer;
			words[++i] = (uint32_t)((uintptr_t)buffer >> 32);
			break;
		}
	}
	result = syscall(SYS_bpf, draw_below(&caller->random, 40), &attr, sizeof(attr));
	search_output(&attr, sizeof(attr), "what bpf(2) gives");
	search_output(buffer, sizeof(buffer), "what bpf(2) gives");
	return result >= 0;
}

/* One of the engine's handles. */
bool call_pin(struct caller *caller)
{
	glob_t pins;
	int fd = -1;

	if (!glob(PINS "/*", GLOB_NOSORT, NULL, &pins)) {
		fd = bpf_obj_get(pins.gl_pathv[draw_below(&caller->random, pins.gl_pathc)]);
		globfree(&pins);
	}
	if (fd < 0)
		return false;
	use[draw_below(&caller->random, 3)](caller, fd);
	close(fd);
	return true;
}

/* Programs on the root cgroup, including the guard of ftrace's switch. */
bool call_cgroup_program(struct caller *caller)
{
	int cgroup = open("/sys/fs/cgroup", O_RDONLY | O_DIRECTORY | O_CLOEXEC), err;
	enum bpf_attach_type type = draw_chance(&caller->random, 30) ?
					    BPF_CGROUP_SYSCTL :
					    (enum bpf_attach_type)draw_below(&caller->random, 45);

	if (draw_chance(&caller->random, 50))
		err = bpf_prog_detach(cgroup, type);
	else
		err = bpf_prog_attach((int)draw_below(&caller->random, 16), cgroup, type,
				      draw_below(&caller->random, 8));
	close(cgroup);
	return !err;
}
