/* SPDX-License-Identifier: GPL-2.0 */
/* The program's output: errors on stderr, JSON or columns on stdout. */
#ifndef HOLDFAST_BASE_REPORT_H
#define HOLDFAST_BASE_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <jansson.h>

/* Exit statuses; documented in holdfast(8). */
enum {
	EXIT_OK = 0,
	EXIT_FAILED = 1, /* refused, or could not be done */
	EXIT_USAGE = 2,	 /* misspelt: nothing was tried */
	EXIT_FOUND = 3,	 /* holdfast residue: some was found; modules: some would fail */
};

/* Prints "holdfast: " and the message on stderr. Always returns -1, for `return fail(...)`. */
int fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same for a command line that cannot be understood; returns EXIT_USAGE. */
int fail_usage(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Prints @object, takes its reference, returns EXIT_OK or EXIT_FAILED (out of memory, write error). */
int print_json(json_t *object);
/* The same on one line, and flushed: for a stream of objects. */
int print_json_line(json_t *object);

/*
 * Flushes stdout. Returns @status, the exit status so far, or EXIT_FAILED instead of EXIT_OK if the output could not be
 * written: a truncated table is no success.
 */
int finish_output(int status);

/* Escape sequences if stdout is a terminal and NO_COLOR is unset, and else "". */
const char *colour_bold(void);
const char *colour_red(void);
const char *colour_green(void);
const char *colour_off(void);

/*
 * Writes CLOCK_BOOTTIME nanoseconds as RFC 3339 in UTC into @text of at least 32 bytes. If the clock was set since,
 * the answer moves with it.
 */
void format_boot_time(uint64_t ns, char *text, size_t size);

/* @text, or JSON's null if it is empty. */
json_t *json_text_or_null(const char *text);

#endif
