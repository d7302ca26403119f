/* SPDX-License-Identifier: GPL-2.0 */
/* Text of others, as it can be shown on a terminal. */
#ifndef HOLDFAST_BASE_QUOTE_H
#define HOLDFAST_BASE_QUOTE_H

#include <stddef.h>

#define QUOTE_SIZE 72

/*
 * Text as it can be shown, and no longer than makes it recognized: in
 * @quoted, which is returned.
 */
const char *quote(char quoted[QUOTE_SIZE], const char *text, size_t len);

/* The whole of a text that can be shown; free() it. */
char *printable(const char *text);

#endif
