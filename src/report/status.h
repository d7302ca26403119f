/* SPDX-License-Identifier: GPL-2.0 */
/* The data of `holdfast status`, without its printing. */
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
	int record_err; /* why root cannot read the record; 0: root can, or we are not root */
	unsigned int strangers;	      /* entries beside the engine's pins */
	const struct hf_state *state; /* zeros if there is none */
	enum hf_level effective;      /* at least: see level_is_known() */
};

void read_status(struct status *status);

/* False if an engine may enforce whose level we cannot read: then nothing may be reported as "none" or "allowed". */
bool level_is_known(const struct status *status);

/* The reasons that @level would refuse, and that the engine only records. */
hf_reason_set audited_at(const struct status *status, enum hf_level level);

/* The reasons that @level would refuse, and that the policy allows for everybody. */
hf_reason_set allowed_at(const struct status *status, enum hf_level level);

/* The engine's state in one word. */
const char *describe_engine(const struct status *status);

/* Whether nothing is loaded, or the engine enforces and root can read its record. */
bool is_healthy(const struct status *status);

/* The level of the engine that was found; NULL: there is none. */
const char *engine_level(const struct status *status);

/* The folder of its handles; NULL: they are pinned nowhere. */
const char *anchor_path(void);

/* One row: a reason of ours, or a number that only the kernel knows and that was asked about. */
struct row {
	char name[64];
	enum hf_level level;
	const char *verdict; /* NULL: unknown */
	char since[32];	     /* "": our engine does not deny it */
	struct hf_counter counter;
};

/* Fills in the row of a slot of the counters. False: the slot has no row. */
bool build_row(const struct status *status, unsigned int slot, struct row *row);

/* All of it, for programs. */
json_t *build_status_json(const struct status *status);

#endif
