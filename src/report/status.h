/* SPDX-License-Identifier: GPL-2.0 */
/* What `holdfast status` knows; how it is printed is elsewhere. */
#ifndef HOLDFAST_REPORT_STATUS_H
#define HOLDFAST_REPORT_STATUS_H

#include <jansson.h>

#include "engine/engine.h"
#include "levels.h"

struct status {
	int native_err; /* of native_read() */
	enum hf_level native;
	enum engine_presence presence;
	struct engine engine;
	struct guards_seen guards; /* of an engine that was found */
	bool answering;		   /* its witness is called */
	bool enforcing;		   /* and no guard is missing */
	int record_err;		   /* why root cannot read the record; 0: it can, or is not asked */
	unsigned int strangers;	   /* beside the engine's pins */
	const struct hf_state *state; /* zeros where there is none */
	enum hf_level effective;      /* at least: see level_is_known() */
};

void read_status(struct status *status);

/* An engine may enforce whose level we cannot read: that is not "none", and nothing "allowed". */
bool level_is_known(const struct status *status);

/* What a level would refuse, and the engine only records. */
hf_reason_set audited_at(const struct status *status, enum hf_level level);

/* What a level would refuse, and everybody may. */
hf_reason_set allowed_at(const struct status *status, enum hf_level level);

/* What the engine is, in a word. */
const char *describe_engine(const struct status *status);

/* Nothing is loaded, or it enforces, and root can read its record. */
bool is_healthy(const struct status *status);

/* The level of the engine that was found; NULL: there is none. */
const char *engine_level(const struct status *status);

/* Where its handles are pinned; NULL: nowhere. */
const char *anchor_path(void);

/* One row: a reason of ours, or a number that only the kernel knows and that was asked about. */
struct row {
	char name[64];
	enum hf_level level;
	const char *verdict; /* NULL: unknown */
	char since[32];	     /* "" where it is not denied by our engine */
	struct hf_counter counter;
};

/* Fills in the row of a slot of the counters. False where there is nothing to say of it. */
bool build_row(const struct status *status, unsigned int slot, struct row *row);

/* All of it, for programs. */
json_t *build_status_json(const struct status *status);

#endif
