// SPDX-License-Identifier: GPL-2.0
/*
 * Copies a manual page from stdin to stdout and puts the list of reasons, made from reasons.def,
 * in the place of its line @REASONS@:
 *
 *	list_reasons <holdfast.7.in >holdfast.7
 */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "../core/levels.h"

/* Escapes come on top of it. */
#define LINE_MAX_LEN 72

static const char mark[] = "@REASONS@\n";

static const char *const level_names[HF_LEVELS] = {
	[HF_NONE] = "none",
	[HF_INTEGRITY] = "integrity",
	[HF_CONFIDENTIALITY] = "confidentiality",
};

static const struct reason {
	const char *name;
	enum hf_level level;
	const char *since; /* with whose release it is */
	const char *summary;
	const char *loss;
	const char *tools;
	const char *gives;
} reasons[HF_REASONS] = {
#define REASON(NAME, name, LEVEL, since, summary, loss, tools, gives) \
	{ name, HF_##LEVEL, "Linux " since, summary, loss, tools, gives },
#define OWN_REASON(NAME, name, LEVEL, since, summary, loss, tools, gives) \
	{ name, HF_##LEVEL, "holdfast's own, since holdfast " since, summary, loss, tools, gives },
#include "../core/reasons.def"
#undef REASON
};

/* Nothing in a word may be taken for an escape, and a minus stays one that can be copied. */
static void print_word(const char *word, size_t len)
{
	size_t plain = strcspn(word, "-_/ ");

	/* Names are not hyphenated. */
	if (plain < len)
		fputs("\\%", stdout);
	for (const char *c = word; c < word + len; c++) {
		if (*c == '\\')
			fputs("\\e", stdout);
		else if (*c == '-')
			fputs("\\-", stdout);
		else
			putchar(*c);
	}
}

/*
 * Prints @text as lines of roff: no line is too long or can be taken for a request or a macro,
 * and a new sentence begins a new line.
 */
static void print_text(const char *text)
{
	size_t column = 0;
	bool sentence_ended = false;

	while (*text) {
		size_t len = strcspn(text, " ");

		if (column && (sentence_ended || column + len > LINE_MAX_LEN)) {
			putchar('\n');
			column = 0;
		}
		if (column)
			putchar(' ');
		else if (*text == '.' || *text == '\'')
			fputs("\\&", stdout);
		print_word(text, len);
		column += len + 1;
		sentence_ended = len && text[len - 1] == '.';
		text += len + (text[len] == ' ');
	}
	putchar('\n');
}

static void print_reason(const struct reason *reason)
{
	printf(".It Sy ");
	print_text(reason->name);
	/* The summary is half a sentence; the page has it as one. */
	print_text(reason->summary);
	printf("(%s).\n.br\n", reason->since);
	print_text(reason->loss);
	if (*reason->tools) {
		printf(".br\nNeeded by:\n");
		print_text(reason->tools);
	}
	if (*reason->gives) {
		printf(".br\nA program with an exception can\n");
		print_text(reason->gives);
	}
}

static void print_reasons(void)
{
	for (unsigned int level = HF_INTEGRITY; level < HF_LEVELS; level++) {
		printf(".Ss Refused from %s\n.Bl -tag -width 4n\n", level_names[level]);
		for (unsigned int r = 0; r < HF_REASONS; r++)
			if (reasons[r].level == level)
				print_reason(&reasons[r]);
		printf(".El\n");
	}
}

int main(void)
{
	char line[1024];
	int marks = 0;

	while (fgets(line, sizeof(line), stdin)) {
		if (strcmp(line, mark)) {
			fputs(line, stdout);
			continue;
		}
		print_reasons();
		marks++;
	}
	if (ferror(stdin) || fflush(stdout) || ferror(stdout)) {
		fprintf(stderr, "list_reasons: cannot copy the page: %s\n", strerror(errno));
		return 1;
	}
	if (marks != 1) {
		fprintf(stderr,
			"list_reasons: %d lines @REASONS@ on stdin; give it a page with one\n",
			marks);
		return 1;
	}
	return 0;
}
