/* SPDX-License-Identifier: GPL-2.0 */
/* The adversary's own maps, which its programs read and write, and which receive their finds. */
#ifndef HOLDFAST_TESTS_RANDOM_MAPS_H
#define HOLDFAST_TESTS_RANDOM_MAPS_H

#include <stddef.h>
#include <stdint.h>

/* The roles of the maps; the generator gives helpers the map that they need. */
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

/* The first part of the value has slots for finds; the second is a log for programs that run often. */
#define OUT_SIZE   4096
#define OUT_PLACES 512
#define VALUE_SIZE 32

/* By role; -1: this kernel lacks it. */
extern int map_fds[MAPS];

/* Creates all maps. Exits if a map that every kernel has cannot be created. */
void create_maps(void);

/* Takes and clears the first word of the value that programs write to. */
uint64_t take_word(void);

/*
 * search_maps - search the maps after a program, and clear them
 * @used: a bit for each role that the program used
 */
void search_maps(uint32_t used);

/* A buffer of this process's, for helpers that read user memory. */
extern unsigned char user_buffer[4096];

#endif
