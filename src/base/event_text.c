// SPDX-License-Identifier: GPL-2.0
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/event_text.h"

/* The engine writes the path from its end, so it may start in the middle of the array. */
void copy_path(const struct hf_event *event, char path[EVENT_PATH_SIZE])
{
	size_t at = event->path_at < HF_PATH_LEN ? event->path_at : HF_PATH_LEN;
	size_t len = HF_PATH_LEN - at;

	if (!event->path_whole && len) {
		memcpy(path, "...", 3);
		path += 3;
	}
	memcpy(path, event->path + at, len);
	path[len] = '\0';
}

static bool is_utf8(const char *text)
{
	json_t *string = json_string(text);

	json_decref(string);
	return string;
}

/*
 * Whether three bytes of UTF-8 are invisible, or reorder the text after them: U+200B to U+200F, U+2028 to U+202E,
 * U+2060 to U+206F, U+FEFF.
 */
static bool is_unseen(const unsigned char *c)
{
	if (c[0] == 0xef)
		return c[1] == 0xbb && c[2] == 0xbf;
	if (c[0] != 0xe2)
		return false;
	if (c[1] == 0x81)
		return c[2] >= 0xa0 && c[2] <= 0xaf;
	return c[1] == 0x80 && ((c[2] >= 0x8b && c[2] <= 0x8f) || (c[2] >= 0xa8 && c[2] <= 0xae));
}

void make_printable(char *text)
{
	bool valid = is_utf8(text);

	for (unsigned char *c = (unsigned char *)text; *c; c++) {
		if (*c < 0x20 || *c == 0x7f || (!valid && *c >= 0x80)) {
			*c = '?';
		} else if (*c == 0xc2 && c[1] < 0xa0) {
			/* U+0080 to U+009F */
			*c++ = '?';
			*c = '?';
		} else if (is_unseen(c)) {
			memset(c, '?', 3);
			c += 2;
		}
	}
}

void keep_to_column(char *text)
{
	for (char *c = text; (c = strstr(c, "  ")); c++)
		c[1] = '?';
}

static unsigned int last_of(const struct hf_range *range)
{
	return range->first + range->size - 1;
}

void format_detail(unsigned int reason, const struct hf_range *detail, char text[EVENT_DETAIL_SIZE])
{
	*text = '\0';
	if (detail->size && reason == HF_REASON_DEVICE_DMA) {
		*text = ' ';
		name_device(detail->first, text + 1);
	} else if (detail->size == 1) {
		snprintf(text, EVENT_DETAIL_SIZE, " 0x%x", detail->first);
	} else if (detail->size) {
		snprintf(text, EVENT_DETAIL_SIZE, " 0x%x-0x%x", detail->first, last_of(detail));
	}
}

json_t *build_detail_json(unsigned int reason, const struct hf_range *detail)
{
	char name[DEVICE_NAME_SIZE];

	if (!detail->size)
		return json_null();
	if (reason == HF_REASON_DEVICE_DMA) {
		name_device(detail->first, name);
		return json_pack("{s:I, s:I, s:s}", "first", (json_int_t)detail->first, "last",
				 (json_int_t)last_of(detail), "device", name);
	}
	return json_pack("{s:I, s:I}", "first", (json_int_t)detail->first, "last",
			 (json_int_t)last_of(detail));
}
