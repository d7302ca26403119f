/* SPDX-License-Identifier: GPL-2.0 */
/* Lists of words, for messages that say what would have been valid. */
#ifndef HOLDFAST_BASE_WORDS_H
#define HOLDFAST_BASE_WORDS_H

#include <stddef.h>

/*
 * Adds @word to @list, a string in @size bytes, with a comma between. Where there is no room
 * left, the word is cut, never the buffer overrun.
 */
void append_word(char *list, size_t size, const char *word);

#endif
