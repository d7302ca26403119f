// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/names.h"
#include "kernel/log.h"

/* Longer than any record: the kernel's limit is 8 KiB with escapes. */
#define RECORD_SIZE 16384

static int hex_digit(char c)
{
	const char *digits = "0123456789abcdef";
	const char *found = c ? strchr(digits, c) : NULL;

	return found ? (int)(found - digits) : -1;
}

/* Decodes escapes in place: "\x22" is a quote. */
static void unescape(char *text)
{
	char *to = text;

	for (const char *from = text; *from; from++) {
		int high = -1, low = -1;

		if (from[0] == '\\' && from[1] == 'x')
			high = hex_digit(from[2]);
		if (high >= 0)
			low = hex_digit(from[3]);
		if (low < 0) {
			*to++ = *from;
			continue;
		}
		/* A valid text has no NUL: somebody may have escaped one to end the text early. */
		*to++ = (char)(high * 16 + low ? high * 16 + low : '?');
		from += 3;
	}
	*to = '\0';
}

/* Takes the value of NAME="VALUE" at *@at, and moves *@at after it. NULL: it is not there. */
static char *take_quoted(char **at, const char *name)
{
	size_t len = strlen(name);
	char *value, *end;

	if (strncmp(*at, name, len) != 0 || strncmp(*at + len, "=\"", 2) != 0)
		return NULL;
	value = *at + len + 2;
	end = strchr(value, '"');
	if (!end || end[1] != ' ')
		return NULL;
	*end = '\0';
	*at = end + 2;
	unescape(value);
	return value;
}

static void set_path(struct hf_event *event, const char *exe)
{
	size_t len = strcmp(exe, "?") != 0 ? strlen(exe) : 0;

	event->path_whole = len <= HF_PATH_LEN;
	if (len > HF_PATH_LEN) {
		exe += len - HF_PATH_LEN;
		len = HF_PATH_LEN;
	}
	event->path_at = (unsigned int)(HF_PATH_LEN - len);
	memcpy(event->path + event->path_at, exe, len);
}

/* "register=0x1a0 ", "ports=0x60-0x64 " or "device=0x90300000 ". A later kernel's other words are skipped. */
static void set_detail(struct hf_event *event, const char *text)
{
	unsigned int first, last;

	// NOLINTBEGIN(cert-err34-c): the kernel's own text
	if (sscanf(text, "register=%x ", &first) == 1 || sscanf(text, "device=%x ", &first) == 1)
		last = first;
	else if (sscanf(text, "ports=%x-%x ", &first, &last) != 2 || last < first)
		return;
	// NOLINTEND(cert-err34-c)
	event->detail = (struct hf_range){ .first = first, .size = last - first + 1 };
}

/* denied msr at integrity: exe="/usr/sbin/wrmsr" comm="wrmsr" pid=12 uid=0 register=0x1a0 unrecorded=3 */
static bool parse_message(char *message, struct hf_event *event)
{
	char verdict[16], reason[64], level[32], *exe, *comm;
	int used = 0, found;

	if (sscanf(message, "holdfast: %15s %63s at %31[a-z]: %n", verdict, reason, level, &used) !=
		    3 ||
	    !used)
		return false;
	message += used;
	exe = take_quoted(&message, "exe");
	comm = exe ? take_quoted(&message, "comm") : NULL;
	used = 0;
	// NOLINTNEXTLINE(cert-err34-c): the kernel's own text
	if (!comm || sscanf(message, "pid=%u uid=%u %n", &event->tgid, &event->uid, &used) != 2 ||
	    !used)
		return false;
	set_detail(event, message + used);
	if (!strcmp(verdict, "denied"))
		event->verdict = HF_DENY;
	else if (!strcmp(verdict, "audited"))
		event->verdict = HF_AUDIT;
	else
		return false;
	found = find_word(level, level_name, HF_LEVELS);
	if (found < 0)
		return false;
	event->level = (unsigned char)found;
	event->reason = (unsigned short)find_reason(reason);
	event->pid = event->tgid;
	event->engine = HF_ENGINE_LSM;
	snprintf(event->comm, sizeof(event->comm), "%s", comm);
	set_path(event, exe);
	return true;
}

bool parse_log_record(char *record, struct hf_event *event)
{
	char *message = strchr(record, ';');
	unsigned long long microseconds;
	unsigned int priority;

	memset(event, 0, sizeof(*event));
	/* The kernel's facility is 0; it gives records of user space another one. */
	// NOLINTNEXTLINE(cert-err34-c): the kernel's own text
	if (!message || sscanf(record, "%u,%*u,%llu,", &priority, &microseconds) != 2 ||
	    priority > 7)
		return false;
	message++;
	message[strcspn(message, "\n")] = '\0';
	unescape(message);
	event->time = microseconds * 1000;
	return parse_message(message, event);
}

int open_kernel_log(void)
{
	int fd = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	return fd < 0 ? -errno : fd;
}

int read_kernel_log(int fd, int (*see)(void *context, const struct hf_event *event), void *context)
{
	char *record = malloc(RECORD_SIZE);
	struct hf_event event;
	int err = 0;

	if (!record)
		return -ENOMEM;
	while (!err) {
		ssize_t len = read(fd, record, RECORD_SIZE - 1);

		/* EPIPE: lines were overwritten; the next read returns the oldest one left. */
		if (len < 0 && errno != EPIPE && errno != EINTR) {
			err = errno == EAGAIN ? 0 : -errno;
			break;
		}
		if (len <= 0)
			continue;
		record[len] = '\0';
		if (parse_log_record(record, &event))
			err = see(context, &event);
	}
	free(record);
	return err;
}
