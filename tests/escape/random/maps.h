/* SPDX-License-Identifier: GPL-2.0 */
/* The adversary's own maps: what its programs read and write, and where their finds come out. */
#ifndef HOLDFAST_TESTS_RANDOM_MAPS_H
#define HOLDFAST_TESTS_RANDOM_MAPS_H

#include <stddef.h>
#include <stdint.h>

/* What each is for; the generator gives helpers the one that they take. */
enum map_role {
	MAP_OUT, /* the value that each program writes to */
	MAP_HASH,
	MAP_ARRAY,
	MAP_PERCPU,
	MAP_QUEUE,
	MAP_RING,
	MAP_PERF,
	MAP_STACKS,
	MAP_PROGRAMS,
	MAP_CGROUP_STORAGE,
	MAP_SK_STORAGE,
	MAP_TASK_STORAGE,
	MAP_FORMAT, /* frozen: "%s" */
	MAP_DEVICES,
	MAPS,
};

/* The value's first part has places for finds, the second is a log of those of programs that run often. */
#define OUT_SIZE   4096
#define OUT_PLACES 512
#define VALUE_SIZE 32

/* By role; -1: this kernel has no such. */
extern int map_fds[MAPS];

/* Creates all of them. Exits where one cannot be created that every kernel has. */
void create_maps(void);

/* The first word of the value that programs write to, which is emptied. */
uint64_t take_word(void);

/*
 * search_maps - search what programs left in maps, and empty those
 * @used: a bit for each role that the program had
 */
void search_maps(uint32_t used);

/* A buffer of this process's, for helpers that read user memory. */
extern unsigned char user_buffer[4096];

#endif
