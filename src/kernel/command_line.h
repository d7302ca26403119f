/* SPDX-License-Identifier: GPL-2.0 */
/* The kernel's command line, taken apart as the kernel does. */
#ifndef HOLDFAST_KERNEL_COMMAND_LINE_H
#define HOLDFAST_KERNEL_COMMAND_LINE_H

#include <stdbool.h>

/*
 * One parameter of *@line, which is cut up: as the kernel's own parser takes them apart, quotes
 * included. Returns its name, with its value in *@value (NULL: it has none), or NULL at the end and
 * after "--", where those of init begin.
 */
char *next_boot_param(char **line, char **value);

/* Whether it separates words: Latin-1's no-break space does, whatever the locale. */
bool is_kernel_space(char c);

/* Whether @given is that parameter's name: the kernel takes - and _ for the same. */
bool is_boot_param(const char *given, const char *name);

#endif
