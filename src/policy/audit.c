// SPDX-License-Identifier: GPL-2.0
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/names.h"
#include "base/report.h"
#include "policy/audit.h"

static int name_reason(const char *name, enum hf_level level, hf_reason_set *set)
{
	enum hf_reason reason;

	if (parse_reason(name, &reason))
		return -1;
	if (reason == HF_REASON_SEAL)
		return fail(
			"lock: the seal is not audited: it guards the engine, or there is none");
	if (reason_texts[reason].level > level)
		return fail("lock: --audit=%s, but %s does not refuse it: %s does", name,
			    level_name(level), level_name(reason_texts[reason].level));
	if (reason_texts[reason].level <= HF_FORCE_LEVEL)
		return fail("lock: --audit=%s, but this build always enforces %s", name,
			    level_name(HF_FORCE_LEVEL));
	*set |= hf_set_of((int)reason);
	return 0;
}

int parse_audit(const char *text, enum hf_level level, struct audit_wish *wish)
{
	char *names, *rest, *name;
	int err = 0;

	if (level <= HF_FORCE_LEVEL)
		return fail("lock: --audit, but there is nothing to audit at %s",
			    level_name(level));
	wish->all = !text;
	if (wish->all)
		return 0;
	names = rest = strdup(text);
	if (!names)
		return fail("lock: no memory");
	while (!err && (name = strsep(&rest, ",")))
		err = name_reason(name, level, &wish->named);
	free(names);
	return err;
}

hf_reason_set audit_up_to(enum hf_level level)
{
	hf_reason_set set = level > HF_NONE ? hf_set_of(HF_REASON_UNKNOWN) : 0;

	for (unsigned int r = 0; r < HF_REASONS; r++)
		if (r != HF_REASON_SEAL && reason_texts[r].level <= level)
			set |= hf_set_of((int)r);
	return set;
}

hf_reason_set audit_at_start(const struct audit_wish *wish, enum hf_level level)
{
	hf_reason_set all = audit_up_to(HF_CONFIDENTIALITY);

	/* What no level refuses yet may still be audited when one does. */
	return (all & ~audit_up_to(level)) | (wish->all ? all : wish->named);
}

hf_reason_set audit_ended_by(const struct audit_wish *wish, enum hf_level level,
			     hf_reason_set audited)
{
	return wish->all ? 0 : audited & audit_up_to(level) & ~wish->named;
}

static const char *name_of(unsigned int reason)
{
	return reason < HF_REASONS ? reason_texts[reason].name : "unknown";
}

json_t *audit_json(hf_reason_set set)
{
	json_t *names = json_array();

	for (unsigned int r = 0; r <= HF_REASON_UNKNOWN; r++)
		if (set & (1ULL << r))
			json_array_append_new(names, json_string(name_of(r)));
	return names;
}

void print_audit(hf_reason_set set, enum hf_level level)
{
	if (set == audit_up_to(level)) {
		printf(" all that %s refuses\n", level_name(level));
		return;
	}
	for (unsigned int r = 0; r <= HF_REASON_UNKNOWN; r++)
		if (set & (1ULL << r))
			printf(" %s", name_of(r));
	putchar('\n');
}
