// SPDX-License-Identifier: GPL-2.0
/* [Exception NAME]. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/names.h"
#include "base/words.h"
#include "policy/text/devices.h"
#include "policy/text/paths.h"
#include "policy/text/set.h"
#include "policy/text/values.h"

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

bool read_reasons(hf_reason_set *set, const char *value, const struct place *at,
		  const char *not_seal)
{
	hf_reason_set read = 0;
	bool right = true;
	const char *list = value;
	struct place word_at;
	char *word;

	while ((word = next_word(&list, " \t", value, at, &word_at))) {
		right = add_reason(&read, word, &word_at, not_seal) && right;
		free(word);
	}
	if (right)
		*set = read;
	return right;
}

bool set_reasons(struct policy_exception *exception, const char *value, const struct place *at)
{
	return read_reasons(&exception->reasons, value, at, "nothing is excepted from the reason");
}

void replace_text(char **text, const char *value)
{
	free(*text);
	*text = *value ? must_copy(value, strlen(value)) : NULL;
}

bool read_program(char **program, const char *value, const struct place *at)
{
	char quoted[QUOTE_SIZE];

	if (!*value || is_plain_path(value)) {
		replace_text(program, value);
		return true;
	}
	problem(at,
		"'%s' is no whole path of a program; valid: from the root on, /usr/sbin/NAME, "
		"without '//', '.' and '..'",
		quote(quoted, value, strlen(value)));
	return false;
}

bool set_program(struct policy_exception *exception, const char *value, const struct place *at)
{
	return read_program(&exception->program, value, at);
}

bool set_comment(struct policy_exception *exception, const char *value, const struct place *at)
{
	(void)at;
	replace_text(&exception->comment, value);
	return true;
}

/*
 * Has each word of @value taken into @into; what is wrong with one is said, and the others are looked
 * at all the same. @take: returns what is wrong, or NULL.
 */
static bool take_words(const char *value, const char *separators, const struct place *at,
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

static const char *take_digest(void *into, const char *word)
{
	struct digests *read = into;

	read->list = must_grow(read->list, read->count, sizeof(*read->list));
	return parse_verity(word, &read->list[read->count++]);
}

bool set_digests(struct digests *digests, const char *value, const struct place *at)
{
	struct digests read = { 0 };

	if (!take_words(value, " \t", at, take_digest, &read)) {
		free(read.list);
		return false;
	}
	free(digests->list);
	*digests = read;
	return true;
}

bool set_verity(struct policy_exception *exception, const char *value, const struct place *at)
{
	return set_digests(&exception->verity, value, at);
}

bool set_library(struct policy_exception *exception, const char *value, const struct place *at)
{
	return set_digests(&exception->libraries, value, at);
}

bool set_images(struct policy_exception *exception, const char *value, const struct place *at)
{
	return set_digests(&exception->images, value, at);
}

bool set_modules(struct policy_exception *exception, const char *value, const struct place *at)
{
	return set_digests(&exception->modules, value, at);
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

struct ranges {
	struct masked_range *list;
	size_t count;
	unsigned int max;
};

static const char *take_range(void *into, const char *word)
{
	struct ranges *read = into;

	read->list = must_grow(read->list, read->count, sizeof(*read->list));
	return parse_masked_range(word, read->max, &read->list[read->count++]);
}

static bool set_ranges(struct hf_exception *narrowed, unsigned long long *masks, const char *value,
		       const struct place *at, unsigned int max)
{
	struct ranges read = { .max = max };
	bool right = take_words(value, " \t,", at, take_range, &read);
	char quoted[QUOTE_SIZE];
	const char *wrong;

	if (!*value) {
		memset(narrowed, 0, sizeof(*narrowed));
	} else if (right) {
		/* No range at all would be an exception that is not narrowed. */
		wrong = read.count ?
				merge_masked_ranges(read.list, read.count, max, narrowed, masks) :
				"has nothing but commas; valid: numbers and ranges between them";
		if (wrong)
			problem(at, "'%s' %s", quote(quoted, value, strlen(value)), wrong);
		right = !wrong;
	}
	free(read.list);
	return right;
}

bool set_registers(struct policy_exception *exception, const char *value, const struct place *at)
{
	return set_ranges(&exception->registers, exception->masks, value, at, MSR_MAX);
}

bool set_ports(struct policy_exception *exception, const char *value, const struct place *at)
{
	unsigned long long masks[HF_RANGES]; /* of ports: none */

	return set_ranges(&exception->ports, masks, value, at, PORT_MAX);
}

struct paths {
	char **list;
	size_t count;
	const char *(*check)(const char *path);
};

static const char *take_path(void *into, const char *word)
{
	struct paths *read = into;

	read->list = must_grow(read->list, read->count, sizeof(*read->list));
	read->list[read->count++] = must_copy(word, strlen(word));
	return read->check(word);
}

/* @more: what else can be done where they are more than there may be. */
static bool set_list(char ***list, size_t *count, const char *(*check)(const char *path),
		     const char *more, const char *value, const struct place *at)
{
	struct paths read = { .check = check };
	bool right = take_words(value, " \t", at, take_path, &read);

	_Static_assert(HF_RANGES == 64, "the message says how many");
	if (read.count > HF_RANGES) {
		problem(at, "these are %zu paths; valid: up to 64, so %s", read.count, more);
		right = false;
	}
	if (!right) {
		free_paths(read.list, read.count);
		return false;
	}
	free_paths(*list, *count);
	*list = read.list;
	*count = read.count;
	return true;
}

bool set_paths(struct policy_exception *exception, const char *value, const struct place *at)
{
	return set_list(&exception->paths, &exception->path_count, check_narrow_path,
			"take their folders", value, at);
}

bool set_devices(struct policy_exception *exception, const char *value, const struct place *at)
{
	return set_list(&exception->devices, &exception->device_count, check_device_path,
			"split it up", value, at);
}
