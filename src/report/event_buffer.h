/* SPDX-License-Identifier: GPL-2.0 */
/* The running engine's buffer of events. */
#ifndef HOLDFAST_REPORT_EVENT_BUFFER_H
#define HOLDFAST_REPORT_EVENT_BUFFER_H

#include <stdint.h>

#include "engine_abi.h"

/*
 * Opens it, and makes this process its only reader until it exits. Returns a descriptor, or -1 after saying why it
 * cannot.
 */
int open_event_buffer(void);

/* Called for each event; a value other than 0 stops the reading. */
typedef int see_event(void *context, const struct hf_event *event);

/*
 * Calls @see for each event, and leaves all events for the next reader. Stops when @see returns another value than 0,
 * and returns that; or -1 after saying what is wrong.
 */
int peek_events(int fd, see_event *see, void *context);

/* The same for the BPF engine, but removes each event for which @see has returned 0. */
int take_events(int fd, see_event *see, void *context);

/* The number of events since the engine was loaded that were lost because the buffer was full. */
uint64_t read_lost_events(void);

#endif
