// SPDX-License-Identifier: GPL-2.0
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "policy/text/each_word.h"

char *next_word(const char **list, const char *separators, const char *value,
		const struct place *begin, struct place *at)
{
	const char *word = *list + strspn(*list, separators);
	size_t len = strcspn(word, separators);

	*list = word + len;
	*at = *begin;
	at->column += (unsigned int)(word - value);
	return len ? must_copy(word, len) : NULL;
}

bool take_words(const char *value, const char *separators, const struct place *at,
		const char *(*take)(void *into, const char *word), void *into)
{
	const char *list = value, *wrong;
	char quoted[QUOTE_SIZE];
	struct place word_at;
	bool right = true;
	char *word;

	while ((word = next_word(&list, separators, value, at, &word_at))) {
		wrong = take(into, word);
		if (wrong)
			problem(&word_at, "'%s' %s", quote(quoted, word, strlen(word)), wrong);
		right = right && !wrong;
		free(word);
	}
	return right;
}
