/* SPDX-License-Identifier: GPL-2.0 */
/* fs-verity: a file whose content the kernel verifies as it is read, and which nobody can write. */
#ifndef HOLDFAST_POLICY_VERITY_H
#define HOLDFAST_POLICY_VERITY_H

#include "policy/policy.h"

/* The digest that the kernel has for an open file: 0, or -ENODATA where it has none, or -errno. */
int measure_verity(int fd, struct verity *verity);

/* Turns it on, with SHA-256 and blocks of 4096 bytes, for good. 0 also where it was on already. */
int enable_verity(int fd);

/* What an error of the two means, and what to do. */
const char *explain_verity(int err);

/* A digest as a policy has it: "sha256:" and 64 hexadecimal digits. */
#define VERITY_TEXT_SIZE (sizeof("sha256:") + 2UL * VERITY_LEN)
void format_verity(const unsigned char digest[VERITY_LEN], char text[VERITY_TEXT_SIZE]);

#endif
