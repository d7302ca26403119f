// SPDX-License-Identifier: GPL-2.0
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/index.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "policy/text/keys.h"
#include "policy/text/text.h"

/* A line without its end, and where what is not blank in it begins and ends. */
struct line {
	const char *text;
	size_t len;
	size_t first, end;
	struct place at;
};

struct scan {
	struct settings *settings;
	FILE *plain;
	const char *section;  /* the one that we are in; NULL: none yet, or none that can be read */
	size_t section_begin; /* its first setting */
	struct index sections;
	bool lost; /* in a section that could not be read, and was reported */
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static void trim(struct line *line)
{
	line->end = line->len;
	while (line->first < line->end && is_blank(line->text[line->first]))
		line->first++;
	while (line->end > line->first && is_blank(line->text[line->end - 1]))
		line->end--;
}

static struct place column(const struct line *line, size_t offset)
{
	struct place at = line->at;

	at.column = (unsigned int)offset + 1;
	return at;
}

/* What no line may have, comments included: they are shown on terminals, too. */
static bool has_bad_bytes(const struct line *line)
{
	struct place at;

	if (line->len > POLICY_LINE_MAX) {
		at = column(line, POLICY_LINE_MAX);
		problem(&at, "the line is too long; valid: up to %u bytes", POLICY_LINE_MAX);
		return true;
	}
	for (size_t i = 0, size; i < line->len; i += size) {
		unsigned char c = (unsigned char)line->text[i];

		at = column(line, i);
		size = utf8_length(line->text + i, line->len - i);
		if (!size) {
			problem(&at, "byte 0x%02x is not UTF-8; valid: text in UTF-8", c);
			return true;
		}
		/* The second control characters, U+0080 to U+009F, are 0xc2 and another byte. */
		if ((c < 0x20 && c != '\t') || c == 0x7f ||
		    (c == 0xc2 && (unsigned char)line->text[i + 1] < 0xa0)) {
			problem(&at, "control character 0x%02x%s; valid: printable text", c,
				c == '\r' ? ", from a line end of another system" : "");
			return true;
		}
	}
	return false;
}

static struct setting *add_setting(struct scan *scan, const char *key, size_t len,
				   const struct place *at)
{
	struct settings *settings = scan->settings;
	struct setting *setting;

	settings->list = must_grow(settings->list, settings->count, sizeof(*settings->list));
	setting = &settings->list[settings->count++];
	setting->section = must_copy(scan->section, strlen(scan->section));
	setting->key = key ? must_copy(key, len) : NULL;
	setting->at = *at;
	return setting;
}

static void begin_section(struct scan *scan, const struct line *line)
{
	const char *name = line->text + line->first + 1;
	const char *bracket = memchr(name, ']', line->end - line->first - 1);
	struct place at = column(line, line->first);
	char *section;
	long other;

	scan->section = NULL;
	scan->lost = true;
	if (!bracket || bracket == name) {
		problem(&at, bracket ? "a section without a name; valid: [NAME]" :
				       "the section's ']' is missing; valid: [NAME]");
		return;
	}
	if (bracket != line->text + line->end - 1) {
		at = column(line, (size_t)(bracket + 1 - line->text));
		problem(&at, "text after the section's ']'; valid: [NAME] on a line of its own");
		return;
	}
	section = must_copy(name, (size_t)(bracket - name));
	if (!check_section(&at, section)) {
		free(section);
		return;
	}
	other = index_find(&scan->sections, section, "");
	if (other >= 0) {
		problem(&at, "a second section of this name; the first is in line %u; valid: one",
			scan->settings->list[other].at.line);
		free(section);
		return;
	}
	index_add(&scan->sections, section, "", scan->settings->count);
	scan->lost = false;
	scan->section = section;
	scan->section_begin = scan->settings->count;
	add_setting(scan, NULL, 0, &at)->plain_at = (size_t)ftell(scan->plain);
	scan->section = scan->settings->list[scan->section_begin].section;
	free(section);
	fprintf(scan->plain, "[%s]", scan->section);
}

static bool is_second(const struct scan *scan, const char *key, size_t len, const struct place *at)
{
	for (size_t i = scan->section_begin + 1; i < scan->settings->count; i++) {
		const struct setting *other = &scan->settings->list[i];

		if (strlen(other->key) != len || strncmp(other->key, key, len) != 0)
			continue;
		problem(at,
			"%s= is set a second time in this section; the first is in line %u; "
			"valid: one",
			other->key, other->at.line);
		return true;
	}
	return false;
}

/* KEY=VALUE, without the blanks around both. */
struct pair {
	const char *key, *value; /* NULL: there is no '=' */
	size_t len;		 /* of the key */
	size_t size;		 /* of the value */
};

static struct pair take_apart(const struct line *line)
{
	const char *begin = line->text + line->first, *end = line->text + line->end;
	const char *equals = memchr(begin, '=', line->end - line->first);
	struct pair pair = { .key = begin };

