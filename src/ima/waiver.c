// SPDX-License-Identifier: GPL-2.0
#include <string.h>

#include "ima/waiver.h"

/* A line of the policy, as the kernel shows it. */
struct line {
	const char *action;
	size_t action_len;
	const char *func; /* NULL: any */
	size_t func_len;
	bool signature; /* asks for a signature, in any format */
	bool condition; /* applies only to some files, users or times */
};

static bool is_word(const char *at, size_t len, const char *word)
{
	return len == strlen(word) && !strncmp(at, word, len);
}

static bool begins(const char *at, size_t len, const char *beginning)
{
	return len >= strlen(beginning) && !strncmp(at, beginning, strlen(beginning));
}

/* Whether a word leaves the rule for all files. An unknown word counts as a condition. */
static bool is_no_condition(const char *at, size_t len)
{
	static const char *const names[] = { "appraise_type=", "appraise_flag=", "appraise_algos=",
					     "template=", "pcr=" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (begins(at, len, names[i]))
			return true;
	return false;
}

/* Returns the beginning of the next line. */
static const char *read_line(const char *at, struct line *line)
{
	memset(line, 0, sizeof(*line));
	while (*at && *at != '\n') {
		size_t len = strcspn(at, " \t\n");

		if (!line->action && len) {
			line->action = at;
			line->action_len = len;
		} else if (begins(at, len, "func=")) {
			line->func = at + strlen("func=");
			line->func_len = len - strlen("func=");
		} else if (len && !is_no_condition(at, len)) {
			line->condition = true;
		}
		line->signature |= begins(at, len, "appraise_type=imasig") ||
				   begins(at, len, "appraise_type=sigv3");
		at += len;
		at += strspn(at, " \t");
	}
	return at + (*at == '\n');
}

static bool is_about(const struct line *line, const char *action, const char *func)
{
	return line->action && is_word(line->action, line->action_len, action) &&
	       (!line->func || is_word(line->func, line->func_len, func));
}

/*
 * Follows the rules as ima_appraise_signature() does: the first for @func decides. If that has a condition, or comes
 * after a rule that exempts some files, the kernel trusts in a guarantee that does not hold.
 */
static enum ima_waiver follow_rules(const char *rules, const char *func, bool *decided)
{
	struct line line;
	bool exempts = false;

	*decided = false;
	while (!*decided && *rules) {
		rules = read_line(rules, &line);
		if (is_about(&line, "dont_appraise", func))
			exempts = true;
		*decided = is_about(&line, "appraise", func);
	}
	if (!*decided || !line.signature)
		return IMA_WAIVER_NONE;
	return exempts || line.condition ? IMA_WAIVER_HOLE : IMA_WAIVER_VERIFIED;
}

/*
 * Whether a rule that root loads can become the first for images. It is added after the rules in force, except that the
 * first policy replaces those of the command line.
 */
static bool is_loadable(const struct ima_kernel *kernel, bool decided)
{
	bool any;

	return kernel->awaits && (!decided || kernel->builtin) &&
	       follow_rules(kernel->rules, "POLICY_CHECK", &any) != IMA_WAIVER_VERIFIED;
}

enum ima_waiver ima_find_waiver(const struct ima_kernel *kernel)
{
	enum ima_waiver waiver;
	bool decided;

	if (kernel->err)
		return IMA_WAIVER_UNKNOWN;
	/* If IMA enforces nothing, the kernel still asks the lock. */
	if (!kernel->waives || kernel->mode != IMA_ENFORCE)
		return IMA_WAIVER_NONE;
	if (kernel->awaits && kernel->takes == IMA_TAKES_ONE)
		return IMA_WAIVER_LOADABLE;
	if (!kernel->rules)
		return IMA_WAIVER_UNKNOWN;
	waiver = follow_rules(kernel->rules, "KEXEC_KERNEL_CHECK", &decided);
	return waiver != IMA_WAIVER_HOLE && is_loadable(kernel, decided) ? IMA_WAIVER_LOADABLE :
									   waiver;
}

const char *ima_waiver_name(enum ima_waiver waiver)
{
	static const char *const names[] = { "none", "verified", "loadable", "hole", "unknown" };

	return names[waiver];
}
