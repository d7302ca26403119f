/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HOLDFAST_POLICY_ANSWER_H
#define HOLDFAST_POLICY_ANSWER_H

/*
 * Prints what the system's policy answers to a program, and why; @detail may be NULL. Returns an
 * exit status: EXIT_OK whatever the answer is.
 */
int answer_policy(const char *reason, const char *program, const char *detail);

#endif
