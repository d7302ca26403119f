/* SPDX-License-Identifier: GPL-2.0 */
/* Messages at boot, for the console and for the log. */
#ifndef HOLDFAST_BASE_TELL_H
#define HOLDFAST_BASE_TELL_H

/* The kernel's log levels. "quiet" hides notices from the console, but not emergencies. */
enum urgency { EMERGENCY = 0, ERROR = 3, NOTICE = 5 };

/*
 * Writes @message to the kernel's log, which outlives the initramfs, and so to its consoles. Writes everything but
 * notices to stderr, too.
 */
void tell(enum urgency urgency, const char *message);

/* The same for each line of @text, which is modified. */
void tell_lines(enum urgency urgency, char *text);

#endif
