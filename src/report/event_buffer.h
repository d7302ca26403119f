/* SPDX-License-Identifier: GPL-2.0 */
/* The running engine's buffer of events. */
#ifndef HOLDFAST_REPORT_EVENT_BUFFER_H
#define HOLDFAST_REPORT_EVENT_BUFFER_H

#include <stdint.h>

#include "engine_abi.h"

/*
 * Opens it for its one reader, which this process is until it exits. Returns a descriptor, or -1
 * after saying why not.
 */
int open_event_buffer(void);

/* What is called for each event; other than 0 ends it. */
typedef int see_event(void *context, const struct hf_event *event);

/*
 * Calls @see for each event, and leaves them all where they are: the next reader has them too.
 * Stops where it returns other than 0. Returns that, or -1 after saying what is wrong.
 */
int peek_events(int fd, see_event *see, void *context);

/* The same, of the BPF engine's; what @see has returned 0 for is gone. */
int take_events(int fd, see_event *see, void *context);

/* How many found it full, since the engine was loaded. */
uint64_t read_lost_events(void);

#endif
