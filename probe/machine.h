/* SPDX-License-Identifier: GPL-2.0 */
/* Helpers of probes for the machine they run on. */
#ifndef HOLDFAST_MACHINE_H
#define HOLDFAST_MACHINE_H

#include <stddef.h>

#include "probe.h"

/*
 * read_text - read the first line of a small file, without its line feed
 *
 * Returns 0, or the errno of open or read; @text is then empty.
 */
int read_text(const char *path, char *text, size_t size);

/* The number in a file of /proc/sys or /sys, or @otherwise if there is none. */
long read_number(const char *path, long otherwise);

/* Whether the kernel's command line has @word. */
bool on_command_line(const char *word);

/*
 * need_module - load a module of this kernel's own tree, unless it is loaded or built in
 *
 * A module that this loads is unloaded when the probe has ended. Returns false, with @res set to PROBE_UNREACHABLE, if
 * the module cannot be loaded.
 */
bool need_module(struct probe_result *res, const char *name);

/*
 * find_module - find the path of a module in this kernel's own tree (without those of DKMS and others)
 *
 * Returns 0, or ENOENT if the tree has none of that name.
 */
int find_module(const char *name, char *path, size_t size);

/*
 * load_module_file - finit_module(2) of a file that find_module() found, compressed or not
 *
 * Returns 0 or the errno; ENOENT also if the file cannot be opened, or if a module that it needs is not loaded.
 */
int load_module_file(const char *path, const char *arguments);

/* Unloads a module that need_module() loaded, and the modules that came with it. */
void unload_module(const char *name);

/*
 * need_mount - make sure that a file system of type @type is mounted at @path
 *
 * If it is not, mounts it in a mount namespace of this process. Returns false, with @res set to PROBE_UNREACHABLE, if
 * that fails.
 */
bool need_mount(struct probe_result *res, const char *type, const char *path);

/*
 * open_memory_file - make a file in memory with this content, and open it read-only
 *
 * Nobody has it open for writing, as kexec_file_load(2) and finit_module(2) demand. Returns the descriptor, or -1, with
 * @res set to PROBE_UNREACHABLE.
 */
int open_memory_file(struct probe_result *res, const void *content, size_t size);

/* Opens and closes a file. Returns 0 or the errno. */
int try_open(const char *path, int flags);

#endif