	if (!equals)
		return pair;
	pair.len = (size_t)(equals - begin);
	while (pair.len && is_blank(begin[pair.len - 1]))
		pair.len--;
	pair.value = equals + 1;
	while (pair.value < end && is_blank(*pair.value))
		pair.value++;
	pair.size = (size_t)(end - pair.value);
	return pair;
}

/* What the library would take otherwise than it is meant. */
static bool is_right_pair(const struct line *line, const struct pair *pair)
{
	const char *hash = memchr(pair->key, '#', line->end - line->first);
	struct place at = column(line, line->first);

	if (!pair->len) {
		problem(&at, "%s; valid: [SECTION], KEY=VALUE, or # and a comment",
			pair->value ? "there is no key before the '='" :
				      "the line has none of the valid forms");
		return false;
	}
	if (hash) {
		at = column(line, (size_t)(hash - line->text));
		problem(&at, "a '#' in a setting; valid: comments on lines of their own");
		return false;
	}
	if (pair->size && *pair->value == '"') {
		at = column(line, (size_t)(pair->value - line->text));
		problem(&at, "a value in quotes; valid: the value without quotes");
		return false;
	}
	return true;
}

static void read_setting(struct scan *scan, const struct line *line)
{
	const struct pair pair = take_apart(line);
	struct place at = column(line, line->first);
	struct setting *setting;

	if (!is_right_pair(line, &pair))
		return;
	if (!scan->section) {
		if (!scan->lost)
			problem(&at, "a key outside of a section; valid: [Lock], [Reasons], "
				     "[Exception NAME] or [Quiet NAME] in a line before it");
		return;
	}
	if (!check_key(&at, scan->section, pair.key, pair.len) ||
	    is_second(scan, pair.key, pair.len, &at))
		return;
	setting = add_setting(scan, pair.key, pair.len, &at);
	setting->value_at = (unsigned int)(pair.value - line->text) + 1;
	fprintf(scan->plain, "%.*s=%.*s", (int)pair.len, pair.key, (int)pair.size, pair.value);
}

static void scan_line(struct scan *scan, struct line *line)
{
	if (has_bad_bytes(line))
		return;
	trim(line);
	if (line->first == line->end || line->text[line->first] == '#')
		return;
	if (line->text[line->first] == '[')
		begin_section(scan, line);
	else
		read_setting(scan, line);
}

void scan_policy(struct policy_file *file, const char *text, size_t size, struct settings *settings)
{
	struct scan scan = { .settings = settings };
	struct line line = { .at = { .file = file, .column = 1 } };
	const char *end = text + size;
	size_t plain_size;

	memset(settings, 0, sizeof(*settings));
	scan.plain = open_memstream(&settings->plain, &plain_size);
	if (!scan.plain) {
		problem(&line.at, "it cannot be read: %m");
		return;
	}
	/* Every line is one of the plain text, too: what the library says has the right number. */
	for (; text < end && file->problems <= PROBLEMS_SHOWN; text += line.len + 1) {
		const char *newline = memchr(text, '\n', (size_t)(end - text));

		line.text = text;
		line.len = (size_t)((newline ? newline : end) - text);
		line.first = 0;
		line.at.line++;
		scan_line(&scan, &line);
		fputc('\n', scan.plain);
	}
	index_free(&scan.sections);
	/* Out of memory, it is cut: what is missing has to be found missing. */
	if (fclose(scan.plain))
		problem(&line.at, "it cannot be read: %m");
}

void free_settings(struct settings *settings)
{
	for (size_t i = 0; i < settings->count; i++) {
		free(settings->list[i].section);
		free(settings->list[i].key);
		free(settings->list[i].value);
	}
	free(settings->list);
	free(settings->plain);
}
