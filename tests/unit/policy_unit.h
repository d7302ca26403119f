/* SPDX-License-Identifier: GPL-2.0 */
/* Helpers of the tests of the policy: they write and read its files, and keep the messages. */
#ifndef HOLDFAST_TESTS_POLICY_UNIT_H
#define HOLDFAST_TESTS_POLICY_UNIT_H

#include "unit.h"

#include "policy/policy.h"

#define ZEROS  "0000000000000000000000000000000000000000000000000000000000000000"
#define DIGEST "sha256:" ZEROS

/* A complete exception; further keys may follow. */
#define EXCEPTION "[Exception e]\nReason=msr ioport\nVerity=" DIGEST "\n"

/* A folder of the test's own; removed with all that is in it by remove_folder(). */
void make_folder(char path[64]);
void remove_folder(const char *path);

/* Writes @size bytes to @folder/@name; folders in between are made. */
void write_file(const char *folder, const char *name, const char *text, size_t size);

/* Reads one file with this text; stderr's text is in @err. */
struct policy *read_text(const char *text, size_t size, char err[CAPTURE_SIZE]);

/* Reads it; it has to be valid, without a message. */
struct policy *read_right(const char *text);

/* Reads @root as policy_read() does. */
struct policy *read_root(const char *root, char err[CAPTURE_SIZE]);

struct mistake {
	const char *text;
	const char *place; /* "LINE:COLUMN" */
	const char *says;
};

/* It is refused with exactly this message. */
void check_mistake(const struct mistake *mistake, size_t size);
void check_mistakes(const struct mistake *mistakes, size_t count);

/* The output of print_policy(). */
void show(const struct policy *policy, char out[CAPTURE_SIZE]);

unsigned int count_lines(const char *text);

#endif
