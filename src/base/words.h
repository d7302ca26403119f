/* SPDX-License-Identifier: GPL-2.0 */
/* Lists of valid words, for messages. */
#ifndef HOLDFAST_BASE_WORDS_H
#define HOLDFAST_BASE_WORDS_H

#include <stddef.h>

/*
 * Appends @word to @list, a string in @size bytes, with a comma between. A word that does not fit is cut.
 */
void append_word(char *list, size_t size, const char *word);

#endif
