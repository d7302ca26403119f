/* SPDX-License-Identifier: GPL-2.0 */
/* What probes ask of the machine they run on. */
#ifndef HOLDFAST_MACHINE_H
#define HOLDFAST_MACHINE_H

#include <stddef.h>

#include "probe.h"

/*
 * read_text - the first line of a small file, without its line feed
 *
 * Returns 0, or the errno of open or read; @text is then empty.
 */
int read_text(const char *path, char *text, size_t size);

/* The number in a file of /proc/sys or /sys; @otherwise where there is none. */
long read_number(const char *path, long otherwise);

/* Whether @word is one of the kernel's command line. */
bool on_command_line(const char *word);

/*
 * need_module - have a module of this kernel's own tree loaded
 *
 * A module that was not loaded is taken out again when the probe has ended. Returns false, with
 * @res set to PROBE_UNREACHABLE, where it is neither loaded, built in nor loadable.
 */
bool need_module(struct probe_result *res, const char *name);

/*
 * find_module - the path of a module in this kernel's own tree (not DKMS's nor another's)
 *
 * Returns 0, or ENOENT where the tree has none of that name.
 */
int find_module(const char *name, char *path, size_t size);

/*
 * load_module_file - finit_module(2) of a file that find_module() found, compressed or not
 *
 * Returns 0 or the errno; ENOENT also where the file cannot be opened, or a module that it needs
 * is not loaded.
 */
int load_module_file(const char *path, const char *arguments);

/* Takes a module that need_module() loaded out again, with what it pulled in. */
void unload_module(const char *name);

/*
 * need_mount - have a file system of type @type at @path
 *
 * Mounts it in a mount namespace of this process where it is not mounted. Returns false, with
 * @res set to PROBE_UNREACHABLE, where that is not possible.
 */
bool need_mount(struct probe_result *res, const char *type, const char *path);

/*
 * open_memory_file - a read-only descriptor of a file in memory with this content
 *
 * Nobody has it open for writing, which kexec_file_load(2) and finit_module(2) insist on.
 * Returns -1, with @res set to PROBE_UNREACHABLE, where that is not possible.
 */
int open_memory_file(struct probe_result *res, const void *content, size_t size);

/* open(2) and close(2): returns 0 or the errno. */
int try_open(const char *path, int flags);

#endif
