/* SPDX-License-Identifier: GPL-2.0 */
/* What the unit tests share: cmocka, and what a piece of the program prints. */
#ifndef HOLDFAST_TESTS_UNIT_H
#define HOLDFAST_TESTS_UNIT_H

/* In the order in which cmocka.h wants them. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

/* cmocka's macro has the name of report.h's function. */
#undef fail
#undef fail_msg
#define fail_msg(format, ...)                                    \
	do {                                                     \
		print_error("ERROR: " format "\n", __VA_ARGS__); \
		_fail(__FILE__, __LINE__);                       \
	} while (0)

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

/* Captured text: longer than every message of ours. */
#define CAPTURE_SIZE 65536

struct capture {
	int fd; /* stdout's or stderr's */
	int saved;
	int file;
};

/*
 * From here to capture_end(), what is written to descriptor @fd goes to a file in memory. An
 * assertion that fails in between would leave it there: assert after capture_end().
 */
void capture_begin(struct capture *capture, int fd);

/* Puts what was written into @text, with a NUL, and the descriptor back. */
void capture_end(struct capture *capture, char text[CAPTURE_SIZE]);

/* NULL contains nothing. */
void assert_contains(const char *text, const char *part);
void assert_lacks(const char *text, const char *part);

#endif
