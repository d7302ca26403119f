/* SPDX-License-Identifier: GPL-2.0 */
/* The numbers of the running kernel's enum lockdown_reason, by their names. */
#ifndef HOLDFAST_ENGINE_TYPES_KERNEL_NUMBERS_H
#define HOLDFAST_ENGINE_TYPES_KERNEL_NUMBERS_H

#include "engine/types/kernel_types.h"
#include "engine_abi.h"

struct kernel_numbers {
	unsigned char reasons[HF_NUMBERS]; /* by number: enum hf_reason, or HF_REASON_UNKNOWN */
	int integrity_max, confidentiality_max;
};

/* The name of the type, which has to be looked up. */
#define KERNEL_NUMBERS "lockdown_reason"

/* Notes the numbers, if the type with this id is the one that has them. */
void kernel_numbers_note(const struct kernel_types *types, unsigned int id);

/* Finds them in another way, which is slow: for a kernel whose types are not to be had by kernel_types_get(). */
void kernel_numbers_find(void);

/* Returns 0, or -ESRCH if they were not found. */
int kernel_numbers_get(struct kernel_numbers *numbers);

#endif
