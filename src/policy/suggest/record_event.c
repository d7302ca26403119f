// SPDX-License-Identifier: GPL-2.0
/* One event of a record. Whoever wrote the file may have written anything. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/names.h"
#include "policy/suggest/record.h"
#include "policy/text/values.h"

static bool parse_event_time(const char *text, time_t *time)
{
	static const char format[] = "%Y-%m-%dT%H:%M:%SZ";
	struct tm tm = { 0 };
	const char *end = strptime(text, format, &tm);
	char again[sizeof("2026-11-25T13:42:49Z")];

	if (!end || *end)
		return false;
	*time = timegm(&tm);
	/* strptime() takes blanks, missing digits and the 31st of February, which are other texts. */
	return gmtime_r(time, &tm) && strftime(again, sizeof(again), format, &tm) &&
	       !strcmp(again, text);
}

bool parse_since(const char *text, time_t now, time_t *time)
{
	static const struct {
		const char *unit;
		long seconds;
	} units[] = { { "s", 1 }, { "min", 60 }, { "h", 3600 }, { "d", 86400 } };
	size_t digits = strspn(text, "0123456789");

	/* Nine digits fit, also in seconds. */
	if (digits && digits <= 9) {
		for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
			if (strcmp(text + digits, units[i].unit) != 0)
				continue;
			*time = now - strtol(text, NULL, 10) * units[i].seconds;
			return true;
		}
	}
	return parse_event_time(text, time);
}

static const char *read_verdict(struct record_event *to, const json_t *event)
{
	const char *verdict = json_string_value(json_object_get(event, "verdict"));
	const char *engine = json_string_value(json_object_get(event, "engine"));
	int number = verdict ? find_word(verdict, verdict_name, HF_VERDICTS) : -1;

	if (number < 0)
		return "'verdict' is missing or none; valid: \"allow\", \"audit\", \"deny\"";
	to->verdict = (enum hf_verdict)number;
	number = engine ? find_word(engine, engine_name, HF_ENGINES) : -1;
	if (number < 0)
		return "'engine' is missing or none; valid: \"native\", \"bpf\", \"lsm\"";
	to->engine = (enum hf_engine)number;
	return NULL;
}

static bool read_number(const json_t *object, const char *key, unsigned int max,
			unsigned int *number)
{
	const json_t *value = json_object_get(object, key);

	if (!json_is_integer(value) || json_integer_value(value) < 0 ||
	    json_integer_value(value) > max)
		return false;
	*number = (unsigned int)json_integer_value(value);
	return true;
}

static const char *read_detail(struct record_event *to, const json_t *event)
{
	const json_t *detail = json_object_get(event, "detail");
	unsigned int max = to->reason == HF_REASON_IOPORT ? PORT_MAX : MSR_MAX;
	unsigned int first, last;

	if (json_is_null(detail))
		return NULL;
	if (!read_number(detail, "first", max, &first) ||
	    !read_number(detail, "last", max, &last) || last < first)
		return "'detail' is missing or no range; valid: null, or {\"first\": N, \"last\": "
		       "N}, for ioport up to 65535, for msr up to 4294967295";
	/* Other reasons have none: a later version's is not looked at. */
	if (to->reason != HF_REASON_MSR && to->reason != HF_REASON_IOPORT &&
	    to->reason != HF_REASON_DEVICE_DMA)
		return NULL;
	to->detail.first = first;
	/* As parse_range() has it: all numbers there are would be a size of 0. */
	to->detail.size = last - first == UINT_MAX ? UINT_MAX : last - first + 1;
	return NULL;
}

const char *add_event(struct record *record, const json_t *event)
{
	const char *time = json_string_value(json_object_get(event, "time"));
	const char *reason = json_string_value(json_object_get(event, "reason"));
	const json_t *exe = json_object_get(event, "exe");
	struct record_event to = { 0 };
	const char *wrong;

	if (!json_is_object(event))
		return "it is no object; valid: what `holdfast events --json` prints";
	if (!time || !parse_event_time(time, &to.time))
		return "'time' is missing or none; valid: \"2026-11-25T13:42:49Z\"";
	wrong = read_verdict(&to, event);
	if (wrong)
		return wrong;
	if (!reason || !*reason)
		return "'reason' is missing or no text; valid: a name, \"msr\"";
	to.reason = find_reason(reason);
	wrong = read_detail(&to, event);
	if (wrong)
		return wrong;
	if (!json_is_string(exe) && !json_is_null(exe))
		return "'exe' is missing or no text; valid: a path, or null";
	if (json_is_string(exe))
		to.exe = must_copy(json_string_value(exe), json_string_length(exe));
	to.reason_name = must_copy(reason, strlen(reason));
	record->events = must_grow(record->events, record->count, sizeof(*record->events));
	record->events[record->count++] = to;
	return NULL;
}

void free_record(struct record *record)
{
	for (size_t i = 0; i < record->count; i++) {
		free(record->events[i].exe);
		free(record->events[i].reason_name);
	}
	free(record->events);
}
