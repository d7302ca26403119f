/* SPDX-License-Identifier: GPL-2.0 */
/* Checking UTF-8. */
#ifndef HOLDFAST_BASE_UTF8_H
#define HOLDFAST_BASE_UTF8_H

#include <stddef.h>

/* The length of the UTF-8 character at @text, of which @left bytes can be read; 0: it is invalid. */
size_t utf8_length(const char *text, size_t left);

#endif
