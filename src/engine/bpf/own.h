/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Telling the engine what is its own beside its objects (own_objects.h): the places that it guards once it is
 * sealed. @control is a descriptor of its control program, which notes each once and never changes it. All
 * return 0 or -errno, and those for a folder say on stderr what failed.
 */
#ifndef HOLDFAST_ENGINE_BPF_OWN_H
#define HOLDFAST_ENGINE_BPF_OWN_H

#include "engine_abi.h"

/* Of a seal: the next one has it forgotten, where this one does not come to its end. */
int own_note_link(int control, int link);

/* Where a driver is used that was there before: @kind is HF_OWN_MAJOR or HF_OWN_ATTRIBUTES. */
int own_note_driver(int control, enum hf_own_kind kind, unsigned long long id,
		    enum hf_reason reason);

/* The file system that is mounted at @dir. */
int own_note_file_system(int control, const char *dir);

/* The mount at @dir alone. */
int own_note_mount(int control, const char *dir);

/* Of a bpffs that is mounted nowhere yet: it, and its mount, which is the same when it is. */
int own_note_detached(int control, int mount);

/* The mount at @dir, which has to stay private. */
int own_note_outer_mount(int control, const char *dir);

/*
 * The mount at @dir, and each that holds it up, with the directory it is mounted on; and the
 * namespace that they are in, which is ours. -EBUSY: another mount covers one of them. -EOPNOTSUPP: one is on
 * a folder that its file system can take away.
 */
int own_note_mounts(int control, const char *dir);

#endif
