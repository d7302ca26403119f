/* SPDX-License-Identifier: GPL-2.0 */
/* The kernel's command line, parsed as the kernel does it. */
#ifndef HOLDFAST_KERNEL_COMMAND_LINE_H
#define HOLDFAST_KERNEL_COMMAND_LINE_H

#include <stdbool.h>

/*
 * Takes the next parameter from *@line, which is modified; quotes are handled as the kernel's parser does. Returns its
 * name, with its value in *@value (NULL: it has none). Returns NULL at the end, and at "--", after which init's
 * parameters begin.
 */
char *next_boot_param(char **line, char **value);

/* Whether the kernel takes it for white space: Latin-1's no-break space is, too, in every locale. */
bool is_kernel_space(char c);

/* Whether @given means the parameter @name: to the kernel - and _ are the same. */
bool is_boot_param(const char *given, const char *name);

#endif
