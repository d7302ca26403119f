// SPDX-License-Identifier: GPL-2.0
/* [Exception NAME]. */
#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "names.h"
#include "policy_paths.h"
#include "policy_set.h"
#include "policy_values.h"
#include "words.h"

/*
 * The next word of *@list, which moves behind it; NULL at the end. @at is moved along: it is that
 * of the list's beginning, @value, before.
 */
static char *next_word(const char **list, const char *separators, const char *value,
		       const struct place *begin, struct place *at)
{
	const char *word = *list + strspn(*list, separators);
	size_t len = strcspn(word, separators);

	*list = word + len;
	*at = *begin;
	at->column += (unsigned int)(word - value);
	return len ? must_copy(word, len) : NULL;
}

static bool add_reason(hf_reason_set *set, const char *word, const struct place *at)
{
	char valid[HF_REASONS * 32] = "", quoted[QUOTE_SIZE];

	for (unsigned int r = 0; r < HF_REASONS; r++) {
		if (r != HF_REASON_SEAL && !strcmp(reason_texts[r].name, word)) {
			*set |= hf_set_of((int)r);
			return true;
		}
	}
	for (unsigned int r = 0; r < HF_REASONS; r++)
		if (r != HF_REASON_SEAL)
			append_word(valid, sizeof(valid), reason_texts[r].name);
	problem(at, "%s '%s'; valid: %s",
		strcmp(word, reason_texts[HF_REASON_SEAL].name) ?
			"there is no reason" :
			"nothing is excepted from the reason",
		quote(quoted, word, strlen(word)), valid);
	return false;
}

bool set_reasons(struct policy_exception *exception, const char *value, const struct place *at)
{
	hf_reason_set set = 0;
	bool right = true;
	const char *list = value;
	struct place word_at;
	char *word;

	while ((word = next_word(&list, " \t", value, at, &word_at))) {
		right = add_reason(&set, word, &word_at) && right;
		free(word);
	}
	if (right)
		exception->reasons = set;
	return right;
}

static bool replace_text(char **text, const char *value)
{
	free(*text);
	*text = *value ? must_copy(value, strlen(value)) : NULL;
	return true;
}

bool set_program(struct policy_exception *exception, const char *value, const struct place *at)
{
	char quoted[QUOTE_SIZE];

	if (!*value || is_plain_path(value))
		return replace_text(&exception->program, value);
	problem(at,
		"'%s' is no whole path of a program; valid: from the root on, /usr/sbin/NAME, "
		"without '//', '.' and '..'",
		quote(quoted, value, strlen(value)));
	return false;
}

bool set_comment(struct policy_exception *exception, const char *value, const struct place *at)
{
	(void)at;
	return replace_text(&exception->comment, value);
}

static bool set_digests(struct verity **digests, size_t *count, const char *value,
			const struct place *at)
{
	struct verity *read = NULL;
	size_t number = 0;
	bool right = true;
	const char *list = value, *wrong;
	char quoted[QUOTE_SIZE];
	struct place word_at;
	char *word;

	while ((word = next_word(&list, " \t", value, at, &word_at))) {
		read = must_grow(read, number, sizeof(*read));
		wrong = parse_verity(word, &read[number++]);
		if (wrong)
			problem(&word_at, "'%s' %s", quote(quoted, word, strlen(word)), wrong);
		right = right && !wrong;
		free(word);
	}
	if (!right) {
		free(read);
		return false;
	}
	free(*digests);
	*digests = read;
	*count = number;
	return true;
}

bool set_verity(struct policy_exception *exception, const char *value, const struct place *at)
{
	return set_digests(&exception->verity, &exception->verity_count, value, at);
}

bool set_library(struct policy_exception *exception, const char *value, const struct place *at)
{
	return set_digests(&exception->libraries, &exception->library_count, value, at);
}

bool set_unverified(struct policy_exception *exception, const char *value, const struct place *at)
{
	return set_yes_no(&exception->unverified, value, at);
}

bool set_libraries(struct policy_exception *exception, const char *value, const struct place *at)
{
	static const char *const words[] = { "any", "verified", NULL };
	int chosen = *value ? choose_word(value, words, at) : 0;

	if (chosen >= 0)
		exception->verified_libraries = chosen;
	return chosen >= 0;
}

static bool set_ranges(struct hf_exception *narrowed, const char *value, const struct place *at,
		       unsigned int max)
{
	struct hf_range *ranges = NULL;
	size_t count = 0;
	bool right = true;
	const char *list = value, *wrong;
	char quoted[QUOTE_SIZE];
	struct place word_at;
	char *word;

	while ((word = next_word(&list, " \t,", value, at, &word_at))) {
		ranges = must_grow(ranges, count, sizeof(*ranges));
		wrong = parse_range(word, max, &ranges[count++]);
		if (wrong)
			problem(&word_at, "'%s' %s", quote(quoted, word, strlen(word)), wrong);
		right = right && !wrong;
		free(word);
	}
	if (!*value) {
		memset(narrowed, 0, sizeof(*narrowed));
	} else if (right) {
		/* No range at all would be an exception that is not narrowed. */
		wrong = count ? merge_ranges(ranges, count, max, narrowed) :
				"has nothing but commas; valid: numbers and ranges between them";
		if (wrong)
			problem(at, "'%s' %s", quote(quoted, value, strlen(value)), wrong);
		right = !wrong;
	}
	free(ranges);
	return right;
}

bool set_registers(struct policy_exception *exception, const char *value, const struct place *at)
{
	return set_ranges(&exception->registers, value, at, MSR_MAX);
}

bool set_ports(struct policy_exception *exception, const char *value, const struct place *at)
{
	return set_ranges(&exception->ports, value, at, PORT_MAX);
}

bool set_paths(struct policy_exception *exception, const char *value, const struct place *at)
{
	char **paths = NULL;
	size_t count = 0;
	bool right = true;
	const char *list = value, *wrong;
	char quoted[QUOTE_SIZE];
	struct place word_at;
	char *word;

	while ((word = next_word(&list, " \t", value, at, &word_at))) {
		paths = must_grow(paths, count, sizeof(*paths));
		paths[count++] = word;
		wrong = check_narrow_path(word);
		if (wrong)
			problem(&word_at, "'%s' %s", quote(quoted, word, strlen(word)), wrong);
		right = right && !wrong;
	}
	_Static_assert(HF_RANGES == 64, "the message says how many");
	if (count > HF_RANGES) {
		problem(at, "these are %zu paths; valid: up to 64, so take their folders", count);
		right = false;
	}
	if (!right) {
		free_paths(paths, count);
		return false;
	}
	free_paths(exception->paths, exception->path_count);
	exception->paths = paths;
	exception->path_count = count;
	return true;
}
