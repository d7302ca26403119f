/* SPDX-License-Identifier: GPL-2.0 */
/* An event as it is shown. */
#ifndef HOLDFAST_REPORT_EVENT_VIEW_H
#define HOLDFAST_REPORT_EVENT_VIEW_H

#include <jansson.h>

#include "base/event_text.h"

struct event_view {
	char time[32];
	char reason[64];
	char detail[EVENT_DETAIL_SIZE];
	char comm[HF_COMM_LEN + 1];
	char path[EVENT_PATH_SIZE];
};

void view_event(const struct hf_event *event, struct event_view *view);

/* As docs/json.md has it; NULL: out of memory. */
json_t *build_event_json(const struct hf_event *event);

#endif
