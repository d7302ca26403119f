/* SPDX-License-Identifier: GPL-2.0 */
/* What is said at boot: to whoever is at the console, and to whoever reads the log later. */
#ifndef HOLDFAST_BASE_TELL_H
#define HOLDFAST_BASE_TELL_H

/* The kernel's levels of messages. "quiet" hides a notice from the console, and nothing emergent. */
enum urgency { EMERGENCY = 0, ERROR = 3, NOTICE = 5 };

/*
 * Says @message in the kernel's log, which outlives the initramfs, and so on its consoles; what is no
 * notice on stderr, too.
 */
void tell(enum urgency urgency, const char *message);

/* The same with each line of @text, which is cut up. */
void tell_lines(enum urgency urgency, char *text);

#endif
