/* SPDX-License-Identifier: GPL-2.0 */
/* The words of a value, and where in the file each of them is. */
#ifndef HOLDFAST_POLICY_TEXT_EACH_WORD_H
#define HOLDFAST_POLICY_TEXT_EACH_WORD_H

#include <stdbool.h>

#include "policy/text/problem.h"

/*
 * The next word of *@list, which moves to its end; NULL at the end of the list. free() it. @at is moved along: it is that
 * of the list's beginning, @value, before.
 */
char *next_word(const char **list, const char *separators, const char *value,
		const struct place *begin, struct place *at);

/*
 * Has each word of @value taken into @into; what is wrong with one is said, and the others are looked
 * at all the same. @take: returns what is wrong, or NULL.
 */
bool take_words(const char *value, const char *separators, const struct place *at,
		const char *(*take)(void *into, const char *word), void *into);

#endif
