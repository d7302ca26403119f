// SPDX-License-Identifier: GPL-2.0
/* Files of events: JSON values, one or many, however they are laid out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/quote.h"
#include "base/report.h"
#include "policy/suggest/record.h"
#include "policy/text/problem.h"

/* A file that is read, and how far. */
struct source {
	char *shown; /* its name, printable */
	char *text;
	size_t size, at;
	size_t events;
	struct record *record;
};

static size_t count_newlines(const char *text, size_t size)
{
	size_t lines = 0;

	for (size_t i = 0; i < size; i++)
		lines += text[i] == '\n';
	return lines;
}

/* One byte more than is taken: what is longer is no record, and may have no end. */
static int read_all(struct source *source, FILE *from)
{
	size_t room = 1UL << 16, got;

	do {
		source->text = must_resize(source->text, room);
		got = fread(source->text + source->size, 1, room - source->size, from);
		source->size += got;
		if (source->size == room)
			room *= 2;
	} while (got && source->size <= RECORD_MAX_BYTES);
	if (ferror(from))
		return fail("suggest: %s: cannot be read: %m", source->shown);
	if (source->size > RECORD_MAX_BYTES)
		return fail("suggest: %s: has more than %lu MiB; valid: less, so give a part of it",
			    source->shown, RECORD_MAX_BYTES >> 20);
	return 0;
}

static int read_event(struct source *source, const json_t *event)
{
	const char *wrong = add_event(source->record, event);

	source->events++;
	if (!wrong)
		return 0;
	return fail("suggest: %s: event %zu: %s", source->shown, source->events, wrong);
}

static int read_events(struct source *source, const json_t *list)
{
	const json_t *event;
	size_t i;

	json_array_foreach (list, i, event)
		if (read_event(source, event))
			return -1;
	return 0;
}

/* The object around the events. */
static int read_object(struct source *source, const json_t *object)
{
	const json_t *list = json_object_get(object, "events");
	const json_t *lost = json_object_get(object, "lost");

	if (!json_is_array(list))
		return fail("suggest: %s: 'events' is no array; valid: what `holdfast events "
			    "--json` prints",
			    source->shown);
	if (!json_is_integer(lost) || json_integer_value(lost) < 0)
		return fail("suggest: %s: 'lost' is missing or no number; valid: what `holdfast "
			    "events --json` prints",
			    source->shown);
	source->record->lost += (unsigned long long)json_integer_value(lost);
	return read_events(source, list);
}

static int read_value(struct source *source, const json_t *value)
{
	if (json_is_array(value))
		return read_events(source, value);
	return json_object_get(value, "events") ? read_object(source, value) :
						  read_event(source, value);
}

static int fail_syntax(const struct source *source, const json_error_t *error)
{
	/* It quotes the file, and with it what a terminal would obey. */
	char *text = printable(error->text);
	size_t line = count_newlines(source->text, source->at) + (size_t)error->line;

	fail("suggest: %s:%zu: is no JSON: %s; valid: what `holdfast events --json` prints",
	     source->shown, line, text);
	free(text);
	return -1;
}

static int read_values(struct source *source)
{
	for (;;) {
		json_error_t error = { 0 };
		json_t *value;
		int err;

		while (source->at < source->size && strchr(" \t\r\n", source->text[source->at]) &&
		       source->text[source->at])
			source->at++;
		if (source->at == source->size)
			return 0;
		value = json_loadb(source->text + source->at, source->size - source->at,
				   JSON_REJECT_DUPLICATES | JSON_DISABLE_EOF_CHECK, &error);
		if (!value)
			return fail_syntax(source, &error);
		err = read_value(source, value);
		json_decref(value);
		if (err)
			return err;
		source->at += (size_t)error.position;
	}
}

int read_record(struct record *record, const char *path)
{
	bool is_stdin = !strcmp(path, "-");
	struct source source = { .record = record,
				 .shown = printable(is_stdin ? "standard input" : path) };
	FILE *from = is_stdin ? stdin : fopen(path, "re");
	int err;

	if (!from)
		err = fail("suggest: %s: cannot be read: %m", source.shown);
	else
		err = read_all(&source, from);
	if (from && !is_stdin)
		fclose(from);
	if (!err)
		err = read_values(&source);
	free(source.text);
	free(source.shown);
	return err;
}
