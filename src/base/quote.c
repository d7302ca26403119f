// SPDX-License-Identifier: GPL-2.0
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/quote.h"

/* Shows one byte as at most 4 characters. Escapes non-ASCII bytes: on a terminal they could reorder the line. */
static size_t show_byte(char text[5], char byte)
{
	unsigned char c = (unsigned char)byte;
	bool plain = c >= 0x20 && c < 0x7f;

	return (size_t)snprintf(text, 5, plain ? "%c" : "\\x%02x", c);
}

const char *quote(char quoted[QUOTE_SIZE], const char *text, size_t len)
{
	const size_t most = QUOTE_SIZE - sizeof("...");
	size_t used = 0;
	char shown[5];

	for (size_t i = 0; i < len; i++) {
		size_t size = show_byte(shown, text[i]);

		if (used + size > most) {
			memcpy(quoted + used, "...", sizeof("..."));
			return quoted;
		}
		memcpy(quoted + used, shown, size);
		used += size;
	}
	quoted[used] = '\0';
	return quoted;
}

char *printable(const char *text)
{
	char *all = must_alloc(4 * strlen(text) + 1), *end = all;
	char shown[5];

	for (; *text; text++) {
		size_t size = show_byte(shown, *text);

		memcpy(end, shown, size);
		end += size;
	}
	return all;
}
