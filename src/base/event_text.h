/* SPDX-License-Identifier: GPL-2.0 */
/* The strings of an event. The process that was stopped has chosen their bytes. */
#ifndef HOLDFAST_BASE_EVENT_TEXT_H
#define HOLDFAST_BASE_EVENT_TEXT_H

#include <jansson.h>

#include "base/device_name.h"
#include "engine_abi.h"

/* "...", the longest path, and a NUL. */
#define EVENT_PATH_SIZE (3 + HF_PATH_LEN + 1)

/*
 * Copies the executable's path, which is at the end of its array in @event without a NUL, and adds a NUL. "": the
 * event has no path, or an invalid start of it. A path that lost its beginning gets "..." before it, so that nobody
 * takes it for another program's.
 */
void copy_path(const struct hf_event *event, char path[EVENT_PATH_SIZE]);

/*
 * File names are bytes; JSON and terminals want text. Replaces by '?' each byte of a control character (of C1, too,
 * which terminals obey), of an invisible character, and of one that reorders the text after it. If @text is not valid
 * UTF-8, replaces each byte above ASCII. The length stays.
 */
void make_printable(char *text);

/* The same for a cell of a table. Columns are two blanks apart, so a cell keeps no two blanks in a row. */
void keep_to_column(char *text);

/* The text after a reason: " 0x1a0", " 0x80-0x81", " nvme0"; "": the detail is unknown. */
#define EVENT_DETAIL_SIZE (1 + DEVICE_NAME_SIZE)
void format_detail(unsigned int reason, const struct hf_range *detail,
		   char text[EVENT_DETAIL_SIZE]);

/* {"first": N, "last": N}, with "device": NAME for a device; JSON's null: the detail is unknown. */
json_t *build_detail_json(unsigned int reason, const struct hf_range *detail);

#endif
