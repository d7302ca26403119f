/* SPDX-License-Identifier: GPL-2.0 */
/* Helpers of the unit tests: cmocka, and capturing the program's output. */
#ifndef HOLDFAST_TESTS_UNIT_H
#define HOLDFAST_TESTS_UNIT_H

/* cmocka.h needs these includes, in this order. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

/* cmocka has a macro with the name of report.h's function. */
#undef fail
#undef fail_msg
#define fail_msg(format, ...)                                    \
	do {                                                     \
		print_error("ERROR: " format "\n", __VA_ARGS__); \
		_fail(__FILE__, __LINE__);                       \
	} while (0)

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

/* The size of captured text: longer than all of our messages. */
#define CAPTURE_SIZE 65536

struct capture {
	int fd; /* stdout's or stderr's */
	int saved;
	int file;
};

/*
 * Redirects descriptor @fd to a file in memory, until capture_end(). An assertion that fails in between would leave it
 * so: assert after capture_end().
 */
void capture_begin(struct capture *capture, int fd);

/* Copies the output into @text, with a NUL, and restores the descriptor. */
void capture_end(struct capture *capture, char text[CAPTURE_SIZE]);

/* NULL contains nothing. */
void assert_contains(const char *text, const char *part);
void assert_lacks(const char *text, const char *part);

#endif
