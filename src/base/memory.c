// SPDX-License-Identifier: GPL-2.0
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/report.h"

void *must_have(void *memory)
{
	if (memory)
		return memory;
	fail("out of memory");
	exit(EXIT_FAILED);
}

void *must_alloc(size_t size)
{
	return must_have(calloc(1, size ? size : 1));
}

void *must_resize(void *memory, size_t size)
{
	return must_have(realloc(memory, size));
}

char *must_copy(const char *text, size_t len)
{
	return must_have(strndup(text, len));
}

char *must_format(const char *format, ...)
{
	va_list args;
	char *text;
	int len;

	va_start(args, format);
	len = vasprintf(&text, format, args);
	va_end(args);
	return must_have(len < 0 ? NULL : text);
}

void *must_grow(void *list, size_t count, size_t size)
{
	/* Doubled when it is full, that is at every power of two. */
	if (!(count & (count - 1)))
		list = must_have(reallocarray(list, count ? 2 * count : 1, size));
	memset((char *)list + count * size, 0, size);
	return list;
}
