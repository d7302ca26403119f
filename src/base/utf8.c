// SPDX-License-Identifier: GPL-2.0
#include <stdint.h>

#include "base/utf8.h"

size_t utf8_length(const char *text, size_t left)
{
	/* The lowest character of each length: a longer encoding than needed is invalid. */
	static const uint32_t lowest[] = { 0, 0, 0x80, 0x800, 0x10000 };
	unsigned char first = (unsigned char)*text;
	size_t size = first < 0x80 ? 1 :
		      first < 0xc0 ? 0 :
		      first < 0xe0 ? 2 :
		      first < 0xf0 ? 3 :
		      first < 0xf8 ? 4 :
				     0;
	uint32_t character = first;

	if (size < 2 || size > left)
		return size > left ? 0 : size;
	character &= 0xffU >> (size + 1);
	for (size_t i = 1; i < size; i++) {
		unsigned char byte = (unsigned char)text[i];

		if ((byte & 0xc0) != 0x80)
			return 0;
		character = character << 6 | (byte & 0x3f);
	}
	if (character < lowest[size] || character > 0x10ffff ||
	    (character >= 0xd800 && character < 0xe000))
		return 0;
	return size;
}
