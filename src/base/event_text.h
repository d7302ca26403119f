/* SPDX-License-Identifier: GPL-2.0 */
/* The strings of an event: bytes that the one who was stopped has chosen. */
#ifndef HOLDFAST_BASE_EVENT_TEXT_H
#define HOLDFAST_BASE_EVENT_TEXT_H

#include <jansson.h>

#include "base/device_name.h"
#include "engine_abi.h"

/* "...", the longest path, and a NUL. */
#define EVENT_PATH_SIZE (3 + HF_PATH_LEN + 1)

/*
 * Copies the executable's path, which has no NUL and stands at the end of its place in @event,
 * and ends it with one. "" where the event has none, or a place that is none. A path that lost
 * its beginning starts with "...": nobody should take it for another program's.
 */
void copy_path(const struct hf_event *event, char path[EVENT_PATH_SIZE]);

/*
 * File names are bytes; JSON and terminals want text. Puts a '?' for each byte of a control
 * character, C1's included (a terminal obeys them as well), or of one that turns the direction of
 * what follows or is not seen, and where @text is no valid UTF-8, for each byte above ASCII. It keeps
 * its length.
 */
void make_printable(char *text);

/* The same of a text in a table, whose columns are two blanks apart: it cannot look like more than one. */
void keep_to_column(char *text);

/* " 0x1a0", " 0x80-0x81", " nvme0": what stands after a reason; "" where it is not known. */
#define EVENT_DETAIL_SIZE (1 + DEVICE_NAME_SIZE)
void format_detail(unsigned int reason, const struct hf_range *detail,
		   char text[EVENT_DETAIL_SIZE]);

/* {"first": N, "last": N}, of a device {"first": N, "last": N, "device": NAME}; JSON's null where it is not known. */
json_t *build_detail_json(unsigned int reason, const struct hf_range *detail);

#endif
