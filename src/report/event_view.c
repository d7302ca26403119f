// SPDX-License-Identifier: GPL-2.0
#include <stdio.h>

#include "base/names.h"
#include "base/report.h"
#include "kernel/reasons.h"
#include "report/event_view.h"

void view_event(const struct hf_event *event, struct event_view *view)
{
	format_boot_time(event->time, view->time, sizeof(view->time));
	if (event->reason < HF_REASONS)
		snprintf(view->reason, sizeof(view->reason), "%s",
			 reason_texts[event->reason].name);
	else
		kernel_reason_name(event->number, view->reason, sizeof(view->reason));
	format_detail(event->reason, &event->detail, view->detail);
	snprintf(view->comm, sizeof(view->comm), "%.*s", HF_COMM_LEN, event->comm);
	make_printable(view->comm);
	copy_path(event, view->path);
	make_printable(view->path);
}

json_t *build_event_json(const struct hf_event *event)
{
	struct event_view view;

	view_event(event, &view);
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:o, s:I, s:I, s:I, s:s, s:o, s:I, s:b}",
			 "time", view.time, "verdict", verdict_name(event->verdict), "engine",
			 engine_name(event->engine), "level", level_name(event->level), "reason",
			 view.reason, "detail", build_detail_json(event->reason, &event->detail),
			 "pid", (json_int_t)event->pid, "tgid", (json_int_t)event->tgid, "uid",
			 (json_int_t)event->uid, "comm", view.comm, "exe",
			 json_text_or_null(view.path), "cgroup", (json_int_t)event->cgroup, "look",
			 event->look);
}
