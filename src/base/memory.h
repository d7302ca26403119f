/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Memory for what is read before anything is done. Where there is none left the program says so
 * and ends: a policy of which a part is missing must not be gone on with.
 */
#ifndef HOLDFAST_BASE_MEMORY_H
#define HOLDFAST_BASE_MEMORY_H

#include <stddef.h>

/* @memory, or the end of the program where it is NULL. */
void *must_have(void *memory);

void *must_alloc(size_t size); /* zeroed */
void *must_resize(void *memory, size_t size);
char *must_copy(const char *text, size_t len);
char *must_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * Makes room for one more in an array of @count elements of @size bytes, all of which may have moved
 * then. Use as: list = must_grow(list, count, sizeof(*list)). The new one is zeroed.
 */
void *must_grow(void *list, size_t count, size_t size);

#endif
