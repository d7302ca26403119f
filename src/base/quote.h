/* SPDX-License-Identifier: GPL-2.0 */
/* Makes text from others safe to show on a terminal. */
#ifndef HOLDFAST_BASE_QUOTE_H
#define HOLDFAST_BASE_QUOTE_H

#include <stddef.h>

#define QUOTE_SIZE 72

/*
 * Writes @text into @quoted, safe to show, and cut off where it is long. Returns @quoted.
 */
const char *quote(char quoted[QUOTE_SIZE], const char *text, size_t len);

/* The whole text, safe to show; for free(). */
char *printable(const char *text);

#endif
