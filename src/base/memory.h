/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Memory for input that is read before anything is changed. If memory runs out, the program says so and exits, rather
 * than continue with a part of a policy.
 */
#ifndef HOLDFAST_BASE_MEMORY_H
#define HOLDFAST_BASE_MEMORY_H

#include <stddef.h>

/* Returns @memory; exits if it is NULL. */
void *must_have(void *memory);

void *must_alloc(size_t size); /* zeroed */
void *must_resize(void *memory, size_t size);
char *must_copy(const char *text, size_t len);
char *must_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * Makes room for one more element, zeroed, in an array of @count elements of @size bytes. The array may move:
 * list = must_grow(list, count, sizeof(*list)).
 */
void *must_grow(void *list, size_t count, size_t size);

#endif
