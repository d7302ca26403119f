// SPDX-License-Identifier: GPL-2.0
#include <stdio.h>
#include <string.h>

#include "base/names.h"
#include "base/report.h"
#include "base/words.h"
#include "blob.h"

const struct reason_text reason_texts[HF_REASONS] = {
#define REASON(NAME, name, LEVEL, since, summary, loss, tools, gives) \
	[HF_REASON_##NAME] = { name, #NAME, false, HF_##LEVEL, since, summary, loss, tools, gives },
#define OWN_REASON(NAME, name, LEVEL, since, summary, loss, tools, gives) \
	[HF_REASON_##NAME] = { name, #NAME, true, HF_##LEVEL, since, summary, loss, tools, gives },
#include "reasons.def"
#undef REASON
};

unsigned int reasons_digest(void)
{
	return hf_reasons_digest();
}

static const char *const level_names[HF_LEVELS] = {
	[HF_NONE] = "none",
	[HF_INTEGRITY] = "integrity",
	[HF_CONFIDENTIALITY] = "confidentiality",
};

static const char *const verdict_names[HF_VERDICTS] = {
	[HF_ALLOW] = "allow",
	[HF_AUDIT] = "audit",
	[HF_DENY] = "deny",
};

static const char *const engine_names[HF_ENGINES] = {
	[HF_ENGINE_NATIVE] = "native",
	[HF_ENGINE_BPF] = "bpf",
	[HF_ENGINE_LSM] = "lsm",
};

const char *level_name(unsigned int level)
{
	return level < HF_LEVELS ? level_names[level] : "unknown";
}

const char *verdict_name(unsigned int verdict)
{
	return verdict < HF_VERDICTS ? verdict_names[verdict] : "unknown";
}

const char *engine_name(unsigned int engine)
{
	return engine < HF_ENGINES ? engine_names[engine] : "unknown";
}

int find_word(const char *word, const char *(*name)(unsigned int), unsigned int count)
{
	for (unsigned int i = 0; i < count; i++)
		if (!strcmp(name(i), word))
			return (int)i;
	return -1;
}

int find_reason(const char *name)
{
	for (int r = 0; r < HF_REASONS; r++)
		if (!strcmp(reason_texts[r].name, name))
			return r;
	return HF_REASON_UNKNOWN;
}

int parse_level(const char *name, enum hf_level *level)
{
	char valid[64] = "";

	for (unsigned int l = HF_FORCE_LEVEL; l < HF_LEVELS; l++) {
		if (!strcmp(name, level_names[l])) {
			*level = l;
			return 0;
		}
		append_word(valid, sizeof(valid), level_names[l]);
	}
	return fail("there is no level '%s'%s; valid levels: %s", name,
		    HF_FORCE_LEVEL > HF_NONE ? " in this build, which always enforces" : "", valid);
}

int parse_reason(const char *name, enum hf_reason *reason)
{
	char valid[HF_REASONS * 32] = "";

	for (unsigned int r = 0; r < HF_REASONS; r++) {
		if (!strcmp(name, reason_texts[r].name)) {
			*reason = r;
			return 0;
		}
		append_word(valid, sizeof(valid), reason_texts[r].name);
	}
	return fail("there is no reason '%s'; valid reasons: %s", name, valid);
}

int parse_reasons(int argc, char **argv, bool wanted[HF_REASONS])
{
	enum hf_reason reason;

	for (int i = 0; i < argc; i++) {
		if (parse_reason(argv[i], &reason))
			return -1;
		wanted[reason] = true;
	}
	for (unsigned int r = 0; !argc && r < HF_REASONS; r++)
		wanted[r] = true;
	return 0;
}
