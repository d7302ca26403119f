/* SPDX-License-Identifier: GPL-2.0 */
/* Whether text is text. */
#ifndef HOLDFAST_BASE_UTF8_H
#define HOLDFAST_BASE_UTF8_H

#include <stddef.h>

/* Bytes of the character at @text, of which @left are there; 0 where it is none of UTF-8. */
size_t utf8_length(const char *text, size_t left);

#endif
