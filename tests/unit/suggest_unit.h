/* SPDX-License-Identifier: GPL-2.0 */
/* Helpers of the tests of records and of suggestions. */
#ifndef HOLDFAST_TESTS_SUGGEST_UNIT_H
#define HOLDFAST_TESTS_SUGGEST_UNIT_H

#include "policy_unit.h"

#include "policy/suggest/suggest.h"

/* An event as JSON: each argument is JSON, texts with their quotes. */
#define EVENT_OF(time, verdict, engine, reason, detail, exe)                                  \
	"{\"time\":" time ",\"verdict\":" verdict ",\"engine\":" engine ",\"reason\":" reason \
	",\"detail\":" detail ",\"exe\":" exe ",\"pid\":1}\n"
#define NOON "\"2026-11-25T12:00:00Z\""
#define AUDITED(reason, detail, exe) \
	EVENT_OF(NOON, "\"audit\"", "\"bpf\"", "\"" reason "\"", detail, "\"" exe "\"")
#define DENIED(reason, detail, exe) \
	EVENT_OF(NOON, "\"deny\"", "\"bpf\"", "\"" reason "\"", detail, "\"" exe "\"")
#define RANGE(first, last) "{\"first\":" #first ",\"last\":" #last "}"

/* Reads a file with these bytes; messages go to @err. */
int read_record_bytes(struct record *record, const char *text, size_t size, char err[CAPTURE_SIZE]);

/* The suggestion for a record with this text, which has to be valid. */
void suggest_for(const char *text, const struct suggest_options *options, char out[CAPTURE_SIZE],
		 char err[CAPTURE_SIZE]);

#endif
