// SPDX-License-Identifier: GPL-2.0
/* Values that are a word of a list, and verdicts, which are, too. */
#include <stdio.h>
#include <string.h>

#include "base/names.h"
#include "base/words.h"
#include "policy/text/types.h"

const char *const native_words[] = { "auto", "yes", "no", NULL };
static const char *const yes_no_words[] = { "no", "yes", NULL };
static const char *const mode_words[] = { "enforce", "audit", NULL };
static const char *const library_words[] = { "any", "verified", NULL };

/* The index of @value in @words; -1 after saying which are valid. */
static int choose_word(const char *value, const char *const *words, const struct place *at)
{
	char valid[256] = "", quoted[QUOTE_SIZE];

	for (int i = 0; words[i]; i++) {
		if (!strcmp(words[i], value))
			return i;
		append_word(valid, sizeof(valid), words[i]);
	}
	problem(at, "there is no value '%s' of this key; valid: %s",
		quote(quoted, value, strlen(value)), valid);
	return -1;
}

/* The first of two words is the default. */
static bool read_flag(bool *flag, const char *text, const char *const *words,
		      const struct place *at)
{
	int chosen = *text ? choose_word(text, words, at) : 0;

	if (chosen >= 0)
		*flag = chosen;
	return chosen >= 0;
}

static bool read_yes_no(void *value, const char *text, const struct place *at)
{
	return read_flag(value, text, yes_no_words, at);
}

static const char *text_of_yes_no(const void *value)
{
	return yes_no_words[*(const bool *)value];
}

static json_t *build_yes_no(const void *value)
{
	return json_boolean(*(const bool *)value);
}

const struct value_type yes_no_type = {
	.read = read_yes_no,
	.text = text_of_yes_no,
	.build = build_yes_no,
};

static bool read_libraries(void *value, const char *text, const struct place *at)
{
	return read_flag(value, text, library_words, at);
}

static const char *text_of_libraries(const void *value)
{
	return library_words[*(const bool *)value];
}

const struct value_type libraries_type = {
	.read = read_libraries,
	.text = text_of_libraries,
};

static bool read_mode(void *value, const char *text, const struct place *at)
{
	bool audits = false;

	if (!read_flag(&audits, text, mode_words, at))
		return false;
	if (audits && HF_FORCE_LEVEL > HF_NONE) {
		problem(at,
			"Mode=audit, but this build always enforces %s; valid: enforce, and "
			"single reasons in [Reasons]",
			level_name(HF_FORCE_LEVEL));
		return false;
	}
	*(bool *)value = audits;
	return true;
}

static const char *text_of_mode(const void *value)
{
	return mode_words[*(const bool *)value];
}

const struct value_type mode_type = {
	.read = read_mode,
	.text = text_of_mode,
};

static bool read_native(void *value, const char *text, const struct place *at)
{
	int chosen = *text ? choose_word(text, native_words, at) : (int)NATIVE_AUTO;

	if (chosen >= 0)
		*(enum native_wish *)value = (enum native_wish)chosen;
	return chosen >= 0;
}

static const char *text_of_native(const void *value)
{
	return native_words[*(const enum native_wish *)value];
}

const struct value_type native_type = {
	.read = read_native,
	.text = text_of_native,
};

/* parse_level() with a place: a forced build knows no level below its own. */
static bool choose_level(enum hf_level *level, const char *value, const struct place *at)
{
	char valid[64] = "", quoted[QUOTE_SIZE];

	for (unsigned int l = HF_FORCE_LEVEL; l < HF_LEVELS; l++) {
		if (!strcmp(value, level_name(l))) {
			*level = l;
			return true;
		}
		append_word(valid, sizeof(valid), level_name(l));
	}
	problem(at, "there is no level '%s'%s; valid: %s", quote(quoted, value, strlen(value)),
		HF_FORCE_LEVEL > HF_NONE ? " in this build, which always enforces" : "", valid);
	return false;
}

static bool read_level(void *value, const char *text, const struct place *at)
{
	if (*text)
		return choose_level(value, text, at);
	*(enum hf_level *)value = HF_FORCE_LEVEL;
	return true;
}

static bool read_level_or_same(void *value, const char *text, const struct place *at)
{
	if (*text)
		return choose_level(value, text, at);
	*(enum hf_level *)value = HF_LEVELS; /* as Level, once that is known */
	return true;
}

static const char *text_of_level(const void *value)
{
	return level_name(*(const enum hf_level *)value);
}

const struct value_type level_type = {
	.read = read_level,
	.text = text_of_level,
};
const struct value_type level_or_same_type = {
	.read = read_level_or_same,
	.text = text_of_level,
};

bool read_verdict(struct policy *policy, enum hf_reason reason, const char *text,
		  const struct place *at)
{
	static const char *const words[] = { "allow", "audit", "deny", NULL };
	hf_reason_set *const sets[] = { &policy->allowed, &policy->audited, &policy->enforced };
	int chosen = *text ? choose_word(text, words, at) : -1;

	if (*text && chosen < 0)
		return false;
	if (reason == HF_REASON_SEAL && *text) {
		problem(at, "seal has no verdict of its own: it guards the engine, or there is "
			    "none; valid: the other reasons, and Seal= in [Lock]");
		return false;
	}
	if (reason_texts[reason].level <= HF_FORCE_LEVEL && chosen >= 0 && chosen < 2) {
		problem(at, "%s=%s, but this build always enforces %s; valid: deny",
			reason_texts[reason].name, words[chosen], level_name(HF_FORCE_LEVEL));
		return false;
	}
	for (int i = 0; words[i]; i++) {
		*sets[i] &= ~hf_set_of((int)reason);
		if (i == chosen)
			*sets[i] |= hf_set_of((int)reason);
	}
	return true;
}
