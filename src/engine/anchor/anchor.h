/* SPDX-License-Identifier: GPL-2.0 */
/* The anchor: pins in a bpffs of its own, which keep the engine in the kernel after its process has ended. */
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
 * Stops sharing our root and working directory (CLONE_FS): the process that started us could change them, and
 * the engine notes an anchor by our working directory. Returns 0, or -1 after saying why.
 */
int anchor_stand_alone(void);

/* Goes to where the anchor belongs: init's mount namespace, and its root. Returns 0, or -1 after saying why. */
int anchor_enter_init(void);

/*
 * Pins all of @pins in the detached bpffs @mount. It becomes the working directory, because names are relative
 * to it. Returns 0, or -1 after saying why.
 */
int anchor_pin_all(int mount, const struct anchor_pin *pins, size_t count);

/* Makes @dir, and the folder above it, and mounts @mount there. Returns 0, or -1 after saying why. */
int anchor_mount(int mount, const char *dir);

/*
 * Makes the mount at @dir private, as the mount under a sealed anchor has to be. Returns 0, or -1 after saying
 * why.
 */
int anchor_make_private(const char *dir);

/*
 * Pins all of @pins in a new detached bpffs, then mounts it at @dir. Only that mount makes the pins outlive the
 * process: a kill before it leaves nothing. Returns 0, or -1 after saying why.
 */
int anchor_commit(const char *dir, const struct anchor_pin *pins, size_t count);

/* Unmounts what anchor_commit() mounted at @dir; the pins go with it. */
void anchor_remove(const char *dir);

/* Unmounts the bpffs without pins that a killed `lock --seal` has left at @dir. */
void anchor_clear(const char *dir);

/* Whether @dir is a bpffs with a pin that every engine has. */
bool anchor_exists(const char *dir);

/* Whether @fd is a descriptor of a BPF link. */
bool is_bpf_link(int fd);

#endif
