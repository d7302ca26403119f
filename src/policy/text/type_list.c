// SPDX-License-Identifier: GPL-2.0
/* Values that are lists of words: of reasons, of digests. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/names.h"
#include "base/words.h"
#include "policy/text/each_word.h"
#include "policy/text/types.h"
#include "policy/text/values.h"
#include "policy/verity.h"

static bool add_reason(hf_reason_set *set, const char *word, const struct place *at,
		       const char *not_given)
{
	char valid[HF_REASONS * 32] = "", quoted[QUOTE_SIZE];
	const char *wrong = "there is no reason";

	for (unsigned int r = 0; r < HF_REASONS; r++) {
		if (*reason_texts[r].gives && !strcmp(reason_texts[r].name, word)) {
			*set |= hf_set_of((int)r);
			return true;
		}
	}
	for (unsigned int r = 0; r < HF_REASONS; r++)
		if (*reason_texts[r].gives)
			append_word(valid, sizeof(valid), reason_texts[r].name);
		else if (!strcmp(reason_texts[r].name, word))
			wrong = not_given;
	problem(at, "%s '%s'; valid: %s", wrong, quote(quoted, word, strlen(word)), valid);
	return false;
}

static bool read_set(hf_reason_set *set, const char *value, const struct place *at,
		     const char *not_given)
{
	hf_reason_set read = 0;
	bool right = true;
	const char *list = value;
	struct place word_at;
	char *word;

	while ((word = next_word(&list, " \t", value, at, &word_at))) {
		right = add_reason(&read, word, &word_at, not_given) && right;
		free(word);
	}
	if (right)
		*set = read;
	return right;
}

static bool read_reasons(void *value, const char *text, const struct place *at)
{
	return read_set(value, text, at, "no exception is possible from the reason");
}

static bool read_quiet_reasons(void *value, const char *text, const struct place *at)
{
	return read_set(value, text, at, "a quiet rule cannot have the reason");
}

static void print_reasons(const void *value)
{
	const hf_reason_set *reasons = value;
	const char *before = "";

	for (unsigned int r = 0; r < HF_REASONS; r++) {
		if (!(*reasons & hf_set_of((int)r)))
			continue;
		printf("%s%s", before, reason_texts[r].name);
		before = " ";
	}
}

static json_t *build_reasons(const void *value)
{
	const hf_reason_set *reasons = value;
	json_t *list = json_array();

	for (unsigned int r = 0; r < HF_REASONS; r++)
		if (*reasons & hf_set_of((int)r))
			json_array_append_new(list, json_string(reason_texts[r].name));
	return list;
}

const struct value_type reasons_type = {
	.read = read_reasons,
	.print = print_reasons,
	.build = build_reasons,
};
const struct value_type quiet_reasons_type = {
	.read = read_quiet_reasons,
	.print = print_reasons,
	.build = build_reasons,
};

static const char *take_digest(void *into, const char *word)
{
	struct digests *read = into;

	read->list = must_grow(read->list, read->count, sizeof(*read->list));
	return parse_verity(word, &read->list[read->count++]);
}

static bool read_digests(void *value, const char *text, const struct place *at)
{
	struct digests *digests = value;
	struct digests read = { 0 };

	if (!take_words(text, " \t", at, take_digest, &read)) {
		free(read.list);
		return false;
	}
	free(digests->list);
	*digests = read;
	return true;
}

static void print_digests(const void *value)
{
	const struct digests *digests = value;
	char text[VERITY_TEXT_SIZE];

	for (size_t i = 0; i < digests->count; i++) {
		format_verity(digests->list[i].digest, text);
		printf("%s%s", i ? " " : "", text);
	}
}

static json_t *build_digests(const void *value)
{
	const struct digests *digests = value;
	json_t *list = json_array();
	char text[VERITY_TEXT_SIZE];

	for (size_t i = 0; i < digests->count; i++) {
		format_verity(digests->list[i].digest, text);
		json_array_append_new(list, json_string(text));
	}
	return list;
}

static void release_digests(void *value)
{
	free(((struct digests *)value)->list);
}

const struct value_type digests_type = {
	.read = read_digests,
	.print = print_digests,
	.build = build_digests,
	.release = release_digests,
};

/* "none" is a list, too: of nothing that may be read. */
static bool read_demand(void *value, const char *text, const struct place *at)
{
	struct demand *demand = value;
	bool none = !strcmp(text, "none");

	if (!read_digests(&demand->files, none ? "" : text, at))
		return false;
	demand->is_made = none || demand->files.count;
	return true;
}

static void print_demand(const void *value)
{
	const struct demand *demand = value;

	if (!demand->files.count)
		fputs("none", stdout);
	print_digests(&demand->files);
}

/* Where there is none, null: there is no list. */
static json_t *build_demand(const void *value)
{
	const struct demand *demand = value;

	return demand->is_made ? build_digests(&demand->files) : json_null();
}

static void release_demand(void *value)
{
	release_digests(&((struct demand *)value)->files);
}

const struct value_type demand_type = {
	.read = read_demand,
	.print = print_demand,
	.build = build_demand,
	.release = release_demand,
};
