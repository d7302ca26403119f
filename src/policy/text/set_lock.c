// SPDX-License-Identifier: GPL-2.0
/* [Lock] and [Reasons]. */
#include <string.h>

#include "base/names.h"
#include "base/words.h"
#include "policy/text/keys.h"
#include "policy/text/set.h"

int choose_word(const char *value, const char *const *words, const struct place *at)
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

bool set_yes_no(bool *flag, const char *value, const struct place *at)
{
	static const char *const words[] = { "no", "yes", NULL };
	int chosen = *value ? choose_word(value, words, at) : 0;

	if (chosen >= 0)
		*flag = chosen;
	return chosen >= 0;
}

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

bool set_level(struct policy *policy, const char *value, const struct place *at)
{
	if (*value)
		return choose_level(&policy->level, value, at);
	policy->level = HF_FORCE_LEVEL;
	return true;
}

bool set_level_under_secure_boot(struct policy *policy, const char *value, const struct place *at)
{
	if (*value)
		return choose_level(&policy->level_under_secure_boot, value, at);
	policy->level_under_secure_boot = HF_LEVELS; /* as Level, once that is known */
	return true;
}

bool set_native(struct policy *policy, const char *value, const struct place *at)
{
	int chosen = *value ? choose_word(value, native_words, at) : (int)NATIVE_AUTO;

	if (chosen >= 0)
		policy->native = (enum native_wish)chosen;
	return chosen >= 0;
}

bool set_seal(struct policy *policy, const char *value, const struct place *at)
{
	return set_yes_no(&policy->seal, value, at);
}

bool set_strict(struct policy *policy, const char *value, const struct place *at)
{
	return set_yes_no(&policy->strict, value, at);
}

bool set_require_clean(struct policy *policy, const char *value, const struct place *at)
{
	return set_yes_no(&policy->require_clean, value, at);
}

bool set_mode(struct policy *policy, const char *value, const struct place *at)
{
	int chosen = *value ? choose_word(value, mode_words, at) : 0;

	if (chosen < 0)
		return false;
	if (chosen && HF_FORCE_LEVEL > HF_NONE) {
		problem(at,
			"Mode=audit, but this build always enforces %s; valid: enforce, and "
			"single reasons in [Reasons]",
			level_name(HF_FORCE_LEVEL));
		return false;
	}
	policy->audit = chosen;
	return true;
}

bool set_verdict(struct policy *policy, enum hf_reason reason, const char *value,
		 const struct place *at)
{
	static const char *const words[] = { "allow", "audit", "deny", NULL };
	hf_reason_set *const sets[] = { &policy->allowed, &policy->audited, &policy->enforced };
	int chosen = *value ? choose_word(value, words, at) : -1;

	if (*value && chosen < 0)
		return false;
	if (reason == HF_REASON_SEAL && *value) {
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
