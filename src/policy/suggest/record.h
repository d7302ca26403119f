/* SPDX-License-Identifier: GPL-2.0 */
/* What was recorded: events as `holdfast events --json` prints them, read back. */
#ifndef HOLDFAST_POLICY_SUGGEST_RECORD_H
#define HOLDFAST_POLICY_SUGGEST_RECORD_H

#include <stddef.h>
#include <time.h>
#include <jansson.h>

#include "decide.h"
#include "engine_abi.h"

struct record_event {
	char *exe;	   /* NULL: it could not be read */
	char *reason_name; /* as it stands in the record */
	int reason;	   /* enum hf_reason, or HF_REASON_UNKNOWN */
	struct hf_range detail;
	enum hf_verdict verdict;
	enum hf_engine engine;
	time_t time;
};

struct record {
	struct record_event *events;
	size_t count;
	unsigned long long lost;
};

/* More than any buffer holds, for a lifetime of buffers. */
#define RECORD_MAX_BYTES (64UL << 20)

/*
 * Adds the events of a file, "-": of stdin. They stand in it as `holdfast events` prints them: in
 * an object with "events", in an array, or one after the other. Returns 0, or -1 after saying
 * where it is wrong, and what is valid.
 */
int read_record(struct record *record, const char *path);

/* Adds one event. Returns NULL, or what is wrong with it, which ends in what is valid. */
const char *add_event(struct record *record, const json_t *event);

/* As an event's: RFC 3339, UTC, seconds; or how long before @now: "90s", "30min", "1h", "7d". */
bool parse_since(const char *text, time_t now, time_t *time);

void free_record(struct record *record);

#endif
