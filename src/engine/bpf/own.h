/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Telling the engine which places it guards once it is sealed (own_objects.h: which BPF objects). @control is a
 * descriptor of its control program, which notes each place once and never changes it. All return 0 or -errno; those
 * for a folder say on stderr what failed.
 */
#ifndef HOLDFAST_ENGINE_BPF_OWN_H
#define HOLDFAST_ENGINE_BPF_OWN_H

#include "engine_abi.h"

/* A link of a seal. If this seal fails, the next one makes the engine forget the link. */
int own_note_link(int control, int link);

/* The device or sysfs folder of a loaded driver: @kind is HF_OWN_MAJOR or HF_OWN_ATTRIBUTES. */
int own_note_driver(int control, enum hf_own_kind kind, unsigned long long id,
		    enum hf_reason reason);

/* The file system that is mounted at @dir. */
int own_note_file_system(int control, const char *dir);

/* The mount at @dir alone. */
int own_note_mount(int control, const char *dir);

/* A detached bpffs, and its mount, which stays the same when it is attached. */
int own_note_detached(int control, int mount);

/* The mount at @dir, which has to stay private. */
int own_note_outer_mount(int control, const char *dir);

/*
 * The mount at @dir and each mount below it, with the directories they are mounted on; and our mount namespace.
 * -EBUSY: another mount covers one of them. -EOPNOTSUPP: one is on a folder that its file system can drop.
 */
int own_note_mounts(int control, const char *dir);

#endif
