/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Telling the engine what is its own: what it guards once it is sealed. All return 0 or -errno, and those
 * for a folder say on stderr what failed.
 *
 * Its programs, maps and links are written by the loader into the map @own, which is frozen then: nobody
 * has a way to say more, or otherwise. The rest is noted by the control program, of which @control is a
 * descriptor: once, and what was noted never changes.
 */
#ifndef HOLDFAST_OWN_H
#define HOLDFAST_OWN_H

#include <stdbool.h>

#include "engine_abi.h"

/* @open: others may have a descriptor of it all the same. */
int own_add_program(int own, int program, bool open);
int own_add_map(int own, int map, bool open);
int own_add_link(int own, int link);

/* Of a seal: the next one has it forgotten, where this one does not come to its end. */
int own_note_link(int control, int link);

/* Where a driver is used that was there before: @kind is HF_OWN_MAJOR or HF_OWN_ATTRIBUTES. */
int own_note_driver(int control, enum hf_own_kind kind, unsigned long long id,
		    enum hf_reason reason);

/* The file system that is mounted at @dir. */
int own_note_file_system(int control, const char *dir);

/* Of a bpffs that is mounted nowhere yet: it, and its mount, which is the same when it is. */
int own_note_detached(int control, int mount);

/* The mount at @dir, which has to stay private. */
int own_note_outer_mount(int control, const char *dir);

/*
 * The mount at @dir, and each that holds it up, with the directory it is mounted on; and the
 * namespace that they are in, which is ours. -EBUSY: another mount covers one of them.
 */
int own_note_mounts(int control, const char *dir);

#endif
