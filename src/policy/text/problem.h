/* SPDX-License-Identifier: GPL-2.0 */
/* Where in a policy something is, and what is wrong there. */
#ifndef HOLDFAST_POLICY_TEXT_PROBLEM_H
#define HOLDFAST_POLICY_TEXT_PROBLEM_H

#include <stddef.h>

#include "base/quote.h"

/* More of them in one file are not listed: the first explain the rest. */
#define PROBLEMS_SHOWN 20

struct policy_file {
	char *path;
	char *shown; /* the same, printable whatever its bytes are */
	int fd;	     /* of what was looked at there, to be read; -1: it is opened when it is read */
	unsigned int problems;
};

struct place {
	struct policy_file *file;
	unsigned int line;   /* from 1; 0: the file as a whole */
	unsigned int column; /* in bytes, from 1; a tab is one */
};

/* Says "FILE:LINE:COLUMN: " and the message on stderr, and counts it. */
void problem(const struct place *at, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same for something that is allowed, and that one should know of. It is not counted. */
void warn_at(const struct place *at, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
