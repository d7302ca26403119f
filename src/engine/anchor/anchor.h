/* SPDX-License-Identifier: GPL-2.0 */
/* What keeps the engine alive in the kernel with no process holding it: pins in a bpffs of its own. */
#ifndef HOLDFAST_ENGINE_ANCHOR_ANCHOR_H
#define HOLDFAST_ENGINE_ANCHOR_ANCHOR_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct anchor_pin {
	const char *name;
	int fd; /* a BPF link, program or map; stays the caller's */
	mode_t mode;
};

/*
 * The process that started us may share our root and working directory (CLONE_FS), and change them at any time. The
 * engine notes of an anchor where we stand and where it is pinned. Returns 0, or -1, having said why.
 */
int anchor_stand_alone(void);

/* Goes to where the anchor belongs: init's mount namespace, and its root. Returns 0, or -1, having said why. */
int anchor_enter_init(void);

/*
 * Pins all of @pins in a bpffs that is mounted nowhere: @mount is its descriptor, and becomes the
 * working directory, as names are relative to it. Returns 0, or -1, having said why.
 */
int anchor_pin_all(int mount, const struct anchor_pin *pins, size_t count);

/* Makes @dir, and the folder above it, and mounts @mount there. Returns 0, or -1, having said why. */
int anchor_mount(int mount, const char *dir);

/*
 * Has nothing of what is mounted at @dir propagate, which whatever holds a sealed anchor needs. Returns 0,
 * or -1, having said why.
 */
int anchor_make_private(const char *dir);

/*
 * Pins all of @pins in a new bpffs that is mounted nowhere, then mounts it at @dir: the one step
 * at which they outlive the process. Before it a kill leaves nothing behind.
 * Returns 0, or -1, having said why.
 */
int anchor_commit(const char *dir, const struct anchor_pin *pins, size_t count);

/* Unmounts what anchor_commit() mounted at @dir; the pins go with it. */
void anchor_remove(const char *dir);

/* Unmounts what a `lock --seal` that was killed has left at @dir: a bpffs in which nothing is pinned. */
void anchor_clear(const char *dir);

/* Whether an anchor is at @dir: a bpffs, and in it what an engine has in any case. */
bool anchor_exists(const char *dir);

/* Whether @fd is that of a BPF link. */
bool is_bpf_link(int fd);

#endif
